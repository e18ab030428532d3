import { hasStale } from '../../../audience/customer/stale.js'
import { CELLS } from '../../../audience/rfm/cell.js'
import { findRefresh, listGroupSizes } from '../../../audience/rfm.js'
import { HOUR } from '../../../clock.js'
import type { Brought } from '../../../crm/bringing.js'
import type { ImportCounts } from '../../../crm/import/counts.js'
import { canUndo } from '../../../crm/import/undo.js'
import { findOrdersKnown } from '../../../reports/orders-known.js'
import { date, share } from '../../../text/format.js'
import { lines, type Piece } from '../../../text/rich.js'
import { key } from '../../card.js'
import type { Here } from '../../here.js'
import type { Shown } from '../../screen.js'
import { home } from '../home/addresses.js'
import { whoIsWhoRow } from '../keys/orders.js'
import { orders as known } from '../orders/addresses.js'
import { unlessSlow } from '../patience.js'
import { rfm } from '../rfm/addresses.js'
import { imports } from './addresses.js'
import { headOf } from './head.js'
import type { Orders } from './orders.js'
import { whoBrought } from './who.js'

/** So many groups stand on the card; the map has all. */
const GROUPS = 4
/** While the groups are worked out, the card is looked at again after so long, and no longer than an hour. */
const LOOK_MS = 5_000
const LATE_MS = HOUR

/** What came of a file of orders, and what follows from it once it is worked out. */
export async function ordersDone(here: Here, brought: Brought, counts: ImportCounts, orders: Orders): Promise<Shown> {
  const { importCards: t, orderFiles: words, admin } = here.t
  const { id, state, at, finishedAt, undoneAt } = brought.import
  if (state === 'undone')
    return {
      text: lines([headOf(here, brought), undoneAt === null ? t.undoing : words.undone(counts.kept)]),
      keyboard: [
        ...(counts.kept === 0 ? [] : [[key(t.keys.kept(counts.kept), imports.kept, { id })]]),
        [key(admin.back, imports.home, { page: 0 }), key(t.keys.menu, home.home, {})],
      ],
    }
  const seconds =
    finishedAt === null || counts.begunAt === null
      ? null
      : Math.max(1, Math.round((finishedAt - counts.begunAt) / 1_000))
  const sums = orders.totals.map(({ comes, currency }) => ({ minor: comes, currency })).filter(({ minor }) => minor > 0)
  const ready = findRefresh(here.db) !== null && !hasStale(here.db)
  return {
    text: lines([
      headOf(here, brought),
      words.imported(seconds),
      words.importedWhat(orders.new, orders.changed, sums),
      ...(ready ? await whatFollows(here) : [words.rfmSoon]),
      t.by(whoBrought(here, brought.import), date(finishedAt ?? at, here.zone(), here.language)),
    ]),
    keyboard: [
      [
        key(words.keys.rfmMap, rfm.home, {}),
        ...(here.may(known.ask) ? [key(words.keys.askPhones, known.ask, {})] : []),
      ],
      ...whoIsWhoRow(here),
      [
        ...(canUndo(brought.import, here.at) && here.role === 'owner' ? [key(t.keys.undo, imports.undo, { id })] : []),
        key(t.keys.menu, home.home, {}),
      ],
    ],
    ...(ready || here.at - (finishedAt ?? 0) > LATE_MS ? {} : { again: LOOK_MS }),
  }
}

/** The largest groups, and of how many people orders are known; nothing of it where counting takes too long. */
async function whatFollows(here: Here): Promise<Piece[]> {
  const { labels, orderCards, orderFiles: words } = here.t
  const cells: readonly string[] = CELLS
  const sizes = await unlessSlow(listGroupSizes(here.db), [])
  const groups = sizes
    .filter(({ group, customers }) => customers > 0 && cells.includes(group))
    .sort((a, b) => b.customers - a.customers)
    .slice(0, GROUPS)
    .map(({ group, customers }) => words.rfmGroup(labels.cells[group], customers))
  const found = await unlessSlow(findOrdersKnown(here.db, here.at), null)
  const of = found?.known.reduce((sum, { people }) => sum + people, 0) ?? 0
  return [
    ...(groups.length === 0 ? [] : [words.rfmReady(groups)]),
    ...(found === null ? [] : [orderCards.known(of, found.people, share(of, found.people, here.language))]),
  ]
}
