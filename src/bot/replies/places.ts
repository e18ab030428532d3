import { duration, shorten } from '../../text/format.js'
import { lines } from '../../text/rich.js'
import { home } from '../admin/home/addresses.js'
import { pageRow, pageWithin } from '../admin/page.js'
import { type Key, key } from '../card.js'
import { deed, type Entry, say, screen, stay, way } from '../screen.js'
import { replies } from './addresses.js'
import { listWaiting, type Waiting } from './inbox.js'
import { setHeard, settle, spotOf } from './keys.js'
import { findStaffChat, findTopic, topicAddress } from './staff.js'
import { knownName } from './works.js'

const PAGE = 8
const NAME_LENGTH = 32

/** Who waits for an answer, the longest first; and what stands under what they wrote. */
export const replyPlaces: Entry[] = [
  screen(replies.list, ({ db, at, language, t }, { page: wanted }) => {
    const words = t.replies
    const { total } = listWaiting(db, { offset: 0, limit: 1 })
    const page = pageWithin(wanted, { size: PAGE, total })
    const { waiting } = listWaiting(db, { offset: page * PAGE, limit: PAGE })
    const menu = [key(t.home.buttons.menu, home.home, {})]
    if (total === 0) return { text: lines([words.nobodyWaits]), keyboard: [menu] }
    const staff = findStaffChat(db)
    const group = staff?.kind === 'bound' ? staff.chat : null

    function keyOf({ telegramId, since }: Waiting): Key {
      const name = shorten(knownName(db, telegramId) ?? words.somebody, NAME_LENGTH)
      const label = `${name} · ${duration(Math.max(0, at - since), language)}`
      const topic = group === null ? null : findTopic(db, group, telegramId)
      if (group !== null && topic !== null) return { label, url: topicAddress(group, topic) }
      return key(label, replies.bring, { person: telegramId })
    }

    return {
      text: lines([words.waiting(total), group === null ? words.waitingHere : words.waitingThere]),
      keyboard: [...waiting.map(one => [keyOf(one)]), ...pageRow(replies.list, { page, size: PAGE, total }), menu],
    }
  }),

  way(
    replies.bring,
    async ({ me, postman, t }, { person }) => ((await postman.bring(me, person)) ? stay : say(t.replies.later)),
    { slow: true },
  ),
  way(
    replies.more,
    async ({ me, postman, t }, { person }, pressed) =>
      (await postman.bringKept(spotOf(me, pressed), person)) ? stay : say(t.replies.later),
    { slow: true },
  ),
  deed(replies.done, settle),
  deed(replies.mute, setHeard),
]
