import { fold } from '../../text/fold.js'
import { countries } from '../names.js'
import type { Field } from '../vocabulary.js'
import type { Cursor } from './cursor.js'
import { nominatives, sameWord } from './inflect.js'

/** What people of one sex are called; an option that is among them is found by any other of them. */
const ALIKE: readonly ReadonlySet<string>[] = [
  ['woman', 'women', 'female', 'females', 'girl', 'girls', 'lady', 'ladies', 'f', 'fem'].concat([
    'женщина',
    'женщины',
    'женский',
    'женский пол',
    'женщин',
    'девушка',
    'девушки',
    'жен',
    'ж',
    'женского пола',
  ]),
  ['man', 'men', 'male', 'males', 'guy', 'guys', 'boy', 'boys', 'gentleman', 'gentlemen', 'm'].concat([
    'мужчина',
    'мужчины',
    'мужской',
    'мужской пол',
    'мужчин',
    'парень',
    'парни',
    'муж',
    'м',
    'мужского пола',
  ]),
].map(words => new Set(words))

/** The option that was meant: by its name, another form of it, or what people of one sex are called. */
export function optionCalled(options: readonly string[], written: string): string | null {
  const plain = fold(written)
  const exact = options.find(option => fold(option) === plain)
  if (exact !== undefined) return exact
  const alike = ALIKE.find(words => words.has(plain))
  const meant = alike === undefined ? [] : options.filter(option => alike.has(fold(option)))
  if (meant.length === 1) return meant[0] ?? null
  return sameWord(written, options)
}

/** A town that people have, or behind "from" any that there is, by a form of its name: «Риги» is «Рига». */
export function townCalled(c: Cursor, field: Field, written: string, led: boolean): string | null {
  const used = c.vocabulary.values(field.id)
  const has = (name: string) => used.shown(name) !== null || used.shown(c.vocabulary.cityName(name)) !== null
  const there = (name: string) => has(name) || (led && c.vocabulary.cities(name, c.language).length > 0)
  if (!/\p{L}{3}/u.test(written)) return null
  const forms = nominatives(written)
  const form = there(written) ? written : (forms.find(has) ?? forms.find(there) ?? null)
  return form === null ? null : c.vocabulary.cityName(form)
}

/** A country by a form of its name: «Латвии» is «Латвия». Codes are no words. */
export function countryCalled(written: string): string | null {
  if (!/\p{L}{3}/u.test(written)) return null
  for (const form of [written, ...nominatives(written)]) {
    const found = countries.find(form)
    if (found !== null) return found
  }
  return null
}
