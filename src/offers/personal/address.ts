import type { Db } from '../../db/open.js'
import { findPromo } from '../promo.js'
import { CODE, type FieldIds, fieldNamed, holds, isName, ownId, readCondition, UNTIL } from './template.js'

/** `{City|riga}` as it is typed into an address: nothing in it parts words. */
const TYPED = /\{[^{}\s|]{1,60}(?:\|[^{}\s]{0,200})?\}/g
/** The same as an address keeps it, so that it is an address like any other. */
const KEPT = /%7B((?:(?!%7[BD])[^\s{}]){1,600})%7D/gi
const LONGEST = 2_048
const DOTS = /^\.+$/

/** An address whose placeholders are written so that it is a true address. */
export function keepPlaceholders(address: string): string {
  return address.replace(TYPED, placeholder => encodeURIComponent(placeholder))
}

/** The placeholders of an address, as they are typed: `{City|riga}`. */
export function placeholdersIn(url: string): string[] {
  return [...url.matchAll(KEPT)].map(([, inner = '']) => `{${decoded(inner)}}`)
}

/**
 * An address for a person. What is filled in is one value of it, whatever it says: it never leads to another page or host
 * than it would without, and never makes it longer than addresses may be.
 * @param value by the name that is written there; '' where the words beside it should stand
 */
export function fillAddress(url: string, value: (name: string) => string): string {
  const fill = (known: (name: string) => string) =>
    url.replace(KEPT, (_whole, inner: string) => {
      const [written = '', ...rest] = decoded(inner).split('|')
      const fallback = rest.join('|').trim()
      const condition = readCondition(written)
      if (condition === null) return encoded(known(written.trim())) || encoded(fallback)
      return encoded(holds(condition.when, known(condition.name)) ? condition.when.words : fallback)
    })
  const filled = fill(value)
  return filled.length <= LONGEST ? filled : fill(() => '')
}

/** An address as it opens for those of whom nothing is known. */
export function withoutValues(url: string): string {
  return fillAddress(url, () => '')
}

/**
 * Where a link leads that was sent to somebody: filled with what is known of them.
 * @param deliveryId null for a test: nothing is known
 */
export function addressFor(db: Pick<Db, 'sql'>, url: string, deliveryId: number | null): string {
  if (!/%7B/i.test(url)) return url
  const person = deliveryId === null ? undefined : db.sql<Reader>(READER).get(deliveryId)
  if (person === undefined) return withoutValues(url)
  const ids = readIds(person.fields)
  const names = { first_name: person.firstName, last_name: person.lastName, username: person.username }
  const shown = db.sql<{ shown: string }>(
    'select shown from attribute_values where subscriber_id = ? and attribute_id = ? order by value',
  )
  return fillAddress(url, name => {
    const field = fieldNamed(name, ids)
    if (field === null) return ''
    if (isName(field)) return names[field] ?? ''
    if (field === UNTIL) return ''
    if (field === CODE) return findPromo(db, person.offer, person.delivery) ?? ''
    const values = shown.all(person.id, ownId(field))
    return values.map(one => one.shown).join(',')
  })
}

type Reader = {
  id: number
  delivery: number
  offer: number
  firstName: string
  lastName: string | null
  username: string | null
  fields: string | null
}

const READER = `select s.id, d.id as delivery, v.offer_id as offer, s.first_name as firstName, s.last_name as lastName, s.username,
    v.content ->> '$.fields' as fields
  from deliveries d join variants v on v.id = coalesce(d.shown_variant_id, d.variant_id)
  join subscribers s on s.id = d.subscriber_id where d.id = ?`

function readIds(fields: string | null): FieldIds {
  const parsed: unknown = fields === null ? {} : JSON.parse(fields)
  if (typeof parsed !== 'object' || parsed === null) return {}
  return Object.fromEntries(
    Object.entries(parsed).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  )
}

function decoded(inner: string): string {
  try {
    return decodeURIComponent(inner)
  } catch {
    return inner
  }
}

/** Dots alone would be a step up the path, however they are written. */
function encoded(value: string): string {
  return DOTS.test(value) ? '' : encodeURIComponent(value.replace(/\p{Cs}/gu, ''))
}
