import type { Db } from '../../db/open.js'
import { recordValues } from '../attribute/value.js'
import { findAttribute } from '../attribute.js'
import { type Change, changeOf, columnsOf, differing, differingFields, fieldsOf } from './change.js'
import type { Taken } from './take.js'

/** A field that is set for people of a list by somebody of the team (a Telegram id), `at` ms UTC. */
export type FieldOfList = { attributeId: number; values: readonly string[]; adminId: number; at: number }

/**
 * Sets a field for some people of a list: within a slice of `takeIn`, whose file names them as `known_id`. It is the team's
 * word, as if each had been corrected by hand.
 */
export function takeList(
  db: Db,
  { attributeId, values, adminId, at }: FieldOfList,
  after: number,
  upto: number,
): Taken {
  const people = db
    .sql<{ id: number }>(
      `select s.id from incoming.result r cross join main.subscribers s on s.id = r.known_id and s.erased_at is null
       where r.id > ? and r.id <= ? order by r.id`,
    )
    .all(after, upto)
  const attribute = findAttribute(db, attributeId)
  const newest = db.sql<{ id: number | null }>('select max(id) as id from subscribers').get()?.id ?? 0
  if (attribute === null || attribute.archivedAt !== null) return { newest, changes: [] }
  const set = (id: number): Change[] => {
    const columns = columnsOf(db, 'subscribers', id)
    const fields = fieldsOf(db, id, [attributeId])
    const stands = fields[attributeId]?.values ?? []
    const same =
      stands.length === values.length &&
      stands.every(one => one.provenance === 'corrected' && values.includes(one.shown))
    if (columns === null || same) return []
    recordValues(db, id, attribute, { values, provenance: 'corrected', origin: `admin:${adminId}` }, at)
    return [
      ...changeOf('subscribers', id, differing(columns, columnsOf(db, 'subscribers', id) ?? columns)),
      ...changeOf('attribute_values', id, differingFields(fields, fieldsOf(db, id, [attributeId]))),
    ]
  }
  return { newest, changes: people.flatMap(({ id }) => set(id)) }
}
