import type { Cell } from '../../src/reports/export/csv.js'
import type { Table } from '../../src/reports/export/table.js'

/** A row of an exported table, by its headers. */
export type ExportedRow = Readonly<Record<string, Cell>>

/** Reads what a table puts out. */
export async function rowsOf(table: Table): Promise<ExportedRow[]> {
  const rows: ExportedRow[] = []
  for await (const page of table.pages(() => undefined))
    for (const cells of page)
      rows.push(Object.fromEntries(table.headers.map((header, i) => [header, cells[i] ?? null])))
  return rows
}

const count = (rows: readonly ExportedRow[], ...tests: ((row: ExportedRow) => boolean)[]) =>
  rows.filter(row => tests.every(test => test(row))).length
const is = (header: string, value: Cell | undefined) => (row: ExportedRow) => row[header] === value
const not = (test: (row: ExportedRow) => boolean) => (row: ExportedRow) => !test(row)
const distinct = (rows: readonly ExportedRow[], ...headers: string[]) =>
  new Set(rows.map(row => JSON.stringify(headers.map(header => row[header])))).size
const number = (value: Cell | undefined) => Number(value ?? 0)

/** Counts of the values of a column, nothing left out. */
function tally(rows: readonly ExportedRow[], header: string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const row of rows) counts[String(row[header] ?? 'other')] = (counts[String(row[header] ?? 'other')] ?? 0) + 1
  return counts
}

/** Sums by currency, in hundredths, so that nothing is lost. */
function revenue(orders: readonly ExportedRow[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const { currency, amount } of orders)
    sums[String(currency)] = (sums[String(currency)] ?? 0) + Math.round(number(amount) * 100)
  return sums
}

/** What people did about a message, counted from the rows of messages that were delivered. */
function reactions(sent: readonly ExportedRow[], orders: readonly ExportedRow[]) {
  const counted = orders.filter(not(is('known_by', 'shared')))
  return {
    delivered: sent.length,
    seen: { certain: count(sent, is('seen', 'certain')), probably: count(sent, is('seen', 'probably')) },
    clicked: count(sent, not(is('clicks', 0))),
    replied: count(sent, is('replied', 'yes')),
    orders: counted.length,
    buyers: distinct(counted, 'message'),
    revenue: revenue(counted),
  }
}

/**
 * Counts a broadcast's report again from its exported rows alone: a row for each message, each opening, each order and each
 * side. Nothing of the product's counting is used.
 */
export function recompute(exported: {
  each: readonly ExportedRow[]
  clicks: readonly ExportedRow[]
  orders: readonly ExportedRow[]
  control: readonly ExportedRow[]
}) {
  const { each, clicks, orders, control } = exported
  const sent = each.filter(is('state', 'sent'))
  const human = clicks.filter(is('opened_by', 'human'))
  const counted = orders.filter(not(is('known_by', 'shared')))
  const versions = [...new Set(each.map(({ version }) => version))]
  const side = (name: string) => control.filter(row => row['side'] === name && row['orders_known'] === 'yes')
  const bought = (rows: readonly ExportedRow[]) => ({ n: count(rows, not(is('orders', 0))), of: rows.length })
  return {
    planned: each.length,
    states: tally(each, 'state'),
    notDelivered: tally(each.filter(is('state', 'failed')), 'reason'),
    leftOut: tally(each.filter(is('state', 'skipped')), 'reason'),
    takenBack: count(each, not(is('taken_back_at', null))),
    ...reactions(sent, orders),
    stopped: count(each, is('stopped', 'yes')),
    stoppedBecause: tally(
      each.filter(({ stopped_because: why }) => why !== null),
      'stopped_because',
    ),
    paused: count(each, is('paused', 'yes')),
    blocked: count(each, is('blocked', 'yes')),
    openings: tally(clicks, 'opened_by'),
    by: tally(counted, 'known_by'),
    shared: count(orders, is('known_by', 'shared')),
    hours: tally(counted, 'hour'),
    known: { known: count(sent, is('orders_known', 'yes')), people: sent.length },
    messages: versions.map(version => ({
      version,
      ...reactions(sent.filter(is('version', version)), orders.filter(is('version', version))),
    })),
    links: [...new Set([...human, ...counted].map(({ version, link }) => JSON.stringify([version, link])))].map(key => {
      const [version, link]: [Cell, Cell] = JSON.parse(key)
      const own = (rows: readonly ExportedRow[]) => rows.filter(is('version', version)).filter(is('link', link))
      return {
        ...{ version, link, people: distinct(own(human), 'message'), openings: own(human).length },
        orders: own(counted).length,
      }
    }),
    sides: { treated: bought(side('assigned')), held: bought(side('control')) },
  }
}
