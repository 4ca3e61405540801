import { z } from '@hono/zod-openapi'

/** The header of every write: a repeat with the same key is answered as the first was, and writes nothing again. */
export const idempotencyHeaders = z.object({
  'Idempotency-Key': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'write 1 to 200 visible characters of ASCII, such as a UUID')
    .optional()
    .openapi({
      description:
        'Made by the caller, one per wish: a repeat of the same request with the same key gets the first answer and writes nothing again; another request under it is refused with `idempotency-conflict`. Refusals are not kept: nothing was written.',
      example: '4f1c2f0e-6f57-4a1e-9d1b-0c7f6a1d2e3b',
    }),
})
