import { count, plural, share } from '../format.js'
import { b, lines, rich } from '../rich.js'

const n = (value: number) => count(value, 'en')
const people = (value: number) => `${n(value)} ${plural(value, 'en', ['person', 'people'])}`

/** The marketer's segment screens. */
export const segmentCards = {
  list: (total: number) => lines([rich`👥 ${b('Segments')} · ${n(total)}`, 'Tap one to see who is in it.']),
  noneYet: lines([
    rich`👥 ${b('Segments')}`,
    'None yet. A segment is a group of people with something in common: each can get an offer of its own.',
  ]),
  add: '➕ New segment',

  title: (name: string) => rich`👥 ${b(name)}`,
  people: (inside: number, everyone: number) =>
    rich`${b(people(inside))} · ${share(inside, everyone, 'en')} of everyone`,
  reachable: (value: number) => `${n(value)} can be reached`,
  tooLong: 'Counting took too long just now. Try again in a minute, or use fewer conditions.',
  five: '👀 Five people',
  change: '✏️ Change',
  rename: '🏷 Rename',
  write: '✍️ Write them an offer',
  remove: '🗑 Delete',

  sample: (name: string) => rich`👀 Some of ${b(name)}, chosen at random:`,
  nobody: 'Nobody is in it right now.',

  askRename: (name: string) =>
    lines([rich`🏷 What should ${b(name)} be called?`, 'Send the new name, up to 64 characters.']),
  nameInWords: 'A name is made of words: send it as text, up to 64 characters.',

  askDelete: (name: string) =>
    lines([
      rich`🗑 Delete the segment ${b(name)}?`,
      'The people in it stay your subscribers, and offers already sent keep their figures.',
    ]),
  removeSurely: '🗑 Yes, delete',
  unreadable: '⚠️ Its conditions cannot be read any more, so it holds nobody. Delete it and make it anew.',
  removed: (name: string) => `“${name}” is deleted.`,

  ready: (any: boolean) =>
    lines([
      rich`➕ ${b('New segment')}`,
      any
        ? 'These are ready, with the people in them now. Tap one to look inside, or put conditions together yourself.'
        : 'Nobody is subscribed yet, so nothing is ready. You can put conditions together all the same.',
    ]),
  fromConditions: '🧩 From conditions',
  unfinished: (conditions: number) => `📝 Unfinished · ${n(conditions)}`,
  preview: (name: string) => rich`👀 ${b(name)}`,

  newTitle: rich`🧩 ${b('New segment')}`,
  changeTitle: (name: string) => rich`✏️ ${b(name)}`,
  noConditions: 'No conditions yet. Add the first one.',
  ofEveryone: (inside: number, everyone: number, reachable: number) =>
    lines([rich`${b(n(inside))} of ${people(everyone)} · ${n(reachable)} can be reached`]),
  addCondition: '➕ Condition',
  toAny: '⇄ Any of them',
  toAll: '⇄ All of them',
  save: '💾 Save',
  outdated: 'This card belongs to a segment you have finished or left. Open /segments for the current ones.',
  conditionGone: 'This condition was removed. Go back to see what is there now.',
  goneMeanwhile: 'Somebody deleted this segment meanwhile. Save once more to keep it as a new one.',
  enough: (limit: number) => `${n(limit)} conditions are the most one segment can have here. Remove one first.`,

  askName: (name: string) =>
    lines([rich`🏷 ${b('What should it be called?')}`, 'Send a name, up to 64 characters. Or take this one:', b(name)]),
  takeName: '💾 Take this name',

  kind: 'What should be true of the people?',
  kinds: {
    language: '🌐 Language',
    premium: '⭐ Premium',
    source: '🚪 Source',
    subscribed: '📅 Subscribed',
    received: '📬 Received',
    seen: '👀 Seen',
    clicked: '👆 Clicked',
  },
  condition: (number: number) => `🧩 Condition ${number}`,
  alone: (value: number) => `By itself: ${people(value)}`,
  group: 'This is a group of conditions. It can be turned round with Not or removed, but not changed part by part.',
  conditions: '← Conditions',
  not: '🔄 Not',
  drop: '🗑 Remove',
  howOften: '🔢 How often',
  when: '🕒 When',
  whichOffer: '📣 Which offer',
  whichLink: '🔗 Which link',
  onlyCertain: '👁 Only for certain',
  alsoProbable: '👁 Also probably',

  askLanguages:
    'In which language do they read? Tick one or more. It is the language they chose, else that of their app.',
  askSources: 'Where did they come from? Tick one or more. A source is what stood in the link of their first start.',
  noLanguages: 'Nobody’s language is known yet.',
  noSources: 'Nobody has come by a link with a source yet.',
  chosen: (values: string) => rich`Chosen: ${b(values)}`,
  askPremium: 'Do they have Telegram Premium?',
  premium: '⭐ They have it',
  noPremium: 'They do not',

  askSubscribed: 'When did they subscribe?',
  askWhen: { received: 'When did they get it?', seen: 'When did they see it?', clicked: 'When did they click?' },
  allTime: 'all time',
  otherIn: '⌨️ Other: in …',
  otherOver: '⌨️ Other: over …',
  askDays: { in: 'In how many days? Send a number, like 45.', over: 'Over how many days ago? Send a number, like 45.' },
  daysInvalid: 'I need a whole number of days between 1 and 10,000, like 45.',

  askCount: { received: 'How many offers did they get?', seen: 'How many did they see?', clicked: 'How many clicks?' },
  atLeast: (value: number) => `at least ${value}`,
  atMost: (value: number) => `at most ${value}`,
  none: 'none',

  askOffer: 'Which offer? The ones sent last come first.',
  noOffers: 'No offer has been sent yet, so it can only be any.',
  anyOffer: 'Any offer',
  askLink: (offer: string) => rich`Which link of ${b(offer)}?`,
  anyLink: 'Any link',
}
