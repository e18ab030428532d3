import { b, code, type Rich, rich } from '../rich.js'

/** The screens of what the bot says by itself, and of the staff chat. */
export const textCards = {
  names: {
    welcome: '👋 Welcome',
    stop: '🔕 After a stop',
    pause: '⏸ After a pause',
    received: '💬 After a message',
    survey: '📝 After the survey',
    first: '🐣 First line',
    phone: '📱 Their number',
    line: '⚖️ Line below',
  },
  about: {
    welcome: 'What newcomers read first.',
    stop: 'What people read when they stop offers. A button to undo it stands below.',
    pause: 'What people read when they pause. Until when is added by itself.',
    received: 'What people read when they write, once a day.',
    survey: 'What people read when they have answered: thanks, perhaps a present.',
    first:
      'What stands above the first offer of people who were moved in from another bot: who writes, why, and how to stop it.',
    phone: 'What people read when an offer asks for their number: name what they gain by it.',
    line: 'What stands below every offer: your legal name, the mark of advertising where the law wants one. Off until you send it; order messages and surveys never have it.',
  },
  languages: { en: 'English', ru: 'Russian' },

  title: rich`${b('Texts')}\nWhat the bot says by itself. Until you send your own, people read the usual words.`,
  row: (name: string, state: string): Rich => rich`${b(name)}: ${state}`,
  usual: (language: string): string => `${language} usual`,
  own: (language: string): string => `${language} yours`,
  sources: (n: number): string => (n === 1 ? '1 source' : `${n} sources`),

  one: (name: string, language: string): Rich => rich`${b(name)} · ${language}`,
  forSource: (source: string): Rich => rich`For those who come by ${b(source)}`,
  /** Where a day stands in words that are only shown. */
  someDay: 'a certain day',
  isUsual: 'Now, the usual words:',
  isOwn: (what: string): string => `Now, yours: ${what}`,
  isGeneral: 'Nothing of their own: they read what everybody reads.',
  buttons: (labels: string): string => `Buttons: ${labels}`,
  ask: 'Send it as people should read it: text, photo, video, GIF or file.',
  askWords: 'If you send only text, the photo, video or file stays.',
  askFirst: 'Send it as text, a sentence or two. Say who writes, why, and that 🔕 stops it.',
  askPhone: 'Send it as text, a sentence or two. Say what they gain, and that it is the number they order with.',
  askLine: 'Send it as text, a line or two: your legal name, the mark. It takes room from every offer.',
  noLine: 'There is nothing below offers.',
  askButtons: 'Send the buttons that stand below it.',
  howToStop: 'Say in it how to stop: /stop, or 🔕 under any offer.',
  previewHead: '👁 This is what they will see:',
  previewFailed: (why: string): Rich => rich`Telegram would not take it: ${why}`,
  saved: '✅ Saved. From now on people see this:',

  sourcesTitle: (language: string): Rich =>
    rich`${b('Welcome by source')} · ${language}\n✏️ marks sources with words of their own. A source is what stands after ?start= in your link.`,
  sourcesAsk: 'Send the name of the source, as it stands in the link.',
  sourceInvalid: 'A source has up to 64 Latin letters, digits, - and _.',

  keys: {
    change: '✏️ Change',
    buttons: '🔗 Buttons',
    noButtons: '🚫 No buttons',
    preview: '👁 Preview',
    reset: '↺ Usual words',
    noLine: '🚫 No line',
    resetSource: '↺ As for all',
    sources: '🔗 By source',
    source: '➕ Another source',
  },

  staff: {
    title: rich`${b('Staff chat')}`,
    none: 'What people write comes to the owners’ own chats. In a staff chat, a group with topics, everybody has a topic of their own, and all who are in the group can answer.',
    bound: (title: string): Rich => rich`${b(title)} answers: everybody who writes has a topic there.`,
    lost: (title: string): Rich =>
      rich`${b(title)} can no longer be used. What people write comes to the owners’ own chats.`,
    steps: (bot: string, secret: string, until: string): Rich =>
      rich`1. Make a group and turn on Topics in its settings.\n2. Add @${bot} as an administrator who may manage topics.\n3. Write there: ${code(`/bind ${secret}`)}\n\nThe code is good until ${until}, for one try, and only from an owner under their own name.`,
    keys: { bind: '🔗 Bind a group', release: '✖️ Unbind' },
  },
}
