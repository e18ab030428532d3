import { DateTime } from 'luxon'
import { z } from 'zod'
import { RUNGS } from '../audience/rung.js'
import { DAY } from '../clock.js'
import type { Db } from '../db/open.js'
import { languageSql } from './column.js'
import { compileCriterion } from './compile.js'
import type { Engagement, PlainCriterion } from './criterion.js'
import type { Split } from './difference.js'
import { type Sql, sql } from './sql.js'
import type { Answer, Fact, Trait } from './trait.js'
import type { EvaluationContext } from './window.js'

/** Answers of one field that are compared, the most frequent first; and how many people an answer needs for that. */
const ANSWERS = 50
const LEAST = 5
/** Whole years at which a new band of age begins. */
const AGES = [18, 25, 35, 45, 55]
/** Fields that are asked about together: few, so that each question has an answer in time among a million people. */
const TOGETHER = 4

/** A trait and how many people have it inside and outside. */
export type Counted = { trait: Trait; split: Split }

/** Everything that was counted for a segment. */
export type Tally = { people: number; reachable: number; everyone: number; traits: Counted[] }

/** Of everybody, and of the segment. */
type Both = { total: number; inside: number }
type Field = { id: number; key: string; type: string }
type Band = { fact: Fact; id: number; low: number; high: number; answer: Answer }

/**
 * Counts what people of a segment and all others have, by a few questions about sets. A criterion must hold no other
 * segment any more.
 * @throws AppError `query_timeout` when one of them takes over 5 s
 */
export async function countTraits(db: Db, criterion: PlainCriterion, context: EvaluationContext): Promise<Tally> {
  const test = compileCriterion(criterion, context)
  const inside = sql`inside as materialized (select s.id as id from subscribers s where ${test})`
  const fields = db.sql<Field>(`select id, key, type from attributes where archived_at is null order by id`).all()
  const named = fields.filter(({ type }) => type !== 'number' && type !== 'date')
  const measured = fields.filter(({ type }) => type === 'number' || type === 'date')
  const [doings, own, answers, bands, stored] = await Promise.all([
    countDoings(db, test, context),
    countOwn(db, test),
    Promise.all(someOf(named).map(some => countAnswers(db, some, inside))),
    Promise.all(someOf(measured).map(async some => countBands(db, await cutBands(db, some, context), inside))),
    countStored(db, inside),
  ])
  return { ...doings, traits: [...answers.flat(), ...bands.flat(), ...own, ...doings.traits, ...stored] }
}

/** What people did lately, each asked as the condition that it is. */
async function countDoings(db: Db, test: Sql, context: EvaluationContext): Promise<Tally> {
  const doings = DOINGS.map(({ of, ...doing }) => ({
    ...doing,
    test: compileCriterion(doing.criterion, context),
    of: compileCriterion(of, context),
  }))
  const columns = doings.flatMap(({ test, of }, i) => [sql`, ${test} as t${raw(i)}, ${of} as k${raw(i)}`])
  const sums = doings.map((_doing, i) => {
    const n = raw(i)
    return sql`, sum(t${n} and k${n}) as having${n}, sum(t${n} and k${n} and inside) as havingInside${n},
      sum(k${n}) as known${n}, sum(k${n} and inside) as knownInside${n}`
  })
  // Materialized, because a condition is otherwise asked anew wherever its column is named.
  const query = sql`with people as materialized (
      select ${test} as inside, s.status = 'active' and coalesce(s.paused_until, 0) <= ${context.at} as reachable
      ${joined(columns)} from subscribers s)
    select count(*) as everyone, coalesce(sum(inside), 0) as people,
      coalesce(sum(inside and reachable), 0) as reachable ${joined(sums)} from people`
  const [row] = z
    .array(z.record(z.string(), z.number().nullable()))
    .parse(await db.people.rows(query.text, query.params))
  const value = (name: string) => row?.[name] ?? 0
  const traits = doings.map(({ trait }, i) => ({
    trait,
    split: splitOf(
      { total: value(`having${i}`), inside: value(`havingInside${i}`) },
      { total: value(`known${i}`), inside: value(`knownInside${i}`) },
    ),
  }))
  return { everyone: value('everyone'), people: value('people'), reachable: value('reachable'), traits }
}

const GROUPS: readonly Engagement[] = ['new', 'engaged', 'cooling', 'asleep', 'long_asleep', 'never']
const EVERYONE: PlainCriterion = { leaf: 'everyone' }
const IN_30_DAYS = { count: { atLeast: 1 }, window: { in: 30, unit: 'days' }, offer: null } as const

/** `of`: those of whom it can be known. */
const DOINGS: readonly { trait: Trait; criterion: PlainCriterion; of: PlainCriterion }[] = [
  {
    trait: { fact: 'clicked', answer: { yes: true } },
    criterion: { leaf: 'clicked', ...IN_30_DAYS, link: null },
    of: EVERYONE,
  },
  {
    trait: { fact: 'seen', answer: { yes: true } },
    criterion: { leaf: 'seen', ...IN_30_DAYS, grade: 'any' },
    of: EVERYONE,
  },
  { trait: { fact: 'premium', answer: { yes: true } }, criterion: { leaf: 'premium', value: true }, of: EVERYONE },
  {
    trait: { fact: 'ordered', answer: { yes: true } },
    criterion: {
      leaf: 'ordered',
      count: { atLeast: 1 },
      window: { in: 12, unit: 'months' },
      product: null,
      category: null,
      total: null,
    },
    of: { leaf: 'linked', value: true },
  },
  ...GROUPS.map(engagement => ({
    trait: { fact: 'engagement' as const, answer: { engagement } },
    criterion: { leaf: 'engagement' as const, groups: [engagement] },
    of: EVERYONE,
  })),
]

/** Language and source, which stand on the person's own row. */
async function countOwn(db: Db, test: Sql): Promise<Counted[]> {
  const query = sql`with people as materialized (select ${test} as inside, ${languageSql} as language, s.source as source
      from subscribers s)
    select 'language' as fact, language as value, count(*) as total, sum(inside) as inside from people
      where language is not null and language <> '' group by language
    union all
    select 'source', source, count(*), sum(inside) from people where source is not null and source <> '' group by source`
  const rows = await db.people.rows<{ fact: 'language' | 'source'; value: string } & Both>(query.text, query.params)
  return (['language', 'source'] as const).flatMap(fact => {
    const mine = rows.filter(row => row.fact === fact)
    return shares(
      mine.map(row => ({ ...row, trait: { fact, answer: { is: row.value } } })),
      sum(mine),
    )
  })
}

/** RFM groups among those who have one, steps of the ladder among those who stand on one. */
async function countStored(db: Db, inside: Sql): Promise<Counted[]> {
  const query = sql`with ${inside}
    select 'rfm' as fact, r.cell as value, count(*) as total, sum(c.subscriber_id in (select id from inside)) as inside
      from rfm_scores r join customers c on c.id = r.customer_id where c.subscriber_id is not null group by r.cell
    union all
    select 'ladder', a.rung, count(*), sum(a.subscriber_id in (select id from inside)) from awareness a group by a.rung`
  const rows = await db.people.rows<{ fact: 'rfm' | 'ladder'; value: string | number } & Both>(query.text, query.params)
  const cells = rows.filter(({ fact }) => fact === 'rfm')
  const steps = rows.filter(({ fact }) => fact === 'ladder')
  const onCells = cells.map(row => ({ ...row, trait: { fact: 'rfm' as const, answer: { is: String(row.value) } } }))
  const onSteps = steps.flatMap(row => {
    const rung = RUNGS.find(rung => rung === row.value)
    return rung === undefined ? [] : [{ ...row, trait: { fact: 'ladder' as const, answer: { rung } } }]
  })
  return [...shares(onCells, sum(cells)), ...shares(onSteps, sum(steps))]
}

/** The most frequent answers of fields that are no measures. */
async function countAnswers(db: Db, fields: readonly Field[], inside: Sql): Promise<Counted[]> {
  if (fields.length === 0) return []
  // Field by field, because then the rows come in the order of their values and nothing has to be sorted.
  const frequent = fields.map(
    ({ id }) => sql`select * from (select ${id} as field, value, min(shown) as shown, count(*) as total
      from attribute_values where attribute_id = ${id} group by value having count(*) >= ${LEAST}
      order by total desc, value limit ${ANSWERS})`,
  )
  const known = fields.map(({ id, type }) => {
    const people = type === 'many_of' ? sql`count(distinct subscriber_id)` : sql`count(*)`
    return sql`select ${id} as field, (select ${people} from attribute_values where attribute_id = ${id}) as total`
  })
  const several = JSON.stringify(fields.filter(({ type }) => type === 'many_of').map(({ id }) => id))
  const query = sql`with ${inside},
    here as materialized (select v.attribute_id as field, v.value as value, count(*) as n
      from inside i cross join attribute_values v on v.subscriber_id = i.id
      where v.attribute_id in (select value from json_each(${JSON.stringify(fields.map(({ id }) => id))}))
      group by v.attribute_id, v.value),
    knownHere as materialized (
      select field, sum(n) as n from here where field not in (select value from json_each(${several})) group by field
      union all
      select v.attribute_id, count(distinct v.subscriber_id) from inside i
        cross join attribute_values v on v.subscriber_id = i.id
        where v.attribute_id in (select value from json_each(${several})) group by v.attribute_id),
    frequent as materialized (${joined(frequent, ' union all ')}),
    known as materialized (${joined(known, ' union all ')})
    select f.field, f.shown, f.total, coalesce(h.n, 0) as inside from frequent f
      left join here h on h.field = f.field and h.value = f.value
    union all
    select k.field, null, k.total, coalesce(h.n, 0) from known k left join knownHere h on h.field = k.field`
  const rows = await db.people.rows<{ field: number; shown: string | null } & Both>(query.text, query.params)
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

/** Bands of fields that measure: ages for the birthday, else quarters of everybody of whom the field is known. */
async function cutBands(db: Db, fields: readonly Field[], context: EvaluationContext): Promise<Band[]> {
  const quartered = fields.filter(({ key }) => key !== 'birthday')
  const ids = JSON.stringify(quartered.map(({ id }) => id))
  const sizes = await db.people.rows<{ id: number; n: number }>(
    `select f.value as id, count(*) as n from json_each(?) f cross join attribute_values v on v.attribute_id = f.value
     group by f.value`,
    [ids],
  )
  const wanted = sizes.flatMap(({ id, n }) => [1, 2, 3].map(quarter => ({ id, skip: Math.floor((n * quarter) / 4) })))
  const one =
    'select ? as id, (select value from attribute_values where attribute_id = ? order by value limit 1 offset ?) as cut'
  const cuts =
    wanted.length === 0
      ? []
      : await db.people.rows<{ id: number; cut: number }>(
          wanted.map(() => one).join(' union all '),
          wanted.flatMap(({ id, skip }) => [id, id, skip]),
        )
  return fields.flatMap(({ id, key, type }) => {
    if (key === 'birthday') return ageBands(id, context)
    const mine = [...new Set(cuts.filter(cut => cut.id === id).map(({ cut }) => cut))].sort((a, b) => a - b)
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

async function countBands(db: Db, bands: readonly Band[], inside: Sql): Promise<Counted[]> {
  const list = JSON.stringify(bands.map(({ id, low, high }) => ({ id, low, high })))
  // Counted one by one: grouping what was joined would sort every value there is.
  const within = sql`v.attribute_id = b.id and v.value >= b.low and v.value < b.high`
  const query = sql`with ${inside},
    bands as materialized (select key as band, value ->> 'id' as id, value ->> 'low' as low, value ->> 'high' as high
      from json_each(${list}))
    select b.band as band, (select count(*) from attribute_values v where ${within}) as total,
      (select count(*) from attribute_values v where ${within} and v.subscriber_id in (select id from inside)) as inside
    from bands b`
  const rows = await db.people.rows<{ band: number } & Both>(query.text, query.params)
  return [...new Set(bands.map(({ id }) => id))].flatMap(id => {
    const mine = rows.flatMap(row => {
      const band = bands[row.band]
      return band?.id === id ? [{ ...row, trait: { fact: band.fact, answer: band.answer } }] : []
    })
    return shares(mine, sum(mine))
  })
}

function shares(rows: readonly ({ trait: Trait } & Both)[], known: Both): Counted[] {
  return rows.map(row => ({ trait: row.trait, split: splitOf(row, known) }))
}

function splitOf(having: Both, known: Both): Split {
  return {
    inside: { having: having.inside, known: known.inside },
    outside: { having: having.total - having.inside, known: known.total - known.inside },
  }
}

function sum(rows: readonly Both[]): Both {
  return rows.reduce((all, { total, inside }) => ({ total: all.total + total, inside: all.inside + inside }), {
    total: 0,
    inside: 0,
  })
}

function someOf(fields: readonly Field[]): Field[][] {
  const groups = Math.ceil(fields.length / TOGETHER)
  return Array.from({ length: groups }, (_none, i) => fields.slice(i * TOGETHER, (i + 1) * TOGETHER))
}

/** A number of ours as part of a name. */
function raw(n: number): Sql {
  return { text: String(n), params: [] }
}

function joined(pieces: readonly Sql[], between = ' '): Sql {
  return { text: pieces.map(({ text }) => text).join(between), params: pieces.flatMap(({ params }) => params) }
}
