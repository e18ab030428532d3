import { isManyOf, type Question } from '../../audience/survey/question.js'
import { codec, natural, numbered, type Part } from '../../callback-data.js'
import { unreachable } from '../../errors.js'
import { type Language, shorten } from '../../text/format.js'
import { texts } from '../../text/index.js'

/**
 * Where a question stands: in a message of its own in the chat, in the survey's message of a delivery, under the offer
 * of a delivery, in the person's settings, or in a marketer's preview, which plays along and keeps nothing.
 */
export type BallotPlace = { kind: 'chat' | 'settings' | 'preview' } | { kind: 'survey' | 'offer'; deliveryId: number }

/**
 * What a button of a question means: this option; this option ticked or not; done with what is ticked; I will write it;
 * skip; or why it is asked. `tick` and `settled` are buttons of messages sent before ticks were kept: they carry all
 * ticks in themselves, a bit for each option.
 */
export type BallotAction =
  | { kind: 'pick'; option: number }
  | { kind: 'set'; option: number; on: boolean }
  | { kind: 'tick' | 'settled'; ticks: number }
  | { kind: 'done' | 'write' | 'skip' | 'why' }

/** A button of a question. */
export type BallotPress = { questionId: number; place: BallotPlace; action: BallotAction }

/** A row of buttons as Telegram takes them. */
export type BallotRow = { text: string; callback_data: string }[]

const PLACES = { chat: 'c', settings: 's', preview: 'p', survey: 'd', offer: 'o' } as const
const ACTIONS = { pick: 'p', set: 'x', tick: 't', settled: 'd', done: 'e', write: 'w', skip: 's', why: 'y' } as const
/** Labels up to this long stand two in a row. */
const SHORT = 16
const LABEL = 64

const wherePart = numbered(PLACES, 11)
const whatPart = numbered(ACTIONS, 6)

const placePart: Part<BallotPlace> = {
  write: place => wherePart.write({ word: place.kind, number: 'deliveryId' in place ? place.deliveryId : null }),
  read(text) {
    const read = wherePart.read(text)
    if (read === null) return null
    const { word: kind, number } = read
    if (kind !== 'survey' && kind !== 'offer') return number === null ? { kind } : null
    return number === null ? null : { kind, deliveryId: number }
  },
}

const actionPart: Part<BallotAction> = {
  write: action => whatPart.write({ word: action.kind, number: numberOf(action) }),
  read(text) {
    const read = whatPart.read(text)
    if (read === null) return null
    const { word: kind, number } = read
    switch (kind) {
      case 'pick':
        return number === null ? null : { kind, option: number }
      case 'set':
        return number === null ? null : { kind, option: Math.floor(number / 2), on: number % 2 === 1 }
      case 'tick':
      case 'settled':
        return number === null ? null : { kind, ticks: number }
      case 'done':
      case 'write':
      case 'skip':
      case 'why':
        return number === null ? { kind } : null
      default:
        return unreachable(kind)
    }
  },
}

const ballot = codec<BallotPress>('q', { questionId: natural, place: placePart, action: actionPart })

/** Callback data of one of these buttons: `q:<question>:<place>:<action>`. */
export const ballotData = ballot.data

/** Reads such callback data; null when it is something else, or was tampered with. */
export const parseBallotData = ballot.read

function numberOf(action: BallotAction): number | null {
  if (action.kind === 'set') return action.option * 2 + (action.on ? 1 : 0)
  return 'option' in action ? action.option : 'ticks' in action ? action.ticks : null
}

/**
 * The buttons that answer a question. Every one says what should be, so that a double press does no harm, and of one
 * option only, so that presses that overtake the card lose nothing.
 * @param ticks the options that are ticked, a bit for each. Under an offer the question itself is the first button.
 */
export function ballotRows(question: Question, place: BallotPlace, language: Language, ticks = 0): BallotRow[] {
  const words = texts(language).survey
  const button = (label: string, action: BallotAction) => ({
    text: shorten(label, LABEL),
    callback_data: ballotData({ questionId: question.id, place, action }),
  })
  const many = isManyOf(question)
  const options = question.options.map(({ label }, i) => {
    if (!many) return button(label, { kind: 'pick', option: i })
    const on = (ticks & (1 << i)) !== 0
    return button(on ? `✅ ${label}` : label, { kind: 'set', option: i, on: !on })
  })
  const last = [
    ...(many && ticks !== 0 ? [button(words.done, { kind: 'done' })] : []),
    ...(question.options.length === 0 && place.kind !== 'settings' ? [button(words.write, { kind: 'write' })] : []),
    ...(question.skippable && place.kind !== 'settings' ? [button(words.skip, { kind: 'skip' })] : []),
  ]
  return [
    ...(place.kind === 'offer' ? [[button(`❓ ${question.text}`, { kind: 'why' })]] : []),
    ...inRows(options),
    ...(last.length === 0 ? [] : [last]),
  ]
}

function inRows(buttons: BallotRow): BallotRow[] {
  const each = buttons.some(({ text }) => text.length > SHORT) ? 1 : 2
  return Array.from({ length: Math.ceil(buttons.length / each) }, (_none, i) => buttons.slice(i * each, (i + 1) * each))
}
