import { z } from 'zod'
import { normalResourceName } from '../../rules/charged-resources.ts'
import { userRoles } from '../access/users/user-role.ts'
import { textInput } from '../prices/text-input.ts'

/** A resource by any of its names: `Escan.nv?a=b` is `escan.nv`. */
export const resourceInput = textInput(200)
  .refine((name) => normalResourceName(name) !== '', { message: 'a resource has a name before its query' })
  .transform(normalResourceName)

/** An integration as it calls itself. */
export const integrationInput = textInput(200)

export const userInput = textInput(100)

export const rightEntry = z.strictObject({
  integration: integrationInput.nullable().optional(),
  resource: resourceInput.nullable(),
  allowed: z.boolean(),
})

export const userRoleEntry = z.strictObject({ user: userInput, role: z.enum(userRoles).nullable() })

export const callEntry = z.strictObject({
  customer: textInput(100),
  identifier: textInput(200),
  resource: resourceInput,
  integration: integrationInput.nullable().optional(),
})
