import { DateTime } from 'luxon'
import type { Db } from '../../../db/open.js'
import {
  type CalendarWeek,
  findGrowth,
  findPaid,
  findSent,
  type Growth,
  type Paid,
  type Sent,
  weekAt,
  weekOf,
} from '../../../reports/results/week.js'
import type { Criterion } from '../../../segments/criterion.js'
import { countPeople } from '../../../segments/people/audience.js'
import { count, date, portion, share, shorten } from '../../../text/format.js'
import { lines, type Piece } from '../../../text/rich.js'
import { key } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, screen } from '../../screen.js'
import { findSummary, saveSummary } from '../../settings/summary.js'
import { peopleList } from '../cards/people-list.js'
import { unlessSlow } from '../patience.js'
import { results } from '../results/addresses.js'
import { toGroup } from '../settings/addresses.js'
import { sumWords } from '../words/money.js'
import { shownName } from '../words/name.js'
import { summary } from './addresses.js'

const NAME = 40
const MOST_PAID = 3
/** Fewer messages say nothing about how many of a thousand block. */
const FEWEST_MESSAGES = 100

/** What a week came to, and whether it comes by itself. */
export const weekPlaces: Entry[] = [
  screen(
    summary.week,
    async (here, { week: wanted }) => {
      const { admin, summaryCards: t } = here.t
      const last = lastWeek(here)
      const week = readWeek(here, wanted)
      const on = findSummary(here.db, here.me)?.on !== false
      const figures = await read(here, week, week.number === last)
      const ways = { before: { week: week.number - 1 }, next: { week: week.number + 1 } }
      return {
        text: lines([t.title(spanOf(here, week)), '', ...linesOf(here, figures), '', on ? t.comes : t.doesNot]),
        keyboard: [
          [
            key(t.keys.before, summary.week, ways.before),
            ...(week.number < last ? [key(t.keys.next, summary.week, ways.next)] : []),
          ],
          ...((figures.leftOut?.people ?? 0) > 0
            ? [[key(t.keys.leftOut(figures.leftOut?.people ?? 0), summary.leftOut, { week: week.number, page: 0 })]]
            : []),
          [
            key(here.t.resultCards.door, results.home, { quarter: 0 }),
            on ? key(t.keys.off, summary.switch, { on: 0 }) : key(t.keys.on, summary.switch, { on: 1 }),
          ],
          [toGroup(admin.back, 'mine')],
        ],
      }
    },
    { costly: true },
  ),

  deed(summary.switch, ({ db, me, at, zone, t }, { on }) => {
    // The week that is over when somebody wants it again is before them.
    const told = findSummary(db, me)?.told ?? 0
    saveSummary(db, me, { on: on === 1, told: Math.max(told, weekAt(at, zone()).number - 1) })
    return go(summary.week, { week: 0 }, on === 1 ? t.summaryCards.switchedOn : t.summaryCards.switchedOff)
  }),

  ...peopleList({ list: summary.leftOut, file: summary.leftOutFile }, (here, { week: number }) => {
    const week = readWeek(here, number)
    const { summaryCards: t } = here.t
    return {
      name: t.leftOutOf(spanOf(here, week)),
      criterion: byTheCap(week, here.zone()),
      rows: [[key(here.t.admin.back, summary.week, { week: week.number })]],
    }
  }),
]

/** The last week that is over, by its number. */
function lastWeek({ at, zone }: Pick<Here, 'at' | 'zone'>): number {
  return weekAt(at, zone()).number - 1
}

/** The week that an address means: one that is not over is the last that is. */
function readWeek(here: Pick<Here, 'at' | 'zone'>, number: number): CalendarWeek {
  const last = lastWeek(here)
  return weekOf(number > 0 && number < last ? number : last, here.zone())
}

/** Whether there is anything to tell of a week. @throws AppError `query_timeout` after 5 s */
export async function hasHappened(db: Db, number: number, zone: string): Promise<boolean> {
  const week = weekOf(number, zone)
  const [growth, sent, paid] = await Promise.all([findGrowth(db, week), findSent(db, week), findPaid(db, week)])
  return Object.values(growth).some(n => n > 0) || sent.delivered > 0 || paid.length > 0
}

type Figures = {
  growth: Growth | null
  before: Growth | null
  sent: Sent | null
  paid: Paid[] | null
  asleep: { people: number; before: number; of: number } | null
  /** Who of those left out by the cap got nothing at all, as well. */
  leftOut: { people: number; silenced: number } | null
}

const ASLEEP: Criterion = { leaf: 'engagement', groups: ['asleep', 'long_asleep'] }

async function read(here: Here, week: CalendarWeek, isLast: boolean): Promise<Figures> {
  const { db } = here
  const zone = here.zone()
  const people = (criterion: Criterion, at: number) => countPeople(db, criterion, { at, zone })
  const capped = byTheCap(week, zone)
  const [growth, before, sent, paid, asleep, leftOut] = await Promise.all([
    unlessSlow<Growth | null>(findGrowth(db, week), null),
    unlessSlow<Growth | null>(findGrowth(db, weekOf(week.number - 1, zone)), null),
    unlessSlow<Sent | null>(findSent(db, week), null),
    unlessSlow<Paid[] | null>(findPaid(db, week), null),
    isLast ? unlessSlow<Figures['asleep']>(sleepers(people, week), null) : null,
    unlessSlow<Figures['leftOut']>(
      Promise.all([
        people(capped, week.before - 1),
        people(
          { all: [capped, { leaf: 'received', count: 'none', window: daysOf(week, zone), offer: null }] },
          week.before - 1,
        ),
      ]).then(([all, silenced]) => ({ people: all.people, silenced: silenced.people })),
      null,
    ),
  ])
  return { growth, before, sent, paid, asleep, leftOut }
}

async function sleepers(
  people: (criterion: Criterion, at: number) => Promise<{ reachable: number }>,
  week: CalendarWeek,
): Promise<NonNullable<Figures['asleep']>> {
  const [now, before, all] = await Promise.all([
    people(ASLEEP, week.before - 1),
    people(ASLEEP, week.from - 1),
    people({ leaf: 'everyone' }, week.before - 1),
  ])
  return { people: now.reachable, before: before.reachable, of: all.reachable }
}

/** Those to whom a message of that week did not go because they had had enough. */
function byTheCap(week: CalendarWeek, zone: string): Criterion {
  return { leaf: 'missed', count: { atLeast: 1 }, window: daysOf(week, zone), why: ['skipped_cap'] }
}

function daysOf({ from }: CalendarWeek, zone: string): { from: string; to: string } {
  const monday = DateTime.fromMillis(from, { zone })
  return { from: monday.toFormat('yyyy-MM-dd'), to: monday.plus({ days: 6 }).toFormat('yyyy-MM-dd') }
}

function spanOf(here: Here, { from, before }: CalendarWeek): string {
  const day = (at: number) => date(at, here.zone(), here.language)
  return `${day(from)} – ${day(before - 1)}`
}

function linesOf(here: Here, { growth, before, sent, paid, asleep, leftOut }: Figures): Piece[] {
  const { language, t } = here
  const { summaryCards: words } = t
  const known: (Piece | null)[] = [
    growth === null ? null : words.growth(growth),
    before === null || growth === null ? null : words.weekBefore(before),
    sent === null
      ? null
      : sent.delivered < FEWEST_MESSAGES
        ? words.sent(sent.delivered)
        : words.sentBlocked(sent.delivered, portion(sent.blocked, sent.delivered, language, 1_000)),
    asleep === null || asleep.of === 0
      ? null
      : words.asleep(asleep.people, share(asleep.people, asleep.of, language), asleep.people - asleep.before),
    leftOut === null
      ? null
      : leftOut.people === 0
        ? words.nobodyLeftOut
        : words.leftOut(leftOut.people, leftOut.silenced),
    ...(paid === null ? [] : paidLines(here, paid)),
  ]
  const shown = known.filter(line => line !== null)
  return known.length > shown.length && [growth, sent, leftOut, paid].includes(null) ? [...shown, words.notAll] : shown
}

function paidLines(here: Here, paid: readonly Paid[]): Piece[] {
  const { summaryCards: t } = here.t
  const ordersKnown = here.db.sql('select 1 from orders limit 1').get() !== undefined
  if (!ordersKnown) return [t.noOrders]
  if (paid.length === 0) return [t.nothingPaid]
  return [
    t.paid,
    ...paid
      .slice(0, MOST_PAID)
      .map(({ name, campaign, orders, sums }) =>
        t.paidBy(shownName(shorten(name, NAME)), campaign, orders, sumWords(here, sums)),
      ),
    ...(paid.length > MOST_PAID ? [t.others(count(paid.length - MOST_PAID, here.language))] : []),
  ]
}
