import { Composer } from 'grammy'
import { z } from 'zod'
import { isRung, RUNGS } from '../../../audience/ladder/rung.js'
import { refreshAwareness } from '../../../audience/ladder.js'
import {
  archiveTopic,
  createTopic,
  getTopic,
  listTopics,
  renameTopic,
  setTopicRung,
  TOPIC_LENGTH,
} from '../../../audience/topic.js'
import { checkUnused } from '../../../segments/reference.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { type Card, key, moveCard, pairs, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress, stopClock } from '../../press.js'
import { ask, type Topics, topic } from '../ask.js'
import { pageRow } from '../page.js'
import { marked } from '../settings/words.js'
import { presses } from './addresses.js'
import type { LadderDeps } from './deps.js'
import { rungName } from './words.js'

const NEW_TOPIC = 'ladder_topic'
const NAME_TOPIC = 'ladder_topic_name'
const SIZE = 8
/** Labels of buttons that stand alone in their row may be longer. */
const LABEL = 40

/** The topics of links and answers. */
export function topicsFeature(deps: LadderDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()
  onPress(composer, presses.topics, (ctx, { page }) => showCard(ctx, listCard(deps, ctx, page)))
  onPress(composer, presses.topic, (ctx, { topic }) => showCard(ctx, topicCard(deps, ctx, topic)))

  onPress(composer, presses.add, async ctx => {
    const { admin, ladderCards: t } = texts(ctx.language)
    const card = { text: t.topicWanted(TOPIC_LENGTH), keyboard: [[key(admin.back, presses.topics, { page: 0 })]] }
    await ask(ctx, NEW_TOPIC, { place: await showCard(ctx, card) })
  })
  onPress(composer, presses.rename, async (ctx, { topic }) => {
    const { admin, ladderCards: t } = texts(ctx.language)
    getTopic(db, topic)
    const card = { text: t.topicWanted(TOPIC_LENGTH), keyboard: [[key(admin.back, presses.topic, { topic })]] }
    await ask(ctx, NAME_TOPIC, { topic, place: await showCard(ctx, card) })
  })

  onPress(composer, presses.rung, async (ctx, { topic, rung }) => {
    if (!isRung(rung)) return stopClock(ctx, texts(ctx.language).admin.oldButton)
    if (getTopic(db, topic).rung !== rung) {
      await ctx.deed(() => setTopicRung(db, topic, rung))
      await refreshAwareness(db, ctx.at)
    }
    await showCard(ctx, topicCard(deps, ctx, topic))
  })

  onPress(composer, presses.archive, async (ctx, { topic }) => {
    const { admin, ladderCards: t } = texts(ctx.language)
    await showCard(ctx, {
      text: t.askArchive(getTopic(db, topic).name),
      keyboard: [[key(t.keys.archiveYes, presses.archiveYes, { topic }), key(admin.back, presses.topic, { topic })]],
    })
  })
  onPress(composer, presses.archiveYes, async (ctx, { topic }) => {
    await ctx.deed(() => {
      checkUnused(db, { kind: 'topic', id: topic })
      archiveTopic(db, topic, ctx.at)
    })
    await showCard(ctx, listCard(deps, ctx, 0))
  })
  return composer
}

/** Names, typed. */
export function topicNames(deps: LadderDeps): Topics {
  const { db } = deps
  const place = z.object({ chat: z.int(), message: z.int() })
  return {
    [NEW_TOPIC]: topic(z.object({ place }), async (ctx, { place }, message) => {
      const name = message.text ?? ''
      const createdBy = ctx.from?.id ?? 0
      const made = await ctx.deed(z.int(), () => createTopic(db, { name, rung: 3, createdBy }, ctx.at).id)
      await moveCard(ctx, topicCard(deps, ctx, made), place)
      return 'done'
    }),
    [NAME_TOPIC]: topic(z.object({ topic: z.int(), place }), async (ctx, { topic, place }, message) => {
      await ctx.deed(() => renameTopic(db, topic, message.text ?? ''))
      await moveCard(ctx, topicCard(deps, ctx, topic), place)
      return 'done'
    }),
  }
}

function listCard({ db }: LadderDeps, ctx: BotContext, page: number): Card {
  const { admin, ladderCards: t } = texts(ctx.language)
  const topics = listTopics(db)
  const shown = Math.min(Math.max(page, 0), Math.max(0, Math.ceil(topics.length / SIZE) - 1))
  return {
    text: t.topics(topics.length),
    keyboard: [
      ...topics
        .slice(shown * SIZE, (shown + 1) * SIZE)
        .map(({ id, name, rung }) => [key(shorten(t.topicKey(rung, name), LABEL), presses.topic, { topic: id })]),
      ...pageRow(presses.topics, { page: shown, size: SIZE, total: topics.length }),
      [key(t.keys.add, presses.add, {}), key(admin.back, presses.home, {})],
    ],
  }
}

function topicCard({ db, preferences }: LadderDeps, ctx: BotContext, id: number): Card {
  const { admin, ladderCards: t } = texts(ctx.language)
  const topic = getTopic(db, id)
  const links = db.sql<{ n: number }>('select count(*) as n from link_topics where topic_id = ?').get(id)?.n ?? 0
  const name = (rung: (typeof RUNGS)[number]) => rungName(preferences, rung, ctx.language)
  return {
    text: t.topic(topic.name, name(topic.rung), links),
    keyboard: [
      ...RUNGS.map(rung => [key(marked(name(rung), rung === topic.rung), presses.rung, { topic: id, rung })]),
      ...pairs([
        key(t.keys.rename, presses.rename, { topic: id }),
        key(t.keys.archive, presses.archive, { topic: id }),
        key(admin.back, presses.topics, { page: 0 }),
      ]),
    ],
  }
}
