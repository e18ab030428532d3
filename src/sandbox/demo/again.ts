import type { Message } from '../emulator/wire.js'
import { againWords } from './again-words.js'
import type { Marketer } from './marketer.js'
import type { Stage } from './stage.js'
import type { Row } from './tally.js'
import type { Terminal } from './terminal.js'
import type { Till } from './till.js'
import { composeVersions, tryVersions } from './versions.js'
import { newcomersCome, readSeries, startWelcome } from './welcome.js'
import { demoWords } from './words.js'

type Show = (message: Message) => void

/**
 * The marketer writes an offer in two versions, and starts the ready-made welcome series; nobody gets anything yet.
 * @param options.tell told of what happens, in words
 */
export async function prepareAgain(
  stage: Stage,
  marketer: Marketer,
  { show, tell }: { show: Show; tell: (words: string) => void },
): Promise<void> {
  await composeVersions(stage, marketer, show)
  tell(againWords(stage.language).anyway(demoWords(stage.language).marketer))
  await startWelcome(stage, marketer, show)
}

/**
 * What goes on by itself: two versions are tried and the better one goes to the others, and newcomers get the welcome series.
 * @param options.tell told of what happens, in words
 * @returns what the product says of both, beside what people have in their chats and did
 */
export async function playAgain(
  stage: Stage,
  terminal: Terminal,
  marketer: Marketer,
  { show, tell, till }: { show: Show; tell: (words: string) => void; till: Till },
): Promise<Row[]> {
  const words = againWords(stage.language)
  terminal.chapter(words.trying)
  const newcomers = async () => {
    const came = await newcomersCome(stage)
    tell(words.come(words.newcomers.length))
    return came
  }
  const versions = await tryVersions(stage, marketer, { show, tell, meanwhile: newcomers })
  terminal.chapter(words.passing)
  const { came } = versions
  await came.follow(till, tell)
  const rows = await came.compare()
  show(await readSeries(stage, marketer))
  return [...(await versions.compare()), ...rows]
}
