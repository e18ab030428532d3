import { b, i, lines, type Rich, rich } from '../rich.js'

const howToType = {
  text: '✍️ Write your answer.',
  number: '✍️ Write a number, like 42.',
  date: '✍️ Write a date, like 24.05.1990.',
  yes_no: '✍️ Write yes or no.',
  one_of: '✍️ Write your answer.',
  many_of: '✍️ Write your answer.',
}

/** What kind of answer a question wants. */
export type AnswerType = keyof typeof howToType

/** The survey, as people are asked. */
export const survey = {
  skip: 'Skip',
  done: '✔️ Done',
  write: '✍️ Answer',
  yes: 'Yes',
  no: 'No',

  /** @param type what is to be typed; null: there are buttons */
  question: (text: string, purpose: string, type: AnswerType | null): Rich =>
    lines([b(text), '', i(purpose), ...(type === null ? [] : ['', howToType[type]])]),
  roundName: (day: string): string => `Survey, ${day}`,

  thanks: '🙏 Thank you! You can change your answers in /settings.',
  saved: '✅ Saved. You can change your answers in /settings.',
  toast: '🙏 Thank you!',
  skipped: 'All right, skipped.',
  over: 'Thank you, but this question is not asked any more.',
  tickOne: 'Nothing is ticked yet.',
  test: 'This is a preview, nothing was kept.',
  /** What they wrote while a question is open went to those who read what people write. */
  asMessage: (question: string): Rich => rich`✉️ I took this as a message to us, not as the answer to “${question}”.`,
  wasAnswer: '✅ It is my answer',
  writeNow: '✍️ Write it as your next message.',
  asWords: {
    text: 'Write your answer in words, as a message.',
    number: 'Here a number is needed. Write it in digits, like 42.',
    date: 'Here a date is needed. Write it like 24.05.1990.',
    yes_no: 'Write yes or no.',
    one_of: 'Press one of the buttons under the question.',
    many_of: 'Press the buttons under the question.',
  } satisfies Record<AnswerType, string>,
  whichTown: (name: string): Rich => rich`There are several places called ${b(name)}. Which one is yours?`,
  otherTown: 'Another one',
  whichNumber: rich`Which number do you mean?`,
  problems: {
    too_long: 'This is too long. Write it in 256 characters or fewer.',
    impossible_day: 'There is no such day. Write the date like 24.05.1990.',
    impossible_birthday: 'Nobody can be born on that day. Write the date like 24.05.1990.',
    unknown_country: 'I do not know this country. Write its name, like Latvia.',
  } as Readonly<Record<string, string>>,

  own: '📝 Your answers',
  ownTitle: rich`${b('Your answers')}\nPress one to change or delete it.`,
  ownNone: rich`${b('Your answers')}\nYou have not been asked anything yet.`,
  ownRow: (question: string, answer: string): Rich => rich`${question} — ${b(answer)}`,
  unanswered: 'no answer',
  ownOne: (question: string, purpose: string, answer: string): Rich =>
    lines([b(question), i(purpose), '', rich`Your answer: ${b(answer)}`]),
  change: '✏️ Change',
  answerNow: '✍️ Answer',
  remove: '🗑 Delete',
}
