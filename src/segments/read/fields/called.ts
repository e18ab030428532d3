import { fold } from '../../../text/fold.js'
import { countries } from '../../names.js'
import type { Field } from '../../vocabulary.js'
import type { Cursor } from '../cursor.js'
import { JOINTS, phrasesOf } from '../lexicon.js'
import type { Token } from '../tokens.js'
import { nominatives, sameWord, stemOf } from '../words/inflect.js'
import { sameDeed } from '../words/verb-form.js'
import { optionAlike } from './alike.js'

/** What people of one sex are called; an option that is among them is found by any other of them. */
const ALIKE: readonly ReadonlySet<string>[] = [
  [
    'woman',
    'women',
    'female',
    'females',
    'girl',
    'girls',
    'lady',
    'ladies',
    'f',
    'fem',
    'gals',
    'gal',
    'females',
    'womens',
  ].concat([
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
    ...['дама', 'дамы', 'девочка', 'девочки', 'барышни', 'бабы', 'тетки', 'леди', 'девчонки', 'дамочки', 'девчата'],
    ...['клиентки', 'клиенток', 'клиенткам', 'клиентка', 'подписчицы', 'подписчиц', 'подписчицам', 'подписчице'],
  ]),
  [
    'man',
    'men',
    'male',
    'males',
    'guy',
    'guys',
    'boy',
    'boys',
    'gentleman',
    'gentlemen',
    'm',
    'dudes',
    'fellas',
    'gents',
    'lads',
  ].concat([
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
    ...['мужик', 'мужики', 'мальчик', 'мальчики', 'парни', 'пацаны', 'юноши', 'джентльмены', 'ребята', 'молодые люди'],
  ]),
].map(words => new Set(words))

const STEMS = ALIKE.map(words => new Set([...words].filter(word => word.length > 4).map(stemOf)))

/** The option that was meant: by its name, another form of it, or what people of one sex are called. */
export function optionCalled(options: readonly string[], written: string): string | null {
  const plain = fold(written)
  const exact = options.find(option => fold(option) === plain)
  if (exact !== undefined) return exact
  const alike = ALIKE.find(words => words.has(plain)) ?? ALIKE[STEMS.findIndex(stems => stems.has(stemOf(plain)))]
  const meant = alike === undefined ? [] : options.filter(option => alike.has(fold(option)))
  const [only] = meant
  // "M" is a size as well: alone it is no man where no option is a woman.
  const sexes = options.filter(option => ALIKE.some(words => words.has(fold(option))))
  if (only !== undefined && meant.length === 1 && (only.length > 1 || sexes.length > 1)) return only
  return (
    sameWord(written, options) ??
    doneBy(plain, options) ??
    doing(plain, options) ??
    wanted(plain, options) ??
    optionAlike(options, plain)
  )
}

/** «Похудеть» is «Похудение»: what they want to do, of the option that is called so; null where none is. */
function wanted(plain: string, options: readonly string[]): string | null {
  if (!/^\p{Script=Cyrillic}{5,}(?:ть|ться)$/u.test(plain)) return null
  return sameDeed(
    plain,
    options.filter(option => /(?:ние|тие)$/u.test(fold(option))),
  )
}

/** Sizes as they are said and typed in Russian letters. */
const SIZES: ReadonlyMap<string, string> = new Map([
  ...(['с', 'эс', 'эска', 'эску', 'эски', 'c'] as const).map(said => [said, 's'] as const),
  ...(['м', 'эм', 'эмка', 'эмку', 'эмки'] as const).map(said => [said, 'm'] as const),
  ...(['л', 'эль', 'элька', 'эльку', 'эльки'] as const).map(said => [said, 'l'] as const),
  ...(['хл', 'хl', 'xл', 'иксэль', 'икс-эль', 'иксэлька'] as const).map(said => [said, 'xl'] as const),
  ...(['ххл', 'ххl', '2хл', '2хl'] as const).map(said => [said, 'xxl'] as const),
  ...(['хс', 'хs'] as const).map(said => [said, 'xs'] as const),
])

/** The same behind the name of its field, where a letter alone is a size too: «размер м». */
export function optionNamed(options: readonly string[], written: string): string | null {
  const size = SIZES.get(fold(written))
  const found = size === undefined ? undefined : options.find(option => fold(option) === size)
  return found ?? optionCalled(options, written)
}

/** "Swimmers" are people of "Swimming": whoever does what an option is; null where none is that, or several are. */
function doneBy(plain: string, options: readonly string[]): string | null {
  const deed = /^([a-z]{3,})(?:ers?|ists?)$/u.exec(plain)?.[1]
  if (deed === undefined) return null
  const found = options.filter(option => /^[a-z]+ing$/u.test(fold(option)) && stemOf(option) === stemOf(`${deed}ing`))
  return found.length === 1 ? (found[0] ?? null) : null
}

/** Verbs, and what is done with them as a noun. */
const DEEDS: readonly (readonly [RegExp, RegExp])[] = [
  [/^los(?:e|es|ing|t)$/, /^loss$/],
  [/^gain(?:s|ing|ed)?$/, /^gain$/],
  [/^gr(?:ow|ows|owing|ew)$/, /^growth$/],
  [/^sell(?:s|ing)?$/, /^sales?$/],
  [/^learn(?:s|ing)?$/, /^(?:learning|lessons?)$/],
  [/^car(?:e|es|ing)$/, /^care$/],
  [/^train(?:s|ing)?$/, /^training$/],
  [/^build(?:s|ing)?$/, /^building$/],
  [/^reduc(?:e|es|ing)$/, /^reduction$/],
  [/^prepar(?:e|es|ing)$/, /^preparation$/],
]
const SMALL = /^(?:to|for|of|the|my|their|some)$/

/** "Lose weight" is "Weight loss": the verb, and then what it is done to. */
function doing(plain: string, options: readonly string[]): string | null {
  const [verb = '', ...things] = plain.split(' ').filter(word => !SMALL.test(word))
  const deed = things.length === 0 ? undefined : DEEDS.find(([form]) => form.test(verb))
  if (deed === undefined) return null
  const found = options.filter(option => {
    const words = fold(option).split(' ')
    const noun = words.findIndex(word => deed[1].test(word))
    const others = words.filter((word, at) => at !== noun && !SMALL.test(word))
    return noun >= 0 && others.map(stemOf).join(' ') === things.map(stemOf).join(' ')
  })
  return found.length === 1 ? (found[0] ?? null) : null
}

/**
 * Names of places have letters and no numbers; the atlas need not be asked about others. Behind a dash that stands alone
 * comes something else: the atlas would let it go.
 */
function isPlace(written: string): boolean {
  return /\p{L}{3}/u.test(written) && !/\p{Nd}|\s\p{Pd}\s/u.test(written)
}

/** What people did, written small. */
const DEED = /^(?:[a-z]{2,}ed|bought|spent|seen|got|read)$/

const ARTICLES: ReadonlySet<string> = new Set(phrasesOf(['article']))

/** The towns that were looked for in a sentence: it is read many times, and each of them is asked of the atlas. */
const sought = new WeakMap<readonly Token[], Map<string, string | null>>()

/**
 * A town that people have, or behind "from" any that there is, by a form of its name: «Риги» is «Рига». A town that nobody
 * has is one in another form only where it is written large: «высоким» is no Wysoka.
 */
export function townCalled(c: Cursor, field: Field, written: string, led: boolean): string | null {
  const known = sought.get(c.tokens) ?? new Map<string, string | null>()
  sought.set(c.tokens, known)
  // "In the same order": of towns that nobody has none is written small behind an article.
  const small = !/^\p{Lu}/u.test(written) && ARTICLES.has(c.tokens[c.at - 1]?.text ?? '')
  const key = `${led && !small} ${written}`
  const before = known.get(key)
  if (before !== undefined) return before
  const town = seekTown(c, field, written, led && !small)
  known.set(key, town)
  return town
}

/** «Из Казани, чек больше 1500»: small, and behind a comma, they are what people bought. */
const WORD_OF_ORDERS = /^(?:чек[аиу]?|заказ(?:ы|ов|а)?|покупк[аи]|код[аы]?|сумма|траты)(?=\s|$)/u

/** «В конце октября» is no town of that name, unless it is written large. */
const PART_OF_TIME = /^(?:начал[еоау]|кон(?:це|ец|ца|цу)|середин[еыау]|половин[еыау])(?:\s|$)/u

function seekTown(c: Cursor, field: Field, written: string, led: boolean): string | null {
  if ((!isPlace(written) && !SHORT_TOWNS.has(fold(written))) || PART_OF_TIME.test(written)) return null
  const used = c.vocabulary.values(field.id)
  const has = (name: string) => used.shown(name) !== null || used.shown(c.vocabulary.cityName(name)) !== null
  const there = (name: string) =>
    led && !WORD_OF_ORDERS.test(written) && c.vocabulary.cities(name, c.language).length > 0
  if (has(written)) return c.vocabulary.cityName(written)
  const short = SHORT_TOWNS.get(fold(written))
  if (short !== undefined && has(short)) return c.vocabulary.cityName(short)
  // There is a Used in Spain.
  if (DEED.test(written) && c.begins.book.has(written)) return null
  // «Из Самары»: there is a Шамары, where nobody lives.
  const lived = there(written) ? nominatives(written).find(has) : undefined
  if (there(written)) return c.vocabulary.cityName(lived ?? written)
  const words = fold(written).split(' ')
  // No name of several words has one of the language in another form.
  const isOwn = (word: string, at: number) => at === 1 && words.length === 3 && (word === 'на' || word === 'под')
  if (words.length > 1 && words.some((word, at) => !isOwn(word, at) && (JOINTS.has(word) || c.begins.book.has(word))))
    return null
  // Three words in a row are hardly ever a town, but for «Ростов на Дону».
  if (words.length > 2 && !words.some(word => word === 'на' || word === 'под')) return null
  // Neither behind "from" nor large: two words that happen to stand together.
  if (words.length > 1 && !led && !/^\p{Lu}/u.test(written)) return null
  const forms = nominatives(written)
  const form = forms.find(has) ?? (/^\p{Lu}/u.test(written) ? forms.find(there) : undefined) ?? null
  return form === null ? null : c.vocabulary.cityName(form)
}

/** What towns are called for short, where people have them. */
const SHORT_TOWNS: ReadonlyMap<string, string> = new Map([
  ...(['ny', 'nyc', 'n.y', 'new-york'] as const).map(name => [name, 'New York'] as const),
  ...(['la', 'l.a'] as const).map(name => [name, 'Los Angeles'] as const),
  ...(['sf', 'san fran', 'frisco'] as const).map(name => [name, 'San Francisco'] as const),
  ...(['ldn', 'lon'] as const).map(name => [name, 'London'] as const),
  ...(['mcr', 'manc'] as const).map(name => [name, 'Manchester'] as const),
  ...(['philly'] as const).map(name => [name, 'Philadelphia'] as const),
  ...(['vegas'] as const).map(name => [name, 'Las Vegas'] as const),
  ...(['bham', 'brum'] as const).map(name => [name, 'Birmingham'] as const),
  ...(['kl'] as const).map(name => [name, 'Kuala Lumpur'] as const),
  ...(['hk'] as const).map(name => [name, 'Hong Kong'] as const),
  ...(['bkk'] as const).map(name => [name, 'Bangkok'] as const),
])

/** What countries are called for short, though codes are no words. */
const SHORT: ReadonlyMap<string, string> = new Map([
  ...(['uk', 'u.k', 'gb'] as const).map(name => [name, 'GB'] as const),
  ...(['usa', 'сша', 'штаты'] as const).map(name => [name, 'US'] as const),
  ...(['рф'] as const).map(name => [name, 'RU'] as const),
  ...(['рб'] as const).map(name => [name, 'BY'] as const),
  ...(['uae', 'оаэ', 'эмираты'] as const).map(name => [name, 'AE'] as const),
  ...(['рк'] as const).map(name => [name, 'KZ'] as const),
])

/** A country by a form of its name: «Латвии» is «Латвия». Codes are no words. */
export function countryCalled(name: string): string | null {
  const written = name.replace(/^the\s+/iu, '')
  const short = SHORT.get(fold(written)) ?? (written === 'US' || /^the us$/iu.test(name) ? 'US' : undefined)
  if (short !== undefined) return short
  if (!isPlace(written)) return null
  for (const form of [written, ...nominatives(written)]) {
    const found = countries.find(form)
    if (found !== null) return found
  }
  return null
}
