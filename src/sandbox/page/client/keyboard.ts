import type { InlineButton, Message, ReplyKeyboard } from '../../emulator/wire.js'
import { button, icon, make } from './dom.js'
import { link } from './formatted.js'
import type { Hand } from './hand.js'
import { alertBox, toast } from './toast.js'

/** The buttons under a message; null when there are none. */
export function inlineKeyboard(message: Message, hand: Hand): HTMLElement | null {
  const rows = message.reply_markup?.inline_keyboard ?? []
  if (rows.length === 0) return null
  const keyboard = make('div', { class: 'keyboard' })
  for (const row of rows) {
    keyboard.append(make('div', { class: 'row' }, ...row.map(one => inlineButton(one, message.message_id, hand))))
  }
  return keyboard
}

function inlineButton(one: InlineButton, message: number, hand: Hand): HTMLElement {
  const words = make('span', { class: 'label' }, one.text)
  if (one.url !== undefined) {
    const opening = link(one.url, [words, icon('out')], hand, 'key')
    if (opening instanceof HTMLAnchorElement) opening.setAttribute('aria-label', `${one.text}, ${hand.words.opensTab}`)
    opening.dataset['key'] = one.url
    return opening
  }
  const key = button({ class: 'key' }, words)
  const { callback_data: data, copy_text: copied } = one
  if (copied !== undefined) {
    const done = () => toast(hand.words.copied)
    key.addEventListener('click', () => void navigator.clipboard?.writeText(copied.text).then(done, () => {}))
    return key
  }
  if (data === undefined) {
    key.disabled = true
    return key
  }
  key.dataset['key'] = data
  key.addEventListener('click', () => void press(key, message, data, hand))
  return key
}

/** Presses, shows the clock until the bot has answered, and then what it answered. */
async function press(key: HTMLButtonElement, message: number, data: string, hand: Hand): Promise<void> {
  const user = hand.person()
  if (user === null || key.ariaBusy === 'true') return
  key.ariaBusy = 'true'
  const answer = await hand.act({ act: 'press', user, message, data })
  key.ariaBusy = null
  if (answer === undefined) return
  const pane = key.closest('.pane') ?? document.querySelector(`.pane[data-person="${user}"]`) ?? document.body
  if (answer === null) return toast(hand.words.noAnswer, pane)
  if ('id' in answer) return
  if (answer.url !== null && URL.canParse(answer.url)) hand.start(new URL(answer.url).searchParams.get('start'))
  if (answer.text === null || answer.text === '') return
  if (answer.alert) alertBox(answer.text, hand.words.ok)
  else toast(answer.text, pane)
}

/** The keyboard that stands instead of the person's own. */
export function replyKeyboard(keyboard: ReplyKeyboard, hand: Hand): HTMLElement {
  const shown = make('div', { class: 'reply-keyboard' })
  for (const row of keyboard.keyboard) {
    shown.append(make('div', { class: 'row' }, ...row.map(one => replyButton(one, hand))))
  }
  return shown
}

function replyButton(one: { text: string }, hand: Hand): HTMLElement {
  const key = button({ class: 'key' }, make('span', { class: 'label' }, one.text))
  key.addEventListener('click', () => {
    const user = hand.person()
    if (user === null) return
    if ('request_contact' in one && one.request_contact === true) void hand.act({ act: 'contact', user })
    else if ('request_location' in one && one.request_location === true) void hand.act({ act: 'location', user })
    else hand.say(one.text)
  })
  return key
}
