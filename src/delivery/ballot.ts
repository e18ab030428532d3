import { isManyOf, type Question } from '../audience/question.js'
import { type Language, shorten } from '../text/format.js'
import { texts } from '../text/index.js'

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
const FORM = /^q:([0-9a-z]{1,11}):([cspdo])([0-9a-z]{0,11}):([pxtdewsy])([0-9a-z]{0,6})$/
/** Labels up to this long stand two in a row. */
const SHORT = 16
const LABEL = 64

/** Callback data of one of these buttons: `q:<question>:<place>:<action>`, numbers in base 36. */
export function ballotData({ questionId, place, action }: BallotPress): string {
  const where = PLACES[place.kind] + ('deliveryId' in place ? place.deliveryId.toString(36) : '')
  return `q:${questionId.toString(36)}:${where}:${ACTIONS[action.kind]}${numberOf(action)?.toString(36) ?? ''}`
}

function numberOf(action: BallotAction): number | null {
  if (action.kind === 'set') return action.option * 2 + (action.on ? 1 : 0)
  return 'option' in action ? action.option : 'ticks' in action ? action.ticks : null
}

/** Reads such callback data; null when it is something else, or was tampered with. */
export function parseBallotData(data: string): BallotPress | null {
  const [, id, where, delivery = '', what, number = ''] = FORM.exec(data) ?? []
  const place = placeOf(where, delivery)
  const action = actionOf(what, number)
  if (id === undefined || place === null || action === null) return null
  return { questionId: Number.parseInt(id, 36), place, action }
}

function placeOf(letter: string | undefined, delivery: string): BallotPlace | null {
  const kind = (Object.keys(PLACES) as BallotPlace['kind'][]).find(name => PLACES[name] === letter)
  if (kind === undefined) return null
  if (kind !== 'survey' && kind !== 'offer') return delivery === '' ? { kind } : null
  return delivery === '' ? null : { kind, deliveryId: Number.parseInt(delivery, 36) }
}

function actionOf(letter: string | undefined, number: string): BallotAction | null {
  const kind = (Object.keys(ACTIONS) as BallotAction['kind'][]).find(name => ACTIONS[name] === letter)
  if (kind === undefined) return null
  const numbered = kind === 'pick' || kind === 'set' || kind === 'tick' || kind === 'settled'
  if (!numbered) return number === '' ? { kind } : null
  if (number === '') return null
  const n = Number.parseInt(number, 36)
  if (kind === 'set') return { kind, option: Math.floor(n / 2), on: n % 2 === 1 }
  return kind === 'pick' ? { kind, option: n } : { kind, ticks: n }
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
