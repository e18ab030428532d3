import { DateTime } from 'luxon'
import { rfmMovement } from '../../../audience/rfm/movement.js'
import { smallTable } from '../../../reports/export/table.js'
import { date } from '../../../text/format.js'
import { lines, rich } from '../../../text/rich.js'
import { key } from '../../card.js'
import type { Here } from '../../here.js'
import { type Entry, screen } from '../../screen.js'
import { fileKey, tablesWay } from '../cards/file.js'
import { ordersKnownLines } from '../words/orders-known.js'
import { rfm } from './addresses.js'
import { termsNow } from './terms.js'

const MOVES = 20

/** Who went from which group to which in a month. */
export const movementPlaces: Entry[] = [
  screen(
    rfm.movement,
    async here => {
      const { admin, labels, rfmCards: t } = here.t
      const zone = here.zone()
      const from = monthAgo(here)
      const all = await rfmMovement(here.db, termsNow(here), from, here.at)
      const moved = all.filter(move => move.from !== move.to).sort((a, b) => b.customers - a.customers)
      const sum = (moves: typeof all) => moves.reduce((total, { customers }) => total + customers, 0)
      const rarer = sum(moved.slice(MOVES))
      return {
        text: lines([
          t.movement(date(from, zone, here.language), date(here.at, zone, here.language)),
          '',
          ...moved
            .slice(0, MOVES)
            .map(({ from, to, customers }) => t.move(labels.cells[from], labels.cells[to], customers)),
          moved.length === 0 ? t.nobodyMoved : null,
          rarer === 0 ? null : t.more(rarer),
          t.stayed(sum(all.filter(move => move.from === move.to && move.from !== 'not_linked'))),
          ...(await ordersKnownLines(here)),
          '',
          rich`${t.movementHelp}`,
        ]),
        keyboard: [[fileKey(here, rfm.movementFile, {}), key(admin.back, rfm.home, {})]],
      }
    },
    { costly: true },
  ),

  tablesWay(rfm.movementFile, async here => {
    const { labels, exportCards } = here.t
    const { from, to, customers } = exportCards.columns
    const moves = await rfmMovement(here.db, termsNow(here), monthAgo(here), here.at)
    const rows = moves.map(move => [labels.cells[move.from], labels.cells[move.to], move.customers])
    return [smallTable(exportCards.names.moves, [from, to, customers], () => rows)]
  }),
]

function monthAgo({ at, zone }: Here): number {
  return DateTime.fromMillis(at, { zone: zone() }).minus({ months: 1 }).toMillis()
}
