import type * as z from 'zod'

/** The described schemas of one object's fields. */
export type FieldSchemas = Readonly<Record<string, z.ZodType>>

/**
 * What is wrong with a row, one plain sentence per field, joined by `; `: the field, what was found, what is allowed.
 * `fieldsAt` gives the fields of the object at a path, whose descriptions say what is allowed.
 */
export function eventProblems(
  issues: readonly z.core.$ZodIssue[],
  input: unknown,
  fieldsAt: (path: string) => FieldSchemas,
): string {
  const problems = new Map<string, string>()
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') addUnknownKeys(problems, issue, fieldsAt)
    else {
      const field = issue.path.join('.')
      const allowed = fieldsAt(parentOf(issue.path))[String(issue.path.at(-1))]?.description ?? issue.message
      problems.set(field, `${field}: ${found(valueAt(input, issue.path))}; ${allowed}`)
    }
  }
  return [...problems.values()].join('; ')
}

// A row with thousands of made-up fields shall not become a refusal of megabytes.
const unknownKeysNamed = 10
const charactersShown = 60

function addUnknownKeys(
  problems: Map<string, string>,
  issue: z.core.$ZodIssueUnrecognizedKeys,
  fieldsAt: (path: string) => FieldSchemas,
): void {
  const allowed = Object.keys(fieldsAt(issue.path.join('.'))).join(', ')
  for (const key of issue.keys.slice(0, unknownKeysNamed)) {
    const field = [...issue.path, shownKey(key)].join('.')
    problems.set(field, `${field}: unknown field; allowed are ${allowed}`)
  }
  const more = issue.keys.length - unknownKeysNamed
  if (more > 0) problems.set('', `and ${more} more unknown fields`)
}

function found(value: unknown): string {
  if (value === undefined) return 'missing'
  // As JSON, an Infinity that was written as 1e400 would read null.
  if (typeof value === 'number') return `${value} is not allowed`
  if (typeof value !== 'object' || value === null) return `${shortened(JSON.stringify(value))} is not allowed`
  return Array.isArray(value) ? 'a list is not allowed' : 'an object is not allowed'
}

function shortened(text: string): string {
  return text.length <= charactersShown ? text : `${text.slice(0, charactersShown).toWellFormed()}…`
}

/** A made-up key may hold anything; as JSON it cannot write to a terminal. */
function shownKey(key: string): string {
  return /^[\w.-]{1,60}$/.test(key) ? key : shortened(JSON.stringify(key))
}

function parentOf(path: readonly PropertyKey[]): string {
  return path.slice(0, -1).join('.')
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Reflect.get(value, key)
  }
  return value
}
