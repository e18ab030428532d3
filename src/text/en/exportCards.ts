import { count, plural } from '../format.js'
import { b, lines, type Rich, rich } from '../rich.js'

const n = (value: number) => count(value, 'en')

/** What each file of the export holds. */
const files: Readonly<Record<string, string>> = {
  people: 'everybody, with a column for each field; “stopped” is their own word, “status” puts Telegram’s before it',
  fields: 'the fields as they are defined',
  values: 'each value with where it comes from and when; what a weaker source said beside it does not stand',
  consent: 'what people agreed to, stopped, paused, and when, with the very words that they were shown',
  segments: 'saved segments: a sentence that can be read again, and the same as JSON',
  lists: 'who is in which fixed list',
  offers: 'offers',
  messages: 'the messages of each offer: text, formatting (UTF-16 offsets, as Telegram has it) and buttons as JSON',
  links: 'the addresses in them',
  broadcasts: 'what was sent, with the figures of its report',
  service_messages:
    'what your shop’s systems told one person at a time, and what became of it; the words go after 30 days',
  deliveries: 'a row for each person in each broadcast: what became of it, the first click, how surely it was seen',
  clicks: 'each opening of a link',
  reads: 'each sign that a message was seen',
  poll_votes: 'what people chose in polls, a row for each answer as it stands now',
  replies: 'when people answered an offer; their words are not kept',
  events: 'what your site or CRM reported of people, with what came with it as JSON',
  customers: 'people of the CRM, and whom of the bot they are',
  orders: 'orders and refunds',
  items: 'what was in them',
  came_after: 'which message each order came after, and by what that is known',
  comparisons: 'control groups: of one broadcast, or of a quarter',
  sides: 'who was on which side of them',
}

/** Files that go out: the whole base, and any list. */
export const exportCards = {
  /** Under every list of people, and every table of figures. */
  file: '📄 File',
  making: '📄 I am making the file. It comes below.',
  busy: 'A file of yours is being made. Wait until it is here.',
  failed: 'The file could not be made or sent. Please try again in a while.',
  noRoom: 'The disk is almost full, so I write no files. Make room first.',
  sent: (people: number): string => `📄 ${n(people)} ${plural(people, 'en', ['person', 'people'])}`,
  sentNumbers: (people: number): string =>
    `📄 ${n(people)} ${plural(people, 'en', ['person', 'people'])}, as numbers without names`,
  columns: {
    segment: 'segment',
    part: 'part',
    people: 'people',
    reachable: 'can be reached',
    day: 'day',
    entered: 'entered',
    left: 'left',
    trait: 'what sets them apart',
    inside: 'of them',
    ofInside: 'known of them',
    outside: 'of the others',
    ofOutside: 'known of the others',
    question: 'question',
    answer: 'answer',
    asked: 'asked',
    answered: 'answered',
    skipped: 'skipped',
    silent: 'left unanswered',
    group: 'group',
    customers: 'customers',
    from: 'from',
    to: 'to',
    step: 'step',
  },
  /** Names of a report's tables, before the name of the broadcast. */
  report: {
    report: 'report',
    messages: 'messages',
    links: 'links',
    hours: 'by hour',
    each: 'each person',
    clicks: 'clicks',
    votes: 'answers to its polls',
    orders: 'orders after it',
    control: 'control group',
    people: 'people',
  },
  names: {
    people: 'people',
    segments: 'segments',
    broadcasts: 'broadcasts',
    service: 'order messages',
    survey: 'survey',
    groups: 'RFM groups',
    moves: 'RFM moves',
    steps: 'ladder',
    stepMoves: 'ladder moves',
  },

  asked: (): Rich =>
    lines([
      b('📦 Everything as files'),
      'People with their fields, what they agreed to and in which words, segments, lists, offers, reports, what became of every message, clicks, events, customers and orders: as tables (CSV) in a zip, in parts of 45 MB.',
      '',
      'No keys, no tokens, not the team, and nothing of what people wrote to you.',
      'There are names and phones in them: keep them as carefully as the database. People, fields, segments and lists can be dropped here again.',
    ]),
  start: '📦 Make the files',
  lastTime: (when: string, who: string): string => `Last time: ${when}, by ${who}.`,
  running: (bar: string, file: number, of: number, name: string): Rich =>
    lines([b('📦 The files are being made'), bar, `${n(file)} of ${n(of)}: ${name}`]),
  sending: (): Rich => lines([b('📦 The files are made'), 'They are on their way to you.']),
  stop: '✖️ Stop',
  done: (parts: number, people: number): Rich =>
    lines([
      b('✅ Everything is here'),
      rich`${b(n(parts))} ${plural(parts, 'en', ['file', 'files'])} below, with ${n(people)} ${plural(people, 'en', ['person', 'people'])}. README.txt in it says what is what.`,
    ]),
  stopped: 'Stopped. Nothing was sent, and nothing is left of it.',
  broken: 'The program was restarted meanwhile. Nothing was sent, and nothing is left of it.',
  again: '📦 Once more',

  backBegun: (rows: number): string =>
    `📥 A file of this bot with ${n(rows)} ${plural(rows, 'en', ['row', 'rows'])}. I am importing it.`,
  backFields: (made: number, same: number): string => `🗂 Fields: ${n(made)} new, ${n(same)} as before.`,
  backSegments: (made: number, same: number): string => `👥 Segments: ${n(made)} new, ${n(same)} as before.`,
  backLists: (made: number, people: number, unknown: number): string =>
    `📋 Lists: ${n(made)} new, ${n(people)} ${plural(people, 'en', ['person', 'people'])} in them${unknown === 0 ? '' : `; ${n(unknown)} are not in this bot`}.`,
  backConsent: (made: number, same: number, left: number): string =>
    `📜 What people agreed to: ${n(made)} new, ${n(same)} as before${left === 0 ? '' : `, ${n(left)} of people who are not in this bot`}.`,
  backLeft: (left: number): string => `Left out: ${n(left)}`,
  backWhy: {
    unreadable: 'I cannot read it here',
    unclear: 'it can be read in several ways',
    missing: 'it names something that is not here',
    taken: 'something else has this name here',
    name: 'this name cannot be used',
  },

  readme: (tables: readonly { name: string; file: string }[]): string =>
    [
      'This is everything that this bot held, as tables.',
      '',
      ...tables.map(({ name, file }) => `${file}: ${files[name] ?? name}`),
      '',
      'What does not fit into one zip comes in the next one; a table that goes on there is called name-2.csv, and so on.',
      'Tables are CSV in UTF-8 with a header. Moments are UTC (ISO 8601), amounts have a point, several values in a cell stand on lines of their own.',
      'A cell that a spreadsheet would run as a formula has an apostrophe before it.',
      'A person is a number in all tables but people.csv, which says whose number it is.',
      'people.csv, fields.csv, segments.csv and lists.csv can be dropped into a bot of segcast again.',
      'There are names and phones of people in here. Keep it safe, and delete it when it is of no use any more.',
      '',
    ].join('\n'),
}
