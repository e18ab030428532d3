import type { Kind } from '../../role.js'
import { isTelegram } from '../cell/platform.js'
import { areMobiles, isCounter } from '../column.js'
import type { Candidates } from './candidates.js'
import { headerWords } from './header.js'
import type { Profile } from './profile.js'

/** Less than this is a header that may mean something else too. */
const SURE = 0.55
/** At least so much is a header that names its role and nothing else, in whatever language. */
const NAMED = 0.75

/** What a file is a table of, where no system is known: by the roles that its columns fit. */
export function kindOf(columns: readonly Profile[], candidates: Candidates): Kind {
  const best = (role: Parameters<Candidates['get']>[0]) => candidates.get(role)?.[0]?.score ?? 0
  const hasPlatform = (candidates.get('platform') ?? []).some(
    ({ column, score }) => score >= SURE && [...(columns[column]?.values?.keys() ?? [])].some(isTelegram),
  )
  const isBot =
    best('telegram_id') >= 0.4 &&
    (hasPlatform || (best('tags') >= SURE && best('order_id') < 0.9) || best('username') >= 0.9)
  const ordered = best('ordered_at') >= 0.3 || best('paid_at') >= 0.7
  const tells = tellsOfCustomers(columns) && best('order_id') < 0.85
  const orderish = best('order_id') >= 0.7 || best('line_items') >= 0.7 || best('product') >= 0.7
  const hasTotal = best('total') >= 0.5 || (best('price') >= 0.7 && orderish)
  if (hasTotal && ordered && !tells && !(isBot && !(best('order_id') >= 0.85 && best('total') >= 0.65))) return 'orders'
  if (best('total') >= 0.75 && best('order_id') >= 0.85 && !isBot) return 'orders'
  if (best('total') >= 0.38 && ordered && best('telegram_id') < 0.4 && best('total') < 0.5 && keysOf(candidates))
    return 'orders'
  if (best('order_id') >= NAMED && (ordered || best('total') >= 0.5) && best('order_status') >= 0.7 && !isBot)
    return 'orders'
  if (best('telegram_id') >= 0.4 || hasPlatform) return onlyKeys(columns, candidates) ? 'list' : 'subscribers'
  if (!keysOf(candidates))
    return best('username') >= 0.38 ? (onlyKeys(columns, candidates) ? 'list' : 'customers') : 'none'
  return onlyKeys(columns, candidates) ? 'list' : 'customers'
}

const THINGS =
  /^(?:(?:orders?|purchases?|visits?|transactions?|pedidos?|siparis)$|заказ|покуп|визит|посещен|bestellung)/u
const HOW_MANY = /^(?:count|total|number$|num$|кол|количество|anzahl|sayi|times)/u

/** A column of how many orders or visits somebody had: the rows are customers, whatever they spent. */
function tellsOfCustomers(columns: readonly Profile[]): boolean {
  return columns.some(({ header, integers, filled }) => {
    const words = headerWords(header)
    if (words.length > 4 || integers < filled) return false
    if (words.length === 1) return words[0] === 'orders' || words[0] === 'заказов' || words[0] === 'визитов'
    return words.some(word => THINGS.test(word)) && words.some(word => HOW_MANY.test(word)) && !words.includes('number')
  })
}

function keysOf(candidates: Candidates): boolean {
  return (['telegram_id', 'phone', 'email'] as const).some(role => (candidates.get(role)?.length ?? 0) > 0)
}

/** Nothing stands in the file but by what people can be found. */
function onlyKeys(columns: readonly Profile[], candidates: Candidates): boolean {
  const keys = new Set(
    (['telegram_id', 'phone', 'email', 'username'] as const).flatMap(role =>
      (candidates.get(role) ?? []).map(({ column }) => column),
    ),
  )
  const filled = columns.flatMap((column, at) => (column.filled > 0 ? [at] : []))
  return filled.length <= 3 && filled.every(at => keys.has(at) || isCountingAt(columns, at))
}

function isCountingAt(columns: readonly Profile[], at: number): boolean {
  const column = columns[at]
  return column !== undefined && isCounter(column)
}

/**
 * Puts Telegram's ids right among the candidates: a column of ids that only a vague header (*id*) or none names is one
 * where its numbers lie as far apart as those do, and something speaks of Telegram beside it, or nothing else is there.
 */
export function weighTelegram(columns: readonly Profile[], candidates: Candidates): void {
  const named = candidates.get('telegram_id') ?? []
  const [first] = named
  if (first !== undefined && first.score >= SURE) return
  const beside =
    (candidates.get('username') ?? []).some(({ score }) => score >= SURE) ||
    (candidates.get('platform') ?? []).some(({ column }) =>
      [...(columns[column]?.values?.keys() ?? [])].some(isTelegram),
    )
  const filled = columns.filter(column => column.filled > 0).length
  const all = columns.flatMap((column, at) => {
    const vague = named.some(candidate => candidate.column === at) || isVagueHeader(column.header)
    const id = beside && headerWords(column.header).some(word => word === 'id' || word === 'ид')
    return (vague || id) && isSpread(column) && (beside || filled <= 2) ? [at] : []
  })
  const fits = all.length < 2 ? all : farthest(columns, all)
  const [column] = fits
  candidates.set(
    'telegram_id',
    column === undefined || fits.length > 1
      ? []
      : [{ column, score: 0.95, example: columns[column]?.samples[0]?.value ?? '' }],
  )
  const alone = columns.flatMap((column, at) => (isVagueHeader(column.header) && isPhones(column) ? [at] : []))
  if (filled <= 2 && (candidates.get('phone') ?? []).length === 0 && alone[0] !== undefined)
    candidates.set('phone', [{ column: alone[0], score: 0.9, example: columns[alone[0]]?.samples[0]?.value ?? '' }])
}

/** The one whose numbers lie by far the farthest apart; all when there is none. */
function farthest(columns: readonly Profile[], all: number[]): number[] {
  const spans = all
    .map(at => ({ at, span: (columns[at]?.span.most ?? 0) - (columns[at]?.span.least ?? 0) }))
    .sort((a, b) => b.span - a.span)
  const [first, second] = spans
  return first !== undefined && second !== undefined && first.span > second.span * 10 ? [first.at] : all
}

function isVagueHeader(header: string): boolean {
  return headerWords(header).every(
    word =>
      /^\d+$/.test(word) ||
      word.length <= 2 ||
      ['list', 'user', 'users', 'column', 'список', 'столбец', 'value'].includes(word),
  )
}

/** Numbers of Telegram were given out in no order: those of a shop's own counter lie close together. */
function isSpread(column: Profile): boolean {
  if (column.filled === 0 || column.ids + column.groups < column.filled * 0.8 || isPhones(column)) return false
  const { least, most } = column.span
  return most <= 1e11 && (column.filled < 5 ? most >= 1e6 : most - least > column.filled * 2_000)
}

/** Phones, not ids: mobiles, or rounded by a spreadsheet. */
function isPhones(column: Profile): boolean {
  if (column.days.all * 2 >= column.filled) return false
  return areMobiles(column) || (column.filled > 0 && column.rounded / column.filled >= 0.5)
}
