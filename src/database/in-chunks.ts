/** Splits rows so that one statement stays far below PostgreSQL's 65,535 parameters. */
export function inChunks<Row>(rows: readonly Row[], size = 1000): readonly (readonly Row[])[] {
  const count = Math.ceil(rows.length / size)
  return Array.from({ length: count }, (_, index) => rows.slice(index * size, (index + 1) * size))
}
