import { count, plural } from '../format.js'
import { b, lines, type Rich, rich } from '../rich.js'

const presses = (n: number) => `${count(n, 'en')} ${plural(n, 'en', ['press', 'presses'])}`

/** The menu that subscribers have. */
export const menuCards = {
  title: b('📋 Menu of your subscribers'),
  none: 'There are no buttons yet. Up to six appear below the welcome and in /menu: a link to the shop, an answer, a question of the survey, a code.',
  about: 'People have it below the welcome and in /menu.',
  line: (number: number, label: string, does: string, n: number): Rich =>
    rich`${number} ${b(label)} — ${does}${n === 0 ? '' : ` · ${presses(n)}`}`,
  full: (most: number): string => `Nobody would read more than ${most} buttons.`,
  opens: (address: string): string => `opens ${address}`,
  answers: (name: string): string => `sends “${name}”`,
  asks: (question: string): string => `asks “${question}”`,
  asksNoMore: 'asks what is no longer asked, so people do not see it',
  shows: (code: string): string => `shows the code ${code}`,
  one: (label: string, does: string, n: number | null): Rich =>
    lines([rich`${b(label)} — ${does}`, n === null ? null : n === 0 ? 'Nobody has pressed it yet.' : presses(n)]),
  previewHead: '👁 This is what people have:',

  askKind: 'What does the button do?',
  askLink: 'Write the button as people should see it: Label - address, such as Catalogue - shop.com',
  askAnswer: 'Which answer does it send?',
  noAnswers: 'There are no ready answers yet. Make one first; then it can stand in the menu.',
  askQuestion: 'Which question does it ask?',
  noQuestions: 'There are no questions yet. Make one in the survey first; then it can stand in the menu.',
  askCode: (most: number): string =>
    `Write the button and its code: Label - CODE, such as Gift - HELLO10. It is one code for everybody, at most ${most} characters.`,
  codeLabel: '🎟 Promo code',
  askLabel: (label: string, limit: number): Rich =>
    rich`What should stand on ${b(label)}? At most ${limit} characters; two buttons stand side by side where both have at most 18.`,
  askDrop: (label: string): Rich =>
    rich`Take ${b(label)} out of the menu? Whoever presses it in an older message is told that it is gone.`,
  keys: {
    add: '➕ Add a button',
    preview: '👁 Preview',
    link: '🔗 Opens a link',
    answer: '💬 Answers',
    question: '📝 Asks',
    code: '🎟 Shows a code',
    newAnswer: '➕ New answer',
    survey: '📝 Survey',
    label: '✏️ Label',
    earlier: '⬆️ Earlier',
    drop: '🗑 Take out',
    dropYes: '🗑 Take out',
  },
}
