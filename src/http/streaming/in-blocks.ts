/** Texts joined to blocks of some tens of kilobytes: writing each by itself costs more than making it. */
export async function* inBlocks(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let block = ''
  for await (const text of texts) {
    block += text
    if (block.length < blockLength) continue
    yield block
    block = ''
  }
  if (block !== '') yield block
}

const blockLength = 64 * 1024
