import { plural } from '../format.js'
import { b, code, lines, type Rich, rich } from '../rich.js'

const roles = { owner: 'owner', marketer: 'marketer', analyst: 'analyst' }
const people = (n: number) => `${n} ${plural(n, 'en', ['person', 'people'])}`

/** The settings of the bot, its team, and what each role may do. */
export const settingsCards = {
  onlyLooks: 'Your role can only look.',
  onlyOwners: 'Only an owner can do this.',

  title: (shop: string): Rich => rich`⚙️ ${b(`Settings · ${shop}`)}`,
  frequency: (words: string): Rich => rich`Not more often than: ${b(words)}`,
  quiet: (words: string): Rich => rich`Quiet hours: ${b(words)}`,
  testPeople: (n: number): Rich => rich`Test people: ${b(n === 0 ? 'only yourself' : people(n))}`,
  team: (n: number): Rich => rich`Team: ${b(people(n))}`,
  zone: (name: string, now: string): Rich => rich`Time zone: ${b(name)}, where it is ${now} now`,
  language: (name: string): Rich => rich`Language of the bot: ${b(name)}`,
  contact: (contact: string | null): Rich =>
    contact === null ? rich`Contact: ${b('none')}` : rich`Contact: ${b(contact)}`,
  currency: (now: string): Rich => rich`Currency of sums: ${b(now)}`,
  currencyAsked: (now: string): Rich =>
    lines([
      b('Currency'),
      '',
      rich`Sums are counted in ${b(now)}. Orders in other currencies are kept; they count as orders and are left out of sums.`,
      '',
      rich`Tap, or write its three letters, such as ${code('GBP')}.`,
    ]),
  currencyUnknown: (text: string): string =>
    `I do not know the currency “${text}”. Write its three letters, such as EUR.`,
  languages: { en: 'English', ru: 'Русский' },
  keys: {
    settings: '⚙️ Settings',
    texts: '💬 Texts',
    survey: '📝 Survey',
    frequency: '⏱ How often',
    quiet: '🌙 Quiet hours',
    testPeople: '🧪 Test people',
    staff: '📨 Staff chat',
    team: '👥 Team',
    zone: '🕙 Time zone',
    language: '🌐 Language',
    shop: '🏷 Title, contact',
    currency: '💶 Currency',
    rfm: '📊 RFM groups',
    ladder: '🪜 Ladder, topics',
    own: '🔔 My own offers',
    menu: '← Menu',
  },
  inWords: 'Write it in words, please.',
  saved: (what: Rich): Rich => rich`✅ ${what}`,

  caps: {
    both: (day: number, week: number): string => `${day} a day, ${week} a week`,
    day: (day: number): string => `${day} a day`,
    week: (week: number): string => `${week} a week`,
    none: 'no limit',
    anyDay: 'No daily limit',
    anyWeek: 'No weekly limit',
    off: 'No limits',
  },
  frequencyAsked: (words: string): Rich =>
    lines([
      b('Not more often than'),
      '',
      rich`Marketing messages to one person: ${b(words)}. A week is any 7 days. Service messages, tests and corrections do not count. Who has had that many is left out of a broadcast, and its report says so.`,
      '',
      rich`Tap, or write both: ${code('3 a day, 10 a week')}.`,
    ]),
  frequencyUnreadable: (mostDay: number, mostWeek: number): string =>
    `I cannot read this. Write it like 3 a day, 10 a week (at most ${mostDay} and ${mostWeek}), or “off”.`,

  quietNone: 'none',
  quietNow: (words: string | null, zone: string): Rich =>
    words === null ? b('No quiet hours') : rich`${b(words)} · ${zone}`,
  quietAsked: (now: Rich): Rich =>
    lines([
      b('Quiet hours'),
      '',
      now,
      'Marketing messages that fall into them wait until they end; then the broadcast goes on by itself. Service messages go at any hour. Whoever told where they live has quiet hours by their own clock.',
      '',
      rich`Tap, or write from and to: ${code('22-9')}, ${code('21:30–10:00')} or ${code('off')}.`,
    ]),
  from: (clock: string): string => `From ${clock}`,
  to: (clock: string): string => `To ${clock}`,
  quietOff: 'No quiet hours',
  quietUnreadable: 'I cannot read this. Write from and to, like 22-9 or 21:30–10:00, or “off”.',
  quietSame: 'Quiet hours cannot end when they begin. Choose another hour.',

  testersAsked: (n: number, most: number): Rich =>
    lines([
      b('Test people'),
      '',
      n === 0
        ? 'Tests go to whoever asks for them. Add people who should see them too.'
        : `Tests can go to ${n === 1 ? 'this person' : 'these people'} as well. Tap a name to take it off the list.`,
      n === most ? `More than ${most} do not fit.` : null,
    ]),
  testerKey: (name: string): string => `✖️ ${name}`,
  testerShut: (name: string): string => `${name} · blocked the bot`,
  add: '➕ Add',
  testerWanted: (): Rich =>
    lines([
      b('Who should see tests?'),
      '',
      'Forward me a message of theirs, send me their contact, or write their @username. They must have pressed Start in this bot.',
    ]),
  testerAdded: (name: string): Rich => rich`✅ ${b(name)} can get tests now.`,
  testerThere: (name: string): Rich => rich`${b(name)} is on the list already.`,
  testerUnreadable: 'I cannot see who this is. Forward a message, send a contact, or write @username.',
  testerHidden: 'This person hides their account in forwarded messages. Write their @username, or send their contact.',
  testerNoAccount: 'This contact has no Telegram account that I can see. Write their @username.',
  testerUnknown: 'I do not know this person yet. Ask them to press Start in this bot, then add them again.',
  testersFull: (most: number): string => `There are ${most} test people already. Take somebody off the list first.`,

  zoneAsked: (name: string, now: string): Rich =>
    lines([
      b('Time zone'),
      '',
      rich`${b(name)}: it is ${b(now)} there now. Quiet hours, days of a report and times on the cards go by it, unless a marketer chose another zone for themselves.`,
      '',
      rich`Write a city or a zone: ${code('Riga')}, ${code('Europe/Samara')}.`,
    ]),
  zoneUnknown: (text: string): string =>
    `I do not know “${text}”. Write the largest city nearby, or a zone such as Europe/Riga.`,

  languageAsked: (name: string): Rich =>
    lines([
      b('Language of the bot'),
      '',
      rich`${b(name)}. People whose own language I do not speak are spoken to in this one; everybody can choose another in /settings.`,
    ]),

  shopAsked: (title: string, contact: string | null): Rich =>
    lines([
      b('Title and contact'),
      '',
      rich`Title: ${b(title)}`,
      contact === null ? rich`Contact: ${b('none')}` : rich`Contact: ${b(contact)}`,
      '',
      'The contact is what people are told when they write and nobody here answers.',
    ]),
  titleKey: '✏️ Title',
  contactKey: '✏️ Contact',
  noContact: '🚫 No contact',
  titleWanted: (most: number): Rich => rich`What is the shop called? Write up to ${most} characters on one line.`,
  contactWanted: (most: number): Rich =>
    rich`How can people reach the shop? A @username, phone, e-mail or address, up to ${most} characters.`,
  tooLong: (length: number, most: number): string =>
    `This is ${length} characters long; ${most} fit. Write it shorter.`,

  roles,
  roleMarks: { owner: '👑', marketer: '✍️', analyst: '👀' },
  teamAsked: (): Rich => b('Team'),
  member: (mark: string, name: string, role: string, you: boolean): Rich =>
    rich`${mark} ${b(name)} · ${role}${you ? ' (you)' : ''}`,
  firstOwner: 'named in ADMIN_IDS',
  nobodyYet: (id: number): string => `id ${id}`,
  waiting: (n: number): string =>
    n === 1 ? '1 invitation waits to be opened.' : `${n} invitations wait to be opened.`,
  rights:
    'Owners do everything. Marketers do everything but the team. Analysts see lists, reports and counts, and change nothing.',
  invite: { owner: '➕ Owner', marketer: '➕ Marketer', analyst: '➕ Analyst' },
  withdraw: (n: number): string => `🚫 Withdraw links · ${n}`,
  invitation: (role: keyof typeof roles, until: string, link: string): Rich =>
    lines([
      rich`Send this link to the new ${b(roles[role])}. Whoever opens it first is let in, so send it to one person only. It works once, until ${b(until)}.`,
      '',
      link,
    ]),
  sendOn: '📤 Send it on',
  memberAsked: (mark: string, name: string, role: string, since: string | null): Rich =>
    lines([rich`${mark} ${b(name)} · ${role}`, since === null ? null : `In the team since ${since}.`]),
  askRemove:
    'Take them off the team? From then on their menu, buttons and open questions no longer work, and links they made are withdrawn.',
  remove: '🚫 Take off',
  removed: (name: string): Rich => rich`✅ ${b(name)} is off the team.`,
  removeRefused: {
    gone: 'They are off the team already.',
    first_owner: 'This owner is named in ADMIN_IDS, in the configuration of the program. Take them out there.',
    last_owner: 'Somebody has to own the bot. Invite another owner first.',
    not_allowed: 'Only an owner can do this.',
  },

  joined: {
    owner: '🔑 You are an owner of this bot now. /admin opens the menu, /settings → Team invites others.',
    marketer: '✍️ You are a marketer here now. /admin opens the menu, /new starts an offer.',
    analyst: '👀 You are an analyst here now: you see lists, reports and counts. /admin opens the menu.',
  },
  already: {
    owner: 'You are an owner here already. Send the link to somebody else.',
    marketer: 'You are a marketer here already. /admin opens the menu.',
    analyst: 'You are an analyst here already. /admin opens the menu.',
  },
  linkOver: 'This link has been used or has expired. Ask an owner of the bot for a new one.',
  linkDamaged: 'This link is damaged: part of it is missing or changed. Copy it whole, or ask an owner for a new one.',
  claimOver:
    'This link has been used or has expired. If nobody owns the bot yet, restart the program: it prints a new one.',
  hasJoined: (name: string, role: keyof typeof roles): Rich =>
    rich`👥 ${b(name)} opened your link and joined as ${roles[role]}. If this is not whom you meant: /settings → Team.`,
}
