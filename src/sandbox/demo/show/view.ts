import { SECOND } from '../../../clock.js'
import { parseQuietData } from '../../../delivery/button/quiet.js'
import type { Update } from '../../emulator/wire.js'
import { isOffer } from '../crowd.js'
import type { Stage } from '../stage.js'
import { type HappeningWords, pageWords } from '../words/page-words.js'
import type { Terminal } from './terminal.js'

const CLICKS_EVERY_MS = SECOND / 2

/** How long somebody's chat, and what was said last, stay before this is worth showing instead, ms. */
const PATIENCE: Readonly<Record<keyof HappeningWords, number>> = {
  block: 1_500,
  stop: 1_500,
  pause: 1_500,
  quiet: 2_000,
  react: 2_500,
  write: 2_500,
  offer: 4_000,
}

/** The story as it is seen on the page. */
export type View = {
  /** Tells the terminal what it is told, and the page as well. */
  readonly terminal: Terminal
  /** Nobody is turned to any more; the page stays as it is. */
  close(): void
}

/**
 * Shows the story on the page: the marketer to the left, to the right whoever is interesting at that moment, and above
 * them what happens.
 */
export function createView({ emulator, people, marketer, anna, language }: Stage, terminal: Terminal): View {
  const { page } = emulator
  const words = pageWords(language).happenings
  const crowd = new Set(people.persons.map(person => person.id))
  let said = performance.now()
  let shown = anna.id

  const say = (text: string) => {
    said = performance.now()
    page.setCaption(text.charAt(0).toUpperCase() + text.slice(1))
  }
  const turnTo = (id: number, what: keyof HappeningWords) => {
    const patience = id === shown ? PATIENCE[what] / 2 : PATIENCE[what]
    if (!crowd.has(id) || performance.now() - said < patience) return
    say(words[what](emulator.person(id).profile().first_name))
    page.pick(id)
    shown = id
  }
  const stop = emulator.watch(event => {
    if (event.kind === 'message' && isOffer(event.accepted)) turnTo(event.accepted.chat, 'offer')
    if (event.kind === 'update') {
      const happening = happeningOf(event.update)
      if (happening !== null) turnTo(happening.person, happening.what)
    }
  })
  page.pick(anna.id)

  return {
    terminal: {
      ...terminal,
      chapter(title) {
        terminal.chapter(title)
        say(title)
        page.pick(marketer.id)
      },
      step(text, clock) {
        terminal.step(text, clock)
        say(text)
        // On a phone there is one pane, and what is told of happens to the marketer.
        page.pick(marketer.id)
      },
    },
    close: stop,
  }
}

/** Adds what the crowd clicks to the sums above the chats, for as long as the demo lives. */
export function showClicks({ emulator, people }: Stage): void {
  let shown = 0
  const timer = setInterval(() => {
    const { clicks } = people.totals()
    if (clicks > shown) emulator.page.addClicks(clicks - shown)
    shown = clicks
  }, CLICKS_EVERY_MS)
  timer.unref()
}

/** Who did something worth a look, and what; null: nobody. */
function happeningOf(update: Update): { person: number; what: keyof HappeningWords } | null {
  if ('my_chat_member' in update) {
    const { from, new_chat_member: now } = update.my_chat_member
    return now.status === 'kicked' ? { person: from.id, what: 'block' } : null
  }
  if ('message_reaction' in update) return { person: update.message_reaction.user.id, what: 'react' }
  if ('callback_query' in update) {
    const { from, data } = update.callback_query
    const action = parseQuietData(data)?.action
    if (action === 'stop' || action === 'pause') return { person: from.id, what: action }
    return action === 'ask' ? { person: from.id, what: 'quiet' } : null
  }
  if (!('message' in update)) return null
  const { text = '', chat } = update.message
  if (text.startsWith('/stop')) return { person: chat.id, what: 'stop' }
  return text.startsWith('/') ? null : { person: chat.id, what: 'write' }
}
