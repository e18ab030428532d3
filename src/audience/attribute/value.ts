import { columnsOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { attributeClaims, attributeValues } from '../../db/schema/index.js'
import { type Attribute, builtIn, builtInKey } from '../attribute.js'
import { countryWritten } from '../place/town.js'
import { placeByCity } from '../place/whereabouts.js'
import { type Fact, factsOf, type Invalid, readFacts } from './fact.js'

const VALUE = columnsOf(attributeValues, 'attributeId', 'shown', 'provenance', 'origin', 'at')
const CLAIM = columnsOf(attributeClaims, 'attributeId', 'shown', 'provenance', 'origin', 'at')

/** Where a value comes from, weakest first: seen by us, told by another system, said by the person, set by an admin. */
export const PROVENANCES = attributeValues.provenance.enumValues

/** Where a value comes from. */
export type Provenance = (typeof PROVENANCES)[number]

/** What is known of somebody: one row for each value of a field. `origin` says by what it came, `at` is ms UTC. */
export type KnownValue = { attributeId: number; shown: string; provenance: Provenance; origin: string; at: number }

/**
 * What came of telling something: it is the person's value now; it was `kept` beside what `by`, a stronger or later
 * source, said; or it cannot be a value of that field, and nothing changed.
 */
export type Recorded = { kind: 'stored' } | { kind: 'kept'; by: Provenance } | Invalid

/** What brought a country that was written beside a city. */
const CITY = 'city'

type Said = { provenance: Provenance; origin: string; at: number }

/**
 * Takes what a source says of somebody. The rule (docs/adr/0008): corrected > declared > imported > observed. An equal or
 * stronger source replaces what stands (a person's own answer therefore always replaces their earlier one), a weaker
 * one is kept as a claim beside it; what a stronger one replaces becomes a claim too. Of two words of equal strength
 * the later one counts, in whatever order they arrive. The values of a field of many are replaced as a whole. A city
 * places the person (`placeByCity`), and tells their country where that is written beside it.
 * @param said.values as they were written, one unless the field is of many
 * @param said.canonical true for values that a program wrote: a number's point is then the decimal one
 * @param said.origin by what it came: `survey:3`, `contact`, `location`, `crm`, `admin:7001`
 * @param at when it was said, ms UTC
 */
export function recordValues(
  db: Db,
  subscriberId: number,
  attribute: Attribute,
  said: { values: readonly string[]; provenance: Provenance; origin: string; canonical?: boolean },
  at: number,
): Recorded {
  const read = (said.canonical === true ? factsOf : readFacts)(attribute, said.values, at)
  if (read.kind === 'invalid') return read
  const { provenance, origin } = said
  if (builtInKey(attribute) === 'city') recordCountry(db, subscriberId, said.values[0] ?? '', provenance, at)
  const standing = standingOf(db, subscriberId, attribute.id)
  const word: Said = { provenance, origin, at }
  if (standing !== null && !yields(standing, word)) {
    if (standing.provenance !== provenance) keepClaim(db, subscriberId, attribute.id, word, read.facts)
    return { kind: 'kept', by: standing.provenance }
  }
  if (standing !== null && standing.provenance !== provenance)
    keepClaim(db, subscriberId, attribute.id, standing, standing.facts)
  dropClaim(db, subscriberId, attribute.id, provenance)
  replaceFacts(db, subscriberId, attribute, word, read.facts)
  return { kind: 'stored' }
}

/**
 * Takes back what one source said of a field: if its word stood, the strongest of the others stands again.
 * @returns false when it had said nothing
 */
export function withdrawValues(db: Db, subscriberId: number, attribute: Attribute, provenance: Provenance): boolean {
  if (builtInKey(attribute) === 'city') withdrawFrom(db, subscriberId, builtIn(db, 'country'), provenance, CITY)
  const { changes } = dropClaim(db, subscriberId, attribute.id, provenance)
  if (standingOf(db, subscriberId, attribute.id)?.provenance !== provenance) return changes > 0
  const claim = strongestClaim(db, subscriberId, attribute.id)
  const read = claim === null ? null : factsOf(attribute, claim.shown.split('\n'), claim.at)
  if (claim !== null) dropClaim(db, subscriberId, attribute.id, claim.provenance)
  if (claim === null || read?.kind !== 'facts') clearFacts(db, subscriberId, attribute)
  else replaceFacts(db, subscriberId, attribute, claim, read.facts)
  return true
}

/**
 * Takes back what a source said, as far as it came by this origin: another word of an equal source has replaced it
 * otherwise.
 */
export function withdrawFrom(
  db: Db,
  subscriberId: number,
  attribute: Attribute,
  provenance: Provenance,
  origin: string,
): void {
  const said = db
    .sql(
      `select 1 from attribute_values where subscriber_id = :id and attribute_id = :field and provenance = :by and origin = :origin
       union all
       select 1 from attribute_claims where subscriber_id = :id and attribute_id = :field and provenance = :by and origin = :origin`,
    )
    .get({ id: subscriberId, field: attribute.id, by: provenance, origin })
  if (said !== undefined) withdrawValues(db, subscriberId, attribute, provenance)
}

/** Forgets what everybody said of a field. @returns false when nothing was known */
export function forgetValues(db: Db, subscriberId: number, attribute: Attribute): boolean {
  const { changes } = db
    .sql('delete from attribute_claims where subscriber_id = ? and attribute_id = ?')
    .run(subscriberId, attribute.id)
  return clearFacts(db, subscriberId, attribute) || changes > 0
}

/** All that is known of somebody, archived fields included, by field. */
export function valuesOf(db: Db, subscriberId: number): KnownValue[] {
  return db
    .sql<KnownValue>(
      `select ${VALUE.sql} from attribute_values
       where subscriber_id = ? order by attribute_id, value`,
    )
    .all(subscriberId)
}

/** What weaker sources say otherwise, by field; the values of a field of many stand on lines of one `shown`. */
export function claimsOf(db: Db, subscriberId: number): KnownValue[] {
  return db
    .sql<KnownValue>(
      `select ${CLAIM.sql} from attribute_claims
       where subscriber_id = ? order by attribute_id, at desc`,
    )
    .all(subscriberId)
}

/**
 * How many people have a value of a field, and how many of them by where from; a field of many counts a person once.
 * Asked in the people's reader, because it may take longer than the loop can wait.
 * @throws AppError `query_timeout` after 5 s
 */
export async function countValues(
  db: Db,
  attributeId: number,
): Promise<{ people: number; by: Partial<Record<Provenance, number>> }> {
  const rows = await db.people.rows<{ provenance: Provenance; people: number }>(
    `select provenance, count(distinct subscriber_id) as people from attribute_values
     where attribute_id = ? group by provenance`,
    [attributeId],
  )
  const by: Partial<Record<Provenance, number>> = {}
  for (const { provenance, people } of rows) by[provenance] = people
  return { people: rows.reduce((sum, row) => sum + row.people, 0), by }
}

/** The country that is written beside a city goes with it. */
function recordCountry(db: Db, subscriberId: number, city: string, provenance: Provenance, at: number): void {
  const country = countryWritten(city)
  const attribute = builtIn(db, 'country')
  withdrawFrom(db, subscriberId, attribute, provenance, CITY)
  if (country !== null) recordValues(db, subscriberId, attribute, { values: [country], provenance, origin: CITY }, at)
}

function yields(standing: Said, word: Said): boolean {
  const [old, fresh] = [standing.provenance, word.provenance].map(name => PROVENANCES.indexOf(name))
  if (old === undefined || fresh === undefined) return false
  return fresh > old || (fresh === old && word.at >= standing.at)
}

function standingOf(db: Db, subscriberId: number, attributeId: number): (Said & { facts: Fact[] }) | null {
  const rows = db
    .sql<Said & Fact>(
      `select value, shown, provenance, origin, at from attribute_values
       where subscriber_id = ? and attribute_id = ? order by value`,
    )
    .all(subscriberId, attributeId)
  const [first] = rows
  if (first === undefined) return null
  const { provenance, origin, at } = first
  return { provenance, origin, at, facts: rows.map(({ value, shown }) => ({ value, shown })) }
}

function replaceFacts(db: Db, subscriberId: number, attribute: Attribute, word: Said, facts: readonly Fact[]): void {
  db.sql('delete from attribute_values where subscriber_id = ? and attribute_id = ?').run(subscriberId, attribute.id)
  const insert = db.sql(
    `insert into attribute_values (attribute_id, value, subscriber_id, shown, provenance, origin, at)
     values (?, ?, ?, ?, ?, ?, ?)`,
  )
  for (const { value, shown } of facts)
    insert.run(attribute.id, value, subscriberId, shown, word.provenance, word.origin, word.at)
  if (builtInKey(attribute) === 'city') placeByCity(db, subscriberId, facts[0]?.shown ?? null)
}

function clearFacts(db: Db, subscriberId: number, attribute: Attribute): boolean {
  const { changes } = db
    .sql('delete from attribute_values where subscriber_id = ? and attribute_id = ?')
    .run(subscriberId, attribute.id)
  if (changes > 0 && builtInKey(attribute) === 'city') placeByCity(db, subscriberId, null)
  return changes > 0
}

function keepClaim(db: Db, subscriberId: number, attributeId: number, word: Said, facts: readonly Fact[]): void {
  db.sql(
    `insert into attribute_claims (subscriber_id, attribute_id, provenance, shown, origin, at)
     values (?, ?, ?, ?, ?, ?)
     on conflict do update set shown = excluded.shown, origin = excluded.origin, at = excluded.at
       where excluded.at >= attribute_claims.at`,
  ).run(subscriberId, attributeId, word.provenance, facts.map(({ shown }) => shown).join('\n'), word.origin, word.at)
}

function dropClaim(db: Db, subscriberId: number, attributeId: number, provenance: Provenance): { changes: number } {
  return db
    .sql('delete from attribute_claims where subscriber_id = ? and attribute_id = ? and provenance = ?')
    .run(subscriberId, attributeId, provenance)
}

function strongestClaim(db: Db, subscriberId: number, attributeId: number): (Said & { shown: string }) | null {
  const claims = db
    .sql<Said & { shown: string }>(
      'select provenance, origin, at, shown from attribute_claims where subscriber_id = ? and attribute_id = ?',
    )
    .all(subscriberId, attributeId)
  const strength = (claim: Said) => PROVENANCES.indexOf(claim.provenance)
  return claims.sort((a, b) => strength(b) - strength(a))[0] ?? null
}
