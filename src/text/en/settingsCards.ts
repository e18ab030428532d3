import { plural } from '../format.js'
import { b, code, lines, type Rich, rich } from '../rich.js'

const quietMeans = {
  hold: 'Marketing messages that fall into them wait until they end; then the broadcast goes on by itself.',
  silently: 'Marketing messages that fall into them come at once, without a sound.',
  drop: 'Whoever has quiet hours when a marketing message would come does not get it at all, and the report says so.',
}

/** The settings of the bot. */
export const settingsCards = {
  title: (shop: string): Rich => rich`⚙️ ${b(`Settings · ${shop}`)}`,
  frequency: (words: string): Rich => rich`Not more often than: ${b(words)}`,
  quiet: (words: string): Rich => rich`Quiet hours: ${b(words)}`,
  zone: (name: string, now: string): Rich => rich`Time zone: ${b(name)}, where it is ${now} now`,
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
  marginAsked: (now: string | null, hundred: string): Rich =>
    lines([
      b('What you keep'),
      '',
      now === null
        ? rich`Of ${hundred} that a customer pays, how much is left to you after goods, shipping and fees?`
        : rich`You keep ${b(now)} of ${hundred} that a customer pays.`,
      'With it, reports reckon whether an offer paid: what additional buyers brought, less the discounts given. Customers never see it.',
      '',
      'Tap, or write a number from 0 to 100.',
    ]),
  marginUnread: 'I need one number from 0 to 100, such as 35.',
  noMargin: '✖️ Remove',
  languages: { en: 'English', ru: 'Русский' },
  keys: { settings: '⚙️ Settings', menu: '← Menu' },
  groups: {
    read: '💬 What they read',
    often: '🔔 How often',
    shop: '🏪 Shop',
    data: '🔌 Data',
    groups: '📊 Groups',
    team: '👥 Team',
    people: '🔒 People’s data',
    mine: '🙋 Only mine',
  },
  /** What a group is for, on its card. */
  about: {
    read: 'What your subscribers read from the bot itself: welcome, menu, ready answers, farewells, questions.',
    often: 'How much anybody gets at most, about what, and at which hours nobody is disturbed.',
    shop: 'What your shop is called, where it is and how it counts.',
    data: 'What is known from elsewhere.',
    groups: 'How people are sorted: by orders, by the ladder, by what you know about them.',
    team: 'Who works here, who sees tests, where messages are answered.',
    people:
      'What is kept about people, and for how long. People read it with /privacy, get all of it with /mydata and have it deleted with /forget; you can do both for them on their card.',
    mine: 'What only you see.',
  },
  /** The settings, by their names on buttons. */
  ways: {
    texts: '💬 Texts',
    menu: '📋 Menu',
    answers: '⚡ Ready answers',
    survey: '📝 Survey',
    frequency: '⏱ At most',
    quiet: '🌙 Quiet hours',
    interests: '💭 About what',
    control: '🧪 Control group',
    shop: '🏷 Title, contact',
    zone: '🕙 Time zone',
    language: '🌐 Language',
    currency: '💶 Currency',
    margin: '💰 You keep of 100',
    places: '📍 Places',
    import: '📥 Import',
    orders: '🛒 Orders',
    list: '📋 From a list',
    connections: '🔌 Connections',
    clickIds: '🔗 Who clicked',
    apiKeys: '🔑 API keys',
    events: '🔔 Events',
    weekly: '🗓 Weekly summary',
    service: '📦 Order messages',
    rfm: '⭐ RFM',
    ladder: '🪜 Ladder, topics',
    fields: '🗂 Fields',
    team: '👥 Members, roles',
    testPeople: '🧪 Test people',
    acts: '📜 What was done',
    staff: '📨 Staff chat',
    everything: '📦 Export everything',
    privacy: '🔒 What is kept',
    kept: '🗓 Kept for',
    own: '🔔 My own offers',
  },
  /** Other words by which a setting is looked for. */
  alsoCalled: {
    texts: 'welcome greeting farewell pause messages source',
    menu: 'buttons links catalogue start subscribers',
    answers: 'keywords canned replies auto reply faq price support staff',
    survey: 'questions answers ask',
    frequency: 'frequency cap limit maximum how often per day week',
    quiet: 'night sleep silence hours',
    interests: 'topics interests subjects choose tick hear about news sales',
    control: 'experiment compare effect kept out quarter works',
    shop: 'name brand shop phone email',
    zone: 'clock timezone hour city',
    language: 'english russian',
    currency: 'money euro dollar rouble sums prices',
    margin: 'margin profit cost earn pay off',
    places: 'shops map location warehouse near',
    import: 'file csv excel move people contacts customers',
    orders: 'purchases shop sales phones customers crm',
    list: 'import csv upload ids phones',
    connections: 'shop shopify woocommerce tilda retailcrm orders connect',
    clickIds: 'click id code sgc links orders shop tell',
    apiKeys: 'api key keys token crm site developer integration program',
    weekly: 'week monday digest growth report news',
    events: 'event reported shop cart site crm property bonus',
    service: 'order status parcel crm message transactional',
    rfm: 'recency frequency money champions orders window',
    ladder: 'hunt awareness steps rungs topics',
    fields: 'facts data city birthday',
    team: 'admins owner marketer analyst invite people',
    testPeople: 'testers preview',
    acts: 'log history journal audit actions who did',
    staff: 'replies support answers group topics chat bind',
    everything: 'export everything files csv zip download take out leave',
    privacy: 'data protection gdpr personal backup forget',
    kept: 'retention how long months delete old age',
    own: 'pause stop subscription mine',
  },
  line: (group: string, now: Rich): Rich => rich`${group}: ${now}`,
  groupAsked: (name: string, about: string, now: readonly Rich[]): Rich =>
    lines([b(name), about, ...(now.length === 0 ? [] : ['', ...now.map(one => rich`Now: ${one}`)])]),
  typeToSearch: '⌨️ Or type what you are looking for, such as: quiet',
  notFound: (words: string): Rich => rich`🔎 ${b(words)}: no such setting. Try another word, or tap a group.`,
  searched: (words: string, found: number): Rich =>
    rich`🔎 ${b(words)} · ${found} ${plural(found, 'en', ['setting', 'settings'])}`,
  /** How things are, in one line for each group. */
  now: {
    read: (own: number, of: number, questions: number): Rich =>
      rich`${own === 0 ? `${of} usual texts` : `${own} of ${of} texts are yours`} · ${questions} survey ${plural(questions, 'en', ['question', 'questions'])}`,
    often: (cap: string, quiet: string | null): Rich =>
      rich`${cap} · ${quiet === null ? 'no quiet hours' : `quiet ${quiet}`}`,
    shop: (facts: string): Rich => rich`${facts}`,
    noContact: 'no contact',
    margin: (of100: string, hundred: string): string => `you keep ${of100} of ${hundred}`,
    noMargin: 'what you keep is not set',
    data: rich`people, customers and lists are imported from files`,
    shopIs: {
      works: (name: string): string => `${name} works`,
      waits: (name: string): string => `${name} waits for its first call`,
      failed: (name: string): string => `⚠️ ${name}: the last call could not be taken`,
      silent: (name: string): string => `⚠️ ${name} is silent`,
      refused: (name: string): string => `⚠️ ${name}: calls are refused`,
    },
    lastFile: (day: string): string => `last file ${day}`,
    groups: (months: number, fields: number): Rich =>
      rich`RFM ${months} ${plural(months, 'en', ['month', 'months'])} · ladder 5 steps · ${fields} ${plural(fields, 'en', ['field', 'fields'])}`,
    team: (members: number, testers: number, staff: boolean): Rich =>
      rich`${members} ${plural(members, 'en', ['member', 'members'])} · test people ${testers} · staff chat ${staff ? 'on' : 'off'}`,
    people: (owner: boolean): Rich =>
      owner
        ? rich`whoever runs the server copies everything with npm run backup -- FILE, even while the bot runs`
        : rich`whoever runs the server can copy everything, even while the bot runs`,
    mine: rich`you are subscribed, like your customers`,
    notSubscribed: rich`you are not subscribed; /start shows what your customers see`,
  },
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
      rich`Marketing messages to one person: ${b(words)}. A week is any 7 days. Order messages, tests and corrections do not count. Whoever has had that many is left out of a broadcast, and its report says so.`,
      '',
      rich`Tap, or write both: ${code('3 a day, 10 a week')}.`,
    ]),
  frequencyUnreadable: (mostDay: number, mostWeek: number): string =>
    `I cannot read this. Write it like 3 a day, 10 a week (at most ${mostDay} and ${mostWeek}), or “off”.`,

  quietNone: 'none',
  quietNow: (words: string | null, zone: string): Rich =>
    words === null ? b('No quiet hours') : rich`${b(words)} · ${zone}`,
  quietWays: { hold: '⏳ It waits', silently: '🔕 Without sound', drop: '✖️ Leave it out' },
  quietAsked: (now: Rich, way: 'hold' | 'silently' | 'drop'): Rich =>
    lines([
      b('Quiet hours'),
      '',
      now,
      quietMeans[way],
      'Order messages go at any hour. Whoever told where they live has quiet hours by their own clock, and whoever chose other hours in /settings has those.',
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
  zoneSeveral: (text: string, zones: readonly string[]): string =>
    `“${text}” can be several: ${zones.join(', ')}. Write the city you mean.`,
  zoneUnknown: (text: string): string =>
    `I do not know “${text}”. Write the largest city nearby, or a zone such as Europe/Riga.`,

  clickIds: {
    tell: 'Tell the shop',
    hide: 'Do not tell',
    on: rich`${b('Who clicked')}: the shop is told.`,
    off: rich`${b('Who clicked')}: the shop is not told.`,
    about: [
      'When somebody opens a link of an offer, its address carries a code, “sgc=…”. A shop that keeps the address people came by sends it back with the order, and I know whose order it is. The code holds no name, phone or Telegram id.',
      '',
      'It is left out where it would break an address: signed downloads, links that let somebody in, Telegram and other messengers, and links that open only without marks.',
      '',
      'Of all that says who a customer is this is the weakest: whatever is surer overrules it.',
    ],
  },

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
}
