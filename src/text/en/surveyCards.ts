import { count, plural } from '../format.js'
import { b, i, lines, type Rich, rich } from '../rich.js'

const n = (value: number) => count(value, 'en')
const people = (value: number) => `${n(value)} ${plural(value, 'en', ['person', 'people'])}`
const days = (value: number) => (value === 7 ? 'a week' : `${n(value)} days`)

function way(everyDays: number, alone: boolean, underOffer: boolean): string {
  if (!alone && !underOffer) return 'Later questions: switched off.'
  const how = [...(alone ? ['by themselves'] : []), ...(underOffer ? ['under offers'] : [])].join(' and ')
  return `Later questions: at most one every ${everyDays === 7 ? 'week' : days(everyDays)}, ${how}.`
}

/** The screens of the survey. */
export const surveyCards = {
  title: rich`📝 ${b('Survey')}\nWhat people are asked, in this order: at most two questions after the welcome, the others one at a time later.`,
  none: 'No questions yet. Add the one whose answer would change what you send.',
  row: (place: number, text: string, atStart: boolean): Rich =>
    rich`${place}. ${text}${atStart ? rich` · ${i('at the start')}` : ''}`,
  laterNow: way,

  one: (place: number, of: number, text: string, purpose: string): Rich =>
    lines([rich`📝 Question ${place} of ${of}`, b(text), i(purpose)]),
  field: (name: string, type: string): Rich => rich`Field: ${b(name)}, ${type}`,
  answers: (answers: string): string => `Answers: ${answers}`,
  typed: 'People write the answer.',
  atStart: 'Asked at the start, after the welcome.',
  notAtStart: 'Asked later.',
  skippable: 'May be skipped.',
  notSkippable: 'There is no Skip button; people can still ignore it.',
  previewHead: '👁 This is what people will see:',
  made: '✅ Added at the end of the survey.',
  dropAsked: (text: string): Rich =>
    rich`Stop asking “${b(text)}” from now on? The answers so far and their figures stay.`,
  dropped: (text: string): Rich => rich`✅ ${b(text)} is no longer asked.`,

  fieldAsked: rich`${b('What do you want to know?')}\nChoose the field that the answer goes into, or make a new one.`,
  howAsked: rich`${b('How do people answer?')}\nMore people answer when there are buttons.`,
  typeAsked: rich`${b('What kind of answer is it?')}`,
  groupAsked: rich`${b('What is it about?')}`,
  labelAsked: rich`${b('What is the field called?')}\nPeople do not see this name. Send it in one to three words, like ${i('Favourite shoes')}.`,
  valuesAsked: (limit: number): Rich =>
    rich`${b('Which answers are there?')}\nSend 2 to ${n(limit)}, one on each line.`,
  textAsked: (limit: number): Rich =>
    rich`${b('What do you ask?')}\nSend the question as people should read it, up to ${n(limit)} characters.`,
  purposeAsked: (limit: number): Rich =>
    rich`${b('Why do you ask?')}\nPeople read this below the question, and more of them answer. Like: ${i('so that we send only what fits you')}. Up to ${n(limit)} characters.`,

  topicsTitle: (text: string): Rich =>
    rich`🪜 ${b(text)}\nWhich topic does an answer show interest in? It counts for the step of the ladder.`,
  topicRow: (label: string, topic: string | null): Rich => rich`${label}: ${topic === null ? 'no topic' : b(topic)}`,
  topicAsked: (label: string): Rich => rich`Which topic is ${b(label)} about?`,
  topicsNone: rich`There are no topics yet. They are made in the settings, under the ladder.`,
  noTopic: 'No topic',

  laterAsked: (everyDays: number, alone: boolean, underOffer: boolean): Rich =>
    lines([
      b('Later questions'),
      way(everyDays, alone, underOffer),
      '',
      'By themselves: once in that time a question goes to everybody to whom one is due, as a broadcast. It counts like an offer and keeps quiet hours.',
      'Under offers: short questions with up to 6 answers stand below offers that have up to 3 rows of buttons.',
      'Whoever answered, skipped, or was asked in that time is asked nothing; what nobody answered is asked once more.',
    ]),
  everyDays: (value: number): string => (value === 7 ? 'Once a week' : `Once every ${days(value)}`),
  roundOpen: 'A question is already being sent. See the broadcasts.',
  nobodyDue: (everyDays: number): string =>
    `Nobody is to be asked now: people answered, skipped, or were asked in the last ${n(everyDays)} days, or no later question is left.`,
  sendTitle: (value: number): Rich => rich`📝 ${b('The next question')} goes to ${b(people(value))} now:`,
  sendRow: (text: string, value: number): string => `· ${text} → ${n(value)}`,
  sendLimits: 'During quiet hours it waits until they end.',

  resultsTitle: rich`📊 ${b('Survey results')}`,
  resultRow: (place: number, text: string): Rich => rich`${place}. ${b(text)}`,
  resultOf: (text: string): Rich => rich`📊 ${b(text)}`,
  turnout: (of: { asked: number; answered: number; skipped: number; left: number }, share: string): string =>
    of.asked === 0
      ? 'Nobody was asked yet.'
      : `Asked ${n(of.asked)} · answered ${n(of.answered)} (${share}) · skipped ${n(of.skipped)} · left unanswered ${n(of.left)}`,
  noAnswers: 'No answers yet.',
  ownWordsHidden: 'People answered in words of their own. Those who see people by name read them here.',
  answerRow: (label: string, value: number, share: string): Rich => rich`${label} — ${b(n(value))} (${share})`,
  several: 'Several answers were possible, so the shares add up to more than 100 %.',

  keys: {
    add: '➕ Add question',
    results: '📊 Results',
    later: '🗓 Later questions',
    text: '✏️ Question',
    purpose: '✏️ Why we ask',
    start: '👋 Ask at start',
    notStart: '🗓 Ask later',
    skip: 'Let them skip',
    notSkip: 'No Skip button',
    up: '⬆️ Earlier',
    down: '⬇️ Later',
    topics: '🪜 Topics',
    result: '📊 Answers',
    preview: '👁 Preview',
    drop: '🗑 Stop asking',
    dropSure: '🗑 Yes, stop',
    newField: '➕ New field',
    typed: '✍️ In words',
    buttons: '🔘 By buttons',
    alone: 'By themselves',
    under: 'Under offers',
    send: '📣 Next one now',
    sendSure: '📣 Send it',
    question: '📝 Question',
  },
}
