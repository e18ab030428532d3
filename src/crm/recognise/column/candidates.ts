import type { Candidate, Role } from '../../role.js'
import { currencyOfHeader } from '../cell/amount.js'
import { isPlatform } from '../cell/platform.js'
import {
  areMobiles,
  areSpaced,
  isCounter,
  isDistinct,
  isMoney,
  isNumbering,
  isSwitch,
  knowsStatus,
  standsOf,
  statesOf,
} from '../column.js'
import { headerWords } from './header.js'
import { MOST_VALUES, type Profile } from './profile.js'
import { isOther, NAMED_ROLES, namedAs } from './words.js'

/** Below this nothing is taken for a role. */
export const LEAST = 0.3
/** What a column gets for its values alone, where its header says nothing. */
const BY_VALUES = 0.4
const MOST_CANDIDATES = 8

/** For each role the columns that fit it, best first: by the words of their headers, and by what they hold. */
export type Candidates = Map<Role, Candidate[]>

/** Weighs every column for every role. @param ignored columns that are known to be something else */
export function weighColumns(columns: readonly Profile[], ignored: ReadonlySet<number>): Candidates {
  const words = columns.map(({ header }) => headerWords(header))
  const spare = columns.length > 1_000
  const fits = new Map<Role, Candidate[]>(NAMED_ROLES.map(role => [role, []]))
  columns.forEach((column, at) => {
    if (ignored.has(at) || (spare && column.filled === 0)) return
    for (const [role, score] of weigh(column, words[at] ?? []))
      if (score >= LEAST) fits.get(role)?.push({ column: at, score, example: column.samples[0]?.value ?? '' })
  })
  const keys = (['telegram_id', 'phone', 'email'] as const).flatMap(role => fits.get(role) ?? [])
  for (const [role, found] of fits)
    fits.set(
      role,
      (OF_PEOPLE.has(role) ? ofCustomers(role, found, keys, columns) : found)
        .sort((a, b) => b.score - a.score || a.column - b.column)
        .slice(0, MOST_CANDIDATES),
    )
  return fits
}

/** Roles of which a file may have one of the shop's own people beside that of the customers. */
const OF_PEOPLE: ReadonlySet<Role> = new Set<Role>(['phone', 'email', 'telegram_id', 'full_name', 'first_name'])
/** What fits a role less than so is hardly named so, and tells of no other column. */
const WELL = 0.5
/** Of so many times as few people as another column has, a column is of those who sold. */
const AS_FEW = 3

/**
 * Without columns in which a few of the same stand in all rows, where others that are named so have different ones, of the
 * same kind or of what people are found by (`keys`): the shop's, not its customers'. First names many of them share.
 */
function ofCustomers(
  role: Role,
  found: readonly Candidate[],
  keys: readonly Candidate[],
  columns: readonly Profile[],
): Candidate[] {
  const named = (candidates: readonly Candidate[]) => candidates.filter(({ score }) => score >= WELL)
  const [others, known] = [named(found), named(keys)]
  // Of more distinct ones than are held there are not few, and so many at least.
  const isFew = (values: number | undefined, beside: number | undefined) =>
    values !== undefined && values * AS_FEW <= (beside ?? MOST_VALUES)
  const distinct = (at: number) => columns[at]?.values?.size
  const filled = (at: number) => columns[at]?.filled ?? 0
  const isShared = (at: number) =>
    role === 'first_name' ||
    (role === 'full_name' && [...(columns[at]?.values?.keys() ?? [])].every(name => !/\s/.test(name)))
  return found.filter(
    ({ column }) =>
      ![...others, ...(isShared(column) ? [] : known)].some(
        other =>
          filled(column) >= AS_FEW &&
          filled(column) * 2 >= filled(other.column) &&
          filled(other.column) * 2 >= filled(column) &&
          isFew(distinct(column), distinct(other.column)),
      ),
  )
}

/** Who gets something need not be who bought it. */
export const RECIPIENT =
  /^(?:получател|recipient|ship|deliver|доставк|receiver|odbiorc|empfanger|destinatar|alici|gift)/u
const LESS = 0.85

/** Roles whose column is worth naming although nothing stands in it. */
const KEPT_EMPTY: ReadonlySet<Role> = new Set<Role>(['phone', 'email', 'telegram_id', 'total', 'ordered_at'])

/** A header that says so surely what its column is that its values are not asked what else they may be. */
const SURELY = 0.6

function weigh(column: Profile, words: readonly string[]): [Role, number][] {
  const roles = NAMED_ROLES.flatMap((role): { role: Role; named: number; held: number }[] => {
    const held = holds(role, column)
    if (held === null || (role === 'order_status' && !saysState(column, words))) return []
    return [{ role, held, named: Math.max(namedAs(role, words), namesMoney(role, column) ? 0.6 : 0) }]
  })
  const unnamed = !roles.some(({ named }) => named >= SURELY)
  // A header that says something else is no header that says nothing.
  const vague = words.length === 0 || isVague(words)
  return roles.map(({ role, named, held }) => {
    const least = OF_PEOPLE.has(role) && words.some(word => RECIPIENT.test(word)) ? LESS : 1
    const alone = () => (unnamed && !isOther(role, words) ? aloneBy(role, column, vague) * (vague ? 1 : 0.9) : 0)
    if (named === 0) return [role, alone()]
    const said = (column.filled === 0 ? named * 0.5 : named * held) * least
    // What is hardly named so, but looks like nothing else, is that.
    return [role, role === 'phone' || role === 'email' ? Math.max(said, alone()) : said]
  })
}

/** Words for a state; «Оплата» may as well hold how it was paid. */
const STATE = /^(?:stat|стат|stage|стад|этап|estad|durum|situac|etat|состоян|holat|zustand)/u

function saysState(column: Profile, words: readonly string[]): boolean {
  return words.some(word => STATE.test(word)) || knowsStatus(column)
}

/** A header that names a currency and nothing that an order's sum is not: «Сколько, руб.». */
function namesMoney(role: Role, column: Profile): boolean {
  return (
    role === 'total' &&
    currencyOfHeader(column.header) !== null &&
    !(['refunded', 'discount', 'price', 'currency'] as const).some(
      other => namedAs(other, headerWords(column.header)) > 0,
    ) &&
    !isOther('total', headerWords(column.header))
  )
}

const VAGUE = new Set(['column', 'столбец', 'колонка', 'поле', 'field', 'value', 'col', 'unnamed', 'c', 'f', 'data'])

function isVague(words: readonly string[]): boolean {
  return words.every(word => /^\d+$/.test(word) || word.length === 1 || VAGUE.has(word))
}

/** Numbers of orders as shops write them: #1001, R-15. */
const NUMBERED = /^(?:#|№ ?|\p{Lu}{1,4}-?)\d{2,}$/u

/** What values alone say, where no header does. @param vague the header says nothing at all: plain numbers may count too */
function aloneBy(role: Role, column: Profile, vague: boolean): number {
  const of = (count: number) => (column.filled === 0 ? 0 : count / column.filled)
  switch (role) {
    case 'phone':
      return of(column.days.all) < 0.5 &&
        of(column.phones + column.rounded) >= 0.8 &&
        (of(column.surePhones) >= 0.3 || ((vague || areSpaced(column)) && areMobiles(column)))
        ? BY_VALUES
        : 0
    case 'email':
      return of(column.emails) >= 0.8 ? BY_VALUES + 0.05 : 0
    case 'username':
      return column.samples.every(({ value }) => value.startsWith('@')) && of(column.usernames) >= 0.8 ? BY_VALUES : 0
    case 'ordered_at':
    case 'subscribed_at':
      return of(column.days.all) >= 0.8 ? BY_VALUES - 0.05 : 0
    case 'total':
      if (of(column.amounts.all) < 0.8) return 0
      return column.amounts.named.size > 0 || (vague && column.amounts.fractions > 0) ? BY_VALUES : 0
    case 'status':
      return standsOf(column) ? BY_VALUES : 0
    case 'order_status':
      return statesOf(column) ? BY_VALUES : 0
    case 'currency':
      return of(column.currencies) >= 0.9 && column.values !== null && column.longest <= 3 ? BY_VALUES : 0
    case 'order_id':
      return isDistinct(column) && column.filled > 1 && column.samples.every(({ value }) => NUMBERED.test(value))
        ? BY_VALUES
        : 0
    case 'full_name':
      return of(column.names) >= 0.8 && (column.values === null || column.values.size > column.filled / 2)
        ? BY_VALUES - 0.08
        : 0
    default:
      return 0
  }
}

/** Whether what a column holds can be that; null when not, else a factor about 1. */
function holds(role: Role, column: Profile): number | null {
  if (column.filled === 0) return KEPT_EMPTY.has(role) ? 1 : null
  const of = (count: number) => count / column.filled
  const days = of(column.days.all + column.days.seconds + column.days.millis + column.days.serials)
  const amounts = of(column.amounts.all)
  switch (role) {
    case 'phone':
    case 'phone_alt': {
      const phones = of(column.phones + column.rounded)
      return phones >= 0.5 ? 1 : phones >= 0.05 && of(column.days.all) < 0.5 ? 0.7 : null
    }
    case 'email':
    case 'email_alt':
      return of(column.emails) >= 0.5 ? 1 : of(column.emails) > 0.05 ? 0.6 : null
    case 'telegram_id':
      return of(column.ids + column.groups) >= 0.5 ||
        (of(column.ids) > 0 && of(column.texts) < 0.2 && column.phones === 0)
        ? 1
        : column.rounded > 0
          ? 0.6
          : null
    case 'username':
      return of(column.usernames + column.integers + column.links) >= 0.5 && of(column.ids) < 0.9 ? 1 : null
    case 'external_id':
      return column.longest <= 64 && of(column.days.all) < 0.5 && of(column.emails) < 0.5 ? 1 : null
    case 'first_name':
    case 'last_name':
    case 'full_name':
      return !column.samples.every(({ value }) => NUMBERED.test(value)) &&
        of(column.integers) < 0.3 &&
        of(column.emails) < 0.3 &&
        of(column.days.all) < 0.3 &&
        of(column.phones) < 0.3
        ? 1
        : null
    case 'subscribed_at':
    case 'ordered_at':
    case 'paid_at':
      return days >= 0.6 ? 1 : days > 0.2 ? 0.6 : null
    case 'birthday':
      return of(column.days.all + column.days.serials) >= 0.6 ? 1 : null
    case 'total':
    case 'refunded':
    case 'discount':
    case 'price':
      if (isSwitch(column)) return null
      return amounts >= 0.6 && of(column.days.all) < 0.5 ? (isMoney(column) ? 1 : 0.97) : null
    case 'quantity':
      return amounts >= 0.6 && column.amounts.most < 1e6 ? 1 : null
    case 'currency':
      return of(column.currencies) >= 0.5 ? 1 : null
    case 'order_status':
      if (column.values === null || column.values.size > 40 || of(column.days.all) > 0.3) return null
      return amounts > 0.9 && column.values.size > 4 ? null : knowsStatus(column) ? 1 : 0.9
    case 'status':
      return column.values === null && of(column.days.all) < 0.9 ? null : 1
    case 'platform':
      return column.values !== null && column.values.size <= 20 && [...column.values.keys()].some(isPlatform) ? 1 : null
    case 'gender':
    case 'language':
      return column.values === null ? null : 1
    case 'renewal':
      return column.values === null || column.values.size > 4 ? null : 1
    case 'order_id':
      if (isCounter(column)) return null
      return of(column.days.all) > 0.5 ||
        of(column.emails) > 0.1 ||
        column.longest > 120 ||
        column.amounts.fractions > 0
        ? null
        : isNumbering(column)
          ? 1
          : 0.75
    case 'promo_code':
      return column.longest <= 80 && of(column.days.all) < 0.5 ? 1 : null
    case 'product':
    case 'category':
      return of(column.integers) < 0.9 && of(column.days.all) < 0.5 && column.json === 0 ? 1 : null
    case 'line_items':
      return of(column.integers) < 0.5 && of(column.days.all) < 0.5 && (column.json > 0 || column.longest > 12)
        ? 1
        : null
    case 'city':
      return of(column.integers) < 0.3 && of(column.emails) < 0.1 ? 1 : null
    case 'tags':
    case 'sku':
    case 'field':
      return 1
  }
}
