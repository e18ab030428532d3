import { fillingsFor } from '../../../../audience/attribute/filling.js'
import { columnsOf } from '../../../../db/columns.js'
import type { Db } from '../../../../db/open.js'
import { subscribers } from '../../../../db/schema/index.js'
import type { Audience } from '../../../../delivery/broadcast.js'
import { planSql, type Question } from '../../../../delivery/plan.js'
import { type Content, filledWords } from '../../../../offers/content.js'
import {
  CODE,
  type Field,
  fillTemplate,
  findPlaceholders,
  isName,
  isOffersOwn,
  ownId,
  prepareTemplate,
  UNTIL,
} from '../../../../offers/personal/template.js'
import { type Addressee, lengthLimit, longestLength, personalValue, UNTIL_LIMIT } from '../../../../offers/personal.js'
import { CODE_LIMIT } from '../../../../offers/promo/code.js'
import type { Variant } from '../../../../offers/variant.js'
import { compileCriterion, type EvaluationContext } from '../../../../segments/compile.js'
import { expandCriterion } from '../../../../segments/criterion/expand.js'
import type { Criterion } from '../../../../segments/criterion.js'
import type { Language } from '../../../../text/format.js'

const COLUMNS = columnsOf(subscribers, 'id', 'firstName', 'lastName', 'username')

const NAMED = 3
const LAST_ORDER_LIMIT = 512
const READ = 2_000
const LONGEST_CODE = '0'.repeat(CODE_LIMIT)
const LONGEST_UNTIL = '0'.repeat(UNTIL_LIMIT)

/** People for whom a text becomes longer than `limit`; `worst` is its length for the one with the longest, `fields`: not only names are filled in. */
export type Overlong = { people: number; names: string[]; worst: number; limit: number; fields: boolean }

/**
 * Those in the audience whose own names make their message too long, by the statement that will plan the broadcast; null
 * when there are none. Nothing is asked of the database while even the longest names that Telegram allows would fit.
 */
export async function findOverlong(
  db: Db,
  variants: readonly Variant[],
  audience: Audience,
  context: EvaluationContext & { language: Language },
  question: Question,
): Promise<Overlong | null> {
  const found: Overlong[] = []
  for (const variant of variants) {
    const { content } = variant
    const limit = lengthLimit(content)
    if (longestLength(content) <= limit) continue
    const plan = planSql(audience, context, question)
    const parts = partsOf(audience, variants, variant)
    const { text, fixed } = lengthSql(content)
    // A letter of SQLite's is one or two of Telegram's: whom this lets through is counted exactly below.
    const rows = await db.people.rows<Addressee & { id: number }>(
      `select ${COLUMNS.of('s')}
       from (${plan.text}) p join subscribers s on s.id = p.person
       where p.reason is null and p.part in (select value from json_each(?)) and ${fixed} + ${text} > ${limit} limit ${READ}`,
      [...plan.params, JSON.stringify(parts)],
    )
    const template = prepareTemplate(content.text, content.fields)
    const fields = template.slots.map(({ field }) => ownId(field)).filter(own => own !== null)
    const fillings = fillingsFor(
      db,
      rows.map(person => person.id),
      fields,
      context.language,
      context.zone,
    )
    const lengths = rows
      .map(row => {
        const values = fillings.get(row.id) ?? new Map<number, string>()
        const person = { ...row, values, code: LONGEST_CODE, until: { at: 0, words: LONGEST_UNTIL } }
        return {
          name: [person.firstName, person.lastName ?? ''].join(' ').trim(),
          length: fillTemplate(template, field => personalValue(person, field)).text.length,
        }
      })
      .filter(({ length }) => length > limit)
      .sort((a, b) => b.length - a.length)
    const [worst] = lengths
    if (worst === undefined) continue
    found.push({
      people: lengths.length,
      names: lengths.map(({ name }) => name),
      worst: worst.length,
      limit,
      fields: fields.length > 0,
    })
  }
  const [worst] = found.sort((a, b) => b.worst - b.limit - (a.worst - a.limit))
  if (worst === undefined) return null
  const people = found.reduce((sum, one) => sum + one.people, 0)
  return { ...worst, people, names: found.flatMap(({ names }) => names).slice(0, NAMED) }
}

/** The parts of an audience that may get a message: a version of it goes to some of those whose message it is. */
function partsOf({ parts }: Audience, variants: readonly Variant[], { segmentId }: Variant): number[] {
  const message = variants.find(variant => variant.segmentId === segmentId && variant.version === 0)
  return parts.flatMap((part, i) => (part.variantId === message?.id ? [i] : []))
}

/** The length of what surrounds the names, and SQL for what they can add at most. */
function lengthSql(content: Content): { fixed: number; text: string } {
  const slots = findPlaceholders(content.text, content.fields)
  const names = slots.map(({ field, fallback, when }) =>
    when === undefined
      ? `max(${longestSql(field)}, ${fallback.length})`
      : String(Math.max(when.words.length, fallback.length)),
  )
  return {
    fixed: slots.reduce((rest, { start, end }) => rest - (end - start), content.text.length),
    text: names.join(' + '),
  }
}

/** What a value can add at most, as SQL: signs that are two of Telegram's, invisible marks, days in words, names of towns. */
function longestSql(field: Field): string {
  if (field === CODE) return String(CODE_LIMIT)
  if (field === UNTIL) return String(UNTIL_LIMIT)
  if (isName(field)) return `2 * length(coalesce(s.${field}, '')) + 2`
  // A product has at most 512 units; days and sums fewer.
  if ((ownId(field) ?? 0) < 0) return String(LAST_ORDER_LIMIT)
  return `coalesce((select sum(3 * length(v.shown) + 64) from attribute_values v
    where v.subscriber_id = s.id and v.attribute_id = ${ownId(field)}), 0)`
}

/** How many people lack a value that a message shows, and what they read instead. `named`: what the field is called. */
export type Missing = { field: Field; named: string; people: number; fallback: string }

/** For the first field of a message that some of its readers lack; null when nobody does. */
export async function findMissing(
  db: Db,
  content: Content,
  readers: Criterion,
  context: EvaluationContext,
): Promise<Missing | null> {
  const { text: those, params } = compileCriterion(expandCriterion(db, readers), context)
  const shown = filledWords(content).flatMap(text =>
    findPlaceholders(text, content.fields).map(found => ({
      ...found,
      named: nameIn(text.slice(found.start, found.end)),
    })),
  )
  for (const { field, fallback, named, when } of shown) {
    // Nobody gets a message without their code, nor without its deadline; who does not meet a condition reads other words.
    if (isOffersOwn(field) || when !== undefined) continue
    const [row] = await db.people.rows<{ n: number }>(
      `select count(*) as n from subscribers s where s.status = 'active' and ${lacksSql(field)} and ${those}`,
      params,
    )
    if (row !== undefined && row.n > 0) return { field, named, people: row.n, fallback }
  }
  return null
}

/** Fields of the messages that stand bare: who lacks a value reads nothing there. How many people those are. */
export async function findBare(
  db: Db,
  variants: readonly Variant[],
  audience: Audience,
  context: EvaluationContext,
  question: Question,
): Promise<{ named: string; people: number }[]> {
  const bare = new Map<string, { named: string; people: number }>()
  for (const variant of variants) {
    const { content } = variant
    const parts = JSON.stringify(partsOf(audience, variants, variant))
    const written = [...filledWords(content), ...content.buttons.flat().map(({ label }) => label)]
    const found = new Map(
      written.flatMap(text =>
        findPlaceholders(text, content.fields)
          .filter(({ field, fallback, when }) => fallback === '' && when === undefined && !isOffersOwn(field))
          .map(({ field, start, end }) => [field, nameIn(text.slice(start, end))] as const),
      ),
    )
    for (const [field, named] of found) {
      const plan = planSql(audience, context, question)
      const [row] = await db.people.rows<{ n: number }>(
        `select count(*) as n from (${plan.text}) p join subscribers s on s.id = p.person
         where p.reason is null and p.part in (select value from json_each(?)) and ${lacksSql(field)}`,
        [...plan.params, parts],
      )
      const people = (bare.get(field)?.people ?? 0) + (row?.n ?? 0)
      if (people > 0) bare.set(field, { named, people })
    }
  }
  return [...bare.values()]
}

/** That nothing is known of `s` of subscribers, as SQL. */
function lacksSql(field: Field): string {
  if (isName(field)) return `trim(coalesce(s.${field}, '')) = ''`
  if ((ownId(field) ?? 0) < 0)
    return `not exists (select 1 from customers c join orders o on o.customer_id = c.id where c.subscriber_id = s.id
      and coalesce(c.linked_by, 'telegram_id') in ('telegram_id', 'phone') and o.status = 'paid')`
  return `not exists (select 1 from attribute_values v where v.subscriber_id = s.id and v.attribute_id = ${ownId(field)})`
}

/** "City" of "{City|your town}". */
function nameIn(placeholder: string): string {
  return placeholder.slice(1, -1).split('|')[0]?.trim() ?? ''
}
