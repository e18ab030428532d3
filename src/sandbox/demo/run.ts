import { SECOND } from '../../clock.js'
import { redact } from '../../log.js'
import { inventFolk, tellFolk } from './crowd/folk.js'
import { tellPast } from './crowd/past.js'
import { createMarketer } from './marketer.js'
import type { Terminal } from './show/terminal.js'
import { createView, showClicks } from './show/view.js'
import { createStage, type Stage, type StageOptions } from './stage.js'
import { bringOrders } from './story/bring.js'
import { offerTries } from './story/tries.js'
import { playStory } from './story.js'
import { pageWords } from './words/page-words.js'
import { demoWords } from './words.js'

const STORY_LIMIT_MS = 180 * SECOND
const PEOPLE_PER_SECOND = 27

/** Puts up the stage of the demo, whose clicks its page shows. */
export async function openStage(options: StageOptions): Promise<Stage> {
  const stage = await createStage(options)
  showClicks(stage)
  return stage
}

/** Everybody presses Start, the product learns who they are, and the rest is for whoever sits before the page. */
export async function begin(stage: Stage): Promise<number> {
  await stage.handOver()
  offerTries(stage, pageWords(stage.language).handsOn)
  stage.anna.start()
  await stage.people.join(PEOPLE_PER_SECOND)
  await stage.handled()
  const folk = inventFolk(stage)
  await tellFolk(stage, folk)
  const { marketer: person, emulator, language, limited } = stage
  const words = demoWords(language)
  await bringOrders(stage, createMarketer({ emulator, person, words, beat: 0, limited, did() {} }), folk)
  await tellPast(stage)
  return 0
}

/** Plays the story within its limit. @returns the exit code */
export async function play(stage: Stage, terminal: Terminal): Promise<number> {
  const words = demoWords(stage.language)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(words.tooLate(words.title, STORY_LIMIT_MS / SECOND))), STORY_LIMIT_MS)
  })
  const view = createView(stage, terminal)
  const story = playStory(stage, view.terminal, {
    beat: 180,
    every: SECOND / 5,
    retryAfter: 4,
    cuts: 3,
    control: 5_000,
    before: { stop: 3, pause: 2, block: 2, delete: 2 },
    between: { stop: 1, block: 1 },
  })
  try {
    const { wrong } = await Promise.race([story, late])
    await stage.handOver()
    offerTries(stage, pageWords(stage.language).yourTurn)
    return wrong.length === 0 ? 0 : 1
  } catch (error) {
    terminal.clear()
    terminal.line(terminal.paint.bad(redact(error instanceof Error ? error.message : String(error))))
    for (const line of stage.warnings()) terminal.line(terminal.paint.dim(line))
    return 1
  } finally {
    clearTimeout(timer)
    view.close()
  }
}
