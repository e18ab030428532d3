import { count, plural } from '../format.js'
import { b, lines, type Rich, rich } from '../rich.js'

const people = (n: number) => `${count(n, 'en')} ${plural(n, 'en', ['person does', 'people do'])} not want it`

/** What people may choose to hear about, and what an offer is about. */
export const interestCards = {
  title: b('💭 What people want to hear about'),
  none: 'There is nothing to choose yet. Add what you write about, such as New things, Sales, For children: people tick it in /settings, and an offer about it goes to those who want it.',
  about:
    'People see these in /settings and get all of them until they untick one. What an offer is about you say on its card: ⋯ More → 💭 About what.',
  line: (name: string, declined: number): Rich =>
    rich`• ${b(name)}: ${declined === 0 ? 'nobody has unticked it' : people(declined)}`,
  full: (most: number): string => `Nobody would read more than ${most}.`,
  wanted: (limit: number): Rich =>
    rich`What is it called? At most ${limit} characters, as people will read it on a button, such as Sales.`,
  one: (name: string, declined: number): Rich =>
    lines([
      b(`💭 ${name}`),
      declined === 0 ? 'Nobody has unticked it.' : `${people(declined)}: offers about it leave them out.`,
    ]),
  peopleOf: (name: string): string => `Unticked ${name}`,
  askArchive: (name: string): Rich =>
    rich`Remove ${b(name)}? Nobody is asked about it any more, and drafts are no longer about it. What is scheduled already still leaves out those who do not want it.`,
  keys: {
    add: '➕ Add',
    who: '👥 Who unticked it',
    rename: '✏️ Rename',
    archive: '🗑 Remove',
    archiveYes: '🗑 Remove',
    about: '💭 About what',
    everybody: 'For everybody',
  },
  asked: (name: string): Rich =>
    rich`💭 What is “${b(name)}” about? Who has unticked that in /settings gets nothing; everybody else does.`,
  row: (name: string): string => `💭 About — ${name}`,
  changed: 'About',
  everybody: 'for everybody',
}
