import { fold } from '../../../text/fold.js'
import type { AnyLeaf, Rule, Tree } from '../../rule.js'
import type { Things } from '../../vocabulary.js'
import { type Cursor, takeSign } from '../cursor.js'
import { byName } from '../events/event.js'
import { failAt, readValues } from '../value.js'
import { nominatives, sameWord } from '../words/inflect.js'
import { latinOf } from '../words/latin.js'

/** The thing of this name, or of a name that is another form of it: «весеннюю распродажу» is «Весенняя распродажа». */
export function byForm(things: Pick<Things, 'find' | 'all'>, name: string): number | null {
  const found = things.find(name)
  if (found !== null) return found
  const same = sameWord(name, things.all()) ?? otherLetters(name, things.all()) ?? peopleOf(name, things.all())
  return same === null ? null : things.find(same)
}

const CALLED_AFTER = /ов(?:ик(?:и|ов|ам|ами|ах)?|ы[ехй]|ым[и]?)$/u

/** «Оптовики», «оптовые» are of «Опт»; null where none is, or several are. */
function peopleOf(name: string, all: Iterable<string>): string | null {
  const plain = fold(name)
  const stem = plain.replace(CALLED_AFTER, '')
  if (stem === plain || stem.length < 3) return null
  const found = [...all].filter(one => fold(one) === stem)
  return found.length === 1 ? (found[0] ?? null) : null
}

/** «Вип», «випы» are "VIP": the same sounds in other letters; null where none is, or several are. */
function otherLetters(name: string, all: Iterable<string>): string | null {
  if (!/^[\p{Script=Cyrillic} -]{3,}$/u.test(name)) return null
  const first = latinOf(fold(name.slice(0, 1)))
  const near = [...all].filter(
    one => one.slice(0, first.length).toLowerCase() === first && /^[a-z][a-z -]+$/i.test(one),
  )
  if (near.length === 0) return null
  const written = new Set([fold(name), ...nominatives(name)].map(latinOf))
  const found = near.filter(one => written.has(fold(one)))
  return found.length === 1 ? (found[0] ?? null) : null
}

/** One of these conditions. */
export function anyOf(conditions: Rule[]): Rule {
  const [only] = conditions
  return only !== undefined && conditions.length === 1 ? only : { any: conditions }
}

/** Names of things that have rows of their own: "in segment VIP"; several are any of them. */
export function readThings<L extends AnyLeaf>(
  c: Cursor,
  kind: 'segment' | 'list' | 'interest',
  things: Things,
  leafOf: (id: number) => L,
): Tree<L> {
  takeSign(c, ':')
  const isKnown = (name: string) => byName({ text: name, quoted: false }, things) !== null
  const found = readValues(c, { kind }, { candidates: things.all, isKnown, mayEnd: true }).map(written =>
    leafOf(byName(written, things) ?? failAt(c, written, { kind }, things.all())),
  )
  const [only] = found
  return only !== undefined && found.length === 1 ? only : { any: found }
}
