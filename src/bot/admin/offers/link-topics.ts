import { Composer } from 'grammy'
import { findTopic, getTopic, listTopics } from '../../../audience/topic.js'
import { getDraft } from '../../../offers/draft.js'
import { listTargets } from '../../../offers/link.js'
import { type LinkTopic, listLinkTopics, setLinkTopic } from '../../../offers/topic.js'
import { listVariants } from '../../../offers/variant.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { type Card, key } from '../../card.js'
import type { BotContext } from '../../context.js'
import { stopClock } from '../../press.js'
import type { AdminDeps } from '../deps.js'
import { marked } from '../settings/words.js'
import { present } from './hands.js'
import { presses } from './presses.js'
import { onDraftPress } from './turn.js'

const SIZE = 8
const LABEL = 40

/** What each link of the offer is about, in text and buttons; clicks on it then tell where people stand on the ladder. */
export function linkTopicsFeature(deps: AdminDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()
  onDraftPress(deps, composer, presses.topics, (ctx, { offer, page }) =>
    present(deps, ctx, offer, linksCard(deps, ctx, offer, page)),
  )
  onDraftPress(deps, composer, presses.topic, async (ctx, { offer, link, page }) => {
    const found = currentLinks(deps, offer).find(({ number }) => number === link)
    if (found === undefined) return stopClock(ctx, texts(ctx.language).admin.oldButton)
    await present(deps, ctx, offer, topicsCard(deps, ctx, offer, found, page))
  })
  onDraftPress(deps, composer, presses.topicIs, async (ctx, { offer, link, topic }) => {
    const found = currentLinks(deps, offer).find(({ number }) => number === link)
    if (found === undefined) return stopClock(ctx, texts(ctx.language).admin.oldButton)
    await db.group(() => setLinkTopic(db, offer, link, topic === 0 ? null : getTopic(db, topic).id))
    await present(deps, ctx, offer, linksCard(deps, ctx, offer, 0))
  })
  return composer
}

/** The links that the messages hold now; numbers of removed ones are kept, but there is nothing to click. */
function currentLinks({ db }: AdminDeps, offer: number): LinkTopic[] {
  const urls = new Set(listVariants(db, offer).flatMap(({ content }) => listTargets(content).map(({ url }) => url)))
  return listLinkTopics(db, getDraft(db, offer).id).filter(({ url }) => urls.has(url))
}

function linksCard(deps: AdminDeps, ctx: BotContext, offer: number, page: number): Card {
  const { admin, ladderCards: t } = texts(ctx.language)
  const links = currentLinks(deps, offer)
  const back = key(admin.back, presses.buttons, { offer })
  if (links.length === 0) return { text: { text: t.noLinks, entities: [] }, keyboard: [[back]] }
  const name = (topicId: number | null) => (topicId === null ? null : (findTopic(deps.db, topicId)?.name ?? null))
  return {
    text: t.links(),
    keyboard: [
      ...links
        .slice(page * SIZE, (page + 1) * SIZE)
        .map(({ number, label, topicId }) => [
          key(shorten(t.linkKey(label, name(topicId)), LABEL), presses.topic, { offer, link: number, page: 0 }),
        ]),
      turns(page, links.length).map(([label, to]) => key(label, presses.topics, { offer, page: to })),
      [back],
    ].filter(row => row.length > 0),
  }
}

function topicsCard({ db }: AdminDeps, ctx: BotContext, offer: number, link: LinkTopic, page: number): Card {
  const { admin, ladderCards: t } = texts(ctx.language)
  const topics = listTopics(db)
  const back = key(admin.back, presses.topics, { offer, page: 0 })
  if (topics.length === 0) return { text: { text: t.noTopics, entities: [] }, keyboard: [[back]] }
  const is = { offer, link: link.number }
  return {
    text: t.linkAsked(link.label, link.url),
    keyboard: [
      ...topics.slice(page * SIZE, (page + 1) * SIZE).map(({ id, name, rung }) => [
        key(shorten(marked(t.topicKey(rung, name), id === link.topicId), LABEL), presses.topicIs, {
          ...is,
          topic: id,
        }),
      ]),
      turns(page, topics.length).map(([label, to]) => key(label, presses.topic, { ...is, page: to })),
      [...(link.topicId === null ? [] : [key(t.keys.noTopic, presses.topicIs, { ...is, topic: 0 })]), back],
    ].filter(row => row.length > 0),
  }
}

/** The ways to the pages beside this one. */
function turns(page: number, total: number): [string, number][] {
  const last = Math.ceil(total / SIZE) - 1
  return [
    ...(page > 0 ? [['‹', page - 1] as [string, number]] : []),
    ...(page < last ? [['›', page + 1] as [string, number]] : []),
  ]
}
