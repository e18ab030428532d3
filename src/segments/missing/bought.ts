import type { NameUse } from '../kinds/kind.js'
import type { Bought, Thing } from '../parts.js'
import type { AnyLeaf } from '../rule.js'

/** The names of what was bought. @param holds the condition holds people who never bought it */
export function boughtNames<L extends AnyLeaf & Bought>(leaf: L, holds: boolean): NameUse<L>[] {
  const { product, category } = leaf
  return [
    ...use<L>('product', product, holds, thing => ({ ...leaf, product: thing })),
    ...use<L>('category', category, holds, thing => ({ ...leaf, category: thing })),
  ]
}

function use<L extends AnyLeaf>(
  kind: 'product' | 'category',
  thing: Thing | null,
  holds: boolean,
  by: (thing: Thing) => L,
): NameUse<L>[] {
  // A piece of a name is no name.
  if (thing === null || (typeof thing === 'object' && 'contains' in thing)) return []
  if (typeof thing === 'string') return [{ kind, of: 0, values: [thing], holds, with: ([name]) => by(name ?? thing) }]
  return [{ kind, of: 0, values: thing.any, holds, with: any => by({ any }) }]
}
