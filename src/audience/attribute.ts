import { z } from 'zod'
import { columnsOf, type RowOf } from '../db/columns.js'
import type { Db } from '../db/open.js'
import { attributes } from '../db/schema/index.js'
import { AppError } from '../errors.js'
import { fold } from '../text/fold.js'
import { texts } from '../text/index.js'

/** What fields are about. */
export const ATTRIBUTE_GROUPS = attributes.group.enumValues

/** What a field is about. */
export type AttributeGroup = (typeof ATTRIBUTE_GROUPS)[number]

/** The fields that segcast brings along; their names stand in the texts. */
export const BUILT_IN = ['city', 'country', 'birthday'] as const

/** A field that segcast brings along. */
export type BuiltIn = (typeof BUILT_IN)[number]

const COLUMNS = columnsOf(attributes, 'id', 'key', 'label', 'group', 'type', 'options', 'purpose', 'archivedAt')
type Row = RowOf<typeof COLUMNS>

/**
 * A named fact about people. `key` is its name for programs, `label` null for the fields that segcast brings along,
 * `options` the values to choose from (null for types without a choice), `purpose` why it is asked.
 * `archivedAt` is ms UTC; null while it is used.
 */
export type Attribute = Omit<Row, 'options'> & { options: string[] | null }

/** A field as an admin describes it; `createdBy` is their Telegram id. */
export type NewAttribute = Pick<Attribute, 'group' | 'type' | 'options' | 'purpose'> & {
  label: string
  createdBy: number
}

/** How long a field's name and an option may be, in signs, and how many options a choice may have. */
export const LIMITS = { label: 40, option: 64, options: 50 } as const

const PURPOSE_LENGTH = 200
const optionsSchema = z.array(z.string())

/** All fields in use: by group, in it the oldest first. */
export function listAttributes(db: Db): Attribute[] {
  const place = (group: AttributeGroup) => ATTRIBUTE_GROUPS.indexOf(group)
  return db
    .sql<Row>(`select ${COLUMNS.sql} from attributes where archived_at is null order by id`)
    .all()
    .map(fromRow)
    .sort((a, b) => place(a.group) - place(b.group) || a.id - b.id)
}

/** The field with this id, archived or not; null when there is none. */
export function findAttribute(db: Db, id: number): Attribute | null {
  const row = db.sql<Row>(`select ${COLUMNS.sql} from attributes where id = ?`).get(id)
  return row === undefined ? null : fromRow(row)
}

/** The field with this id, archived or not. @throws AppError `attribute_not_found` */
export function getAttribute(db: Db, id: number): Attribute {
  const attribute = findAttribute(db, id)
  if (attribute === null) throw new AppError('attribute_not_found', { id })
  return attribute
}

/** A field that segcast brings along. */
export function builtIn(db: Db, key: BuiltIn): Attribute {
  const row = db.sql<Row>(`select ${COLUMNS.sql} from attributes where key = ?`).get(key)
  if (row === undefined) throw new AppError('attribute_not_found', { key })
  return fromRow(row)
}

/** The key of a field that segcast brings along; null for the admins' own. */
export function builtInKey(attribute: Pick<Attribute, 'key'>): BuiltIn | null {
  return BUILT_IN.find(key => key === attribute.key) ?? null
}

/**
 * Defines a field.
 * @throws AppError `attribute_name_invalid` (1 to 40 characters, one line), `attribute_name_taken` (whatever the case,
 * the built-in names of both languages included), `attribute_options_invalid` (a choice needs 2 to 50 different
 * options of up to 64 characters), `attribute_purpose_invalid` (up to 200 characters)
 */
export function createAttribute(db: Db, wanted: NewAttribute, at: number): Attribute {
  const label = readLabel(wanted.label)
  checkLabelFree(db, label, null)
  const options = wanted.type === 'one_of' || wanted.type === 'many_of' ? readOptions(wanted.options ?? []) : null
  const row = db
    .sql<Row>(
      `insert into attributes ("key", "label", label_folded, "group", "type", "options", "purpose", created_by, created_at)
       select 'f' || (coalesce(max(id), 0) + 1), ?, ?, ?, ?, ?, ?, ?, ? from attributes
       returning ${COLUMNS.sql}`,
    )
    .get(
      label,
      fold(label),
      wanted.group,
      wanted.type,
      options === null ? null : JSON.stringify(options),
      readPurpose(wanted.purpose),
      wanted.createdBy,
      at,
    )
  if (row === undefined) throw new Error('the field was not stored')
  return fromRow(row)
}

/**
 * Gives an admin's own field another name.
 * @throws AppError `attribute_not_found`, `attribute_built_in`, `attribute_name_invalid`, `attribute_name_taken`
 */
export function renameAttribute(db: Db, id: number, label: string): Attribute {
  const attribute = getOwn(db, id)
  const next = readLabel(label)
  checkLabelFree(db, next, id)
  db.sql('update attributes set label = ?, label_folded = ? where id = ?').run(next, fold(next), id)
  return { ...attribute, label: next }
}

/**
 * Says why a field is asked for, as people read it; null: nothing.
 * @throws AppError `attribute_not_found`, `attribute_purpose_invalid` (up to 200 characters)
 */
export function describePurpose(db: Db, id: number, purpose: string | null): Attribute {
  const attribute = getAttribute(db, id)
  const next = readPurpose(purpose)
  db.sql('update attributes set "purpose" = ? where id = ?').run(next, id)
  return { ...attribute, purpose: next }
}

/**
 * What a choice may be from now on. Options that are kept stay as they are written; the questions of the survey keep the
 * buttons they have.
 * @param options all of them, in their order
 * @throws AppError `attribute_not_found`, `attribute_built_in`, `attribute_options_invalid`; `attribute_option_in_use` with
 * `option` and `what` (people, survey or segment) for one that is gone from the list although somebody has it
 */
export function changeOptions(db: Db, id: number, options: readonly string[]): Attribute {
  const attribute = getOwn(db, id)
  const next = readOptions(options)
  const kept = new Set(next.map(fold))
  for (const option of attribute.options ?? []) {
    const user = kept.has(fold(option)) ? null : optionUser(db, id, option)
    if (user !== null) throw new AppError('attribute_option_in_use', { option, what: user })
  }
  db.sql('update attributes set options = ? where id = ? and options is not null').run(JSON.stringify(next), id)
  return getAttribute(db, id)
}

/**
 * Gives a choice further options, behind those that it has; what there is no room for is left out.
 * @param options all that it should have
 * @throws AppError `attribute_not_found`, `attribute_options_invalid`
 */
export function widenOptions(db: Db, id: number, options: readonly string[]): Attribute {
  const attribute = getAttribute(db, id)
  if (attribute.options === null) return attribute
  const there = new Set(attribute.options.map(fold))
  const more = options.filter(option => !there.has(fold(option))).slice(0, LIMITS.options - attribute.options.length)
  if (more.length === 0) return attribute
  const next = readOptions([...attribute.options, ...more])
  db.sql('update attributes set options = ? where id = ?').run(JSON.stringify(next), id)
  return { ...attribute, options: next }
}

/** Who needs an option of a field: people who have it, a question of the survey, or a saved segment; null: nobody. */
export function optionUser(db: Db, id: number, option: string): 'people' | 'survey' | 'segment' | null {
  const is = (value: unknown) => typeof value === 'string' && fold(value) === fold(option)
  const known = db
    .sql('select 1 from attribute_values where attribute_id = ? and value = ? limit 1')
    .get(id, fold(option))
  if (known !== undefined) return 'people'
  const asked = db.sql<{ value: unknown }>(
    `select j.value from survey_questions q, json_tree(q.options) j
     where q.attribute_id = ? and q.archived_at is null and j.key = 'value'`,
  )
  if (asked.all(id).some(({ value }) => is(value))) return 'survey'
  const named = db.sql<{ value: unknown }>(
    `select v.value from segments s, json_tree(s.criterion) f, json_tree(s.criterion, f.path) v
     where s.deleted_at is null and f.key = 'field' and f.value = ? and v.type = 'text' and v.key <> 'leaf'`,
  )
  return named.all(id).some(({ value }) => is(value)) ? 'segment' : null
}

/**
 * Puts a field away: it is offered nowhere any more; what is known stays, for reports of old broadcasts.
 * @param at ms UTC
 * @throws AppError `attribute_not_found`, `attribute_built_in`; `attribute_in_use` with `what` (segment, offer, survey or
 * campaign) and `by`, the name of a saved segment, of an offer whose draft or unfinished broadcast asks for it or shows it, of a
 * campaign that starts by it or asks for it, or the text of a question of the survey
 */
export function archiveAttribute(db: Db, id: number, at: number): void {
  if (getOwn(db, id).archivedAt !== null) return
  const user = db.sql<{ what: string; by: string }>(USERS).get({ id })
  if (user !== undefined) throw new AppError('attribute_in_use', user)
  db.sql('update attributes set archived_at = ? where id = ?').run(at, id)
}

/** Whose criterion, or which question, asks for the field :id. In a criterion only a field's leaf has the key `field`. */
const USERS = `
  select 'segment' as what, s.name as by from segments s
  where s.deleted_at is null
    and exists (select 1 from json_tree(s.criterion) j where j.key = 'field' and j.type = 'integer' and j.value = :id)
  union all
  select 'offer', o.name from offers o
  where o.state = 'draft'
    and exists (select 1 from json_tree(o.draft) j where j.key = 'field' and j.type = 'integer' and j.value = :id)
  union all
  select 'offer', o.name from broadcasts b join offers o on o.id = b.offer_id
  where b.state not in ('finished', 'cancelled') and (
    exists (select 1 from json_tree(b.parts) j where j.key = 'field' and j.type = 'integer' and j.value = :id)
    or exists (select 1 from json_tree(b.left_out) j where j.key = 'field' and j.type = 'integer' and j.value = :id))
  union all
  select 'offer', o.name from offers o join variants v on v.offer_id = o.id
  where (o.state = 'draft' or exists (
      select 1 from broadcasts b where b.offer_id = o.id and b.state not in ('finished', 'cancelled')))
    and (exists (select 1 from json_each(v.content, '$.fields') j where j.value = :id)
      or exists (select 1 from links l where l.variant_id = v.id
        and (l.url = 'do:today/' || cast(:id as integer) or l.url like 'do:set/' || cast(:id as integer) || '/%')))
  union all
  select 'survey', q.text from survey_questions q where q.archived_at is null and q.attribute_id = :id
  union all
  select 'campaign', c.name from campaigns c where c.state in ('draft', 'running', 'paused') and (
    c.starts ->> '$.on.attributeId' = :id
    or exists (select 1 from campaign_editions e
      where e.campaign_id = c.id and e.edition > c.edition and e.starts ->> '$.on.attributeId' = :id)
    or exists (select 1 from campaign_messages m, json_tree(m.only_if) j where m.campaign_id = c.id and m.edition >= c.edition
      and j.key = 'field' and j.type = 'integer' and j.value = :id))
  limit 1`

function getOwn(db: Db, id: number): Attribute {
  const attribute = getAttribute(db, id)
  if (attribute.label === null) throw new AppError('attribute_built_in')
  return attribute
}

function checkLabelFree(db: Db, label: string, self: number | null): void {
  const folded = fold(label)
  const reserved = (['en', 'ru'] as const).some(language =>
    BUILT_IN.some(key => fold(texts(language).fieldCards.builtIn[key]) === folded),
  )
  const holder = db
    .sql<{ id: number }>('select id from attributes where label_folded = ? and archived_at is null')
    .get(folded)
  if (reserved || (holder !== undefined && holder.id !== self))
    throw new AppError('attribute_name_taken', { name: label })
}

function readLabel(input: string): string {
  const label = squeeze(input)
  if (!hasInk(label) || [...label].length > LIMITS.label)
    throw new AppError('attribute_name_invalid', { limit: LIMITS.label })
  return label
}

function readPurpose(input: string | null): string | null {
  const purpose = squeeze(input ?? '')
  if ([...purpose].length > PURPOSE_LENGTH) throw new AppError('attribute_purpose_invalid', { limit: PURPOSE_LENGTH })
  return hasInk(purpose) ? purpose : null
}

function readOptions(input: readonly string[]): string[] {
  const options = input.map(squeeze).filter(hasInk)
  const invalid = (why: string, details: Record<string, string | number> = {}) =>
    new AppError('attribute_options_invalid', { why, ...details })
  if (options.length < 2 || options.length > LIMITS.options) throw invalid('count', { limit: LIMITS.options })
  const long = options.find(option => [...option].length > LIMITS.option)
  if (long !== undefined) throw invalid('long', { text: long, limit: LIMITS.option })
  const seen = new Set<string>()
  for (const option of options) {
    if (seen.has(fold(option))) throw invalid('twice', { text: option })
    seen.add(fold(option))
  }
  return options
}

function squeeze(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim()
}

/** True when there is something to see in it. */
function hasInk(text: string): boolean {
  return text.replace(/[\p{C}\p{Z}]/gu, '') !== ''
}

function fromRow(row: Row): Attribute {
  return { ...row, options: row.options === null ? null : optionsSchema.parse(JSON.parse(row.options)) }
}
