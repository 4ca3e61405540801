/** Was this process started by `npx` or `npm run`? */
export function startedByNpm(): boolean {
  return process.env['npm_command'] !== undefined
}
