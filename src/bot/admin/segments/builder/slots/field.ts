import { listAttributes } from '../../../../../audience/attribute.js'
import { anniversaryPhrase } from '../../../../../segments/criterion/anniversary.js'
import type { Anniversary } from '../../../../../segments/criterion.js'
import { findNames } from '../../../../../segments/describe.js'
import { kindAsked } from '../../../../../segments/kinds/buttons.js'
import type { Part } from '../../../../../segments/parts.js'
import type { Field } from '../../../../../segments/vocabulary.js'
import { shorten } from '../../../../../text/format.js'
import { again } from '../../../../screen.js'
import { fieldName } from '../../../words/field-name.js'
import { isGroup } from '../tree.js'
import { beginningOf, readRest, readWords, subjectOf } from './rest.js'
import { type At, ownAnswer, ownOptions, question, SIZE, type Slot, type SlotName, said } from './slot.js'

const LABEL = 40
/** When a day comes round, to press. A button carries the number of days to come, or one of these. */
const ANNIVERSARIES: ReadonlyMap<number, Anniversary> = new Map<number, Anniversary>([
  ...[0, 3, 7, 14, 30].map(days => [days, days] as const),
  ...([
    [1_001, 'tomorrow'],
    [1_002, 'week'],
    [1_003, 'month'],
  ] as const),
])
/** Asked of birthdays alone. */
const LAST_WEEK = 1_004

/** The field that a condition is about; null when it is about none, or that one is gone. */
export function fieldAt({ here, part: { body } }: Pick<At, 'here' | 'part'>): Field | null {
  return 'leaf' in body && body.leaf === 'field' ? findNames(here.db).field(body.field) : null
}

/** Which field. A new condition asks first whether it is known, until its own question is answered. */
export const fieldSlot: Slot = {
  show({ here }, page) {
    const words = here.t
    const all = listAttributes(here.db)
    return {
      asked: words.segmentCards.askField,
      options: all
        .slice(page * SIZE, (page + 1) * SIZE)
        .map(field => ({ label: shorten(fieldName(field, here.language), LABEL), value: field.id })),
      total: all.length,
    }
  },
  choose: (at, value) => (findNames(at.here.db).field(value) === null ? null : said(at, 'field', value)),
}

/** What a field is asked first. */
export function firstSlotOf(field: Field): SlotName {
  switch (field.type) {
    case 'number':
      return 'number'
    case 'date':
      return field.key === 'birthday' ? 'anniversary' : 'window'
    case 'yes_no':
      return 'yes'
    case 'text':
    case 'one_of':
    case 'many_of':
      return 'values'
  }
}

/** Whether a fact is known at all. */
export const knownSlot: Slot = {
  show(at) {
    const { segmentCards: words } = at.here.t
    const usual = [
      { label: words.isKnown, value: 1 },
      { label: words.notKnown, value: 0 },
    ]
    return { asked: question(at, 'known', words.askKnown), options: ownOptions(at, 'known') ?? usual }
  },
  choose: (at, value) => said(at, 'known', value === 1),
}

/** Whether the values are those that people must have, or those that they must not. */
export const exceptSlot: Slot = {
  show({ here }) {
    const { segmentCards: words } = here.t
    return {
      asked: words.askExcept,
      options: [
        { label: words.anyOfThese, value: 0 },
        { label: words.noneOfThese, value: 1 },
      ],
    }
  },
  choose: (at, value) => said(at, 'except', value === 1),
}

/** Words that stand somewhere in a text. */
export const containsSlot: Slot = {
  show: at => ({ asked: question(at, 'contains', at.here.t.segmentCards.askContains), options: [] }),
  typed: (at, { text }) => readWords(at, text, words => said(at, 'contains', partOf(words))),
}

const EDGES = [
  ['start', /^(?:(?:starts|begins) with|начинается (?:с|со|на))\s/iu],
  ['end', /^(?:ends (?:with|in)|(?:за|о)канчивается на)\s/iu],
] as const

/** "starts with ann", «заканчивается на ова», or the text itself. */
export function partOf(words: string): Part {
  for (const [at, pattern] of EDGES) {
    const begin = pattern.exec(words)?.[0].length ?? 0
    const text = words.slice(begin).trim()
    if (begin > 0 && text !== '') return { contains: text, at }
  }
  return { contains: words }
}

/** Yes or no. */
export const yesSlot: Slot = {
  show({ here }) {
    const words = here.t
    const { yes, no } = words.segments
    return {
      asked: words.segmentCards.askYes,
      options: [
        { label: yes, value: 1 },
        { label: no, value: 0 },
      ],
    }
  },
  choose: (at, value) => said(at, 'yes', value === 1),
}

/** Whether they have Premium. */
export const premiumSlot: Slot = {
  show({ here }) {
    const { segmentCards: words } = here.t
    return {
      asked: words.askPremium,
      options: [
        { label: words.premium, value: 1 },
        { label: words.noPremium, value: 0 },
      ],
    }
  },
  choose: (at, value) => said(at, 'premium', value === 1),
}

/** A number: in a field, or of a kind that counts by one. */
export const numberSlot: Slot = {
  show: at => ({
    asked: question(at, 'number', at.here.t.segmentCards.askNumber),
    options: ownOptions(at, 'number') ?? [],
  }),
  choose: (at, value) => ownAnswer(at, 'number', value),
  typed(at, { text }) {
    const { body } = at.part
    const field = fieldAt(at)
    const kind = isGroup(body) ? null : kindAsked(body)
    const begin = field !== null ? subjectOf(field) : kind === null ? '' : beginningOf(kind)
    return readRest(at, `${begin} `, text, leaf => (leaf.leaf === kind?.name || leaf.leaf === 'field' ? leaf : null))
  },
  hint: 'number',
}

/** When the day comes round again. */
export const anniversarySlot: Slot = {
  show(at) {
    const { segmentCards: words, segments } = at.here.t
    const label = (anniversary: Anniversary) => anniversaryPhrase(anniversary, segments)
    const options = [...ANNIVERSARIES].map(([value, anniversary]) => ({ label: label(anniversary), value }))
    if (fieldAt(at)?.key === 'birthday') options.push({ label: label({ last: 7 }), value: LAST_WEEK })
    return { asked: words.askAnniversary, options }
  },
  choose(at, value) {
    if (value === LAST_WEEK) return fieldAt(at)?.key === 'birthday' ? said(at, 'anniversary', { last: 7 }) : null
    const anniversary = ANNIVERSARIES.get(value) ?? value
    return value <= 366 || ANNIVERSARIES.has(value) ? said(at, 'anniversary', anniversary) : null
  },
  typed(at, { text }) {
    const { daysToCome } = at.here.t.segmentCards
    const days = Number(text)
    if (text !== '' && Number.isInteger(days) && days >= 0 && days <= 366)
      return said(at, 'anniversary', days) ?? again(daysToCome)
    const field = fieldAt(at)
    if (field === null || !/\p{L}/u.test(text)) return again(daysToCome)
    return readRest(at, `${subjectOf(field)} `, text, leaf => (leaf.leaf === 'field' ? leaf : null))
  },
  hint: 'number',
}
