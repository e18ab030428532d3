import { Composer } from 'grammy'
import { z } from 'zod'
import { listVariants } from '../../../offers/variant.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, rich } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress, stopClock } from '../../press.js'
import { ask, type Topics } from '../ask.js'
import { adminOf, type OfferDeps } from './deps.js'
import { type Face, faceName, faceNumber, faceOf, findByName } from './faces.js'
import { present } from './hands.js'
import { presses } from './presses.js'
import { testedScreen } from './tested.js'
import { sendTests } from './trial.js'
import { draftTopic, onDraftPress, wordsOf } from './turn.js'

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
      const results = await sendTests(deps, ctx, offer, faceOf(face), id)
      if (results.some(problem => problem !== null)) failed.push(id)
    }
    await stopClock(
      ctx,
      others.length === 0 ? t.noTestPeople : t.testedPeople(others.length - failed.length, failed.length),
    )
  })

  async function test(ctx: BotContext, offer: number, face: Face): Promise<void> {
    if (listVariants(db, offer).length === 0) return stopClock(ctx, texts(ctx.language).offerCards.testNothing)
    const problems = await sendTests(deps, ctx, offer, face, adminOf(ctx))
    const card = await testedScreen(deps, ctx, offer, { face, failed: problems.some(problem => problem !== null) })
    await present(deps, ctx, offer, card, true)
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
