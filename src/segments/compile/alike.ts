import type { PlainCriterion, PlainLeaf } from '../criterion.js'

/**
 * A condition, or several joined by a word. Equal ones, in whatever criterion, are one part; `uses`: in how many places
 * it stands, where what stands in a part that is met again counts once.
 */
export type Part = { number: number; uses: number } & ({ leaf: PlainLeaf } | { word: 'and' | 'or'; inside: Edge[] })

/** A place where a part stands; `wanted` false: it is its complement that is asked for. */
export type Edge = { part: Part; wanted: boolean }

/** Criteria, in order, as parts that they have in common. */
export function internAll(criteria: readonly PlainCriterion[]): Edge[] {
  const parts = new Map<string, Part>()

  function intern(criterion: PlainCriterion): Edge {
    if ('not' in criterion) {
      const { part, wanted } = intern(criterion.not)
      return { part, wanted: !wanted }
    }
    if ('leaf' in criterion) return used(JSON.stringify(criterion), number => ({ number, uses: 0, leaf: criterion }))
    const word = 'all' in criterion ? 'and' : 'or'
    const inside = ('all' in criterion ? criterion.all : criterion.any).map(intern)
    const key = [word, ...inside.map(({ part, wanted }) => `${wanted ? '' : '-'}${part.number}`)].join(' ')
    // Its own places count only where it is met for the first time.
    if (parts.has(key)) for (const { part } of inside) part.uses -= 1
    return used(key, number => ({ number, uses: 0, word, inside }))
  }

  function used(key: string, make: (number: number) => Part): Edge {
    const part = parts.get(key) ?? make(parts.size)
    parts.set(key, part)
    part.uses += 1
    return { part, wanted: true }
  }

  return criteria.map(intern)
}
