import { isUtf8 } from 'node:buffer'

/**
 * The URLs that a client may have signed for this target, a character for each byte: as it was sent, before it was
 * percent-encoded (a space as %20 or as +; signed as ISO-8859-1 or as UTF-8), and with the `?` of an empty parameter list that
 * is not sent. `publicUrls` are what clients take for the server, such as `https://integration.example.fi`.
 */
export function signedUrls(publicUrls: readonly string[], target: string): readonly string[] {
  const forms = [target, unescaped(target), unescaped(target.replaceAll('+', ' '))].flatMap((form) => [
    form,
    readAsUtf8(form),
  ])
  const all = target.includes('?') ? forms : [...forms, `${target}?`]
  return distinct(publicUrls.flatMap((url) => all.map((form) => `${url.replace(/\/+$/, '')}${form}`)))
}

/** The senders that a client may have signed: a name travels as ISO-8859-1 with GET, and as UTF-8 with POST. */
export function signedSenders(sender: string): readonly string[] {
  return distinct([sender, readAsUtf8(sender)])
}

/** How a sender is shown and compared, however its name travelled. */
export function senderName(sender: string): string {
  const bytes = Buffer.from(sender, 'latin1')
  return isUtf8(bytes) ? bytes.toString('utf8') : sender
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)]
}

/** Each escape as its byte; what is no escape stays. */
function unescaped(text: string): string {
  return text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

/**
 * The characters that the bytes mean as UTF-8. They stay bytes when they are no UTF-8, or mean a character that ISO-8859-1
 * doesn't have: no client signs that one, and taking its lowest byte would let one character stand for another.
 */
function readAsUtf8(bytes: string): string {
  const text = senderName(bytes)
  return Buffer.from(text, 'latin1').toString('latin1') === text ? text : bytes
}
