import type { Status } from '../protocol.js'
import { button, icon, make } from './dom.js'
import { post } from './talk.js'
import { toast } from './toast.js'
import type { PageLanguage, Words } from './words.js'

const TICK_MS = 200
/** Shorter losses are not worth a word. */
const LOST_MS = 1_500

/** What stands above the panes: sums, the pause Telegram asks for, what happens now, and things to try. */
export function createStrip(words: Words, language: PageLanguage) {
  const number = new Intl.NumberFormat(language === 'ru' ? 'ru-RU' : 'en-US')
  const figure = (name: 'delivered' | 'presses' | 'clicks') => {
    const value = make('b', { attrs: { 'data-count': name } }, '0')
    const unit = make('span', {}, words[name](0))
    return { value, unit, element: make('span', { class: 'figure' }, value, ' ', unit) }
  }
  const figures = { delivered: figure('delivered'), presses: figure('presses'), clicks: figure('clicks') }
  const counters = make('div', { class: 'figures' }, ...Object.values(figures).map(one => one.element))
  const clock = make('span', { class: 'clock', attrs: { 'aria-hidden': 'true' } })
  const left = make('b')
  const rest = make('div', { class: 'rest', attrs: { role: 'status' } }, clock, words.rest, left)
  const caption = make('div', { class: 'caption', attrs: { role: 'status' } })
  const cards = make('div', { class: 'cards' })
  const hide = button({ class: 'icon-button', label: words.hide, title: words.hide }, icon('close'))
  const tries = make('section', { class: 'tries', label: words.tryThis }, cards, hide)
  const lost = make('div', { class: 'lost', attrs: { role: 'status' } }, words.lost)
  const element = make('div', { class: 'strip' }, lost, rest, caption, tries)
  let ticking: ReturnType<typeof setInterval> | undefined
  let losing: ReturnType<typeof setTimeout> | undefined
  let suggestions = ''
  for (const part of [lost, rest, caption, tries]) part.hidden = true
  hide.addEventListener('click', () => {
    tries.hidden = true
  })

  const countDown = (seconds: number, leftMs: number) => {
    clearInterval(ticking)
    const end = performance.now() + leftMs
    const tick = () => {
      const ms = end - performance.now()
      rest.hidden = ms <= 0
      if (ms <= 0) return clearInterval(ticking)
      left.textContent = words.seconds(Math.ceil(ms / 1_000))
      clock.style.setProperty('--left', String(Math.min(1, ms / (seconds * 1_000))))
    }
    ticking = setInterval(tick, TICK_MS)
    tick()
  }

  return {
    element,
    counters,
    setConnected(yes: boolean): void {
      clearTimeout(losing)
      if (yes) lost.hidden = true
      else
        losing = setTimeout(() => {
          lost.hidden = false
        }, LOST_MS)
    },
    set(status: Status): void {
      for (const name of ['delivered', 'presses', 'clicks'] as const) {
        figures[name].value.textContent = number.format(status[name])
        figures[name].unit.textContent = words[name](status[name])
      }
      if (status.rest !== null) countDown(status.rest.seconds, status.rest.until - status.now)
      caption.textContent = status.caption ?? ''
      caption.hidden = status.caption === null
      const now = JSON.stringify(status.suggestions)
      if (now === suggestions) return
      suggestions = now
      tries.hidden = status.suggestions.length === 0
      cards.replaceChildren(
        ...status.suggestions.map(({ n, label, description }) => {
          const failed = (error: Error) => toast(words.failed(error.message))
          const click = () => void post({ act: 'try', n }).catch(failed)
          return button({ class: 'card', click }, make('b', {}, label), make('span', {}, description))
        }),
      )
    },
  }
}
