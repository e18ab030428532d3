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
import { ALONE, key, pairs } from '../../card.js'
import { deed, type Entry, go, say, screen, words } from '../../screen.js'
import { pageRow, pageWithin } from '../page.js'
import { marked } from '../words/mark.js'
import { rungName } from '../words/rung-name.js'
import { ladder } from './addresses.js'

const SIZE = 8

/** The topics of links and answers. */
export const topicPlaces: Entry[] = [
  screen(ladder.topics, (here, { page: wanted }) => {
    const { admin, ladderCards: t } = here.t
    const topics = listTopics(here.db)
    const page = pageWithin(wanted, { size: SIZE, total: topics.length })
    return {
      text: t.topics(topics.length),
      keyboard: [
        ...topics
          .slice(page * SIZE, (page + 1) * SIZE)
          .map(({ id, name, rung }) => [key(shorten(t.topicKey(rung, name), ALONE), ladder.topic, { topic: id })]),
        ...pageRow(ladder.topics, { page, size: SIZE, total: topics.length }),
        [key(t.keys.add, ladder.add, {}), key(admin.back, ladder.home, {})],
      ],
    }
  }),

  screen(ladder.topic, (here, { topic: id }) => {
    const { admin, ladderCards: t } = here.t
    const topic = getTopic(here.db, id)
    const links = here.db.sql<{ n: number }>('select count(*) as n from link_topics where topic_id = ?').get(id)?.n ?? 0
    const name = (rung: (typeof RUNGS)[number]) => rungName(here.preferences, rung, here.language)
    return {
      text: t.topic(topic.name, name(topic.rung), links),
      keyboard: [
        ...RUNGS.map(rung => [key(marked(name(rung), rung === topic.rung), ladder.rung, { topic: id, rung })]),
        ...pairs([
          key(t.keys.rename, ladder.rename, { topic: id }),
          key(t.keys.archive, ladder.archive, { topic: id }),
          key(admin.back, ladder.topics, { page: 0 }),
        ]),
      ],
    }
  }),

  screen(
    ladder.add,
    ({ t: { admin, ladderCards: t } }) => ({
      text: t.topicWanted(TOPIC_LENGTH),
      keyboard: [[key(admin.back, ladder.topics, { page: 0 })]],
    }),
    {
      words: words(
        ({ db, me, at }, _, { text: name }) =>
          go(ladder.topic, { topic: createTopic(db, { name, rung: 3, createdBy: me }, at).id }),
        here => here.t.asked.topicName,
      ),
    },
  ),

  screen(
    ladder.rename,
    ({ db, t: { admin, ladderCards: t } }, { topic }) => {
      getTopic(db, topic)
      return { text: t.topicWanted(TOPIC_LENGTH), keyboard: [[key(admin.back, ladder.topic, { topic })]] }
    },
    {
      words: words(
        ({ db }, { topic }, { text }) => {
          renameTopic(db, topic, text)
          return go(ladder.topic, { topic })
        },
        here => here.t.asked.topicName,
      ),
    },
  ),

  deed(ladder.rung, {
    look({ db, t }, { topic, rung }) {
      if (!isRung(rung)) return say(t.admin.oldButton)
      return getTopic(db, topic).rung === rung ? go(ladder.topic, { topic }) : rung
    },
    do({ db }, { topic }, rung) {
      setTopicRung(db, topic, rung)
      return go(ladder.topic, { topic })
    },
    after: async ({ db, at }) => void (await refreshAwareness(db, at)),
  }),

  screen(ladder.archive, ({ db, t: { admin, ladderCards: t } }, { topic }) => ({
    text: t.askArchive(getTopic(db, topic).name),
    keyboard: [[key(t.keys.archiveYes, ladder.archiveYes, { topic }), key(admin.back, ladder.topic, { topic })]],
  })),

  deed(ladder.archiveYes, ({ db, at }, { topic }) => {
    checkUnused(db, { kind: 'topic', id: topic })
    archiveTopic(db, topic, at)
    return go(ladder.topics, { page: 0 })
  }),
]
