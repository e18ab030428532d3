import { isAppError } from '../../../errors.js'
import { findOverall, overallLines } from '../../../reports/overall.js'
import { addSums, findAllOrders, findResults, ordersIn, type ResultRow, standingOut } from '../../../reports/results.js'
import { count, portion, share, shorten } from '../../../text/format.js'
import { lines, type Piece } from '../../../text/rich.js'
import { type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { type Shown as Card, type Entry, gone, screen, way } from '../../screen.js'
import { fileKey } from '../cards/file.js'
import { control } from '../control/addresses.js'
import { home } from '../home/addresses.js'
import { bringOrdersRow } from '../keys/orders.js'
import { offers } from '../offers/addresses.js'
import { pageRow, pageWithin } from '../page.js'
import { unlessSlow } from '../patience.js'
import { sources } from '../sources/addresses.js'
import { sumWords } from '../words/money.js'
import { shownName } from '../words/name.js'
import { results } from './addresses.js'
import { listQuarters, readQuarter, type Shown } from './stretch.js'

const NAME = 40
const SIZE = 6
const MOST_BARS = 10

/** A quarter at a glance, and the ways into it. */
export const homePlaces: Entry[] = [
  screen(
    results.home,
    async (here, { quarter: number }) => {
      const quarter = readQuarter(here, number)
      try {
        return await glance(here, quarter)
      } catch (error) {
        if (!isAppError(error, 'query_timeout')) throw error
        const { resultCards: t } = here.t
        return { text: lines([t.title(quarter.name, quarter.now), t.tooLong]), keyboard: waysOf(here, quarter) }
      }
    },
    { costly: true },
  ),

  screen(
    results.picture,
    async (here, { quarter: number }) => {
      const { resultCards: t, moneyCards } = here.t
      const quarter = readQuarter(here, number)
      const rows = (await findResults(here.db, quarter))
        .sort((a, b) => ordersIn(b.orders) - ordersIn(a.orders) || b.delivered - a.delivered)
        .slice(0, MOST_BARS)
        .map(row => ({
          name: row.name,
          value: ordersIn(row.orders),
          figure: count(ordersIn(row.orders), here.language),
        }))
      if (rows.every(({ value }) => value === 0))
        return {
          text: lines([t.title(quarter.name, quarter.now), rows.length === 0 ? t.nothing : moneyCards.drawn.noneAfter]),
          keyboard: [
            [
              fileKey(here, results.file, { quarter: number }),
              key(here.t.admin.back, results.home, { quarter: number }),
            ],
          ],
        }
      return {
        text: lines([
          t.title(quarter.name, quarter.now),
          t.drawn,
          ...rows.map(({ name, figure }) => `${shownName(shorten(name, NAME))}: ${figure}`),
        ]),
        picture: {
          ...{ kind: 'bars', language: here.language, title: t.drawnTitle(quarter.name), note: t.drawn },
          rows,
        },
        keyboard: [
          [fileKey(here, results.file, { quarter: number }), key(moneyCards.closePicture, results.closePicture, {})],
        ],
      }
    },
    { picture: true, costly: true },
  ),
  way(results.closePicture, () => gone),

  screen(results.quarters, (here, { page: wanted }) => {
    const { resultCards: t } = here.t
    const all = listQuarters(here)
    const page = pageWithin(wanted, { size: SIZE, total: all.length })
    return {
      text: lines([t.whichQuarter]),
      keyboard: [
        ...all
          .slice(page * SIZE, (page + 1) * SIZE)
          .map(({ number, name, now }) => [
            key(now ? t.nowKey(name) : name, results.home, { quarter: now ? 0 : number }),
          ]),
        ...pageRow(results.quarters, { page, size: SIZE, total: all.length }),
        [key(here.t.admin.back, results.home, { quarter: 0 }), fileKey(here, results.file, { quarter: 0 })],
      ],
    }
  }),
]

async function glance(here: Here, quarter: Shown): Promise<Card> {
  const { resultCards: t } = here.t
  const [rows, all, overall] = await Promise.all([
    findResults(here.db, quarter),
    findAllOrders(here.db, quarter),
    unlessSlow(findOverall(here.db, quarter, here.at), null),
  ])
  const title = t.title(quarter.name, quarter.now)
  const ordersKnown = here.db.sql('select 1 from orders limit 1').get() !== undefined
  if (rows.length === 0)
    return {
      text: lines([title, '', quarter.now ? t.nothingYet : t.nothing]),
      keyboard: [
        ...(quarter.now && here.may(offers.another) ? [[key(here.t.admin.newOffer, offers.another, {})]] : []),
        ...waysOf(here, quarter),
      ],
    }
  return {
    text: lines([
      title,
      '',
      ...sentLines(here, rows),
      ...(ordersKnown ? afterLines(here, rows, ordersIn(all)) : [t.noOrders]),
      ...(overall === null ? [] : overallLines(overall, { language: here.language, zone: here.zone() })),
      ...outLines(here, rows),
    ]),
    keyboard: [...(ordersKnown ? [] : bringOrdersRow(here)), ...waysOf(here, quarter)],
  }
}

function sentLines({ language, t: { resultCards: t } }: Here, rows: readonly ResultRow[]): Piece[] {
  const of = (figure: 'delivered' | 'stopped' | 'blocked') => rows.reduce((sum, row) => sum + row[figure], 0)
  const delivered = of('delivered')
  return [
    t.sent(rows.length, delivered),
    ...(delivered === 0
      ? []
      : [
          t.left(
            portion(of('stopped'), delivered, language, 10_000),
            portion(of('blocked'), delivered, language, 1_000),
          ),
        ]),
  ]
}

function afterLines(here: Here, rows: readonly ResultRow[], all: number): Piece[] {
  const { resultCards: t } = here.t
  const sums = addSums(rows.map(({ orders }) => orders))
  const orders = ordersIn(sums)
  if (orders === 0) return [t.noneAfter]
  return [t.after(orders, sumWords(here, sums), orders > all ? null : share(orders, all, here.language))]
}

function outLines({ language, t: { resultCards: t } }: Here, rows: readonly ResultRow[]): Piece[] {
  const { best, worst } = standingOut(rows)
  const name = (row: ResultRow) => shownName(shorten(row.name, NAME))
  return [
    ...(best === null ? [] : [t.best(name(best), ordersIn(best.orders), best.stopped)]),
    ...(worst === null ? [] : [t.worst(name(worst), worst.stopped, count(worst.delivered, language))]),
  ]
}

/** The ways from a quarter, and to the quarters beside it. */
function waysOf(here: Here, { number, now }: Shown): Key[][] {
  const { resultCards: t, controlCards, sourceCards, settingsCards } = here.t
  const quarter = now ? 0 : number
  const all = listQuarters(here)
  const place = all.findIndex(one => one.number === number)
  const beside = [all[place + 1], all[place - 1]].flatMap((one, i) =>
    one === undefined
      ? []
      : [key(i === 0 ? t.before(one.name) : t.next(one.name), results.home, { quarter: one.now ? 0 : one.number })],
  )
  return [
    ...pairs([
      key(t.keys.broadcasts, results.broadcasts, { quarter, page: 0 }),
      key(t.keys.segments, results.segments, { quarter, page: 0 }),
      key(sourceCards.door, sources.list, { page: 0 }),
      key(t.keys.quarters, results.quarters, { page: 0 }),
      key(t.keys.replies, results.replies, { quarter, page: 0 }),
      key(here.t.moneyCards.picture, results.picture, { quarter }),
      key(t.keys.tables, results.tables, { quarter }),
    ]),
    ...beside.map(one => [one]),
    ...(here.may(control.home) ? [[key(controlCards.door, control.home, {})]] : []),
    [fileKey(here, results.file, { quarter }), key(settingsCards.keys.menu, home.home, {})],
  ]
}
