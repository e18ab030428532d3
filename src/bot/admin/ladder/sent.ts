import { Composer } from 'grammy'
import { getTopic } from '../../../audience/topic.js'
import { listLinkTopics, listSentOffers, setLinkTopic } from '../../../offers/topic.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { type Card, key, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress, stopClock } from '../../press.js'
import { shownName } from '../offers/label.js'
import { pageRow } from '../page.js'
import { presses } from './addresses.js'
import type { LadderDeps } from './deps.js'
import { type LinkWays, linkCard, linksCard } from './link-cards.js'

const SIZE = 8
const NAME = 32

/** Topics on the links of offers already sent: the clicks that they have had count at once. */
export function sentFeature({ db }: LadderDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  const find = (offer: number, link: number) => listLinkTopics(db, offer).find(({ number }) => number === link)
  onPress(composer, presses.sent, (ctx, { page }) => showCard(ctx, offersCard({ db }, ctx, page)))
  onPress(composer, presses.links, (ctx, { offer, page }) =>
    showCard(ctx, linksCard({ db, language: ctx.language }, listLinkTopics(db, offer), page, waysOf(offer, ctx))),
  )
  onPress(composer, presses.link, async (ctx, { offer, link, page }) => {
    const found = find(offer, link)
    if (found === undefined) return stopClock(ctx, texts(ctx.language).admin.oldButton)
    await showCard(ctx, linkCard({ db, language: ctx.language }, found, page, waysOf(offer, ctx)))
  })
  onPress(composer, presses.says, async (ctx, { offer, link, topic }) => {
    if (find(offer, link) === undefined) return stopClock(ctx, texts(ctx.language).admin.oldButton)
    await ctx.deed(() => setLinkTopic(db, offer, link, topic === 0 ? null : getTopic(db, topic).id, ctx.at))
    await showCard(ctx, linksCard({ db, language: ctx.language }, listLinkTopics(db, offer), 0, waysOf(offer, ctx)))
  })
  return composer
}

function offersCard({ db }: Pick<LadderDeps, 'db'>, ctx: BotContext, page: number): Card {
  const { admin, ladderCards: t } = texts(ctx.language)
  const { offers, total } = listSentOffers(db, { from: page * SIZE, size: SIZE })
  return {
    text: t.sent(total),
    keyboard: [
      ...offers.map(({ id, name, links, named }) => [
        key(t.sentKey(shownName(shorten(name, NAME)), named, links), presses.links, { offer: id, page: 0 }),
      ]),
      ...pageRow(presses.sent, { page, size: SIZE, total }),
      [key(admin.back, presses.home, {})],
    ],
  }
}

function waysOf(offer: number, ctx: BotContext): LinkWays {
  return {
    links: (label, page) => key(label, presses.links, { offer, page }),
    link: (label, link, page) => key(label, presses.link, { offer, link, page }),
    says: (label, link, topic) => key(label, presses.says, { offer, link, topic }),
    back: key(texts(ctx.language).admin.back, presses.sent, { page: 0 }),
  }
}
