import * as fc from 'fast-check'
import { hostileText } from './hostile-texts.ts'
import { raw, type JsonEntry, type JsonTree } from './json-tree.ts'

/** A change of one node of a JSON body. */
export type JsonChange = (node: JsonTree) => JsonTree

const wrongTypes = [
  'null',
  'true',
  'false',
  '""',
  '[]',
  '{}',
  '0',
  '-1',
  '1',
  '1.5',
  '"x"',
  '[null]',
  '{"a":1}',
]
const hostileNumbers = [
  '1e400',
  '-1e400',
  '-0',
  '0.0',
  '1e-400',
  '9007199254740991',
  '9007199254740992',
  '9223372036854775808',
  '2147483648',
  '1e15',
  '0.1234567',
  '123456789012345678901234567890',
  '1E+2',
]
const noJson = [
  'NaN',
  'Infinity',
  'undefined',
  '01',
  '+1',
  "'x'",
  '"\t"',
  '"\\x"',
  '"\\ud800"',
  '"\\u0000"',
  '/*x*/1',
  '1,',
  '',
]
const oddKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'extra',
  '',
  '\0',
  'id',
  'recordedAt',
  '\ud800',
]

/** One thing wrong: another type, a part missing, one too many, a list that is empty or long. */
export const nearlyValidChange: fc.Arbitrary<JsonChange> = fc.oneof(
  fc.constantFrom(...wrongTypes).map(replacedBy),
  fc.nat(20).map((which) => (node: JsonTree) => withoutPart(node, which)),
  fc
    .constantFrom('extra', 'recordedAt', 'ID')
    .map((key) => (node: JsonTree) => withEntry(node, [key, raw('1')])),
  fc.nat(20).map((which) => (node: JsonTree) => withRepeated(node, which, 1)),
  fc.constant(emptied),
)

/** What nobody sends who means well. */
export const hostileChange: fc.Arbitrary<JsonChange> = fc.oneof(
  hostileText.map((text) => replacedBy(JSON.stringify(text))),
  fc.constantFrom(...hostileNumbers).map(replacedBy),
  fc.constantFrom(...noJson).map(replacedBy),
  fc
    .constantFrom(...oddKeys)
    .map((key) => (node: JsonTree) => withEntry(node, [key, raw('{"isAdmin":true}')])),
  fc.tuple(hostileText, hostileText).map(
    ([key, value]) =>
      (node: JsonTree) =>
        withEntry(node, [key, raw(JSON.stringify(value))]),
  ),
  fc.constantFrom(100, 3000, 100_000).map((depth) => replacedBy(`${'['.repeat(depth)}${']'.repeat(depth)}`)),
  fc.constantFrom(100, 3000).map((depth) => replacedBy(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)),
  fc.tuple(fc.nat(20), fc.constantFrom(100, 1001, 10_001)).map(
    ([which, times]) =>
      (node: JsonTree) =>
        withRepeated(node, which, times),
  ),
)

function replacedBy(text: string): JsonChange {
  return () => raw(text)
}

function emptied(node: JsonTree): JsonTree {
  if (node.kind === 'array') return { kind: 'array', items: [] }
  return node.kind === 'object' ? { kind: 'object', entries: [] } : raw('""')
}

function withoutPart(node: JsonTree, which: number): JsonTree {
  if (node.kind === 'array')
    return { ...node, items: node.items.toSpliced(which % (node.items.length + 1), 1) }
  if (node.kind === 'object')
    return { ...node, entries: node.entries.toSpliced(which % (node.entries.length + 1), 1) }
  return raw('null')
}

function withEntry(node: JsonTree, entry: JsonEntry): JsonTree {
  return node.kind === 'object'
    ? { ...node, entries: [...node.entries, entry] }
    : { kind: 'object', entries: [entry] }
}

/** One of the parts again and again: a key twice, a list with many alike. */
function withRepeated(node: JsonTree, which: number, times: number): JsonTree {
  if (node.kind === 'raw') return { kind: 'array', items: [node, node] }
  if (node.kind === 'array') {
    const item = node.items[which % Math.max(1, node.items.length)] ?? raw('{}')
    return { ...node, items: [...node.items, ...Array.from({ length: times }, () => item)] }
  }
  const entry = node.entries[which % Math.max(1, node.entries.length)] ?? (['a', raw('1')] as const)
  return { ...node, entries: [...node.entries, ...Array.from({ length: times }, () => entry)] }
}
