import type { Db } from '../../db/open.js'
import type { Attribute } from '../attribute.js'
import { type Invalid, readFacts } from '../fact.js'
import { recordValues } from '../value.js'

const ROWS = 200

/**
 * Sets one field to one value for many people, some at a time; what a person says themselves stays above it. Done again it
 * comes to the same.
 * @param people ids of ours, each once
 * @param at ms UTC
 */
export async function setForAll(
  db: Db,
  attribute: Attribute,
  value: string,
  people: readonly number[],
  at: number,
): Promise<{ kind: 'set'; people: number } | Invalid> {
  const read = readFacts(attribute, [value], at)
  if (read.kind === 'invalid') return read
  for (let i = 0; i < people.length; i += ROWS) {
    const some = people.slice(i, i + ROWS)
    await db.group(() => {
      for (const person of some)
        recordValues(db, person, attribute, { values: [value], provenance: 'imported', origin: 'list' }, at)
    })
  }
  return { kind: 'set', people: people.length }
}
