import { z } from 'zod'
import { isAmong, type Sql, sql } from '../../compile/sql.js'
import { idSchema, windowSchema } from '../../parts.js'
import { type Phrasing, quoted, windowOf } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, peek, take, takeSign } from '../../read/cursor.js'
import { byName } from '../../read/events/event.js'
import { endsHere } from '../../read/fields/field.js'
import type { Said } from '../../read/lexicon.js'
import { namedAt } from '../../read/names/bare.js'
import { FINISHED, NOUNS, ONLY_SERIES, VERBS } from '../../read/names/series-said.js'
import { byForm } from '../../read/names/things.js'
import { startsWithForms } from '../../read/starter.js'
import { readWindow, seesWindow } from '../../read/times/window.js'
import { failAt, readName } from '../../read/value.js'
import type { Rule } from '../../rule.js'
import { type EvaluationContext, ofOne, windowBounds, within } from '../../window.js'
import { PLAIN_NOT } from '../complement.js'
import type { Kind } from '../kind.js'
import { windowSlot } from '../slot.js'

const STANDS = ['in', 'entered', 'finished', 'left'] as const

const schema = z
  .strictObject({
    leaf: z.literal('series'),
    stands: z.enum(STANDS),
    series: idSchema.nullable(),
    window: windowSchema.nullable(),
  })
  .refine(({ stands, window }) => stands !== 'in' || window === null, 'whoever is on their way is so now')

/**
 * Who is on their way through a series (null: through any), came into it, got to its end, or was taken out before that.
 * The time is that of coming in, or of getting out; whoever is on their way is so now.
 */
export type InSeries = z.infer<typeof schema>
type Stands = InSeries['stands']

const SAID: Record<Stands, Said> = {
  in: { en: 'in series', ru: 'в цепочке' },
  entered: { en: 'entered series', ru: 'вошли в цепочку' },
  finished: { en: 'finished series', ru: 'прошли цепочку' },
  left: { en: 'left series', ru: 'вышли из цепочки' },
}
const LABELS: Record<Stands, Said> = {
  in: { en: 'On their way', ru: 'Сейчас в ней' },
  entered: { en: 'Entered it', ru: 'Вошли' },
  finished: { en: 'Finished it', ru: 'Прошли до конца' },
  left: { en: 'Left it early', ru: 'Вышли раньше' },
}
const BEGINS = {
  inSeries: {
    en: ['in series', 'in a series', 'in the series', 'in any series', 'in any of the series'],
    ru: ['в цепочке', 'в цепочках', 'в любой цепочке', 'в какой-нибудь цепочке', 'в какой-либо цепочке'],
  },
  enteredSeries: {
    en: ['entered series', 'entered a series', 'entered the series', 'entered any series', 'started series'],
    ru: [
      ...['вошли в цепочку', 'вошел в цепочку', 'вошла в цепочку', 'попали в цепочку', 'вступили в цепочку'],
      ...['начали цепочку', 'вошли в любую цепочку'],
    ],
  },
  finishedSeries: {
    en: ['finished series', 'finished a series', 'finished the series', 'finished any series', 'completed series'],
    ru: [
      ...['прошли цепочку', 'прошел цепочку', 'прошла цепочку', 'закончили цепочку', 'завершили цепочку'],
      ...['прошли любую цепочку', 'прошли цепочки'],
    ],
  },
  leftSeries: {
    en: ['left series', 'left a series', 'left the series', 'left any series', 'dropped out of series'],
    ru: [
      ...['вышли из цепочки', 'вышел из цепочки', 'вышла из цепочки', 'выпали из цепочки', 'покинули цепочку'],
      ...['вышли из любой цепочки', 'вышли из цепочек'],
    ],
  },
}
const BEGUN: Record<keyof typeof BEGINS, Stands> = {
  ...{ inSeries: 'in', enteredSeries: 'entered', finishedSeries: 'finished', leftSeries: 'left' },
}

export const series: Kind<InSeries> = {
  name: 'series',
  schema,
  sql: (leaf, context) => isAmong(peopleOf(leaf, context)),
  not: PLAIN_NOT,
  refers: ({ series }) => (series === null ? [] : [{ kind: 'series', id: series }]),
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read: c => [...begunBy(c, BEGINS, begun => readSeries(c, BEGUN[begun])), ...seriesNamed(c), ...verbBehind(c)],
  say({ stands, series, window }, phrasing) {
    const { language, words } = phrasing
    const which = series === null ? [] : [nameOf(series, phrasing)]
    return [SAID[stands][language], ...which, ...windowOf(window, words)].join(' ')
  },
  builder: {
    entries: [
      {
        ...{ name: 'series', number: 104, menu: 'messages', label: { en: '🔁 In a series', ru: '🔁 В цепочке' } },
        begins: { leaf: 'series', stands: 'in', series: null, window: null },
        asks: null,
      },
    ],
    slots: {
      did: {
        asks: { en: 'How do they stand in the series?', ru: 'Что у них с цепочкой?' },
        options: STANDS.map((answer, number) => ({ number, answer, label: LABELS[answer] })),
        says(leaf, answer) {
          const stands = STANDS.find(known => known === answer)
          if (leaf === null || stands === undefined) return null
          return { ...leaf, stands, window: stands === 'in' ? null : leaf.window }
        },
        of: leaf => leaf.stands,
      },
      series: {
        says: (leaf, series) => (leaf === null ? null : { ...leaf, series }),
        of: leaf => leaf.series,
      },
      window: windowSlot({ en: 'When was that?', ru: 'Когда это было?' }),
    },
    shown: ({ stands }) => (stands === 'in' ? ['did', 'series'] : ['did', 'series', 'window']),
  },
}

const TEST: Record<Stands, Sql> = {
  in: sql`e.state = 'on_way'`,
  entered: sql`true`,
  finished: sql`e.state = 'done'`,
  left: sql`e.state = 'ended'`,
}

/** By the series, which are few; of one person by their own rows. */
function peopleOf({ stands, series, window }: InSeries, context: EvaluationContext): Sql {
  const time = stands === 'entered' ? sql`e.entered_at` : sql`e.ended_at`
  const when = stands === 'in' ? sql`` : sql` and ${within(time, windowBounds(window, context))}`
  const test = sql`${TEST[stands]}${when}${ofOne(sql`e.subscriber_id`, context)}`
  const which = series === null ? sql`` : sql` and e.campaign_id = ${series}`
  if (context.one === true)
    return sql`select e.subscriber_id from enrolments e indexed by enrolments_person where ${test}${which}`
  if (series !== null)
    return sql`select e.subscriber_id from enrolments e indexed by enrolments_state
      where e.campaign_id = ${series} and ${test}`
  return sql`select e.subscriber_id from campaigns k cross join enrolments e indexed by enrolments_state
    on e.campaign_id = k.id where k.kind = 'series' and ${test}`
}

/** "In the welcome series", «прошли приветственную цепочку»: the word for it behind the name, or in it. */
function seriesNamed(c: Cursor): Candidate[] {
  return VERBS.filter(({ words }) => startsWithForms(c, words)).flatMap(({ words, stands }) => {
    const inside: Cursor = { ...c, at: c.at + words.length }
    take(inside, 'article', 'anything')
    const found = namedAt(inside, name => calledSo(c, name))
    if (found === null) return []
    const noun = NOUNS.has(c.tokens[found.to]?.text ?? '') && found.to < c.end
    const said = noun || c.tokens.slice(inside.at, found.to).some(({ text }) => NOUNS.has(text))
    // Nothing else is finished; what people are in may be a segment or a town.
    const isSegment = namedAt(inside, name => byForm(c.vocabulary.segments, name)) !== null
    const exact = namedAt(inside, name => c.vocabulary.series.find(name))?.to === found.to
    // What people got by this name may be a message.
    const isOffer = namedAt(inside, name => byForm(c.vocabulary.offers, name)) !== null
    if (!said && isOffer) return []
    const only = !isSegment && (/^[а-я]/u.test(words[0] ?? '') ? stands !== 'in' : exact)
    if (!said && !only && stands !== 'finished' && !ONLY_SERIES.has(words.join(' '))) return []
    const to = found.to + (noun ? 1 : 0)
    return [{ to, sure: 'words' as const, read: () => inSeries(c, stands, found.value) }]
  })
}

/** «Приветственную цепочку уже прошли»: the verb stands behind the name. */
function verbBehind(c: Cursor): Candidate[] {
  if (!seesFinished(c)) return []
  const found = namedAt(c, name => calledSo(c, name))
  if (found === null) return []
  const inside: Cursor = { ...c, at: found.to, trying: true }
  if (NOUNS.has(peek(inside)?.text ?? '')) inside.at++
  while (take(inside, 'anything') !== null);
  const not = take(inside, 'not') !== null
  if (!FINISHED.has(peek(inside)?.text ?? '')) return []
  inside.at++
  if (!endsHere(inside) && !seesWindow(inside)) return []
  const read = (): Rule => {
    const leaf = inSeries(c, 'finished', found.value)
    return not ? { not: leaf } : leaf
  }
  return [{ to: inside.at, sure: 'words', read }]
}

const MOST_WORDS = 8

function seesFinished(c: Cursor): boolean {
  return c.tokens.slice(c.at + 1, Math.min(c.end, c.at + MOST_WORDS)).some(({ text }) => FINISHED.has(text))
}

/** The series of this name, or of one that has the word for it too: "welcome" is "Welcome series". */
function calledSo({ vocabulary: { series } }: Cursor, name: string): number | null {
  return byForm(series, name) ?? byForm({ ...series, all: () => series.all().map(withoutNoun) }, name)
}

function withoutNoun(name: string): string {
  return name
    .split(' ')
    .filter(word => !NOUNS.has(word.toLowerCase()))
    .join(' ')
}

function readSeries(c: Cursor, stands: Stands): InSeries {
  takeSign(c, ':')
  const early = stands !== 'in' && seesWindow(c) ? readWindow(c) : null
  if (early !== null || endsHere(c) || peek(c)?.text === ',')
    return { leaf: 'series', stands, series: null, window: early }
  const { series } = c.vocabulary
  const written = readName(c, () => stands !== 'in' && seesWindow(c))
  if (written === null) return { leaf: 'series', stands, series: null, window: null }
  const id = byName(written, series) ?? (written.quoted ? null : calledSo(c, written.text))
  return inSeries(c, stands, id ?? failAt(c, written, { kind: 'series' }, series.all()))
}

function inSeries(c: Cursor, stands: Stands, series: number): InSeries {
  while (take(c, 'anything') !== null);
  return { leaf: 'series', stands, series, window: stands !== 'in' && seesWindow(c) ? readWindow(c) : null }
}

function nameOf(id: number, { names }: Phrasing): string {
  const name = names.series.name(id)
  return name === null ? `#${id}` : quoted(name)
}
