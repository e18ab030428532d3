import type { Candidate, Grouping, OrderWord, Question, Role, StatusWord, Warning } from '../../role.js'
import type { System } from '../systems.js'
import { type Candidates, RECIPIENT } from './candidates.js'
import { headerWords } from './header.js'
import type { Profile } from './profile.js'
import type { Profiles } from './profiler.js'
import type { Roles } from './roles.js'
import { orderWord, plain } from './statuses.js'

/** Two columns whose headers fit a role about equally well. */
const CLOSE = 0.06
const SURE_SCORE = 0.7
/** A header that is the name of a sum and nothing else: «Сумма» beside «Оплачено». */
const WHOLE_NAME = 0.75
/** A word that holds less of the money is *not yet*, without being asked. */
const LEAST_MONEY = 0.01
const MOST_ASKED = 12
const MOST_WORDS = 100
/** Nearly all rows: a few are rounded or have a discount of their own. */
const ALL_BUT_FEW = 0.95
/** So many rows that repeat a total are no accident. */
const ENOUGH_REPEATS = 3

/** Roles that several columns fit equally well, although they say different things: it is asked which is meant. */
export function columnQuestions(
  columns: readonly Profile[],
  candidates: Candidates,
  roles: Roles,
  system: System | null,
): Question[] {
  const whose = phoneQuestion(columns, candidates, roles, system)
  const others = (['total', 'ordered_at'] as const).flatMap((role): Question[] => {
    const [chosen] = roles[role] ?? []
    if (chosen === undefined || system?.roles?.[role] !== undefined) return []
    const held = new Set(Object.entries(roles).flatMap(([other, columns]) => (other === role ? [] : columns)))
    const all = (candidates.get(role) ?? []).filter(({ column }) => !held.has(column))
    const best = all.find(({ column }) => column === chosen)
    if (best === undefined || best.score < SURE_SCORE) return []
    const close = all.filter(
      ({ column, score }) =>
        (score >= best.score - CLOSE || (role === 'total' && score >= WHOLE_NAME)) &&
        differs(columns[column], columns[chosen], role),
    )
    if (close.length === 0) return []
    return [{ kind: 'column', role, columns: [best, ...close].map(({ column, example }) => ({ column, example })) }]
  })
  return [...others, ...whose]
}

/** A header that says whose a phone is: of whoever bought. */
const BUYER =
  /^(?:покупател|заказчик|клиент|плательщик|контрагент|buyer|customer|client|billing|payer|purchaser|kund|besteller|comprador|acheteur|musteri|klient|замовник)/u

/** Whose orders they are, where one phone is of who gets them and the other says nothing: buyers may be either. */
function phoneQuestion(
  columns: readonly Profile[],
  candidates: Candidates,
  roles: Roles,
  system: System | null,
): Question[] {
  const [chosen] = roles.phone ?? []
  if (chosen === undefined || roles.ordered_at === undefined || system?.roles?.phone !== undefined) return []
  const says = (at: number, whose: RegExp) => headerWords(columns[at]?.header ?? '').some(word => whose.test(word))
  const phones = (candidates.get('phone') ?? []).filter(({ column }) => (columns[column]?.filled ?? 0) > 0)
  const best = phones.find(({ column }) => column === chosen)
  if (best === undefined || phones.some(({ column }) => says(column, BUYER))) return []
  const others = phones.filter(
    ({ column }) =>
      says(column, RECIPIENT) !== says(chosen, RECIPIENT) && differs(columns[column], columns[chosen], 'phone'),
  )
  if (others.length === 0) return []
  return [
    { kind: 'column', role: 'phone', columns: [best, ...others].map(({ column, example }) => ({ column, example })) },
  ]
}

function differs(one: Profile | undefined, other: Profile | undefined, role: Role): boolean {
  if (one === undefined || other === undefined || one === other || one.filled === 0) return false
  if (role === 'total') return Math.abs(one.amounts.sum - other.amounts.sum) > 0.005
  return one.samples.some(({ value }, at) => value !== other.samples[at]?.value)
}

const LINE = /^(?:item|line|lineitem|row|position|позици|строк|zeile|linea)/u

/** A header that says that its sums are of one position each: `Item Total`, «Сумма по позиции». */
function isLineTotal(header: string): boolean {
  return headerWords(header).some(word => LINE.test(word))
}

/** How rows with one order number belong together; asked where they have different totals. */
export function groupingOf(
  { columns, pairs }: Profiles,
  roles: Roles,
  system: System | null,
): { grouping: Grouping; questions: Question[] } {
  const [number] = roles.order_id ?? []
  if (number === undefined) return { grouping: 'row', questions: [] }
  if (system?.grouping !== undefined) return { grouping: system.grouping, questions: [] }
  const [total] = roles.total ?? []
  if (total === undefined) return { grouping: 'sum', questions: [] }
  if (isLineTotal(columns[total]?.header ?? '')) return { grouping: 'sum', questions: [] }
  const counts = pairs.orders.get(number)
  const repeats = counts?.amounts.get(total)
  if (counts === undefined || repeats === undefined || counts.again + repeats.under === 0)
    return { grouping: 'once', questions: [] }
  // Positions may cost the same: what is each time the price by the quantity is no total.
  const { rows, equal, apart } = pairs.pieces.get(total) ?? { rows: 0, equal: 0, apart: 0 }
  const isPieces = equal > 0 && equal >= rows * ALL_BUT_FEW
  if (isPieces && (repeats.other + repeats.under > 0 || apart * 2 > equal)) return { grouping: 'sum', questions: [] }
  const repeated = repeats.blank > 0 || repeats.same >= ENOUGH_REPEATS || (rows > 0 && equal === 0)
  if (repeats.other + repeats.under === 0 && (repeated || repeats.same === 0))
    return { grouping: 'once', questions: [] }
  const example = repeats.example ?? { order: columns[number]?.samples[0]?.value ?? '', totals: [] }
  const grouping = repeats.other + repeats.under > 0 ? 'sum' : 'once'
  return {
    grouping,
    questions: [{ kind: 'grouping', order: example.order, rows: counts.again + repeats.under, totals: example.totals }],
  }
}

/**
 * What the words of the status column mean. Asked are those that no list has and that hold over 1 % of the money; the
 * rest is *not yet*.
 * @param known what was answered before, for a file with the same headers
 */
export function statusQuestions(
  { columns, pairs }: Profiles,
  roles: Roles,
  grouping: Grouping,
  system: System | null,
  known: Readonly<Record<string, OrderWord>> = {},
): { statuses: Record<string, OrderWord>; questions: Question[]; warnings: Warning[]; words: StatusWord[] } {
  const [at] = roles.order_status ?? []
  const none = { statuses: {}, questions: [], warnings: [], words: [] }
  if (at === undefined) return none
  const [total] = roles.total ?? roles.price ?? []
  const counted = pairs.money.get(at)
  const words =
    counted === undefined
      ? countsOf(columns[at])
      : [...counted].map(([word, counts]) => {
          const once = grouping === 'once'
          const sums = once ? counts.once : counts.all
          return {
            word,
            orders: once ? counts.firsts : counts.rows,
            money: total === undefined ? 0 : (sums.get(total) ?? 0),
          }
        })
  const all = words.reduce((sum, { money }) => sum + money, 0)
  const orders = words.reduce((sum, { orders }) => sum + orders, 0)
  const unknown = words
    .filter(({ word }) => (orderWord(word) ?? system?.statuses?.[plain(word)] ?? known[plain(word)] ?? null) === null)
    .sort((a, b) => b.money - a.money || b.orders - a.orders)
  const asked = unknown
    .filter(({ money, orders: n }) => (all > 0 ? money / all : n / Math.max(1, orders)) > LEAST_MONEY)
    .slice(0, MOST_ASKED)
  const rest = unknown.filter(word => !asked.includes(word))
  return {
    statuses: {
      ...system?.statuses,
      ...Object.fromEntries(unknown.map(({ word }) => [plain(word), 'pending' as const])),
    },
    questions: asked.map(({ word, orders, money }) => ({ kind: 'status', column: at, word, orders, money })),
    words: words.sort((a, b) => b.money - a.money || b.orders - a.orders).slice(0, MOST_WORDS),
    warnings:
      rest.length === 0
        ? []
        : [
            {
              kind: 'statuses_pending',
              words: rest.map(({ word }) => word),
              orders: rest.reduce((sum, { orders }) => sum + orders, 0),
            },
          ],
  }
}

function countsOf(column: Profile | undefined): { word: string; orders: number; money: number }[] {
  return [...(column?.values ?? [])].map(([word, orders]) => ({ word, orders, money: 0 }))
}

/** Candidates as a card shows them. */
export function shownCandidates(candidates: Candidates): Partial<Record<Role, Candidate[]>> {
  return Object.fromEntries([...candidates].filter(([, fits]) => fits.length > 0))
}
