import { z } from '@hono/zod-openapi'
import { userRoles } from '../../access/users/user-role.ts'
import { attributionFields } from './values.ts'

// Who may call the metered API, and what: rights, users, identifiers, and the answer to a call.

export const resourceRightChange = z
  .object({
    changeNumber: z.int().openapi({ description: 'From 1, in the order of recording', example: 1 }),
    integration: z.string().nullable().openapi({
      description: 'Null is general: for integrations without rights of their own',
      example: null,
    }),
    resource: z.string().nullable().openapi({ description: 'Null is every resource', example: 'escan.nv' }),
    allowed: z.boolean(),
    inForce: z
      .boolean()
      .openapi({ description: 'False once a later change is about the same', example: true }),
    ...attributionFields,
  })
  .openapi('ResourceRightChange')

export const actingUser = z
  .object({
    user: z.string().openapi({ example: 'maija' }),
    role: z.enum(userRoles).nullable().openapi({ description: 'Null: no longer acts', example: 'user' }),
    ...attributionFields,
  })
  .openapi('ActingUser')

export const apiIdentifier = z
  .object({
    identifier: z.string().openapi({ example: 'li_3f9c2a71d04e8b65aa10' }),
    user: z.string().openapi({ example: 'maija' }),
    ...attributionFields,
  })
  .openapi('ApiIdentifier')

export const createdIdentifier = apiIdentifier
  .extend({
    key: z.string().nullable().openapi({
      description: 'Shown this once; null in the answer to a repeat under the same Idempotency-Key',
      example: 'lik_…',
    }),
  })
  .openapi('CreatedIdentifier')

export const callAnswer = z
  .object({
    allowed: z.boolean(),
    refusal: z
      .object({
        code: z.enum([
          'no-terms',
          'package-lacks-api',
          'api-closed',
          'resource-blocked',
          'unknown-identifier',
          'user-does-not-act',
        ]),
        rule: z.enum(['R1', 'R2.access', 'R2.rights', 'R2.may-call']),
        detail: z.string().openapi({ example: 'The API of c1 is closed' }),
      })
      .nullable()
      .openapi({ description: 'The first thing that is missing; null when it is allowed' }),
  })
  .openapi('CallAnswer')
