import { type Api, Composer } from 'grammy'
import type { Db } from '../../../db/open.js'
import { quietData } from '../../../delivery/quiet.js'
import { unreachable } from '../../../errors.js'
import { getDraft } from '../../../offers/draft.js'
import { buttonLink, keyOf } from '../../../offers/link.js'
import { lengthLimit, longestLength } from '../../../offers/personal.js'
import { prepareMessage, renderMessage } from '../../../offers/render.js'
import { findTest, getVariant, listVariants, recordTest, type Variant } from '../../../offers/variant.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Rich, rich } from '../../../text/rich.js'
import { type BotContext, personOf } from '../../context.js'
import { type Card, key, moveCard, sendCard } from '../card.js'
import type { AdminDeps } from '../deps.js'
import { onPress, stopClock } from '../press.js'
import { shortAddress } from './address.js'
import { userOf } from './deps.js'
import { backToCard } from './draft.js'
import { placeCard } from './hands.js'
import { presses } from './presses.js'
import { addresseeName } from './versions.js'

/** A test: every version to the admin who asks, by the same renderer and the same way out as a broadcast. */
export function testFeature(deps: AdminDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()

  onPress(composer, presses.test, async (ctx, { offer }) => {
    const { draft } = getDraft(db, offer)
    const t = texts(ctx.language).offerCards
    const versions = listVariants(db, offer)
    if (versions.length === 0) return stopClock(ctx, t.testNothing)
    let failed = false
    for (const version of versions) {
      const name = addresseeName(db, draft, version.segmentId, ctx.language)
      await sendCard(ctx, { text: draft.each ? t.testHeadOf(name) : rich`${t.testHead}`, keyboard: [] })
      const problem = await sendTest(deps, ctx, version)
      if (problem === null) continue
      failed = true
      await sendCard(ctx, { text: problem, keyboard: [] })
    }
    const card = afterScreen(ctx, offer, versions, failed)
    await placeCard(deps, offer, await moveCard(ctx, card, getDraft(db, offer).draft.card))
  })

  return composer
}

/** @returns what went wrong, in words for the admin; null when it arrived */
async function sendTest(deps: AdminDeps, ctx: BotContext, version: Variant): Promise<Rich | null> {
  const { db, tokens, publicUrl, transport, pace } = deps
  const t = texts(ctx.language).offerCards
  const admin = userOf(ctx)
  const id = await db.group(() => recordTest(db, { variantId: version.id, adminId: admin.id }, ctx.at))
  const message = renderMessage(
    prepareMessage(version.content, version.links),
    personOf(admin),
    link => `${publicUrl}/r/${tokens.test(id, link)}`,
    quietData({ kind: 'test', id }, 'ask'),
  )
  await pace.reply()
  const result = await transport.send(admin.id, message)
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

/** What to do with the test that has just arrived. */
function afterScreen(ctx: BotContext, offer: number, versions: readonly Variant[], failed: boolean): Card {
  const t = texts(ctx.language).offerCards
  const clickable = versions.some(version => version.links.length > 0)
  const invitation = versions.length === 1 ? t.testDone : t.testDoneMany
  const lengths = versions
    .map(({ content }) => ({ longest: longestLength(content), limit: lengthLimit(content) }))
    .sort((a, b) => b.longest / b.limit - a.longest / a.limit)[0]
  return {
    text: lines([
      failed ? t.testFailed : clickable ? invitation : t.testPlain,
      lengths === undefined ? null : t.longestOf(lengths.longest, lengths.limit),
    ]),
    keyboard: [
      [key(t.keys.check, presses.check, { offer }), key(t.keys.test, presses.test, { offer })],
      [backToCard(offer, ctx.language)],
    ],
  }
}

/**
 * A link of a test was opened: tells the admin who asked for the test that it works, and where it leads.
 * @param languageOf the language of an admin, by Telegram id
 */
export async function announceTestOpened(
  api: Api,
  db: Db,
  opened: { testId: number; link: number },
  languageOf: (adminId: number) => Language,
): Promise<void> {
  const asked = findTest(db, opened.testId)
  if (asked === null) return
  const { content, links } = getVariant(db, asked.variantId)
  const link = links.find(({ number }) => number === opened.link)
  if (link === undefined) return
  const t = texts(languageOf(asked.adminId)).offerCards
  const button = content.buttons.flat().findIndex(candidate => {
    const target = buttonLink(candidate)
    return target !== null && keyOf(target) === keyOf(link)
  })
  const address = shortAddress(link.url)
  const words = button < 0 ? t.linkWorks(link.label, address) : t.buttonWorks(button + 1, address)
  await api.sendMessage(asked.adminId, words, { link_preview_options: { is_disabled: true } })
}
