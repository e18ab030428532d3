import { count, plural } from '../format.js'
import { b, lines, type Rich, rich } from '../rich.js'

const n = (value: number) => count(value, 'en')
const times = (value: number) => `${n(value)} ${plural(value, 'en', ['time', 'times'])}`

/** Answers that are written once: for the staff, for the menu, and for whoever writes one of their words. */
export const answerCards = {
  title: (total: number): Rich => rich`${b('⚡ Ready answers')}${total === 0 ? '' : ` · ${n(total)}`}`,
  none: 'Answer once what people keep asking: how shipping works, which size fits, where you are. Your staff sends it with one press, a menu button sends it, and it goes by itself to anyone who writes one of its words.',
  about:
    'Your staff sends them with one press, menu buttons send them, and they go by themselves to anyone who writes one of their words.',
  line: (name: string, words: string): Rich => rich`• ${b(name)}${words === '' ? '' : `: ${words}`}`,
  full: (most: number): string => `More than ${n(most)} do not fit.`,
  unnamed: 'Answer',
  askNew:
    'Send the answer as people should read it: text, photo, video, GIF or file. Its first words become its name; you can change that.',

  one: (name: string, what: string): Rich => rich`${b(`⚡ ${name}`)} · ${what}`,
  buttons: (labels: string): string => `Buttons: ${labels}`,
  noWords: 'It never goes by itself.',
  bring: (words: string): string => `Goes by itself to anyone who writes: ${words}`,
  went: (byWord: number, askedOn: number, byStaff: number, byMenu: number): string =>
    `By itself ${times(byWord)}${byWord === 0 ? '' : ` (${n(askedOn)} then asked for a person)`} · by your staff ${n(byStaff)} · by the menu ${n(byMenu)}`,

  askChange: (name: string): Rich => rich`Send ${b(name)} as people should read it from now on. Its buttons stay.`,
  askButtons: (name: string): Rich => rich`Send the buttons that stand below ${b(name)}.`,
  askName: (name: string, limit: number): Rich =>
    rich`What should ${b(name)} be called? At most ${limit} characters; only your team sees it.`,
  askWords: (name: string, most: number): Rich =>
    lines([
      rich`Which words should send ${b(name)} by itself? Up to ${most}, with commas: price, how much, cost*`,
      '',
      'A message with one of them as a whole word gets this answer at once; cost* also matches costs and costly. Under it is a button to ask a person instead. While your staff is talking with somebody, nothing is answered by itself.',
    ]),
  wordsNow: (words: string): string => `Now: ${words}`,
  askDelete: (name: string): Rich =>
    rich`Delete ${b(name)}? Its words will no longer send anything, and its button leaves the menu. What was sent stays in people’s chats.`,
  keys: {
    add: '➕ New answer',
    change: '✏️ Change',
    buttons: '🔗 Buttons',
    words: '🔤 Words',
    noWords: '🚫 No words',
    name: '🏷 Name',
    preview: '👁 Preview',
    delete: '🗑 Delete',
    deleteYes: '🗑 Delete',
  },
}
