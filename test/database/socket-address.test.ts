import { expect, test } from 'vitest'

import { socketAddress } from '../../src/database/socket-address.ts'

test('both ways of writing a Unix socket in DATABASE_URL mean the same', () => {
  const url = 'postgres://me@localhost/books?'
  const path = '/run/postgresql/.s.PGSQL.5433'
  expect(socketAddress('postgres://me@/books?host=/run/postgresql&port=5433')).toEqual({ url, path })
  expect(socketAddress('postgres://me@%2Frun%2Fpostgresql:5433/books')).toEqual({ url, path })
  expect(socketAddress('postgres:///books?host=/run/postgresql')?.path).toBe('/run/postgresql/.s.PGSQL.5432')
})

test('an address with a host name is left to the driver', () => {
  expect(socketAddress('postgres://me:secret@db.example:5432/books?sslmode=require')).toBeUndefined()
})
