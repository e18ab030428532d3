import { isManyOf, type Question } from '../audience/question.js'
import { type Language, shorten } from '../text/format.js'
import { texts } from '../text/index.js'

/**
 * Where a question stands: in a message of its own in the chat, in the survey's message of a delivery, under the offer
 * of a delivery, in the person's settings, or in a marketer's preview, which plays along and keeps nothing.
 */
export type BallotPlace = { kind: 'chat' | 'settings' | 'preview' } | { kind: 'survey' | 'offer'; deliveryId: number }

/**
 * What a button of a question means: this option, these ticks (a bit for each option), done with these ticks, I will
 * write it, skip, or why it is asked.
 */
export type BallotAction =
  | { kind: 'pick'; option: number }
  | { kind: 'tick' | 'done'; ticks: number }
  | { kind: 'write' | 'skip' | 'why' }

/** A button of a question. */
export type BallotPress = { questionId: number; place: BallotPlace; action: BallotAction }

/** A row of buttons as Telegram takes them. */
export type BallotRow = { text: string; callback_data: string }[]

const PLACES = { chat: 'c', settings: 's', preview: 'p', survey: 'd', offer: 'o' } as const
const ACTIONS = { pick: 'p', tick: 't', done: 'd', write: 'w', skip: 's', why: 'y' } as const
const FORM = /^q:([0-9a-z]{1,11}):([cspdo])([0-9a-z]{0,11}):([ptdwsy])([0-9a-z]{0,6})$/
/** Labels up to this long stand two in a row. */
const SHORT = 16
const LABEL = 64

/** Callback data of one of these buttons: `q:<question>:<place>:<action>`, numbers in base 36. */
export function ballotData({ questionId, place, action }: BallotPress): string {
  const where = PLACES[place.kind] + ('deliveryId' in place ? place.deliveryId.toString(36) : '')
  const number = 'option' in action ? action.option : 'ticks' in action ? action.ticks : null
  return `q:${questionId.toString(36)}:${where}:${ACTIONS[action.kind]}${number === null ? '' : number.toString(36)}`
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
  if (kind !== 'pick' && kind !== 'tick' && kind !== 'done') return number === '' ? { kind } : null
  if (number === '') return null
  const n = Number.parseInt(number, 36)
  return kind === 'pick' ? { kind, option: n } : { kind, ticks: n }
}

/** The numbers of the options that are ticked. */
export function ticked(ticks: number, options: number): number[] {
  return Array.from({ length: options }, (_none, i) => i).filter(i => (ticks & (1 << i)) !== 0)
}

/** Ticks of these options. */
export function ticksOf(numbers: readonly number[]): number {
  return numbers.reduce((ticks, number) => ticks | (1 << number), 0)
}

/**
 * The buttons that answer a question. Every one says what should be, so that a double press does no harm; ticks stand in
 * the buttons themselves, so that they outlive any crash. Under an offer the question itself is the first button.
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
    return button(on ? `✅ ${label}` : label, { kind: 'tick', ticks: ticks ^ (1 << i) })
  })
  const last = [
    ...(many && ticks !== 0 ? [button(words.done, { kind: 'done', ticks })] : []),
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
