import type { MessageEntity } from '../../emulator/wire.js'
import { button, make } from './dom.js'
import type { Hand } from './hand.js'
import { readAddress } from './link.js'
import { toast } from './toast.js'

/** A text with its looks, links and commands, as nodes. */
export function formatted(text: string, entities: readonly MessageEntity[], hand: Hand): Node[] {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length)
  return build(text, 0, text.length, sorted, hand)
}

/** Entities may lie in one another and even overlap; what sticks out of an outer one goes on behind it. */
function build(text: string, start: number, end: number, entities: readonly MessageEntity[], hand: Hand): Node[] {
  const nodes: Node[] = []
  const queue = [...entities]
  let at = start
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const from = Math.max(next.offset, at)
    const to = Math.min(next.offset + next.length, end)
    if (to <= from) continue
    if (from > at) nodes.push(document.createTextNode(text.slice(at, from)))
    const inner: MessageEntity[] = []
    const later: MessageEntity[] = []
    for (const other of queue.splice(0)) {
      if (other.offset < to) inner.push(other)
      const rest = other.offset + other.length - to
      if (other.offset >= to) later.push(other)
      else if (rest > 0) later.push({ ...other, offset: to, length: rest })
    }
    queue.push(...later.sort((a, b) => a.offset - b.offset || b.length - a.length))
    nodes.push(dress(next, text.slice(from, to), build(text, from, to, inner, hand), hand))
    at = to
  }
  if (at < end) nodes.push(document.createTextNode(text.slice(at, end)))
  return nodes
}

function dress(entity: MessageEntity, words: string, inner: Node[], hand: Hand): Node {
  switch (entity.type) {
    case 'bold':
      return make('strong', {}, ...inner)
    case 'italic':
      return make('em', {}, ...inner)
    case 'underline':
      return make('u', {}, ...inner)
    case 'strikethrough':
      return make('s', {}, ...inner)
    case 'spoiler':
      return hidden(inner, hand)
    case 'code':
      return copying(make('code', {}, ...inner), words, hand)
    case 'pre':
      return make('pre', {}, copying(make('code', {}, ...inner), words, hand))
    case 'blockquote':
    case 'expandable_blockquote':
      return make('blockquote', {}, ...inner)
    case 'text_link':
      return link(entity.url ?? words, inner, hand)
    case 'url':
      return link(words, inner, hand)
    case 'email':
      return link(`mailto:${words}`, inner, hand)
    case 'phone_number':
      return link(`tel:${words}`, inner, hand)
    case 'bot_command':
      return button({ class: 'link', click: () => hand.say(words) }, ...inner)
    case 'mention':
      return button({ class: 'link', click: () => hand.mentioned(words.slice(1)) }, ...inner)
    case 'hashtag':
    case 'cashtag':
    case 'text_mention':
      return make('span', { class: 'tag' }, ...inner)
    default:
      return make('span', {}, ...inner)
  }
}

function hidden(inner: Node[], hand: Hand): Node {
  const cover = button({ class: 'spoiler', label: hand.words.reveal }, ...inner)
  cover.addEventListener('click', () => cover.replaceWith(make('span', { class: 'revealed' }, ...inner)))
  return cover
}

function copying(code: HTMLElement, words: string, { words: { copied } }: Hand): HTMLElement {
  code.addEventListener('click', () => {
    navigator.clipboard?.writeText(words).then(
      () => toast(copied),
      () => {},
    )
  })
  return code
}

/** An address that opens a new tab, starts the bot when it is the bot's own, or is dead. */
export function link(address: string, inner: readonly (Node | string)[], hand: Hand, look = 'link'): HTMLElement {
  const destination = readAddress(address, hand.bot().username ?? '')
  switch (destination.kind) {
    case 'start':
      return button({ class: look, click: () => hand.start(destination.payload) }, ...inner)
    case 'open': {
      const attrs = { href: destination.href, target: '_blank', rel: 'noopener noreferrer' }
      return make('a', { class: look, title: address, attrs, click: () => hand.opened() }, ...inner)
    }
    case 'dead':
      return make('span', { class: `${look} dead` }, ...inner)
  }
}
