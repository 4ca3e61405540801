import { TextDecoder } from 'node:util'

/**
 * Text of an XML document's bytes as they come, in whatever pieces. Its encoding is what a byte order mark says, else the XML
 * declaration, else UTF-8; one that isn't known is read as UTF-8, for the words of a status are ASCII.
 */
export interface XmlDecoder {
  write(bytes: Uint8Array): string
  /** What was held back at the end. */
  end(): string
}

/** A declaration is shorter. */
const declarationBytesMax = 256

export function xmlDecoder(): XmlDecoder {
  let beginning = Buffer.alloc(0)
  let decoder: TextDecoder | undefined

  const begin = () => {
    decoder = decoderFor(beginning)
    return decoder.decode(beginning, { stream: true })
  }

  return {
    write(bytes) {
      if (decoder !== undefined) return decoder.decode(bytes, { stream: true })
      beginning = Buffer.concat([beginning, bytes])
      return beginning.includes('>') || beginning.length >= declarationBytesMax ? begin() : ''
    },
    end() {
      const held = decoder === undefined ? begin() : ''
      return held + (decoder?.decode() ?? '')
    },
  }
}

function decoderFor(beginning: Buffer): TextDecoder {
  const start = beginning.subarray(0, declarationBytesMax)
  if (start[0] === 0xfe && start[1] === 0xff) return new TextDecoder('utf-16be')
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder('utf-16le')
  const [, declared] = /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(start.toString('latin1')) ?? []
  try {
    return new TextDecoder(declared ?? 'utf-8')
  } catch {
    return new TextDecoder('utf-8')
  }
}
