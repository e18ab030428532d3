import { listRungSizes, refreshAwareness } from '../../../audience/ladder.js'
import { listGroupSizes } from '../../../audience/rfm.js'
import { texts } from '../../../text/index.js'
import type { Message } from '../../emulator/wire.js'
import type { Folk } from '../crowd/folk.js'
import type { Marketer } from '../marketer.js'
import { photoOf } from '../photo.js'
import type { Row } from '../show/tally.js'
import type { Stage } from '../stage.js'
import { insightWords } from '../words/insight-words.js'
import { captionOf } from '../words.js'

type Show = (message: Message) => void

const LONG_AGO_DAYS = 100

/**
 * The marketer asks by a sentence, keeps those who clicked and sees what sets them apart, and looks at both pictures.
 * @param clicked how many clicked, as the people themselves know it
 * @returns what the chat said, beside what the demo knows
 */
export async function lookAtPeople(
  stage: Stage,
  marketer: Marketer,
  show: Show,
  { folk, clicked }: { folk: Folk; clicked: number },
): Promise<Row[]> {
  const { language, app } = stage
  const words = insightWords(language)
  const { segmentCards, analysisCards, labels, countCards } = texts(language)
  const [city = ''] = words.cities
  await refreshAwareness(app.db, Date.now())

  await marketer.type(words.from(city))
  const sentence = await countAnswer(stage, marketer)
  show(sentence)
  await marketer.type(words.clicked)
  const clickers = await countAnswer(stage, marketer, sentence)
  show(clickers)
  await marketer.walk(segmentCards.save)
  await marketer.see({ label: segmentCards.takeName })
  await marketer.type(words.clickers)
  await marketer.walk(analysisCards.buttons.apart)
  show(await marketer.see({ words: portraitTitle(words.clickers, language) }))

  // The card of the import has a way to the map, too.
  marketer.turnPage()
  await marketer.type('/segments')
  for (const label of [analysisCards.buttons.map, analysisCards.buttons.ladder]) {
    await marketer.press(label)
    show(await marketer.see({ label: analysisCards.close }))
    if (label === analysisCards.buttons.map) await marketer.read()
    await marketer.press(analysisCards.close)
  }

  const far = folk.everybody.filter(one => one.city === city && one.kind !== null && one.kind.days > LONG_AGO_DAYS)
  const groups = await listGroupSizes(app.db)
  const rungs = await listRungSizes(app.db)
  const cells = [...new Set(folk.everybody.flatMap(({ kind }) => (kind === null ? [] : [kind.cell])))]
  return [
    { name: words.figures.counted(city), product: [firstNumber(sentence)], emulator: [far.length] },
    { name: words.figures.clicked, product: [firstNumber(clickers)], emulator: [clicked] },
    ...cells.map(cell => ({
      name: words.figures.group(labels.cells[cell]),
      product: [groups.find(({ group }) => group === cell)?.customers ?? 0],
      emulator: [folk.inCell(cell)],
    })),
    {
      name: words.figures.ready,
      product: [rungs.find(({ rung }) => rung === 5)?.people ?? 0],
      emulator: [folk.ready()],
    },
  ]

  /** The answer to a sentence, which is another message than the one before. */
  async function countAnswer({ emulator }: Stage, { person }: Marketer, before?: Message): Promise<Message> {
    return emulator.waitFor(
      () =>
        person
          .messages()
          .findLast(
            message => message.message_id !== before?.message_id && isCount(message, countCards.changeByButtons),
          ),
      20_000,
      words.knowing,
    )
  }
}

/** An offer for two RFM groups, each with its own message; it stays a draft. */
export async function writeToGroups(stage: Stage, marketer: Marketer, show: Show): Promise<void> {
  const { language } = stage
  const words = insightWords(language)
  const { offerCards, segmentCards, labels, admin } = texts(language)
  const { keys } = offerCards
  await marketer.type('/new')
  await marketer.press(keys.whom)
  for (const cell of ['champions', 'at_risk'] as const) {
    await marketer.walk(keys.newSegment, segmentCards.readyGroups.rfm, labels.cells[cell])
    if (cell === 'champions') show(await marketer.see({ label: segmentCards.save }))
    await marketer.walk(segmentCards.save, segmentCards.takeName)
  }
  await marketer.walk(admin.done, keys.forEach)
  await marketer.see({ words: labels.cells.champions })
  await marketer.sendPhoto({ ...photoOf('snow'), ...captionOf(words.forBest) })
  await marketer.see({ label: keys.same })
  await marketer.sendWords(words.forLeaving)
  show(await marketer.see({ label: keys.goal }))
}

function isCount(message: Message, label: string): boolean {
  return (message.reply_markup?.inline_keyboard ?? []).flat().some(button => button.text === label)
}

/** The first number that a message says: "🔢 1 204 of …". */
function firstNumber({ text = '' }: Message): number {
  return Number((/\d[\d\s,.]*/u.exec(text)?.[0] ?? '').replace(/\D/g, ''))
}

function portraitTitle(name: string, language: Stage['language']): string {
  return texts(language).analysisCards.apart(name).text
}
