import { count } from '../format.js'
import { b, type Rich, rich } from '../rich.js'

/** Words that many of the marketer's screens share. */
export const admin = {
  back: '← Back',
  card: '← Card',
  cancel: '✖️ Cancel',
  done: 'Done',
  everyone: 'Everyone',
  everyoneElse: 'Everyone else',
  oldButton: 'This button no longer works. Send /admin for the menu.',
  cancelled: 'All right, nothing changed.',
  nothingToCancel: 'Nothing is open. Send /new to start an offer.',
  putAside: '⏸ You went on in another card. Tap a button to come back to this one.',
  newOffer: '✍️ New offer',
  broadcasts: '📣 Broadcasts',
  segments: '👥 Segments',
  people: (n: number): string => (n === 1 ? 'person' : 'people'),
  find: '🔎 Find',
  askFind: '🔎 What is it called? Send a word or two of its name.',
  wordsNeeded: 'I need words to look for. Please type a part of the name.',
  found: (words: string, total: number): Rich =>
    total === 0 ? rich`🔎 Nothing here is called ${b(words)}.` : rich`🔎 ${b(words)} · ${count(total, 'en')}`,
  findAgain: '🔎 Other words',
  all: '← All',
  commands: {
    people: {
      start: 'Get our offers',
      menu: 'What you can do here',
      settings: 'Language, pause, stop',
      stop: 'Stop offers',
      privacy: 'What we keep and why',
      mydata: 'All we keep about you',
      forget: 'Delete all about you',
      help: 'What I can do',
    },
    /** Beside those in the menu. */
    more: { calendar: 'What goes out when', count: 'How many people: /count premium', settings: 'Settings of the bot' },
    admins: {
      admin: 'Menu',
      new: 'Write an offer',
      broadcasts: 'Sent broadcasts and their results',
      campaigns: 'What the bot does by itself',
      segments: 'Groups of people',
      import: 'Import people from a file',
      who: 'What we know about a person',
      cancel: 'Forget the open question',
    },
  },
}
