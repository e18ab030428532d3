import { randomInt } from 'node:crypto'
import type { Db } from '../../db/open.js'
import { type FactProblem, factsOf } from '../attribute/fact.js'
import { recordValues, withdrawValues } from '../attribute/value.js'
import { type Attribute, listAttributes } from '../attribute.js'
import { isErased } from '../erase/erasure.js'
import { assignNewcomer } from '../holdout.js'
import { concernedBy, linkSubscriber } from '../linking.js'
import { readPhone } from '../phone.js'
import { recordEvent } from '../subscription/history.js'
import { type Columns, columnsOf, fieldsOf } from './change.js'
import { isCalled } from './field.js'

/**
 * What another system says of one person, null where it does not say. `phone` is as it is written there, with the country's
 * code; `fields` go by their names on the screen, a value null takes back what other systems said.
 */
export type ToldPerson = {
  telegramId: number
  firstName: string | null
  lastName: string | null
  username: string | null
  language: string | null
  phone: string | null
  fields: Readonly<Record<string, readonly string[] | null>>
}

/**
 * On which terms somebody is taken: `ground` says why a newcomer may be written to (null: nobody new comes in), `vouchedBy`
 * (an owner's Telegram id) says it, `by` is what told of them: `api:3`. `team`: Telegram ids of the team.
 */
export type PersonTerms = { ground: string | null; vouchedBy: number; by: string; team: readonly number[] }

/** Why a person was not taken; then nothing was written. `phone_linked`: a customer is linked to them by the phone that stands. */
export type PersonRefused =
  | { kind: 'refused'; why: 'not_here' | 'team' | 'forgotten' | 'phone' | 'phone_linked' }
  | { kind: 'refused'; why: 'field_unknown'; field: string }
  | { kind: 'refused'; why: 'field_value'; field: string; problem: FactProblem }

/** What brought values that another system told. */
const CRM = 'crm'
const DICE_SIDES = 2 ** 31 - 1

/**
 * Takes what another system says of a person: one who is here, or, where it says on what ground, one who is moved in by it.
 * Names change only while they never showed themselves, the phone stays one that they did not confirm, fields go by the
 * rule of `recordValues`. Nobody is subscribed again, and the forgotten stay forgotten.
 * @param at ms UTC
 */
export function takePerson(
  db: Db,
  told: ToldPerson,
  terms: PersonTerms,
  at: number,
): { kind: 'new' | 'changed' | 'same'; id: number } | PersonRefused {
  const phone = told.phone === null ? null : (readPhone(told.phone)?.number ?? null)
  if (told.phone !== null && phone === null) return refused('phone')
  if (isErased(db, { telegramId: told.telegramId, phone, externalId: null })) return refused('forgotten')
  const fields = readTold(db, told.fields, at)
  if (!(fields instanceof Map)) return fields
  const known = db.sql<Known>(KNOWN).get(told.telegramId)
  if (known === undefined) {
    if (terms.team.includes(told.telegramId)) return refused('team')
    return terms.ground === null
      ? refused('not_here')
      : { kind: 'new', id: moveIn(db, { ...told, phone }, fields, { ...terms, ground: terms.ground }, at) }
  }
  const newPhone = phone !== null && known.phone === null && phone !== known.filePhone ? phone : null
  if (newPhone !== null && known.linkedBy === 'file_phone') return refused('phone_linked')
  const { id } = known
  const before = stateOf(db, id, fields.keys())
  if (known.seen === 0) nameAnew(db, id, told)
  const concerned = newPhone === null ? [] : concernedBy(db, id)
  if (newPhone !== null) db.sql('update subscribers set file_phone = ? where id = ?').run(newPhone, id)
  setFields(db, id, fields, at)
  if (newPhone !== null) linkSubscriber(db, id, at, concerned)
  return { kind: stateOf(db, id, fields.keys()) === before ? 'same' : 'changed', id }
}

type Known = { id: number; seen: number; phone: string | null; filePhone: string | null; linkedBy: string | null }

const KNOWN = `
  select s.id, s.last_seen_at is not null as seen, s.phone, s.file_phone as filePhone, c.linked_by as linkedBy
  from subscribers s left join customers c on c.subscriber_id = s.id where s.telegram_id = ?`

type Fields = Map<number, { attribute: Attribute; values: readonly string[] | null }>

/** Every field and value is looked at before any is written. */
function readTold(db: Db, told: ToldPerson['fields'], at: number): Fields | PersonRefused {
  const fields: Fields = new Map()
  const attributes = Object.keys(told).length === 0 ? [] : listAttributes(db)
  for (const [field, values] of Object.entries(told)) {
    const attribute = attributes.find(one => isCalled(one, field))
    if (attribute === undefined) return { kind: 'refused', why: 'field_unknown', field }
    const read = values === null ? null : factsOf(attribute, values, at)
    if (read?.kind === 'invalid') return { kind: 'refused', why: 'field_value', field, problem: read.why }
    fields.set(attribute.id, { attribute, values })
  }
  return fields
}

function setFields(db: Db, id: number, fields: Fields, at: number): void {
  for (const [attributeId, { attribute, values }] of fields) {
    if (values === null) withdrawValues(db, id, attribute, 'imported')
    else if (!isSaid(db, id, attributeId, attribute, values, at))
      recordValues(db, id, attribute, { values, provenance: 'imported', origin: CRM, canonical: true }, at)
  }
}

/** True where another system has said the very same: saying it again would only make it look newer. */
function isSaid(db: Db, id: number, attributeId: number, attribute: Attribute, values: readonly string[], at: number) {
  const read = factsOf(attribute, values, at)
  const { values: stands = [], claims = [] } = fieldsOf(db, id, [attributeId])[attributeId] ?? {}
  if (read.kind === 'invalid') return false
  const shown = read.facts.map(fact => fact.shown)
  if (claims.some(claim => claim.provenance === 'imported' && claim.shown === shown.join('\n'))) return true
  const said = new Set(shown)
  return stands.length === said.size && stands.every(fact => fact.provenance === 'imported' && said.has(fact.shown))
}

function nameAnew(db: Db, id: number, { firstName, lastName, username, language }: ToldPerson): void {
  db.sql(
    `update subscribers set first_name = coalesce(:firstName, first_name), last_name = coalesce(:lastName, last_name),
       username = coalesce(:username, username), telegram_language = coalesce(:language, telegram_language) where id = :id`,
  ).run({ firstName, lastName, username, language, id })
}

function moveIn(
  db: Db,
  { telegramId, firstName, lastName, username, language, phone }: ToldPerson,
  fields: Fields,
  { ground, vouchedBy, by }: PersonTerms & { ground: string },
  at: number,
): number {
  const row = db
    .sql<{ id: number }>(
      `insert into subscribers (telegram_id, first_name, last_name, username, telegram_language, subscribed_at, file_phone,
         greeted_by, vouched_by, ground, dice, created_at)
       values (:telegramId, :firstName, :lastName, :username, :language, :at, :phone, 0, :vouchedBy, :ground, :dice, :at)
       returning id`,
    )
    .get({
      ...{ telegramId, firstName: firstName ?? '', lastName, username, language, phone, vouchedBy, ground, at },
      dice: randomInt(DICE_SIDES),
    })
  if (row === undefined) throw new Error('the person was not stored')
  recordEvent(db, row.id, 'move_in', { source: by, vouchedBy }, at)
  setFields(db, row.id, fields, at)
  linkSubscriber(db, row.id, at)
  assignNewcomer(db, row.id, at)
  return row.id
}

/** All that taking somebody may change of them. */
function stateOf(db: Db, id: number, attributeIds: Iterable<number>): string {
  const columns: Columns | null = columnsOf(db, 'subscribers', id)
  return JSON.stringify([columns, fieldsOf(db, id, attributeIds)])
}

function refused(why: 'not_here' | 'team' | 'forgotten' | 'phone' | 'phone_linked'): PersonRefused {
  return { kind: 'refused', why }
}
