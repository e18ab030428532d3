import { KINDS } from '../kinds/all.js'
import type { Rule } from '../rule.js'
import { surest } from './candidate.js'
import { type Cursor, fail, peek, pick, take } from './cursor.js'
import { nameOf } from './field.js'
import { phrasesOf } from './lexicon.js'

/** One condition: of the ways in which the kinds can take what stands here, the surest. */
export function readCondition(c: Cursor): Rule {
  const candidates = surest(KINDS.flatMap(kind => kind.read(c)))
  const chosen = candidates[pick(c, candidates.length)]
  if (chosen !== undefined) {
    c.at = chosen.to
    return chosen.read()
  }
  return take(c, 'has') === null ? unknownCondition(c) : readCondition(c)
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
