import { GrammyError } from 'grammy'
import { SECOND } from '../../../clock.js'
import { listToRemind, type Reminder, recordReminded } from '../../../delivery/reminder.js'
import { describeError } from '../../../log.js'
import { duration, type Language, time, zoneName } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { type Card, key } from '../../card.js'
import { shownName } from '../offers/label.js'
import { presses as offers } from '../offers/presses.js'
import { clockLine } from './own-clock.js'
import { addresseeOf, postCard } from './post.js'
import { presses } from './presses.js'
import type { ProgressDeps } from './progress.js'

const RETRY_MS = 15 * SECOND

/** Reminds admins of what they scheduled, a quarter of an hour before it begins, while it can still be stopped. */
export type Reminders = {
  /** Sends what is due; never waits for Telegram. @param at ms UTC */
  run(at: number): void
  /** Resolves when nothing is on its way to Telegram. */
  idle(): Promise<void>
  close(): void
}

/** Creates it. Whether somebody was reminded stands in the row: a restart repeats nothing and forgets nothing. */
export function createReminders(deps: ProgressDeps): Reminders {
  const { db, log, clock, languageFor } = deps
  let sending: Promise<void> | null = null
  let dueAt = Number.NEGATIVE_INFINITY
  let closed = false

  async function sendAll(due: Reminder[], at: number): Promise<void> {
    for (const reminder of due) {
      if (closed) return
      const admin = addresseeOf(deps, reminder.createdBy)
      // Who does not let the bot write counts as reminded: in a quarter of an hour it is over anyway.
      await postCard(deps, admin, reminderCard(reminder, languageFor(admin), at))
      await db.group(() => recordReminded(db, reminder.id, clock.now()))
    }
  }

  function stumble(error: unknown): void {
    const wait = error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * SECOND : 0
    dueAt = clock.monotonic() + Math.max(wait, RETRY_MS)
    log.warn({ error: describeError(error) }, 'a reminder has to wait')
  }

  return {
    run(at) {
      if (closed || sending !== null || clock.monotonic() < dueAt) return
      const due = listToRemind(db, at)
      if (due.length === 0) return
      sending = sendAll(due, at)
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

/** When it goes and to how many, with the ways to change or cancel it. */
function reminderCard(
  { id, offerName, startsAt, zone, ownClock, shownAudience }: Reminder,
  language: Language,
  at: number,
): Card {
  const { delivery: words } = texts(language)
  const when = `${time(startsAt, zone)} ${zoneName(zone, language)}`
  return {
    text: lines([
      words.reminder(shownName(offerName), when, duration(startsAt - at, language), shownAudience),
      clockLine({ ownClock }, language, at),
    ]),
    keyboard: [
      [key(words.buttons.change, offers.undo, { broadcast: id }), key(words.buttons.cancelIt, presses.stop, { id })],
    ],
  }
}
