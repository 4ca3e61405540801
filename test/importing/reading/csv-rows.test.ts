import { parse } from 'csv-parse/sync'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvCells } from '../../../src/importing/reading/csv-cells.ts'
import { rowsOfBytes } from '../../../src/importing/reading/rows-of-bytes.ts'
import { rowsIn, shown } from './collected.ts'

test('cells are named by the header, and an empty cell is left out', async () => {
  const rows = await rowsIn('id,customer,note\ne1,c1,\ne2,"c 2","a ""b"", c"\r\n')
  expect(shown(rows)).toEqual([
    'line 2 = {"id":"e1","customer":"c1"}',
    'line 3 = {"id":"e2","customer":"c 2","note":"a \\"b\\", c"}',
  ])
})

test('too many or too few cells make one malformed row and no more', async () => {
  expect(shown(await rowsIn('a,b\n1,2\n1,2,3\n1\n3,4\n', 'csv'))).toEqual([
    'line 2 = {"a":"1","b":"2"}',
    'line 3 ! 3 cells; the header names 2 columns',
    'line 4 ! 1 cells; the header names 2 columns',
    'line 5 = {"a":"3","b":"4"}',
  ])
})

test.each(['"1,2', '1,"2', '"1"x,2', '1,2"', '1,a"b"', '"1""'])(
  'a broken quote in %j swallows no other row and is kept as it was',
  async (broken) => {
    const rows = await rowsIn(`a,b\n${broken}\n3,4\n`, 'csv')
    expect(rows).toMatchObject([
      { kind: 'malformed', position: 'line 2', raw: broken },
      { kind: 'value', value: { a: '3', b: '4' } },
    ])
  },
)

test('semicolons and tabs separate as well', async () => {
  expect(shown(await rowsIn('a;b\n1,5;2\n'))).toEqual(['line 2 = {"a":"1,5","b":"2"}'])
  expect(shown(await rowsIn('a\tb\n1\t2\n'))).toEqual(['line 2 = {"a":"1","b":"2"}'])
})

test('a header without rows gives its columns and no rows', async () => {
  const bytes = (async function* () {
    yield new TextEncoder().encode('\uFEFF id , customer\n')
  })()
  const batches = await Array.fromAsync(rowsOfBytes(bytes, { name: 'events.csv' }))
  expect(batches).toEqual([{ format: 'csv', columns: ['id', 'customer'], rows: [] }])
})

test.each(['a,a', 'a,', 'a,"b', '__proto__,a', 'a\0,b'])('the header %j is refused', async (header) => {
  await expect(rowsIn(`${header}\n1,2\n`, 'csv')).rejects.toMatchObject({
    code: 'invalid-file',
    message: expect.stringContaining('test: the '),
  })
})

test('cells that hold __proto__ or a NUL are data and a malformed row', async () => {
  expect(shown(await rowsIn('a,b\n__proto__,x\n\0,y\n'))).toEqual([
    'line 2 = {"a":"__proto__","b":"x"}',
    'line 3 ! a NUL character; files are text',
  ])
})

test('any cells come back from the line they were written to, as csv-parse reads them', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'ä', ' ', ',', ';', '"', '\t'), maxLength: 5 })
  fc.assert(
    fc.property(fc.array(cell, { minLength: 2, maxLength: 5 }), fc.boolean(), (cells, quoteAll) => {
      const line = cells.map((text) =>
        quoteAll || text.includes('"') || text.includes(',') ? quoted(text) : text,
      )
      expect(csvCells(line.join(','), ',')).toEqual(cells)
      expect(parse(line.join(','))).toEqual([cells])
    }),
  )
})

test('csv-parse reads every line that is accepted in the same way', () => {
  const line = fc.string({ unit: fc.constantFrom('a', ',', '"'), minLength: 1, maxLength: 10 })
  fc.assert(
    fc.property(line, (text) => {
      const cells = csvCells(text, ',')
      if (cells !== undefined) expect(parse(text)).toEqual([cells])
    }),
    { numRuns: 2000 },
  )
})

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
