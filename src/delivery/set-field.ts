import { DateTime } from 'luxon'
import { findAttribute } from '../audience/attribute.js'
import { recordValues, valuesOf, withdrawFrom } from '../audience/value.js'
import type { Db } from '../db/open.js'
import type { Action } from '../offers/action.js'

/** What a button, or an option of a poll, makes of a field. */
export type Setting = Extract<Action, { kind: 'set' }>

/** Whose word it is: by what it came, and the zone whose day today is. */
type By = { origin: string; zone: string }

/**
 * Somebody said by a tap what a field is. One that holds many keeps the others.
 * @returns null: the field is there no more, or takes no such value any more; else whether it holds many
 */
export function setField(
  db: Db,
  subscriberId: number,
  { field, value }: Setting,
  { origin, zone }: By,
  at: number,
): { many: boolean } | null {
  const attribute = findAttribute(db, field)
  if (attribute === null || attribute.archivedAt !== null) return null
  const many = attribute.type === 'many_of'
  const known = many ? shownOf(db, subscriberId, field) : []
  const values = [...new Set([...known, value ?? dayOf(zone, at)])]
  const said = { values, provenance: 'declared' as const, origin, canonical: true }
  return recordValues(db, subscriberId, attribute, said, at).kind === 'invalid' ? null : { many }
}

/**
 * What somebody chose out of several of which each would make something of a field: those chosen hold, what the others would have
 * set does not. Where nothing is chosen, what they said so is taken back, and what others say of them stands again.
 * @param all what each of them would make of a field; `chosen`: those that were chosen
 */
export function setChosen(
  db: Db,
  subscriberId: number,
  { all, chosen }: { all: readonly Setting[]; chosen: readonly Setting[] },
  by: By,
  at: number,
): void {
  for (const field of new Set(all.map(setting => setting.field))) {
    const attribute = findAttribute(db, field)
    if (attribute === null || attribute.archivedAt !== null) continue
    const of = (settings: readonly Setting[]) => settings.filter(setting => setting.field === field)
    const wanted = of(chosen).map(({ value }) => value ?? dayOf(by.zone, at))
    const many = attribute.type === 'many_of'
    const others = many
      ? shownOf(db, subscriberId, field).filter(shown => !of(all).some(({ value }) => value === shown))
      : []
    const values = many ? [...new Set([...others, ...wanted])] : wanted.slice(0, 1)
    if (wanted.length === 0 && (values.length === 0 || !isFrom(db, subscriberId, field, by.origin)))
      withdrawFrom(db, subscriberId, attribute, 'declared', by.origin)
    else
      recordValues(
        db,
        subscriberId,
        attribute,
        { values, provenance: 'declared', origin: by.origin, canonical: true },
        at,
      )
  }
}

function shownOf(db: Db, subscriberId: number, field: number): string[] {
  return valuesOf(db, subscriberId)
    .filter(({ attributeId }) => attributeId === field)
    .map(({ shown }) => shown)
}

function isFrom(db: Db, subscriberId: number, field: number, origin: string): boolean {
  return valuesOf(db, subscriberId).some(value => value.attributeId === field && value.origin === origin)
}

function dayOf(zone: string, at: number): string {
  return DateTime.fromMillis(at, { zone }).toISODate() ?? ''
}
