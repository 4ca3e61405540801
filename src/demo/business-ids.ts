import { checkBusinessId } from '../../rules/business-id.ts'

/** Business ids with right check digits, each once, from a body of seven digits on. */
export function* businessIds(firstBody: number): Generator<string, never> {
  for (let body = firstBody; ; body += 137) {
    const digits = String(body).padStart(7, '0')
    const check = checkBusinessId(`${digits}-0`)
    if (check.kind === 'valid') yield `${digits}-0`
    if (check.kind === 'wrong-check-digit') yield `${digits}-${check.expected}`
  }
}
