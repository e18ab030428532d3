import {
  findResults,
  findSegmentResults,
  ordersIn,
  type ResultRow,
  type SegmentResult,
} from '../../../reports/results.js'
import { honestShare } from '../../../reports/share.js'
import { date, shorten } from '../../../text/format.js'
import { lines, type Piece, type Rich } from '../../../text/rich.js'
import type { Address, Values } from '../../address.js'
import { ALONE, type Key, key } from '../../card.js'
import type { Here } from '../../here.js'
import { type Shown as Card, type Entry, screen } from '../../screen.js'
import { broadcasts } from '../broadcasts/addresses.js'
import { fileKey } from '../cards/file.js'
import { pageRow, pageWithin } from '../page.js'
import { unlessSlow } from '../patience.js'
import { sumWords } from '../words/money.js'
import { nameList, shownName } from '../words/name.js'
import { results } from './addresses.js'
import { readQuarter, type Shown } from './stretch.js'

const SIZE = 6
const NAME = 50

/** The broadcasts of a quarter, its segments, and what people replied to: each a list with pages. */
export const listPlaces: Entry[] = [
  screen(
    results.broadcasts,
    async (here, values) => {
      const { resultCards: t } = here.t
      const quarter = readQuarter(here, values.quarter)
      const rows = await unlessSlow(findResults(here.db, quarter), null)
      return listCard(here, results.broadcasts, values, quarter, t.keys.broadcasts, rows, {
        line: (row, number) => t.row(number, nameOf(row), broadcastFacts(here, row)),
        opens: row => broadcasts.report.data({ id: row.id }),
        label: row => row.name,
      })
    },
    { costly: true },
  ),
  screen(
    results.segments,
    async (here, values) => {
      const { resultCards: t } = here.t
      const quarter = readQuarter(here, values.quarter)
      const rows = await unlessSlow(findSegmentResults(here.db, quarter), null)
      return listCard(here, results.segments, values, quarter, t.keys.segments, rows, {
        line: (row, number) => t.row(number, segmentName(here, row), segmentFacts(here, row)),
        opens: null,
        label: () => '',
      })
    },
    { costly: true },
  ),
  screen(
    results.replies,
    async (here, values) => {
      const { resultCards: t } = here.t
      const quarter = readQuarter(here, values.quarter)
      const rows = await unlessSlow(findResults(here.db, quarter), null)
      const replied = rows?.filter(row => row.replied > 0).sort((a, b) => b.replied - a.replied) ?? null
      return listCard(here, results.replies, values, quarter, t.keys.replies, replied, {
        line: (row, number) =>
          t.row(number, nameOf(row), [
            t.replied(row.replied, honestShare(row.replied, row.delivered, here.language)),
            date(row.startedAt, here.zone(), here.language),
          ]),
        opens: row => broadcasts.counted.data({ id: row.id, message: 0, page: 0 }),
        label: row => row.name,
      })
    },
    { costly: true },
  ),
]

type Listed<Row> = {
  line(row: Row, number: number): Rich
  /** Where the button of a row leads; null: rows have none. */
  opens: ((row: Row) => string) | null
  label(row: Row): string
}

function listCard<Row>(
  here: Here,
  to: Address<'quarter' | 'page'>,
  { quarter: wanted, page: wantedPage }: Values<'quarter' | 'page'>,
  quarter: Shown,
  what: string,
  rows: readonly Row[] | null,
  { line, opens, label }: Listed<Row>,
): Card {
  const { admin, resultCards: t } = here.t
  const total = rows?.length ?? 0
  const page = pageWithin(wantedPage, { size: SIZE, total })
  const shown = (rows ?? []).slice(page * SIZE, (page + 1) * SIZE)
  const number = (i: number) => page * SIZE + i + 1
  const keys: Key[][] =
    opens === null
      ? []
      : shown.map((row, i) => [{ label: shorten(`${number(i)}. ${label(row)}`, ALONE), data: opens(row) }])
  const said: Piece[] = rows === null ? [t.tooLong] : total === 0 ? [t.nothing] : []
  return {
    text: lines([
      t.listTitle(what, quarter.name, total),
      ...said.flatMap(one => ['', one]),
      ...shown.flatMap((row, i): Piece[] => ['', line(row, number(i))]),
    ]),
    keyboard: [
      ...keys,
      ...pageRow(page => to.data({ quarter: wanted, page }), { page, size: SIZE, total }),
      [fileKey(here, results.file, { quarter: wanted }), key(admin.back, results.home, { quarter: wanted })],
    ],
  }
}

function nameOf({ name }: ResultRow): string {
  return shownName(shorten(name, NAME))
}

function segmentName({ t, language }: Here, { names }: SegmentResult): string {
  const { everyone, everyoneElse } = t.admin
  return nameList(
    names.map(name => name ?? (names.length === 1 ? everyone : everyoneElse)),
    language,
  )
}

function broadcastFacts(here: Here, row: ResultRow): string[] {
  const { resultCards: t } = here.t
  return [
    date(row.startedAt, here.zone(), here.language),
    t.delivered(row.delivered),
    ...orderFacts(here, row),
    t.stopped(row.stopped),
    ...(row.replied === 0 ? [] : [t.repliedFew(row.replied)]),
  ]
}

function segmentFacts(here: Here, row: SegmentResult): string[] {
  const { resultCards: t } = here.t
  return [
    t.broadcasts(row.broadcasts),
    t.delivered(row.delivered),
    t.clicked(honestShare(row.clicked, row.delivered, here.language)),
    ...orderFacts(here, row),
    t.stopped(row.stopped),
  ]
}

function orderFacts(here: Here, { orders, bought }: Pick<ResultRow, 'orders' | 'bought'>): string[] {
  const { resultCards: t } = here.t
  const all = ordersIn(orders)
  return all === 0 ? [] : [t.orders(all, bought, sumWords(here, orders))]
}
