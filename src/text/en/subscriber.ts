import { count } from '../format.js'
import { b, lines, type Rich, rich } from '../rich.js'

/** How long something is kept, in months (null: until they are forgotten), and in days where they never pressed Start. */
export type KeptFor = {
  inbox: number | null
  reads: number | null
  clicks: number | null
  events: number | null
  strangers: number
}

const period = (months: number | null): string =>
  months === null ? 'until you ask us to forget you' : `${months} months`

const howToStop =
  'To stop, press 🔕 under any offer or send /stop. To get fewer, pause or change the language: /settings.'

/** What subscribers read. */
export const subscriber = {
  start: '▶️ Start',
  yesOffers: '✅ Yes, send me offers',
  stopOffers: 'Stop offers',
  pause: 'Pause 30 days',
  less: 'Less often',
  usual: 'As often as before',
  resume: '▶️ Resume',
  back: '← Back',
  undo: '↩️ Undo',

  welcome: (bot: string): Rich =>
    lines([
      rich`👋 Hello! This is ${b(bot)}.`,
      'You are subscribed: our offers and news come here, usually one or two a week.',
      '',
      howToStop,
    ]),
  invitation: (bot: string): Rich =>
    lines([
      rich`👋 Hello! This is ${b(bot)}.`,
      'We send offers and news here, usually one or two a week. You are not subscribed yet: press Start if you want them. You can stop at any time with one press.',
    ]),
  /** Above the first offer of people who were moved in. */
  firstLine: (shop: string): Rich => rich`You get this because you are subscribed to ${shop}. 🔕 stops it.`,
  personal: {
    asked: (initials: string | null, digits: string | null, bot: string): Rich =>
      lines([
        initials === null && digits === null
          ? rich`Did ${b(bot)} send this link to you?`
          : rich`Are you ${b([initials ?? 'our customer', digits === null ? null : `phone …${digits}`].filter(part => part !== null).join(', '))}?`,
        '',
        'If so, we connect your orders with this chat, and our offers will fit you better.',
      ]),
    yes: '✅ Yes, that’s me',
    no: 'No, not me',
    linked: 'Thank you! Your orders are connected with this chat now.',
    waits: 'Thank you! It is not quite certain yet, so somebody from the shop will look at it.',
    yours: 'We know you already: your orders are connected with this chat.',
    used: 'This link was used already. If that was not you, write to us here.',
    known: 'We know already whose orders these are, so the link is not needed. Nothing has changed.',
    denied:
      'It was said before that these orders are not yours, so nothing has changed. If that is a mistake, write to us here.',
    unknown: 'This link does not work any more. Nothing has changed.',
    notYou: 'Thank you for saying so. These orders are not connected with this chat.',
  },

  already: (bot: string): Rich => lines([rich`You are subscribed to offers and news from ${b(bot)}.`, '', howToStop]),
  paused: (until: string): Rich => rich`⏸ Your offers are on pause until ${b(until)}.`,
  askAgain: (bot: string): Rich =>
    rich`You stopped our offers. Do you want offers and news from ${b(bot)} again, usually one or two a week? You can stop at any time with one press.`,
  resumed: '✅ You get our offers again. To stop, press 🔕 under any of them or send /stop.',

  stopped: 'You will get no more offers. Order messages still come.',
  alreadyStopped: 'You have stopped our offers already: none will come.',
  notSubscribed: 'You are not subscribed: no offers come here.',
  lessSaid: 'Done: at most one a week.',
  /** The shop's own menu. */
  menu: {
    asked: 'What would you like?',
    gone: 'This button no longer exists. /menu shows what there is.',
    code: (code: string): Rich => rich`🎟 Your code: ${b(code)}`,
    copy: '📋 Copy the code',
  },
  /** What somebody wants to hear about, how often, and when they want peace. */
  wishes: {
    key: '🎚 What and how often',
    title: 'What we send you',
    about: 'About what: tap to tick or untick.',
    often: {
      usual: 'as often as we send',
      twice: 'at most two a week',
      weekly: 'at most one a week',
      monthly: 'at most one a month',
    },
    known: (often: string): string => `🔉 Offers: ${often}.`,
    oftenNow: (often: string): string => `How often: ${often}.`,
    oftenKeys: { usual: 'As usual', twice: 'Twice a week', weekly: 'Once a week', monthly: 'Once a month' },
    hoursNow: (hours: string): string => `🌙 Quiet hours: ${hours}.`,
    noHours: 'none',
    hoursKey: '🌙 Quiet hours',
    hoursTitle: 'Quiet hours',
    hoursMean: 'Our offers will not disturb you then. Messages about your orders come at any hour.',
    from: (clock: string): string => `From ${clock}`,
    to: (clock: string): string => `To ${clock}`,
    anyHour: 'Any hour is fine',
    asUsual: 'As usual',
    gone: 'This is not asked any more.',
  },
  why: '❓ Why? (if you like)',
  whyToast: 'One tap, only if you like. It helps us send less of what nobody wants.',
  reasons: { too_many: 'Too many', not_for_me: 'Not for me', bought: 'Bought already', other: 'Other' },
  reasonTaken: 'Thank you, noted.',
  pausedToast: (until: string): string => `No offers until ${until}.`,
  undone: 'Done: you get our offers as before.',
  test: (words: string): string => `This is a test, nothing was changed. People read: “${words}”`,

  settings: 'Settings',
  statusActive: '✅ You get our offers and news.',
  statusStopped: '🔕 You have stopped our offers. Order messages still come.',
  languageSaved: '✅ From now on in English.',

  sharePhone: '📱 Share my number',
  forgetPhone: '✖️ Forget my number',
  sharePlace: '📍 Share where I am',
  forgetPlace: '✖️ Forget my place',
  forgetPhoneAsked: rich`${b('Forget your number?')}\nWe will no longer find your orders by it. You can share it again here at any time.`,
  forgetPlaceAsked: rich`${b('Forget where you are?')}\nOffers will no longer go by your town and your clock. You can share it again here at any time.`,
  forgetYes: '✖️ Yes, forget',
  forgetAsked: (bot: string): Rich =>
    lines([
      b(`Forget everything about you?`),
      '',
      `Then ${bot} knows nothing of you any more: not your name, your number, your answers or what you bought. No offers come, and your past ones can no longer be changed or taken back in this chat.`,
      'This cannot be undone. If you want to see first what is kept: /mydata.',
      '',
      'If you only want no more offers, send /stop.',
    ]),
  myData: '📄 My data',
  forgetMe: '✖️ Forget me',
  forgetNot: '← No, keep it',
  forgetMeYes: '✖️ Yes, forget me',
  forgetKept: 'Nothing was changed.',
  forgotten: (bot: string): Rich =>
    lines([
      '✅ Everything about you is gone.',
      '',
      `${bot} only remembers, in a form nobody can read, that you asked for this, so that no list brings you back. If you ever change your mind, press /start. You can delete this chat yourself.`,
    ]),
  forgetInTeam:
    'You work here, and what you do is written down under your name. Ask an owner to take you out of the team first (⚙️ Settings → 👥 Team), then send /forget again.',
  dataSent: 'Here is everything that is kept about you, as a file. To have it deleted: /forget.',
  dataSoon: 'I sent it a moment ago: it is the file above. In a minute you can ask again.',
  dataTitle: 'my data',
  phoneKnown: (phone: string): Rich => rich`📱 ${phone}`,
  placeKnown: '📍 We know where you are, because you shared it.',
  askPhone:
    'Press the button below to share the number of this account. We use it only to find your orders; /settings forgets it.',
  askPlace:
    'Press the button below to share where you are now. We use it to send offers from your town, by your clock; /settings forgets it. This works on a phone.',
  notNow: '← Not now',
  nothingShared: 'Nothing was shared.',
  /** An offer asks for the number; the gain is named first. */
  actionButton: {
    saved: '✅ Saved',
    over: 'This button does nothing any more.',
    testSets: (what: string): string => `Test: pressed by a reader, it sets “${what}”.`,
    testAsks: 'Test: this is what a reader is asked.',
  },
  deadline: {
    over: '⌛ It is over',
    ended: (when: string): string => `This offer ended on ${when}.`,
    notCounted: 'Your answer came too late to count.',
  },
  codeButton: {
    show: '🎟 Show my code',
    yours: (code: string): string => `Your code: ${code}\n\nThe button under the message copies it.`,
    test: (code: string): string => `Readers see their code here, such as ${code}. The button copies it from then on.`,
    over: 'All codes are taken. We are sorry!',
  },
  phoneCard: {
    ask: 'To see your bonus and orders here, share the number you order with.',
    share: '📱 Share number',
    notNow: 'Not now',
    known: 'We know your number already. Thank you!',
    found: (orders: number): string =>
      orders === 0
        ? 'No orders go with it yet. As soon as there are some, we will know that they are yours.'
        : `Found ${orders === 1 ? 'an order' : `${count(orders, 'en')} orders`} of yours: /mydata shows everything.`,
  },
  phoneTaken: (phone: string): string => `✅ Thank you: your number is ${phone}. /settings forgets it.`,
  placeTaken: (city: string | null): string =>
    city === null
      ? '✅ Thank you, we know where you are. /settings forgets it.'
      : `✅ Thank you: ${city}. /settings forgets it.`,
  phoneNotOwn: 'This is somebody else’s contact, and we keep only your own. /settings → 📱 shares yours.',
  phoneUnreadable: 'I cannot read this number, so nothing was kept.',
  placeUnreadable: 'There is no such place on Earth, so nothing was kept.',

  privacy: (bot: string, kept: KeptFor): Rich =>
    lines([
      b(`What ${bot} keeps about you, and why`),
      '',
      '• Your name, username, language and whether you have Premium, as Telegram shows them to every bot you start: to greet you and to speak your language.',
      '• When and by which link you came, when you stopped, paused or came back, and the words you were shown then: to prove what you agreed to.',
      '• Which offers you were sent, when you opened their links (and in which kind of browser, never your IP address), which buttons you pressed and that you answered or reacted: to send you what suits you, and less of what does not.',
      '• What you tell about yourself; your phone number and where you are only if you share them: to find your orders and to send what suits you. You can remove both in /settings.',
      '• What you answer when we ask you something: to send only what fits you. You can skip every question, and change or delete your answers in /settings.',
      '• What the shop told you about your orders: to find it again when you ask. The words are deleted after 30 days.',
      '• What happened to you in the shop, where its site tells us, such as that you left a cart: to write when it may help you.',
      '• That you wrote to us, and when. Your words are passed on inside Telegram to those who answer you; the bot keeps no copy of them.',
      '',
      b('For how long'),
      `That you saw a message: ${period(kept.reads)}. That you opened a link: ${period(kept.clicks)}. What happened in the shop: ${period(kept.events)}. That you wrote to us: ${period(kept.inbox)}; if you never pressed Start, ${kept.strangers} days. All else, until you ask us to forget you; what you bought stays in the shop’s sums, without your name.`,
      '',
      b('What you can do'),
      '/mydata sends you everything that is kept about you, as a file. /forget deletes all of it, for good. Whoever moved you here from elsewhere, or told us of you from the shop’s records, cannot bring you back after that; only you can, with /start.',
      '',
      'No offers any more: /stop. The bot cannot see your other chats or when you are online.',
    ]),
  help: (bot: string): Rich =>
    lines([
      rich`${b(bot)} sends you offers and news.`,
      '',
      '/menu — what you can do here',
      '/settings — language, what and how often, pause, stop, what you shared',
      '/stop — no more offers',
      '/start — get offers again',
      '/privacy — what is kept about you, and why',
      '/mydata — everything that is kept about you, as a file',
      '/forget — have all of it deleted',
    ]),
  unknownCommand: 'I do not know this command. /help shows what I can do.',
  oldButton: 'This button no longer works. /help shows what I can do.',
  oldMenu: 'This button no longer works; here is the menu.',
  tooOld: 'This message is too old to change. To stop offers, send /stop; to pause, /settings.',
}
