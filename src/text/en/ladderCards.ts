import { count, plural } from '../format.js'
import { b, lines, type Rich, rich } from '../rich.js'

const n = (value: number) => count(value, 'en')

/** The ladder: its steps, who stands where, and the topics of links and answers. */
export const ladderCards = {
  title: (): Rich => rich`🪜 ${b('Ladder and topics')}`,
  step: (name: string, value: number, share: string | null): Rich =>
    rich`${b(name)} · ${n(value)}${share === null ? '' : ` (${share})`}`,
  withoutOrders: 'Orders are not known yet: as soon as they are, whoever ordered stands on the top step.',
  base: (known: number): string => `Shares are of the ${n(known)} whose step is known.`,
  movement: (days: number): Rich => b(`In ${days} days`),
  move: (from: string, to: string, value: number): string => `${from} → ${to}: ${n(value)}`,
  nobodyMoved: 'Nobody moved.',
  rule: 'People stand on the highest step that they showed: by an answer, a click on a link with a topic, an order.',
  help: 'Put topics on links in an offer, Buttons → 🏷 Topics, or here once it is sent.',
  keys: {
    topics: '🏷 Topics',
    names: '✏️ Step names',
    add: '➕ Topic',
    rename: '✏️ Name',
    archive: '🗄 Archive',
    archiveYes: 'Yes, archive',
    usual: 'Usual names',
    segments: '← Segments',
    settings: '← Settings',
    linkTopics: '🏷 Topics',
    sent: '🔗 Sent links',
    noTopic: '🚫 No topic',
  },
  namesAsked: (names: readonly string[]): Rich =>
    lines([
      b('Names of the steps'),
      '',
      ...names.map((name, i) => `${i + 1}. ${name}`),
      '',
      'Tap a step to rename it.',
    ]),
  nameWanted: (name: string, most: number): Rich =>
    rich`What should the step ${b(name)} be called? Up to ${most} characters.`,
  tooLong: (length: number, most: number): string =>
    `This is ${length} characters long; ${most} fit. Write it shorter.`,
  topics: (value: number): Rich =>
    lines([
      b('Topics'),
      '',
      value === 0
        ? 'There are none yet. A topic says what a link or an answer is about, and on which step of the ladder people stand who take an interest in it.'
        : 'Tap a topic to change it.',
    ]),
  topicKey: (rung: number, name: string): string => `${rung} · ${name}`,
  topicWanted: (most: number): Rich =>
    rich`What is the topic called? Up to ${most} characters, for example “Dry skin”.`,
  topic: (name: string, rung: string, links: number): Rich =>
    lines([
      rich`🏷 ${b(name)}`,
      rich`Step: ${b(rung)}`,
      links === 0 ? 'On no link yet.' : `On ${n(links)} ${plural(links, 'en', ['link', 'links'])}.`,
      '',
      'Tap another step to move it; where people stand is then worked out again.',
    ]),
  askArchive: (name: string): Rich =>
    rich`Archive ${b(name)}? It can no longer be chosen. What people showed by it stays known.`,
  links: (): Rich => lines([b('Topics of the links'), '', 'Tap a link to say what it is about.']),
  noLinks: 'This offer has no links yet. Write the message and its buttons first.',
  linkKey: (label: string, topic: string | null): string => (topic === null ? label : `${label} · ${topic}`),
  linkAsked: (label: string, url: string): Rich => lines([rich`What is ${b(label)} about?`, url]),
  noTopics: 'There are no topics yet. Add the first one, then come back to the link.',
  sent: (offers: number): Rich =>
    lines([
      b('Links already sent'),
      '',
      offers === 0
        ? 'Nothing with links has been sent yet.'
        : 'Tap an offer to say what its links are about. Clicks they have had count as well, within a minute or so.',
    ]),
  sentKey: (name: string, named: number, links: number): string => `${name} · ${n(named)} of ${n(links)}`,
  /** Why somebody stands where they do. */
  because: {
    answer: (topic: string): string => `answered on “${topic}”`,
    click: (topic: string): string => `opened a link on “${topic}”`,
    clicks: (topic: string): string => `opened links twice, the last on “${topic}”`,
    order: (): string => 'ordered',
    override: (reason: string): string => `set by the team: ${reason}`,
  },
  unknown: 'Step: unknown, nothing has shown it yet.',
  standing: (rung: string, because: string, day: string): Rich => rich`Step: ${b(rung)} — ${because}, ${day}`,
  old: 'old: nothing new for half a year',
  faded: 'was ready to buy, some time ago',
  until: (day: string): string => `until ${day}`,
}
