import { Composer } from 'grammy'
import { z } from 'zod'
import type { Db } from '../../../../db/open.js'
import { getDraft } from '../../../../offers/draft.js'
import { listVariants } from '../../../../offers/variant.js'
import { shorten } from '../../../../text/format.js'
import { texts } from '../../../../text/index.js'
import { lines, rich } from '../../../../text/rich.js'
import { cardOptions, key, pairs, showCard } from '../../../card.js'
import type { BotContext } from '../../../context.js'
import { onPress, stopClock } from '../../../press.js'
import { ask, type Topics } from '../../ask.js'
import { wordsOf } from '../../words.js'
import { offers as presses } from '../addresses.js'
import { adminOf, type OfferDeps } from '../deps.js'
import { present } from '../hands.js'
import { draftTopic, onDraftPress } from '../turn.js'
import { type Face, faceName, faceNumber, faceOf, findByName } from './faces.js'
import { testedScreen } from './tested.js'
import { sendTests } from './trial.js'

const TOPIC = 'offer_face'

/** A test: every version, by the same renderer and the same way out as a broadcast, seen as somebody of the audience. */
export function testFeature(deps: OfferDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()

  onDraftPress(deps, composer, presses.test, (ctx, pressed) => test(ctx, pressed, { kind: 'typical' }))
  onDraftPress(deps, composer, presses.testFace, (ctx, pressed) => test(ctx, pressed, faceOf(pressed.face)))
  onDraftPress(deps, composer, presses.testAs, async (ctx, { offer }) => {
    await present(deps, ctx, offer, facesScreen(db, ctx, offer))
    await ask(ctx, TOPIC, { offer })
  })

  onPress(composer, presses.testPeople, async (ctx, { face, ...pressed }) => {
    const t = texts(ctx.language).offerCards
    const others = deps.preferences.testPeople().filter(id => id !== adminOf(ctx))
    if (others.length === 0) return stopClock(ctx, t.noTestPeople)
    const came = await sendTests(deps, ctx, pressed, faceOf(face), others)
    const failed = [...came.values()].filter(problems => problems.some(problem => problem !== null)).length
    await showCard(ctx, await testedScreen(deps, ctx, pressed.offer, { face: faceOf(face), failed: failed > 0 }))
    await stopClock(ctx, t.testedPeople(came.size - failed, failed))
  })

  async function test(ctx: BotContext, pressed: { offer: number; generation: number }, face: Face): Promise<void> {
    const { offer } = pressed
    if (listVariants(db, offer).length === 0) return stopClock(ctx, texts(ctx.language).offerCards.testNothing)
    const me = adminOf(ctx)
    const problems = (await sendTests(deps, ctx, pressed, face, [me])).get(me) ?? []
    for (const problem of problems)
      if (problem !== null) await ctx.api.sendMessage(me, problem.text, cardOptions({ text: problem, keyboard: [] }))
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
      const words = await wordsOf(ctx, message, 'person')
      if (words === null) return 'again'
      const found = await findByName(db, words)
      const note = found.length === 0 ? t.nobodyNamed(shorten(words.trim(), 60)) : t.namedSo
      const { generation } = getDraft(db, offer)
      const keys = found.map(person =>
        key(`👤 ${shorten(faceName(person), 40)}`, presses.testFace, { offer, face: person.id, generation }),
      )
      const screen = facesScreen(db, ctx, offer)
      await present(deps, ctx, offer, { text: rich`${note}`, keyboard: [...pairs(keys), ...screen.keyboard] })
      return 'again'
    }),
  }
}

function facesScreen(db: Db, ctx: BotContext, offer: number) {
  const { generation } = getDraft(db, offer)
  const { offerCards: t, admin } = texts(ctx.language)
  const faces = (['typical', 'longest', 'none'] as const).map(kind =>
    key(t.faces[kind], presses.testFace, { offer, face: faceNumber({ kind }), generation }),
  )
  return {
    text: lines([t.facesAsked]),
    keyboard: [...pairs([...faces, key(admin.card, presses.open, { offer })])],
  }
}
