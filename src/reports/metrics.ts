import { z } from 'zod'
import type { Db } from '../db/open.js'
import { AppError } from '../errors.js'
import { usesAddress } from './address.js'
import { REPORT } from './statement.js'

/** People who share a reason. */
export type ReasonCount = { reason: string; people: number }

/** What came of one message of a broadcast. */
export type MessageReport = {
  variantId: number
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
  people: number
  openings: number
}

/** What came of a broadcast. Every number counts people, but for `openings`; times are ms UTC. */
export type Report = {
  broadcastId: number
  name: string
  goal: 'inform' | 'sell' | 'bring_back' | 'collect'
  state: 'scheduled' | 'planning' | 'running' | 'paused' | 'finished' | 'cancelled'
  zone: string
  /** null while it has not started. */
  startedAt: number | null
  /** null while it is not over. */
  finishedAt: number | null
  /** Always delivered + not delivered + left out + no answer + waiting + not sent. */
  planned: number
  delivered: number
  notDelivered: ReasonCount[]
  leftOut: ReasonCount[]
  /** Telegram never said whether it took the message. */
  noAnswer: number
  waiting: number
  /** Those who still waited when it was cancelled. */
  notSent: number
  seen: Seen
  clicked: number
  replied: number
  stopped: number
  paused: number
  /** Blocked the bot within 72 h of this message, which was the last before it. */
  blocked: number
  /** Openings of links: by people, by robots, and those nobody can tell. */
  openings: { human: number; machine: number; unsure: number }
  messages: MessageReport[]
  links: LinkReport[]
}

const json = <T>(schema: z.ZodType<T>) =>
  z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(schema)
const n = z.number().int()

const answer = z.object({
  broadcast: json(
    z.object({
      id: n,
      name: z.string(),
      goal: z.enum(['inform', 'sell', 'bring_back', 'collect']),
      state: z.enum(['scheduled', 'planning', 'running', 'paused', 'finished', 'cancelled']),
      zone: z.string(),
      startedAt: n.nullable(),
      finishedAt: n.nullable(),
      parts: z.array(z.object({ variantId: n, name: z.string().nullable() })),
    }),
  ),
  rows: json(
    z.array(
      z.object({
        variant: n.nullable(),
        state: z.enum(['queued', 'sending', 'sent', 'failed', 'uncertain', 'skipped']),
        reason: z.string().nullable(),
        people: n,
      }),
    ),
  ),
  figures: json(
    z.array(
      z.object({
        kind: z.enum(['seen', 'clicked', 'replied', 'stop', 'pause', 'block']),
        variant: n.nullable(),
        certain: n,
        people: n,
      }),
    ),
  ),
  openings: json(
    z.array(
      z.object({
        variant: n.nullable(),
        number: n,
        verdict: z.enum(['human', 'machine', 'unsure']),
        openings: n,
        people: n,
      }),
    ),
  ),
  links: json(z.array(z.object({ variant: n, number: n, label: z.string(), url: z.string(), content: z.unknown() }))),
})
type Answer = z.infer<typeof answer>

/**
 * What came of a broadcast until now, counted from the rows in the people's reader, all of it at one moment.
 * @throws AppError `broadcast_not_found`, `query_timeout`
 */
export async function findReport(db: Db, broadcastId: number): Promise<Report> {
  const [row] = await db.people.rows(REPORT, { broadcast: broadcastId })
  if (row === undefined) throw new AppError('broadcast_not_found')
  const found = answer.parse(row)
  const { id, parts, ...broadcast } = found.broadcast
  const cancelled = broadcast.state === 'cancelled'
  const states = (...wanted: Answer['rows'][number]['state'][]) => found.rows.filter(row => wanted.includes(row.state))
  const unsent = sum(states('queued'))
  return {
    broadcastId: id,
    ...broadcast,
    planned: sum(found.rows),
    delivered: sum(states('sent')),
    notDelivered: byReason(states('failed')),
    leftOut: byReason(states('skipped')),
    noAnswer: sum(states('uncertain')),
    waiting: sum(states('sending')) + (cancelled ? 0 : unsent),
    notSent: cancelled ? unsent : 0,
    ...reactionsOf(found, () => true),
    openings: {
      human: openingsBy(found, 'human'),
      machine: openingsBy(found, 'machine'),
      unsure: openingsBy(found, 'unsure'),
    },
    messages: [...new Set(parts.map(part => part.variantId))].map(variantId => ({
      variantId,
      names: parts.filter(part => part.variantId === variantId).map(part => part.name),
      delivered: sum(states('sent').filter(row => row.variant === variantId)),
      ...reactionsOf(found, variant => variant === variantId),
    })),
    links: linksOf(found),
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

function openingsBy({ openings }: Answer, verdict: 'human' | 'machine' | 'unsure'): number {
  return openings.filter(row => row.verdict === verdict).reduce((total, row) => total + row.openings, 0)
}

/** The addresses that went out. A message remembers what it held while it was a draft; that counts only when opened. */
function linksOf({ broadcast, links, openings }: Answer): LinkReport[] {
  const order = broadcast.parts.map(part => part.variantId)
  return links
    .filter(link => order.includes(link.variant))
    .map(({ variant, number, label, url, content }) => {
      const opened = openings.filter(row => row.variant === variant && row.number === number)
      const human = opened.find(row => row.verdict === 'human')
      return {
        link: { variantId: variant, number, label, url, people: human?.people ?? 0, openings: human?.openings ?? 0 },
        wentOut: opened.length > 0 || usesAddress(content, url),
      }
    })
    .filter(({ wentOut }) => wentOut)
    .map(({ link }) => link)
    .sort((a, b) => order.indexOf(a.variantId) - order.indexOf(b.variantId) || a.number - b.number)
}
