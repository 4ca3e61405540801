import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Schema } from './described-api.ts'

/** What is wrong with a value, a sentence each; none when the schema allows it. */
export type SchemaCheck = (value: unknown) => readonly string[]

/** A check against JSON Schema 2020-12. An object with members that its schema does not name is wrong too. */
export function schemaCheck(schema: Schema): SchemaCheck {
  const known = checks.get(schema)
  if (known !== undefined) return known
  const validate = ajv.compile(closed(schema))
  const check = (value: unknown) =>
    validate(value)
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
        )
  checks.set(schema, check)
  return check
}

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false, validateSchema: false })
const checks = new WeakMap<Schema, SchemaCheck>()

/** The schema with every object closed that does not say what else it may hold. */
function closed(schema: Schema): Schema {
  return {
    ...schema,
    ...(schema.anyOf === undefined ? {} : { anyOf: schema.anyOf.map(closed) }),
    ...(schema.oneOf === undefined ? {} : { oneOf: schema.oneOf.map(closed) }),
    ...(schema.items === undefined ? {} : { items: closed(schema.items) }),
    ...(schema.properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(schema.properties).map(([name, each]) => [name, closed(each)]),
          ),
          additionalProperties: schema.additionalProperties ?? false,
        }),
  }
}
