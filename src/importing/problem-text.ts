import type { z } from 'zod'

/** Hands the problems of a value checked by another schema on, each at its own place below the value. */
export function passOnProblems(error: z.ZodError, context: z.core.$RefinementCtx): void {
  for (const issue of error.issues) {
    const message = issue.code === 'unrecognized_keys' ? unknownKeys(issue.keys) : issue.message
    context.addIssue({ code: 'custom', path: [...issue.path], message })
  }
}

/** One problem of a validated value, in words: `terms[0].package: "gold" is an unknown package; allowed: …`. */
export function problemTexts(error: z.ZodError): readonly string[] {
  return error.issues.map((issue) => {
    const place = pathText(issue.path)
    const what = issue.code === 'unrecognized_keys' ? unknownKeys(issue.keys) : issue.message
    return place === '' ? what : `${place}: ${what}`
  })
}

/** The place of a problem: of an unknown key the key itself. */
export function problemPath(issue: z.core.$ZodIssue): readonly PropertyKey[] {
  return issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path
}

/** `customers[0].terms[1].from`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`,
    '',
  )
}

function unknownKeys(keys: readonly string[]): string {
  return `unknown key${keys.length > 1 ? 's' : ''} ${keys.map((key) => JSON.stringify(key)).join(', ')}`
}
