import { GrammyError } from 'grammy'
import { SECOND } from '../../../clock.js'
import { describeError } from '../../../log.js'
import { findReport } from '../../../reports/metrics.js'
import { findUsual } from '../../../reports/usual.js'
import { type DueReport, listDueReports, recordReportSent } from './due.js'
import { addresseeOf, postCard } from './post.js'
import type { ProgressDeps } from './progress.js'
import { reportCard } from './report-card.js'

const RETRY_MS = 15 * SECOND

/** The reports that come anew after the end: what is due is kept in the file, so none is lost with a restart. */
export type Later = {
  /** Sends what is due; never waits for Telegram. @param at ms UTC */
  run(at: number): void
  /** Resolves when nothing is on its way to Telegram. */
  idle(): Promise<void>
  close(): void
}

/** Creates it. An admin who does not let the bot write is tried again by the next process only. */
export function createLater(deps: ProgressDeps): Later {
  const { db, log, clock, languageFor } = deps
  const mute = new Set<number>()
  let sending: Promise<void> | null = null
  let dueAt = Number.NEGATIVE_INFINITY
  let closed = false

  async function send(due: DueReport, at: number): Promise<void> {
    const { broadcastId } = due
    const admin = addresseeOf(deps, due.createdBy)
    const [report, usual] = [await findReport(db, broadcastId), await findUsual(db, broadcastId)]
    const place = await postCard(deps, admin, reportCard(report, languageFor(admin), at, usual))
    if (closed) return
    if (place === null) mute.add(due.createdBy)
    else await db.group(() => recordReportSent(db, due))
  }

  async function sendAll(reports: DueReport[], at: number): Promise<void> {
    for (const due of reports) if (!closed && !mute.has(due.createdBy)) await send(due, at)
  }

  function stumble(error: unknown): void {
    const wait = error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * SECOND : 0
    dueAt = clock.monotonic() + Math.max(wait, RETRY_MS)
    log.warn({ error: describeError(error) }, 'a report has to wait')
  }

  return {
    run(at) {
      if (closed || sending !== null || clock.monotonic() < dueAt) return
      const reports = listDueReports(db, at)
      if (reports.length === 0) return
      sending = sendAll(reports, at)
        .catch(stumble)
        .finally(() => {
          sending = null
        })
    },
    async idle() {
      await sending
    },
    close() {
      closed = true
    },
  }
}
