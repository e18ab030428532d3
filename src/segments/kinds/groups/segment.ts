import { z } from 'zod'
import { idSchema, type Window } from '../../parts.js'
import { named } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, Mistake, peek, pick, see } from '../../read/cursor.js'
import { endsHere } from '../../read/fields/field.js'
import { bareValues, namedAt } from '../../read/names/bare.js'
import { anyOf, byForm, readThings } from '../../read/names/things.js'
import { monthAt } from '../../read/times/calendar.js'
import { readDates } from '../../read/times/date.js'
import { readWindow, seesWindow } from '../../read/times/window.js'
import type { Rule } from '../../rule.js'
import { PLAIN_NOT } from '../complement.js'
import type { Kind } from '../kind.js'

const schema = z.strictObject({ leaf: z.literal('segment'), segment: idSchema })

/** In another segment: its rule stands here (see `expandCriterion`). */
export type InSegment = z.infer<typeof schema>

const SAID = { en: 'in segment', ru: 'в сегменте' }
const BEGINS = {
  inSegment: {
    en: [
      ...['in segment', 'in the segment', 'segment', 'from segment', 'in segments', 'segments', 'in any of segments'],
      ...['belongs to segment', 'belong to segment', 'within segment', 'members of segment', 'member of segment'],
      ...['part of segment', 'part of the segment', 'from the segment', 'inside segment', 'are in segment'],
      ...['is in segment', 'of segment', 'the segment', 'in the segments', 'belonging to segment', 'people in segment'],
    ],
    ru: [
      ...['в сегменте', 'сегмент', 'из сегмента', 'в сегментах', 'сегмента', 'входят в сегмент', 'входит в сегмент'],
      ...['состоят в сегменте', 'состоит в сегменте', 'находятся в сегменте', 'попадают в сегмент'],
      ...['попадает в сегмент', 'относятся к сегменту', 'внутри сегмента', 'люди из сегмента', 'сегменты'],
      ...['из сегментов', 'принадлежат сегменту', 'по сегменту', 'сегменте', 'сегменту', 'участники сегмента'],
      ...['люди сегмента'],
    ],
  },
}

export const segment: Kind<InSegment> = {
  name: 'segment',
  schema,
  sql() {
    throw new Error('a segment is replaced by its rule before anybody is asked')
  },
  not: PLAIN_NOT,
  refers: ({ segment }) => [{ kind: 'segment', id: segment }],
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read: c =>
    begunBy(c, BEGINS, () =>
      readThings(c, 'segment', c.vocabulary.segments, (segment): InSegment => ({ leaf: 'segment', segment })),
    ),
  bare: c => [
    ...memberSince(c),
    ...bareValues(c, {
      now: true,
      find: name => byForm(c.vocabulary.segments, name),
      leafOf: ids => anyOf(ids.map((segment): InSegment => ({ leaf: 'segment', segment }))),
      leads: ['memberOf'],
      behind: () => takeNoun(c),
    })
      .filter(({ to }) => !isList(c, to))
      .map(candidate => {
        const to = saidTo(c, candidate.to)
        return to === null ? candidate : { ...candidate, to, sure: 'words' as const }
      }),
  ],
  say: ({ segment }, phrasing) =>
    `${SAID[phrasing.language]} ${named(phrasing.names.segments.name(segment), segment, phrasing)}`,
  builder: {
    entries: [
      {
        ...{ name: 'segment', number: 26, menu: 'groups', label: { en: '👥 In segment', ru: '👥 В сегменте' } },
        ...{ begins: null, asks: 'segment' },
      },
      {
        ...{
          name: 'notSegment',
          number: 27,
          menu: 'groups',
          label: { en: '🚫 Not in segment', ru: '🚫 Не в сегменте' },
        },
        ...{ begins: null, asks: 'segment', negated: true },
      },
    ],
    slots: { segment: { says: (_leaf, segment) => ({ leaf: 'segment', segment }), of: leaf => leaf.segment } },
    shown: () => ['segment'],
  },
}

/** "VIP since October": who is in it, and came to it then; whether since that month or in it is asked. */
function memberSince(c: Cursor): Candidate[] {
  const found = namedAt(c, name => byForm(c.vocabulary.segments, name))
  const behind: Cursor = { ...c, at: found?.to ?? c.end, made: new Set(), trying: true }
  if (found === null || !SINCE.test(peek(behind)?.text ?? '') || !seesWindow(behind) || !endsBehind(behind)) return []
  const segment: InSegment = { leaf: 'segment', segment: found.value }
  const entered = (window: Window): Rule => ({
    leaf: 'segmentChange',
    ...{ segment: found.value, entered: true, window },
  })
  const read = (): Rule => {
    c.at = found.to
    const month = monthAt(c, 1)
    const inIt = month === null ? null : readDates({ ...c, at: c.at + 1 })
    const window = readWindow(c)
    if (inIt === null || pick(c, 2) === 0) return { all: [segment, entered(window)] }
    return { all: [segment, entered({ from: inIt.first, to: inIt.last })] }
  }
  return [{ to: found.to + 1, sure: 'words', read }]
}

/** True where nothing of the same condition stands behind the time: "VIP since October haven't ordered" is of orders since. */
function endsBehind(c: Cursor): boolean {
  try {
    readWindow(c)
    return endsHere(c)
  } catch (error) {
    if (error instanceof Mistake) return false
    throw error
  }
}

const SINCE = /^(?:since|с|со)$/u

const NOUNS: ReadonlySet<string> = new Set([
  'segment',
  'segments',
  'group',
  'сегмент',
  'сегмента',
  'сегменте',
  'группа',
])
const LIST: ReadonlySet<string> = new Set(['list', 'список', 'списка', 'списке'])

/** Where its name says of people what the language says too, with the word for people behind it, and where that ends: "regulars", «постоянные клиенты» are asked about. */
function saidTo(c: Cursor, to: number): number | null {
  const said = see(c, 'repeatBuyers', 'oneTimeBuyers', 'newcomers', 'lapsed', 'bigSpenders', 'inactive', 'cameBack')
  const end = c.at + (said?.length ?? 0)
  return said !== null && (end === to || end === to + 1) ? end : null
}

/** Takes what a segment is called behind its name: "VIP segment". */
function takeNoun(c: Cursor): void {
  if (NOUNS.has(peek(c)?.text ?? '') && endsHere({ ...c, at: c.at + 1, trying: true })) c.at++
}

/** True before the word that makes the name a list's: "VIP list". */
function isList(c: Cursor, at: number): boolean {
  return at < c.end && LIST.has(c.tokens[at]?.text ?? '')
}
