import { z } from 'zod'
import { quietData } from '../../../../delivery/quiet.js'
import { AppError, unreachable } from '../../../../errors.js'
import { getOffer, raiseGeneration } from '../../../../offers/offer.js'
import type { Addressee } from '../../../../offers/personal.js'
import { prepareMessage, renderMessage } from '../../../../offers/render.js'
import { listVariants, recordTest, type Variant } from '../../../../offers/variant.js'
import { shorten } from '../../../../text/format.js'
import { texts } from '../../../../text/index.js'
import { type Rich, rich } from '../../../../text/rich.js'
import { cardOptions } from '../../../card.js'
import { type BotContext, personOf } from '../../../context.js'
import { languageFor } from '../../../language.js'
import { type Parcel, type Posted, putOut, sendOut } from '../../../outbox.js'
import { isPassed } from '../../../press.js'
import { createPost } from '../../../sender.js'
import type { AdminDeps } from '../../deps.js'
import { adminOf, userOf } from '../deps.js'
import { shownName } from '../label.js'
import { addresseeName } from '../versions.js'
import { type Face, faceName, fieldsOf, findFace, readersOf, type Seen } from './faces.js'

/** One version as one person gets it. */
type Copy = { to: number; head: Rich; version: Variant; as: Addressee }

/**
 * Sends all versions of an offer to some people as a test, each with a head, by the same renderer as a broadcast; of one
 * that was approved, what people would get. It is a deed: each copy leaves once.
 * @param generation of the offer, from the button that was pressed
 * @param to Telegram ids
 * @returns by person, what went wrong with each version; null where it arrived
 * @throws AppError `deed_done` for a button that was pressed already
 */
export async function sendTests(
  deps: AdminDeps,
  ctx: BotContext,
  { offer, generation }: { offer: number; generation: number },
  face: Face,
  to: readonly number[],
): Promise<Map<number, (Rich | null)[]>> {
  const { db } = deps
  const { update_id: updateId } = ctx.update
  const copies = ctx.deed.isDone() ? [] : await copiesFor(deps, ctx, offer, face, to)
  const addressees = await ctx.deed(z.array(z.int()), () => {
    if (isPassed(generation, getOffer(db, offer).generation)) throw new AppError('deed_done')
    raiseGeneration(db, offer)
    putOut(
      db,
      updateId,
      copies.flatMap(copy => parcelsOf(deps, ctx, copy).map(parcel => ({ chat: copy.to, parcel }))),
    )
    return copies.map(copy => copy.to)
  })
  const posted = await sendOut(db, createPost(deps.api), updateId)
  const problems = new Map<number, (Rich | null)[]>(to.map(id => [id, []]))
  for (const [i, id] of addressees.entries()) problems.get(id)?.push(problemOf(ctx, posted[2 * i + 1]))
  return problems
}

async function copiesFor(
  deps: AdminDeps,
  ctx: BotContext,
  offerId: number,
  face: Face,
  to: readonly number[],
): Promise<Copy[]> {
  const { db } = deps
  const { draft } = getOffer(db, offerId)
  const context = { at: ctx.at, zone: deps.zone() }
  const copies: Copy[] = []
  // A version that was corrected stands before its successor.
  const versions = new Map(listVariants(db, offerId).map(version => [version.segmentId, version]))
  for (const id of to) {
    const language = id === adminOf(ctx) ? ctx.language : languageFor(db, id, ctx.language)
    const t = texts(language).offerCards
    for (const version of versions.values()) {
      const { content, segmentId } = version
      const wanted = { content, readers: readersOf(db, draft, segmentId), stranger: personOf(userOf(ctx)) }
      const seen = await findFace(db, face, wanted, context)
      const name = draft.each ? addresseeName(db, draft, segmentId, language) : null
      const head = t.testHead(name, fieldsOf(content).length === 0 ? null : faceWords(seen, t.nameless))
      copies.push({ to: id, head, version, as: seen.addressee })
    }
  }
  return copies
}

/** The head, and the message below it. To be called in a deed. */
function parcelsOf({ db, tokens, publicUrl }: AdminDeps, ctx: BotContext, { to, head, version, as }: Copy): Parcel[] {
  const id = recordTest(db, { variantId: version.id, adminId: to }, ctx.at)
  const message = renderMessage(
    prepareMessage(version.content, version.links),
    as,
    link => `${publicUrl}/r/${tokens.test(id, link)}`,
    quietData({ kind: 'test', id }, 'ask'),
  )
  const above = { text: head.text, ...cardOptions({ text: head, keyboard: [] }) }
  return [{ method: 'sendMessage', payload: above }, message]
}

/** What went wrong, in words for the admin; null when it arrived. */
function problemOf(ctx: BotContext, posted: Posted | undefined): Rich | null {
  const t = texts(ctx.language).offerCards
  if (posted === undefined) return rich`${t.testUnreached}`
  switch (posted.state) {
    case 'sent':
      return null
    case 'refused':
      return posted.code === 429 ? rich`${t.testBusy}` : t.testRefused(posted.description)
    case 'unreached':
      return rich`${t.testUnreached}`
    case 'uncertain':
      return rich`${t.testUnsure}`
    default:
      return unreachable(posted)
  }
}

function faceWords({ person }: Seen, nameless: string): string {
  return person === null ? nameless : shownName(shorten(faceName(person), 40))
}
