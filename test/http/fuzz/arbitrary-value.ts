import * as fc from 'fast-check'
import type { Schema } from './described-api.ts'
import type { KnownThings } from './known-things.ts'

/** A JSON value that the schema allows, drawn largely from what is known under its name: a value that means something. */
export function arbitraryValue(schema: Schema, name: string, known: KnownThings): fc.Arbitrary<unknown> {
  const documented = [...(schema.examples ?? []), ...examplesOf(schema)]
  const examples = [...(known.get(name) ?? []), ...documented].filter(
    (value) => isAllowed(value, schema) && isLike(value, documented),
  )
  const made = madeValue(schema, name, known, examples)
  return examples.length === 0 ? made : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...examples) }, made)
}

function examplesOf({ example }: Schema): readonly unknown[] {
  return example === undefined ? [] : [example]
}

function madeValue(
  schema: Schema,
  name: string,
  known: KnownThings,
  examples: readonly unknown[],
): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => arbitraryValue(choice, name, known)))
  const types = [schema.type ?? 'anything'].flat()
  return fc.oneof(...types.map((type) => valueOfType(type, schema, name, known, examples)))
}

function valueOfType(
  type: string,
  schema: Schema,
  name: string,
  known: KnownThings,
  examples: readonly unknown[],
): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.oneof(
        fc.integer({ min: schema.minimum ?? -9, max: Math.min(schema.maximum ?? 9, 2 ** 31 - 1) }),
        fc
          .maxSafeInteger()
          .map((value) => Math.min(Math.max(value, schema.minimum ?? value), schema.maximum ?? value)),
      )
    case 'number':
      return fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.double({ noNaN: true, noDefaultInfinity: true }))
    case 'string':
      return arbitraryText(schema, examples)
    case 'array':
      return fc.array(arbitraryValue(schema.items ?? {}, name, known), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, Math.max(3, schema.minItems ?? 0)),
      })
    case 'object':
      return arbitraryObject(schema, name, known)
    case 'anything':
      return fc.jsonValue({ maxDepth: 2 })
    default:
      throw new Error(`the document has a type that is not known: ${type}`)
  }
}

function arbitraryObject(schema: Schema, name: string, known: KnownThings): fc.Arbitrary<unknown> {
  const properties = Object.entries(schema.properties ?? {})
  const described = fc.record(
    Object.fromEntries(
      properties.map(([key, each]) => [key, arbitraryValue(each, keyWithin(name, key, known), known)]),
    ),
    { requiredKeys: [...(schema.required ?? [])] },
  )
  if (typeof schema.additionalProperties !== 'object') return described
  const others = fc.dictionary(fc.string(), arbitraryValue(schema.additionalProperties, '', known), {
    maxKeys: 3,
  })
  return fc.tuple(others, described).map(([more, own]) => ({ ...more, ...own }))
}

function keyWithin(name: string, key: string, known: KnownThings): string {
  return known.has(`${name}.${key}`) ? `${name}.${key}` : key
}

/** Text within the bounds, at them too. Where a pattern has no example, the text is made from the pattern. */
function arbitraryText(schema: Schema, examples: readonly unknown[]): fc.Arbitrary<unknown> {
  const { minLength = 0, maxLength = 40, pattern } = schema
  const made = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.string({
        unit: 'grapheme',
        minLength,
        maxLength: Math.max(minLength, Math.min(maxLength, 40)),
      }),
    },
    fc.constantFrom(minLength, maxLength).map((length) => 'x'.repeat(length)),
  )
  const fallback = examples.find((value) => typeof value === 'string')
  if (pattern !== undefined && fallback === undefined) return fc.stringMatching(new RegExp(pattern, 'u'))
  return made.map((text) => (isAllowed(text, schema) ? text : (fallback ?? 'x'.repeat(minLength))))
}

/** Where the examples are dates, only what is as long: `from` is a month here, a day or an instant there. */
function isLike(value: unknown, documented: readonly unknown[]): boolean {
  const forms = documented.flatMap((example) => dateForm(example) ?? [])
  return forms.length === 0 || forms.includes(dateForm(value) ?? '')
}

function dateForm(value: unknown): string | undefined {
  const [, form] = typeof value === 'string' ? (/^(\d{4}-\d\d(?:-\d\d)?T?)/.exec(value) ?? []) : []
  return form?.replaceAll(/\d/g, '9')
}

/** Whether an example is one of this place: a name is used in several. */
function isAllowed(value: unknown, schema: Schema): boolean {
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return choices.some((choice) => isAllowed(value, choice))
  if (schema.const !== undefined) return value === schema.const
  if (schema.enum !== undefined) return schema.enum.includes(value)
  const types = schema.type === undefined ? undefined : [schema.type].flat()
  if (types !== undefined && !types.some((type) => isOfType(value, type))) return false
  if (typeof value === 'string')
    return (
      value.length >= (schema.minLength ?? 0) &&
      value.length <= (schema.maxLength ?? Infinity) &&
      (schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(value))
    )
  return (
    typeof value !== 'number' ||
    (value >= (schema.minimum ?? -Infinity) && value <= (schema.maximum ?? Infinity))
  )
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null
  if (type === 'array') return Array.isArray(value)
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  return typeof value === type
}
