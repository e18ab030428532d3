import { BETWEEN_VALUES, fieldHeader } from '../../crm/own-file.js'
import type { Db } from '../../db/open.js'

/** Who somebody is, as far as files for those say it who may know. */
export type Who = {
  telegramId: number | null
  firstName: string
  lastName: string | null
  username: string | null
  phone: string | null
  status: string
}

/** A field that has a column in a file of people; `header` is that of its column. */
export type FieldColumn = { id: number; type: string; label: string | null; header: string }

/** The fields in use, each with its column: those that segcast brings along by their keys, the team's own by their labels. */
export function fieldColumns(db: Db): FieldColumn[] {
  return db
    .sql<{ id: number; type: string; key: string; label: string | null }>(
      'select id, type, key, label from attributes where archived_at is null order by id',
    )
    .all()
    .map(({ id, type, key, label }) => ({ id, type, label, header: fieldHeader(label ?? key) }))
}

/**
 * True for a field whose values are hidden from those who may not know who people are: people, or somebody about them,
 * said it in words of their own. Towns and countries, which segcast brings along, are no such words.
 */
export function isInOwnWords({ type, label }: { type: string; label: string | null }): boolean {
  return type === 'text' && label !== null
}

/** What is known of these people: by person, then by field; several values stand on lines of their own. */
export async function valuesOf(db: Db, people: readonly number[]): Promise<Map<number, Map<number, string>>> {
  const rows = await db.jobs.rows<{ person: number; field: number; shown: string }>(
    `select subscriber_id as person, attribute_id as field, shown from attribute_values
     where subscriber_id in (select value from json_each(?)) order by subscriber_id, attribute_id, value`,
    [JSON.stringify(people)],
  )
  const known = new Map<number, Map<number, string>>()
  for (const { person, field, shown } of rows) {
    const values = known.get(person) ?? new Map<number, string>()
    known.set(person, values)
    const before = values.get(field)
    values.set(field, before === undefined ? shown : `${before}${BETWEEN_VALUES}${shown}`)
  }
  return known
}
