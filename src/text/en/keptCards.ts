import { plural } from '../format.js'
import { b, lines, type Rich, rich } from '../rich.js'

/** How long things about people are kept. */
export const keptCards = {
  title: b('🗓 Kept for'),
  line: (what: string, how: string): Rich => rich`${what}: ${b(how)}`,
  months: (n: number): string => `${n} months`,
  days: (n: number): string => `${n} ${plural(n, 'en', ['day', 'days'])}`,
  forEver: 'no limit',
  kinds: {
    inbox: 'That people wrote',
    reads: 'That people saw a message',
    clicks: 'That people opened a link',
    events: 'What the shop reported of people',
    searches: 'What the team looked for',
    acts: 'What the team did',
    strangers: 'People who wrote and never pressed Start',
  },
  keys: {
    inbox: '✉️ Wrote',
    reads: '👁 Saw',
    clicks: '👆 Opened',
    events: '🔌 Reported',
    searches: '🔎 Looked for',
    acts: '📜 Team',
    strangers: '🚶 Never started',
  },
  why: {
    inbox: 'Conditions like “replied” and the list of who waits for an answer rest on it.',
    reads: 'Reports of older broadcasts lose these figures, and nobody counts as asleep or awake by them.',
    clicks: 'Reports of older broadcasts lose these figures, and steps of the ladder that rest on them fade.',
    events: 'Conditions on what the shop reports look no further back.',
    searches: 'The last ten of each of the team are kept, whatever you choose.',
    acts: '⚙️ Settings → 👥 Team → 📜 What was done shows no more than that.',
    strangers: 'Days after their last message. What you have read stays in your chat.',
  },
  orders: 'Orders',
  consent: 'What people agreed to',
  about: 'Anything older is deleted by itself, every night. People see these periods in /privacy.',
  asked: (what: string, now: string, why: string): Rich =>
    lines([rich`${b(what)}: ${now}`, why, '', 'How long is it kept?']),
  saved: rich`✅ Saved. Anything older is deleted tonight.`,
}
