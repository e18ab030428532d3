import { Composer } from 'grammy'
import type { BotContext } from '../../context.js'
import type { Topics } from '../ask.js'
import { addChange } from './change.js'
import type { BroadcastDeps } from './deps.js'
import { addFixLink, fixLinkTopics } from './fix/link.js'
import { addFixMenu } from './fix/menu.js'
import { addFixText, fixTextTopics } from './fix/text.js'
import { addWrongPeople } from './fix/wrong-people.js'
import { addFollowUps } from './follow-up.js'
import { addList, listTopics } from './list.js'

export type { BroadcastDeps } from './deps.js'

/** The screens of what is or was being sent: the list, the card of one broadcast, its report, mending it, and what follows it. */
export function broadcastsFeature(deps: BroadcastDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  addList(composer, deps)
  addChange(composer, deps)
  addFixMenu(composer, deps)
  addFixLink(composer, deps)
  addFixText(composer, deps)
  addWrongPeople(composer, deps)
  addFollowUps(composer, deps)
  return composer
}

/** Answers that are typed. */
export function broadcastsTopics(deps: BroadcastDeps): Topics {
  return { ...listTopics(deps), ...fixLinkTopics(deps), ...fixTextTopics(deps) }
}
