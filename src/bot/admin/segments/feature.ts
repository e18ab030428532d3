import { Composer } from 'grammy'
import type { BotContext } from '../../context.js'
import { analysisScreens, analysisTopics } from '../analysis/feature.js'
import type { Topics } from '../ask.js'
import { renameTopics, segmentScreen } from './card.js'
import { countScreen } from './count.js'
import type { SegmentDeps } from './deps.js'
import { listScreen, listTopics } from './list.js'
import { readyScreen } from './ready.js'
import { saveScreen, saveTopics } from './save.js'

export type { SegmentDeps } from './deps.js'
export { startNewSegment } from './ready.js'

/** The marketer's segments: /segments, their cards, and putting new ones together. */
export function segmentsFeature(deps: SegmentDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  const screens = [...[listScreen, countScreen, segmentScreen, readyScreen, saveScreen, analysisScreens]]
  for (const screen of screens) screen(deps, composer)
  return composer
}

/** Answers that are typed: names, sentences and values. */
export function segmentsTopics(deps: SegmentDeps): Topics {
  return {
    ...listTopics(deps),
    ...renameTopics(deps),
    ...saveTopics(deps),
    ...analysisTopics(deps),
  }
}
