import type { Brought } from '../../../crm/bringing.js'
import type { ImportCounts } from '../../../crm/import/counts.js'
import { findSameFile } from '../../../crm/import/record.js'
import { unreachable } from '../../../errors.js'
import { date } from '../../../text/format.js'
import { lines, type Piece } from '../../../text/rich.js'
import { type Card, key } from '../../card.js'
import type { Here } from '../../here.js'
import { imports } from './addresses.js'
import { headOf } from './head.js'
import { reasonWords } from './reasons.js'

const MOST_REASONS = 4
const MOST_WORDS = 5

export type Orders = NonNullable<ImportCounts['orders']>

/** What a file of orders would change, and the sums by which somebody sees that it was read rightly. */
export function ordersReady(here: Here, brought: Brought, counts: ImportCounts, orders: Orders): Card {
  const { importCards: t, orderFiles: words, fileWords } = here.t
  const { id } = brought.import
  const recognition = brought.look?.recognition
  const verdict = recognition?.verdict
  const same = findSameFile(here.db, id)
  const { found, buyers } = orders
  const inBot = found.phone + found.telegramId + found.filePhone + found.otherwise
  const left = Object.values(counts.leftOut).reduce((sum, n) => sum + n, 0)
  return {
    text: lines([
      headOf(here, brought),
      recognition?.by === 'values' ? t.byValues : null,
      brought.look === null || brought.look.table.certain
        ? null
        : t.guessed(brought.look.first[0]?.cells.filter(cell => cell !== '').slice(0, 3) ?? []),
      same === null ? null : t.sameFile(date(same.finishedAt ?? same.at, here.zone(), here.language)),
      verdict?.kind === 'few_can_be_matched' ? fileWords.verdicts[verdict.why] : null,
      '',
      ...standsInIt(here, orders),
      words.changes(orders.new, orders.changed, orders.same),
      orders.moved === 0 ? null : words.moved(orders.moved),
      orders.twice === 0 ? null : words.twice(orders.twice),
      ...leftOutLines(here, counts, orders),
      ...warningLines(here, brought),
      '',
      words.inTheBot(inBot, buyers, byWhat(here, orders)),
      inBot < buyers ? words.comeLater : null,
    ]),
    keyboard: [
      ...(counts.size === 0 ? [] : [[key(t.keys.bring, imports.begin, { id })]]),
      [
        ...(inBot === 0 ? [] : [key(words.keys.found, imports.found, { id, page: 0 })]),
        ...(left === 0 ? [] : [key(t.keys.leftOut(left), imports.leftOut, { id })]),
      ],
      [
        key(t.keys.columns, imports.columns, { id }),
        ...((recognition?.statuses.length ?? 0) === 0
          ? []
          : [key(words.keys.statuses, imports.statuses, { id, page: 0 })]),
      ],
      [key(t.keys.leave, imports.leave, { id })],
    ].filter(row => row.length > 0),
  }
}

function standsInIt(here: Here, { all, buyers, from, to, totals, states }: Orders): Piece[] {
  const { orderFiles: words } = here.t
  if (all === 0 || from === null || to === null) return [words.none]
  const day = (at: number) => date(at, here.zone(), here.language)
  const less = totals.some(({ comes, total }) => comes !== total)
  const comes = totals.map(({ comes, currency }) => ({ minor: comes, currency }))
  const kinds = [...new Set(states.map(({ status }) => status))]
  const others = kinds.map(status => {
    const of = states.filter(state => state.status === status)
    return words.state(
      of.reduce((sum, { orders }) => sum + orders, 0),
      words.states[status] ?? status,
      of.map(({ total, currency }) => ({ minor: total, currency })),
    )
  })
  return [
    words.about(all, buyers, day(from), day(to)),
    ...totals.map(({ total, refunded, currency }) => words.sum(total, refunded, currency)),
    words.compare,
    less ? words.comes(comes) : null,
    others.length === 0 ? null : words.notCounted(others),
  ].filter(piece => piece !== null)
}

function leftOutLines(here: Here, { leftOut }: ImportCounts, { forgotten: theirs }: Orders): Piece[] {
  const { orderFiles: words } = here.t
  const { forgotten = 0, ...reasons } = leftOut
  const named = Object.entries(reasons).sort((a, b) => b[1] - a[1])
  const rest = named.slice(MOST_REASONS).reduce((sum, [, n]) => sum + n, 0)
  const rows = named.reduce((sum, [, n]) => sum + n, 0)
  const why = named.slice(0, MOST_REASONS).map(([reason, n]) => `${n} ${reasonWords(here, reason)}`)
  return [
    ...(rows === 0
      ? []
      : [words.leftOut(rows, [...why, ...(rest === 0 ? [] : [`${rest} ${here.t.importCards.otherReasons}`])])]),
    ...(forgotten === 0 ? [] : [words.forgotten(forgotten, theirs)]),
  ]
}

function warningLines({ t: { orderFiles: words, fileWords } }: Here, { look }: Brought): Piece[] {
  return (look?.recognition.warnings ?? []).map(warning => {
    switch (warning.kind) {
      case 'statuses_pending':
        return words.pendingWords(warning.words.slice(0, MOST_WORDS), warning.orders)
      case 'orders_unnumbered':
        return words.unnumbered
      case 'phones_rounded':
      case 'dates_mixed':
        return fileWords.warnings[warning.kind]
      default:
        return unreachable(warning)
    }
  })
}

function byWhat({ t: { orderFiles: words } }: Here, { found }: Orders): string[] {
  return [
    ...(found.phone === 0 ? [] : [words.by.phone(found.phone)]),
    ...(found.telegramId === 0 ? [] : [words.by.telegramId(found.telegramId)]),
    ...(found.filePhone === 0 ? [] : [words.by.filePhone(found.filePhone)]),
    ...(found.otherwise === 0 ? [] : [words.by.otherwise(found.otherwise)]),
  ]
}
