import { currencyNamed } from '../../../text/currency.js'
import type { DateFormat, Decimal, Question } from '../../role.js'
import { amountIn, currencyOfHeader } from '../cell/amount.js'
import { readMoment } from '../cell/moment.js'
import type { Profile } from './profile.js'
import type { Roles } from './roles.js'

/** How all columns write something, so that any may get a role later, and what only somebody can tell of those that have one. */
export type Told<T> = { by: Record<string, T>; questions: Question[] }

const DATES = ['ordered_at', 'paid_at', 'subscribed_at', 'birthday'] as const
const MONEY = ['total', 'refunded', 'discount', 'price'] as const
/** Where the month comes first. */
const MONTH_FIRST = new Set(['US', 'PH', 'PR', 'GU', 'FM', 'MH'])

/**
 * How each column of times writes them. One row that decides which number is the day decides it for the column, else the
 * other columns of the file do; if none does, it is asked, and the shop's country is the guess.
 */
export function dateFormats(columns: readonly Profile[], roles: Roles, country: string | null): Told<DateFormat> {
  const by: Record<string, DateFormat> = {}
  const elsewhere = columns.filter(({ filled, days }) => filled > 0 && days.all >= filled * 0.6)
  const guess = country !== null && MONTH_FIRST.has(country) ? 'mdy' : 'dmy'
  const unsure: number[] = []
  const asked = new Set(columnsOf(roles, DATES))
  for (const [at, column] of columns.entries()) {
    const { days } = column
    const numbers = days.seconds + days.millis + days.serials
    if (!asked.has(at) && (days.all + numbers < column.filled * 0.6 || days.all + numbers === 0)) continue
    if (!asked.has(at) && days.all === 0 && days.serials > 0) continue
    if (days.all < days.seconds + days.millis + days.serials)
      by[at] = days.millis > days.seconds + days.serials ? 'unix_ms' : days.seconds > days.serials ? 'unix' : 'excel'
    else if (days.dayFirst + days.monthFirst + days.either === 0) by[at] = 'ymd'
    else {
      const own = decided([column]) ?? decided(elsewhere)
      by[at] = own ?? (days.dotted > 0 ? 'dmy' : guess)
      if (asked.has(at) && own === null && days.dotted === 0 && days.eitherSample !== null) unsure.push(at)
    }
  }
  return { by, questions: dateQuestion(columns, unsure) }
}

/** Which number is the day, by the rows that decide it; null when none does, or they contradict one another equally. */
function decided(columns: readonly Profile[]): 'dmy' | 'mdy' | null {
  const dayFirst = columns.reduce((sum, { days }) => sum + days.dayFirst, 0)
  const monthFirst = columns.reduce((sum, { days }) => sum + days.monthFirst, 0)
  return dayFirst === monthFirst ? null : dayFirst > monthFirst ? 'dmy' : 'mdy'
}

function dateQuestion(columns: readonly Profile[], unsure: number[]): Question[] {
  const [first] = unsure
  const sample = first === undefined ? null : (columns[first]?.days.eitherSample ?? null)
  if (sample === null) return []
  const day = (format: DateFormat) => {
    const moment = readMoment(sample.value, format, 'utc')
    return moment === null || moment === 'impossible' ? '' : moment.day
  }
  return [
    {
      ...{ kind: 'date_order', columns: unsure, line: sample.line, example: sample.value },
      days: { dmy: day('dmy'), mdy: day('mdy') },
    },
  ]
}

/** The sign that ends whole parts, by column of money; asked where no row of any of them decides. */
export function decimalSigns(columns: readonly Profile[], roles: Roles): Told<Decimal> {
  const by: Record<string, Decimal> = {}
  const unsure: number[] = []
  const money = columnsOf(roles, MONEY).flatMap(at => {
    const column = columns[at]
    return column === undefined ? [] : [{ at, column }]
  })
  const shared = signOf(money.map(({ column }) => column))
  const asked = new Set(money.map(({ at }) => at))
  for (const [at, column] of columns.entries()) {
    const { amounts } = column
    if (amounts.all === 0) continue
    const own = signOf([column])
    if (own !== null) by[at] = own
    else if (amounts.either === 0) by[at] = shared ?? '.'
    else if (shared !== null) by[at] = shared
    else {
      const isPoint = amounts.eitherSample?.value.includes('.') === true
      by[at] = isPoint ? ',' : '.'
      // Whole amounts under a thousand stand beside them, so those parted by a sign are thousands.
      if (asked.has(at) && amounts.small === 0) unsure.push(at)
    }
  }
  const [first] = unsure
  const sample = first === undefined ? null : (columns[first]?.amounts.eitherSample ?? null)
  if (sample === null) return { by, questions: [] }
  const amount = (sign: Decimal) => amountIn(sample.value, sign)?.value ?? 0
  return {
    by,
    questions: [
      {
        ...{ kind: 'decimal', columns: unsure, line: sample.line, example: sample.value },
        amounts: { '.': amount('.'), ',': amount(',') },
      },
    ],
  }
}

function signOf(columns: readonly Profile[]): Decimal | null {
  const point = columns.reduce((sum, { amounts }) => sum + amounts.point, 0)
  const comma = columns.reduce((sum, { amounts }) => sum + amounts.comma, 0)
  return point === comma ? null : point > comma ? '.' : ','
}

/**
 * The currency of amounts that name none: of the header, the only one that the file names, else the shop's own; asked
 * where the file has none and the shop has not said.
 */
export function currencyOf(
  columns: readonly Profile[],
  roles: Roles,
  own: string | null,
): { currency: string | null; questions: Question[] } {
  const [at] = roles.total ?? roles.price ?? []
  const total = at === undefined ? undefined : columns[at]
  if (total === undefined) return { currency: null, questions: [] }
  const header = currencyOfHeader(total.header)
  if (header !== null) return { currency: header, questions: [] }
  const [place] = roles.currency ?? []
  const column = place === undefined ? undefined : columns[place]
  if (column !== undefined && column.filled > 0) {
    const named = new Set([...(column.values?.keys() ?? [])].flatMap(value => currencyNamed(value) ?? []))
    return { currency: named.size === 1 ? ([...named][0] ?? null) : own, questions: [] }
  }
  const others = new Set(
    columns.flatMap(({ header, amounts, filled }) =>
      amounts.all > filled / 2 ? (currencyOfHeader(header) ?? []) : [],
    ),
  )
  const cells = [...total.amounts.named].sort((a, b) => b[1] - a[1])
  const [first] = cells
  if (first !== undefined && (cells.length === 1 || first[1] >= total.amounts.all * 0.5))
    return { currency: first[0], questions: [] }
  // Every amount says its own.
  if (cells.reduce((sum, [, n]) => sum + n, 0) >= total.amounts.all && total.amounts.all > 0)
    return { currency: own, questions: [] }
  const [only] = others
  if (only !== undefined && others.size === 1) return { currency: only, questions: [] }
  if (own !== null) return { currency: own, questions: [] }
  return { currency: null, questions: [{ kind: 'currency', example: total.samples[0]?.value ?? '' }] }
}

function columnsOf(roles: Roles, wanted: readonly (keyof Roles)[]): number[] {
  return wanted.flatMap(role => roles[role] ?? [])
}
