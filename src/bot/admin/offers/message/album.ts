import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import type { Db } from '../../../../db/open.js'
import { AppError, isAppError } from '../../../../errors.js'
import { findAlbum, findPart, growAlbum, leadOf, type Part, recordPart } from '../../../../offers/content/album.js'
import { type Content, readContent, readPart } from '../../../../offers/content.js'
import { getDraft } from '../../../../offers/draft.js'
import { listTargets } from '../../../../offers/link.js'
import { listOrigins } from '../../../../offers/offer/origin.js'
import { findOffer } from '../../../../offers/offer.js'
import { lines } from '../../../../text/rich.js'
import { telegramEntities } from '../../../card.js'
import type { BotContext } from '../../../context.js'
import { isTableSent } from '../../../files/table-file.js'
import { type Here, hereOf } from '../../../here.js'
import type { Cards } from '../../../screen/cards.js'
import type { Works } from '../../../works.js'
import { changeRows } from '../../drafts/change.js'
import { keepVisits, visitAll, visitWords } from '../../visits.js'
import { shownName } from '../../words/name.js'
import { offers } from '../addresses.js'
import { isTheirOwn } from './sent.js'

/**
 * What was sent as an offer: a message, or as much of its album as has come.
 * @throws AppError as `readContent`, `album_mixed`, `album_too_many`, `album_gone` for an album that is kept no longer
 */
export function readOffer(db: Db, message: Message): Content {
  const { media_group_id: album, chat } = message
  if (album === undefined) return readContent(message)
  // A table is a file of its own, however it was sent.
  if (isTableSent(message)) return readPart(message)
  const whole = findAlbum(db, chat.id, album)
  if (whole === null) throw new AppError('album_gone')
  return whole
}

/**
 * Messages of albums, which come one by one: the first that comes is the album's word to whatever waits for one; the others join
 * it wherever it has become the message of a draft, and nobody else hears of them. It comes before everything that takes messages.
 */
export function albumParts({ works, cards }: { works: Works; cards: Pick<Cards, 'touch'> }): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.on('message').filter(
    ({ message }) => message.media_group_id !== undefined && !isTableSent(message) && !isTheirOwn(works.db, message),
    async (ctx, next) => {
      const { message } = ctx
      const { media_group_id: album = '', message_id, chat } = message
      const here = hereOf(works, ctx)
      const content = here === null || here.role === 'analyst' ? null : partOf(message)
      if (here === null || content === null) return next()
      const place = { chat: chat.id, message: message_id, album }
      const { db } = here
      try {
        const { drafts, ...kept } = await db.group(() => takePart(here, place, content, ctx.at))
        if (kept.lead === message_id) return next()
        if (drafts instanceof AppError) return await sayWaits(here, ctx, drafts, kept)
        if (drafts.length === 0) return await sayLate(here, ctx, kept.lead)
        for (const offer of drafts) await lookAt(here, ctx, offer, kept)
        for (const offer of drafts) cards.touch(offers.open.subject({ offer }) ?? '')
      } catch (error) {
        if (!isAppError(error)) throw error
        const { errors, offerCards: t } = here.t
        await ctx.reply(t.partRefused(errors[error.code](error.details)), under(message_id))
      }
    },
  )
  return composer
}

type Kept = { lead: number; whole: Content; before: Content | null }

/**
 * Keeps a part, and lets the drafts that hold its album grow by it; what was shown at the last check of these holds no longer. To be
 * called in a group. @returns `drafts`: those that changed; or what is wrong with the caption that was there before this part, which has no words itself
 */
function takePart(
  { db, ownTargets }: Here,
  place: Part,
  content: Content,
  at: number,
): Kept & { drafts: number[] | AppError } {
  const part = recordPart(db, place, content, at)
  if (part.lead === place.message) return { ...part, drafts: [] }
  try {
    return { ...part, drafts: grow({ db, ownTargets }, part) }
  } catch (error) {
    if (!isAppError(error) || content.text !== '') throw error
    return { ...part, drafts: error }
  }
}

function grow({ db, ownTargets }: Pick<Here, 'db' | 'ownTargets'>, part: Kept): number[] {
  const drafts = growAlbum(db, part, ownTargets)
  for (const offer of drafts) changeRows(db, offer, () => ({}))
  return drafts
}

/** Of an album whose caption keeps it out, said once: under an album there is room for fewer words than under its first picture alone. */
async function sayWaits({ t }: Here, ctx: BotContext, why: AppError, { lead, before }: Kept): Promise<void> {
  if (before?.kind === 'album') return
  await ctx.reply(t.offerCards.albumWaits(t.errors[why.code](why.details)), under(lead))
}

const under = (message_id: number) => ({ reply_parameters: { message_id, allow_sending_without_reply: true } })

/** What one message is by itself; null for what no album can hold. */
function partOf(message: Message): Content | null {
  try {
    return readPart(message)
  } catch (error) {
    if (isAppError(error)) return null
    throw error
  }
}

/** Opens what links came with a part, as is done with every message. */
async function lookAt(
  here: Here,
  ctx: BotContext,
  offer: number,
  { whole, before }: { whole: Content; before: Content | null },
): Promise<void> {
  const known = new Set((before === null ? [] : listTargets(before)).map(({ url }) => url))
  const fresh = listTargets(whole)
    .map(({ url }) => url)
    .filter(url => !known.has(url))
  if (fresh.length === 0) return
  const visits = await visitAll(here, getDraft(here.db, offer), fresh)
  await here.db.group(() => keepVisits(here.db, offer, visits))
  const words = lines(visitWords(visits, here.t))
  if (words.text !== '') await ctx.reply(words.text, { entities: telegramEntities(words) })
}

/** Of an album whose offer was approved before all of it had come. */
async function sayLate({ db, me, t }: Here, ctx: BotContext, lead: number): Promise<void> {
  const used = listOrigins(db, { chat: me, message: lead })
    .map(({ offerId }) => findOffer(db, offerId))
    .find(offer => offer?.state === 'used')
  if (used === undefined || used === null) return
  const words = t.offerCards.partLate(shownName(used.name))
  await ctx.reply(words.text, { entities: telegramEntities(words) })
}

/** What an edited message of an album was before, and is now; null for any other, and where nothing of it changed. */
export function editedPart(db: Db, message: Message): { content: Content } | 'same' | null {
  const { media_group_id: album, chat, message_id } = message
  if (album === undefined || isTableSent(message)) return null
  const before = findPart(db, { chat: chat.id, message: message_id })
  // One that was refused as it was may belong to it now.
  if (before === null && leadOf(db, chat.id, album) === null) return null
  const content = readPart(message)
  return JSON.stringify(content) === JSON.stringify(before) ? 'same' : { content }
}

/** Takes an edit of a message of an album over into all drafts that hold it. To be called in a group. @returns those that it changed */
export function takeEdit(here: Here, message: Message, content: Content): number[] {
  const { media_group_id: album = '', chat, message_id } = message
  return grow(here, recordPart(here.db, { chat: chat.id, message: message_id, album }, content, here.at))
}
