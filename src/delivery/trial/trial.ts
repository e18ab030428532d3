import { z } from 'zod'
import { columnsOf, type RowOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { trials } from '../../db/schema/index.js'
import { AppError } from '../../errors.js'
import type { TrialTerms } from '../../offers/draft.js'

const difference = z.object({ difference: z.number(), low: z.number(), high: z.number() })
const counted = { leader: z.int(), versions: z.array(z.object({ n: z.int(), of: z.int() })), looks: z.int() }

/** What was seen of the versions, in their order: of so many people `n` did what decides; and what it says, see `VersionVerdict`. */
export const verdictSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('better'), ...counted, rivals: z.array(difference) }),
  z.object({ kind: z.literal('same'), ...counted, rivals: z.array(difference), matters: z.number() }),
  z.object({ kind: z.literal('few'), ...counted, right: z.number() }),
])
/** What was seen of the versions, and what it says. `looks`: how often it was judged. */
export type TrialVerdict = z.infer<typeof verdictSchema>

const COLUMNS = columnsOf(
  trials,
  ...(['broadcastId', 'part', 'variants', 'share', 'decides', 'wait', 'goesOn', 'state', 'decidesAt'] as const),
  ...(['verdict', 'chosenVariantId', 'half', 'decidedAt', 'decidedBy', 'askedAt', 'toldAt', 'generation'] as const),
)
type Row = RowOf<typeof COLUMNS>

/** Versions that are tried of one message of a broadcast, see `trials`; the first of `variants` is A. Times are ms UTC. */
export type Trial = Omit<Row, 'variants' | 'verdict' | 'half'> & {
  variants: number[]
  verdict: TrialVerdict | null
  /** The others got all versions, in equal parts. */
  half: boolean
}

/** Versions that a broadcast tries of the message of its part `part`, the first that gets it. `wait`: ms. */
export type NewTrial = Omit<TrialTerms, 'wait'> & { part: number; variants: readonly number[]; wait: number }

const idsSchema = z.array(z.int()).min(2)

function fromRow({ variants, verdict, half, ...row }: Row): Trial {
  return {
    ...row,
    variants: idsSchema.parse(JSON.parse(variants)),
    verdict: verdict === null ? null : verdictSchema.parse(JSON.parse(verdict)),
    half: half === 1,
  }
}

/** What a broadcast tries, message by message; empty where it tries nothing. */
export function listTrials(db: Pick<Db, 'sql'>, broadcastId: number): Trial[] {
  return db
    .sql<Row>(`select ${COLUMNS.sql} from trials where broadcast_id = ? order by part`)
    .all(broadcastId)
    .map(fromRow)
}

/** What a broadcast tries; of several messages the first. Null where it tries nothing. */
export function trialOf(db: Pick<Db, 'sql'>, broadcastId: number): Trial | null {
  return listTrials(db, broadcastId)[0] ?? null
}

/** What is tried of one message of a broadcast. @throws AppError `trial_over` where nothing is */
export function getTrial(db: Pick<Db, 'sql'>, broadcastId: number, part: number): Trial {
  const row = db
    .sql<Row>(`select ${COLUMNS.sql} from trials where broadcast_id = ? and part = ?`)
    .get(broadcastId, part)
  if (row === undefined) throw new AppError('trial_over')
  return fromRow(row)
}

/** Trials of broadcasts that began in which something is still to happen by itself or by somebody's word. */
export const OPEN_TRIALS = `select ${COLUMNS.of('t')} from trials t indexed by trials_open cross join broadcasts b on b.id = t.broadcast_id
  where t.state in ('trying', 'judged', 'asked') and b.started_at is not null order by t.broadcast_id, t.part`

/** These, in the order of their broadcasts. */
export function listOpenTrials(db: Pick<Db, 'sql'>): Trial[] {
  return db.sql<Row>(OPEN_TRIALS).all().map(fromRow)
}

/** Makes these the trials of a broadcast that has not begun. */
export function setTrials(db: Pick<Db, 'sql'>, broadcastId: number, list: readonly NewTrial[]): void {
  db.sql('delete from trials where broadcast_id = ?').run(broadcastId)
  const insert = db.sql(
    `insert into trials (broadcast_id, part, variants, share, decides, wait, goes_on, state)
     values (?, ?, ?, ?, ?, ?, ?, 'trying')`,
  )
  for (const { part, variants, share, decides, wait, goesOn } of list)
    insert.run(broadcastId, part, JSON.stringify(idsSchema.parse(variants)), share, decides, wait, goesOn)
}

/** All versions of the messages of a broadcast's parts: of those that are tried every one. */
export function versionsOf(
  parts: readonly { variantId: number }[],
  tried: readonly { variants: readonly number[] }[],
): number[] {
  return [
    ...new Set(
      parts.flatMap(
        ({ variantId }) => tried.find(({ variants }) => variants[0] === variantId)?.variants ?? [variantId],
      ),
    ),
  ]
}
