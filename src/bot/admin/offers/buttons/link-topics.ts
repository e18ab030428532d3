import { getTopic } from '../../../../audience/topic.js'
import type { Db } from '../../../../db/open.js'
import { getDraft } from '../../../../offers/draft.js'
import { type LinkTopic, listLinkTopics, setLinkTopic } from '../../../../offers/link/topic.js'
import { listTargets } from '../../../../offers/link.js'
import { listVariants } from '../../../../offers/variant.js'
import { key } from '../../../card.js'
import type { Here } from '../../../here.js'
import { deed, type Entry, type Guard, go, guarded, say } from '../../../screen.js'
import { type LinkWays, linkCard, linksCard } from '../../cards/link-topics.js'
import { offers } from '../addresses.js'
import { draftPlaces, draftScreen } from '../place.js'

/** Stands before what is about one link: the messages may hold it no more. */
const isLinked: Guard<'offer' | 'link'> = ({ db, t }, { offer, link }) =>
  findLink(db, offer, link) === undefined ? say(t.admin.oldButton) : null

/** What each link of the offer is about, in text and buttons; clicks on it then tell where people stand on the ladder. */
export const linkTopicPlaces: Entry[] = draftPlaces([
  draftScreen(offers.topics, (here, { offer, page }) =>
    linksCard(here, currentLinks(here.db, offer), page, waysOf(here, offer)),
  ),

  ...guarded(isLinked, [
    draftScreen(offers.topic, (here, { offer, link, page }) => {
      const found = findLink(here.db, offer, link)
      return found === undefined
        ? go(offers.topics, { offer, page: 0 })
        : linkCard(here, found, page, waysOf(here, offer))
    }),

    deed(offers.topicIs, ({ db, at }, { offer, link, topic }) => {
      setLinkTopic(db, offer, link, topic === 0 ? null : getTopic(db, topic).id, at)
      return go(offers.topics, { offer, page: 0 })
    }),
  ]),
])

function findLink(db: Db, offer: number, link: number): LinkTopic | undefined {
  return currentLinks(db, offer).find(({ number }) => number === link)
}

/** The links that the messages hold now; numbers of removed ones are kept, but there is nothing to click. */
function currentLinks(db: Db, offer: number): LinkTopic[] {
  const urls = new Set(listVariants(db, offer).flatMap(({ content }) => listTargets(content).map(({ url }) => url)))
  return listLinkTopics(db, getDraft(db, offer).id).filter(({ url }) => urls.has(url))
}

function waysOf({ t }: Here, offer: number): LinkWays {
  return {
    links: (label, page) => key(label, offers.topics, { offer, page }),
    link: (label, link, page) => key(label, offers.topic, { offer, link, page }),
    says: (label, link, topic) => key(label, offers.topicIs, { offer, link, topic }),
    back: key(t.admin.back, offers.buttons, { offer }),
  }
}
