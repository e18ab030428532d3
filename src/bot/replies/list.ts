import type { Db } from '../../db/open.js'
import { duration, shorten } from '../../text/format.js'
import { texts } from '../../text/index.js'
import { lines } from '../../text/rich.js'
import { home } from '../admin/home/addresses.js'
import { pageRow } from '../admin/page.js'
import { type Card, type Key, key } from '../card.js'
import type { BotContext } from '../context.js'
import { presses } from './addresses.js'
import { knownName } from './deps.js'
import { listWaiting, type Waiting } from './inbox.js'
import { findStaffChat, findTopic, topicAddress } from './staff.js'

const PAGE = 8
const NAME_LENGTH = 32

/** Who waits for an answer. A press opens the person's topic, or brings what they wrote here. */
export function waitingCard(db: Db, ctx: BotContext, wanted: number): Card {
  const t = texts(ctx.language).replies
  const { total } = listWaiting(db, { offset: 0, limit: 1 })
  const page = Math.max(0, Math.min(wanted, Math.ceil(total / PAGE) - 1))
  const { waiting } = listWaiting(db, { offset: page * PAGE, limit: PAGE })
  const menu = [key(texts(ctx.language).home.buttons.menu, home.home, {})]
  if (total === 0) return { text: lines([t.nobodyWaits]), keyboard: [menu] }
  const staff = findStaffChat(db)
  const group = staff?.kind === 'bound' ? staff.chat : null

  function keyOf({ telegramId, since }: Waiting): Key {
    const name = shorten(knownName(db, telegramId) ?? t.somebody, NAME_LENGTH)
    const label = `${name} · ${duration(Math.max(0, ctx.at - since), ctx.language)}`
    const topic = group === null ? null : findTopic(db, group, telegramId)
    if (group !== null && topic !== null) return { label, url: topicAddress(group, topic) }
    return key(label, presses.bring, { person: telegramId })
  }

  return {
    text: lines([t.waiting(total), group === null ? t.waitingHere : t.waitingThere]),
    keyboard: [...waiting.map(one => [keyOf(one)]), ...pageRow(presses.list, { page, size: PAGE, total }), menu],
  }
}
