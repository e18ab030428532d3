import { fold } from '../../text/fold.js'
import { countries } from '../names.js'
import type { FieldTest } from '../parts.js'
import type { Rule } from '../rule.js'
import type { Field } from '../vocabulary.js'
import { bareValues } from './bare.js'
import type { Candidate } from './candidate.js'
import { type Cursor, peek } from './cursor.js'
import { type OfField, readField } from './field.js'
import { nominatives, sameWord, stemOf } from './inflect.js'
import { wordsOf } from './lexicon.js'

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
  if (!/\p{L}{3}/u.test(written) || (!led && !c.begins.isPlainName(written))) return null
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

/** Values of fields that stand without their field: "women", "from Riga", "interested in Boots". */
export function bareFields(c: Cursor): Candidate[] {
  return c.vocabulary.fields().flatMap(field => [...valuesOf(c, field), ...labelled(c, field)])
}

function valuesOf(c: Cursor, field: Field): Candidate[] {
  const leafOf = (is: string[]): OfField => ({ leaf: 'field', field: field.id, test: { is: [...new Set(is)] } })
  if (field.label === null && field.key === 'city')
    return bareValues(c, { find: (name, led) => townCalled(c, field, name, led), leafOf, leads: ['livesIn'] })
  if (field.label === null && field.key === 'country')
    return bareValues(c, { find: countryCalled, leafOf, leads: ['livesIn'] })
  if (field.options !== null) {
    const { options } = field
    return bareValues(c, { find: name => optionCalled(options, name), leafOf })
  }
  if (field.type !== 'text') return []
  const used = c.vocabulary.values(field.id)
  return bareValues(c, {
    find: name => (/\p{L}{2}/u.test(name) && c.begins.isPlainName(name) ? used.shown(name) : null),
    leafOf,
  })
}

/** A field whose name stands here in another form: "interested in", «размером обуви». */
function labelled(c: Cursor, field: Field): Candidate[] {
  const words = field.label === null ? [] : wordsOf(field.label)
  const same =
    words.length > 0 &&
    words.every((word, i) => {
      const token = peek(c, i)
      return token !== null && token.kind === 'word' && word.length > 3 && stemOf(token.text) === stemOf(word)
    })
  return same ? [{ to: c.at + words.length, sure: 'words', read: (): Rule => readField(c, field) }] : []
}

/** A test of values by the options that were meant. */
export function testOf(negated: boolean, values: string[]): FieldTest {
  return negated ? { isNot: values } : { is: values }
}
