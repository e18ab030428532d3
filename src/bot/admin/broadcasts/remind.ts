import { GrammyError } from 'grammy'
import { SECOND } from '../../../clock.js'
import { type ChangeQuestion, listChangesToAsk, recordChangeAsked } from '../../../delivery/change.js'
import { listToRemind, type Reminder, recordReminded } from '../../../delivery/reminder.js'
import { describeError } from '../../../log.js'
import { dateTime, duration, type Language, time, zoneName } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { type Card, key } from '../../card.js'
import { shownName } from '../offers/label.js'
import { broadcasts } from './addresses.js'
import { changingKeys } from './keys.js'
import { clockLine } from './own-clock.js'
import { addresseeOf, postCard } from './post.js'
import type { ProgressDeps } from './progress.js'

const RETRY_MS = 15 * SECOND

/**
 * Reminds admins of what they scheduled, a quarter of an hour before it begins, while it can still be stopped, and of what
 * they opened to change it: half an hour after the last tap, and at its hour.
 */
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

  /** What was opened for changes and forgotten, or should have gone by now. */
  async function askAll(questions: ChangeQuestion[], at: number): Promise<void> {
    for (const question of questions) {
      if (closed) return
      const admin = addresseeOf(deps, question.adminId)
      await postCard(deps, admin, changeCard(question, languageFor(admin), at))
      await db.group(() => recordChangeAsked(db, question, clock.now()))
    }
  }

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
      const [due, questions] = [listToRemind(db, at), listChangesToAsk(db, at)]
      if (due.length + questions.length === 0) return
      sending = sendAll(due, at)
        .then(() => askAll(questions, at))
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
      [key(words.buttons.change, broadcasts.change, { id }), key(words.buttons.cancel, broadcasts.cancel, { id })],
    ],
  }
}

/** How a change that is open goes on: nobody touched it for a while, or the hour of its broadcast has come. */
function changeCard(question: ChangeQuestion, language: Language, at: number): Card {
  const { delivery: words } = texts(language)
  const { broadcastId: id, why, offerName, startsAt, touchedAt, zone } = question
  const moment = (when: number) => `${dateTime(when, zone, language, at)} ${zoneName(zone, language)}`
  const name = shownName(offerName)
  return {
    text: why === 'due' ? words.dueWhileChanging(name, moment(startsAt)) : words.stillChanging(name, moment(touchedAt)),
    keyboard: changingKeys({ id }, language),
  }
}
