import { createPauses } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { fold } from '../../text/fold.js'
import { assignCustomer, denyConflicts } from './assignment.js'
import { candidatesOf, findConflict } from './conflict.js'

/** A row of the file by its headers (`WHO_HEADERS`). */
type Row = Readonly<Record<string, string>>

/**
 * Why a customer of the file stays as they are: what was filled in is neither yes nor no; it says yes of several; no of some
 * and nothing of others; somebody else may be them by now, or the one who was chosen no more; it was settled otherwise
 * meanwhile; there is no such customer here.
 */
export type WhyOpen = 'unreadable' | 'several' | 'partly' | 'changed' | 'settled' | 'stranger'

/** What came of it, in customers: linked, said to be none of them, settled so before, left without a word, refused. */
export type WhoTaken = {
  linked: number
  nobody: number
  same: number
  open: number
  left: { name: string; why: WhyOpen }[]
}

type Answer =
  | { kind: 'is'; person: number }
  | { kind: 'nobody'; people: number[] }
  | { kind: 'open' }
  | { kind: 'left'; why: WhyOpen }

const YES = new Set(['yes', 'y', 'да', 'д', '+', 'x', 'х', '1', 'true', 'истина', '✓', '✔', '✅'].map(fold))
const NO = new Set(['no', 'n', 'нет', 'н', '-', '–', '—', '0', 'false', 'ложь', '✗', '✖️', '❌'].map(fold))
/** So many customers are settled in one commit. */
const AT_ONCE = 20

/**
 * Takes what somebody said in the file of *who is who*: yes beside one is them, no beside all is none of them, nothing leaves
 * it open. Each customer is looked at as they are now; done again it comes to the same.
 * @param at ms UTC
 */
export async function takeWho(db: Db, rows: readonly Row[], at: number): Promise<WhoTaken> {
  const taken: WhoTaken = { linked: 0, nobody: 0, same: 0, open: 0, left: [] }
  const customers = byCustomer(rows)
  const pauses = createPauses()
  for (let from = 0; from < customers.length; from += AT_ONCE) {
    await pauses.take()
    const came = await db.group(() => customers.slice(from, from + AT_ONCE).map(([id, of]) => takeOne(db, id, of, at)))
    came.forEach((one, i) => {
      if (typeof one === 'string' && one !== 'linked' && one !== 'nobody' && one !== 'same' && one !== 'open')
        taken.left.push({ name: nameOf(customers[from + i]), why: one })
      else taken[one] += 1
    })
  }
  return taken
}

/** The rows of each customer, in the order of the file. */
function byCustomer(rows: readonly Row[]): [string, Row[]][] {
  const found = new Map<string, Row[]>()
  for (const row of rows) {
    const id = (row['segcast_who_is_who'] ?? '').trim()
    const of = found.get(id)
    if (of !== undefined) of.push(row)
    else if (id !== '') found.set(id, [row])
  }
  return [...found]
}

function nameOf(customer: [string, readonly Row[]] | undefined): string {
  if (customer === undefined) return ''
  const [id, [row]] = customer
  return row?.['customer'] || row?.['customer_name'] || `№ ${id}`
}

function takeOne(
  db: Db,
  id: string,
  rows: readonly Row[],
  at: number,
): 'linked' | 'nobody' | 'same' | 'open' | WhyOpen {
  const customer = findCustomerRow(db, Number(id))
  if (customer === null || !isSameNumber(customer.externalId ?? '', rows[0]?.['customer'] ?? '')) return 'stranger'
  const answer = answerOf(rows)
  if (answer.kind === 'open') return 'open'
  if (answer.kind === 'left') return answer.why
  const candidates = candidatesOf(db, customer.id).map(({ subscriberId }) => subscriberId)
  if (answer.kind === 'is') {
    if (customer.subscriberId === answer.person && customer.linkedBy === 'admin') return 'same'
    if (findConflict(db, customer.id) === null) return 'settled'
    if (!candidates.includes(answer.person)) return 'changed'
    assignCustomer(db, customer.id, answer.person, at)
    return 'linked'
  }
  if (findConflict(db, customer.id) === null) return customer.subscriberId === null ? 'same' : 'settled'
  if (candidates.some(person => !answer.people.includes(person))) return 'changed'
  denyConflicts(db, customer.id, at)
  return 'nobody'
}

/** What the rows of one customer say together. */
function answerOf(rows: readonly Row[]): Answer {
  const said = rows.map(row => ({ person: Number(row['person']), word: fold(row['is_it_them'] ?? '') }))
  if (said.every(({ word }) => word === '')) return { kind: 'open' }
  if (
    said.some(({ word, person }) => (word !== '' && !YES.has(word) && !NO.has(word)) || !Number.isSafeInteger(person))
  )
    return { kind: 'left', why: 'unreadable' }
  const [yes, another] = new Set(said.filter(({ word }) => YES.has(word)).map(({ person }) => person))
  if (another !== undefined) return { kind: 'left', why: 'several' }
  if (yes !== undefined) return { kind: 'is', person: yes }
  if (said.some(({ word }) => word === '')) return { kind: 'left', why: 'partly' }
  return { kind: 'nobody', people: said.map(({ person }) => person) }
}

/** True also where a spreadsheet has dropped the zeros before a number, or written it shorter: 1.04E+15. */
function isSameNumber(kept: string, written: string): boolean {
  const plain = (text: string) => text.trim().replace(/^'?0+(?=\d)/u, '')
  if (plain(kept) === plain(written)) return true
  const short = /^\d(?:[.,](\d+))?e\+\d+$/iu.exec(written.trim())
  if (short === null || !/^\d+$/u.test(kept)) return false
  const digits = (short[1]?.length ?? 0) + 1
  return Number(kept).toPrecision(digits) === Number(written.trim().replace(',', '.')).toPrecision(digits)
}

type CustomerRow = { id: number; externalId: string | null; subscriberId: number | null; linkedBy: string | null }

function findCustomerRow(db: Db, id: number): CustomerRow | null {
  if (!Number.isSafeInteger(id)) return null
  const row = db
    .sql<CustomerRow>(
      `select id, external_id as externalId, subscriber_id as subscriberId, linked_by as linkedBy
       from customers where id = ? and erased_at is null`,
    )
    .get(id)
  return row ?? null
}
