import { html, raw } from 'hono/html'
import type { openApiDocument } from './openapi.ts'

type OpenApiDocument = ReturnType<typeof openApiDocument>

/** The API on one page, for people: every route with what it takes and answers, and a command to try it. No script, no outside host. */
export function documentationPage(document: OpenApiDocument, origin: string) {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method]
      return operation === undefined ? [] : [{ path, method: method.toUpperCase(), operation }]
    }),
  )
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${document.info.title} API</title>
        <style>
          ${raw(style)}
        </style>
      </head>
      <body>
        <h1>${document.info.title} API ${document.info.version}</h1>
        <p>${document.info.description ?? ''}</p>
        <p>
          Every request to <code>/v1</code> carries an API key: <code>Authorization: Bearer lk_…</code>. Make
          one with <code>npx laskuri api-key create me --scopes operate</code>, and put it in
          <code>LASKURI_KEY</code> to run the commands below. The same as a document:
          <a href="/openapi.json">/openapi.json</a>.
        </p>
        <nav>
          ${operations.map(
            ({ method, path, operation }) =>
              html`<a href="#${idOf(method, path)}"><b>${method}</b> ${path}</a>
                ${operation.summary ?? ''}<br />`,
          )}
        </nav>
        ${operations.map((each) => operationSection(each, origin))}
      </body>
    </html>`
}

const methods = ['get', 'post'] as const

interface Operation {
  readonly path: string
  readonly method: string
  readonly operation: NonNullable<NonNullable<OpenApiDocument['paths']>[string]['get']>
}

function operationSection({ path, method, operation }: Operation, origin: string) {
  return html`<section id="${idOf(method, path)}">
    <h2><b>${method}</b> ${path}</h2>
    <p>${operation.summary ?? ''}</p>
    ${operation.description === undefined ? '' : html`<p>${operation.description}</p>`}
    <pre>${command(method, path, operation, origin)}</pre>
    <table>
      ${(operation.parameters ?? []).map((parameter) =>
        'name' in parameter
          ? html`<tr>
              <td><code>${parameter.name}</code></td>
              <td>${parameter.in}${parameter.required === true ? ', required' : ''}</td>
              <td>${parameter.description ?? ''}</td>
            </tr>`
          : '',
      )}
      ${Object.entries(operation.responses ?? {}).map(
        ([status, response]: readonly [string, { readonly description?: string }]) =>
          html`<tr>
            <td>${status}</td>
            <td colspan="2">${response.description ?? ''}</td>
          </tr>`,
      )}
    </table>
  </section>`
}

/** A command that runs as it stands. */
function command(
  method: string,
  path: string,
  { requestBody }: Operation['operation'],
  origin: string,
): string {
  const lines = [`curl ${method === 'GET' ? '' : `-X ${method} `}'${origin}${path}'`]
  if (path.startsWith('/v1')) lines.push(`-H "Authorization: Bearer $LASKURI_KEY"`)
  const content = requestBody !== undefined && 'content' in requestBody ? requestBody.content : {}
  const [mediaType, media] = Object.entries(content)[0] ?? []
  if (mediaType !== undefined) {
    lines.push(`-H 'Content-Type: ${mediaType}'`)
    lines.push(`-d '${JSON.stringify(exampleOf(media?.schema) ?? media?.example ?? {})}'`)
  }
  return lines.join(' \\\n  ')
}

function exampleOf(schema: unknown): unknown {
  return typeof schema === 'object' && schema !== null && 'example' in schema ? schema.example : undefined
}

function idOf(method: string, path: string): string {
  return `${method}${path}`.replaceAll(/[^\w]+/g, '-').toLowerCase()
}

const style = `
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1f24; background: #fff }
  h2 { font-size: 1.1rem; border-top: 1px solid #d5dbe1; padding-top: 1.5rem; margin-top: 2rem; overflow-wrap: anywhere }
  b { color: #0b5d8a; font-family: ui-monospace, monospace } code, pre { font-family: ui-monospace, monospace; font-size: .9rem }
  pre { background: #f4f6f8; padding: .8rem 1rem; overflow-x: auto; border-radius: 4px }
  nav { line-height: 1.9 } nav a { color: #1b1f24 } table { border-collapse: collapse } td { padding: .2rem 1rem .2rem 0; vertical-align: top }`
