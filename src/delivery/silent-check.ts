import { recordChecked, recordReachable, recordUnreachable } from '../audience/subscription/reachability.js'
import { type Clock, SECOND, sleep } from '../clock.js'
import { columnsOf, type RowOf } from '../db/columns.js'
import type { Db } from '../db/open.js'
import { silentChecks } from '../db/schema/index.js'
import { describeError, type Log } from '../log.js'
import { listRunning } from './broadcast.js'
import { classify, type Outcome } from './outcome.js'
import type { Pace } from './pace.js'
import type { Transport } from './transport.js'

const COLUMNS = columnsOf(
  silentChecks,
  'id',
  'adminId',
  'at',
  'state',
  'people',
  'position',
  'reached',
  'blocked',
  'deactivated',
  'unsure',
  'finishedAt',
)

/**
 * How far a silent check is: of `people` who moved in and never showed themselves so many can be reached, blocked the bot, or
 * have no account any more; of those `unsure` Telegram did not say. `position` is the last who was asked. Times are ms UTC.
 */
export type SilentCheck = RowOf<typeof COLUMNS>

/** Finds out who can be written to without anybody seeing it. */
export type SilentChecks = {
  /** Goes on with what was begun, here or in another process. */
  resume(): void
  /** Resolves when nobody is being asked. */
  idle(): Promise<void>
  close(): Promise<void>
}

const AT_ONCE = 10
const BUSY_MS = SECOND
const STOP_MS = 2 * SECOND
const LONGEST_REST_MS = 60 * SECOND
/** After so many questions without an answer about somebody, they are left. */
const TRIES = 3
/** After so many refusals in a row that are about nobody in particular, this server does not take such questions. */
const REFUSED = 5

/** Whoever nobody has seen or asked about yet. */
const UNKNOWN = 'checked_at is null and last_seen_at is null and erased_at is null'

type Asked = { id: number; telegramId: number; lastSeenAt: number | null }

/** The newest check; null before the first. */
export function findSilentCheck(db: Db): SilentCheck | null {
  return db.sql<SilentCheck>(`select ${COLUMNS.sql} from silent_checks order by id desc limit 1`).get() ?? null
}

/** How many people nobody knows about; asked in the people's reader. @throws AppError `query_timeout` after 5 s */
export async function countUnknown(db: Db): Promise<number> {
  const [found] = await db.people.rows<{ n: number }>(`select count(*) as n from subscribers where ${UNKNOWN}`)
  return found?.n ?? 0
}

/**
 * Writes down that so many people are to be asked about; where a check is under way it is that one. To be called in a group.
 * @param people as `countUnknown` found; nobody is asked about nobody
 * @param at ms UTC
 */
export function beginSilentCheck(db: Db, { adminId, people }: { adminId: number; people: number }, at: number): void {
  if (people === 0 || findSilentCheck(db)?.state === 'asking') return
  db.sql(`insert into silent_checks (admin_id, at, state, people) values (?, ?, 'asking', ?)`).run(adminId, at, people)
}

/** Ends the check that is under way; what is known stays. To be called in a group. @param at ms UTC */
export function endSilentCheck(db: Db, at: number): void {
  db.sql(`update silent_checks set state = 'given_up', finished_at = ? where state = 'asking'`).run(at)
}

/**
 * One check at a time, at the pace of broadcasts, and only while none is under way: who is asked costs what a message does.
 * @param changed told when its card is out of date
 */
export function createSilentChecks(deps: {
  db: Db
  clock: Clock
  log: Log
  pace: Pick<Pace, 'wait' | 'spend' | 'limited'>
  transport: Pick<Transport, 'touch'>
  changed?: (id: number) => void
}): SilentChecks {
  const { db, clock, log, pace, transport, changed = () => undefined } = deps
  const ending = new AbortController()
  let working: Promise<void> | undefined

  async function turn(): Promise<void> {
    for (;;) {
      const wait = listRunning(db, clock.now()).length > 0 ? BUSY_MS : pace.wait()
      if (wait <= 0 || ending.signal.aborted) break
      await sleep(wait, ending.signal)
    }
    pace.spend(1)
  }

  async function askAll(some: readonly Asked[]): Promise<Outcome[]> {
    const answers: Promise<Outcome>[] = []
    for (const { telegramId } of some) {
      await turn()
      if (ending.signal.aborted) break
      answers.push(transport.touch(telegramId).then(classify))
    }
    return Promise.all(answers)
  }

  async function run(id: number): Promise<void> {
    let [misses, refused] = [0, 0]
    while (!ending.signal.aborted) {
      const check = findSilentCheck(db)
      if (check?.id !== id || check.state !== 'asking') return
      const some = await db.jobs.rows<Asked>(
        `select id, telegram_id as telegramId, last_seen_at as lastSeenAt from subscribers
         where id > ? and ${UNKNOWN} order by id limit ?`,
        [check.position, AT_ONCE],
      )
      if (some.length === 0) return finish(id, 'over')
      const answers = await askAll(some)
      if (ending.signal.aborted) return
      // Whoever comes after one without an answer is asked again with them.
      const unanswered = answers.findIndex(answer => !isAnswer(answer))
      const settled = answers.slice(0, unanswered === -1 ? answers.length : unanswered)
      const skipped = settled.length === 0 && unanswered === 0 && misses + 1 >= TRIES * rests(answers[0])
      await db.group(() => settle(id, some, skipped ? answers.slice(0, 1) : settled))
      misses = settled.length > 0 || skipped ? 0 : misses + 1
      for (const answer of settled) refused = answer.kind === 'refused' && answer.reason === 'content' ? refused + 1 : 0
      if (refused >= REFUSED) return finish(id, 'given_up')
      changed(id)
      if (unanswered !== -1) await rest(answers[unanswered], misses)
    }
  }

  /** An outage or a revoked token is nobody's fault: their question is repeated for as long as it lasts. */
  const rests = (answer: Outcome | undefined) => (answer?.kind === 'unknown' ? 1 : Number.POSITIVE_INFINITY)

  async function rest(answer: Outcome | undefined, misses: number): Promise<void> {
    if (answer?.kind === 'limited') pace.limited('broadcast', answer.retryAfter)
    else await sleep(Math.min(LONGEST_REST_MS, SECOND * 2 ** misses), ending.signal)
  }

  function settle(id: number, some: readonly Asked[], answers: readonly Outcome[]): void {
    const at = clock.now()
    const counts = { reached: 0, blocked: 0, deactivated: 0, unsure: 0 }
    for (const [i, answer] of answers.entries()) {
      const person = some[i]
      if (person === undefined) continue
      if (answer.kind === 'sent') {
        counts.reached += 1
        recordReachable(db, person.id, at)
        recordChecked(db, person.id, at)
      } else if (answer.kind === 'refused' && (answer.reason === 'blocked' || answer.reason === 'deactivated')) {
        counts[answer.reason] += 1
        recordUnreachable(db, person.id, answer.reason, at, person.lastSeenAt)
        // Where the file had said the same, it is Telegram's word from now on.
        recordChecked(db, person.id, at)
      } else counts.unsure += 1
    }
    db.sql(
      `update silent_checks set position = :position, reached = reached + :reached, blocked = blocked + :blocked,
         deactivated = deactivated + :deactivated, unsure = unsure + :unsure where id = :id`,
    ).run({ id, position: some[answers.length - 1]?.id ?? findSilentCheck(db)?.position ?? 0, ...counts })
  }

  async function finish(id: number, state: SilentCheck['state']): Promise<void> {
    await db.group(
      () =>
        void db
          .sql(`update silent_checks set state = ?, finished_at = ? where id = ? and state = 'asking'`)
          .run(state, clock.now(), id),
    )
    changed(id)
  }

  function goOn(): void {
    const check = findSilentCheck(db)
    if (working !== undefined || check?.state !== 'asking') return
    working = run(check.id)
      .then(
        () => true,
        error => {
          if (!ending.signal.aborted) log.error({ error: describeError(error) }, 'the silent check stands still')
          return false
        },
      )
      .then(isOver => {
        working = undefined
        // Another one may have begun while the last one rested.
        if (isOver && !ending.signal.aborted) goOn()
      })
  }

  return {
    resume: goOn,
    async idle() {
      while (working !== undefined) await working
    },
    async close() {
      ending.abort()
      // Whoever is being asked is asked again by the next process.
      await Promise.race([working, sleep(STOP_MS)])
    },
  }
}

function isAnswer({ kind }: Outcome): boolean {
  return kind === 'sent' || kind === 'refused'
}
