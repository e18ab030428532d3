import { getTopic } from '../../../audience/topic.js'
import type { Db } from '../../../db/open.js'
import { type LinkTopic, listLinkTopics, listSentOffers, setLinkTopic } from '../../../offers/link/topic.js'
import { shorten } from '../../../text/format.js'
import { key } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, say, screen } from '../../screen.js'
import { type LinkWays, linkCard, linksCard } from '../cards/link-topics.js'
import { pageRow } from '../page.js'
import { shownName } from '../words/name.js'
import { ladder } from './addresses.js'

const SIZE = 8
const NAME = 20

/** Topics on the links of offers already sent: the clicks that they have had count at once. */
export const sentPlaces: Entry[] = [
  screen(ladder.sent, ({ db, t: { admin, ladderCards: t } }, { page }) => {
    const { offers, total } = listSentOffers(db, { from: page * SIZE, size: SIZE })
    return {
      text: t.sent(total),
      keyboard: [
        ...offers.map(({ id, name, links, named }) => [
          key(t.sentKey(shownName(shorten(name, NAME)), named, links), ladder.links, { offer: id, page: 0 }),
        ]),
        ...pageRow(ladder.sent, { page, size: SIZE, total }),
        [key(admin.back, ladder.home, {})],
      ],
    }
  }),

  screen(ladder.links, (here, { offer, page }) =>
    linksCard(here, listLinkTopics(here.db, offer), page, waysOf(here, offer)),
  ),

  screen(ladder.link, (here, { offer, link, page }) => {
    const found = find(here.db, offer, link)
    return found === null ? go(ladder.links, { offer, page: 0 }) : linkCard(here, found, page, waysOf(here, offer))
  }),

  deed(ladder.says, ({ db, at, t }, { offer, link, topic }) => {
    if (find(db, offer, link) === null) return say(t.admin.oldButton)
    setLinkTopic(db, offer, link, topic === 0 ? null : getTopic(db, topic).id, at)
    return go(ladder.links, { offer, page: 0 })
  }),
]

function find(db: Db, offer: number, link: number): LinkTopic | null {
  return listLinkTopics(db, offer).find(({ number }) => number === link) ?? null
}

function waysOf({ t }: Here, offer: number): LinkWays {
  return {
    links: (label, page) => key(label, ladder.links, { offer, page }),
    link: (label, link, page) => key(label, ladder.link, { offer, link, page }),
    says: (label, link, topic) => key(label, ladder.says, { offer, link, topic }),
    back: key(t.admin.back, ladder.sent, { page: 0 }),
  }
}
