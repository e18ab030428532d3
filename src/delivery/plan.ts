import { drawSql, PRIME } from '../audience/holdout/draw.js'
import { dueQuestionSql } from '../audience/survey.js'
import type { Db } from '../db/open.js'
import type { Reader, Scratch } from '../db/reader.js'
import { joinSql, sql } from '../segments/compile/sql.js'
import { compileTogether, type EvaluationContext, type Sql } from '../segments/compile.js'
import { type Audience, type Broadcast, getBroadcast } from './broadcast.js'
import { runAudienceSql } from './campaign/repeat/run-audience.js'
import { limitsFor } from './careful/alarm.js'
import { beginCarefully, waveSql } from './careful.js'
import { type GateRules, gateAt, type SkipReason, type Terms } from './gate.js'
import { delayNudges, pauseBroadcast } from './lifecycle.js'
import { type Part, paceOf } from './plan/audience.js'
import { codesFor, lotSql } from './plan/code.js'
import { dropControl, KEPT, keepSql, sidesOf, takeControl } from './plan/control.js'
import { newcomerSql } from './plan/newcomer.js'
import { remindingSql } from './schedule/reminding.js'
import { TRYING, versionSql } from './trial/split.js'
import { listTrials } from './trial/trial.js'

const DROP_ROWS = 200
/** Up to so many people are shuffled one by one. */
const ALONE = 16_384
/** Of more, neighbours are shuffled together: the square root of their number, divided by this. */
const FEWER = 32

const NOTHING = sql``
const NOBODY = sql`false`

/** What would happen if the broadcast started now. */
export type Check = {
  /** Everybody in the segments chosen. */
  inSegments: number
  skipped: { reason: SkipReason; people: number }[]
  /** In the order of the parts. */
  perPart: number[]
  /** Who will get it. */
  people: number
  /** The same people by time zone (null: unknown, they go by the bot's) and by when their message leaves, ms UTC. */
  perZone: { zone: string | null; due: number; people: number }[]
}

type Found = { part: number; reason: SkipReason | null; zone: string | null; due: number; n: number }

/** When and on what terms an audience is asked: from `at` (ms UTC) on the messages would leave. */
export type Question = Terms & { at: number; rules: GateRules }

/**
 * Asks who would get it, by the very statement that plans the broadcast.
 * @param reader the jobs' one where nobody waits
 */
export async function checkAudience(
  db: Db,
  audience: Audience,
  context: EvaluationContext,
  question: Question,
  reader: Reader = db.people,
): Promise<Check> {
  const plan = planSql(audience, context, question)
  const rows = await reader.rows<Found>(
    `select part, reason, zone, due, count(*) as n from (${plan.text}) group by part, reason, zone, due`,
    plan.params,
  )
  const check: Check = { inSegments: 0, skipped: [], perPart: audience.parts.map(() => 0), people: 0, perZone: [] }
  const zones = new Map<string, Check['perZone'][number]>()
  for (const { part, reason, zone, due, n } of rows) {
    check.inSegments += n
    if (reason === null) {
      check.people += n
      check.perPart[part] = (check.perPart[part] ?? 0) + n
      const clock = `${zone} ${due}`
      zones.set(clock, { zone, due, people: (zones.get(clock)?.people ?? 0) + n })
      continue
    }
    const known = check.skipped.find(skipped => skipped.reason === reason)
    if (known === undefined) check.skipped.push({ reason, people: n })
    else known.people += n
  }
  check.skipped.sort((a, b) => b.people - a.people)
  check.perZone = [...zones.values()]
  return check
}

const TAKE_ROWS = `insert into main.deliveries (broadcast_id, subscriber_id, variant_id, state, reason, due_at, wave)
  select :broadcast, person, variant, case when reason is null then 'queued' when reason = '${KEPT}' then 'held_out' else 'skipped' end,
    nullif(reason, '${KEPT}'), due, wave
  from scratch.result where rowid > :after and rowid <= :upto order by rowid`

/** How a plan ended. `held`: the audience surprised, an admin is asked. `dropped`: paused or cancelled meanwhile. */
export type Planned = { kind: 'running'; people: number } | { kind: 'held'; people: number } | { kind: 'dropped' }

/**
 * Fixes who gets a broadcast: one row for each person in its audience, in a random but stable order, so that one that is
 * stopped half-way is a fair sample. Where it has a control group, a share of them is kept out. It starts unless nobody
 * is found, or more than twice the number that was shown; a run of a campaign starts even with nobody, and the next run
 * is measured by what this one found. Rows of a plan that a crash cut short are removed first; none of them was sent.
 */
export async function planDeliveries(db: Db, id: number, at: number, rules: GateRules): Promise<Planned> {
  await dropRows(db, id)
  const broadcast = getBroadcast(db, id)
  if (!broadcast.readable) throw new Error(`the audience of broadcast ${id} cannot be read`)
  const order = orderSql(`broadcast ${id}`, newestPerson(db))
  const asked = runAudienceSql(
    db,
    planSql(broadcast, { at, zone: broadcast.zone }, { ...broadcast, at, rules }),
    broadcast,
    at,
  )
  const trials = listTrials(db, id)
  // The lot comes first: of those for whom there is a code a share is kept, so that both sides are of the same people.
  const codes = codesFor(db, broadcast.offerId, broadcast.parts, trials)
  const drawn = versionSql(keepSql(lotSql(asked, codes, order), broadcast), broadcast.parts, trials)
  const plain = remindingSql(drawn, broadcast)
  const rest = trials.length === 0 ? null : TRYING
  const plan = broadcast.careful
    ? waveSql(plain, id, broadcast.ownClock !== null, rest)
    : { text: `select *, coalesce(lot, ${rest}) as wave from (${plain.text})`, params: plain.params }
  const scratch = await db.jobs.scratch(
    `select person, variant, reason, due, wave from (${plan.text}) order by ${order.text}`,
    [...plan.params, ...order.params],
  )
  // Both are found out beside the merge; where that fails, it is told once the merge is over.
  const sides = sidesOf(db, broadcast, scratch)
  const counted = countPlan(db, broadcast, scratch)
  const known = Promise.all([sides.catch(() => null), counted.catch(() => null)])
  let counts: Counts
  try {
    // Who got the first message meanwhile waits for its reminder already.
    await db.merge(scratch, broadcast.nudges === null ? TAKE_ROWS : `${TAKE_ROWS} on conflict do nothing`, {
      broadcast: id,
    })
    await takeControl(db, broadcast, await sides, at)
    counts = await counted
  } finally {
    const [rows] = await known
    await rows?.drop()
    await scratch.drop()
  }
  return start(db, broadcast, counts, at)
}

/**
 * Counts those who will get it: all, the newcomers for whom it is the first offer, and the first waves of a careful
 * start.
 */
type Counts = { people: number; newcomers: number; sizes: { first: number; second: number } | null }

async function countPlan(db: Db, broadcast: Broadcast, plan: Scratch): Promise<Counts> {
  const waves = await db.jobs.rows<{ wave: number | null; n: number }>(
    'select wave, count(*) as n from basis.result where reason is null group by wave',
    [],
    plan,
  )
  const size = (wave: number) => waves.find(row => row.wave === wave)?.n ?? 0
  const careful = broadcast.careful && broadcast.ownClock === null
  return {
    people: waves.reduce((sum, { n }) => sum + n, 0),
    newcomers: await countNewcomers(db, plan),
    sizes: careful ? { first: size(1), second: size(2) } : null,
  }
}

async function start(db: Db, broadcast: Broadcast, { people, newcomers, sizes }: Counts, at: number): Promise<Planned> {
  const limits = limitsFor(people === 0 ? 0 : Math.round((1_000 * newcomers) / people))
  const { campaignId, shownAudience } = broadcast
  // Nobody in a run of a campaign is no fault: it is over with nobody. Of those who are reminded nobody knew how many there would be.
  const surprising =
    broadcast.nudges !== null
      ? false
      : people === 0
        ? campaignId === null && shownAudience !== 0
        : people > 2 * shownAudience
  const planned = db.write((): Planned => {
    if (getBroadcast(db, broadcast.id).state !== 'planning') return { kind: 'dropped' }
    if (surprising) {
      pauseBroadcast(db, broadcast.id, 'audience', String(people))
      return { kind: 'held', people }
    }
    db.sql(
      `update broadcasts set state = 'running', evaluated_at = ?, started_at = ?,
         block_limit = max(block_limit, ?), stop_limit = max(stop_limit, ?),
         shown_audience = iif(campaign_id is null, shown_audience, max(shown_audience, ?))
       where id = ?`,
    ).run(at, at, limits.blocks, limits.stops, people, broadcast.id)
    if (sizes !== null) beginCarefully(db, broadcast.id, sizes)
    delayNudges(db, broadcast, at)
    return { kind: 'running', people }
  })
  if (planned.kind !== 'running') await dropRows(db, broadcast.id)
  return planned
}

async function countNewcomers(db: Db, plan: Scratch): Promise<number> {
  const [anybody] = await db.jobs.rows('select 1 from subscribers where vouched_by is not null limit 1')
  if (anybody === undefined) return 0
  const [found] = await db.jobs.rows<{ n: number }>(
    `select count(*) as n from basis.result join subscribers s on s.id = person where reason is null and ${newcomerSql()}`,
    [],
    plan,
  )
  return found?.n ?? 0
}

/** Removes the rows of a broadcast that never started, a few at a time. */
async function dropRows(db: Db, id: number): Promise<void> {
  const drop = db.sql(
    `delete from deliveries where id in (select id from deliveries where broadcast_id = ? and state in ('queued', 'skipped', 'held_out') limit ${DROP_ROWS})
     and exists (select 1 from broadcasts where id = ? and started_at is null)`,
  )
  const breathe = () => new Promise(resolve => setImmediate(resolve))
  while (db.write(() => drop.run(id, id).changes) > 0) await breathe()
  while (db.write(() => dropControl(db, id, DROP_ROWS)) > 0) await breathe()
}

/**
 * Everybody in the audience: `person`, `dice`, the `zone` of their clock or NULL, the number of the first `part` that
 * fits, when their message is `due`, and the `reason` against writing to them, or NULL. Leaving out and the gate are asked outside the parts, so that neither can be got around.
 */
export function planSql(audience: Audience, context: EvaluationContext, question: Question): Sql {
  const criteria = [...audience.parts, ...audience.leftOut].map(({ criterion }) => criterion)
  const { tests, from } = compileTogether(criteria, context)
  const parts = audience.parts.map((part, i) => partSql(part, tests[i] ?? NOBODY))
  const left = tests.slice(parts.length)
  const leftOut = left.length === 0 ? NOBODY : joinSql(left, 'or')
  const asked = dueSql(audience, question.at)
  const gate = gateAt(question.at, question, question.rules)
  // Both limit and condition, which is true of all, keep SQLite from asking the gate anew wherever its answer is looked at.
  return sql`with ${asked} chosen as (select s.id as person, s.dice as dice, s.time_zone as zone, s.part as part,
      ${gate.due} as due, case when ${leftOut} then 'left_out' else ${gate.reason()} end as reason
    from ${fitting(parts, sql`${from()} ${asked.text === '' ? NOTHING : sql`cross join due on due.person = s.id`}`)} limit -1)
    select person, dice, zone, part, due, reason from chosen where part is not null`
}

/** The people of `from` whom a part fits, each with the number of the first that does. */
function fitting(parts: readonly Sql[], from: Sql): Sql {
  const [only] = parts
  if (only !== undefined && parts.length === 1) return sql`(select s.*, 0 as part from ${from} where ${only}) s`
  const cases = parts.map((part, i) => sql`when ${part} then cast(${i} as integer)`)
  const first = cases.reduce((all, one) => sql`${all} ${one}`, NOTHING)
  // The limit keeps SQLite from working it out twice, to choose them and to tell which it is.
  return sql`(select s.*, case ${first} end as part from ${from} limit -1) s where s.part is not null`
}

function partSql({ question }: Part, fits: Sql): Sql {
  return question === undefined ? fits : sql`(due.question = ${question.id} and ${fits})`
}

/** For a survey: which question is due to whom, asked once for each person. */
function dueSql({ parts }: Audience, at: number): Sql {
  const pace = paceOf(parts)
  if (pace === null) return { text: '', params: [] }
  const due = dueQuestionSql(at, pace)
  return {
    text: `due as materialized (select s.id as person, ${due.text} as question from subscribers s
      where s.status = 'active'),`,
    params: due.params,
  }
}

/** The highest id of a person, or 0; ids rise in the order in which people came. */
function newestPerson(db: Db): number {
  return db.sql<{ id: number | null }>('select max(id) as id from subscribers').get()?.id ?? 0
}

/**
 * A named shuffle of `person` and `dice`. Up to 16,384 people are drawn one by one; of more, neighbours are drawn
 * together, √n ÷ 32 of them (10 of 100,000, 32 of a million): rows one by one all over the index that keeps each person
 * once would cost a page of the log each (see ADR 0022).
 * @param newest the highest id of a person
 */
export function orderSql(name: string, newest: number): Sql {
  const together = newest <= ALONE ? 1 : Math.ceil(Math.sqrt(newest) / FEWER)
  if (together <= 1) return sql`${drawSql(name, sql`dice`)}, person`
  // A draw keeps the distance of neighbours; once squared it does not.
  const first = drawSql(`${name}, groups`, sql`(person / cast(${together} as integer))`)
  const square = sql`(${first} * ${first} % cast(${PRIME} as integer))`
  const second = drawSql(`${name}, squares`, square)
  return sql`${drawSql(name, sql`(${second} * ${second} % cast(${PRIME} as integer))`)}, person`
}
