import { address } from '../../address.js'

/** The buttons of the survey. Each says what should be, so that an old card or a double press does no harm. */
export const survey = {
  home: address('sv.home', 'page', { looks: true, about: 'question', all: true }),
  open: address('sv.open', 'question', { looks: true, about: 'question' }),
  results: address('sv.results', 'page', { looks: true }),
  resultsFile: address('sv.results-file', { looks: true }),
  result: address('sv.result', 'question', 'page', { looks: true, about: 'question' }),
  preview: address('sv.preview', 'question', { about: 'question' }),

  add: address('sv.add', 'page'),
  field: address('sv.field', 'field'),
  /** How a field that is written is answered: 0 in words, 1 by buttons. */
  how: address('sv.how', 'field', 'buttons'),
  newField: address('sv.new'),
  type: address('sv.type', 'type'),
  group: address('sv.group', 'type', 'group'),
  /** The next thing to be typed; what is known so far stands beside it. */
  step: address('sv.step'),

  /** 0: the question itself, 1: why it is asked. */
  words: address('sv.words', 'question', 'what', { about: 'question' }),
  start: address('sv.start', 'question', 'on', { about: 'question' }),
  skip: address('sv.skip', 'question', 'on', { about: 'question' }),
  /** 0: earlier, 1: later. */
  move: address('sv.move', 'question', 'later', { once: true, about: 'question' }),
  askDrop: address('sv.askdrop', 'question', { about: 'question' }),
  /** `sure` 0: asks first; cards of old have it. */
  drop: address('sv.drop', 'question', 'sure', { about: 'question' }),
  topics: address('sv.topics', 'question', { about: 'question' }),
  topicOf: address('sv.topic', 'question', 'option', 'page', { about: 'question' }),
  /** 0: none. */
  topicIs: address('sv.is', 'question', 'option', 'topic', { about: 'question' }),

  later: address('sv.later', { looks: true, about: 'survey' }),
  alone: address('sv.alone', 'on', { about: 'survey', all: true }),
  under: address('sv.under', 'on', { about: 'survey', all: true }),
  days: address('sv.days', 'days', { about: 'survey', all: true }),
  askSend: address('sv.asksend'),
  /** `sure` 0: asks first; cards of old have it. */
  send: address('sv.send', 'sure'),
}
