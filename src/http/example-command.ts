import type { openApiDocument } from './openapi.ts'
import { exampleOfSchema } from './example-of-schema.ts'

type Paths = NonNullable<ReturnType<typeof openApiDocument>['paths']>

export interface DocumentedOperation {
  readonly path: string
  readonly method: 'GET' | 'POST'
  readonly operation: NonNullable<Paths[string]['get']>
}

/** A command for a shell that asks an operation as its examples say; the API key comes from `LASKURI_KEY`. */
export function exampleCommand(
  { path, method, operation }: DocumentedOperation,
  components: Readonly<Record<string, unknown>>,
  origin: string,
): string {
  const examples = (operation.parameters ?? []).flatMap((parameter) =>
    'name' in parameter ? [{ ...parameter, text: textOf(parameter.schema, components) }] : [],
  )
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(examples.find((each) => each.in === 'path' && each.name === name)?.text ?? name),
  )
  const needed = examples.filter((each) => each.in === 'query' && each.required === true)
  const query = new URLSearchParams(
    Object.fromEntries(needed.map(({ name, text }) => [name, text])),
  ).toString()
  const url = `${origin}${filled}${query === '' ? '' : `?${query}`}`
  const lines = [`curl ${method === 'GET' ? '' : `-X ${method} `}'${url}'`]
  if (path.startsWith('/v1')) lines.push(`-H "Authorization: Bearer $LASKURI_KEY"`)
  const { requestBody } = operation
  const content = requestBody !== undefined && 'content' in requestBody ? requestBody.content : {}
  const [mediaType, media] = Object.entries(content)[0] ?? []
  if (mediaType !== undefined) {
    lines.push(`-H 'Content-Type: ${mediaType}'`)
    lines.push(
      `-d '${JSON.stringify(exampleOfSchema(media?.schema, components)).replaceAll("'", String.raw`'\''`)}'`,
    )
  }
  return lines.join(' \\\n  ')
}

function textOf(schema: unknown, components: Readonly<Record<string, unknown>>): string {
  const example = exampleOfSchema(schema, components)
  return typeof example === 'string' ? example : JSON.stringify(example)
}
