import { AppError, isAppError } from '../errors.js'
import { withoutEnd, withoutStart } from '../text/edges.js'
import { shorten } from '../text/format.js'
import { type ActionReader, noActions, type Verb } from './button/action.js'
import type { Button, IncomingMessage } from './content.js'
import { appAddressOf, parseTarget } from './link.js'

/** Telegram's limit is a hundred buttons; one is kept for 🔕. */
export const BUTTONS_LIMIT = 99
const ROW_LIMIT = 8
/** In UTF-16 units; what names make longer is shortened when it is sent. */
export const BUTTON_LABEL_LIMIT = 64

const DASHES = '-‐‑‒–—―−'
/** What parts two buttons: the bar, and the wide one of other keyboards. */
const BAR = /[|｜]/g
const JOINED = new RegExp(`[${DASHES}]https?://`, 'i')
/** A label that holds an address of its own and goes on: two buttons with no bar between. */
const SECOND = new RegExp(
  String.raw`[ ${DASHES}][${DASHES}][ ]?(?:https?://)?[^\s.]{1,63}\.\p{L}{2}\S{0,200}[ ]\S`,
  'iu',
)
/** `I am in - field Coming = yes`: a button that does something. */
const ACTION = new RegExp(
  String.raw`^(?<label>.{1,300}?) ?[${DASHES}]{1,3} ?(?<verb>field|поле|question|вопрос|topic|тема)[\s:]\s*(?<words>\S.*)$`,
  'iu',
)
const VERBS: Readonly<Record<string, Verb>> = {
  field: 'set',
  поле: 'set',
  question: 'ask',
  вопрос: 'ask',
  topic: 'about',
  тема: 'about',
}
/** More `|` than a row of eight can need, with some in labels and addresses. */
const MOST_BARS = 40
const QUOTES = [
  ['“', '”'],
  ['„', '“'],
  ['„', '”'],
  ['”', '”'],
  ['«', '»'],
  ['‘', '’'],
  ['’', '’'],
  ['"', '"'],
  ["'", "'"],
  ['<', '>'],
] as const

/**
 * Reads buttons as people type them: a row on each line, `Label - address`, `|` between two side by side.
 * Any dash, any quotes around, and addresses without https:// will do. In the place of an address may stand what the button
 * does: `field City = Riga`, `question Your size?`, `topic Sales`.
 * @param ownTargets origins that are allowed although private
 * @param read reads what buttons do; missing: they only open addresses
 * @throws AppError `buttons_line_invalid` {line (from 1), text, why: 'separator', 'bar', 'label_empty', 'label_long' or a
 * `url_…` code, and what that code tells}, `buttons_too_many` {count, limit, line: 0 for the whole keyboard}
 */
export function parseButtons(input: string, ownTargets: readonly string[], read: ActionReader = noActions): Button[][] {
  const rows: Button[][] = []
  input.split(/\r\n|[\n\r\u2028\u2029]/).forEach((text, i) => {
    if (text.trim() === '') return
    const row = splitRow(text).map(piece => parseButton(piece, i + 1, ownTargets, read))
    if (row.length > ROW_LIMIT)
      throw new AppError('buttons_too_many', { count: row.length, limit: ROW_LIMIT, line: i + 1 })
    rows.push(row)
  })
  checkKeyboard(rows)
  return rows
}

/**
 * Cuts a line at those `|` that stand between two buttons: one in a label or in an address stays. Among the ways to read
 * it, the most buttons; among those, the most `|` with spaces around.
 */
function splitRow(line: string): string[] {
  const bars = [...line.matchAll(BAR)].map(({ index }) => index)
  if (bars.length === 0) return [line]
  if (bars.length >= MOST_BARS) return line.split(BAR)
  const begins = [0, ...bars.map(at => at + 1)]
  const ends = [...bars, line.length]
  type Way = { buttons: number; spaced: number; pieces: string[] }
  /** The best way to read the line from its nth `|` on; null where there is none. */
  const ways: (Way | null)[] = []
  for (let from = bars.length; from >= 0; from--) {
    let best: Way | null = null
    for (let to = begins.length; to > from; to--) {
      const rest = to === begins.length ? { buttons: 0, spaced: 0, pieces: [] } : (ways[to] ?? null)
      const piece = line.slice(begins[from], ends[to - 1])
      if (rest === null || !isButton(piece)) continue
      const spaced = piece.endsWith(' ') && line.charAt((ends[to - 1] ?? 0) + 1) === ' ' ? 1 : 0
      const way = { buttons: rest.buttons + 1, spaced: rest.spaced + spaced, pieces: [piece, ...rest.pieces] }
      if (best === null || way.buttons > best.buttons || (way.buttons === best.buttons && way.spaced > best.spaced))
        best = way
    }
    ways[from] = best
  }
  return ways[0]?.pieces ?? line.split(BAR)
}

function isButton(piece: string): boolean {
  return opensAddress(splitButton(piece.trim())) || splitAction(piece.trim()) !== null
}

type Parts = { label: string; address: string }

function opensAddress(parts: Parts | null): parts is Parts {
  return parts !== null && parts.label !== '' && /[.:]/.test(parts.address)
}

/** Parts label and what the button does; null where it opens an address, or is none. */
function splitAction(text: string): { label: string; verb: Verb; words: string } | null {
  if (opensAddress(splitButton(text))) return null
  const { label = '', verb: written = '', words = '' } = ACTION.exec(text)?.groups ?? {}
  const verb = VERBS[written.toLowerCase()]
  return verb === undefined ? null : { label, verb, words }
}

/**
 * Parts label and address at the last dash: between spaces, else touching one of them, since phones join what was apart.
 * Null where no dash parts two things.
 */
function splitButton(text: string): Parts | null {
  const word = text.split(/\s/u).at(-1) ?? ''
  const before = text.slice(0, text.length - word.length).trimEnd()
  const label = withoutEnd(before, DASHES)
  if (label !== before) return label === '' ? null : { label: label.trimEnd(), address: word }
  const address = withoutStart(word, DASHES)
  if (address !== word && before !== '' && address !== '') return { label: before, address }
  const joined = JOINED.exec(word)
  if (joined === null) return null
  const joinedLabel = withoutEnd(text.slice(0, text.length - word.length + joined.index), DASHES).trimEnd()
  return joinedLabel === '' ? null : { label: joinedLabel, address: word.slice(joined.index + 1) }
}

function parseButton(piece: string, line: number, ownTargets: readonly string[], read: ActionReader): Button {
  const text = piece.trim()
  const refuse = (why: string, more: Readonly<Record<string, string | number>> = {}) =>
    new AppError('buttons_line_invalid', { ...more, line, text: shorten(text, 100), why })
  const action = splitAction(text)
  const parts = action ?? splitButton(text)
  if (parts === null) throw refuse(DASHES.includes(text.charAt(0)) ? 'label_empty' : 'separator')
  // "A - a.ru || B - b.ru": nobody has a bar begin their label.
  const label = withoutStart(parts.label, '|｜ ')
  if (SECOND.test(label)) throw refuse('bar')
  const words = unquote(label)
  if (words === '') throw refuse('label_empty')
  if (words.length > BUTTON_LABEL_LIMIT) throw refuse('label_long', { length: words.length, limit: BUTTON_LABEL_LIMIT })
  try {
    if ('verb' in parts) return { label: words, url: read(parts.verb, parts.words) }
    const typed = unquote(parts.address)
    return { label: words, url: appAddressOf(typed) ?? parseTarget(typed, ownTargets) }
  } catch (error) {
    if (!isAppError(error)) throw error
    throw refuse(error.code === 'action_invalid' ? String(error.details['why']) : error.code, error.details)
  }
}

function unquote(text: string): string {
  const pair = QUOTES.find(([open, close]) => text.length >= 2 && text.startsWith(open) && text.endsWith(close))
  return pair === undefined ? text.trim() : text.slice(1, -1).trim()
}

/**
 * The buttons under a forwarded post that an offer can have: those that open an address.
 * @param ownTargets origins that are allowed although private
 * @returns rows of them, and how many of the others there are
 */
export function readButtons(
  message: IncomingMessage,
  ownTargets: readonly string[],
): { rows: Button[][]; left: number } {
  let left = 0
  const rows = (message.reply_markup?.inline_keyboard ?? []).map(row =>
    row.flatMap(({ text, url, login_url }): Button[] => {
      const address = url ?? login_url?.url
      const target = address === undefined ? null : targetOf(address, ownTargets)
      const label = shorten(text.trim(), BUTTON_LABEL_LIMIT)
      if (target !== null && label !== '') return [{ label, url: target }]
      left += 1
      return []
    }),
  )
  return { rows: rows.filter(row => row.length > 0), left }
}

function targetOf(address: string, ownTargets: readonly string[]): string | null {
  try {
    return appAddressOf(address) ?? parseTarget(address, ownTargets)
  } catch (error) {
    if (isAppError(error)) return null
    throw error
  }
}

/** What Telegram takes: rows of one to eight, a hundred with 🔕, no empty label. @throws AppError as `parseButtons` */
export function checkKeyboard(buttons: readonly (readonly Button[])[]): void {
  const count = buttons.flat().length
  if (count > BUTTONS_LIMIT) throw new AppError('buttons_too_many', { count, limit: BUTTONS_LIMIT, line: 0 })
  buttons.forEach((row, i) => {
    const line = i + 1
    if (row.length > ROW_LIMIT) throw new AppError('buttons_too_many', { count: row.length, limit: ROW_LIMIT, line })
    for (const { label } of row) {
      const details = { line, text: shorten(label, 100), length: label.length, limit: BUTTON_LABEL_LIMIT }
      if (label.trim() === '') throw new AppError('buttons_line_invalid', { ...details, why: 'label_empty' })
      if (label.length > BUTTON_LABEL_LIMIT)
        throw new AppError('buttons_line_invalid', { ...details, why: 'label_long' })
    }
  })
}
