import { GrammyError, HttpError } from 'grammy'
import { quietData } from '../../../delivery/quiet.js'
import { unreachable } from '../../../errors.js'
import { getOffer } from '../../../offers/offer.js'
import type { Addressee } from '../../../offers/personal.js'
import { prepareMessage, renderMessage } from '../../../offers/render.js'
import { listVariants, recordTest, type Variant } from '../../../offers/variant.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { type Rich, rich } from '../../../text/rich.js'
import { cardOptions } from '../../card.js'
import { type BotContext, personOf } from '../../context.js'
import { languageFor } from '../../language.js'
import type { AdminDeps } from '../deps.js'
import { adminOf, userOf } from './deps.js'
import { type Face, faceName, fieldsOf, findFace, readersOf, type Seen } from './faces.js'
import { shownName } from './label.js'
import { addresseeName } from './versions.js'

/**
 * Sends all versions of an offer to somebody as a test, each with a head, by the same renderer and the same way out as a
 * broadcast; of one that was approved, what people would get.
 * @param to Telegram id
 * @returns what went wrong with each; null where it arrived
 */
export async function sendTests(
  deps: AdminDeps,
  ctx: BotContext,
  offerId: number,
  face: Face,
  to: number,
): Promise<(Rich | null)[]> {
  const { db } = deps
  const { draft } = getOffer(db, offerId)
  const language = to === adminOf(ctx) ? ctx.language : languageFor(db, to, ctx.language)
  const t = texts(language).offerCards
  const context = { at: ctx.at, zone: deps.zone() }
  const problems: (Rich | null)[] = []
  // A version that was corrected stands before its successor.
  const versions = new Map(listVariants(db, offerId).map(version => [version.segmentId, version]))
  for (const version of versions.values()) {
    const { content, segmentId } = version
    const wanted = { content, readers: readersOf(db, draft, segmentId), stranger: personOf(userOf(ctx)) }
    const seen = await findFace(db, face, wanted, context)
    const name = draft.each ? addresseeName(db, draft, segmentId, language) : null
    const head = t.testHead(name, fieldsOf(content).length === 0 ? null : faceWords(seen, t.nameless))
    const said = await say(deps, to, head)
    const problem = said ? await sendTest(deps, ctx, version, seen.addressee, to) : rich`${t.testUnreached}`
    problems.push(problem)
    if (problem !== null && to === adminOf(ctx)) await say(deps, to, problem)
  }
  return problems
}

/** False when that person cannot be written to. */
async function say({ api }: AdminDeps, to: number, text: Rich): Promise<boolean> {
  try {
    await api.sendMessage(to, text.text, cardOptions({ text, keyboard: [] }))
    return true
  } catch (error) {
    if (!(error instanceof GrammyError) && !(error instanceof HttpError)) throw error
    return false
  }
}

/** @returns what went wrong, in words for the admin; null when it arrived */
async function sendTest(
  { db, tokens, publicUrl, transport, pace }: AdminDeps,
  ctx: BotContext,
  version: Variant,
  as: Addressee,
  to: number,
): Promise<Rich | null> {
  const t = texts(ctx.language).offerCards
  const id = await db.group(() => recordTest(db, { variantId: version.id, adminId: to }, ctx.at))
  const message = renderMessage(
    prepareMessage(version.content, version.links),
    as,
    link => `${publicUrl}/r/${tokens.test(id, link)}`,
    quietData({ kind: 'test', id }, 'ask'),
  )
  await pace.reply()
  const result = await transport.send(to, message)
  switch (result.kind) {
    case 'accepted':
      return null
    case 'answered':
      if (result.code !== 429) return t.testRefused(result.description)
      pace.limited('reply', result.retryAfter ?? 1)
      return rich`${t.testBusy}`
    case 'unreached':
    case 'unknown':
      return rich`${t.testUnreached}`
    default:
      return unreachable(result)
  }
}

function faceWords({ person }: Seen, nameless: string): string {
  return person === null ? nameless : shownName(shorten(faceName(person), 40))
}
