import { SECOND, sleep } from '../../clock.js'
import { describeError } from '../../log.js'
import { texts } from '../../text/index.js'
import { cardOptions } from '../card.js'
import { languageFor } from '../language.js'
import { ownerIds } from '../team.js'
import { createAnswerAlbums } from './answer/album.js'
import { forgetCopies } from './copies.js'
import { findKept, isMuted } from './inbox/kept.js'
import {
  findEntry,
  listTogether,
  listUnanswered,
  listUnpassed,
  recordPassed,
  type Unpassed,
  type Written,
} from './inbox.js'
import { attempt } from './postman/attempt.js'
import { createCrowd } from './postman/crowd.js'
import { createErrands, DONE, lossOf, type Outcome, type Parts, type Spot } from './postman/errand.js'
import { findWriter, headingCard, moreCard, needsHeading, type Writer, writerOf } from './postman/header.js'
import { createPatience } from './postman/patience.js'
import { createSurplus } from './postman/surplus.js'
import { sayContact } from './receipt.js'
import { tellNews } from './staff/news.js'
import {
  findStaffChat,
  findTopic,
  isNobodyThere,
  loseStaffChat,
  recordLossTold,
  recordNobodyThere,
  saveTopic,
} from './staff.js'
import { hasReaders, type ReplyDeps } from './works.js'

/** Carries what people wrote to those who answer. */
export type Postman = {
  /** Passes on whatever waits, unless Telegram asked for a rest. */
  run(): Promise<void>
  /** As `run`, without waiting for it. */
  wake(): void
  /** Brings what a person wrote without an answer into a chat of somebody who answers. @returns false: not all of it came */
  bring(chat: number, telegramId: number): Promise<boolean>
  /** Brings the oldest of what is kept of a person, and how much more there is. @returns false: not all of it came */
  bringKept(spot: Spot, telegramId: number): Promise<boolean>
  /** No more errands; waits 5 s for the one under way. */
  close(): Promise<void>
}

const NOBODY_S = 60
const AWAY_MS = 600 * SECOND
/** So many people have their turns in one round. */
const WRITERS = 100
/** The next run comes by itself within so long. */
const LOOK_MS = SECOND
const CLOSE_MS = 5 * SECOND
const MOST_BROUGHT = 10

/**
 * The outbox of the inbox: a row is passed on when it stands before those who answer, and tried again until it does.
 * What already stands there is in `inbox_copies`, so that nothing comes twice after a crash but what was on its way.
 */
export function createPostman(deps: ReplyDeps): Postman {
  const { db, api, clock, log } = deps
  const errands = createErrands(deps)
  const away = new Map<number, number>()
  let restUntil = Number.NEGATIVE_INFINITY
  let working: Promise<void> | null = null
  let again = false
  let closed = false
  const told = new Set<number>()
  const patience = createPatience(clock)
  const surplus = createSurplus(deps)
  const crowd = createCrowd(deps)
  const albums = createAnswerAlbums(deps, patience)

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
      const rest = (await tellNews(deps, told)) ?? (await albums.run())
      const lost = rest === null ? await tellLoss() : { kind: 'later' as const, seconds: rest }
      const outcome = lost.kind === 'later' ? lost : await passAll()
      if (outcome.kind !== 'later') continue
      restUntil = clock.monotonic() + outcome.seconds * SECOND
      return
    }
  }

  /** One message of each writer, then the next of each, until all are passed on. */
  async function passAll(): Promise<Outcome> {
    for (;;) {
      const writers = surplus.inTurn(listUnpassed(db, WRITERS))
      const staff = findStaffChat(db)
      const room = () => (staff?.kind === 'bound' ? errands.room(staff.chat) : 0)
      let moved = false
      let soonest = Number.POSITIVE_INFINITY
      for (const writer of writers) {
        await surplus.keep(writer)
        if (closed) return DONE
        const wait = Math.max(surplus.wait(writer.telegramId), room())
        const outcome = wait > 0 ? { kind: 'waits' as const, ms: wait } : await passNext(writer)
        if (outcome.kind === 'later') return outcome
        if (outcome.kind === 'waits') soonest = Math.min(soonest, outcome.ms)
        else moved = true
      }
      await surplus.tell(whoIs)
      if (staff?.kind === 'bound' && (room() > 0 || writers.length === 0))
        await crowd.tell(staff.chat, listUnpassed(db, WRITERS))
      if (writers.length === 0) return DONE
      // Whoever writes meanwhile is not kept waiting by those who wrote too much.
      if (!moved) return soonest > LOOK_MS ? DONE : { kind: 'later', seconds: soonest / SECOND }
    }
  }

  /** Passes on the first message of somebody, or their album if all of it has come. */
  async function passNext({ telegramId, first: id }: Unpassed): Promise<Outcome | { kind: 'waits'; ms: number }> {
    const written = findEntry(db, id)
    // Muted a moment ago.
    if (written === null || isMuted(db, telegramId)) return { kind: 'waits', ms: Number.POSITIVE_INFINITY }
    const [first = written, ...others] = listTogether(db, written)
    const album = first.album === null ? null : `${telegramId} ${first.album}`
    const wait = album === null ? 0 : patience.wait(album, others.length)
    if (wait > 0) return { kind: 'waits', ms: wait }
    const outcome = await passOn([first, ...others])
    if (outcome.kind === 'later') return outcome
    surplus.note(telegramId)
    await db.group(() => {
      for (const part of [first, ...others]) recordPassed(db, part.id, clock.now())
    })
    if (album !== null) patience.forget(album)
    return DONE
  }

  async function passOn(parts: Parts): Promise<Outcome> {
    const writer = await whoIs(parts[0].telegramId)
    const staff = findStaffChat(db)
    if (staff?.kind === 'bound') {
      const outcome = await passToTopic(staff.chat, writer, parts)
      if (outcome.kind !== 'away') return outcome
      await db.group(() => loseStaffChat(db, outcome.why))
      const told = await tellLoss()
      if (told.kind === 'later') return told
    }
    return passToOwners(writer, parts)
  }

  async function passToTopic(chat: number, writer: Writer, parts: Parts): Promise<Outcome> {
    const [written] = parts
    const { telegramId } = written
    for (let tries = 0; tries < 2; tries++) {
      let topic = findTopic(db, chat, telegramId)
      if (topic === null) {
        const made = await attempt(() => api.createForumTopic(chat, writer.name))
        if (made.kind === 'later') return made
        if (made.kind === 'refused') return { kind: 'away', why: lossOf(made) }
        const id = made.value.message_thread_id
        await db.group(() => saveTopic(db, chat, telegramId, id))
        topic = id
      }
      const language = deps.language()
      const headed = needsHeading(db, chat, written, telegramId)
      const heading = headed ? headingCard(db, writer, written, language, null) : null
      const outcome = await errands.bring({ chat, topic }, parts, heading, language)
      if (outcome.kind !== 'gone') return outcome
      await db.group(() => {
        saveTopic(db, chat, telegramId, null)
        forgetCopies(db, chat, telegramId)
      })
    }
    return { kind: 'away', why: 'topics' }
  }

  async function passToOwners(writer: Writer, parts: Parts): Promise<Outcome> {
    const [written] = parts
    let reached = 0
    let later: Outcome | null = null
    for (const owner of ownerIds(db, deps)) {
      if ((away.get(owner) ?? 0) > clock.monotonic()) continue
      const language = languageFor(db, owner, deps.language())
      const headed = needsHeading(db, owner, written, null)
      const heading = headed ? headingCard(db, writer, written, language, texts(language).replies.hint) : null
      const outcome = await errands.bring({ chat: owner, topic: null }, parts, heading, language)
      if (outcome.kind === 'done') reached++
      // A chat that rests for long keeps nobody else's waiting, nor the other owners.
      if (outcome.kind === 'later' && outcome.seconds > NOBODY_S) {
        away.set(owner, clock.monotonic() + outcome.seconds * SECOND)
      } else if (outcome.kind === 'later') later = outcome
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
    if (hasReaders(deps)) {
      await db.group(() => recordNobodyThere(db, true))
      await sayContact(deps, written)
    }
    return { kind: 'later', seconds: NOBODY_S }
  }

  /** The owners hear once, with sound, that the group is lost. */
  async function tellLoss(): Promise<Outcome> {
    const staff = findStaffChat(db)
    if (staff?.kind !== 'lost' || staff.told) return DONE
    for (const owner of ownerIds(db, deps)) {
      const words = texts(languageFor(db, owner, deps.language())).replies.lost[staff.why](staff.title)
      const sent = await attempt(() => api.sendMessage(owner, words))
      if (sent.kind === 'later') return sent
    }
    await db.group(() => recordLossTold(db))
    return DONE
  }

  async function whoIs(telegramId: number): Promise<Writer> {
    const known = findWriter(db, telegramId)
    if (known !== null) return known
    const asked = await attempt(() => api.getChat(telegramId))
    const chat = asked.kind === 'done' && asked.value.type === 'private' ? asked.value : null
    const { first_name: firstName = `${telegramId}`, last_name: lastName = null, username = null } = chat ?? {}
    return writerOf({ firstName, lastName, username }, null)
  }

  const languageIn = (chat: number) => (chat < 0 ? deps.language() : languageFor(db, chat, deps.language()))

  async function bringAll(spot: Spot, telegramId: number, list: readonly Written[]): Promise<boolean> {
    const language = languageIn(spot.chat)
    const writer = await whoIs(telegramId)
    const hint = spot.topic === null ? texts(language).replies.hint : null
    for (const [i, parts] of together(list).entries()) {
      const heading = i === 0 ? headingCard(db, writer, parts[0], language, hint) : null
      const outcome = await errands.bringAgain(spot, parts, heading)
      if (outcome.kind !== 'done') return false
      await db.group(() => {
        for (const { id } of parts) recordPassed(db, id, clock.now())
      })
    }
    return true
  }

  return {
    run,
    wake: () => void run(),
    bring: (chat, telegramId) =>
      bringAll({ chat, topic: null }, telegramId, listUnanswered(db, telegramId, MOST_BROUGHT)),
    async bringKept(spot, telegramId) {
      const { oldest } = findKept(db, telegramId, MOST_BROUGHT)
      const kept = oldest.flatMap(id => findEntry(db, id) ?? [])
      if (!(await bringAll(spot, telegramId, kept))) return false
      const { messages } = findKept(db, telegramId, 0)
      if (messages === 0) return true
      const card = moreCard(db, await whoIs(telegramId), telegramId, messages, languageIn(spot.chat))
      const thread = spot.topic === null ? {} : { message_thread_id: spot.topic }
      const sent = await attempt(() => api.sendMessage(spot.chat, card.text.text, { ...cardOptions(card), ...thread }))
      return sent.kind === 'done'
    },
    async close() {
      closed = true
      const patience = new AbortController()
      await Promise.race([working, sleep(CLOSE_MS, patience.signal)])
      patience.abort()
    },
  }
}

/** Neighbours of one album go together. */
function together(list: readonly Written[]): Parts[] {
  const groups: [Written, ...Written[]][] = []
  for (const written of list) {
    const last = groups.at(-1)
    if (last !== undefined && written.album !== null && last[0].album === written.album) last.push(written)
    else groups.push([written])
  }
  return groups
}
