import type { Db } from '../../db/open.js'
import { findHours } from '../came-after/hours.js'
import { cameAfter } from '../came-after.js'
import type { Report } from '../metrics.js'
import type { Readership } from './audience.js'
import type { Cell } from './csv.js'
import { approvedOf, clicksTable, eachTable, ordersTable, votesTable } from './report/each.js'
import { figureRows, LINK_HEADERS, linkRows, MESSAGE_HEADERS, messageRows } from './report/figures.js'
import { addressedTable, controlTable } from './report/people.js'
import { smallTable, type Table } from './table.js'

/** What the tables of a report are called, before the name of the broadcast. */
export type ReportNames = Record<
  'report' | 'messages' | 'links' | 'hours' | 'each' | 'clicks' | 'votes' | 'orders' | 'control' | 'people',
  string
>

/**
 * A broadcast in tables of its own, from which every figure of its report can be counted again: all figures, those by message,
 * by link and by hour, a row for each message with what came of it, each opening, each answer to its polls, each order after it, each side of its
 * comparison, and its people as a list.
 * @param at when it is made, ms UTC
 */
export function reportTables(db: Db, report: Report, readers: Readership, names: ReportNames, at: number): Table[] {
  const { broadcastId: id, name } = report
  const called = (kind: keyof ReportNames) => `${names[kind]} ${name}`
  const approved = approvedOf(db, id)
  return [
    smallTable(called('report'), ['figure', 'value', 'currency'], async () => figureRows(db, report, at)),
    smallTable(called('messages'), MESSAGE_HEADERS, async () => messageRows(report, await cameAfter(db, id))),
    smallTable(called('links'), LINK_HEADERS, async () => linkRows(report, await cameAfter(db, id))),
    smallTable(called('hours'), ['from_hour', 'before_hour', 'clicked', 'orders'], async () => {
      const { stretches, dayOnly } = await findHours(db, id, await cameAfter(db, id))
      const rows: Cell[][] = stretches.map(({ from, before, clicked, orders }) => [from, before, clicked, orders])
      return dayOnly === 0 ? rows : [...rows, [null, null, 0, dayOnly]]
    }),
    eachTable(db, id, called('each'), readers, approved),
    clicksTable(db, id, called('clicks'), approved),
    ...(report.polls.length === 0 ? [] : [votesTable(db, id, called('votes'), approved)]),
    ordersTable(db, id, called('orders'), approved),
    controlTable(db, id, called('control'), readers, at),
    addressedTable(db, { id, name, file: called('people') }, readers),
  ]
}
