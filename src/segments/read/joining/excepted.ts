import type { Rule } from '../../rule.js'
import { beginsHere } from '../condition.js'
import { type Cursor, peek, pick, see, take, takeSign } from '../cursor.js'
import { deeper } from '../deeper.js'
import { joinAll } from './binding.js'

/**
 * All that is left out: "except VIP and Champions" leaves out both, and "except those who ordered or clicked" whoever did
 * either. Whether what stands behind it without a word that joins, "except VIP from Riga", says who is left out is asked.
 */
export function readExcepted(c: Cursor, sees: (c: Cursor) => boolean): Rule {
  const parts = [readOne(c, sees)]
  for (;;) {
    const begin = c.at
    const comma = takeSign(c, ',')
    const key = take(c, 'and', 'or')
    const begins = see(c, 'not', 'except') !== null || (!comma && key === null) ? null : beginsOf(c)
    // "Except those who ordered and clicked": whether either leaves out, or both together, or the second is asked of the others.
    const meant = begins === 'words' && key === 'and' && !comma ? pick(c, 3) : 2
    if (meant === 1) {
      const both = deeper(c, () => c.condition(c))
      parts.splice(-1, 1, joinAll([parts.at(-1) ?? both, both], 'and'))
      continue
    }
    if (begins === null || (begins === 'words' && meant === 2 && (key !== 'or' || comma))) {
      c.at = begin
      return joinAll(parts, 'or')
    }
    parts.push(readOne(c, sees))
  }
}

function readOne(c: Cursor, sees: (c: Cursor) => boolean): Rule {
  const one = deeper(c, () => c.condition(c))
  const more = peek(c) !== null && see(c, 'not', 'except') === null && sees(c) && pick(c, 2) === 0
  return more ? { all: [one, deeper(c, () => c.condition(c))] } : one
}

function beginsOf(c: Cursor): ReturnType<typeof beginsHere> {
  const place: Cursor = { ...c, made: new Set() }
  while (take(place, 'people', 'has') !== null);
  return beginsHere(c) ?? beginsHere(place)
}
