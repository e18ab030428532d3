import { AppError, isAppError } from '../errors.js'
import { shorten } from '../text/format.js'
import type { Button } from './content.js'
import { parseTarget } from './link.js'

/** Telegram's limit is a hundred buttons; one is kept for 🔕. */
export const BUTTONS_LIMIT = 99
export const ROW_LIMIT = 8
/** In UTF-16 units; what names make longer is shortened when it is sent. */
export const BUTTON_LABEL_LIMIT = 64

// The rightmost dash between spaces parts label and address; else a dash that touches one of them, since phones join.
const SPACED = /^(.*\S)\s+[-‐‑‒–—―−]+\s+(\S+)$/u
const HALF_SPACED = /^(.*?\S)(?:\s+[-‐‑‒–—―−]+|[-‐‑‒–—―−]+\s+)(\S+)$/u
const JOINED = /^(.*?\S)[-‐‑‒–—―−]+(https?:\/\/\S+)$/iu
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
 * Any dash, any quotes around, and addresses without https:// will do.
 * @param ownTargets origins that are allowed although private
 * @throws AppError `buttons_line_invalid` {line (from 1), text, why: 'separator', 'label_empty', 'label_long' or a
 * `url_…` code, and what that code tells}, `buttons_too_many` {count, limit, line: 0 for the whole keyboard}
 */
export function parseButtons(input: string, ownTargets: readonly string[]): Button[][] {
  const rows: Button[][] = []
  input.split(/\r\n|[\n\r\u2028\u2029]/).forEach((text, i) => {
    if (text.trim() === '') return
    const row = text.split('|').map(piece => parseButton(piece, i + 1, ownTargets))
    if (row.length > ROW_LIMIT)
      throw new AppError('buttons_too_many', { count: row.length, limit: ROW_LIMIT, line: i + 1 })
    rows.push(row)
  })
  checkKeyboard(rows)
  return rows
}

function parseButton(piece: string, line: number, ownTargets: readonly string[]): Button {
  const text = piece.trim()
  const refuse = (why: string, more: Readonly<Record<string, string | number>> = {}) =>
    new AppError('buttons_line_invalid', { ...more, line, text: shorten(text, 100), why })
  const [, label, address] = SPACED.exec(text) ?? HALF_SPACED.exec(text) ?? JOINED.exec(text) ?? []
  if (label === undefined || address === undefined)
    throw refuse(/^[-‐‑‒–—―−]/u.test(text) ? 'label_empty' : 'separator')
  const words = unquote(label)
  if (words === '') throw refuse('label_empty')
  if (words.length > BUTTON_LABEL_LIMIT) throw refuse('label_long', { length: words.length, limit: BUTTON_LABEL_LIMIT })
  try {
    return { label: words, url: parseTarget(unquote(address), ownTargets) }
  } catch (error) {
    if (isAppError(error)) throw refuse(error.code, error.details)
    throw error
  }
}

function unquote(text: string): string {
  const pair = QUOTES.find(([open, close]) => text.length >= 2 && text.startsWith(open) && text.endsWith(close))
  return pair === undefined ? text.trim() : text.slice(1, -1).trim()
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
