import type { Db } from '../db/open.js'
import type { Language } from '../text/format.js'
import type { Attribute } from './attribute.js'
import { valueWords } from './value-words.js'

/** Values of some fields of some people; takes both as JSON, people first. */
export const VALUES_OF = `select v.subscriber_id as person, v.attribute_id as id, v.shown, a."key", a."type"
  from json_each(?) p cross join json_each(?) f
  cross join attribute_values v indexed by attribute_values_subscriber
    on v.subscriber_id = p.value and v.attribute_id = f.value
  cross join attributes a on a.id = v.attribute_id order by v.subscriber_id, v.attribute_id, v.value`

/** What is known of somebody in some fields, by the fields' ids, in words; several values of one are a list. */
export type Filling = ReadonlyMap<number, string>

/**
 * What messages to these people are filled with, by their ids; of whom nothing is known is not in it. One query for all of
 * them.
 * @param language in which days, numbers, towns, yes and no are said
 */
export function fillingsFor(
  db: Db,
  people: readonly number[],
  fields: readonly number[],
  language: Language,
): ReadonlyMap<number, Filling> {
  const fillings = new Map<number, Map<number, string>>()
  if (people.length === 0 || fields.length === 0) return fillings
  const rows = db
    .sql<{ person: number; id: number; shown: string } & Pick<Attribute, 'key' | 'type'>>(VALUES_OF)
    .all(JSON.stringify(people), JSON.stringify(fields))
  for (const { person, id, shown, ...attribute } of rows) {
    const theirs = fillings.get(person) ?? new Map<number, string>()
    const words = valueWords(attribute, shown, language)
    const before = theirs.get(id)
    theirs.set(id, before === undefined ? words : `${before}, ${words}`)
    fillings.set(person, theirs)
  }
  return fillings
}
