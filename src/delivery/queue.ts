import type { Db } from '../db/open.js'
import type { OfferKind } from '../offers/draft.js'
import { releasePromo } from '../offers/promo.js'
import type { Sql } from '../segments/compile.js'
import { findSeries } from './campaign/campaign.js'
import { waitForRun } from './campaign/repeat/next-run.js'
import { dropLateSql, seriesReason } from './campaign/walk/exit.js'
import { lookNext } from './campaign/walk.js'
import { openLots } from './careful.js'
import { evidentSql, MESSAGE_SEEN } from './evidence.js'
import { type GateRules, gateAt, type Terms } from './gate.js'
import { giveCodes } from './plan/code.js'
import { newcomerSql } from './plan/newcomer.js'
import { currentVersions } from './repair.js'
import { endedReason, giveEnds } from './schedule/end.js'
import { QUOTED } from './schedule/nudge.js'
import { needlessReason } from './schedule/reminding.js'
import { askByRound, askUnder, claimReason, findRound } from './survey/round.js'
import { FIRST_WAITING, giveVersions } from './trial/split.js'

const POSTPONED = 200

/**
 * SQL of the first waiting rows, so few that skipping some of them costs nothing; of one wave while others may not be
 * sent yet. Takes the broadcast, the moment, and how many.
 */
export const waitingSql = (
  wave: number | null,
) => `select id, subscriber_id, occurrence, variant_id, due_at, attempts from deliveries
  where broadcast_id = ? and ${wave === null ? '' : `wave = ${wave} and `}state = 'queued' and due_at <= ?
  order by due_at, id limit ?`

/** One message that may leave now: the row is `sending` on disk once the claim's commit is done. */
export type Claimed = {
  id: number
  broadcastId: number
  subscriberId: number
  variantId: number
  telegramId: number
  firstName: string
  lastName: string | null
  username: string | null
  /** They were moved in, and this is the first offer that they get. */
  newcomer: boolean
  /** It comes without a sound, because their hours are quiet. */
  silent: boolean
  /** The language that they chose, or that Telegram reports; null: unknown. */
  language: string | null
  /** When they were last seen, ms UTC, as the message was claimed; null: never. */
  lastSeenAt: number | null
  /** When Telegram last said whether they can be written to, ms UTC; null: never. */
  checkedAt: number | null
  /** It is to stand at the top of their chat. */
  pinned: boolean
  /** The message in their chat that it quotes; null: none. */
  quotes: number | null
  /** When the offer ends for them, ms UTC; null: they have no end of their own. */
  endsAt: number | null
}

/** What a claim brought: messages to send, and how many people were left out at the last moment. */
export type Claim = { messages: Claimed[]; skipped: number }

/**
 * Takes up to `n` waiting rows of a running broadcast, the oldest due first. The gate is asked again inside this very
 * UPDATE: whoever stopped, paused, reached the cap or lost interest since the plan becomes `skipped`, with the reason.
 * So is evidence: whoever waits for a second copy but has meanwhile shown that the first one arrived gets none. Rows of
 * people in quiet hours are not taken; their `due_at` moves to the end of these hours, a few rows at each call. A
 * message that shows a promo code gets it in the same write.
 */
export function claimDeliveries(db: Db, broadcastId: number, n: number, at: number, rules: GateRules): Claim {
  const terms = findTerms(db, broadcastId)
  const claim: Claim = { messages: [], skipped: 0 }
  if (terms === null) return claim
  for (const wave of openLots(db, broadcastId)) {
    const part = claimLot(db, broadcastId, { wave, n: n - claim.messages.length }, terms, at, rules)
    claim.messages.push(...part.messages)
    claim.skipped += part.skipped
    if (claim.messages.length >= n) break
  }
  return claim
}

/** @param lot of which wave, null for all that wait, and how many */
function claimLot(
  db: Db,
  broadcastId: number,
  { wave, n }: { wave: number | null; n: number },
  terms: Running,
  at: number,
  rules: GateRules,
): Claim {
  const waiting = waitingSql(wave)
  const gate = gateAt(at, terms, rules)
  const wait = terms.nudges && terms.campaignId !== null ? waitForRun(db, terms.campaignId, at) : null
  if (wait !== null) return { messages: [], skipped: postponeAll(db, broadcastId, waiting, at, wait) }
  // What is too late is out before the night could make it wait for the morning.
  const late = terms.campaignId === null ? 0 : dropLate(db, broadcastId, waiting, terms, at)
  const postponed = late + (gate.waits === 'nobody' ? 0 : postpone(db, broadcastId, waiting, at, gate.due))
  if (gate.waits === 'all') return { messages: [], skipped: postponed }
  const questions = terms.kind === 'survey' ? findRound(db, broadcastId) : null
  const plain = claimReason(gate.reason(), questions, at)
  const ended = terms.nudges && terms.holds !== null ? endedReason(plain, at) : plain
  const series = terms.campaignId === null ? null : findSeries(db, terms.campaignId)
  const within = series === null ? ended : seriesReason(ended, series, { reminds: terms.nudges, at })
  const reason = terms.nudges ? needlessReason(within, broadcastId, at) : within
  const taken = db
    .sql<{ id: number; state: string; attempts: number }>(
      `update deliveries set
         state = case when c.evident then 'sent' when c.reason is null then 'sending' when attempts > 0 then 'uncertain' else 'skipped' end,
         reason = case when c.evident then 'evidence' when attempts = 0 then c.reason end,
         sent_at = iif(c.evident, claimed_at, sent_at), error = iif(c.evident, null, error),
         message_id = iif(c.evident, ${MESSAGE_SEEN}, message_id),
         claimed_at = iif(c.reason is null and not c.evident, ?, claimed_at),
         attempts = attempts + (c.reason is null and not c.evident)
       from (
         select d.id, ${reason.text} as reason, d.attempts > 0 and ${evidentSql('d')} as evident from (${waiting}) d join subscribers s on s.id = d.subscriber_id
         where ${gate.due.text} <= ? order by d.due_at, d.id limit ?
       ) c
       where deliveries.id = c.id returning deliveries.id, deliveries.state, deliveries.attempts`,
    )
    .all(at, ...reason.params, broadcastId, at, gate.waits === 'nobody' ? n : POSTPONED, ...gate.due.params, at, n)
  // A code that was meant for a message that never left is nobody's.
  if (terms.codes)
    for (const { id, state, attempts } of taken) if (state === 'skipped' && attempts === 0) releasePromo(db, id)
  if (series !== null) {
    const left = taken.filter(row => row.state === 'skipped').map(row => row.id)
    lookNext(db, series.id, left, at)
  }
  const ids = taken.filter(row => row.state === 'sending').map(row => row.id)
  if (ids.length === 0) return { messages: [], skipped: postponed + taken.length }
  if (wave !== null && wave >= FIRST_WAITING) giveVersions(db, broadcastId, wave, ids)
  if (terms.holds !== null) giveEnds(db, ids, terms, at)
  const found = db
    .sql<Omit<Claimed, 'newcomer' | 'pinned' | 'silent'> & { newcomer: number; silent: number }>(
      `select d.id, d.broadcast_id as broadcastId, d.subscriber_id as subscriberId, d.variant_id as variantId,
         s.telegram_id as telegramId, s.first_name as firstName, s.last_name as lastName, s.username,
         s.last_seen_at as lastSeenAt, s.checked_at as checkedAt,
         coalesce(s.chosen_language, s.telegram_language) as language, ${terms.nudges ? QUOTED : 'null'} as quotes,
         ${terms.holds === null ? 'null' : '(select e.at from delivery_ends e where e.delivery_id = d.id)'} as endsAt, ? and ${newcomerSql('c.id <> d.id')} as newcomer,
         ${gate.silent.text} as silent
       from json_each(?) ids join deliveries d on d.id = ids.value join subscribers s on s.id = d.subscriber_id
         join broadcasts b on b.id = d.broadcast_id`,
    )
    .all(terms.marketing ? 1 : 0, ...gate.silent.params, JSON.stringify(ids))
    .map(message => ({
      ...message,
      newcomer: message.newcomer === 1,
      silent: message.silent === 1,
      pinned: terms.pinned,
    }))
  const current = updated(db, broadcastId, found)
  const leaving = terms.codes ? giveCodes(db, terms.offerId, current, at) : current
  const left = new Set(leaving.map(({ id }) => id))
  for (const message of found.filter(({ id }) => left.has(id))) {
    if (questions !== null) askByRound(db, questions, message, at)
    else if (terms.kind === 'marketing' && rules.questions !== undefined) askUnder(db, message, rules.questions, at)
  }
  return { messages: leaving, skipped: postponed + taken.length - leaving.length }
}

/**
 * `codes`: people get promo codes of their own; `pinned`: it is to stand at the top of their chats; `nudges`: it quotes a message;
 * `holds`: it ends for each of them so long after they got it, ms; `campaignId`: the series whose message it carries, null: it carries none.
 */
type Running = Terms & {
  kind: OfferKind
  offerId: number
  codes: boolean
  pinned: boolean
  nudges: boolean
  holds: number | null
  campaignId: number | null
}

/** The terms of a broadcast that is running; null for any other, so that pause and cancel are one UPDATE. */
function findTerms(db: Db, broadcastId: number): Running | null {
  const row = db
    .sql<{
      kind: OfferKind
      notLaterThan: number | null
      offerId: number
      codes: number
      interestId: number | null
      pinned: number
      nudges: number
      holds: number | null
      campaignId: number | null
    }>(
      `select o.kind, b.not_later_than as notLaterThan, o.id as offerId, o.interest_id as interestId, o.promo_kind is 'each' as codes, o.pinned, b.nudges is not null as nudges, o.holds,
         iif(b.standing = 1, b.campaign_id, null) as campaignId from broadcasts b join offers o on o.id = b.offer_id
       where b.id = ? and b.state = 'running'`,
    )
    .get(broadcastId)
  if (row === undefined) return null
  return {
    ...row,
    marketing: row.kind !== 'service',
    survey: row.kind === 'survey',
    codes: row.codes === 1,
    pinned: row.pinned === 1,
    nudges: row.nudges === 1,
  }
}

/** Skips, among the first waiting rows, messages of a series that are days late. */
function dropLate(db: Db, broadcastId: number, waiting: string, { codes, campaignId }: Running, at: number): number {
  const dropped = db.sql<{ id: number }>(dropLateSql(waiting)).all(at, broadcastId, at, POSTPONED)
  if (codes) for (const { id } of dropped) releasePromo(db, id)
  if (campaignId !== null)
    lookNext(
      db,
      campaignId,
      dropped.map(({ id }) => id),
      at,
    )
  return dropped.length
}

/** Moves, among the first waiting rows, those of people in quiet hours to the end of these hours. */
function postpone(db: Db, broadcastId: number, waiting: string, at: number, due: Sql): number {
  return db
    .sql(
      `update deliveries set due_at = c.due from (
         select d.id, ${due.text} as due from (${waiting}) d join subscribers s on s.id = d.subscriber_id
       ) c where deliveries.id = c.id and c.due > ?`,
    )
    .run(...due.params, broadcastId, at, POSTPONED, at).changes
}

/** Moves the first waiting rows to a moment. */
function postponeAll(db: Db, broadcastId: number, waiting: string, at: number, due: number): number {
  return db
    .sql(`update deliveries set due_at = ? where id in (select id from (${waiting}))`)
    .run(due, broadcastId, at, POSTPONED).changes
}

/** People who wait get the version that stands now, not the one that was planned before an edit. */
function updated(db: Db, broadcastId: number, messages: Claimed[]): Claimed[] {
  const current = currentVersions(db, broadcastId)
  if (current.size === 0) return messages
  return messages.map(message => {
    const variantId = current.get(message.variantId)
    if (variantId === undefined) return message
    db.sql('update deliveries set variant_id = ? where id = ?').run(variantId, message.id)
    return { ...message, variantId }
  })
}

/** When the next waiting row of a running broadcast is due, ms UTC; null when nothing waits. */
export function nextDueAt(db: Db, broadcastId: number): number | null {
  const row = db
    .sql<{ at: number | null }>(`select min(due_at) as at from deliveries where broadcast_id = ? and state = 'queued'`)
    .get(broadcastId)
  return row?.at ?? null
}

/** When the last waiting row of a broadcast is due, ms UTC; null when nothing waits. */
export function lastDueAt(db: Db, broadcastId: number): number | null {
  const row = db
    .sql<{ at: number | null }>(`select max(due_at) as at from deliveries where broadcast_id = ? and state = 'queued'`)
    .get(broadcastId)
  return row?.at ?? null
}
