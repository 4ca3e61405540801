import { expect, test } from 'vitest'
import * as z from 'zod'
import { cloudEvent } from '../../src/usage/cloud-event.ts'
import { nativeEvent } from '../../src/usage/native-event.ts'

// The OpenAPI document is made from the schemas that validate, so there is nothing to keep in step by hand.

test('the native event can be written as JSON Schema with its required fields, limits and descriptions', () => {
  expect(z.toJSONSchema(nativeEvent, { io: 'input' })).toMatchObject({
    type: 'object',
    required: ['id', 'customer', 'resource', 'method', 'outcome'],
    additionalProperties: false,
    properties: {
      id: { type: 'string', pattern: expect.stringContaining('{1,200}') },
      outcome: { enum: ['ok', 'failed'] },
      quantity: { description: 'a whole number from 1 to 9007199254740991' },
    },
  })
})

test('the CloudEvent can be written as JSON Schema, extension attributes allowed', () => {
  expect(z.toJSONSchema(cloudEvent, { io: 'input' })).toMatchObject({
    required: ['specversion', 'type', 'id', 'source', 'subject', 'data'],
    additionalProperties: {},
    properties: { data: { required: ['resource', 'method', 'outcome'], additionalProperties: false } },
  })
})

test('every field says what is allowed, for refusals and for the OpenAPI document', () => {
  const fields = { ...nativeEvent.shape, ...cloudEvent.shape, ...cloudEvent.shape.data.shape }
  for (const [name, schema] of Object.entries(fields)) {
    expect(schema.description ?? '', name).toMatch(/\S/)
  }
})
