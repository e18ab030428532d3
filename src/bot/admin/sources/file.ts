import { DateTime } from 'luxon'
import { listAliases, listSources, type Source } from '../../../audience/source.js'
import type { Cell } from '../../../reports/export/csv.js'
import { smallTable } from '../../../reports/export/table.js'
import { sourceFunnel } from '../../../reports/source.js'
import { amountOf } from '../../../text/currency.js'
import type { Here } from '../../here.js'
import type { Entry } from '../../screen.js'
import { tablesWay } from '../cards/file.js'
import { sources } from './addresses.js'
import { countedAddress } from './figures.js'

/** All sources with everything that is known of them, as a table for a spreadsheet. */
export const filePlaces: Entry[] = [
  tablesWay(sources.file, here => {
    const { file, fileColumns: t } = here.t.sourceCards
    const headers = [
      ...[t.name, t.channel, t.since, t.cost, t.currency, t.visits, t.robots, t.started],
      ...[t.weekOf, t.week, t.monthOf, t.month, t.clicked, t.known, t.bought, t.orders, t.revenue, t.revenueCurrency],
      ...[t.buyerCost, t.address, t.names],
    ]
    return [
      smallTable(file, headers, async () => {
        const rows: Cell[][] = []
        for (const source of listSources(here.db)) rows.push(await rowOf(source, here))
        return rows
      }),
    ]
  }),
]

async function rowOf(source: Source, here: Here): Promise<Cell[]> {
  const { visits, robots, started, week, month, clicked, purse } = await sourceFunnel(here.db, source.id, here.at)
  const { cost } = source
  const [most] = purse.revenue
  const buyer = cost === null || purse.bought === 0 ? null : Math.round(cost.amount / purse.bought)
  return [
    ...[source.name, source.channel, DateTime.fromMillis(source.createdAt, { zone: here.zone() }).toISODate()],
    ...[cost === null ? null : amountOf(cost.amount, cost.currency), cost?.currency ?? null, visits, robots, started],
    ...[week.of, week.stay, month.of, month.stay, clicked, purse.known, purse.bought],
    ...(most === undefined ? [0, null, null] : [most.orders, amountOf(most.sum, most.currency), most.currency]),
    ...[cost === null || buyer === null ? null : amountOf(buyer, cost.currency), countedAddress(here, source)],
    listAliases(here.db, source.id).join(' '),
  ]
}
