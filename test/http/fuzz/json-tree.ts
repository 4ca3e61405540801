/** JSON text in the making: unlike a value it can hold a key twice, a number that no number is, and half an escape. */
export type JsonTree =
  | { readonly kind: 'raw'; readonly text: string }
  | { readonly kind: 'array'; readonly items: readonly JsonTree[] }
  | { readonly kind: 'object'; readonly entries: readonly JsonEntry[] }

export type JsonEntry = readonly [key: string, value: JsonTree]

export function treeOf(value: unknown): JsonTree {
  if (Array.isArray(value)) return { kind: 'array', items: value.map(treeOf) }
  if (typeof value === 'object' && value !== null)
    return { kind: 'object', entries: Object.entries(value).map(([key, each]) => [key, treeOf(each)]) }
  return raw(JSON.stringify(value))
}

export function raw(text: string): JsonTree {
  return { kind: 'raw', text }
}

export function textOfTree(tree: JsonTree): string {
  switch (tree.kind) {
    case 'raw':
      return tree.text
    case 'array':
      return `[${tree.items.map(textOfTree).join(',')}]`
    case 'object':
      return `{${tree.entries.map(([key, value]) => `${JSON.stringify(key)}:${textOfTree(value)}`).join(',')}}`
  }
}

/** The tree with one of its nodes changed: the one that `place` falls upon, the root among them. */
export function changedAt(tree: JsonTree, place: number, change: (node: JsonTree) => JsonTree): JsonTree {
  let left = place % sizeOf(tree)
  const walk = (node: JsonTree): JsonTree => {
    left -= 1
    if (left === -1) return change(node)
    if (node.kind === 'array') return { ...node, items: node.items.map(walk) }
    if (node.kind === 'object')
      return { ...node, entries: node.entries.map(([key, value]) => [key, walk(value)]) }
    return node
  }
  return walk(tree)
}

function sizeOf(tree: JsonTree): number {
  const below =
    tree.kind === 'array' ? tree.items : tree.kind === 'object' ? tree.entries.map(([, value]) => value) : []
  return below.reduce((size, each) => size + sizeOf(each), 1)
}
