import { Composer } from 'grammy'
import type { BotContext } from '../../context.js'
import type { Topics } from '../ask.js'
import type { AdminDeps } from '../deps.js'
import { addControl } from './control.js'
import { addList, listTopics } from './list.js'
import type { Progress } from './progress.js'
import { addReport } from './report.js'

/** The screens of what is or was being sent: the list, the card of one broadcast and its report. */
export function broadcastsFeature(deps: AdminDeps & { progress: Progress }): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  addList(composer, deps)
  addReport(composer, deps)
  addControl(composer, deps)
  return composer
}

/** Answers that are typed. */
export function broadcastsTopics(deps: Pick<AdminDeps, 'db'>): Topics {
  return listTopics(deps)
}
