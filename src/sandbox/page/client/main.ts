import type { Hello } from '../protocol.js'
import { button, make } from './dom.js'
import { createPane, type Pane } from './pane.js'
import { createStrip } from './strip.js'
import { listen, type Wish } from './talk.js'
import { createTimes } from './time.js'
import { chooseLanguage, wordsIn } from './words.js'

const STEP = 150
/** Whoever does something in a chat is left there for so long. */
const BUSY_MS = 20_000

type Side = 'marketer' | 'subscriber'

const query = new URLSearchParams(location.search)
const language = chooseLanguage(query.get('lang'), navigator.languages)
const words = wordsIn(language)
const times = createTimes(language, words)
const wish: Wish = { left: idIn('left'), right: idIn('right'), limit: STEP }
let front: Side = 'marketer'
let touched = Number.NEGATIVE_INFINITY
let led = false
let hello: Hello | null = null
let stop = () => {}

const strip = createStrip(words, language)
const panes: Record<Side, Pane> = { marketer: paneOf('marketer'), subscriber: paneOf('subscriber') }
const tabs: Record<Side, HTMLButtonElement> = { marketer: tabOf('marketer'), subscriber: tabOf('subscriber') }
const name = make('b', { class: 'brand-name' })
const brand = make('div', { class: 'brand' }, make('span', { class: 'logo', attrs: { 'aria-hidden': 'true' } }), name)
const switcher = make(
  'div',
  { class: 'switch', label: words.panes, attrs: { role: 'group' } },
  tabs.marketer,
  tabs.subscriber,
)

document.documentElement.lang = language
document.title = words.title
const chats = make('main', { class: 'panes' }, panes.marketer.element, panes.subscriber.element)
document.body.append(make('header', { class: 'top' }, brand, switcher, strip.counters), strip.element, chats)
for (const deed of ['pointerdown', 'keydown', 'wheel'] as const) {
  for (const place of [chats, switcher]) place.addEventListener(deed, stay, { passive: true })
}
// Who wants to try something wants to be led.
strip.element.addEventListener('click', () => {
  touched = Number.NEGATIVE_INFINITY
})
bringToFront(front)
connect()

function stay(): void {
  touched = performance.now()
}

function idIn(key: string): number | null {
  const id = Number(query.get(key) ?? 'x')
  return Number.isSafeInteger(id) ? id : null
}

function paneOf(side: Side): Pane {
  return createPane({
    side,
    words,
    times,
    language,
    chosen: person => choose(side, person),
    earlier() {
      wish.limit += STEP
      connect()
    },
    news: () => tabs[side].classList.toggle('news', front !== side),
  })
}

function tabOf(side: Side): HTMLButtonElement {
  return button({ class: 'tab', click: () => bringToFront(side) }, words[side])
}

/** On a phone one pane is seen at a time. */
function bringToFront(side: Side): void {
  front = side
  document.body.dataset['front'] = side
  for (const each of ['marketer', 'subscriber'] as const) tabs[each].setAttribute('aria-pressed', String(each === side))
  tabs[side].classList.remove('news')
}

/** Another person in a pane: the address remembers, so that the page can be reloaded and passed on. */
function choose(side: Side, person: number): void {
  const key = side === 'marketer' ? 'left' : 'right'
  wish[key] = person
  query.set(key, String(person))
  history.replaceState(null, '', `?${query}`)
  connect()
}

function connect(): void {
  stop()
  stop = listen(wish, {
    hello(next) {
      hello = next
      name.textContent = next.bot.first_name
      // What was picked while the page connected anew.
      if (led) bringToFront(next.front)
      led = false
      panes.marketer.become(next.left, next.bot, next.marketer !== null)
      panes.subscriber.become(next.right, next.bot, false)
    },
    chat(patch) {
      for (const pane of Object.values(panes)) if (pane.person() === patch.chat) pane.apply(patch)
    },
    status(status) {
      strip.set(status)
      const somebody = status.people > (hello?.marketer === null ? 0 : 1)
      if (hello?.right === null && somebody) connect()
    },
    typing(chat) {
      for (const pane of Object.values(panes)) if (pane.person() === chat) pane.typing()
    },
    picked(person) {
      if (performance.now() - touched < BUSY_MS) return
      if (person === hello?.marketer) return bringToFront('marketer')
      bringToFront('subscriber')
      led = true
      choose('subscriber', person)
    },
    connected: yes => strip.setConnected(yes),
  })
}
