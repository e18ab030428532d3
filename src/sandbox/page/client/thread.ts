import type { Message } from '../../emulator/wire.js'
import type { ChatPatch, PollState } from '../protocol.js'
import { bubble, type Reactions } from './bubble.js'
import { button, icon, make } from './dom.js'
import type { Hand } from './hand.js'

const NEAR_END = 90
const GROUPED_S = 300
const LEAVING_MS = 220
const CHANGED_MS = 1_400
const TYPING_MS = 5_000

/** The messages of one chat, as they scroll. */
export type Thread = {
  readonly element: HTMLElement
  apply(patch: ChatPatch): void
  clear(): void
  typing(): void
  message(id: number): Message | null
  /** The newest message of the person that can be edited. */
  lastOwn(): Message | null
  show(id: number): void
  toEnd(): void
}

/** How a message stands beside its own words: emoji on it, and votes in it. */
type Standing = { reactions: Reactions | null; poll: PollState | null }
type Shown = { message: Message; standing: Standing; element: HTMLElement }

export type ThreadDeps = {
  hand: Hand
  /** Older messages are wanted. */
  earlier(): void
  /** The newest message is in sight. */
  seen(message: number): void
}

export function createThread({ hand, earlier, seen }: ThreadDeps): Thread {
  const { words, times } = hand
  const shown = new Map<number, Shown>()
  const more = button({ class: 'earlier', click: earlier }, words.earlier)
  const list = make('div', { class: 'messages', label: words.message, attrs: { role: 'log', 'aria-live': 'polite' } })
  const dots = make('div', { class: 'typing', label: words.typing }, make('i'), make('i'), make('i'))
  const scroller = make('div', { class: 'scroller', attrs: { tabindex: '-1' } }, more, list, dots)
  const badge = make('span', { class: 'badge' })
  const newest = button({ class: 'newest', label: words.newest, click: () => toEnd(true) }, badge, icon('down'))
  const element = make('div', { class: 'thread' }, scroller, newest)
  let unseen = 0
  let typingTimer: ReturnType<typeof setTimeout> | undefined
  let told = 0
  let stuck = true
  let top = 0

  const atEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END

  function toEnd(smooth = false): void {
    stuck = true
    scroller.scrollTo({ top: scroller.scrollHeight, behavior: smooth ? 'smooth' : 'instant' })
  }

  const look = () => {
    const end = stuck || atEnd()
    newest.classList.toggle('there', !end)
    if (end) unseen = 0
    badge.textContent = unseen === 0 ? '' : String(unseen)
    const last = [...shown.keys()].at(-1) ?? 0
    if (end && last > told && document.visibilityState === 'visible' && element.clientHeight > 0) {
      told = last
      seen(last)
    }
  }
  const scrolled = () => {
    // Only who scrolls up leaves the end; it may also run away by growing, before it is followed.
    if (atEnd()) stuck = true
    else if (scroller.scrollTop < top) stuck = false
    top = scroller.scrollTop
    look()
  }
  scroller.addEventListener('scroll', scrolled, { passive: true })
  document.addEventListener('visibilitychange', look)
  // Whatever changes heights (pictures, keyboards, the strip): who stands at the end stays there.
  const resized = new ResizeObserver(() => {
    if (stuck) toEnd()
    look()
  })
  resized.observe(scroller)
  resized.observe(list)

  const setTyping = (on: boolean) => {
    clearTimeout(typingTimer)
    dots.classList.toggle('on', on)
    if (on) typingTimer = setTimeout(() => setTyping(false), TYPING_MS)
    if (on && stuck) toEnd()
  }

  const put = (message: Message, standing: Standing, quietly: boolean): void => {
    const known = shown.get(message.message_id)
    const made = bubble(message, standing.reactions, standing.poll, hand)
    if (known === undefined) {
      if (!quietly) made.classList.add('arriving')
      const after = [...shown.entries()].find(([id]) => id > message.message_id)
      if (after === undefined) list.append(made)
      else list.insertBefore(made, after[1].element)
    } else {
      const focused = document.activeElement
      const key = focused instanceof HTMLElement && known.element.contains(focused) ? focused.dataset['key'] : undefined
      known.element.replaceWith(made)
      if (key !== undefined) made.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus()
      if (!quietly) {
        made.classList.add('changed')
        setTimeout(() => made.classList.remove('changed'), CHANGED_MS)
      }
    }
    shown.set(message.message_id, { message, standing, element: made })
  }

  const drop = (id: number) => {
    const known = shown.get(id)
    if (known === undefined) return
    shown.delete(id)
    known.element.style.height = `${known.element.offsetHeight}px`
    known.element.classList.add('leaving')
    setTimeout(() => known.element.remove(), LEAVING_MS)
  }

  const sort = () => {
    const sorted = [...shown.entries()].sort(([a], [b]) => a - b)
    shown.clear()
    for (const [id, one] of sorted) shown.set(id, one)
  }

  /** Dates between days, and messages of one hand close together. */
  const arrange = () => {
    for (const old of list.querySelectorAll('.day')) old.remove()
    let before: Message | null = null
    for (const { message, element: own } of shown.values()) {
      const newDay = before === null || times.dayKey(before.date) !== times.dayKey(message.date)
      if (newDay) list.insertBefore(make('div', { class: 'day' }, make('span', {}, times.day(message.date))), own)
      const follows =
        !newDay &&
        before !== null &&
        before.from.is_bot === message.from.is_bot &&
        message.date - before.date < GROUPED_S
      own.classList.toggle('follows', follows)
      before = message
    }
    list.classList.toggle('none', shown.size === 0)
    list.dataset['empty'] = words.empty
  }

  return {
    element,
    apply(patch) {
      const first = patch.whole && shown.size === 0
      const end = first || stuck
      const kept = { height: scroller.scrollHeight, top: scroller.scrollTop }
      if (patch.whole) {
        const here = new Set(patch.messages.map(one => one.message_id))
        for (const id of [...shown.keys()]) if (!here.has(id)) drop(id)
      }
      for (const id of patch.gone) drop(id)
      const changed = new Map(patch.messages.map(one => [one.message_id, one]))
      const standingOf = (id: number): Standing => ({
        reactions: patch.reactions[id] ?? null,
        poll: patch.polls[id] ?? null,
      })
      for (const [id, { message, standing }] of shown)
        if (!changed.has(id) && JSON.stringify(standingOf(id)) !== JSON.stringify(standing)) changed.set(id, message)
      for (const [id, message] of changed) {
        const known = shown.get(id)
        const same = known !== undefined && JSON.stringify(known.message) === JSON.stringify(message)
        const standing = standingOf(id)
        if (same && JSON.stringify(known.standing) === JSON.stringify(standing)) continue
        put(message, standing, first || same)
        if (known === undefined && !first && !end && message.from.is_bot) unseen += 1
        if (known === undefined && message.from.is_bot) setTyping(false)
      }
      sort()
      arrange()
      more.classList.toggle('there', patch.earlier)
      const mine = patch.messages.some(one => !one.from.is_bot) && !patch.whole
      if (end || mine) toEnd()
      // Older messages came in above: what was in sight stays in sight.
      else if (patch.whole) scroller.scrollTop = kept.top + scroller.scrollHeight - kept.height
      look()
    },
    clear() {
      shown.clear()
      list.replaceChildren()
      setTyping(false)
      unseen = 0
      told = 0
      arrange()
      look()
    },
    typing: () => setTyping(true),
    message: id => shown.get(id)?.message ?? null,
    lastOwn() {
      const own = [...shown.values()].map(one => one.message)
      return own.findLast(one => !one.from.is_bot && (one.text ?? one.caption) !== undefined) ?? null
    },
    show(id) {
      const known = shown.get(id)
      if (known === undefined) return
      known.element.scrollIntoView({ block: 'center', behavior: 'smooth' })
      known.element.classList.add('pointed')
      setTimeout(() => known.element.classList.remove('pointed'), CHANGED_MS)
    },
    toEnd,
  }
}
