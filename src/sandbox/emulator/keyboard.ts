import { checkLink } from './entities.js'
import { badRequest } from './refusal.js'
import { ACTIONS, type AnyMarkup, type InlineMarkup, REQUESTS } from './schema/markup.js'
import type { InlineButton, InlineKeyboard, ReplyKeyboard } from './wire.js'

const MOST_BUTTONS = 100
const MOST_IN_ROW = 8
const MOST_BYTES = 10_240
const MOST_DATA = 64

/** What a message's markup comes to: a keyboard under it, a change of the person's own keyboard, or nothing. */
export type Markup =
  | { kind: 'inline'; keyboard: InlineKeyboard }
  | { kind: 'reply'; keyboard: ReplyKeyboard }
  | { kind: 'remove' }
  | { kind: 'force' }
  | { kind: 'none' }

/** Reads any markup. Throws `Refusal` 400 for buttons Telegram would not take. */
export function readMarkup(markup: AnyMarkup | undefined): Markup {
  if (markup === undefined) return { kind: 'none' }
  if ('inline_keyboard' in markup) {
    const keyboard = readInline(markup)
    return keyboard === undefined ? { kind: 'none' } : { kind: 'inline', keyboard }
  }
  if ('keyboard' in markup) return { kind: 'reply', keyboard: readReply(markup.keyboard) }
  return 'remove_keyboard' in markup ? { kind: 'remove' } : { kind: 'force' }
}

/** Reads an inline keyboard; empty rows are dropped and a keyboard without buttons is none at all. */
export function readInline(markup: InlineMarkup | undefined): InlineKeyboard | undefined {
  if (markup === undefined) return undefined
  const rows = markup.inline_keyboard.filter(row => row.length > 0)
  const count = rows.reduce((sum, row) => sum + row.length, 0)
  if (count === 0) return undefined
  if (count > MOST_BUTTONS || rows.some(row => row.length > MOST_IN_ROW)) throw badRequest('reply markup is too long')
  const inline_keyboard = rows.map(row => row.map(readButton))
  if (Buffer.byteLength(JSON.stringify(inline_keyboard)) > MOST_BYTES) throw badRequest('reply markup is too long')
  return { inline_keyboard }
}

function readButton(button: InlineMarkup['inline_keyboard'][number][number]): InlineButton {
  const cannot = (why: string) => badRequest(`can't parse inline keyboard button: ${why}`)
  const actions = ACTIONS.filter(action => action in button)
  if (button.text.trim() === '') throw cannot('Field "text" must be a non-empty string')
  if (actions.length === 0) throw cannot('Text buttons are unallowed in the inline keyboard')
  if (actions.length > 1) throw cannot(`Exactly one action is allowed, found "${actions.join('", "')}"`)
  const invalid = (kind: string, url: string, why: string) =>
    badRequest(`inline keyboard button ${kind} '${url}' is invalid: ${why}`)
  if (button.callback_data !== undefined) {
    const size = Buffer.byteLength(button.callback_data)
    if (size === 0 || size > MOST_DATA) throw badRequest('BUTTON_DATA_INVALID')
  }
  if (button.url !== undefined) {
    const link = checkLink(button.url)
    if (!link.ok) throw invalid('URL', button.url, link.why)
    return { ...button, url: link.url }
  }
  if (button.web_app !== undefined && !secure(button.web_app.url)) {
    throw invalid('Web App URL', button.web_app.url, 'Only HTTPS links are allowed')
  }
  if (button.login_url !== undefined && !secure(button.login_url.url)) {
    throw invalid('login URL', button.login_url.url, 'Only HTTPS links are allowed')
  }
  if (button.copy_text !== undefined) {
    const { length } = button.copy_text.text
    if (length < 1 || length > 256) throw badRequest('BUTTON_COPY_TEXT_INVALID')
  }
  if (button.pay !== undefined || button.callback_game !== undefined) throw badRequest('BUTTON_TYPE_INVALID')
  return button
}

const secure = (url: string): boolean => /^https:\/\//i.test(url) && checkLink(url).ok

type ReplyRows = Extract<AnyMarkup, { keyboard: unknown }>['keyboard']

function readReply(rows: ReplyRows): ReplyKeyboard {
  const keyboard = rows
    .filter(row => row.length > 0)
    .map(row => row.map(button => (typeof button === 'string' ? { text: button } : button)))
  const buttons = keyboard.flat()
  if (buttons.length === 0) throw badRequest('reply keyboard must have at least one button')
  if (buttons.length > 300 || keyboard.some(row => row.length > 12)) throw badRequest('reply markup is too long')
  for (const button of buttons) {
    if (button.text.trim() === '') throw badRequest('keyboard button text must be non-empty')
    const requests = REQUESTS.filter(request => request in button)
    if (requests.length > 1)
      throw badRequest(`can't parse keyboard button: only one of "${requests.join('", "')}" may be set`)
  }
  return { keyboard }
}
