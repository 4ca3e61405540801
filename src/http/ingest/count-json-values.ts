/**
 * How many values a text of JSON holds, by its commas and brackets outside of texts. For a text that is no JSON any number.
 * Cheap beside reading it: a few megabytes of brackets would become hundreds.
 */
export function countJsonValues(text: Uint8Array): number {
  let values = 1
  for (let at = 0; at < text.length; at += 1) {
    const byte = text[at]
    if (byte === quote) at = endOfText(text, at)
    else if (byte === comma || byte === bracket || byte === brace) values += 1
  }
  return values
}

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const bracket = 0x5b
const brace = 0x7b

/** Where the text that begins at `start` ends, or all does. */
function endOfText(text: Uint8Array, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== quote) at += text[at] === backslash ? 2 : 1
  return at
}
