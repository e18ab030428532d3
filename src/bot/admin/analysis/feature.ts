import type { Composer } from 'grammy'
import type { BotContext } from '../../context.js'
import type { Topics } from '../ask.js'
import type { SegmentDeps } from '../segments/deps.js'
import { growthScreen } from './growth.js'
import { listChangeScreens, listChangeTopics } from './list-change.js'
import { mapScreen } from './map.js'
import { overlapScreen, overlapTopics } from './overlap.js'
import { listScreens, listsTopics } from './people-list.js'
import { portraitScreen } from './portrait.js'

/** What segments are looked at with, and the lists that are made of them. */
export function analysisScreens(deps: SegmentDeps, composer: Composer<BotContext>): void {
  for (const screen of [portraitScreen, growthScreen, overlapScreen, mapScreen, listScreens, listChangeScreens])
    screen(deps, composer)
}

/** Answers that are typed or sent as a file: the people of a fixed list. */
export function analysisTopics(deps: SegmentDeps): Topics {
  return { ...listsTopics(deps), ...listChangeTopics(deps), ...overlapTopics(deps) }
}
