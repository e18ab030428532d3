import type { Db } from '../../../../db/open.js'
import type { Audience } from '../../../../delivery/broadcast.js'
import { planSql, type Question } from '../../../../delivery/plan.js'
import type { Content } from '../../../../offers/content.js'
import { type Addressee, lengthLimit, longestLength, personalValue } from '../../../../offers/personal.js'
import { type Field, fillTemplate, findPlaceholders, prepareTemplate } from '../../../../offers/template.js'
import type { Variant } from '../../../../offers/variant.js'
import { compileCriterion, type EvaluationContext } from '../../../../segments/compile.js'
import type { Criterion } from '../../../../segments/criterion.js'
import { expandCriterion } from '../../../../segments/expand.js'

const NAMED = 3
const READ = 2_000

/** People for whom a text becomes longer than `limit`; `worst` is its length for the one with the longest name. */
export type Overlong = { people: number; names: string[]; worst: number; limit: number }

/**
 * Those in the audience whose own names make their message too long, by the statement that will plan the broadcast; null
 * when there are none. Nothing is asked of the database while even the longest names that Telegram allows would fit.
 */
export async function findOverlong(
  db: Db,
  variants: readonly Variant[],
  audience: Audience,
  context: EvaluationContext,
  question: Question,
): Promise<Overlong | null> {
  const found: Overlong[] = []
  for (const { id, content } of variants) {
    const limit = lengthLimit(content)
    if (longestLength(content) <= limit) continue
    const plan = planSql(audience, context, question)
    const parts = audience.parts.flatMap((part, i) => (part.variantId === id ? [i] : []))
    const { text, fixed } = lengthSql(content)
    // A letter of SQLite's is one or two of Telegram's: whom this lets through is counted exactly below.
    const rows = await db.people.rows<Addressee>(
      `select s.first_name as firstName, s.last_name as lastName, s.username
       from (${plan.text}) p join subscribers s on s.id = p.person
       where p.reason is null and p.part in (select value from json_each(?)) and ${fixed} + ${text} > ${limit} limit ${READ}`,
      [...plan.params, JSON.stringify(parts)],
    )
    const template = prepareTemplate(content.text)
    const lengths = rows
      .map(person => ({
        name: [person.firstName, person.lastName ?? ''].join(' ').trim(),
        length: fillTemplate(template, field => personalValue(person, field)).text.length,
      }))
      .filter(({ length }) => length > limit)
      .sort((a, b) => b.length - a.length)
    const [worst] = lengths
    if (worst === undefined) continue
    found.push({ people: lengths.length, names: lengths.map(({ name }) => name), worst: worst.length, limit })
  }
  const [worst] = found.sort((a, b) => b.worst - b.limit - (a.worst - a.limit))
  if (worst === undefined) return null
  const people = found.reduce((sum, one) => sum + one.people, 0)
  return { ...worst, people, names: found.flatMap(({ names }) => names).slice(0, NAMED) }
}

/** The length of what surrounds the names, and SQL for what they can add at most. */
function lengthSql(content: Content): { fixed: number; text: string } {
  const slots = findPlaceholders(content.text)
  const names = slots.map(({ field, fallback }) => `max(2 * length(coalesce(s.${field}, '')) + 2, ${fallback.length})`)
  return {
    fixed: slots.reduce((rest, { start, end }) => rest - (end - start), content.text.length),
    text: names.join(' + '),
  }
}

/** How many people lack a value that a message shows, and what they read instead. */
export type Missing = { field: Field; people: number; fallback: string }

/** For the first field of a message that some of its readers lack; null when nobody does. */
export async function findMissing(
  db: Db,
  content: Content,
  readers: Criterion,
  context: EvaluationContext,
): Promise<Missing | null> {
  const { text, params } = compileCriterion(expandCriterion(db, readers), context)
  for (const { field, fallback } of findPlaceholders(content.text)) {
    const [row] = await db.people.rows<{ n: number }>(
      `select count(*) as n from subscribers s
       where s.status = 'active' and trim(coalesce(s.${field}, '')) = '' and ${text}`,
      params,
    )
    if (row !== undefined && row.n > 0) return { field, people: row.n, fallback }
  }
  return null
}
