import { fold } from '../../../text/fold.js'
import type { Field } from '../../vocabulary.js'
import type { Cursor } from '../cursor.js'

/** Endings of what people of a town are called, in the cases in which they are spoken of. */
const PEOPLE =
  /^(.{3,}?)(?:л?(?:ян|ан|чан)(?:е|ин|ка|ки|ам)?|(?:в?ич|ович)(?:и|ей|ам)?|(?:ич|н|ан|в?ичан)?к[аи]|ц(?:ы|ев|ам)|ец|(?:ов)?ск(?:ие|их|им|ий|ая|ой|ого))$/u
/** What women of a town are called: «рижанки», «москвички». */
const WOMEN = /(?:[нчд]к[аи]|[нч][оеё]к|[нч]кам)$/u
/** So much of a name may be missing in what its people are called: «москвичи», «таллинцы», «новосибирцы». */
const MOST_LOST = 3

/**
 * The town whose people are called so: «москвичи» is «Москва», "Londoners" are of London, if people have it and no other is
 * as near.
 */
export function townOfPeople(c: Cursor, field: Field, written: string, women = false): string | null {
  if (!women && /^[a-z ]+s$/.test(fold(written))) return townOf(c, field, fold(written))
  if (WOMEN.test(fold(written)) !== women) return null
  const [, root] = PEOPLE.exec(fold(written)) ?? []
  if (root === undefined || !/^[а-я-]+$/.test(root)) return null
  const roots = [root, root.replace(/ж$/, 'г'), root.replace(/в$/, '')].filter(root => root.length >= 3)
  const found = new Set<string>()
  // «Питерские»: by a name that is not the one kept.
  for (const form of roots.flatMap(root => [root, `${root}а`]))
    if (c.vocabulary.values(field.id).has(c.vocabulary.cityName(form))) found.add(c.vocabulary.cityName(form))
  for (const town of c.vocabulary.values(field.id).all()) {
    const kept = c.vocabulary.cityName(town)
    const words = fold(c.vocabulary.cityWords(kept, 'ru')).split(/[\s-]+/)
    const same = words.some(word =>
      roots.some(root => word.startsWith(root) && word.length - root.length <= MOST_LOST && word.length > 3),
    )
    if (same) found.add(kept)
    if (found.size > 1) return null
  }
  const [only] = found
  return only ?? null
}

/** "Londoners", "Bostonians": the town that people have, with an ending behind it. */
function townOf(c: Cursor, field: Field, written: string): string | null {
  const used = c.vocabulary.values(field.id)
  for (const ending of ['ers', 'ites', 'ians', 'ans', 'ns']) {
    const town = written.endsWith(ending) ? written.slice(0, -ending.length) : ''
    const kept = town.length < SHORTEST ? null : c.vocabulary.cityName(town)
    if (kept !== null && used.shown(kept) !== null) return kept
  }
  return null
}

const SHORTEST = 4
