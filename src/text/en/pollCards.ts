import { count } from '../format.js'
import { b, type Rich, rich } from '../rich.js'

const n = (value: number) => count(value, 'en')

/** Polls and quizzes as messages of offers: what their answers become, and what came of them. */
export const pollCards = {
  named: 'It was anonymous and goes out with names: only so do you learn who answered what.',
  closes: 'Its own closing time does not go along. Until, under ⋯ More, closes it.',
  wordsStand: 'If you send only text, it stands above the poll.',
  door: '📊 What answers become',
  title: (question: string): Rich => rich`📊 ${b(question)}`,
  option: (place: number, text: string, right: boolean): string => `${place} ${text}${right ? ' ✅' : ''}`,
  becomes: (option: string, what: string): string => `${option} → ${what}`,
  nothing: 'nothing',
  hint: 'Tap an answer to say what it becomes. Whoever changes their answer changes the field with it; whoever takes it back takes back what it set.',
  keys: {
    into: '🗂 All into a field',
    none: '✖️ Set nothing',
    optionNone: '✖️ Nothing',
    field: '➕ New field',
  },
  intoAsked: 'Into which field? Each answer becomes the value it is called like.',
  intoKey: (field: string, fits: number, all: number): string => `${field} · ${n(fits)} of ${n(all)}`,
  noField:
    'No field takes these answers. Make one whose options are called like them, or tap an answer and write what it becomes.',
  into: (field: string, fits: number, all: number): string =>
    fits === all
      ? `Each answer becomes a value of ${field}.`
      : `${n(fits)} of ${n(all)} answers become values of ${field}; the others set nothing.`,
  optionAsked: (option: string): Rich => rich`📊 ${b(option)}: what does it become?`,
  optionNow: (what: string): string => `Now: ${what}.`,
  optionHint: 'Send a field and its value, like City = Riga, or tap one.',
  asked: 'Send a field and its value, like City = Riga.',
  tested: '📊 Answers to a test count for nobody and set nothing.',
  decides: '📊 An answer to a poll counts as a reply: let replies decide where answers should.',
  voted: (people: number, share: string): string => `📊 Answered ${share} (${n(people)})`,
  about: (question: string): string => `📊 ${question}`,
  chosen: (option: string, people: number, share: string, right: boolean): string =>
    `• ${option}${right ? ' ✅' : ''}: ${share} (${n(people)})`,
  judged: (right: number, wrong: number): string => `Right: ${n(right)} · wrong: ${n(wrong)}`,
}
