import { count } from '../format.js'
import { b, type Rich, rich } from '../rich.js'

const n = (value: number) => count(value, 'en')

/** Polls and quizzes as messages of offers: what their answers become, and what came of them. */
export const pollCards = {
  named: 'It was anonymous and goes out with names: otherwise you could not learn who answered what.',
  closes: 'Its own closing time stays behind. To close it, set “Until …” under ⋯ More.',
  wordsStand: 'If you send only text, it stands above the poll.',
  door: '📊 What answers become',
  title: (question: string): Rich => rich`📊 ${b(question)}`,
  option: (place: number, text: string, right: boolean): string => `${place} ${text}${right ? ' ✅' : ''}`,
  becomes: (option: string, what: string): string => `${option} → ${what}`,
  nothing: 'nothing',
  hint: 'Tap an answer to say what it becomes. When people change their answer, the field changes with it; when they take it back, what it set goes too.',
  keys: {
    into: '🗂 All into a field',
    none: '✖️ Set nothing',
    optionNone: '✖️ Nothing',
  },
  intoAsked:
    'Into which field? Each answer becomes the value of the same name. Or send a name, such as Size: I make a new field of these answers.',
  nameAsked: 'Send what the new field is called, such as Size.',
  intoKey: (field: string, fits: number, all: number): string => `${field} · ${n(fits)} of ${n(all)}`,
  noField:
    'No field takes these answers. Send a name, such as Size, and I make a field of them; or go back, tap an answer and write what it becomes.',
  made: (field: string, all: number): string =>
    `New field ${field}: ${all === 1 ? 'the answer becomes its value' : `each of the ${n(all)} answers becomes its value`}.`,
  into: (field: string, fits: number, all: number): string =>
    fits === all
      ? `Each answer becomes a value of ${field}.`
      : `${n(fits)} of ${n(all)} answers become values of ${field}; the others set nothing.`,
  optionAsked: (option: string): Rich => rich`📊 ${b(option)}: what does it become?`,
  optionNow: (what: string): string => `Now: ${what}.`,
  optionHint: 'Send a field and its value, like City = Riga, or tap one.',
  asked: 'Send a field and its value, like City = Riga.',
  tested: '📊 Answers to a test count for nobody and set nothing.',
  decides: '📊 An answer to a poll counts as a reply: to let answers decide, choose Replies.',
  voted: (people: number, share: string): string => `📊 Answered ${share} (${n(people)})`,
  about: (question: string): string => `📊 ${question}`,
  chosen: (option: string, people: number, share: string, right: boolean): string =>
    `• ${option}${right ? ' ✅' : ''}: ${share} (${n(people)})`,
  judged: (right: number, wrong: number): string => `Right: ${n(right)} · wrong: ${n(wrong)}`,
}
