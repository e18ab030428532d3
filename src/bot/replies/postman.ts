import { SECOND, sleep } from '../../clock.js'
import { unreachable } from '../../errors.js'
import { describeError } from '../../log.js'
import type { Language } from '../../text/format.js'
import { texts } from '../../text/index.js'
import { type Card, cardOptions } from '../admin/card.js'
import { languageFor } from '../language.js'
import { ownerIds } from '../team.js'
import { type Attempt, attempt, createWindows, isAway } from './attempt.js'
import { forgetCopies, listCopies, recordCopy } from './copies.js'
import { hasReaders, type ReplyDeps } from './deps.js'
import { findWriter, headingCard, needsHeading, type Writer, writerOf } from './header.js'
import { lastPassed, listUnanswered, listUnpassed, recordPassed, type Written } from './inbox.js'
import { sayContact } from './receipt.js'
import {
  findStaffChat,
  findTopic,
  isNobodyThere,
  type Loss,
  loseStaffChat,
  recordLossTold,
  recordNobodyThere,
  saveTopic,
} from './staff.js'

/** Carries what people wrote to those who answer. */
export type Postman = {
  /** Passes on whatever waits, unless Telegram asked for a rest. */
  run(): Promise<void>
  /** As `run`, without waiting for it. */
  wake(): void
  /** Brings what a person wrote without an answer into a chat of somebody who answers. @returns false: not all of it came */
  bring(chat: number, telegramId: number): Promise<boolean>
  /** No more errands; waits 5 s for the one under way. */
  close(): Promise<void>
}

/** What one errand came to. `away`: that chat cannot be written to; `gone`: the topic is not there. */
type Outcome = { kind: 'done' } | { kind: 'later'; seconds: number } | { kind: 'away'; why: Loss } | { kind: 'gone' }

const DONE: Outcome = { kind: 'done' }
const NOBODY_S = 60
const AWAY_MS = 600 * SECOND
const BATCH = 20
const CLOSE_MS = 5 * SECOND
const MOST_BROUGHT = 10
const LONGEST_WAIT_MS = 5 * SECOND

/**
 * The outbox of the inbox: a row is passed on when it stands before those who answer, and tried again until it does.
 * What already stands there is in `inbox_copies`, so that nothing comes twice after a crash but what was on its way.
 */
export function createPostman(deps: ReplyDeps): Postman {
  const { db, api, clock, log } = deps
  const windows = createWindows(clock)
  const away = new Map<number, number>()
  let restUntil = Number.NEGATIVE_INFINITY
  let working: Promise<void> | null = null
  let again = false
  let closed = false
  let passedUpTo = lastPassed(db)

  function run(): Promise<void> {
    if (closed || clock.monotonic() < restUntil) return Promise.resolve()
    again = true
    working ??= work()
      .catch(error => {
        restUntil = clock.monotonic() + NOBODY_S * SECOND
        if (!closed) log.error({ error: describeError(error) }, 'what people wrote could not be passed on')
      })
      .finally(() => {
        working = null
      })
    return working
  }

  async function work(): Promise<void> {
    while (again && !closed) {
      again = false
      const told = await tellLoss()
      const outcome = told.kind === 'later' ? told : await passAll()
      if (outcome.kind !== 'later') continue
      restUntil = clock.monotonic() + outcome.seconds * SECOND
      return
    }
  }

  async function passAll(): Promise<Outcome> {
    for (;;) {
      const batch = listUnpassed(db, passedUpTo, BATCH)
      if (batch.length === 0) return DONE
      for (const written of batch) {
        const outcome = await passOn(written)
        if (outcome.kind === 'later') return outcome
        if (closed) return DONE
        await db.group(() => recordPassed(db, written.id, clock.now()))
        passedUpTo = written.id
      }
    }
  }

  async function passOn(written: Written): Promise<Outcome> {
    const writer = await whoIs(written.telegramId)
    const staff = findStaffChat(db)
    if (staff?.kind === 'bound') {
      const outcome = await passToTopic(staff.chat, writer, written)
      if (outcome.kind !== 'away') return outcome
      await db.group(() => loseStaffChat(db, outcome.why))
      const told = await tellLoss()
      if (told.kind === 'later') return told
    }
    return passToOwners(writer, written)
  }

  async function passToTopic(chat: number, writer: Writer, written: Written): Promise<Outcome> {
    const { telegramId } = written
    for (let tries = 0; tries < 2; tries++) {
      let topic = findTopic(db, chat, telegramId)
      if (topic === null) {
        const made = await attempt(() => api.createForumTopic(chat, writer.name))
        if (made.kind === 'later') return made
        if (made.kind === 'refused') return { kind: 'away', why: lossOf(made) }
        topic = made.value.message_thread_id
        const id = topic
        await db.group(() => saveTopic(db, chat, telegramId, id))
      }
      const heading = needsHeading(db, chat, written, telegramId)
        ? headingCard(db, writer, written, deps.language(), null)
        : null
      const outcome = await bringInto({ chat, topic }, written, heading, deps.language())
      if (outcome.kind !== 'gone') return outcome
      await db.group(() => {
        saveTopic(db, chat, telegramId, null)
        forgetCopies(db, chat, telegramId)
      })
    }
    return { kind: 'away', why: 'topics' }
  }

  async function passToOwners(writer: Writer, written: Written): Promise<Outcome> {
    let reached = 0
    let later: Outcome | null = null
    for (const owner of ownerIds(db, deps)) {
      if ((away.get(owner) ?? 0) > clock.monotonic()) continue
      const outcome = await bringToPerson(owner, writer, written)
      if (outcome.kind === 'done') reached++
      if (outcome.kind === 'later') later = outcome
      if (outcome.kind === 'away') away.set(owner, clock.monotonic() + AWAY_MS)
    }
    if (later !== null) return later
    if (reached === 0) return nobody(written)
    if (isNobodyThere(db)) await db.group(() => recordNobodyThere(db, false))
    return DONE
  }

  /** Nobody can be reached: the first who finds out is told where else to write, and it waits for somebody to come. */
  async function nobody(written: Written): Promise<Outcome> {
    away.clear()
    if (hasReaders(deps) && !closed) {
      await db.group(() => recordNobodyThere(db, true))
      await sayContact(deps, written)
    }
    return { kind: 'later', seconds: NOBODY_S }
  }

  function bringToPerson(chat: number, writer: Writer, written: Written): Promise<Outcome> {
    const language = languageFor(db, chat, deps.language())
    const hint = texts(language).replies.hint
    const heading = needsHeading(db, chat, written, null) ? headingCard(db, writer, written, language, hint) : null
    return bringInto({ chat, topic: null }, written, heading, language)
  }

  /** Puts heading and copy there, each unless it stands there already. */
  async function bringInto(
    place: { chat: number; topic: number | null },
    written: Written,
    heading: Card | null,
    language: Language,
  ): Promise<Outcome> {
    const standing = listCopies(db, place.chat, written.id).length
    if (heading !== null && standing === 0) {
      const outcome = await put(place, written, thread => say(place.chat, heading, thread))
      if (outcome.kind !== 'done') return outcome
    }
    if (standing >= (heading === null ? 1 : 2)) return DONE
    return put(
      place,
      written,
      thread => attempt(() => api.copyMessage(place.chat, written.telegramId, written.messageId, thread)),
      { text: { text: texts(language).replies.notPassed, entities: [] }, keyboard: [] },
    )
  }

  /** Sends one message there and remembers it. @param instead what is said where Telegram will not take it */
  async function put(
    place: { chat: number; topic: number | null },
    written: Written,
    send: (thread: { message_thread_id?: number }) => Promise<Attempt<{ message_id: number }>>,
    instead?: Card,
  ): Promise<Outcome> {
    const { chat, topic } = place
    const wait = windows.wait(chat)
    if (wait > 0) return { kind: 'later', seconds: wait / SECOND }
    windows.note(chat)
    const sent = await send(topic === null ? {} : { message_thread_id: topic })
    switch (sent.kind) {
      case 'later':
        return sent
      case 'done': {
        const copy = { chat, message: sent.value.message_id, telegramId: written.telegramId, inboxId: written.id }
        if (!closed) await db.group(() => recordCopy(db, copy, clock.now()))
        return DONE
      }
      case 'refused':
        if (isAway(sent)) return { kind: 'away', why: lossOf(sent) }
        if (topic !== null && /thread not found|TOPIC_/i.test(sent.why)) return { kind: 'gone' }
        log.warn({ why: sent.why }, 'a message could not be passed on')
        return instead === undefined ? DONE : put(place, written, thread => say(chat, instead, thread))
      default:
        return unreachable(sent)
    }
  }

  /** As `put`, for somebody who waits for it: what has to wait for its turn does, for some seconds. */
  async function patiently(chat: number, written: Written, send: () => Promise<Attempt<{ message_id: number }>>) {
    const until = clock.monotonic() + LONGEST_WAIT_MS
    for (;;) {
      const outcome = await put({ chat, topic: null }, written, send)
      const left = until - clock.monotonic()
      if (outcome.kind !== 'later' || left <= 0) return outcome
      await sleep(Math.min(outcome.seconds * SECOND + 1, left))
    }
  }

  const say = (chat: number, card: Card, thread: object) =>
    attempt(() => api.sendMessage(chat, card.text.text, { ...cardOptions(card), ...thread }))

  /** The owners hear once, with sound, that the group is lost. */
  async function tellLoss(): Promise<Outcome> {
    const staff = findStaffChat(db)
    if (staff?.kind !== 'lost' || staff.told) return DONE
    for (const owner of ownerIds(db, deps)) {
      const words = texts(languageFor(db, owner, deps.language())).replies.lost[staff.why](staff.title)
      const sent = await attempt(() => api.sendMessage(owner, words))
      if (sent.kind === 'later') return sent
    }
    if (!closed) await db.group(() => recordLossTold(db))
    return DONE
  }

  async function whoIs(telegramId: number): Promise<Writer> {
    const known = findWriter(db, telegramId)
    if (known !== null) return known
    const asked = await attempt(() => api.getChat(telegramId))
    const chat = asked.kind === 'done' && asked.value.type === 'private' ? asked.value : null
    return writerOf(
      {
        firstName: chat?.first_name ?? `${telegramId}`,
        lastName: chat?.last_name ?? null,
        username: chat?.username ?? null,
      },
      null,
    )
  }

  return {
    run,
    wake: () => void run(),
    async bring(chat, telegramId) {
      const writer = await whoIs(telegramId)
      const [first, ...others] = listUnanswered(db, telegramId, MOST_BROUGHT)
      if (first === undefined) return true
      const language = languageFor(db, chat, deps.language())
      const heading = headingCard(db, writer, first, language, texts(language).replies.hint)
      const outcomes = [await patiently(chat, first, () => say(chat, heading, {}))]
      for (const written of [first, ...others]) {
        const outcome = await patiently(chat, written, () =>
          attempt(() => api.copyMessage(chat, telegramId, written.messageId)),
        )
        outcomes.push(outcome)
        if (outcome.kind === 'done') await db.group(() => recordPassed(db, written.id, clock.now()))
      }
      return outcomes.every(({ kind }) => kind === 'done')
    },
    async close() {
      closed = true
      const patience = new AbortController()
      await Promise.race([working, sleep(CLOSE_MS, patience.signal)])
      patience.abort()
    },
  }
}

function lossOf({ code, why }: { code: number; why: string }): Loss {
  if (code === 403 || /chat not found/i.test(why)) return 'removed'
  return /forum|topics/i.test(why) ? 'topics' : 'rights'
}
