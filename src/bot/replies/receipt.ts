import { GrammyError } from 'grammy'
import { DAY } from '../../clock.js'
import type { Db } from '../../db/open.js'
import type { Language } from '../../text/format.js'
import { texts } from '../../text/index.js'
import { type BotContext, personOf } from '../context.js'
import { type Parcel, putOut, sendOut } from '../lanes/outbox.js'
import { createPost } from '../lanes/sender.js'
import { languageFor } from '../language.js'
import { type Addressed, findText, renderContent, wordsAlone } from '../settings/texts.js'
import type { Written } from './inbox.js'
import { hasReaders, type ReplyDeps } from './works.js'

/**
 * Puts out what tells somebody that their message came, or where else to write when nobody reads here; once a day.
 * To be called in the deed that keeps the message.
 * @param entry of the inbox
 */
export function putReceipt(deps: ReplyDeps, ctx: BotContext, person: Addressed, entry: number): void {
  const { db } = deps
  const { telegramId } = person
  if (wasToldToday(db, telegramId, ctx.at)) return
  recordReceipt(db, entry, ctx.at)
  const own = hasReaders(deps) ? findText(db, 'received', ctx.language, null) : null
  const parcel = own === null ? plain(usualWords(deps, ctx.language)) : renderContent(own, person)
  putOut(db, ctx.update.update_id, [{ chat: telegramId, parcel }])
}

/**
 * Sends it. Where Telegram no longer knows the medium of the shop's own, its words go alone. One who cannot be told is
 * left alone, and is told with the next message.
 */
export async function sendReceipt({ db }: ReplyDeps, ctx: BotContext, entry: number): Promise<void> {
  if (ctx.from === undefined) return
  const person = personOf(ctx.from)
  const { update_id: updateId } = ctx.update
  const post = createPost(ctx.api)
  let [told] = await sendOut(db, post, updateId)
  if (told?.state === 'refused' && told.code === 400) {
    const own = findText(db, 'received', ctx.language, null)
    const words = own === null ? null : wordsAlone(own)
    await ctx.deed(() => {
      if (words !== null) putOut(db, updateId, [{ chat: person.telegramId, parcel: renderContent(words, person) }])
    })
    told = (await sendOut(db, post, updateId)).at(-1)
  }
  if (told?.state === 'refused' || told?.state === 'unreached') await db.group(() => recordReceipt(db, entry, null))
}

/** Tells somebody where else to write: nobody reads here. Once, whatever comes of it. */
export async function sayContact(deps: ReplyDeps, { telegramId, id }: Written): Promise<void> {
  const { db, api, clock } = deps
  await db.group(() => recordReceipt(db, id, clock.now()))
  try {
    await api.sendMessage(telegramId, elsewhere(deps, languageFor(db, telegramId, deps.language())))
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error
  }
}

function usualWords(deps: ReplyDeps, language: Language): string {
  return hasReaders(deps) ? texts(language).replies.received : elsewhere(deps, language)
}

function elsewhere({ contact }: ReplyDeps, language: Language): string {
  const words = texts(language).replies
  const known = contact()
  return known === null ? words.nobody : words.contact(known)
}

const plain = (text: string): Parcel => ({ method: 'sendMessage', payload: { text } })

/** @param at ms UTC; null: it never left */
function recordReceipt(db: Db, entry: number, at: number | null): void {
  db.sql('update inbox set receipt_at = ? where id = ?').run(at, entry)
}

/** True when somebody was answered, or told that their message came, during the last 24 h. @param at ms UTC */
function wasToldToday(db: Db, telegramId: number, at: number): boolean {
  return (
    db
      .sql(
        `select 1 where exists (select 1 from inbox where telegram_id = :telegramId and receipt_at > :after)
           or exists (select 1 from inbox_copies where chat_id = :telegramId and telegram_id = chat_id and at > :after)`,
      )
      .get({ telegramId, after: at - DAY }) !== undefined
  )
}
