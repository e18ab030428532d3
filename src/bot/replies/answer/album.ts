import { GrammyError } from 'grammy'
import { z } from 'zod'
import { findSubscriber } from '../../../audience/subscriber.js'
import { recordUnreachable } from '../../../audience/subscription.js'
import type { Db } from '../../../db/open.js'
import type { answerParts } from '../../../db/schema/index.js'
import { texts } from '../../../text/index.js'
import { resultOf } from '../../lanes/sender.js'
import { languageFor } from '../../language.js'
import { recordAnswer } from '../copies.js'
import { recordAnswered } from '../inbox.js'
import { attempt, goneAs } from '../postman/attempt.js'
import type { Patience } from '../postman/patience.js'
import { knownName, type ReplyDeps } from '../works.js'

/** What stands on an answer that has arrived: Telegram knows no ✓ among its reactions. */
export const ARRIVED = '👌'

/** A part of an album that answers somebody: where it was written (topic null: in none) and whom it is for. */
export type Part = { chat: number; message: number; album: string; telegramId: number; topic: number | null }

type Album = Omit<Part, 'message'> & { messages: number[]; sending: boolean }

const numbers = z.array(z.int())

/** How long to wait where Telegram does not say, seconds. */
const REST_S = 5

/** Keeps a part until the album is whole; once, however often it is told. @param at ms UTC */
export function recordPart(db: Db, { chat, message, album, telegramId, topic }: Part, at: number): void {
  db.sql(
    `insert or ignore into answer_parts (chat_id, message_id, album, telegram_id, topic_id, at) values (?, ?, ?, ?, ?, ?)`,
  ).run(chat, message, album, telegramId, topic, at)
}

/**
 * Sends answers that are albums, each as one, when all of it has come. The album is `sending` on disk before the request
 * leaves: what a dead process may have sent is never sent again, and whoever answered is told so.
 */
export function createAnswerAlbums(
  deps: Pick<ReplyDeps, 'db' | 'api' | 'clock' | 'language' | 'waits'>,
  patience: Patience,
): { run(): Promise<number | null> } {
  const { db, api, clock, waits } = deps

  /** One sentence below the album, in its topic. */
  async function say(album: Album, words: (t: ReturnType<typeof texts>['replies']) => string): Promise<void> {
    const { chat, topic, messages } = album
    const language = chat < 0 ? deps.language() : languageFor(db, chat, deps.language())
    await attempt(() =>
      api.sendMessage(chat, words(texts(language).replies), {
        reply_parameters: { message_id: messages[0] ?? 0, allow_sending_without_reply: true },
        ...(topic !== null && { message_thread_id: topic }),
      }),
    )
  }

  async function confirm(album: Album): Promise<void> {
    try {
      await api.setMessageReaction(album.chat, album.messages[0] ?? 0, [{ type: 'emoji', emoji: ARRIVED }])
    } catch (error) {
      // A group may allow no reactions.
      if (!(error instanceof GrammyError)) throw error
      await say(album, t => t.arrived)
    }
  }

  /** Sends one album. @returns seconds to rest where it could not leave; null when it is settled */
  async function send(album: Album): Promise<number | null> {
    await db.group(() => mark(db, album, 'sending'))
    try {
      const copies = await api.copyMessages(album.telegramId, album.chat, album.messages)
      await db.group(() => {
        for (const [i, { message_id: copy }] of copies.entries()) {
          const message = album.messages[i]
          const { chat, telegramId } = album
          if (message !== undefined && copies.length === album.messages.length)
            recordAnswer(db, { chat, message, telegramId }, copy, clock.now())
        }
        recordAnswered(db, album.telegramId, clock.now())
        drop(db, album)
      })
      waits(album.telegramId)
      await confirm(album)
      return null
    } catch (error) {
      return failed(album, error)
    }
  }

  async function failed(album: Album, error: unknown): Promise<number | null> {
    const result = resultOf(error)
    if (result.kind === 'unreached' || (result.kind === 'answered' && result.code === 429)) {
      await db.group(() => mark(db, album, 'waiting'))
      return result.kind === 'answered' ? (result.retryAfter ?? REST_S) : REST_S
    }
    if (result.kind !== 'answered' || result.code >= 500) return settle(album, t => t.unsure)
    const gone = goneAs({ code: result.code, why: result.description })
    if (gone === null) return settle(album, t => t.kindRefused)
    await db.group(() => {
      const subscriber = findSubscriber(db, album.telegramId)
      if (subscriber !== null) recordUnreachable(db, subscriber.id, gone, clock.now())
      recordAnswered(db, album.telegramId, clock.now())
    })
    waits(album.telegramId)
    const name = knownName(db, album.telegramId)
    return settle(album, t => (gone === 'blocked' ? t.blocked : t.gone)(name ?? t.somebody))
  }

  async function settle(album: Album, words: (t: ReturnType<typeof texts>['replies']) => string): Promise<null> {
    await db.group(() => drop(db, album))
    await say(album, words)
    return null
  }

  return {
    async run() {
      for (const album of listAlbums(db)) {
        const name = `${album.chat} ${album.album}`
        if (album.sending) await settle(album, t => t.unsure)
        else if (patience.wait(name, album.messages.length) === 0) {
          const rest = await send(album)
          if (rest !== null) return rest
        } else continue
        patience.forget(name)
      }
      return null
    },
  }
}

function listAlbums(db: Db): Album[] {
  return db
    .sql<Omit<Album, 'messages' | 'sending'> & { messages: string; sending: number }>(
      `select chat_id as chat, album, telegram_id as telegramId, topic_id as topic, max(state = 'sending') as sending,
         json_group_array(message_id order by message_id) as messages
       from answer_parts group by chat_id, album, telegram_id order by min(at)`,
    )
    .all()
    .map(row => ({ ...row, sending: row.sending === 1, messages: numbers.parse(JSON.parse(row.messages)) }))
}

function mark(db: Db, { chat, messages }: Album, state: (typeof answerParts.$inferSelect)['state']): void {
  db.sql('update answer_parts set state = ? where chat_id = ? and message_id in (select value from json_each(?))').run(
    state,
    chat,
    JSON.stringify(messages),
  )
}

function drop(db: Db, { chat, messages }: Album): void {
  db.sql('delete from answer_parts where chat_id = ? and message_id in (select value from json_each(?))').run(
    chat,
    JSON.stringify(messages),
  )
}
