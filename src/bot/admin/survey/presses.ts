import { press, pressOnce } from '../../press.js'

/** The buttons of the survey. Each says what should be, so that an old card or a double press does no harm. */
export const presses = {
  home: press('sv.home', 'page'),
  open: press('sv.open', 'question'),
  results: press('sv.results', 'page'),
  result: press('sv.result', 'question', 'page'),
  preview: press('sv.preview', 'question'),

  add: press('sv.add', 'page'),
  field: press('sv.field', 'field'),
  /** How a field that is written is answered: 0 in words, 1 by buttons. */
  how: press('sv.how', 'field', 'buttons'),
  newField: press('sv.new'),
  type: press('sv.type', 'type'),
  group: press('sv.group', 'type', 'group'),

  /** 0: the question itself, 1: why it is asked. */
  words: press('sv.words', 'question', 'what'),
  start: press('sv.start', 'question', 'on'),
  skip: press('sv.skip', 'question', 'on'),
  /** 0: earlier, 1: later. */
  move: pressOnce('sv.move', 'question', 'later'),
  drop: press('sv.drop', 'question', 'sure'),
  topics: press('sv.topics', 'question'),
  topicOf: press('sv.topic', 'question', 'option', 'page'),
  /** 0: none. */
  topicIs: press('sv.is', 'question', 'option', 'topic'),

  later: press('sv.later'),
  alone: press('sv.alone', 'on'),
  under: press('sv.under', 'on'),
  days: press('sv.days', 'days'),
  send: press('sv.send', 'sure'),
}
