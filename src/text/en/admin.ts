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
  home: (bot: string, people: string): Rich => rich`🛍 ${b(bot)}\n${b(people)} can be reached.`,
  newOffer: '✍️ New offer',
  broadcasts: '📣 Broadcasts',
  segments: '👥 Segments',
  people: (n: number): string => (n === 1 ? 'person' : 'people'),
  commands: {
    people: {
      start: 'Get our offers',
      settings: 'Language, pause, stop',
      stop: 'Stop offers',
      privacy: 'What we keep and why',
      help: 'What I can do',
    },
    admins: {
      admin: 'Menu',
      new: 'Write an offer',
      broadcasts: 'What was sent and what came of it',
      segments: 'Groups of people',
      cancel: 'Forget the open question',
      settings: 'Language, pause, stop',
      help: 'What I can do',
    },
  },
}
