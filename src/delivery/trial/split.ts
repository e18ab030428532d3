import { drawSql } from '../../audience/holdout/draw.js'
import type { Db } from '../../db/open.js'
import { type Sql, sql } from '../../segments/compile/sql.js'
import { listTrials, type Trial } from './trial.js'

const WHOLE = 10_000
/** In which wave whoever tries a version is, unless a careful start puts them into an earlier one. */
export const TRYING = 3
/** In this wave, and those after it, people wait until a version is decided on, those of each message in one of their own. */
export const FIRST_WAITING = 4

/** In which wave people wait for what is decided of the message of a part. */
export function waitingWave(part: number): number {
  return FIRST_WAITING + part
}

/** The draw that gives people versions; who tries one and which it is follow from it. @param dice the column `dice` */
function drawn({ broadcastId, part }: Pick<Trial, 'broadcastId' | 'part'>, dice: Sql): Sql {
  return drawSql(`broadcast ${broadcastId}, versions ${part}`, dice)
}

/** Which version a draw gives, each alike often, whoever tries them. @param draw SQL without parameters */
function versionBy(draw: string, variants: readonly number[]): string {
  const cases = variants.map((id, i) => `when ${i} then ${id}`).join(' ')
  return `case ${draw} / ${WHOLE} % ${variants.length} ${cases} end`
}

/**
 * Adds to a plan which `variant` each person gets, and as `lot` the wave in which they wait for what is decided (then they have no
 * variant yet), or NULL. Who tries a version, and which, is drawn by dice of its own, person by person: it is the same however
 * often it is planned, and whoever else is there.
 */
export function versionSql(plan: Sql, parts: readonly { variantId: number }[], trials: readonly Trial[]): Sql {
  const of = parts.map(({ variantId }) => trials.find(({ variants }) => variants[0] === variantId) ?? null)
  const draws = of.flatMap((trial, i) => {
    if (trial === null) return []
    const draw = drawn(trial, sql`dice`)
    return [{ text: `when ${i} then ${draw.text}`, params: draw.params }]
  })
  const tries = ({ share, goesOn }: Trial) => (goesOn === 'compare' ? 'true' : `draw % ${WHOLE} < ${share}`)
  const variant = parts.map(({ variantId }, i) => {
    const trial = of[i] ?? null
    const id = trial === null ? String(variantId) : `iif(${tries(trial)}, ${versionBy('draw', trial.variants)}, null)`
    return `when ${i} then ${id}`
  })
  const lot = of.flatMap((trial, i) =>
    trial === null ? [] : [`when ${i} then iif(${tries(trial)}, null, ${waitingWave(trial.part)})`],
  )
  const choose = (cases: readonly string[]) => (cases.length === 0 ? 'null' : `case part ${cases.join(' ')} end`)
  return {
    text: `select person, dice, zone, part, due, reason, ${choose(variant)} as variant, ${choose(lot)} as lot
      from (select *, ${choose(draws.map(({ text }) => text))} as draw from (${plan.text}))`,
    params: [...draws.flatMap(({ params }) => params), ...plan.params],
  }
}

/** The waves of a broadcast that may be claimed because its versions are tried, or were decided on; null where it tries nothing. */
export function trialLots(db: Db, broadcastId: number): { tried: number[]; decided: number[] } | null {
  const rows = db
    .sql<{ part: number; state: Trial['state'] }>('select part, state from trials where broadcast_id = ? order by part')
    .all(broadcastId)
  if (rows.length === 0) return null
  return {
    tried: Array.from({ length: TRYING }, (_, i) => i + 1),
    decided: rows.filter(({ state }) => state === 'decided').map(({ part }) => waitingWave(part)),
  }
}

/** Gives people who waited the version that was decided on. To be called in the claim's write. @param ids of their deliveries */
export function giveVersions(db: Db, broadcastId: number, wave: number, ids: readonly number[]): void {
  const trial = listTrials(db, broadcastId).find(({ part }) => waitingWave(part) === wave)
  if (trial === undefined) return
  const list = JSON.stringify(ids)
  if (!trial.half) {
    db.sql(
      'update deliveries set variant_id = ? where variant_id is null and id in (select value from json_each(?))',
    ).run(trial.chosenVariantId, list)
    return
  }
  const draw = drawn(trial, sql`s.dice`)
  db.sql(
    `update deliveries set variant_id = c.variant from (
       select d.id, ${versionBy('d.draw', trial.variants)} as variant from (
         select d.id, ${draw.text} as draw from json_each(?) ids join deliveries d on d.id = ids.value
         join subscribers s on s.id = d.subscriber_id) d
     ) c where deliveries.id = c.id and variant_id is null`,
  ).run(...draw.params, list)
}
