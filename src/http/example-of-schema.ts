type Schema = Readonly<Record<string, unknown>>

/** A value that a schema allows, put together from the examples of its parts; `components` by their names. */
export function exampleOfSchema(schema: unknown, components: Schema): unknown {
  if (!isSchema(schema)) return null
  if ('example' in schema) return schema['example']
  const { $ref, allOf, anyOf, oneOf } = schema
  if (typeof $ref === 'string') return exampleOfSchema(components[$ref.split('/').at(-1) ?? ''], components)
  if (Array.isArray(allOf)) return merged(allOf.map((part: unknown) => exampleOfSchema(part, components)))
  const choices = [anyOf, oneOf].find(Array.isArray)
  if (choices !== undefined) return exampleOfSchema(choices[0], components)
  if ('const' in schema) return schema['const']
  if (Array.isArray(schema['enum'])) return firstOf(schema['enum'])
  const { properties, required, items } = schema
  if (isSchema(properties)) {
    const always = Array.isArray(required) ? required : []
    const shown = Object.entries(properties).filter(([name]) => always.includes(name))
    return Object.fromEntries(shown.map(([name, part]) => [name, exampleOfSchema(part, components)]))
  }
  if (items !== undefined) return [exampleOfSchema(items, components)]
  return plainExample(schema['type'])
}

/** Each part of a composed object adds its properties; a part that is no object adds none. */
function merged(examples: readonly unknown[]): unknown {
  return Object.assign({}, ...examples.filter(isSchema))
}

function plainExample(type: unknown): unknown {
  switch (firstOf(type)) {
    case 'integer':
    case 'number':
      return 1
    case 'boolean':
      return true
    case 'string':
      return '…'
    case 'object':
      return {}
    default:
      return null
  }
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
