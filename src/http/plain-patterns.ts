/** A schema's patterns without their flags, which the library leaves behind them: JSON Schema knows patterns of Unicode alone. */
export function withPlainPatterns<Part>(part: Part): Part {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same shape: only texts change
  return JSON.parse(JSON.stringify(part), plain) as Part
}

function plain(key: string, value: unknown): unknown {
  return key === 'pattern' && typeof value === 'string' ? value.replace(/\/[dgimsuvy]+$/, '') : value
}
