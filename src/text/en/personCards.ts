import { count, plural } from '../format.js'
import { b, code, lines, type Rich, rich } from '../rich.js'

/** One person: what is known of them, and what can be done. */
export const personCards = {
  door: '👤 People',
  asked: (): Rich =>
    lines([
      b('👤 Whom shall I look up?'),
      'Send a name or a part of it, @name, id, phone, their number in the shop, a contact card, or forward a message of theirs.',
    ]),
  unreadable: 'I cannot tell whom you mean. Send a name, @name, id, phone, a contact card, or a forwarded message.',
  hidden: 'Telegram hides who wrote this message. Send their @name, id or a contact card instead.',
  unknown: 'They never pressed Start in this bot, so nothing is known of them.',
  nobody: (words: string): Rich => rich`🔎 I found nobody for ${b(words)}. Try another part of the name.`,
  found: (words: string, total: number): Rich => rich`🔎 ${b(words)} · ${count(total, 'en')}`,

  foundRow: (n: number, name: string, facts: readonly string[]): Rich => rich`${n}. ${b(name)} · ${facts.join(' · ')}`,
  whichTown: (name: string): Rich =>
    rich`There are several places called ${b(name)}. Tap the right one, or type it with its country or region.`,
  phoneEnd: (digits: string): string => `phone …${digits}`,
  since: (day: string): string => `since ${day}`,
  /** What a person is called for those who may not know who they are. */
  number: (id: number): string => `№ ${id}`,
  inOwnWords: 'in words of their own (hidden from analysts)',

  title: (name: string, username: string | null): Rich =>
    rich`👤 ${b(name)}${username === null ? '' : ` · @${username}`}`,
  id: (id: number): Rich => rich`id ${code(id)}`,
  active: '🟢 Can be reached',
  paused: (until: string): string => `⏸ On pause until ${until}`,
  unsubscribed: (since: string): string => `⛔ Stopped offers ${since}`,
  less: (perWeek: number, perMonth: number | null): string =>
    `🔉 Wants at most ${perMonth === null ? (perWeek === 1 ? 'one offer a week' : `${perWeek} offers a week`) : 'one offer a month'}`,
  notAbout: (names: string): string => `💭 Does not want to hear about: ${names}`,
  ownHours: (hours: string | null): string =>
    hours === null ? '🌙 Offers may come at any hour' : `🌙 Chose quiet hours: ${hours}`,
  blocked: (since: string): string => `🚫 Blocked the bot ${since}`,
  deactivated: (since: string): string => `🚫 Account deleted, known since ${since}`,
  stoppedBy: (admin: string): string => `Not by themselves: ${admin} of the team did it.`,
  consent: (since: string, words: string | null, version: string | null): string =>
    `Agreed ${since}${words === null ? '' : ` · ${words}`}${version === null ? '' : `, version ${version.slice(0, 6)}`}`,
  wordings: {
    welcome: 'the welcome',
    stop: 'the farewell',
    pause: 'the pause',
    resume: 'the return',
    again: 'the question at Start',
  },
  source: (first: string | null, last: string | null): string =>
    `${first === null ? 'Came without a link' : `Came by ${first}`}${last === null || last === first ? '' : `, last by ${last}`}`,
  language: (tag: string | null, premium: boolean): string =>
    `Language ${tag ?? 'unknown'}${premium ? ' · Premium' : ''}`,
  phone: (number: string): string => `Phone ${number}`,
  zone: (zone: string): string => `Time zone ${zone}`,
  step: (name: string, why: string | null): string => `🪜 ${name}${why === null ? '' : `: ${why}`}`,
  because: {
    answer: (topic: string) => `answered about “${topic}”`,
    click: (topic: string) => `clicked on “${topic}”`,
    clicks: (topic: string) => `clicked twice on “${topic}”`,
    order: 'has ordered',
    override: (reason: string) => `set by the team: ${reason}`,
    byTeam: 'set by the team',
  },
  rfm: (scores: string, group: string): string => `⭐ ${scores} · ${group}`,
  rfmBecause: (day: string, orders: number, money: string): string =>
    `last order ${day} · ${count(orders, 'en')} in the window · ${money}`,

  group: (name: string): string => `⭐ ${name}`,

  keys: {
    fields: '🧾 Fields',
    step: '🪜 Step',
    scores: '⭐ RFM',
    segments: '👥 Segments',
    messages: '📨 Messages',
    clicks: '👆 Clicks',
    orders: '🛒 Orders',
  },
  fields: (name: string): Rich => rich`🧾 ${b(name)}: fields`,
  noFields: 'Nothing is known yet.',
  fieldOf: (name: string): Rich => rich`🧾 ${b(name)}`,
  unknownField: (name: string): Rich => rich`${b(name)}: not known`,
  field: (name: string, value: string, from: string, at: string): Rich => rich`${b(name)}: ${value}\n${from} · ${at}`,
  claim: (value: string, from: string, at: string): string => `also said: ${value} · ${from} · ${at}`,
  origins: {
    survey: 'answered in the survey',
    button: 'pressed a button of an offer',
    poll: 'answered a poll',
    contact: 'from their contact card',
    location: 'from their location',
    crm: 'from the CRM',
    admin: (name: string) => `set by ${name}`,
  },
  correct: '✏️ Correct',
  forget: '🗑 Forget',
  forgetYes: '🗑 Yes, forget',
  theirData: '📄 Their data',
  dataSent: '✅ Sent: everything that is held of this person, in their language. Keep it for nobody but them.',
  dataFile: 'data of one person',
  erase: '✖️ Forget them',
  eraseAsked: (name: string): Rich =>
    lines([
      rich`Forget everything about ${b(name)}?`,
      '',
      'Do it when they ask for it. Name, number, fields, answers, messages to you and what they bought go for good; what you were shown of them here stays in your own chat until you delete it.',
      'Reports keep their figures. No file brings this person back until they press Start themselves.',
    ]),
  eraseYes: '✖️ Yes, forget',
  eraseInTeam: 'This person works here. Take them out of the team first: ⚙️ Settings → 👥 Team.',
  takeBack: '↩️ Take correction back',
  valueAsked: (field: string, name: string): Rich => rich`What is ${b(field)} of ${b(name)}?`,
  valueHints: {
    text: 'Write it as it should be kept.',
    number: 'Write a number.',
    date: 'Write a day, like 24.12.1990 or 24 December 1990.',
    yes_no: 'Write yes or no.',
    one_of: 'Write one of these:',
    many_of: 'Write one or more of these, with commas or on lines of their own:',
  },
  forgetAsked: (field: string, name: string): Rich =>
    lines([
      rich`Forget ${b(field)} of ${b(name)}?`,
      'What every source said of it goes. The next answer or the CRM may tell it again.',
    ]),
  invalid: {
    empty: 'There is nothing to keep in this. Write the value in words or numbers.',
    too_long: 'This is too long. Up to 256 characters fit.',
    one_value: 'This field holds one value. Write only one.',
    not_a_number: 'This is not a number. Write it in digits, like 42 or 3.5.',
    two_numbers: 'This can be two numbers. Write it without a point before three digits, like 1500 or 1.5.',
    not_a_day: 'I cannot read this day. Write it like 24.12.1990 or 24 December 1990.',
    impossible_day: 'There is no such day. Look at the day and the month.',
    impossible_birthday: 'Nobody was born on that day. Look at the year.',
    not_yes_or_no: 'Write yes or no.',
    unknown_option: 'This is none of the options. Write one of those above.',
    unknown_country: 'I do not know this country. Write its usual name, like Latvia.',
  },

  stepTitle: (name: string): Rich => rich`🪜 ${b(name)}: step of the ladder`,
  stepNow: (name: string): Rich => b(name),
  stepUnknown: 'Nothing they did or said shows a step yet.',
  stepWhy: (why: string, at: string): string => `Why: ${why} · ${at}`,
  stepSince: (at: string): string => `On this step since ${at}`,
  stepFades: (at: string): string => `Stays until ${at} without anything new`,
  stepFaded: 'They were ready to buy; time has passed since.',
  stepOld: 'Nothing new for 180 days.',
  override: (until: string, admin: string): string => `Set by ${admin}, until ${until}.`,
  setStep: '✏️ Set the step',
  dropStep: '↩️ Take it back',
  stepAsked: (name: string): Rich =>
    lines([rich`On which step does ${b(name)} stand?`, 'This holds whatever else is known, until a day you choose.']),
  untilAsked: (step: string): Rich => lines([rich`${b(step)}: until when?`, 'Tap, or write a day, like 1 December.']),
  forDays: (days: number): string => `${count(days, 'en')} days`,
  reasonAsked: (step: string, until: string): Rich =>
    lines([rich`${b(step)} until ${until}. Why?`, 'Write the reason, up to 200 characters. The team reads it here.']),

  rfmTitle: (name: string): Rich => rich`⭐ ${b(name)}: RFM`,
  score: (score: string, what: string): Rich => rich`${b(score)} · ${what}`,
  cutAt: (measure: string, points: string): string => `${measure}: cut at ${points}`,
  lastOrder: (day: string): string => `last order ${day}`,
  ordersCounted: (orders: number): string => `${count(orders, 'en')} ${plural(orders, 'en', ['order', 'orders'])}`,
  rfmCounted: (at: string, months: number, currency: string): string =>
    `Counted ${at}, orders of the last ${count(months, 'en')} ${plural(months, 'en', ['month', 'months'])}, money in ${currency}.`,
  rfmNotCounted: 'Scores were not counted yet. This happens every hour.',

  messages: (name: string): Rich => rich`📨 ${b(name)}: messages`,
  noMessages: 'No message was meant for them yet.',
  message: (offer: string, words: string, facts: readonly string[]): Rich =>
    lines([b(offer), words === '' ? null : rich`“${words}”`, facts.join(' · ')]),
  seen: { confirmed: 'seen', inferred: 'probably seen' },
  clicked: (times: number): string => `${count(times, 'en')} ${plural(times, 'en', ['click', 'clicks'])}`,
  clicks: (name: string): Rich => rich`👆 ${b(name)}: clicks`,
  noClicks: 'They opened no link yet.',
  opening: (link: string, offer: string, facts: readonly string[]): Rich =>
    lines([rich`${b(link)} · ${offer}`, facts.join(' · ')]),
  lostLink: 'A link',
  verdicts: { machine: 'opened by a program, not counted', unsure: 'perhaps a program, not counted' },
  states: {
    queued: 'waiting',
    sending: 'on its way',
    sent: 'delivered',
    failed: 'not delivered',
    uncertain: 'no answer from Telegram',
    held_out: 'control group: not sent',
    skipped: 'left out',
  },
  takenBack: 'taken back',
  orders: (name: string): Rich => rich`🛒 ${b(name)}: orders`,
  noOrders: 'No order is known.',
  order: (money: string, at: string, notes: readonly string[]): Rich =>
    rich`${b(money)} · ${at}${notes.map(note => ` · ${note}`).join('')}`,
  refunded: (money: string): string => `refunded ${money}`,
  /** Why an order is said to have come after a message. */
  cameAfter: {
    line: (name: string, why: string): Rich => rich`   ↳ came after “${name}”: ${why}`,
    code: (code: string, day: string): string => `code ${code} given ${day}`,
    click_id: (day: string): string => `the shop named its click of ${day}`,
    click: (day: string): string => `clicked ${day}`,
    seen: (day: string): string => `seen for certain ${day}`,
    shared: (name: string, code: string, owner: string | null, day: string): Rich =>
      rich`   ↳ by code ${code} of “${name}”, given to ${owner ?? 'somebody else'} ${day}`,
  },
  allOrders: (orders: number): string => `🛒 All orders · ${count(orders, 'en')}`,
  linkKeys: {
    link: '🔗 Link to a customer',
    another: '🔗 Another one',
    linkYes: '✅ Yes, link',
    unlink: '✂️ Unlink',
    unlinkYes: '✂️ Yes, unlink',
  },
  customerTitle: (number: string, name: string): string => `${number} “${name}”`,
  customerOf: (name: string): Rich => rich`🛒 ${b(name)} in the shop`,
  noCustomer: 'No customer of the shop is known to be this person, so their orders are not known.',
  customer: (customer: string): Rich => rich`Customer ${b(customer)}`,
  bought: (orders: number, counted: number, spent: string): string =>
    `${count(orders, 'en')} ${plural(orders, 'en', ['order', 'orders'])}${spent === '' ? '' : `, ${spent}`}${counted === orders ? '' : ` (${count(counted, 'en')} ${plural(counted, 'en', ['counts', 'count'])})`}`,
  noOrdersYet: 'no orders yet',
  lastIs: 'The last one:',
  orderStatus: { paid: 'paid', pending: 'not paid yet', cancelled: 'cancelled', refunded: 'given back' },
  discount: (money: string): string => `discount ${money}`,
  promoCode: (code: string): string => `code ${code}`,
  renewal: 'renewed by itself',
  moreLines: (more: number): string => `   … and ${count(more, 'en')} more`,
  linkedBy: (how: string, since: string | null): string => `🔗 ${how}${since === null ? '' : ` · since ${since}`}`,
  /** How it is known that a customer is this person. */
  links: {
    admin: 'the team said so',
    telegram_id: 'confirmed: the shop knows their Telegram id',
    phone: 'confirmed: they shared the number they order with',
    personal_link: 'they opened their personal link',
    file_phone: 'from the file: the phone was not confirmed',
    click: 'they ordered after a click on a link of ours',
  },
  isLinked: 'linked to somebody',
  linkChanged: 'This has changed meanwhile.',
  unlinkAsked: (name: string, customer: string, orders: number): Rich =>
    lines([
      rich`Is ${b(name)} not customer ${b(customer)}?`,
      '',
      `The ${orders === 0 ? 'customer is' : `customer and ${orders === 1 ? 'the order are' : `all ${count(orders, 'en')} orders are`}`} kept. This person leaves the RFM groups and conditions on orders, and the step of the ladder is worked out anew, within a minute.`,
      'They are not linked again by themselves: only the team can do that.',
    ]),
  customerAsked: (name: string): Rich =>
    lines([
      rich`Which customer is ${b(name)}?`,
      'Send the number in the shop, a phone, an e-mail, or a name or a part of it.',
    ]),
  customerUnread: 'Send a number of the shop, a phone, an e-mail or a name.',
  noSuchCustomer: (words: string): Rich =>
    rich`🔎 I found no customer for ${b(words)}. Send another number, phone, e-mail or part of the name.`,
  noCustomerMore: 'This customer is not here any more.',
  linkAsked: (name: string, customer: string): Rich => rich`Is ${b(name)} customer ${b(customer)}?`,
  takenFrom: (name: string): Rich => rich`⚠️ At present it is ${b(name)}: they lose these orders.`,
  insteadOf: (customer: string): Rich => rich`⚠️ In place of customer ${b(customer)}.`,
  otherCurrency: 'another currency, not in sums',
  line: (product: string, quantity: number): string => `   ${product} × ${count(quantity, 'en')}`,
  segments: (name: string, total: number): Rich => rich`👥 ${b(name)}: in ${count(total, 'en')} of your segments`,
  unasked: (n: number): string =>
    `${count(n, 'en')} ${plural(n, 'en', ['segment', 'segments'])} could not be asked: unreadable, or the answer took too long. Open the segment to see why.`,

  answer: '💬 They wait for an answer',
  pause: '⏸ Pause 30 days',
  stop: '⛔ Stop offers',
  stopYes: '⛔ Yes, stop',
  stopAsked: (name: string): Rich =>
    lines([rich`Stop offers to ${b(name)}?`, 'They are not told. Only they themselves can ask for offers again.']),
  onlyThemselves: 'Only they themselves can ask for offers again, in their /settings or by Start.',
  testerOn: '🧪 Make a test person',
  testerOff: '🧪 No test person',
  testersFull: 'There are as many test people as there may be. Take one away in Settings first.',
  done: {
    paused: '✅ On pause for 30 days. They are not told.',
    unpaused: 'Nothing changed: they stopped, or their pause is as long already.',
    stopped: '✅ Stopped. They are not told.',
    tester: '✅ They get tests now.',
    noTester: '✅ They get no tests any more.',
    corrected: '✅ Corrected. Other sources cannot change it.',
    forgotten: '✅ Forgotten.',
    erased: '✅ Everything about this person is gone. Whoever looks for them finds nobody.',
    takenBack: '✅ The correction is taken back.',
    linked: '✅ Linked. The orders count from now on.',
    unlinked: '✅ Unlinked. The orders are kept.',
    unlinkedWaits: '✅ Unlinked. Who it is instead is not certain: see Who is who.',
    stepSet: '✅ The step is set.',
    stepDropped: '✅ The step is again what they show.',
  },
}
