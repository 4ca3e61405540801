import { html, raw } from 'hono/html'
import { apiSections, sectionOf } from './api-sections.ts'
import { exampleCommand, type DocumentedOperation } from './example-command.ts'
import { exampleOfSchema } from './example-of-schema.ts'
import type { openApiDocument } from './openapi.ts'
import { problemResponses } from './problem-responses.ts'

type OpenApiDocument = ReturnType<typeof openApiDocument>

/** The API on one page, for people: every route with what it takes and answers, and a command to try it. No script, no outside host. */
export function documentationPage(document: OpenApiDocument, origin: string) {
  const components = document.components?.schemas ?? {}
  const sections = apiSections.map((section) => ({
    ...section,
    operations: operationsOf(document).filter(({ path }) => sectionOf(path).name === section.name),
  }))
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
        <p>${prose(document.info.description ?? '')}</p>
        <p>
          Every request to <code>/v1</code> carries an API key: <code>Authorization: Bearer lk_…</code>. Make
          one with <code>npx laskuri api-key create me --scopes operate</code>, and put it in
          <code>LASKURI_KEY</code> to run the commands below. The same as a document:
          <a href="/openapi.json">/openapi.json</a>. For whoever runs the server: <code>/healthz</code>,
          <code>/readyz</code> and, for Prometheus, <code>/metrics</code>.
        </p>
        <p>
          Any route may refuse, as <code>application/problem+json</code> with a stable <code>code</code> and a
          <code>detail</code> for people:
          ${Object.entries(problemResponses).map(
            ([status, { description }]) => html`<br /><code>${status}</code> ${prose(description)}`,
          )}
        </p>
        <nav>
          ${sections.map(
            ({ name, operations }) =>
              html`<p><strong>${name}</strong></p>
                <ul>
                  ${operations.map(
                    ({ method, path, operation }) =>
                      html`<li>
                        <a href="#${idOf(method, path)}"><b>${method}</b> ${path}</a>
                        ${prose(operation.summary ?? '')}
                      </li>`,
                  )}
                </ul>`,
          )}
        </nav>
        ${sections.map(
          ({ name, description, operations }) =>
            html`<h2>${name}</h2>
              <p>${description}</p>
              ${operations.map((each) => operationSection(each, components, origin))}`,
        )}
      </body>
    </html>`
}

function operationsOf({ paths }: OpenApiDocument): readonly DocumentedOperation[] {
  return Object.entries(paths).flatMap(([path, { get, post }]) => [
    ...(get === undefined ? [] : [{ path, method: 'GET' as const, operation: get }]),
    ...(post === undefined ? [] : [{ path, method: 'POST' as const, operation: post }]),
  ])
}

function operationSection(
  documented: DocumentedOperation,
  components: Readonly<Record<string, unknown>>,
  origin: string,
) {
  const { path, method, operation } = documented
  const scopes = (operation.security ?? []).flatMap((each) => Object.keys(each))
  return html`<section id="${idOf(method, path)}">
    <h3><b>${method}</b> ${path}</h3>
    <p>${prose(operation.summary ?? '')}. Scope: ${scopes.join(' or ')}.</p>
    ${operation.description === undefined ? '' : html`<p>${prose(operation.description)}</p>`}
    <pre>${exampleCommand(documented, components, origin)}</pre>
    ${exampleAnswer(operation, components)}
    <table>
      ${(operation.parameters ?? []).map((parameter) =>
        'name' in parameter
          ? html`<tr>
              <td><code>${parameter.name}</code></td>
              <td>${parameter.in}${parameter.required === true ? ', required' : ''}</td>
              <td>${prose(parameter.description ?? '')}</td>
            </tr>`
          : '',
      )}
      ${Object.entries(operation.responses ?? {})
        .filter(([status]) => status.startsWith('2'))
        .map(
          ([status, response]: readonly [string, Answer]) =>
            html`<tr>
              <td>${status}</td>
              <td colspan="2">${prose(response.description ?? '')}</td>
            </tr>`,
        )}
    </table>
  </section>`
}

interface Answer {
  readonly description?: string
  readonly content?: Readonly<Record<string, { readonly schema?: unknown }>>
}

/** What the first answer that is no refusal looks like, as JSON. */
function exampleAnswer(
  { responses }: DocumentedOperation['operation'],
  components: Readonly<Record<string, unknown>>,
) {
  const answers: readonly (readonly [string, Answer])[] = Object.entries(responses ?? {})
  const found = answers.find(([status]) => status.startsWith('2'))
  const schema = found?.[1].content?.['application/json']?.schema
  if (found === undefined || schema === undefined) return ''
  return html`<details>
    <summary>${found[0]}, an example</summary>
    <pre>${JSON.stringify(exampleOfSchema(schema, components), null, 2)}</pre>
  </details>`
}

/** Text with what stands between backquotes as code. */
function prose(text: string) {
  return text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))
}

function idOf(method: string, path: string): string {
  return `${method}${path}`.replaceAll(/[^\w]+/g, '-').toLowerCase()
}

const style = `
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1f24; background: #fff }
  h1, h2, h3, p, li, td, a { overflow-wrap: anywhere }
  h2 { border-top: 2px solid #1b1f24; padding-top: 1rem; margin-top: 3rem }
  h3 { font-size: 1.1rem; border-top: 1px solid #d5dbe1; padding-top: 1.5rem; margin-top: 2rem }
  b { color: #0b5d8a; font-family: ui-monospace, monospace } code, pre { font-family: ui-monospace, monospace; font-size: .9rem }
  pre { background: #f4f6f8; padding: .8rem 1rem; overflow-x: auto; border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere } summary { cursor: pointer }
  nav ul { list-style: none; padding: 0; margin: 0 } nav li { padding: .15rem 0; color: #57606a } nav a { color: #1b1f24 }
  nav p { margin: 1rem 0 .2rem } table { border-collapse: collapse; margin-top: .8rem }
  td { padding: .2rem 1rem .2rem 0; vertical-align: top } td:first-child, td:nth-child(2):not([colspan]) { white-space: nowrap; overflow-wrap: normal }
  @media (max-width: 40rem) { td { padding-right: .6rem; font-size: .9rem } td:nth-child(2):not([colspan]) { white-space: normal } }`
