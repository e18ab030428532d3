import { count, plural } from '../format.js'
import { b, code, lines, type Rich, rich } from '../rich.js'

const n = (value: number) => count(value, 'en')
const people = (value: number) => `${n(value)} ${plural(value, 'en', ['person', 'people'])}`

const youAre = { owner: 'you are an owner', marketer: 'you are a marketer', analyst: 'you are an analyst' }

/** The menu: how things are, and what needs a human. */
export const home = {
  title: (shop: string, now: string): Rich => rich`🛍 ${b(shop)} · ${now}`,
  reach: (value: number): Rich => rich`${b(`${n(value)} can be reached`)}`,
  subscribers: (value: number) => `${n(value)} ${plural(value, 'en', ['subscriber', 'subscribers'])}`,
  today: (plus: number, minus: number, blocked: number) => {
    const change = [...(plus === 0 ? [] : [`+${n(plus)}`]), ...(minus === 0 ? [] : [`−${n(minus)}`])]
    return `today ${change.join(' ')}${blocked === 0 ? '' : ` (${n(blocked)} blocked)`}`
  },

  /** What somebody of the team can do here. @param commands each with what it does */
  team: (shop: string, role: keyof typeof youAre, commands: readonly (readonly [string, string])[]): Rich =>
    lines([
      rich`🛍 ${b(shop)} · ${youAre[role]}`,
      {
        owner:
          'You write to your people from here, see what came of it, and answer them. Send a photo or a text, and it becomes an offer.',
        marketer:
          'You write offers from here and see what came of them. Send a photo or a text, and it becomes an offer.',
        analyst:
          'You see what people have in common and what came of every offer. People are numbers here, without names.',
      }[role],
      '',
      ...commands.map(([name, does]) => `/${name} — ${does}`),
    ]),
  asPerson: 'As a subscriber yourself:',

  needs: (total: number): Rich => rich`⚠️ ${b(`Needs you (${n(total)})`)}`,
  restored: '⏸ A backup was restored: schedules and the survey wait',
  restoredHelp:
    'A backup does not know what was sent after it was made. First look at the waiting broadcasts below; then let schedules and the survey go on.',
  goOnRestored: '▶️ Let them go on',
  linksShut: '🔴 Links do not open from outside',
  disk: (free: string) => `🔴 The disk is nearly full: ${free} left`,
  held: (name: string, why: string) => `“${name}”: ${why}`,
  heldBecause: {
    late: 'it is late and waits for your decision',
    audience: 'it found different people than you were shown',
    links: 'on hold: its links do not open',
    content: 'Telegram refuses the message',
    restored: 'a backup was restored, and who got it since is unknown',
    unwritten: 'the results of its messages cannot be saved',
    unreadable: 'its list of recipients can no longer be read',
    alarm: 'it halted: too many people leave because of it',
    unauthorized: 'Telegram refused the bot’s token',
  },
  noAnswer: (name: string, total: number) => `“${name}”: ${n(total)} without Telegram’s answer`,
  /** What is wrong with order messages, the worst first. */
  serviceTrouble: (trouble: {
    paused: 'unauthorized' | 'unwritten' | null
    late: number
    content: number
    tooMany: number
  }): string => {
    const { paused, late, content, tooMany } = trouble
    const facts = [
      ...(paused === null
        ? []
        : [{ unauthorized: 'Telegram refused the bot’s token', unwritten: 'results cannot be saved' }[paused]]),
      ...(late === 0 ? [] : [`${n(late)} not sent, a day late`]),
      ...(content === 0 ? [] : [`Telegram refuses the text of ${n(content)}`]),
      ...(tooMany === 0 ? [] : [`${n(tooMany)} too many for one person`]),
    ]
    return `${paused === null ? '' : '⏸ '}Order messages: ${facts.join(', ')}`
  },
  service: '📦 Order messages',
  wrote: (total: number, long: number) =>
    `${people(total)} wrote${long === 0 ? '' : long === total ? ', over an hour ago' : `, ${n(long)} of them over an hour ago`}`,
  more: (others: number) => `and ${n(others)} more`,

  now: (name: string, facts: string): Rich => rich`▶️ Now: ${name}${facts}`,
  resting: (name: string, facts: string): Rich => rich`⏸ Paused: ${name}${facts}`,
  planning: 'finding out who gets it',
  left: (time: string) => `about ${time} left`,
  waits: (until: string) => `goes on at ${until}`,
  telegramRest: (until: string) => `Telegram asked to wait until ${until}`,
  outage: 'Telegram does not answer',
  unheard: 'I cannot hear your subscribers',
  next: (when: string, name: string, total: number): Rich => rich`🕙 Next: ${when} ${name} → ${n(total)}`,
  alsoScheduled: (others: number) => ` · ${n(others)} more later`,
  last: (name: string, figure: string): Rich => rich`📊 Last: ${name}, ${figure}`,
  usual: (share: string) => ` (usual ${share})`,

  firstDay: rich`${b('Your first day')}\nFive steps, then your first offer can go out. Tap one to start.`,
  bringPeople: 'Coming from another bot? Drop its export right here: CSV, Excel or JSON.',
  steps: {
    bot: 'Bot connected',
    links: 'Links open',
    people: 'Bring people',
    welcome: 'Welcome',
    test: 'Test an offer',
  },
  connected: (bot: string) => `@${bot} is connected: what people write to it arrives here.`,
  linksOpen: (address: string): Rich =>
    rich`✅ ${b('Links open from outside.')}\n${code(address)} leads to this program. I check again every ten minutes, and before every offer with links.`,
  linksUnknown: (address: string): Rich => rich`I have not checked yet whether ${code(address)} opens.`,
  linksSilent: (address: string): Rich =>
    lines([
      rich`🔴 ${b('Links do not open from outside.')}`,
      rich`${code(address)} does not answer. Offers with links wait until it does.`,
      'Is PUBLIC_URL spelled right? Is the proxy running, with a valid certificate, and does it pass requests on to my port?',
    ]),
  linksStranger: (address: string): Rich =>
    lines([
      rich`🔴 ${b('Links do not open from outside.')}`,
      rich`Something else answers at ${code(address)}. Offers with links wait until it is this program.`,
      'Does PUBLIC_URL point to this server, and does its proxy pass requests on to my port?',
    ]),
  answered: (status: number, by: string | null, challenge: boolean): string =>
    `It said: ${status}${challenge ? `, a challenge${by === null ? '' : ` by ${by}`}: protection against bots stopped me` : by === null ? '' : `, from ${by}`}.`,
  unanswered: {
    slow: 'Nothing came back within 5 s. Behind a router (NAT) a server often cannot reach its own public address.',
    refused: 'The connection was refused: nothing listens there.',
    unknown_host: 'There is no such name in the DNS, as far as this server sees.',
    certificate: 'Its certificate is not valid.',
    broken: 'The connection broke off.',
  },
  linksAllow: (agent: string): Rich => rich`If a firewall stops me, let through what calls itself ${code(agent)}`,
  linksProve:
    'Do links open for people all the same? Prove it: tap below on your phone, with mobile data rather than this server’s Wi-Fi. I will then trust the address for 7 days.',
  linksAskOwner: 'If links open for people all the same, an owner of the bot can prove it here.',
  proofKey: '📱 Open it on my phone',
  linksProven: (until: string): Rich =>
    rich`✅ ${b('Links open: your phone proved it.')}\nI cannot see it from here myself, so I trust it until ${until}. Offers with links go out.`,
  look: '🔄 Check again',

  askNeeds: rich`⚠️ ${b('Needs you')}\nTap one to deal with it.`,
  nothingNeeded: '✅ Nothing needs your attention right now.',
  noAnswerHelp: 'No answer from Telegram: they may or may not have the message. “Leave it” sends them nothing more.',
  leave: '👌 Leave it',

  buttons: {
    needs: (total: number) => `⚠️ Needs you · ${n(total)}`,
    replies: '💬 Replies',
    menu: '← Menu',
  },
}
