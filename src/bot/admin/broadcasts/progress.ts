import { GrammyError } from 'grammy'
import { type Clock, SECOND } from '../../../clock.js'
import {
  type Broadcast,
  findBroadcast,
  getBroadcast,
  listBroadcastsIn,
  listUnreported,
  recordReported,
  setProgressCard,
} from '../../../delivery/broadcast.js'
import type { Outage } from '../../../delivery/engine.js'
import { describeError } from '../../../log.js'
import { findReport } from '../../../reports/metrics.js'
import { findUsual } from '../../../reports/usual.js'
import type { Language } from '../../../text/format.js'
import { type Card, editCard, type Place, removeCard, samePlace, sendCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { roleOf } from '../../team.js'
import type { AdminDeps } from '../deps.js'
import { type Face, isHeld, isOver, type ProgressView, progressCard } from './card.js'
import { planReports } from './due.js'
import { createLater } from './later.js'
import { createMending } from './mending.js'
import { addresseeOf, postCard } from './post.js'
import { createReminders } from './remind.js'
import { reportCard } from './report-card.js'
import { findPauseTold, recordPauseTold } from './told.js'
import { findStanding } from './view.js'
import { newWatch, type Watch } from './watch.js'

const EVERY_MS = 3 * SECOND
/** What has not begun yet is about to change. */
const BEFORE_START_MS = SECOND
const RETRY_MS = 15 * SECOND
const QUIET_MS = 30 * SECOND

/** The cards of all broadcasts that are not over, and of what is being mended, kept current; and the reports of those that are. */
export type Progress = {
  /** Puts the card where the pressed button stands, or (also with `below`) sends it; from now on this is the one that is kept current. */
  show(ctx: BotContext, broadcastId: number, face?: Face, below?: boolean): Promise<void>
  /** As `show`, for the card of a repair. @throws AppError `broadcast_not_found` */
  showRepair(ctx: BotContext, repairId: number): Promise<void>
  /** Ends a repair before it is through, and shows what came of it. @returns false when it was over already */
  stopRepair(ctx: BotContext, repairId: number): Promise<boolean>
  /** The message of the pressed button becomes something else: it is nobody's card any more. */
  leave(ctx: BotContext): Promise<void>
  /** Something happened to it that people want to see. Does nothing yet; the next `run` looks. */
  changed(broadcastId: number): void
  /** Telegram fell silent or came back; every card may have to say so. */
  outage(state: Outage): void
  /**
   * Edits the cards that are due, tells of broadcasts that paused by themselves and of what was mended, reminds of
   * those that begin soon, and sends the reports: at the end, a day later, and when nothing more counts. The first run finds what an earlier process left. Call it about every second; it never waits for Telegram.
   * @param at ms UTC
   */
  run(at: number): void
  /** Resolves when nothing is on its way to Telegram. */
  idle(): Promise<void>
  /** No more edits, notices and reports; what is left is found again at the next start. */
  close(): void
}

/** What it works with. `languageFor`: the language that this admin reads. */
export type ProgressDeps = Pick<
  AdminDeps,
  'db' | 'log' | 'api' | 'adminIds' | 'pace' | 'engine' | 'zone' | 'waitsForLinks'
> & {
  clock: Clock
  languageFor: (adminId: number) => Language
}

/** Creates it; nothing is watched before the first `run`. Edits come at least three seconds apart for each broadcast that goes on. */
export function createProgress(deps: ProgressDeps): Progress {
  const { db, log, api, pace, engine, clock, languageFor } = deps
  const mending = createMending(deps)
  const later = createLater(deps)
  const reminders = createReminders(deps)
  const watches = new Map<number, Watch>()
  const underWay = new Set<Promise<void>>()
  let seeded = false
  let closed = false

  function watchOf(id: number): Watch {
    let watch = watches.get(id)
    if (watch === undefined) {
      watch = newWatch(id)
      watches.set(id, watch)
    }
    return watch
  }

  function seed(): void {
    const alive = listBroadcastsIn(db, ['scheduled', 'planning', 'running', 'paused'])
    for (const broadcast of [...alive, ...listUnreported(db)]) watchOf(broadcast.id)
    seeded = true
  }

  async function view(watch: Watch, broadcast: Broadcast, at: number): Promise<ProgressView> {
    const standing = await findStanding(db, broadcast, at)
    const { sent, failed, uncertain } = standing.counts
    const rest = pace.rest()
    const { outage } = engine.health()
    // What stands still says nothing about the speed with which it goes on.
    const moves =
      broadcast.state === 'running' &&
      rest === null &&
      !['open', 'unheard'].includes(outage) &&
      standing.waitsUntil === null
    if (moves) watch.speed.add(sent + failed + uncertain, clock.monotonic())
    else watch.speed.reset()
    // A question that Stop asked is void once it goes on.
    if (broadcast.state !== 'paused') watch.face = 'progress'
    return {
      ...standing,
      broadcast,
      face: watch.face,
      speed: watch.speed.perSecond(),
      pace: pace.rate(),
      rest,
      outage,
      waitsForLinks: deps.waitsForLinks?.(broadcast.id) ?? false,
      at,
    }
  }

  async function look(watch: Watch, at: number): Promise<void> {
    const broadcast = findBroadcast(db, watch.id)
    if (broadcast === null) return void watches.delete(watch.id)
    const seen = await view(watch, broadcast, at)
    const moving = ['planning', 'running'].includes(broadcast.state) || seen.counts.sending > 0
    if (moving) watch.asleep = false
    watch.dueAt = clock.monotonic() + (seen.waitsUntil === null ? restAfter(broadcast) : QUIET_MS)
    const told = findPauseTold(db, broadcast.id)
    if (told !== null && broadcast.state !== 'paused') await db.group(() => recordPauseTold(db, broadcast.id, null))
    if (isHeld(broadcast) && told !== broadcast.pauseReason && !watch.mute) await tell(watch, seen)
    else await paint(watch, seen)
    if (!isOver(broadcast) || moving) return
    // That was its last edit; the message may become the report now.
    if (broadcast.progress !== null) await dropCard(watch.id, broadcast.progress)
    if (broadcast.reportedAt === null && !watch.mute) await report(watch, broadcast, at)
    if (watch.asleep) watches.delete(watch.id)
  }

  /** Edits the card, if it stands anywhere and shows something else. */
  async function paint(watch: Watch, seen: ProgressView): Promise<void> {
    const place = seen.broadcast.progress
    if (place === null) return
    // Who left the team sees what they saw last, and no more.
    if (roleOf(db, deps, place.chat) === null) return dropCard(watch.id, place)
    const card = progressCard(seen, languageFor(place.chat))
    const json = JSON.stringify(card)
    if (watch.painted === json) return
    const { shows } = watch
    watch.painted = null
    watch.dueAt = Math.max(watch.dueAt, clock.monotonic() + restAfter(seen.broadcast))
    const there = await editCard(api, card, place).catch(error => {
      if (error instanceof GrammyError && error.error_code === 403) return false
      throw error
    })
    if (closed) return
    if (watch.shows === shows && there) watch.painted = json
    if (!there) await dropCard(watch.id, place)
  }

  /** The card was deleted, or became another screen. */
  async function dropCard(id: number, place: Place): Promise<void> {
    await db.group(() => {
      if (samePlace(findBroadcast(db, id)?.progress ?? null, place)) setProgressCard(db, id, null)
    })
  }

  /** It paused by itself: the card comes anew, with sound, to the admin who approved it; the old one goes. */
  async function tell(watch: Watch, seen: ProgressView): Promise<void> {
    const { id, createdBy, progress, pauseReason } = seen.broadcast
    const admin = addresseeOf(deps, createdBy)
    const card = progressCard(seen, languageFor(admin))
    const place = await send(watch, admin, card)
    if (place === null || closed) return
    await db.group(() => {
      recordPauseTold(db, id, pauseReason)
      setProgressCard(db, id, place)
    })
    watch.painted = JSON.stringify(card)
    if (progress?.chat === place.chat) await removeCard(api, progress)
    else if (progress !== null && roleOf(db, deps, progress.chat) !== null)
      await editCard(api, progressCard(seen, languageFor(progress.chat)), progress)
  }

  async function report(watch: Watch, broadcast: Broadcast, at: number): Promise<void> {
    const { id, createdBy } = broadcast
    // Of what never began there is nothing to tell, and the card has said so.
    if (broadcast.startedAt !== null) {
      const admin = addresseeOf(deps, createdBy)
      const card = reportCard(await findReport(db, id), languageFor(admin), at, await findUsual(db, id))
      if ((await send(watch, admin, card)) === null || closed) return
    }
    await db.group(() => {
      // It may have been sent again to those without an answer meanwhile; then a new report is due later.
      const now = findBroadcast(db, id)
      if (now === null || !isOver(now)) return
      recordReported(db, id, clock.now())
      if (now.startedAt !== null) planReports(db, id)
    })
  }

  async function send(watch: Watch, chat: number, card: Card): Promise<Place | null> {
    const place = await postCard(deps, chat, card)
    if (place === null) watch.mute = true
    return place
  }

  async function leave(ctx: BotContext): Promise<void> {
    const message = ctx.callbackQuery?.message
    if (message === undefined) return
    const place = { chat: message.chat.id, message: message.message_id }
    await mending.leave(place)
    for (const { id } of watches.values()) {
      if (samePlace(findBroadcast(db, id)?.progress ?? null, place)) await dropCard(id, place)
    }
  }

  function stumble(watch: Watch, error: unknown): void {
    watch.asleep = false
    if (closed) return
    const wait = error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * SECOND : 0
    watch.dueAt = clock.monotonic() + Math.max(wait, RETRY_MS)
    log.warn({ broadcast: watch.id, error: describeError(error) }, 'a progress card or report has to wait')
  }

  return {
    async show(ctx, broadcastId, face = 'progress', below = false) {
      const broadcast = getBroadcast(db, broadcastId)
      const watch = watchOf(broadcastId)
      watch.face = face
      const card = progressCard(await view(watch, broadcast, ctx.at), ctx.language)
      watch.shows++
      const place = await (below ? sendCard(ctx, card) : showCard(ctx, card))
      watch.painted = JSON.stringify(card)
      watch.dueAt = clock.monotonic() + restAfter(broadcast)
      watch.asleep = false
      watch.mute = false
      await db.group(() => setProgressCard(db, broadcastId, place))
      const old = broadcast.progress
      await mending.leave(place)
      if (old?.chat === place.chat && !samePlace(old, place)) await removeCard(api, old)
    },
    async showRepair(ctx, repairId) {
      await leave(ctx)
      await mending.show(ctx, repairId)
    },
    stopRepair: (ctx, repairId) => mending.stop(ctx, repairId),
    leave,
    changed(broadcastId) {
      watchOf(broadcastId).asleep = false
    },
    outage() {
      for (const watch of watches.values()) watch.asleep = false
    },
    run(at) {
      if (closed) return
      if (!seeded) seed()
      mending.run(at)
      later.run(at)
      reminders.run(at)
      const now = clock.monotonic()
      for (const watch of [...watches.values()]) {
        if (watch.busy || watch.asleep || now < watch.dueAt) continue
        watch.busy = true
        // It falls asleep at the end, unless it moves or `changed` wakes it meanwhile.
        watch.asleep = true
        watch.dueAt = now + EVERY_MS
        const done = look(watch, at)
          .catch(error => stumble(watch, error))
          .finally(() => {
            watch.busy = false
            underWay.delete(done)
          })
        underWay.add(done)
      }
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay)
      await Promise.all([mending.idle(), later.idle(), reminders.idle()])
    },
    close() {
      closed = true
      mending.close()
      later.close()
      reminders.close()
    },
  }
}

/** How long its card is left alone after an edit, ms. */
function restAfter({ state }: Broadcast): number {
  return state === 'scheduled' || state === 'planning' ? BEFORE_START_MS : EVERY_MS
}
