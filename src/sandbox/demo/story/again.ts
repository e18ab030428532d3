import type { Message } from '../../emulator/wire.js'
import type { Folk } from '../crowd/folk.js'
import type { Marketer } from '../marketer.js'
import type { Till } from '../shop/till.js'
import type { Row } from '../show/tally.js'
import type { Terminal } from '../show/terminal.js'
import type { Stage } from '../stage.js'
import { againWords } from '../words/again-words.js'
import { demoWords } from '../words.js'
import { startBirthday } from './birthday.js'
import { passDays } from './days.js'
import { readReady, startReady } from './ready-series.js'
import { composeVersions, tryVersions } from './versions.js'
import { newcomersCome } from './welcome.js'

/** `show` shows a card, and `tell` is told of what happens, in words. */
type Telling = { show: (message: Message) => void; tell: (words: string) => void }

/** The marketer writes an offer in two versions, and starts the ready-made welcome series; nobody gets anything yet. */
export async function prepareAgain(stage: Stage, marketer: Marketer, { show, tell }: Telling): Promise<void> {
  await composeVersions(stage, marketer, show)
  tell(againWords(stage.language).anyway(demoWords(stage.language).marketer))
  await startReady(stage, marketer, 'welcome', show)
}

/**
 * What goes on by itself: two versions are tried and the better one goes to the others, newcomers get the welcome series, and
 * whose birthday it is gets wishes.
 * @param options.left who stopped, paused or blocked
 * @returns what the product says of all three, beside what people have in their chats and did
 */
export async function playAgain(
  stage: Stage,
  terminal: Terminal,
  marketer: Marketer,
  { show, tell, till, folk, left }: Telling & { till: Till; folk: Folk; left: { has(id: number): boolean } },
): Promise<Row[]> {
  const words = againWords(stage.language)
  terminal.chapter(words.trying)
  const newcomers = async () => {
    const came = await newcomersCome(stage)
    tell(words.come(words.newcomers.length))
    return came
  }
  const versions = await tryVersions(stage, marketer, { show, tell, meanwhile: newcomers })
  const tried = await versions.compare()
  terminal.chapter(words.passing)
  const welcomes = versions.came.dues(till, tell)
  const upto = Math.max(...welcomes.map(({ at }) => at))
  const settled = stage.people.settled()
  const wishes = await startBirthday(stage, marketer, { show, tell, settled, folk, left, upto })
  await passDays(stage, [...welcomes, ...wishes.dues], tell)
  const rows = [...(await versions.came.compare()), ...(await wishes.compare())]
  show(await readReady(stage, marketer, 'birthday'))
  show(await readReady(stage, marketer, 'welcome'))
  return [...tried, ...rows]
}
