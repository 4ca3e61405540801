import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import { problemResponses } from './problem-responses.ts'

const contentType = 'text/csv; charset=utf-8; header=present'

/** Does the caller want a table as CSV? JSON is for whoever does not say. Caches are told that both exist. */
export function wantsCsv(context: Context): boolean {
  context.header('Vary', 'Accept')
  const [json, csv] = ['application/json', 'text/csv'] as const
  return accepts(context, { header: 'Accept', supports: [json, csv], default: json }) === csv
}

/** CSV as RFC 4180 has it: every record ends its line. */
export function csvAnswer(context: Context, csv: string) {
  return context.body(`${csv}\r\n`, 200, { 'Content-Type': contentType })
}

/** What a route answers that tells a table: as JSON, or as the CSV that the command line prints. */
export function tableResponses<Schema extends z.ZodType>(
  description: string,
  schema: Schema,
  header: string,
) {
  return {
    200: {
      description,
      content: {
        'application/json': { schema },
        'text/csv': { schema: z.string().openapi({ example: header }) },
      },
    },
    ...problemResponses,
  }
}
