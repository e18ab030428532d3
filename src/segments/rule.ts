import type { Count, Window } from './parts.js'

/** Conditions of some kinds, joined. `not` is the complement: it holds everyone whom its inside does not hold. */
export type Tree<L> = { all: Tree<L>[] } | { any: Tree<L>[] } | { not: Tree<L> } | L

/**
 * A condition of any kind. Whatever is called `count` says how often something happened, whatever is called `window`
 * when; null is ever.
 */
export type AnyLeaf = { leaf: string; count?: Count; window?: Window | null }

/** Conditions of any kinds, joined: what readers put together before `parseCriterion` says what it is. */
export type Rule = Tree<AnyLeaf>

/** True for a condition, false for a group. */
export function isLeaf<L extends AnyLeaf>(tree: Tree<L>): tree is L {
  return 'leaf' in tree
}

/** Every condition of a tree, in order. */
export function leavesOf<L extends AnyLeaf>(tree: Tree<L>): L[] {
  if (isLeaf(tree)) return [tree]
  if ('not' in tree) return leavesOf(tree.not)
  return ('all' in tree ? tree.all : tree.any).flatMap(leavesOf)
}
