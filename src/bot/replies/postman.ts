import { SECOND, sleep } from '../../clock.js'
import { describeError } from '../../log.js'
import { texts } from '../../text/index.js'
import { languageFor } from '../language.js'
import { ownerIds } from '../team.js'
import { createAnswerAlbums } from './album.js'
import { attempt } from './attempt.js'
import { forgetCopies } from './copies.js'
import { hasReaders, type ReplyDeps } from './deps.js'
import { createErrands, DONE, lossOf, type Outcome, type Parts } from './errand.js'
import { findWriter, headingCard, needsHeading, type Writer, writerOf } from './header.js'
import {
  isPassed,
  lastPassed,
  listTogether,
  listUnanswered,
  listUnpassed,
  recordPassed,
  type Written,
} from './inbox.js'
import { tellNews } from './news.js'
import { createPatience } from './patience.js'
import { sayContact } from './receipt.js'
import {
  findStaffChat,
  findTopic,
  isNobodyThere,
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

const NOBODY_S = 60
const AWAY_MS = 600 * SECOND
const BATCH = 20
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
  let passedUpTo = lastPassed(db)
  const told = new Set<number>()
  const patience = createPatience(clock)
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

  async function passAll(): Promise<Outcome> {
    for (;;) {
      const batch = listUnpassed(db, passedUpTo, BATCH)
      if (batch.length === 0) return DONE
      for (const written of batch) {
        if (closed) return DONE
        const [first = written, ...others] = listTogether(db, written)
        // A part of an album that went with the ones before.
        if (first.album !== null && isPassed(db, written.id)) {
          passedUpTo = written.id
          continue
        }
        const album = first.album === null ? null : `${first.telegramId} ${first.album}`
        const wait = album === null ? 0 : patience.wait(album, others.length)
        if (wait > 0) return { kind: 'later', seconds: wait / SECOND }
        const outcome = await passOn([first, ...others])
        if (outcome.kind === 'later') return outcome
        await db.group(() => {
          for (const { id } of [first, ...others]) recordPassed(db, id, clock.now())
        })
        if (album !== null) patience.forget(album)
        passedUpTo = written.id
      }
    }
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

  return {
    run,
    wake: () => void run(),
    async bring(chat, telegramId) {
      const language = languageFor(db, chat, deps.language())
      const writer = await whoIs(telegramId)
      const unanswered = listUnanswered(db, telegramId, MOST_BROUGHT)
      for (const [i, parts] of together(unanswered).entries()) {
        const heading = i === 0 ? headingCard(db, writer, parts[0], language, texts(language).replies.hint) : null
        const outcome = await errands.bringAgain(chat, parts, heading)
        if (outcome.kind !== 'done') return false
        await db.group(() => {
          for (const { id } of parts) recordPassed(db, id, clock.now())
        })
      }
      return true
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
