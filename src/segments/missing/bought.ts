import type { NameUse } from '../kinds/kind.js'
import type { Bought } from '../parts.js'
import type { AnyLeaf } from '../rule.js'

/** The names of what was bought. @param holds the condition holds people who never bought it */
export function boughtNames<L extends AnyLeaf & Bought>(leaf: L, holds: boolean): NameUse<L>[] {
  const { product, category } = leaf
  return [
    ...(product === null ? [] : [use<L>('product', product, holds, name => ({ ...leaf, product: name }))]),
    ...(category === null ? [] : [use<L>('category', category, holds, name => ({ ...leaf, category: name }))]),
  ]
}

function use<L extends AnyLeaf>(
  kind: 'product' | 'category',
  value: string,
  holds: boolean,
  by: (name: string) => L,
): NameUse<L> {
  return { kind, of: 0, values: [value], holds, with: ([name]) => by(name ?? value) }
}
