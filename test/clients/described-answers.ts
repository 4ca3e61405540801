import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Middleware } from 'openapi-fetch'

type Schema = Readonly<Record<string, unknown>>

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

interface Operation {
  readonly responses: Readonly<Record<string, Answer>>
}

interface Answer {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>
}

/** Compares every answer with what the document says of its route, status and media type: no field more, none less. */
export function describedAnswers(): Middleware {
  const file = path.join(import.meta.dirname, 'generated/openapi.json')
  const document: Described = JSON.parse(readFileSync(file, 'utf8'))
  const ajv = new Ajv2020({ allErrors: true, strict: false })
  addFormats.default(ajv)
  const checks = new Map<Schema, ValidateFunction>()
  return {
    async onResponse({ request, response, schemaPath }) {
      const mediaType = response.headers.get('content-type')?.split(';')[0] ?? ''
      const answered = `${request.method} ${schemaPath}: ${response.status} ${mediaType}`
      const operation = document.paths[schemaPath]?.[request.method.toLowerCase()]
      const schema = operation?.responses[response.status]?.content?.[mediaType]?.schema
      if (schema === undefined) throw new Error(`${answered} is not described`)
      if (!['application/json', 'application/problem+json'].includes(mediaType)) return // text is text
      const check = checks.get(schema) ?? ajv.compile(closed(schema, document))
      checks.set(schema, check)
      if (!check(await response.clone().json()))
        throw new Error(`${answered} is not as described: ${ajv.errorsText(check.errors)}`)
    },
  }
}

/** The schema with its references put in, and no property allowed that it does not name. */
function closed(schema: Schema, document: Described): Schema {
  const written = open(schema, document)
  const names = 'properties' in written || 'allOf' in written
  return names && !('additionalProperties' in written)
    ? { ...written, unevaluatedProperties: false }
    : written
}

function open(schema: Schema, document: Described): Schema {
  const { $ref, ...rest } = schema
  const parts = Object.entries(rest).map(([keyword, value]) => [keyword, part(keyword, value, document)])
  const own = Object.fromEntries(parts)
  if (typeof $ref !== 'string') return own
  const named = document.components.schemas[$ref.split('/').at(-1) ?? '']
  if (named === undefined) throw new Error(`${$ref} is nowhere`)
  return { ...open(named, document), ...own }
}

function part(keyword: string, value: unknown, document: Described): unknown {
  if (keyword === 'allOf' && isSchemas(value)) return value.map((each) => open(each, document))
  if ((keyword === 'anyOf' || keyword === 'oneOf') && isSchemas(value))
    return value.map((each) => closed(each, document))
  if (keyword === 'items' && isSchema(value)) return closed(value, document)
  if (keyword === 'properties' && isSchema(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, isSchema(each) ? closed(each, document) : each]),
    )
  return value
}

function isSchemas(value: unknown): value is readonly Schema[] {
  return Array.isArray(value) && value.every(isSchema)
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
