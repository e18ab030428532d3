import { denyPersonalLink, recordClaim } from '../audience/linking/assignment.js'
import { STRENGTH } from '../audience/linking/evidence.js'
import { holderOf, type Linking } from '../audience/linking.js'
import type { Db } from '../db/open.js'
import { AppError } from '../errors.js'
import type { Tokens } from '../tracking/token.js'

/** How the payload of every personal link begins; whatever begins so is never a source. */
export const PERSONAL = 'c_'

/** Where those came from who first pressed Start by a personal link. */
export const PERSONAL_SOURCE = 'personal_link'

/** What whoever opened a link is told of its customer: initials ("A. P.") and the last two digits of the phone; null where not known. */
export type Hint = { initials: string | null; digits: string | null }

/**
 * What a personal link says to a subscriber. `asks`: whether they are this customer; `yours`: it is known already that they are;
 * `used`: somebody said yes to it; `known`: the customer or they themselves are linked by something surer; `denied`: it was said
 * that this is not them; `unknown`: it is none of ours, or its customer is not there any more.
 */
export type Opened =
  | { kind: 'asks'; token: string; hint: Hint }
  | { kind: 'yours' | 'used' | 'known' | 'denied' | 'unknown' }

/** What a yes came to. `linked`: they are this customer; `waits`: somebody else is named as well, and an admin has to say. */
export type Said = 'linked' | 'waits' | Exclude<Opened['kind'], 'asks'>

type Reading = Pick<Db, 'sql'>
type Opening = Pick<Tokens, 'openCustomer'>
type Row = {
  id: number
  firstName: string | null
  lastName: string | null
  phone: string | null
  number: number
  createdAt: number
}

/**
 * The address that makes whoever opens it in Telegram this customer, once they say that they are. It works once, until somebody said yes.
 * @param bot the bot's name at Telegram, without @
 * @throws AppError `customer_not_found`, also where they were forgotten
 */
export function personalLink(db: Reading, tokens: Pick<Tokens, 'customer'>, bot: string, customerId: number): string {
  const row = findLinked(db, customerId)
  if (row === null) throw new AppError('customer_not_found')
  const { number, createdAt } = row
  return `https://t.me/${bot}?start=${PERSONAL}${tokens.customer({ customerId, number, createdAt })}`
}

/** True for the payload of a personal link, whole or damaged. */
export function isPersonal(payload: string): boolean {
  return payload.slice(0, PERSONAL.length).toLowerCase() === PERSONAL
}

/** What a payload says to a subscriber; nothing is written. @param subscriberId null: they have not pressed Start yet */
export function openPersonalLink(db: Reading, tokens: Opening, payload: string, subscriberId: number | null): Opened {
  const token = payload.slice(PERSONAL.length).replace(/[^\w-]/gu, '')
  const found = isPersonal(payload) ? findByToken(db, tokens, token) : null
  return found === null ? { kind: 'unknown' } : stateOf(db, found.row, found.number, token, subscriberId)
}

/**
 * They said that they are this customer: the link is used up, and they are linked unless something surer names somebody else.
 * @param at ms UTC
 */
export function usePersonalLink(db: Db, tokens: Opening, token: string, subscriberId: number, at: number): Said {
  const found = findByToken(db, tokens, token)
  if (found === null) return 'unknown'
  const state = stateOf(db, found.row, found.number, token, subscriberId)
  if (state.kind !== 'asks') return state.kind
  return saidBy(recordClaim(db, found.row.id, subscriberId, at), subscriberId)
}

/**
 * They said that they are not this customer: whatever may speak for it, they are not linked any more, and the team can see it.
 * @param at ms UTC
 * @returns false when the link was none that asks, and nothing changed
 */
export function refusePersonalLink(db: Db, tokens: Opening, token: string, subscriberId: number, at: number): boolean {
  const found = findByToken(db, tokens, token)
  if (found === null || stateOf(db, found.row, found.number, token, subscriberId).kind !== 'asks') return false
  denyPersonalLink(db, found.row.id, subscriberId, at)
  return true
}

function saidBy(linking: Linking, subscriberId: number): Said {
  switch (linking.kind) {
    case 'linked':
    case 'already':
      return linking.subscriberId === subscriberId ? 'linked' : 'waits'
    case 'conflict':
      return 'waits'
    case 'nobody':
      return 'known'
  }
}

function stateOf(db: Reading, row: Row, number: number, token: string, subscriberId: number | null): Opened {
  const holder = subscriberId === null ? null : holderOf(db, subscriberId)
  if (holder?.id === row.id) return { kind: 'yours' }
  if (number !== row.number) return { kind: 'used' }
  const linkedBy = db
    .sql<{ by: keyof typeof STRENGTH | null }>('select linked_by as by from customers where id = ?')
    .get(row.id)?.by
  const surer = (by: keyof typeof STRENGTH | null | undefined) => by != null && STRENGTH[by] > STRENGTH.personal_link
  if (surer(linkedBy) || surer(holder?.linkedBy)) return { kind: 'known' }
  const denied = 'select 1 from customer_conflicts where customer_id = ? and subscriber_id = ? and denied = 1'
  if (subscriberId !== null && db.sql(denied).get(row.id, subscriberId) !== undefined) return { kind: 'denied' }
  return { kind: 'asks', token, hint: { initials: initialsOf(row), digits: row.phone?.slice(-2) ?? null } }
}

function findByToken(db: Reading, tokens: Opening, token: string): { row: Row; number: number } | null {
  let row: Row | null = null
  const opened = tokens.openCustomer(token, id => {
    row = findLinked(db, id)
    return row?.createdAt ?? null
  })
  return opened === null || row === null ? null : { row, number: opened.number }
}

function findLinked(db: Reading, customerId: number): Row | null {
  const row = db
    .sql<Row>(
      `select id, first_name as firstName, last_name as lastName, phone, link_number as number, created_at as createdAt
       from customers where id = ? and erased_at is null`,
    )
    .get(customerId)
  return row ?? null
}

/** The first letters of both names; null where there is none. A name that stands in one field has its first two words taken. */
function initialsOf({ firstName, lastName }: Row): string | null {
  const words = `${firstName ?? ''} ${lastName ?? ''}`.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu) ?? []
  const letters = words.slice(0, 2).map(word => `${[...word.normalize('NFC')][0]?.toUpperCase() ?? ''}.`)
  return letters.length === 0 ? null : letters.join(' ')
}
