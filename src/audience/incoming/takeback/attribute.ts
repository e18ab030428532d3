import { z } from 'zod'
import type { Db } from '../../../db/open.js'
import { isAppError } from '../../../errors.js'
import { archiveAttribute, changeOptions, findAttribute } from '../../attribute.js'
import type { TakingBack, WhyKept } from './taking.js'

const options = z.object({ options: z.array(z.string()) })

/** A field that the import made, where nobody has it and nothing asks for it. */
export function removeAttribute(db: Db, { now, claimed }: TakingBack, id: number): WhyKept | null {
  const attribute = findAttribute(db, id)
  if (attribute === null) return null
  const known = db
    .sql(
      `select 1 from attribute_values where attribute_id = :id
       union all select 1 from survey_questions where attribute_id = :id limit 1`,
    )
    .get({ id })
  if (
    claimed.has(id) ||
    known !== undefined ||
    !(isFree(() => archiveAttribute(db, id, now)) || attribute.archivedAt !== null)
  )
    return 'used'
  db.sql('delete from attributes where id = ?').run(id)
  return null
}

/** The options of a field as they were before, unless somebody changed them or needs them. */
export function returnOptions(db: Db, id: number, before: string, after: string): WhyKept | null {
  const attribute = findAttribute(db, id)
  if (attribute === null) return null
  if (JSON.stringify(attribute.options) !== JSON.stringify(options.parse(JSON.parse(after)).options)) return 'changed'
  return isFree(() => void changeOptions(db, id, options.parse(JSON.parse(before)).options)) ? null : 'used'
}

/** False where the rule refuses, because somebody needs it. */
function isFree(act: () => void): boolean {
  try {
    act()
    return true
  } catch (error) {
    if (isAppError(error)) return false
    throw error
  }
}
