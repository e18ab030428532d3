import { z } from 'zod'
import { HOW_OFTEN } from '../../../audience/subscription/wish.js'
import { all, any, isAmong, type Sql, sql } from '../../compile/sql.js'
import { namedValues } from '../../names.js'
import { idSchema } from '../../parts.js'
import { capital, type Phrasing, quoted } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, pick, take } from '../../read/cursor.js'
import { type Said, wordsOf } from '../../read/lexicon.js'
import { bareValues, namedAt } from '../../read/names/bare.js'
import { interestNamed } from '../../read/names/interests.js'
import { liked } from '../../read/names/liked.js'
import { readNamed } from '../../read/names/named.js'
import { byForm, readThings } from '../../read/names/things.js'
import { startsWithForms } from '../../read/starter.js'
import { type EvaluationContext, ofOne } from '../../window.js'
import type { Kind } from '../kind.js'
import { knownOf } from '../slot.js'

/** What people choose in their settings, in the order of `HOW_OFTEN`. */
const OFTEN = ['usual', 'twice', 'weekly', 'monthly'] as const
type Often = (typeof OFTEN)[number]

const schema = z.strictObject({
  leaf: z.literal('wish'),
  wants: z.union([
    z.strictObject({ about: idSchema }),
    z.strictObject({ often: z.array(z.enum(OFTEN)).min(1).max(OFTEN.length) }),
  ]),
})

/**
 * What people chose in their settings: that they want to hear about something (everybody does until they untick it), or
 * how often offers may come at most. It is what they chose last.
 */
export type Wish = z.infer<typeof schema>

const ABOUT = {
  wants: { en: 'wants to hear about', ru: 'хочет читать про' },
  declines: { en: 'does not want to hear about', ru: 'не хочет читать про' },
}
const SUBJECT = { en: 'how often they chose', ru: 'выбранная частота' }
const NAMES: Record<Often, Said> = {
  usual: { en: 'as usual', ru: 'как обычно' },
  twice: { en: 'twice a week', ru: 'два раза в неделю' },
  weekly: { en: 'once a week', ru: 'раз в неделю' },
  monthly: { en: 'once a month', ru: 'раз в месяц' },
}
const ALSO: Record<Often, readonly string[]> = {
  usual: ['usual', 'as often as we send', 'обычно', 'обычная', 'как всем'],
  twice: [
    '2 times a week',
    'two times a week',
    '2 раза в неделю',
    'дважды в неделю',
    '2 раз в неделю',
    'двух раз в неделю',
  ],
  weekly: [
    ...[
      'weekly',
      'one a week',
      '1 раз в неделю',
      'один раз в неделю',
      'еженедельно',
      'раза в неделю',
      '1 раза в неделю',
    ],
    ...['одного раза в неделю', 'каждую неделю'],
  ],
  monthly: [
    ...['monthly', 'one a month', '1 раз в месяц', 'один раз в месяц', 'ежемесячно', 'раза в месяц', '1 раза в месяц'],
    ...['одного раза в месяц', 'каждый месяц'],
  ],
}
const BEGINS = {
  wantsToHear: {
    en: ['wants to hear about', 'want to hear about', 'wanted to hear about', 'likes to hear about'],
    ru: [
      ...['хочет читать про', 'хотят читать про', 'хочет слышать про', 'хотят слышать про', 'хочет читать о'],
      ...['хотят читать о', 'хочет слышать о', 'хотят слышать о', 'хочет получать про', 'хотят получать про'],
    ],
  },
  wantsNotToHear: {
    en: [
      ...['does not want to hear about', 'do not want to hear about', "doesn't want to hear about"],
      ...["don't want to hear about", 'did not want to hear about', 'unticked'],
    ],
    ru: [
      ...['не хочет читать про', 'не хотят читать про', 'не хочет слышать про', 'не хотят слышать про'],
      ...['не хочет читать о', 'не хотят читать о', 'не хочет слышать о', 'не хотят слышать о'],
      ...['не хочет получать про', 'не хотят получать про'],
    ],
  },
  choseHowOften: {
    en: ['how often they chose', 'chose how often', 'chosen frequency', 'wants offers', 'want offers'],
    ru: [
      ...['выбранная частота', 'выбранной частотой', 'выбрали частоту', 'выбрал частоту', 'выбрала частоту'],
      ...['хочет предложения', 'хотят предложения', 'хочет получать предложения', 'хотят получать предложения'],
    ],
  },
}
const languages = ['en', 'ru'] as const

const often = namedValues(
  OFTEN,
  (value, language) => NAMES[value][language],
  value => ALSO[value],
)

export const wish: Kind<Wish> = {
  name: 'wish',
  schema,
  sql: ({ wants }, context) =>
    'about' in wants ? wantsToHear(wants.about, context) : choseOften(wants.often, context),
  not: {
    turned: () => null,
    holdsUnknown: () => false,
    say: ({ wants }, phrasing) =>
      'about' in wants ? `${ABOUT.declines[phrasing.language]} ${nameOf(wants.about, phrasing)}` : null,
  },
  refers: ({ wants }) => ('about' in wants ? [{ kind: 'interest', id: wants.about }] : []),
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read: c => [
    ...begunBy(c, BEGINS, begun => {
      if (begun === 'choseHowOften') {
        const all = () => languages.flatMap(language => [...often.all(language)])
        const leafOf = (values: Often[]): Wish => ({ leaf: 'wish', wants: { often: [...new Set(values)] } })
        return readNamed(c, { find: often.find, all }, 'often', leafOf)
      }
      const { interests } = c.vocabulary
      // «О скидках» is about «Скидки».
      const things = { ...interests, find: (name: string) => byForm(interests, name) }
      const about = readThings(c, 'interest', things, (id): Wish => ({ leaf: 'wish', wants: { about: id } }))
      return begun === 'wantsToHear' ? about : { not: about }
    }),
    ...interestNamed(c),
    ...oftenNamed(c),
  ],
  bare: c => [
    ...bareValues(c, {
      find: name => (name.includes(' ') ? often.find(name) : null),
      leafOf: (values): Wish => ({ leaf: 'wish', wants: { often: values } }),
      single: true,
    }),
    ...liked(c),
  ],
  say({ wants }, phrasing) {
    const { words, language } = phrasing
    return 'about' in wants
      ? `${ABOUT.wants[language]} ${nameOf(wants.about, phrasing)}`
      : words.is(SUBJECT[language], wants.often.map(value => NAMES[value][language]).join(', '))
  },
  builder: {
    entries: [
      {
        ...{ name: 'wantsToHear', number: 101, menu: 'person', begins: null, asks: 'interest' },
        label: { en: '💭 Wants to hear', ru: '💭 О чём писать' },
      },
      {
        ...{ name: 'choseHowOften', number: 102, menu: 'person', begins: null, asks: 'values' },
        label: { en: '🔔 Chose how often', ru: '🔔 Как часто' },
      },
    ],
    slots: {
      interest: {
        says: (_leaf, about) => ({ leaf: 'wish', wants: { about } }),
        of: ({ wants }) => ('about' in wants ? wants.about : 0),
      },
      values: {
        asks: {
          en: 'How often did they choose to hear from you? Tick one or more.',
          ru: 'Как часто они согласились получать предложения? Отметьте одно или несколько.',
        },
        choices: language => OFTEN.map(value => ({ value, label: capital(NAMES[value][language], language) })),
        says: (_leaf, values) => ({ leaf: 'wish', wants: { often: knownOf(OFTEN, values) } }),
        of: ({ wants }) => ('about' in wants ? [] : wants.often),
      },
    },
    shown: ({ wants }) => ('about' in wants ? ['interest'] : ['values']),
  },
}

const GETS: readonly string[][] = [
  ...['получают', 'получает', 'хотят', 'хочет', 'читают', 'хотят получать', 'хочет получать', 'согласны получать'],
  ...['хотят письма', 'хотят писем', 'хотят рассылки', 'просят писать', 'просили писать', 'выбрали', 'получают письма'],
  ...['хотят получать письма', 'хотят получать рассылку', 'хотят получать рассылки', 'хотят получать сообщения'],
  ...['согласны на рассылку', 'согласны на письма', 'согласны', 'подписаны', 'получают сообщения', 'хотят сообщения'],
  ...['получают рассылку', 'получают рассылки', 'хотят рассылку', 'получают предложения', 'get offers', 'get messages'],
  ...[
    'gets messages',
    'gets offers',
    'get emails',
    'receive offers',
    'receive messages',
    'receives messages',
    'prefer',
  ],
  ...['want messages', 'wants messages', 'want emails', 'want it', 'asked for', 'want to hear from us', 'prefers'],
  ...['want', 'wants', 'get', 'gets', 'receive', 'receives', 'get newsletters', 'chose', 'hear from us'],
].map(wordsOf)

/** «Получают раз в неделю»: how often they chose to. */
function oftenNamed(c: Cursor): Candidate[] {
  return GETS.filter(words => startsWithForms(c, words)).flatMap(words => {
    const behind: Cursor = { ...c, at: c.at + words.length }
    const atMost = take(behind, 'atMost') !== null
    const found = namedAt(behind, name => (name.includes(' ') ? often.find(name) : null))
    if (found === null) return []
    const { value } = found
    const seldomer = OFTEN.slice(OFTEN.indexOf(value))
    // «Не чаще раза в неделю»: who chose that, or what is seldomer too.
    const read = (): Wish => ({ leaf: 'wish', wants: { often: atMost && pick(c, 2) === 1 ? seldomer : [value] } })
    return [{ to: found.to, sure: 'words' as const, read }]
  })
}

/** Whoever never said a word of it wants it. */
function wantsToHear(interest: number, context: EvaluationContext): Sql {
  return sql`(s.id not in (select a.subscriber_id from interest_answers a
    where a.interest_id = ${interest} and a.wants = 0${ofOne(sql`a.subscriber_id`, context)}))`
}

/** Whoever chose nothing, or took it back, gets offers as usual: they have no row. */
function choseOften(values: readonly Often[], context: EvaluationContext): Sql {
  const chosen = [...new Set(values)].map(value => HOW_OFTEN[OFTEN.indexOf(value)] ?? null)
  const tests = chosen.flatMap(most =>
    most === null ? [] : [sql`(w.per_week = ${most.perWeek} and coalesce(w.per_month, 0) = ${most.perMonth ?? 0})`],
  )
  const nothing = sql`not exists (select 1 from wishes w where w.subscriber_id = s.id)`
  if (tests.length === 0) return all(nothing)
  const mine = ofOne(sql`w.subscriber_id`, context)
  const some = isAmong(sql`select w.subscriber_id from wishes w where ${any(...tests)}${mine}`, { once: true })
  return chosen.includes(null) ? any(some, nothing) : some
}

function nameOf(id: number, { names }: Phrasing): string {
  const name = names.interests.name(id)
  return name === null ? `#${id}` : quoted(name)
}
