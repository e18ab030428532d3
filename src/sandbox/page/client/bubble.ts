import type { Message } from '../../emulator/wire.js'
import type { PollState } from '../protocol.js'
import { button, icon, make } from './dom.js'
import { formatted } from './formatted.js'
import type { Hand } from './hand.js'
import { inlineKeyboard } from './keyboard.js'
import { media } from './media.js'
import { type Item, openMenu } from './menu.js'
import { pollBox } from './poll.js'
import { toast } from './toast.js'

/** Emoji on a message: the person's own and the bot's. */
export type Reactions = { own: string | null; bot: string | null }

export const REACTIONS = ['👍', '❤', '🔥', '🎉', '👏', '😁', '🤔', '👎'] as const

const PICTURED = ['photo', 'video', 'animation'] as const

/** One message as it stands in a chat. */
export function bubble(message: Message, reactions: Reactions | null, poll: PollState | null, hand: Hand): HTMLElement {
  const { words, times } = hand
  const text = message.text ?? message.caption ?? message.poll?.description ?? ''
  const entities = message.entities ?? message.caption_entities ?? message.poll?.description_entities ?? []
  const asked = pollBox(message, poll, hand)
  const shown = asked ?? media(message, hand)
  const pictured = PICTURED.some(kind => message[kind] !== undefined)
  const bare = message.sticker !== undefined || (text !== '' && isEmoji(text) && shown === null)

  const meta = make(
    'span',
    { class: 'meta' },
    message.edit_date === undefined ? null : `${words.edited} `,
    make('time', { attrs: { datetime: new Date(message.date * 1_000).toISOString() } }, times.clock(message.date)),
  )
  const content = text === '' ? null : make('div', { class: 'text' }, ...formatted(text, entities, hand), meta)
  const classes = ['bubble']
  if (pictured) classes.push('pictured')
  if (bare) classes.push('bare')
  const body = make('div', { class: classes.join(' ') }, quote(message, hand), origin(message, hand))
  if (message.show_caption_above_media === true || asked !== null)
    body.append(...[content, shown].filter(part => part !== null))
  else body.append(...[shown, content].filter(part => part !== null))
  if (content === null) body.append(meta)
  const emoji = chips(reactions, message, hand)
  if (emoji !== null) body.append(emoji)
  body.addEventListener('contextmenu', event => {
    if (event.target instanceof Element && event.target.closest('a') !== null) return
    event.preventDefault()
    openActions({ x: event.clientX, y: event.clientY }, message, reactions, hand)
  })
  // Where nothing can be pointed at, a touch opens what a mouse finds beside the message.
  body.addEventListener('click', event => {
    if (!matchMedia('(hover: none)').matches || !(event.target instanceof Element)) return
    if (event.target.closest('a, button, code, video') !== null) return
    openActions({ x: event.clientX, y: event.clientY }, message, reactions, hand)
  })

  const own = message.from.is_bot ? 'theirs' : 'own'
  const attrs = { 'data-id': String(message.message_id) }
  const stack = make('div', { class: 'stack' }, body, inlineKeyboard(message, hand))
  return make('article', { class: `message ${own}`, attrs }, stack, menuButton(message, reactions, hand))
}

/** Up to three emoji and nothing else are shown large. */
function isEmoji(text: string): boolean {
  return (
    text.length <= 24 &&
    /^(?:\p{Extended_Pictographic}(?:\uFE0F|\u200D|\p{Emoji_Modifier}|\p{Extended_Pictographic})*){1,3}$/u.test(text)
  )
}

function quote(message: Message, hand: Hand): HTMLElement | null {
  const to = message.reply_to_message
  if (to === undefined) return null
  const name = to.from.is_bot ? hand.bot().first_name : to.from.first_name
  const gist = message.quote?.text ?? gistOf(to, hand)
  const click = () => hand.show(to.message_id)
  return button({ class: 'quote', click }, make('b', {}, name), make('span', {}, gist))
}

function origin(message: Message, hand: Hand): HTMLElement | null {
  const from = message.forward_origin?.sender_user
  return from === undefined ? null : make('div', { class: 'origin' }, hand.words.forwarded(from.first_name))
}

/** A message in a few words. */
export function gistOf(message: Message, { words }: Hand): string {
  const text = message.text ?? message.caption ?? message.poll?.question
  if (text !== undefined) return text.slice(0, 120)
  const kinds = [
    ...(['photo', 'video', 'animation', 'document', 'sticker', 'voice', 'video_note'] as const),
    ...(['audio', 'contact', 'location'] as const),
  ]
  const kind = kinds.find(one => message[one] !== undefined)
  return kind === undefined ? '' : words.kinds[kind]
}

function chips(reactions: Reactions | null, message: Message, hand: Hand): HTMLElement | null {
  if (reactions === null) return null
  const box = make('div', { class: 'reactions' })
  if (reactions.own !== null) {
    const click = () => react(message.message_id, null, hand)
    box.append(button({ class: 'reaction own', label: hand.words.react(reactions.own), click }, reactions.own))
  }
  if (reactions.bot !== null) box.append(make('span', { class: 'reaction' }, reactions.bot))
  return box
}

function react(message: number, emoji: string | null, hand: Hand): void {
  const user = hand.person()
  if (user !== null) void hand.act({ act: 'react', user, message, emoji })
}

function menuButton(message: Message, reactions: Reactions | null, hand: Hand): HTMLElement {
  const open = button({ class: 'actions', label: hand.words.actions }, icon('more'))
  open.addEventListener('click', () => openActions(open, message, reactions, hand))
  return open
}

function openActions(
  near: Element | { x: number; y: number },
  message: Message,
  reactions: Reactions | null,
  hand: Hand,
): void {
  const { words } = hand
  const id = message.message_id
  const text = message.text ?? message.caption
  const user = hand.person()
  if (user === null) return
  const items: Item[] = [{ icon: 'reply', label: words.reply, run: () => hand.reply(id) }]
  if (!message.from.is_bot && text !== undefined) {
    items.push({ icon: 'edit', label: words.edit, run: () => hand.edit(id) })
  }
  if (text !== undefined) {
    const done = () => toast(words.copied)
    items.push({
      icon: 'copy',
      label: words.copy,
      run: () => void navigator.clipboard?.writeText(text).then(done, () => {}),
    })
  }
  items.push({ icon: 'forward', label: words.forward, run: () => void hand.act({ act: 'forward', user, message: id }) })
  items.push({
    icon: 'trash',
    label: words.remove,
    danger: true,
    run: () => void hand.act({ act: 'remove', user, message: id }),
  })
  const strip = make('div', { class: 'react-strip' })
  for (const emoji of REACTIONS) {
    const chosen = reactions?.own === emoji
    const one = button({ class: chosen ? 'chosen' : '', label: words.react(emoji) }, emoji)
    one.addEventListener('click', () => {
      react(id, chosen ? null : emoji, hand)
      const menu = one.closest('.menu')
      if (menu instanceof HTMLElement) menu.hidePopover()
    })
    strip.append(one)
  }
  openMenu(near, words.actions, items, strip)
}
