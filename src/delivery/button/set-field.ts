import { DateTime } from 'luxon'
import { recordValues, valuesOf, withdrawFrom } from '../../audience/attribute/value.js'
import { type Attribute, findAttribute } from '../../audience/attribute.js'
import type { Db } from '../../db/open.js'
import type { Action } from '../../offers/button/action.js'

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

/** By these words what was known before is kept beside what they add; any other says all of a field that holds many. */
const ADDING = /^(?:poll|button):/

/**
 * What somebody chose out of several of which each would make something of a field: those chosen hold, what the others would have
 * set does not. Where nothing is chosen, what they said so is taken back, also out of what was added to it since, and what others say
 * of them stands again.
 * @param all what each of them would make of a field; `chosen`: those that were chosen; `before`: those that they had chosen until now
 */
export function setChosen(
  db: Db,
  subscriberId: number,
  { all, chosen, before }: Record<'all' | 'chosen' | 'before', readonly Setting[]>,
  by: By,
  at: number,
): void {
  for (const field of new Set(all.map(setting => setting.field))) {
    const attribute = findAttribute(db, field)
    if (attribute === null || attribute.archivedAt !== null) continue
    const of = (settings: readonly Setting[]) => settings.filter(setting => setting.field === field)
    const wanted = of(chosen).map(({ value }) => value ?? dayOf(by.zone, at))
    const many = attribute.type === 'many_of'
    if (wanted.length === 0) {
      takeBack(db, subscriberId, attribute, of(before), by, at)
      continue
    }
    const others = many
      ? shownOf(db, subscriberId, field).filter(shown => !of(all).some(({ value }) => value === shown))
      : []
    const values = many ? [...new Set([...others, ...wanted])] : wanted.slice(0, 1)
    recordValues(db, subscriberId, attribute, { ...DECLARED, values, origin: by.origin }, at)
  }
}

const DECLARED = { provenance: 'declared', canonical: true } as const

/** Nothing of a field is chosen any more: what was chosen before goes, and the rest of a field that holds many stays. */
function takeBack(
  db: Db,
  subscriberId: number,
  attribute: Attribute,
  before: readonly Setting[],
  { origin }: By,
  at: number,
): void {
  const known = valuesOf(db, subscriberId).filter(({ attributeId }) => attributeId === attribute.id)
  const [standing] = known
  if (attribute.type !== 'many_of' || standing === undefined || !ADDING.test(standing.origin)) {
    withdrawFrom(db, subscriberId, attribute, 'declared', origin)
    return
  }
  const values = known.map(({ shown }) => shown).filter(shown => !before.some(({ value }) => value === shown))
  if (values.length === 0) withdrawFrom(db, subscriberId, attribute, 'declared', standing.origin)
  else if (values.length < known.length)
    recordValues(db, subscriberId, attribute, { ...DECLARED, values, origin: standing.origin }, at)
}

function shownOf(db: Db, subscriberId: number, field: number): string[] {
  return valuesOf(db, subscriberId)
    .filter(({ attributeId }) => attributeId === field)
    .map(({ shown }) => shown)
}

function dayOf(zone: string, at: number): string {
  return DateTime.fromMillis(at, { zone }).toISODate() ?? ''
}
