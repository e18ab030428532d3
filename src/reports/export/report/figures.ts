import type { Db } from '../../../db/open.js'
import { amountOf } from '../../../text/currency.js'
import { versionLetter } from '../../../text/format.js'
import { type Amount, type CameAfter, cameAfter } from '../../came-after.js'
import { findEffect } from '../../effect.js'
import type { Report } from '../../metrics.js'
import { FIGURES, figuresOf } from '../broadcasts.js'
import type { Cell } from '../csv.js'

/** All figures of the report, one a row; sums with their currency. */
export async function figureRows(db: Db, report: Report, at: number): Promise<Cell[][]> {
  const came = await cameAfter(db, report.broadcastId)
  const effect = await findEffect(db, { broadcastId: report.broadcastId }, at)
  const figures = figuresOf(report)
  const reasons = (name: string, all: Report['leftOut']): Cell[][] =>
    all.map(({ reason, people }) => [`${name}_${reason}`, people, null])
  const sums = (name: string, amounts: readonly Amount[]): Cell[][] =>
    amounts.map(({ currency, sum }) => [`${name}_revenue`, amountOf(sum, currency), currency])
  return [
    ...FIGURES.map((name, i): Cell[] => [name, figures[i] ?? null, null]),
    ...reasons('not_delivered', report.notDelivered),
    ...reasons('left_out', report.leftOut),
    ...reasons('stopped', report.stoppedBecause),
    ['orders', came.orders, null],
    ...sums('orders', came.amounts),
    ['buyers', came.people, null],
    ...came.by.map(({ by, orders }): Cell[] => [`orders_${by}`, orders, null]),
    ['orders_shared', came.shared.orders, null],
    ...sums('shared', came.shared.amounts),
    ...('treated' in effect
      ? [
          ['assigned', effect.treated.of, null],
          ['assigned_bought', effect.treated.n, null],
          ['control', effect.held.of, null],
          ['control_bought', effect.held.n, null],
        ]
      : []),
  ]
}

const REACTIONS = ['delivered', 'seen_certain', 'seen_probably', 'clicked', 'replied', 'stopped', 'paused', 'blocked']
/** The columns of `messageRows`. */
export const MESSAGE_HEADERS = ['version', 'segments', ...REACTIONS, 'buyers', 'orders', 'revenue', 'currency']
/** The columns of `linkRows`. */
export const LINK_HEADERS = ['version', 'number', 'label', 'url', 'people', 'openings', 'orders', 'revenue', 'currency']

/** What came of each message, a row for each currency that came after it. */
export function messageRows(report: Report, came: CameAfter): Cell[][] {
  return report.messages.flatMap(one => {
    const own = came.perMessage.find(({ variantId }) => variantId === one.variantId)
    return moneyCells(own).map(([orders, revenue, currency], i) => [
      ...[one.variantId, nameOf(one), one.delivered, one.seen.certain],
      ...[one.seen.probably, one.clicked, one.replied, one.stopped, one.paused, one.blocked],
      ...[i === 0 ? (own?.people ?? 0) : null, orders ?? null, revenue ?? null, currency ?? null],
    ])
  })
}

/** Its segments, `*` for everybody (else), and which version it is where several were tried. */
function nameOf({ names, version }: Report['messages'][number]): string {
  const segments = names.map(segment => segment ?? '*').join(', ')
  return version === null ? segments : `${segments} · ${versionLetter(version, 'en')}`
}

/** The same of each link. */
export function linkRows(report: Report, came: CameAfter): Cell[][] {
  return report.links.flatMap(link => {
    const own = came.perLink.find(one => one.variantId === link.variantId && one.number === link.number)
    return moneyCells(own).map(money => [
      ...[link.variantId, link.number, link.label, link.url, link.people, link.openings],
      ...money,
    ])
  })
}

/** Orders, what they came to, and its currency: a row for each currency. */
function moneyCells(part: { amounts: readonly Amount[] } | undefined): Cell[][] {
  if (part === undefined || part.amounts.length === 0) return [[0, null, null]]
  return part.amounts.map(({ currency, orders, sum }) => [orders, amountOf(sum, currency), currency])
}
