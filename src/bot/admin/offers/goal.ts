import { Composer } from 'grammy'
import { z } from 'zod'
import { getDraft } from '../../../offers/draft.js'
import { goals, renameOffer, setGoal } from '../../../offers/offer.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import type { BotContext } from '../../context.js'
import { ask, type Topics } from '../ask.js'
import { type Card, key, pairs } from '../card.js'
import type { AdminDeps } from '../deps.js'
import { stopClock } from '../press.js'
import { backToCard, changeRows, openCard } from './draft.js'
import { present } from './hands.js'
import { shownName } from './label.js'
import { presses } from './presses.js'
import { draftTopic, onDraftPress, wordsOf } from './turn.js'

const NAME_TOPIC = 'offer_name'

/** What the offer is for and what it is called. */
export function goalFeature(deps: AdminDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()

  onDraftPress(deps, composer, presses.goal, (ctx, { offer }) =>
    present(deps, ctx, offer, goalScreen(deps, ctx, offer)),
  )

  onDraftPress(deps, composer, presses.goalIs, async (ctx, { offer, goal }) => {
    const chosen = goals[goal]
    if (chosen === undefined) return stopClock(ctx, texts(ctx.language).admin.oldButton)
    await db.group(() => {
      setGoal(db, offer, chosen)
      changeRows(db, offer, () => ({}))
    })
    await openCard(deps, ctx, offer)
  })

  onDraftPress(deps, composer, presses.name, async (ctx, { offer }) => {
    const { name } = getDraft(db, offer)
    const text = texts(ctx.language).offerCards.nameAsked(shownName(name))
    await present(deps, ctx, offer, { text, keyboard: [[backToCard(offer, ctx.language)]] })
    await ask(ctx, NAME_TOPIC, { offer })
  })

  return composer
}

/** The typed name. */
export function nameTopics(deps: AdminDeps): Topics {
  const { db } = deps
  return {
    [NAME_TOPIC]: draftTopic(deps, z.object({ offer: z.int() }), async (ctx, { offer }, message) => {
      const words = await wordsOf(ctx, message)
      if (words === null) return 'again'
      await db.group(() => renameOffer(db, offer, words))
      await openCard(deps, ctx, offer)
      return 'done'
    }),
  }
}

function goalScreen({ db }: AdminDeps, ctx: BotContext, offerId: number): Card {
  const offer = getDraft(db, offerId)
  const { offerCards: t, offers } = texts(ctx.language)
  const choices = goals.map((goal, i) =>
    key(`${goal === offer.goal ? '✅ ' : ''}${offers.goals[goal]}`, presses.goalIs, { offer: offerId, goal: i }),
  )
  return {
    text: lines([
      t.goalAsked(shownName(offer.name)),
      ...goals.map(goal => t.goalLine(offers.goals[goal], offers.goalsJudged[goal])),
    ]),
    keyboard: [...pairs(choices), [backToCard(offerId, ctx.language)]],
  }
}
