import type { Db } from '../db/open.js'
import type { broadcasts, offers } from '../db/schema/index.js'
import { AppError } from '../errors.js'
import { usesAddress } from './metrics/address.js'
import { type PollReport, pollsOf } from './metrics/poll.js'
import { findRise, type Risen } from './metrics/rise.js'
import { type Answer, answerSchema, REPORT, STOP_REASONS, type StopReason } from './metrics/statement.js'
import { closesAt, type Goal } from './metrics/window.js'

/** People who share a reason. */
export type ReasonCount = { reason: string; people: number }

/** What came of one message of a broadcast; what it became by later edits is counted with it. */
export type MessageReport = {
  variantId: number
  /** Which version of it this is, where several were tried: 0 for A; null where there is one. */
  version: number | null
  /** Segments that were to get it; null stands for everybody (else). */
  names: (string | null)[]
  delivered: number
  seen: Seen
  clicked: number
  replied: number
  stopped: number
  paused: number
  blocked: number
}

/** Delivered messages with certain evidence of having been seen; `probably` are those with weaker evidence only. */
export type Seen = { certain: number; probably: number }

/** One tracked address of a message: `people` who clicked, and how many times they did. */
export type LinkReport = {
  variantId: number
  number: number
  label: string
  url: string
  /** False: it went out as it is, and nobody saw who opened it. */
  tracked: boolean
  people: number
  openings: number
  /** Where it led, one address after another; empty when it was never repaired. */
  targets: TargetReport[]
}

/** Where a repaired link led from `since` on (ms UTC; 0: from the beginning), and what happened then. */
export type TargetReport = { since: number; url: string; people: number; openings: number }

/** What came of a broadcast. Every number counts people, but for `openings`; times are ms UTC. */
export type Report = {
  broadcastId: number
  /** What the broadcast's `generation` is. */
  generation: number
  name: string
  goal: Goal
  kind: (typeof offers.$inferSelect)['kind']
  /** How many days what people do counts for it; null: as usual for its goal. */
  windowDays: number | null
  state: (typeof broadcasts.$inferSelect)['state']
  zone: string
  /** The hour of everyone's own clock, as the moment at which that of `zone` shows it; null: all at once. */
  ownClock: number | null
  /** null while it has not started. */
  startedAt: number | null
  /** null while it is not over. */
  finishedAt: number | null
  /** Always delivered + not delivered + left out + held out + no answer + waiting + not sent. */
  planned: number
  delivered: number
  notDelivered: ReasonCount[]
  leftOut: ReasonCount[]
  /** Its control group: kept from it by dice. */
  heldOut: number
  /** Telegram never said whether it took the message. */
  noAnswer: number
  waiting: number
  /** Those who still waited when it was cancelled. */
  notSent: number
  /** Of those delivered, whose message was deleted from their chat again. */
  takenBack: number
  seen: Seen
  clicked: number
  replied: number
  stopped: number
  /** Of those who stopped, as far as they said why; the most frequent first. */
  stoppedBecause: { reason: StopReason; people: number }[]
  paused: number
  /** Blocked the bot within 72 h of this message, which was the last before it. */
  blocked: number
  /** Openings of links: by people, by robots, and those nobody can tell. */
  openings: Record<Verdict, number>
  messages: MessageReport[]
  links: LinkReport[]
  /** What was answered to its polls; empty where there are none. */
  polls: PollReport[]
  /** For the goal *move up*, once it has begun: who moved up the ladder; null otherwise. */
  rise: Risen | null
  /** For the goal *know orders*: who pressed the button, who then shared their number, who of them is a customer now. */
  contacts: { asked: number; shared: number; found: number } | null
}

type Verdict = Answer['openings'][number]['verdict']

/**
 * What came of a broadcast until now, counted from the rows in the people's reader, all of it at one moment.
 * @throws AppError `broadcast_not_found`, `query_timeout`
 */
export async function findReport(db: Db, broadcastId: number): Promise<Report> {
  const [row] = await db.people.rows(REPORT, { broadcast: broadcastId })
  if (row === undefined) throw new AppError('broadcast_not_found')
  const found = withFirstVersions(answerSchema.parse(row))
  const { id, parts, ...broadcast } = found.broadcast
  const cancelled = broadcast.state === 'cancelled'
  const states = (...wanted: Answer['rows'][number]['state'][]) => found.rows.filter(row => wanted.includes(row.state))
  const unsent = sum(states('queued'))
  const { goal, startedAt, finishedAt } = broadcast
  const until = finishedAt === null ? Number.MAX_SAFE_INTEGER : closesAt(broadcast, finishedAt)
  const rise = goal !== 'move_up' || startedAt === null ? null : await findRise(db, id, startedAt, until)
  const messages = messagesOf(found).map(({ variantId, first, version }) => ({
    variantId,
    version,
    names: parts.filter(part => part.variantId === first).map(part => part.name),
    delivered: sum(states('sent').filter(row => row.variant === variantId)),
    ...reactionsOf(found, variant => variant === variantId),
  }))
  return {
    broadcastId: id,
    ...broadcast,
    planned: sum(found.rows),
    delivered: sum(states('sent')),
    notDelivered: byReason(states('failed')),
    leftOut: byReason(states('skipped')),
    heldOut: sum(states('held_out')),
    noAnswer: sum(states('uncertain')),
    waiting: sum(states('sending')) + (cancelled ? 0 : unsent),
    notSent: cancelled ? unsent : 0,
    takenBack: found.rows.reduce((total, row) => total + row.takenBack, 0),
    ...reactionsOf(found, () => true),
    stoppedBecause: STOP_REASONS.map(reason => ({
      reason,
      people: sum(found.figures.filter(({ kind }) => kind === reason)),
    }))
      .filter(({ people }) => people > 0)
      .sort((a, b) => b.people - a.people),
    openings: {
      human: openingsBy(found, 'human'),
      machine: openingsBy(found, 'machine'),
      unsure: openingsBy(found, 'unsure'),
    },
    messages,
    links: linksOf(found),
    polls: pollsOf(found, messages),
    rise,
    contacts: goal === 'know_orders' ? contactsOf(found) : null,
  }
}

/** The messages that were approved, in the order of their parts, each in all its versions; `first`: version A of it. */
function messagesOf({ broadcast, tried }: Answer): { variantId: number; first: number; version: number | null }[] {
  return [...new Set(broadcast.parts.map(part => part.variantId))].flatMap(first => {
    const versions = tried.find(([a]) => a === first) ?? [first]
    return versions.map((variantId, i) => ({ variantId, first, version: versions.length > 1 ? i : null }))
  })
}

/** An edit makes a new version; everything is counted under the version that was approved. */
function withFirstVersions(found: Answer): Answer {
  const first = new Map<number, number>()
  for (const [from, to] of found.edits.flat()) first.set(to, first.get(from) ?? from)
  const of = <Row extends { variant: number | null }>(rows: Row[]): Row[] =>
    rows.map(row => ({ ...row, variant: row.variant === null ? null : (first.get(row.variant) ?? row.variant) }))
  return {
    ...found,
    rows: of(found.rows),
    figures: of(found.figures),
    openings: of(found.openings),
    splits: of(found.splits),
    polls: found.polls.map(row => ({ ...row, variant: first.get(row.variant) ?? row.variant })),
    chosen: of(found.chosen),
    voted: of(found.voted),
    links: found.links.map(link => ({ ...link, variant: first.get(link.variant) ?? link.variant })),
  }
}

function sum(rows: readonly { people: number }[]): number {
  return rows.reduce((total, row) => total + row.people, 0)
}

function byReason(rows: Answer['rows']): ReasonCount[] {
  const reasons = new Map<string, number>()
  for (const { reason, people } of rows) {
    const known = reason ?? 'other'
    reasons.set(known, (reasons.get(known) ?? 0) + people)
  }
  return [...reasons].map(([reason, people]) => ({ reason, people })).sort((a, b) => b.people - a.people)
}

function reactionsOf({ figures }: Answer, of: (variant: number | null) => boolean) {
  const people = (kind: Answer['figures'][number]['kind'], certain = 0) =>
    sum(figures.filter(figure => figure.kind === kind && figure.certain === certain && of(figure.variant)))
  return {
    seen: { certain: people('seen', 1), probably: people('seen', 0) },
    clicked: people('clicked'),
    replied: people('replied'),
    stopped: people('stop'),
    paused: people('pause'),
    blocked: people('block'),
  }
}

function contactsOf({ figures }: Answer): NonNullable<Report['contacts']> {
  const people = (kind: 'asked' | 'shared' | 'found') => sum(figures.filter(figure => figure.kind === kind))
  return { asked: people('asked'), shared: people('shared'), found: people('found') }
}

function openingsBy({ openings }: Answer, verdict: Verdict): number {
  return openings.filter(row => row.verdict === verdict).reduce((total, row) => total + row.openings, 0)
}

/** The addresses that went out. A message remembers what it held while it was a draft; that counts only when opened. */
function linksOf(answer: Answer): LinkReport[] {
  const { links, openings, targets, splits } = answer
  const order = messagesOf(answer).map(({ variantId }) => variantId)
  const found = new Map<string, LinkReport>()
  const wentOut = new Set<string>()
  for (const { variant, number, label, url, tracked, content } of links) {
    if (!order.includes(variant)) continue
    const id = `${variant}:${number}`
    const own = <Row extends { variant: number | null; number: number }>(rows: Row[]) =>
      rows.filter(row => row.variant === variant && row.number === number)
    const opened = own(openings)
    if (opened.length > 0 || usesAddress(content, url)) wentOut.add(id)
    found.set(id, {
      ...{ variantId: variant, number, label, url, tracked: tracked || opened.length > 0 },
      ...total(opened.filter(row => row.verdict === 'human')),
      targets: targets
        .filter(target => target.number === number)
        .map(({ since, url }) => ({ since, url, ...total(own(splits).filter(row => row.since === since)) })),
    })
  }
  return [...found]
    .filter(([id]) => wentOut.has(id))
    .map(([, link]) => link)
    .sort((a, b) => order.indexOf(a.variantId) - order.indexOf(b.variantId) || a.number - b.number)
}

/** Each person has one version only, so people of several rows are different ones. */
function total(rows: readonly { people: number; openings: number }[]): { people: number; openings: number } {
  return {
    people: sum(rows),
    openings: rows.reduce((openings, row) => openings + row.openings, 0),
  }
}
