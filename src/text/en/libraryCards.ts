import { count } from '../format.js'
import { b, type Rich, rich } from '../rich.js'

const n = (value: number) => count(value, 'en')

/** The library: all offers that were ever written. */
export const libraryCards = {
  door: '🗂 All offers',
  draftMark: '📝',
  title: (total: number): Rich => (total === 0 ? rich`🗂 ${b('All offers')}` : rich`🗂 ${b('All offers')} · ${n(total)}`),
  about: 'Everything you have written, sent or not, newest first.',
  empty: 'Nothing is here. Start an offer with /new.',
  archiveTitle: (total: number): Rich =>
    total === 0 ? rich`🗄 ${b('Archive')}` : rich`🗄 ${b('Archive')} · ${n(total)}`,
  archiveAbout: 'Out of the lists; nothing was deleted.',
  archiveEmpty: 'The archive is empty.',
  one: (name: string): Rich => rich`🗂 ${b(name)}`,
  draft: (day: string) => `📝 A draft, begun on ${day}`,
  sending: {
    scheduled: (when: string) => `🕙 Goes out on ${when}`,
    planning: (when: string) => `⏳ About to go out: ${when}`,
    running: (when: string) => `▶️ Going out since ${when}`,
    paused: (when: string) => `⏸ On hold · ${when}`,
    finished: (when: string) => `✅ Sent on ${when}`,
    cancelled: (when: string) => `✖️ Called off · ${when}`,
  },
  goal: (goal: string) => `🎯 ${goal}`,
  archivedSince: (day: string) => `🗄 In the archive since ${day}. Nothing was deleted.`,
  message: (kind: string, messages: number) =>
    messages === 1 ? kind : `✉️ ${n(messages)} messages; the first: ${kind}`,
  unwritten: '✉️ No message yet',
  copied: 'This is the copy. The other one stays as it is.',
  keys: {
    card: '📝 Open the card',
    report: '📊 Open the report',
    broadcast: '📣 Open the broadcast',
    copy: '📋 Duplicate',
    archive: '🗄 Archive',
    bringBack: '↩️ Bring back',
    archived: (total: number) => `🗄 Archive · ${n(total)}`,
  },
}
