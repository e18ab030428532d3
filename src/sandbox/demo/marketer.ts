import { SECOND, sleep } from '../../clock.js'
import { texts } from '../../text/index.js'
import type { Rich } from '../../text/rich.js'
import type { Emulator } from '../emulator/emulator.js'
import type { Asked, Person, Sent } from '../emulator/profile.js'
import type { Message } from '../emulator/wire.js'
import type { Shown } from './show/paint.js'
import type { DemoWords } from './words.js'

const LIMIT_MS = 60 * SECOND
// A bot may write five messages in a row to one chat, then one a second.
const CHAT_REST_MS = 5_500
const READ_MS = 1_500

/** The marketer's hands and eyes in the chat with the bot: nothing but what a person can do there. */
export type Marketer = {
  readonly person: Person
  /** Waits for the newest message of the bot that holds these words, or has a button with this label. */
  see(what: { words: string } | { label: string }): Promise<Message>
  /** Presses a button as soon as it is there, the newest one of this label. */
  press(label: string): Promise<void>
  /** Presses several, one after another. */
  walk(...labels: string[]): Promise<void>
  type(text: string): Promise<void>
  sendPhoto(sent: Sent): Promise<void>
  sendWords(text: Rich): Promise<void>
  /** @param named what is sent, in words */
  sendPoll(poll: Asked, named: string): Promise<void>
  sendFile(file: { name: string; text: string }): Promise<void>
  /** Looks only at messages that come from now on: whoever sat here before may have left cards with the same buttons. */
  turnPage(): void
  /** Reads what came. */
  read(): Promise<void>
  /** Waits until the bot may write several messages in a row to this chat again. */
  rest(): Promise<void>
}

/**
 * Gives a person of the emulator the hands of the marketer.
 * @param options.beat ms between two deeds
 * @param options.did told of every deed, in words
 */
export function createMarketer(options: {
  emulator: Emulator
  person: Person
  words: DemoWords
  beat: number
  limited: boolean
  did: (words: string) => void
}): Marketer {
  const { emulator, person, words, beat, did } = options
  let turnedAt = 0

  async function see(what: { words: string } | { label: string }): Promise<Message> {
    const wanted = 'words' in what ? what.words : what.label
    const find = () =>
      person
        .messages()
        .filter(message => message.message_id > turnedAt && !comesByItself(message))
        .toReversed()
        .find(message =>
          message.from.is_bot && 'words' in what
            ? (message.text ?? message.caption ?? '').includes(wanted)
            : labelsOf(message)
                .flat()
                .some(label => label.includes(wanted)),
        )
    const found = await emulator.waitFor(find, LIMIT_MS).catch(() => null)
    if (found === null) throw new Error(`${words.tooLate(`“${wanted}”`, LIMIT_MS / SECOND)}\n${newest()}`)
    return found
  }

  const newest = () =>
    person
      .messages()
      .slice(-2)
      .map(message => [shownOf(message).text, ...labelsOf(message).map(row => `[${row.join('] [')}]`)].join('\n'))
      .join('\n\n')

  async function act(label: string): Promise<void> {
    const { message_id: id } = await see({ label })
    await sleep(beat)
    const answer = await person.press(id, label, LIMIT_MS)
    if (answer === null) throw new Error(words.unanswered(label))
    if (answer.text !== null) throw new Error(words.told(label, answer.text))
  }

  return {
    person,
    see,
    async press(label) {
      did(words.presses(`[${label}]`))
      await act(label)
    },
    async walk(...labels) {
      did(words.presses(labels.map(label => `[${label}]`).join(' ')))
      for (const label of labels) await act(label)
    },
    async type(text) {
      await sleep(beat)
      did(words.sends(text.startsWith('/') ? text : `“${text}”`))
      person.send(text)
    },
    async sendPhoto(sent) {
      await sleep(beat)
      did(words.sends(words.photo))
      person.sendPhoto(sent)
    },
    async sendWords({ text, entities }) {
      await sleep(beat)
      did(words.sends(words.words))
      person.send(text, { entities })
    },
    async sendPoll(poll, named) {
      await sleep(beat)
      did(words.sends(named))
      person.sendPoll(poll)
    },
    async sendFile({ name, text }) {
      await sleep(beat)
      did(words.sends(name))
      person.sendDocument({ bytes: Buffer.from(text), name })
    },
    turnPage() {
      turnedAt = person.messages().at(-1)?.message_id ?? 0
    },
    read: () => sleep(options.limited ? READ_MS : 0),
    async rest() {
      if (!options.limited) return
      const last = emulator.accepted().findLast(message => message.chat === person.id)
      if (last !== undefined) await sleep(Math.max(0, last.at + CHAT_REST_MS - Date.now()))
    },
  }
}

/** A message's words with their formatting. */
export function shownOf(message: Message): Shown {
  return { text: message.text ?? message.caption ?? '', entities: message.entities ?? message.caption_entities ?? [] }
}

/** The weekly summary comes on a Monday whatever the marketer is at; nobody takes its buttons for those of the card in hand. */
function comesByItself(message: Message): boolean {
  const labels = labelsOf(message).flat()
  return (['en', 'ru'] as const).some(language => labels.includes(texts(language).summaryCards.keys.off))
}

/** The labels under a message, row by row. */
export function labelsOf(message: Message): string[][] {
  return (message.reply_markup?.inline_keyboard ?? []).map(row => row.map(button => button.text))
}
