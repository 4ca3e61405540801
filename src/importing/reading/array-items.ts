/**
 * The texts of the items of a JSON array, as written, without parsing them: so that one broken item stays one broken
 * row, and a refused item can be kept exactly as it came. A sentence when the array's brackets or quotes do not pair.
 */
export function arrayItems(text: string): string[] | string {
  const items: string[] = []
  const open: string[] = []
  let start = text.indexOf('[') + 1
  for (let at = start; at < text.length; at += 1) {
    const character = text[at] ?? ''
    if (character === '"') {
      at = stringEnd(text, at)
      if (at < 0) return `item ${items.length + 1} opens a text that is not closed`
    } else if (character === '{') open.push('}')
    else if (character === '[') open.push(']')
    else if (character === ',' && open.length === 0) {
      items.push(text.slice(start, at).trim())
      start = at + 1
    } else if (character === '}' || character === ']') {
      if (open.length === 0 && character === ']')
        return ended(items, text.slice(start, at).trim(), text.slice(at + 1))
      if (open.pop() !== character) return `item ${items.length + 1} has a ${character} that closes nothing`
    }
  }
  return `the array is not closed, item ${items.length + 1} is the last one begun`
}

function ended(items: string[], last: string, after: string): string[] | string {
  if (after.trim() !== '') return `something follows the array: ${JSON.stringify(after.trim().slice(0, 40))}`
  return last === '' && items.length === 0 ? [] : [...items, last]
}

/** Where the string that begins at `start` ends; -1 when it does not. */
function stringEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0
    while (text[end - 1 - backslashes] === '\\') backslashes += 1
    if (backslashes % 2 === 0) return end
  }
  return -1
}
