import type { Rule } from '../../rule.js'

/** Joins what stands beside the binding word first, then the rest by the other. */
export function bound(parts: Rule[], joiners: ('and' | 'or')[], binds: 'and' | 'or'): Rule {
  const groups: Rule[][] = [[]]
  for (const [i, part] of parts.entries()) {
    if (i > 0 && joiners[i - 1] !== binds) groups.push([])
    groups.at(-1)?.push(part)
  }
  return joinAll(
    groups.map(group => joinAll(group, binds)),
    binds === 'and' ? 'or' : 'and',
  )
}

/** All of the parts, or any of them. */
export function joinAll(parts: Rule[], by: 'and' | 'or'): Rule {
  const [only] = parts
  if (only !== undefined && parts.length === 1) return only
  return by === 'and' ? { all: parts } : { any: parts }
}
