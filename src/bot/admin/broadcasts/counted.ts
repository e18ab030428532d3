import type { Db } from '../../../db/open.js'
import { getBroadcast } from '../../../delivery/broadcast.js'
import { getVariant } from '../../../offers/variant.js'
import { findReport, type MessageReport, type ReasonCount, type Report } from '../../../reports/metrics.js'
import { type Criterion, type Leaf, parseCriterion } from '../../../segments/criterion.js'
import { shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { type Key, key } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, say, screen } from '../../screen.js'
import { fileKey } from '../cards/file.js'
import { peopleList } from '../cards/people-list.js'
import { beginFor } from '../drafts/begin.js'
import { saveReady } from '../named-segment.js'
import { pageRow } from '../page.js'
import { shownName } from '../words/name.js'
import { broadcasts } from './addresses.js'
import { pageOf } from './pages.js'

const SIZE = 8
const NAME = 30

type Fate = Extract<Leaf, { leaf: 'delivery' }>['is'][number]

/** People whom a report counts together: those to whom a message came to this, or who are known to have seen or clicked it. */
export type Counted = Fate | 'seen' | 'probably' | 'clicked'

/** In the order of a report. A button carries the place in this list: new ones stand at its end. */
const ALL: readonly Counted[] = [
  ...(['delivered', 'seen', 'probably', 'clicked', 'replied'] as const),
  ...(['stopped', 'stopped_too_many', 'stopped_not_for_me', 'stopped_bought', 'stopped_other'] as const),
  ...(['stopped_silent', 'paused', 'blocked', 'no_answer', 'waiting', 'not_sent', 'taken_back'] as const),
  ...(['failed', 'failed_blocked', 'failed_deactivated', 'failed_unknown_chat', 'failed_content'] as const),
  ...(['failed_limited', 'failed_other', 'skipped', 'skipped_left_out', 'skipped_unsubscribed'] as const),
  ...(['skipped_paused', 'skipped_blocked', 'skipped_deactivated', 'skipped_cap', 'skipped_less_often'] as const),
  ...([
    'skipped_too_late',
    'skipped_asked',
    'skipped_other',
    'skipped_control',
    'held_out',
    'skipped_no_code',
    'failed_no_voice',
    'skipped_topic',
    'skipped_quiet',
  ] as const),
]

/** Those to whom an offer can be sent: of the others nobody would get it, or it would spoil what they are compared for. */
const WRITABLE: ReadonlySet<Counted> = new Set<Counted>([
  ...(['delivered', 'seen', 'probably', 'clicked', 'replied', 'no_answer', 'not_sent', 'taken_back'] as const),
  ...([
    'failed_content',
    'failed_limited',
    'failed_other',
    'skipped_left_out',
    'skipped_cap',
    'skipped_less_often',
    'skipped_quiet',
  ] as const),
  ...(['skipped_too_late', 'skipped_no_code', 'skipped_asked', 'skipped_other'] as const),
])

/** Who the people are whom a report counts, each number a way to its people. `message` 0 is all messages. */
export const countedPlaces: Entry[] = [
  screen(
    broadcasts.counted,
    async (here, { id, message, page }) => {
      const { repairCards, admin } = here.t
      const report = await findReport(here.db, id)
      const shown = pageOf(countsOf(here.db, report, message), page, SIZE)
      const back = message === 0 ? broadcasts.more.data({ id }) : broadcasts.messages.data({ id, page: 0 })
      const name = shownName(report.name)
      return {
        text: lines([
          repairCards.whoAreThey(name),
          message === 0 ? null : repairCards.messageNumber(message),
          shown.total === 0 ? repairCards.nobodyCounted : null,
        ]),
        keyboard: [
          ...shown.items.map(({ counted, people }) => [
            key(repairCards.countedKey(repairCards.counted[counted], people), broadcasts.countedPeople, {
              ...{ id, message, group: ALL.indexOf(counted), page: 0 },
            }),
          ]),
          ...pagesOf(id, message, shown),
          [
            ...(shown.total === 0 ? [] : [fileKey(here, broadcasts.reportFile, { id })]),
            { label: admin.back, data: back },
          ],
        ],
      }
    },
    { costly: true },
  ),

  ...peopleList({ list: broadcasts.countedPeople, file: broadcasts.countedFile }, (here, { id, message, group }) => {
    const counted = ALL[group]
    if (counted === undefined) return go(broadcasts.counted, { id, message, page: 0 })
    const { segmentCards, admin } = here.t
    const writes = WRITABLE.has(counted)
    return {
      name: nameOf(here, id, message, counted),
      criterion: criterionOf(getBroadcast(here.db, id).offerId, message, counted),
      rows: [
        ...(writes ? [[key(segmentCards.write, broadcasts.writeToCounted, { id, message, group })]] : []),
        [key(admin.back, broadcasts.counted, { id, message, page: 0 })],
      ],
    }
  }),

  deed(broadcasts.writeToCounted, (doing, { id, message, group }) => {
    const counted = ALL[group]
    if (counted === undefined || !WRITABLE.has(counted)) return say(doing.t.admin.oldButton)
    const criterion = parseCriterion(criterionOf(getBroadcast(doing.db, id).offerId, message, counted))
    const name = nameOf(doing, id, message, counted)
    return beginFor(doing, saveReady(doing.db, { name, criterion }, doing.me, doing.at))
  }),
]

/** The way to the people of one group. */
export function countedKey(label: string, id: number, counted: Counted): Key {
  return key(label, broadcasts.countedPeople, { id, message: 0, group: ALL.indexOf(counted), page: 0 })
}

/**
 * The places of a report's messages in the order of its offer, from 1, by their versions; none where several share a place,
 * as the questions of a survey do.
 */
export function placesOf(db: Db, { messages }: Report): Map<number, number> {
  const places = new Map(messages.map(({ variantId }) => [variantId, getVariant(db, variantId).position + 1]))
  return new Set(places.values()).size === places.size ? places : new Map()
}

/** The people whom they are, as a report counts them. */
function criterionOf(offer: number, message: number, counted: Counted): Criterion {
  const once = { count: { atLeast: 1 }, window: null, offer } as const
  const of = (is: Fate): Criterion => ({ leaf: 'delivery', offer, is: [is], ...(message === 0 ? {} : { message }) })
  const certain: Criterion = { ...once, leaf: 'seen', grade: 'certain' }
  switch (counted) {
    case 'seen':
      return { all: [of('delivered'), certain] }
    case 'probably':
      return { all: [of('delivered'), { ...once, leaf: 'seen', grade: 'any' }, { not: certain }] }
    case 'clicked':
      return { all: [of('delivered'), { ...once, leaf: 'clicked', link: null }] }
    default:
      return of(counted)
  }
}

type Count = { counted: Counted; people: number }

/** The groups that anybody is in. */
function countsOf(db: Db, report: Report, message: number): Count[] {
  const of = new Map<Counted, number>()
  const add = (counted: Counted, people: number) => of.set(counted, (of.get(counted) ?? 0) + people)
  if (message === 0) addDeliveries(report, add)
  const places = placesOf(db, report)
  const one = message === 0 ? report : report.messages.find(({ variantId }) => places.get(variantId) === message)
  if (one !== undefined) addReactions(one, add)
  return ALL.flatMap(counted => {
    const people = of.get(counted) ?? 0
    return people === 0 ? [] : [{ counted, people }]
  })
}

type Add = (counted: Counted, people: number) => void

function addReactions(
  { delivered, seen, clicked, replied, stopped, paused, blocked }: Report | MessageReport,
  add: Add,
): void {
  add('delivered', delivered)
  add('seen', seen.certain)
  add('probably', seen.probably)
  add('clicked', clicked)
  add('replied', replied)
  add('stopped', stopped)
  add('paused', paused)
  add('blocked', blocked)
}

function addDeliveries(report: Report, add: Add): void {
  const { noAnswer, waiting, notSent, takenBack, notDelivered, leftOut, heldOut, stopped, stoppedBecause } = report
  add('no_answer', noAnswer)
  add('waiting', waiting)
  add('not_sent', notSent)
  add('taken_back', takenBack)
  add('held_out', heldOut)
  addReasons('failed', notDelivered, add)
  addReasons('skipped', leftOut, add)
  for (const { reason, people } of stoppedBecause) add(`stopped_${reason}`, people)
  const said = stoppedBecause.reduce((sum, { people }) => sum + people, 0)
  if (said > 0) add('stopped_silent', stopped - said)
}

function addReasons(family: 'failed' | 'skipped', reasons: readonly ReasonCount[], add: Add): void {
  for (const { reason, people } of reasons) {
    add(family, people)
    add(ALL.find(counted => counted === `${family}_${reason}`) ?? `${family}_other`, people)
  }
}

function nameOf({ db, t: { repairCards } }: Here, id: number, message: number, counted: Counted): string {
  return repairCards.countedOf(repairCards.counted[counted], shorten(getBroadcast(db, id).offerName, NAME), message)
}

function pagesOf(id: number, message: number, shown: { page: number; size: number; total: number }): Key[][] {
  return pageRow(page => broadcasts.counted.data({ id, message, page }), shown)
}
