import type { Used } from '../../missing/used.js'
import type { Rule } from '../../rule.js'
import type { Field } from '../../vocabulary.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, peek, see, take } from '../cursor.js'
import { JOINTS, longestAt, phrasesOf, wordsOf } from '../lexicon.js'
import { isStates } from '../names/answers.js'
import { type Bare, bareValues, namedAt } from '../names/bare.js'
import { isForm, seesOperator } from '../starter.js'
import { endOf } from '../times/date-end.js'
import { leftUntil, timeFirst } from '../times/date-first.js'
import { turning } from '../times/turning.js'
import { nominatives, sameWord, singularsOf } from '../words/inflect.js'
import { isAlike } from './alike.js'
import { countryCalled, optionCalled, townCalled } from './called.js'
import { counted, goesOn } from './counted.js'
import { DAY_OF, endsHere } from './field.js'
import { levels } from './levels.js'
import { peopleBehind, peopleOf, seesOption } from './nationals.js'
import { type OfField, readField } from './of-field.js'
import { takeIn } from './takes-in.js'
import { townOfPeople } from './townspeople.js'

const HAS: ReadonlySet<string> = new Set(phrasesOf(['has']))

/** Values of fields that stand without their field: "women", "from Riga", "interested in Boots". */
export function bareFields(c: Cursor): Candidate[] {
  return c.vocabulary
    .fields()
    .flatMap(field => [
      ...valuesOf(c, field),
      ...labelled(c, field),
      ...levels(c, field),
      ...counted(c, field),
      ...timeFirst(c, field),
      ...leftUntil(c, field),
    ])
    .concat(womenOf(c))
}

function valuesOf(c: Cursor, field: Field): Candidate[] {
  const leafOf = (is: string[]): OfField => ({ leaf: 'field', field: field.id, test: { is: [...new Set(is)] } })
  if (field.label === null && field.key === 'city')
    return bareValues(c, {
      find: (name, led) => townMeant(c, field, name, led) ?? (led ? null : townOfPeople(c, field, name)),
      leafOf,
      leads: ['livesIn'],
      single: true,
      plain: true,
      behind: () => takeLives(c),
    })
  if (field.label === null && field.key === 'birthday') return turning(c, field)
  if (field.label === null && field.key === 'country' && isStates(c.tokens, c.at, c.source))
    return [{ to: c.at + 1 + peopleBehind(c), sure: 'words', read: () => leafOf(['US']) }]
  if (field.label === null && field.key === 'country')
    return bareValues(c, {
      find: (name, led) => countryCalled(name) ?? (led ? null : peopleOf(c, name)),
      leafOf,
      leads: ['livesIn'],
      single: true,
      plain: true,
      behind: () => takeLives(c),
    })
  if (field.options !== null) {
    const { options } = field
    const bare: Bare<string> = {
      find: name => optionCalled(options, name),
      leafOf,
      leads: ['likes'],
      single: field.type === 'one_of',
      behind: () => takeLabel(c, field),
    }
    return [...bareValues(c, bare), ...onLevel(c, field, bare)]
  }
  if (field.type !== 'text') return []
  const used = c.vocabulary.values(field.id)
  return bareValues(c, {
    find: name => (/\p{L}{2}/u.test(name) ? (used.shown(name) ?? formOf(name, used)) : null),
    leafOf,
    leads: ['likes', 'livesIn'],
    single: true,
    plain: true,
    behind: () => takeLabel(c, field),
  })
}

/** "On a beginner or intermediate level": behind a preposition, where the last word of the field stands behind its options. */
function onLevel(c: Cursor, field: Field, bare: Bare<string>): Candidate[] {
  const last = field.label === null ? undefined : wordsOf(field.label).at(-1)
  if (last === undefined || !/^(?:on|at|of)$/.test(peek(c)?.text ?? '')) return []
  const begin = c.at++
  take(c, 'article')
  const found = bareValues(c, bare).filter(
    ({ reach }) => reach !== undefined && isForm({ ...c, at: reach - 1 }, [last]),
  )
  c.at = begin
  return found.map(candidate => ({ ...candidate, sure: 'words' }))
}

/** A town; one that nobody has is none where a country is called so: «в России» is not in Ross. */
function townMeant(c: Cursor, field: Field, name: string, led: boolean): string | null {
  const town = townCalled(c, field, name, led)
  return town !== null && !c.vocabulary.values(field.id).has(town) && countryCalled(name) !== null ? null : town
}

/** «Рижанки» are women of a town, where people's sex is asked. */
function womenOf(c: Cursor): Candidate[] {
  const token = peek(c)
  const fields = c.vocabulary.fields()
  const city = fields.find(({ label, key }) => label === null && key === 'city')
  if (token?.kind !== 'word' || city === undefined) return []
  const town = townOfPeople(c, city, c.source.slice(token.start, token.end), true)
  if (town === null) return []
  const sex = fields.flatMap(({ id, options }) => {
    const women = options === null ? null : optionCalled(options, 'женщины')
    return women === null ? [] : [{ field: id, women }]
  })
  const [only, ...others] = sex
  if (only === undefined || others.length > 0) return []
  const there: OfField = { leaf: 'field', field: city.id, test: { is: [town] } }
  const women: OfField = { leaf: 'field', field: only.field, test: { is: [only.women] } }
  return [{ to: c.at + 1, sure: 'value', read: (): Rule => ({ all: [there, women] }) }]
}

const LIVES: ReadonlySet<string> = new Set(['живут', 'живет', 'живущие', 'проживают', 'проживает', 'находятся'])

/** Takes the verb behind where they live: «в Минске живут». */
function takeLives(c: Cursor): void {
  if (LIVES.has(peek(c)?.text ?? '')) c.at++
}

const ONE_WORD = /^\p{Script=Cyrillic}{4,}$/u

/** The value of which another form stands here: «лабрадоры», «владельцы тойоты». */
function formOf(name: string, used: Used): string | null {
  const single = singularsOf(name).find(one => used.has(one))
  if (single !== undefined) return used.shown(single)
  if (!ONE_WORD.test(name)) return null
  const form = nominatives(name).find(one => used.has(one))
  return form === undefined ? null : used.shown(form)
}

/** Takes the name of a field behind its value: "high income", «с высоким доходом». */
function takeLabel(c: Cursor, field: Field): void {
  const words = field.label === null ? [] : wordsOf(field.label)
  const end = words.length
  if (end > 0 && !seesOperator(c, end) && isForm(c, words)) c.at += end
  else if (end > 1 && (goesOn(c, 1) || seesOption({ ...c, at: c.at + 1 })) && ownWord(c, words) !== null) c.at++
  else takeSort(c)
}

/** Takes what they like such things of: "likes crime books" is no order of books. */
function takeSort(c: Cursor): void {
  const liked = [2, 3, 4, 5].some(back => longestAt(JOINTS, { ...c, at: c.at - back }, ['likes']) !== null)
  const { categories } = c.vocabulary
  const found = liked ? namedAt(c, name => categories.shown(name) ?? sameWord(name, categories.all())) : null
  if (found !== null && endsHere({ ...c, at: found.to, trying: true })) c.at = found.to
}

/** A field whose name stands here in another form: "interested in", «размером обуви». */
function labelled(c: Cursor, field: Field): Candidate[] {
  const words = field.label === null ? [] : wordsOf(field.label)
  const last = words.at(-1)
  // "Size 42" of the only field that is called "Shoe size".
  const over = field.type === 'date' ? endOf(c, field, words) : []
  if (over.length > 0) return over
  const number = field.type === 'number' && peek(c)?.text === last && words.length > 1 && isOnly(c, last)
  const counted = field.type === 'number' ? numberFirst(c, words) : null
  if (counted !== null) return counted
  if (number && asksNumber(c)) return [{ to: c.at + 1, sure: 'value', read: (): Rule => readField(c, field) }]
  const [first] = words
  const russian = field.type === 'number' && isForm(c, [first ?? '']) && words.length > 1 && isOnly(c, first)
  if (russian && asksNumber(c)) return [{ to: c.at + 1, sure: 'value', read: (): Rule => readField(c, field) }]
  if (words.length === 0) return []
  if (calledOtherwise(c, field, words)) return [{ to: c.at + 1, sure: 'value', read: (): Rule => readField(c, field) }]
  if ((field.type === 'text' || field.options !== null) && words.length > 1 && saysOwn(c, field, words))
    return [{ to: c.at + 1, sure: 'value', read: (): Rule => readField(c, field) }]
  const part = field.type === 'yes_no' && words.length > 1 ? ownWord(c, words) : null
  if (part !== null && !isForm(c, words))
    return [{ to: c.at + 1, sure: 'value', read: (): Rule => readField(c, field) }]
  // «Годовщина свадьбы»; «нет карты» of a field that is called «Есть карта».
  const before = field.type === 'date' && DAY_OF.has(peek(c)?.text ?? '') ? 1 : 0
  const has = field.type === 'yes_no' && words.length > 1 && HAS.has(words[0] ?? '') ? 1 : 0
  const own = words.slice(has)
  // «Свадьба через 2 недели» of «Дата свадьбы».
  const bare = field.type === 'date' ? own.filter(word => !DAY_OF.has(word)) : []
  if (bare.length > 0 && bare.length < own.length && isForm({ ...c, at: c.at + before }, bare))
    return [{ to: c.at + before + bare.length, sure: 'words', read: (): Rule => readField(c, field) }]
  if (!isForm({ ...c, at: c.at + before }, own)) return []
  const exact = own.every((word, i) => c.tokens[c.at + before + i]?.text === word)
  if (!exact && field.type === 'many_of' && !seesAnswer({ ...c, at: c.at + own.length }, field)) return []
  return [{ to: c.at + before + own.length, sure: 'words', read: (): Rule => readField(c, field) }]
}

/** True before something that is asked of a field with options. */
function seesAnswer(c: Cursor, { options }: Field): boolean {
  while (take(c, 'at', 'is', 'isNot', 'not', 'article') !== null);
  if (see(c, 'known', 'unknown', 'contains') !== null || peek(c)?.kind === 'sign' || peek(c) === null) return true
  return options === null || namedAt(c, name => optionCalled(options, name)) !== null
}

/** True before another word for a field, and a value of it: «машина БМВ» of «Марка авто». */
function calledOtherwise(c: Cursor, field: Field, words: readonly string[]): boolean {
  const said = peek(c)?.text ?? ''
  if ((field.type !== 'text' && field.options === null) || isForm(c, words)) return false
  if (!words.some(word => isAlike(said, word))) return false
  const value = peek(c, 1)?.text ?? ''
  const used = c.vocabulary.values(field.id)
  return value !== '' && (used.has(value) || nominatives(value).some(form => used.has(form)))
}

/** «Цвет не синий» of «Любимый цвет»: a word of its name that no other has, with a value of it behind. */
function saysOwn(c: Cursor, field: Field, words: readonly string[]): boolean {
  const word = ownWord(c, words)
  if (word === null || ADJECTIVE.test(word) || isForm(c, words)) return false
  const place: Cursor = { ...c, at: c.at + 1 }
  take(place, 'is', 'isNot')
  const { options } = field
  if (options !== null) takeIn(place, options)
  const used = c.vocabulary.values(field.id)
  return (
    namedAt(place, name => (options === null ? used.shown(name) : optionCalled(options, name))) !== null ||
    see(place, 'known', 'unknown') !== null
  )
}

const ADJECTIVE = /(?:ый|ий|ой|ая|яя|ое|ее|ые|ие)$/u

/** The word that stands here, where no other field has one of its forms: «держатели карты» of «Карта лояльности». */
function ownWord(c: Cursor, words: readonly string[]): string | null {
  const word = words.find(one => one.length > 3 && isForm(c, [one]))
  if (word === undefined) return null
  const same = c.vocabulary
    .fields()
    .filter(({ label }) => label !== null && wordsOf(label).some(one => isForm(c, [one])))
  return same.length === 1 && !JOINTS.has(peek(c)?.text ?? '') ? word : null
}

/** "38 размер", "size" behind the number: the only field that is called so, or by that word. */
function numberFirst(c: Cursor, words: readonly string[]): Candidate[] | null {
  const number = peek(c)
  if (number?.kind !== 'number' || words.length === 0) return null
  const hyphened = peek(c, 1)?.text === '-' && peek(c, 2)?.kind === 'word' ? 2 : 0
  const at = c.at + 1 + hyphened
  const whole = isForm({ ...c, at }, words)
  const one = words.find(word => isOnly(c, word) && isForm({ ...c, at }, [word]))
  const length = whole ? words.length : one === undefined ? 0 : 1
  if (length === 0 || !endsHere({ ...c, at: at + length, trying: true })) return null
  const field = c.vocabulary
    .fields()
    .find(({ label }) => label !== null && wordsOf(label).join(' ') === words.join(' '))
  if (field === undefined) return null
  const leaf: OfField = { leaf: 'field', field: field.id, test: { number: { exactly: number.value } } }
  return [{ to: at + length, sure: 'words', read: (): Rule => leaf }]
}

function isOnly(c: Cursor, word: string | undefined): boolean {
  const with_ = c.vocabulary.fields().filter(({ label }) => label !== null && wordsOf(label).includes(word ?? ''))
  return with_.length === 1
}

function asksNumber(c: Cursor): boolean {
  const limit = see(
    { ...c, at: c.at + 1 },
    'over',
    'under',
    'atLeast',
    'atMost',
    'exactly',
    'between',
    'from',
    'to',
    'is',
  )
  const after: Cursor = { ...c, at: c.at + 1 }
  return peek(c, 1 + (limit?.length ?? 0))?.kind === 'number' || see(after, 'known', 'unknown') !== null
}
