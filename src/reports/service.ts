import { DAY, HOUR } from '../clock.js'
import type { Db } from '../db/open.js'
import type { serviceMessages, serviceRefusals } from '../db/schema/index.js'

type Row = typeof serviceMessages.$inferSelect
type Why = (typeof serviceRefusals.$inferSelect)['why']

/** Why a service message did not arrive. */
export type ServiceReason = Exclude<NonNullable<Row['reason']>, 'evidence'>

/** What became of the service messages of one stretch of time. They stand in no figure of any broadcast. */
export type ServiceFigures = {
  asked: number
  delivered: number
  /** Of those delivered: seen for certain, and probably. */
  confirmed: number
  inferred: number
  waiting: number
  /** Telegram never answered: nobody knows whether these came. */
  uncertain: number
  /** Not delivered, by reason, most first. */
  lost: { reason: ServiceReason; n: number }[]
}

/** How they stand: today, in the last 7 days, and what was asked for in vain in these. */
export type ServiceReport = {
  today: ServiceFigures
  week: ServiceFigures
  refused: { why: Why; n: number }[]
}

export const SERVICE_COUNTS = `select created_at >= :today as today, state, reason, read_grade as grade, count(*) as n
  from service_messages where created_at >= :week and created_at <= :at group by 1, 2, 3, 4`

const REFUSED = `select why, sum(n) as n from service_refusals where hour between ? and ? group by why order by n desc, why`

/**
 * Counts them from the rows themselves, in the people's reader.
 * @param dayStart when the shop's day began, ms UTC
 * @throws AppError `query_timeout`
 */
export async function findServiceReport(db: Db, dayStart: number, at: number): Promise<ServiceReport> {
  const rows = await db.people.rows<
    Pick<Row, 'state' | 'reason'> & { today: number; grade: Row['readGrade']; n: number }
  >(SERVICE_COUNTS, { today: dayStart, week: at - 7 * DAY, at })
  const refused = await db.people.rows<{ why: Why; n: number }>(REFUSED, [
    Math.floor((at - 7 * DAY) / HOUR),
    Math.floor(at / HOUR),
  ])
  const sum = (some: typeof rows): ServiceFigures => {
    const count = (is: (row: (typeof rows)[number]) => boolean) => some.filter(is).reduce((n, row) => n + row.n, 0)
    const lost = new Map<ServiceReason, number>()
    for (const { state, reason, n } of some)
      if ((state === 'failed' || state === 'skipped') && reason !== null && reason !== 'evidence')
        lost.set(reason, (lost.get(reason) ?? 0) + n)
    return {
      asked: count(() => true),
      delivered: count(({ state }) => state === 'sent'),
      confirmed: count(({ state, grade }) => state === 'sent' && grade === 'confirmed'),
      inferred: count(({ state, grade }) => state === 'sent' && grade === 'inferred'),
      waiting: count(({ state }) => state === 'queued' || state === 'sending'),
      uncertain: count(({ state }) => state === 'uncertain'),
      lost: [...lost].map(([reason, n]) => ({ reason, n })).sort((a, b) => b.n - a.n),
    }
  }
  return { today: sum(rows.filter(({ today }) => today === 1)), week: sum(rows), refused }
}

/** One of them as a list shows it; `text` null: its words are gone. Times are ms UTC. */
export type ServiceLine = Pick<Row, 'id' | 'text' | 'state' | 'reason' | 'createdAt' | 'subscriberId'> & {
  firstName: string
  lastName: string | null
  grade: Row['readGrade']
}

/** Those of the last 7 days, newest first, a page of them, and how many there are. */
export async function listService(
  db: Db,
  page: { offset: number; limit: number },
  at: number,
): Promise<{ messages: ServiceLine[]; total: number }> {
  const since = at - 7 * DAY
  const [count] = await db.people.rows<{ n: number }>(
    'select count(*) as n from service_messages where created_at >= ?',
    [since],
  )
  const messages = await db.people.rows<ServiceLine>(
    `select m.id, m.text, m.state, m.reason, m.created_at as createdAt, m.subscriber_id as subscriberId,
       m.read_grade as grade, s.first_name as firstName, s.last_name as lastName
     from service_messages m join subscribers s on s.id = m.subscriber_id
     where m.created_at >= ? order by m.created_at desc, m.id desc limit ? offset ?`,
    [since, page.limit, page.offset],
  )
  return { messages, total: count?.n ?? 0 }
}
