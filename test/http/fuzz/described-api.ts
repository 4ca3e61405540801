// The API as its OpenAPI document tells it: the fuzz knows nothing else of the routes.

/** A JSON Schema as the document holds it, references resolved and `allOf` merged. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
  readonly example?: unknown
  readonly examples?: readonly unknown[]
}

export interface DescribedParameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly schema: Schema
}

export interface DescribedOperation {
  /** `POST /v1/customers/{id}/terms`. */
  readonly name: string
  readonly method: string
  readonly path: string
  readonly parameters: readonly DescribedParameter[]
  /** By media type; none when the operation takes no body. */
  readonly bodies: ReadonlyMap<string, Schema>
  /** By status, then by media type. */
  readonly answers: ReadonlyMap<number, ReadonlyMap<string, Schema>>
}

/** Every operation of an OpenAPI 3.1 document. */
export function describedApi(documentText: string): readonly DescribedOperation[] {
  const document: OpenApiDocument = { ...JSON.parse(documentText), resolved: new Map() }
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => describedOperation(document, path, method, operation)),
  )
}

function describedOperation(
  document: OpenApiDocument,
  path: string,
  method: string,
  { parameters = [], requestBody, responses }: OpenApiOperation,
): DescribedOperation {
  const schemasOf = (content: Content = {}) =>
    new Map(Object.entries(content).map(([type, { schema = {} }]) => [type, resolved(schema, document)]))
  return {
    name: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    parameters: parameters.map(({ name, in: place, required = false, schema }) => ({
      name,
      in: place,
      required,
      schema: resolved(schema, document),
    })),
    bodies: schemasOf(requestBody?.content),
    answers: new Map(
      Object.entries(responses).map(([status, { content }]) => [Number(status), schemasOf(content)]),
    ),
  }
}

/** The schema in one piece. The document holds no schema that contains itself. */
function resolved(schema: Schema, document: OpenApiDocument): Schema {
  const { $ref, allOf, ...own } = schema
  const within = (part: Schema) => resolved(part, document)
  const referred = $ref === undefined ? undefined : referredSchema($ref, document)
  if (referred !== undefined && Object.keys(schema).length === 1) return referred
  const parts = [...(allOf ?? []).toReversed().map(within), ...(referred === undefined ? [] : [referred])] // what stands later is narrower
  return parts.reduce<Schema>(merged, {
    ...own,
    ...(own.anyOf === undefined ? {} : { anyOf: own.anyOf.map(within) }),
    ...(own.oneOf === undefined ? {} : { oneOf: own.oneOf.map(within) }),
    ...(own.items === undefined ? {} : { items: within(own.items) }),
    ...(typeof own.additionalProperties === 'object'
      ? { additionalProperties: within(own.additionalProperties) }
      : {}),
    ...(own.properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(own.properties).map(([name, part]) => [name, within(part)]),
          ),
        }),
  })
}

function merged(one: Schema, other: Schema): Schema {
  const both = { ...other, ...one }
  if (one.properties === undefined && other.properties === undefined) return both
  return {
    ...both,
    properties: { ...other.properties, ...one.properties },
    required: [...new Set([...(other.required ?? []), ...(one.required ?? [])])],
  }
}

/** The same one for every reference to it. */
function referredSchema(reference: string, document: OpenApiDocument): Schema {
  const known = document.resolved.get(reference)
  if (known !== undefined) return known
  const schema = document.components.schemas[reference.replace('#/components/schemas/', '')]
  if (schema === undefined) throw new Error(`${reference} is not in the document`)
  const whole = resolved(schema, document)
  document.resolved.set(reference, whole)
  return whole
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>

interface OpenApiOperation {
  readonly parameters?: readonly {
    readonly name: string
    readonly in: 'path' | 'query' | 'header'
    readonly required?: boolean
    readonly schema: Schema
  }[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>
}

interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
  /** By reference, as they are asked for. */
  readonly resolved: Map<string, Schema>
}
