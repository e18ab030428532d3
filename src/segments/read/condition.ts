import { KINDS } from '../kinds/all.js'
import type { Rule } from '../rule.js'
import { type Candidate, surest } from './candidate.js'
import { type Cursor, fail, peek, pick, take } from './cursor.js'
import { nameOf } from './field.js'
import { phrasesOf } from './lexicon.js'

/** One condition: of the ways in which the kinds can take what stands here, the surest. */
export function readCondition(c: Cursor): Rule {
  const candidates = surest(KINDS.flatMap(kind => kind.read(c)))
  const chosen = candidates[pick(c, candidates.length)]
  if (chosen !== undefined) {
    c.at = chosen.to
    c.bare = false
    c.named = null
    const rule = chosen.read()
    if ('leaf' in rule && rule.window !== undefined) c.last = rule
    // "All women" are women.
    if ('leaf' in rule && rule.leaf === 'everyone') c.bare = true
    return rule
  }
  const bare = c.trying && !c.tryBare ? [] : surest(KINDS.flatMap(kind => kind.bare?.(c) ?? []))
  const same = c.named === null ? [] : bare.filter(({ of }) => of === c.named)
  const meant = same[0] ?? bare[pick(c, bare.length)]
  if (meant !== undefined) {
    c.at = meant.to
    const rule = meant.read()
    c.bare = true
    return rule
  }
  if (take(c, 'unknown') !== null && peek(c) !== null) return { not: c.condition(c) }
  return take(c, 'has', 'people', 'known', 'anything') === null ? unknownCondition(c) : c.condition(c)
}

/** What stands here without its subject, the surest; null where nothing does. */
export function bareHere(c: Cursor): Candidate | null {
  return surest(KINDS.flatMap(kind => kind.bare?.(c) ?? []))[0] ?? null
}

/** How sure it is that a condition begins here; null: none does. */
export function beginsHere(c: Cursor): Candidate['sure'] | null {
  const [own] = surest(KINDS.flatMap(kind => kind.read(c)))
  if (own !== undefined) return 'words'
  return bareHere(c)?.sure ?? null
}

/** What stands here is no condition: says which words are near, up to a colon if one follows. */
function unknownCondition(c: Cursor): never {
  let length = 1
  for (let ahead = 1; ahead <= 4; ahead++) {
    const token = peek(c, ahead)
    if (token === null || token.kind === 'quoted' || token.line !== peek(c)?.line) break
    if (token.kind === 'sign' && token.text === ':') {
      length = ahead
      break
    }
  }
  const labels = c.vocabulary.fields().map(field => nameOf(c, field))
  const words = [...c.begins.phrases, ...phrasesOf(['not', 'allOf', 'anyOf', 'noneOf', 'notAllOf'])]
  return fail(c, { kind: 'condition' }, [...labels, ...words], length)
}
