import { findTopic, listTopics } from '../../../audience/topic.js'
import type { Db } from '../../../db/open.js'
import type { LinkTopic } from '../../../offers/link/topic.js'
import { type Language, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { ALONE, type Card, type Key, key } from '../../card.js'
import { ladder } from '../ladder/addresses.js'
import { buttonWords } from '../words/action.js'
import { marked } from '../words/mark.js'

const SIZE = 8

/** Whoever looks at them. */
type Reader = { db: Db; language: Language }

/** The buttons of the cards below, which stand on the offer being written and on what was sent; pages count from 0. */
export type LinkWays = {
  links(label: string, page: number): Key
  link(label: string, link: number, page: number): Key
  /** `topic` 0: none. */
  says(label: string, link: number, topic: number): Key
  back: Key
}

/** The links of an offer, and what each is about. */
export function linksCard({ db, language }: Reader, links: readonly LinkTopic[], page: number, ways: LinkWays): Card {
  const { ladderCards: t } = texts(language)
  if (links.length === 0) return { text: { text: t.noLinks, entities: [] }, keyboard: [[ways.back]] }
  const name = (topicId: number | null) => (topicId === null ? null : (findTopic(db, topicId)?.name ?? null))
  return {
    text: t.links(),
    keyboard: [
      ...links
        .slice(page * SIZE, (page + 1) * SIZE)
        .map(({ number, label, topicId }) => [ways.link(shorten(t.linkKey(label, name(topicId)), ALONE), number, 0)]),
      pageSteps(page, links.length).map(([label, to]) => ways.links(label, to)),
      [ways.back],
    ].filter(row => row.length > 0),
  }
}

/** What a link can be about; without a topic, the way to make one. */
export function linkCard({ db, language }: Reader, link: LinkTopic, page: number, ways: LinkWays): Card {
  const { admin, ladderCards: t } = texts(language)
  const topics = listTopics(db)
  const back = ways.links(admin.back, 0)
  if (topics.length === 0) {
    const text = { text: t.noTopics, entities: [] }
    return { text, keyboard: [[key(t.keys.add, ladder.add, {}), back]] }
  }
  return {
    text: t.linkAsked(link.label, buttonWords(db, link.url, language)),
    keyboard: [
      ...topics
        .slice(page * SIZE, (page + 1) * SIZE)
        .map(({ id, name, rung }) => [
          ways.says(shorten(marked(t.topicKey(rung, name), id === link.topicId), ALONE), link.number, id),
        ]),
      pageSteps(page, topics.length).map(([label, to]) => ways.link(label, link.number, to)),
      [...(link.topicId === null ? [] : [ways.says(t.keys.noTopic, link.number, 0)]), back],
    ].filter(row => row.length > 0),
  }
}

/** The ways to the pages beside this one. */
function pageSteps(page: number, total: number): [string, number][] {
  const last = Math.ceil(total / SIZE) - 1
  return [
    ...(page > 0 ? [['‹', page - 1] as [string, number]] : []),
    ...(page < last ? [['›', page + 1] as [string, number]] : []),
  ]
}
