import { Composer } from 'grammy'
import { getDraft } from '../../../offers/draft.js'
import { goals, type OfferKind, setGoal, setKind } from '../../../offers/offer.js'
import { zoneName } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { b, lines, rich } from '../../../text/rich.js'
import { type Card, key, pairs } from '../../card.js'
import type { BotContext } from '../../context.js'
import { stopClock } from '../../press.js'
import type { AdminDeps } from '../deps.js'
import { offers as presses } from './addresses.js'
import type { OfferDeps } from './deps.js'
import { changeRows, openCard } from './draft.js'
import { present } from './hands.js'
import { shownName } from './label.js'
import { onDraftPress } from './turn.js'
import { backToCard } from './words.js'

const kinds: readonly OfferKind[] = ['marketing', 'service']

/** What the offer is for and of which kind it is. */
export function goalFeature(deps: OfferDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()

  onDraftPress(deps, composer, presses.goal, (ctx, { offer }) =>
    present(deps, ctx, offer, goalScreen(deps, ctx, offer)),
  )

  onDraftPress(deps, composer, presses.goalIs, async (ctx, { offer, goal }) => {
    const chosen = goals[goal]
    if (chosen === undefined) return stopClock(ctx, texts(ctx.language).admin.oldButton)
    await ctx.deed(() => {
      setGoal(db, offer, chosen)
      changeRows(db, offer, () => ({}))
    })
    await openCard(deps, ctx, offer)
  })

  onDraftPress(deps, composer, presses.kind, (ctx, { offer }) =>
    present(deps, ctx, offer, kindScreen(deps, ctx, offer)),
  )

  onDraftPress(deps, composer, presses.kindIs, async (ctx, { offer, kind }) => {
    const chosen = kinds[kind]
    if (chosen === undefined) return stopClock(ctx, texts(ctx.language).admin.oldButton)
    await ctx.deed(() => {
      setKind(db, offer, chosen)
      changeRows(db, offer, () => ({}))
    })
    await openCard(deps, ctx, offer)
  })

  return composer
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

function kindScreen({ db, rules }: OfferDeps, ctx: BotContext, offerId: number): Card {
  const offer = getDraft(db, offerId)
  const { offerCards: t } = texts(ctx.language)
  const { perDay, perWeek, quiet, zone } = rules()
  const hours = quiet === null ? null : t.hours(clockOf(quiet.from), clockOf(quiet.to), zoneName(zone, ctx.language))
  const choices = kinds.map((kind, i) =>
    key(`${kind === offer.kind ? '✅' : '☐'} ${t.kinds[kind]}`, presses.kindIs, { offer: offerId, kind: i }),
  )
  return {
    text: lines([
      t.kindAsked(shownName(offer.name)),
      rich`${b(t.kinds.marketing)}: ${t.marketingMeans(perDay === null && perWeek === null ? null : t.capWords(perDay, perWeek), hours)}`,
      rich`${b(t.kinds.service)}: ${t.serviceMeans}`,
    ]),
    keyboard: [choices, [backToCard(offerId, ctx.language)]],
  }
}

/** "22:00" of minutes after midnight. */
function clockOf(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}
