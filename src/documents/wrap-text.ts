/** The text in lines of at most `width` characters, broken at white space, a longer word anywhere; none for no text. */
export function wrapText(text: string, width: number): readonly string[] {
  const words = text
    .split(/[\s\p{Cc}]+/u)
    .filter((word) => word !== '')
    .flatMap((word) => word.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [])
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
