import { Composer } from 'grammy'
import { getTopic } from '../../../audience/topic.js'
import { getDraft } from '../../../offers/draft.js'
import { listTargets } from '../../../offers/link.js'
import { type LinkTopic, listLinkTopics, setLinkTopic } from '../../../offers/topic.js'
import { listVariants } from '../../../offers/variant.js'
import { texts } from '../../../text/index.js'
import { key } from '../../card.js'
import type { BotContext } from '../../context.js'
import { stopClock } from '../../press.js'
import type { AdminDeps } from '../deps.js'
import { type LinkWays, linkCard, linksCard } from '../ladder/link-cards.js'
import { offers as presses } from './addresses.js'
import type { OfferDeps } from './deps.js'
import { present } from './hands.js'
import { onDraftPress } from './turn.js'

/** What each link of the offer is about, in text and buttons; clicks on it then tell where people stand on the ladder. */
export function linkTopicsFeature(deps: OfferDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()
  onDraftPress(deps, composer, presses.topics, (ctx, { offer, page }) =>
    present(deps, ctx, offer, linksCard(db, ctx, currentLinks(deps, offer), page, waysOf(offer, ctx))),
  )
  onDraftPress(deps, composer, presses.topic, async (ctx, { offer, link, page }) => {
    const found = currentLinks(deps, offer).find(({ number }) => number === link)
    if (found === undefined) return stopClock(ctx, texts(ctx.language).admin.oldButton)
    await present(deps, ctx, offer, linkCard(db, ctx, found, page, waysOf(offer, ctx)))
  })
  onDraftPress(deps, composer, presses.topicIs, async (ctx, { offer, link, topic }) => {
    const found = currentLinks(deps, offer).find(({ number }) => number === link)
    if (found === undefined) return stopClock(ctx, texts(ctx.language).admin.oldButton)
    await ctx.deed(() => setLinkTopic(db, offer, link, topic === 0 ? null : getTopic(db, topic).id, ctx.at))
    await present(deps, ctx, offer, linksCard(db, ctx, currentLinks(deps, offer), 0, waysOf(offer, ctx)))
  })
  return composer
}

/** The links that the messages hold now; numbers of removed ones are kept, but there is nothing to click. */
function currentLinks({ db }: AdminDeps, offer: number): LinkTopic[] {
  const urls = new Set(listVariants(db, offer).flatMap(({ content }) => listTargets(content).map(({ url }) => url)))
  return listLinkTopics(db, getDraft(db, offer).id).filter(({ url }) => urls.has(url))
}

function waysOf(offer: number, ctx: BotContext): LinkWays {
  return {
    links: (label, page) => key(label, presses.topics, { offer, page }),
    link: (label, link, page) => key(label, presses.topic, { offer, link, page }),
    says: (label, link, topic) => key(label, presses.topicIs, { offer, link, topic }),
    back: key(texts(ctx.language).admin.back, presses.buttons, { offer }),
  }
}
