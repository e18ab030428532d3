import { Composer, GrammyError, HttpError } from 'grammy'
import { z } from 'zod'
import { quietData } from '../../../delivery/quiet.js'
import { unreachable } from '../../../errors.js'
import { getDraft } from '../../../offers/draft.js'
import type { Addressee } from '../../../offers/personal.js'
import { prepareMessage, renderMessage } from '../../../offers/render.js'
import { listVariants, recordTest, type Variant } from '../../../offers/variant.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Rich, rich } from '../../../text/rich.js'
import { cardOptions, key, pairs, removeCard, sendCard } from '../../card.js'
import { type BotContext, personOf } from '../../context.js'
import { languageFor } from '../../language.js'
import { onPress, stopClock } from '../../press.js'
import { ask, type Topics } from '../ask.js'
import { adminOf, type OfferDeps, userOf } from './deps.js'
import {
  type Face,
  faceName,
  faceNumber,
  faceOf,
  fieldsOf,
  findByName,
  findFace,
  readersOf,
  type Seen,
} from './faces.js'
import { placeCard, present } from './hands.js'
import { shownName } from './label.js'
import { presses } from './presses.js'
import { testedScreen } from './tested.js'
import { draftTopic, onDraftPress, wordsOf } from './turn.js'
import { addresseeName } from './versions.js'

const TOPIC = 'offer_face'

/** A test: every version, by the same renderer and the same way out as a broadcast, seen as somebody of the audience. */
export function testFeature(deps: OfferDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()

  onDraftPress(deps, composer, presses.test, (ctx, { offer }) => test(ctx, offer, { kind: 'typical' }))
  onDraftPress(deps, composer, presses.testFace, (ctx, { offer, face }) => test(ctx, offer, faceOf(face)))
  onDraftPress(deps, composer, presses.testAs, async (ctx, { offer }) => {
    await present(deps, ctx, offer, facesScreen(ctx, offer))
    await ask(ctx, TOPIC, { offer })
  })

  onPress(composer, presses.testPeople, async (ctx, { offer, face }) => {
    const t = texts(ctx.language).offerCards
    const others = deps.preferences.testPeople().filter(id => id !== adminOf(ctx))
    const failed: number[] = []
    for (const id of others) {
      const results = await sendAll(ctx, offer, faceOf(face), id)
      if (results.some(problem => problem !== null)) failed.push(id)
    }
    await stopClock(
      ctx,
      others.length === 0 ? t.noTestPeople : t.testedPeople(others.length - failed.length, failed.length),
    )
  })

  async function test(ctx: BotContext, offer: number, face: Face): Promise<void> {
    if (listVariants(db, offer).length === 0) return stopClock(ctx, texts(ctx.language).offerCards.testNothing)
    const problems = await sendAll(ctx, offer, face, adminOf(ctx))
    const card = await testedScreen(deps, ctx, offer, { face, failed: problems.some(problem => problem !== null) })
    const old = getDraft(db, offer).draft.card
    const place = await sendCard(ctx, card)
    await placeCard(deps, ctx, offer, place)
    if (old !== null) await removeCard(ctx.api, old)
  }

  /** Sends all versions to somebody, each with a head. @returns what went wrong with each; null where it arrived */
  async function sendAll(ctx: BotContext, offer: number, face: Face, to: number): Promise<(Rich | null)[]> {
    const { draft } = getDraft(db, offer)
    const language = to === adminOf(ctx) ? ctx.language : languageFor(db, to, ctx.language)
    const t = texts(language).offerCards
    const context = { at: ctx.at, zone: deps.zone() }
    const problems: (Rich | null)[] = []
    for (const version of listVariants(db, offer)) {
      const { content, segmentId } = version
      const wanted = { content, readers: readersOf(db, draft, segmentId), stranger: personOf(userOf(ctx)) }
      const seen = await findFace(db, face, wanted, context)
      const name = draft.each ? addresseeName(db, draft, segmentId, language) : null
      const said = await say(to, t.testHead(name, fieldsOf(content).length === 0 ? null : faceWords(seen, t.nameless)))
      const problem = said ? await sendTest(ctx, version, seen.addressee, to) : rich`${t.testUnreached}`
      problems.push(problem)
      if (problem !== null && to === adminOf(ctx)) await say(to, problem)
    }
    return problems
  }

  /** False when that person cannot be written to. */
  async function say(to: number, text: Rich): Promise<boolean> {
    try {
      await deps.api.sendMessage(to, text.text, cardOptions({ text, keyboard: [] }))
      return true
    } catch (error) {
      if (!(error instanceof GrammyError) && !(error instanceof HttpError)) throw error
      return false
    }
  }

  /** @returns what went wrong, in words for the admin; null when it arrived */
  async function sendTest(ctx: BotContext, version: Variant, as: Addressee, to: number): Promise<Rich | null> {
    const { tokens, publicUrl, transport, pace } = deps
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

  return composer
}

/** The typed name of somebody as whom the test is wanted. */
export function testTopics(deps: OfferDeps): Topics {
  const { db } = deps
  return {
    [TOPIC]: draftTopic(deps, z.object({ offer: z.int() }), async (ctx, { offer }, message) => {
      const t = texts(ctx.language).offerCards
      const words = await wordsOf(ctx, message)
      if (words === null) return 'again'
      const found = await findByName(db, words)
      const note = found.length === 0 ? t.nobodyNamed(shorten(words.trim(), 60)) : t.namedSo
      const keys = found.map(person =>
        key(`👤 ${shorten(faceName(person), 40)}`, presses.testFace, { offer, face: person.id }),
      )
      const screen = facesScreen(ctx, offer)
      await present(deps, ctx, offer, { text: rich`${note}`, keyboard: [...pairs(keys), ...screen.keyboard] })
      return 'again'
    }),
  }
}

function faceWords({ person }: Seen, nameless: string): string {
  return person === null ? nameless : shownName(shorten(faceName(person), 40))
}

function facesScreen(ctx: BotContext, offer: number) {
  const { offerCards: t, admin } = texts(ctx.language)
  const faces = (['typical', 'longest', 'none'] as const).map(kind =>
    key(t.faces[kind], presses.testFace, { offer, face: faceNumber({ kind }) }),
  )
  return {
    text: lines([t.facesAsked]),
    keyboard: [...pairs([...faces, key(admin.card, presses.open, { offer })])],
  }
}
