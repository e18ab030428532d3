import { distance } from 'fastest-levenshtein'
import type { Db } from '../../db/open.js'
import { AppError } from '../../errors.js'
import { fold } from '../../text/fold.js'
import { texts } from '../../text/index.js'
import { LAST_ORDER, LAST_ORDER_NAMES } from '../../text/last-order.js'
import { pollWords } from '../content/poll.js'
import { type Button, type Content, captionsOf } from '../content.js'
import { listTargets } from '../link.js'
import { placeholdersIn } from './address.js'
import { CODE, type FieldIds, findUnknownFields, names, namesIn } from './template.js'

/**
 * What messages may be filled with beside names: what is known of the last order, every field in use by its folded name, those that segcast brings along
 * by their names in both languages.
 */
export function fieldIds(db: Db): FieldIds {
  const ids: Record<string, number> = {}
  for (const [what, id] of Object.entries(LAST_ORDER)) for (const name of lastOrderNames(what)) ids[fold(name)] = id
  const rows = db
    .sql<{ id: number; key: string; folded: string | null }>(
      'select id, "key", label_folded as folded from attributes where archived_at is null order by id desc',
    )
    .all()
  for (const { id, key, folded } of rows)
    for (const name of folded === null ? builtInNames(key).map(fold) : [folded]) ids[name] = id
  return ids
}

function lastOrderNames(what: string): string[] {
  return Object.entries(LAST_ORDER_NAMES)
    .filter(([known]) => known === what)
    .flatMap(([, { en, ru }]) => [...en, ...ru])
}

function builtInNames(key: string): string[] {
  return (['en', 'ru'] as const).flatMap(language => {
    const { builtIn } = texts(language).fieldCards
    const name = Object.entries(builtIn).find(([known]) => known === key)?.[1]
    return name === undefined ? [] : [name]
  })
}

/** The names of all that messages may be filled with beside names, as they are written, in the order of the fields. */
function fieldNames(db: Db): string[] {
  return db
    .sql<{ key: string; label: string | null }>(
      'select "key", "label" from attributes where archived_at is null order by id',
    )
    .all()
    .flatMap(({ key, label }) => (label === null ? builtInNames(key) : [label]))
    .concat(Object.keys(LAST_ORDER).flatMap(lastOrderNames))
}

/**
 * The same content with the fields that its text and its buttons name. A name that was known before keeps its field,
 * whatever that is called by now.
 * @throws AppError `content_field_unknown` {field, nearest} for what stands in braces like a field but is none
 */
export function withFields(db: Db, content: Content): Content {
  const { fields: before, ...rest } = content
  const addresses = listTargets(content).flatMap(({ url }) => placeholdersIn(url))
  const asked = content.poll === undefined ? [] : pollWords(content.poll)
  const written = [...captionsOf(content).map(({ text }) => text), ...asked]
  const found = fieldsIn(db, [...written, ...writtenOn(content.buttons), ...addresses], before)
  // An address is read by others as well, who are told nothing of anybody's orders.
  const [told] = Object.entries(fieldsIn(db, addresses, before)).filter(([, id]) => id < 0)
  if (told !== undefined) throw new AppError('content_field_unknown', { field: told[0], nearest: '' })
  return { ...rest, ...(Object.keys(found).length > 0 && { fields: found }) }
}

/**
 * Of the names in these texts those of fields.
 * @param before what the names meant when they were written
 * @throws AppError as `withFields`
 */
export function fieldsIn(db: Db, written: readonly string[], before: FieldIds = {}): FieldIds {
  const wanted = new Set(written.flatMap(namesIn))
  if (wanted.size === 0) return {}
  const known: FieldIds = { ...fieldIds(db), ...before }
  const [field] = written.flatMap(text => findUnknownFields(text, known))
  if (field !== undefined) throw new AppError('content_field_unknown', { field, nearest: nearestName(db, field) })
  return Object.fromEntries(Object.entries(known).filter(([name]) => wanted.has(name)))
}

/** The field that was probably meant: the same but for a third of its letters; '' when nothing is near. */
export function nearestField(db: Db, written: string): string {
  return nearest(written, fieldNames(db))
}

function nearestName(db: Db, written: string): string {
  return nearest(written, [...fieldNames(db), ...Object.keys(names), CODE])
}

function nearest(written: string, known: readonly string[]): string {
  const far = (name: string) => distance(fold(written), fold(name))
  const [first] = known.toSorted((a, b) => far(a) - far(b))
  if (first === undefined) return ''
  return far(first) <= Math.max(1, Math.floor(Math.max(first.length, written.length) / 3)) ? first : ''
}

/** What buttons say, and what their addresses are filled with. */
export function writtenOn(buttons: readonly (readonly Button[])[]): string[] {
  return buttons.flat().flatMap(({ label, url }) => [label, ...placeholdersIn(url)])
}
