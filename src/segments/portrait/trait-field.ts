import { DateTime } from 'luxon'
import { DAY } from '../../clock.js'
import type { Db } from '../../db/open.js'
import type { Scratch } from '../../db/reader.js'
import { sql } from '../compile/sql.js'
import type { EvaluationContext } from '../window.js'
import type { Answer, Fact } from './trait.js'
import { type Both, type Counted, type Question, shares, sum } from './trait-split.js'

/** Answers of one field that are compared, the most frequent first; and how many people an answer needs for that. */
const ANSWERS = 50
const LEAST = 5
/** Whole years at which a new band of age begins. */
const AGES = [18, 25, 35, 45, 55]
/** Fields that are asked about together: few, so that each question has an answer in time. */
const TOGETHER = 4

type Field = { id: number; key: string; type: string }
type Band = { fact: Fact; id: number; low: number; high: number; answer: Answer }

/** Everything that fields may tell, a few of them in each question. */
export function fieldQuestions(db: Db, context: EvaluationContext): Question[] {
  const fields = db.sql<Field>(`select id, key, type from attributes where archived_at is null order by id`).all()
  const measured = ({ type }: Field) => type === 'number' || type === 'date'
  const factOf = ({ id, key }: Field): Fact => (key === 'birthday' ? 'age' : id)
  return [
    ...someOf(fields.filter(field => !measured(field))).map(some => ({
      facts: some.map(factOf),
      ask: (db: Db, drawn: Scratch) => countAnswers(db, some, drawn),
    })),
    ...someOf(fields.filter(measured)).map(some => ({
      facts: some.map(factOf),
      ask: async (db: Db, drawn: Scratch) => countBands(db, await cutBands(db, some, drawn, context), drawn),
    })),
  ]
}

/** Everything that those who are looked at have in some fields. Its index holds all that is asked, so no row is read. */
function valuesSql(fields: readonly Pick<Field, 'id'>[]) {
  return sql`select v.attribute_id as field, v.value as value, p.inside as inside from basis.result p
    cross join attribute_values v indexed by attribute_values_subscriber
      on v.subscriber_id = p.id and v.attribute_id in (select value from json_each(${idsOf(fields)}))`
}

/** The most frequent answers of fields that are no measures. */
async function countAnswers(db: Db, fields: readonly Field[], drawn: Scratch): Promise<Counted[]> {
  const query = sql`with known as materialized (
      select f.value as field, count(*) as total, sum(p.inside) as inside
      from basis.result p cross join json_each(${idsOf(fields)}) f
      where exists (select 1 from attribute_values v where v.subscriber_id = p.id and v.attribute_id = f.value)
      group by f.value),
    answers as materialized (
      select field, value, count(*) as total, sum(inside) as inside from (${valuesSql(fields)}) group by field, value),
    frequent as (select *, row_number() over (partition by field order by total desc, value) as place from answers)
    select f.field, f.total, f.inside, (select v.shown from attribute_values v
        where v.attribute_id = f.field and v.value = f.value order by v.subscriber_id limit 1) as shown
      from frequent f where f.place <= ${ANSWERS} and f.total >= ${LEAST}
    union all
    select field, total, inside, null from known`
  const rows = await db.people.rows<{ field: number; shown: string | null } & Both>(query.text, query.params, drawn)
  return fields.flatMap(({ id, type }) => {
    const mine = rows.filter(({ field }) => field === id)
    const known = mine.find(({ shown }) => shown === null) ?? { total: 0, inside: 0 }
    const counted = mine.flatMap(row => {
      if (row.shown === null || (type === 'yes_no' && row.shown !== 'yes')) return []
      const answer: Answer = type === 'yes_no' ? { yes: true } : { is: row.shown }
      return [{ ...row, trait: { fact: id, answer } }]
    })
    return shares(counted, known)
  })
}

/** Bands of fields that measure: ages for the birthday, else quarters of those who are looked at. */
async function cutBands(db: Db, fields: readonly Field[], drawn: Scratch, context: EvaluationContext): Promise<Band[]> {
  const quartered = fields.filter(({ key }) => key !== 'birthday')
  const query = sql`select field, value as cut from (
      select field, value, row_number() over (partition by field order by value) - 1 as place,
        count(*) over (partition by field) as n from (${valuesSql(quartered)}))
    where place in (n / 4, n / 2, n * 3 / 4) order by field, value`
  const cuts =
    quartered.length === 0 ? [] : await db.people.rows<{ field: number; cut: number }>(query.text, query.params, drawn)
  return fields.flatMap(({ id, key, type }) => {
    if (key === 'birthday') return ageBands(id, context)
    const mine = [...new Set(cuts.filter(({ field }) => field === id).map(({ cut }) => cut))]
    const of = type === 'date' ? ('day' as const) : ('number' as const)
    return [null, ...mine].map((from, i): Band => {
      const to = mine[i] ?? null
      return { fact: id, id, low: from ?? -Number.MAX_VALUE, high: to ?? Number.MAX_VALUE, answer: { from, to, of } }
    })
  })
}

/** Whoever has turned N was born on this day N years ago, or before. */
function ageBands(id: number, { at, zone }: EvaluationContext): Band[] {
  const today = DateTime.fromMillis(at, { zone })
  const bornBefore = (years: number) => {
    const { year, month, day } = today.minus({ years })
    return Date.UTC(year, month - 1, day) / DAY + 1
  }
  return [null, ...AGES].map((from, i): Band => {
    const to = AGES[i] ?? null
    const low = to === null ? -Number.MAX_VALUE : bornBefore(to)
    const high = from === null ? Number.MAX_VALUE : bornBefore(from)
    return { fact: 'age', id, low, high, answer: { from, to, of: 'years' } }
  })
}

async function countBands(db: Db, bands: readonly Band[], drawn: Scratch): Promise<Counted[]> {
  const list = JSON.stringify(bands.map(({ id, low, high }) => ({ id, low, high })))
  const query = sql`with bands as materialized (
      select key as band, value ->> 'id' as id, value ->> 'low' as low, value ->> 'high' as high from json_each(${list}))
    select b.band as band, count(*) as total, sum(v.inside) as inside from (${valuesSql(bands)}) v
      join bands b on b.id = v.field and v.value >= b.low and v.value < b.high group by b.band`
  const rows = await db.people.rows<{ band: number } & Both>(query.text, query.params, drawn)
  return [...new Set(bands.map(({ id }) => id))].flatMap(id => {
    const mine = rows.flatMap(row => {
      const band = bands[row.band]
      return band?.id === id ? [{ ...row, trait: { fact: band.fact, answer: band.answer } }] : []
    })
    return shares(mine, sum(mine))
  })
}

function idsOf(fields: readonly Pick<Field, 'id'>[]): string {
  return JSON.stringify([...new Set(fields.map(({ id }) => id))])
}

function someOf(fields: readonly Field[]): Field[][] {
  const groups = Math.ceil(fields.length / TOGETHER)
  return Array.from({ length: groups }, (_none, i) => fields.slice(i * TOGETHER, (i + 1) * TOGETHER))
}
