import { fillingsFor } from '../../../audience/attribute/filling.js'
import type { Bindable } from '../../../db/binding.js'
import { columnsOf } from '../../../db/columns.js'
import type { Db } from '../../../db/open.js'
import { subscribers } from '../../../db/schema/index.js'
import { newcomerSql } from '../../../delivery/plan/newcomer.js'
import { type Content, filledWords } from '../../../offers/content.js'
import type { Draft } from '../../../offers/offer.js'
import {
  type Field,
  fillTemplate,
  findPlaceholders,
  isName,
  isOffersOwn,
  type NameField,
  type OffersOwn,
  ownId,
  prepareTemplate,
} from '../../../offers/personal/template.js'
import { type Addressee, personalValue } from '../../../offers/personal.js'
import { compileCriterion, type EvaluationContext } from '../../../segments/compile.js'
import { expandCriterion } from '../../../segments/criterion/expand.js'
import type { Criterion } from '../../../segments/criterion.js'
import { getSegment } from '../../../segments/segment.js'
import { onOneLine } from '../../../text/edges.js'
import type { Language } from '../../../text/format.js'
import type { Here } from '../../here.js'
import { unlessSlow } from '../patience.js'
import { EVERYONE } from './versions.js'

/** As whom a test is seen: a typical person of the audience, the one with the longest values, one with none, a chosen one. */
export type Face = { kind: 'typical' | 'longest' | 'none' } | { kind: 'person'; id: number }

/** Whose values stand in a test; `person` null for somebody without any. */
export type Seen = { addressee: Addressee; person: Addressee | null }

const SAMPLE = 31
const FOUND = 8
const NOBODY: Addressee = { firstName: '', lastName: null, username: null }
const COLUMNS = columnsOf(subscribers, 'firstName', 'lastName', 'username').of('s')
const columnOf: Record<NameField, string> = {
  first_name: 's.first_name',
  last_name: 's.last_name',
  username: 's.username',
}

/** A face as the number on a button, and back. */
export const faceNumber = (face: Face): number =>
  face.kind === 'person' ? face.id : { typical: 0, longest: -1, none: -2 }[face.kind]
export const faceOf = (n: number): Face =>
  n > 0 ? { kind: 'person', id: n } : { kind: n === 0 ? 'typical' : n === -1 ? 'longest' : 'none' }

/** The fields that a message shows, in its text or on its buttons; what belongs to the offer tells nothing of anybody. */
export function fieldsOf(content: Content): Exclude<Field, OffersOwn>[] {
  const texts = [...filledWords(content), ...content.buttons.flat().map(({ label }) => label)]
  const shown = texts.flatMap(text => findPlaceholders(text, content.fields)).map(({ field }) => field)
  return [...new Set(shown.filter(field => !isOffersOwn(field)))]
}

/** Who could get a version, as far as that is chosen; everyone where nobody is. `segmentId` null: for all, or the rest. */
export function readersOf(db: Db, { segments, each, rest }: Draft, segmentId: number | null): Criterion {
  if (segmentId !== null) return getSegment(db, segmentId).criterion
  if (each || rest || segments.length === 0) return EVERYONE
  return { any: segments.map(id => getSegment(db, id).criterion) }
}

/**
 * Somebody of the audience with this face; `stranger` where there is nobody, or finding them takes too long.
 * @throws AppError `segment_not_found`
 */
export async function findFace(
  db: Db,
  face: Face,
  wanted: { content: Content; readers: Criterion; stranger: Addressee },
  context: EvaluationContext & { language: Language },
): Promise<Seen> {
  const { content, readers, stranger } = wanted
  if (face.kind === 'none') return { addressee: NOBODY, person: null }
  if (face.kind === 'person') {
    const chosen = await people(db, 's.id = ?', 's.id', [face.id])
    const person = filled(db, chosen, content, context)[0] ?? stranger
    return { addressee: person, person }
  }
  const { text, params } = compileCriterion(expandCriterion(db, readers), context)
  const length = fieldsOf(content).map(lengthSql).join(' + ')
  const order = face.kind === 'longest' && length !== '' ? `${length} desc, s.dice` : 's.dice'
  const sample = await people(db, `s.status = 'active' and ${text}`, order, params)
  const template = prepareTemplate(content.text, content.fields)
  const lengthOf = (person: Addressee) => fillTemplate(template, field => personalValue(person, field)).text.length
  const sorted = filled(db, sample, content, context).sort((a, b) => lengthOf(b) - lengthOf(a))
  const person = sorted[face.kind === 'longest' ? 0 : Math.floor(sorted.length / 2)] ?? stranger
  return { addressee: person, person }
}

/** How long a value of `s` of subscribers is, as SQL. */
function lengthSql(field: Exclude<Field, OffersOwn>): string {
  if (isName(field)) return `length(coalesce(${columnOf[field]}, ''))`
  if ((ownId(field) ?? 0) < 0)
    return `coalesce((select max(length(l.product)) from customers c join orders o on o.customer_id = c.id
      join order_lines l on l.order_id = o.id where c.subscriber_id = s.id), 0)`
  return `coalesce((select sum(length(v.shown)) from attribute_values v
    where v.subscriber_id = s.id and v.attribute_id = ${ownId(field)}), 0)`
}

/** People with what is known of them in the fields of a message. */
function filled(
  db: Db,
  people: readonly Found[],
  content: Content,
  { language, zone }: { language: Language; zone: string },
): Addressee[] {
  const fields = fieldsOf(content)
    .map(ownId)
    .filter(id => id !== null)
  const fillings = fillingsFor(
    db,
    people.map(({ id }) => id),
    fields,
    language,
    zone,
  )
  return people.map(person => {
    const values = fillings.get(person.id)
    return values === undefined ? person : { ...person, values }
  })
}

/** Whether some of those who could get a version were moved in and get their first offer. */
export async function hasNewcomers(db: Db, readers: Criterion, context: EvaluationContext): Promise<boolean> {
  const { text, params } = compileCriterion(expandCriterion(db, readers), context)
  const asked = db.people.rows(
    `select 1 from subscribers s where s.status = 'active' and ${newcomerSql()} and ${text} limit 1`,
    params,
  )
  return (await unlessSlow(asked, [])).length > 0
}

function people(db: Db, where: string, order: string, params: readonly Bindable[]): Promise<Found[]> {
  const text = `select s.id, ${COLUMNS} from subscribers s where ${where} order by ${order} limit ${SAMPLE}`
  return unlessSlow(db.people.rows<Found>(text, [...params]), [])
}

/** A person found by name. */
export type Found = Addressee & { id: number }

/** People with these words in their name or username, whatever the case; the latest seen first, eight at most. */
export async function findByName(db: Db, input: string): Promise<Found[]> {
  const words = onOneLine(input.normalize('NFKC').replace(/^@/, ''))
  if (words === '') return []
  const capital = words.toLowerCase().replace(/(^|\s)\p{L}/gu, letter => letter.toUpperCase())
  // SQLite knows the case of Latin letters only.
  const ways = [...new Set([words, words.toLowerCase(), words.toUpperCase(), capital])]
  const name = `s.first_name || ' ' || coalesce(s.last_name, '')`
  const named = ways.map(() => `instr(${name}, ?) > 0`).join(' or ')
  return db.people.rows<Found>(
    `select s.id, ${COLUMNS} from subscribers s where ${named} or lower(s.username) = ?
      order by s.last_seen_at desc, s.id limit ${FOUND}`,
    [...ways, words.toLowerCase()],
  )
}

/** Who is set down to see tests, but for whoever asks for one. */
export function otherPeople({ preferences, me }: Pick<Here, 'preferences' | 'me'>): number[] {
  return preferences.testPeople().filter(id => id !== me)
}

/** "Anna P." */
export function faceName({ firstName, lastName }: Addressee): string {
  const initial = [...(lastName ?? '').trim()][0]
  return initial === undefined ? firstName : `${firstName} ${initial}.`
}
