import { wordsOf } from '../lexicon.js'

/** How people stand to a series. */
export type Stands = 'in' | 'entered' | 'finished' | 'left'

/** What a series is called beside its name. */
export const NOUNS: ReadonlySet<string> = new Set([
  ...['series', 'sequence', 'flow', 'drip', 'funnel', 'цепочка', 'цепочке', 'цепочку', 'цепочки', 'цепочек'],
  ...['цепочках', 'автоцепочка', 'автоцепочке', 'автоцепочку', 'автоцепочки', 'серия', 'серии', 'серию'],
  ...['воронка', 'воронке', 'воронку', 'воронки'],
])
/** Before the name of a series, where the word for it stands beside. */
export const VERBS: readonly { words: string[]; stands: Stands }[] = (
  [
    [
      'in',
      [
        'in',
        'are in',
        'is in',
        'getting',
        'receiving',
        'going through',
        'on',
        'still in',
        'currently in',
        'inside',
        'stuck in',
      ],
    ],
    ['in', ['в', 'во', 'находятся в', 'получают', 'проходят', 'идут по', 'состоят в', 'стоят в']],
    [
      'entered',
      [
        'entered',
        'started',
        'began',
        'got into',
        'came into',
        'joined',
        ...['got', 'received', 'went into', 'were added to', 'added to', 'put in', 'put into', 'put on', 'entering'],
        'enrolled in',
        'enrolled into',
        'enter',
        'start',
        'begin',
      ],
    ],
    ['entered', ['вошли в', 'вошел в', 'вошла в', 'попали в', 'попал в', 'начали', 'вступили в', 'зашли в']],
    [
      'finished',
      [
        'finished',
        'completed',
        'went through',
        'got through',
        'done with',
        'finished with',
        'passed',
        ...['reached the end of', 'got to the end of', 'made it through', 'reached end of', 'came to the end of'],
        'finish',
        'complete',
        'get through',
      ],
    ],
    ['finished', ['прошли', 'прошел', 'прошла', 'закончили', 'закончил', 'закончила', 'завершили', 'окончили']],
    ['finished', ['прошедшие', 'завершившие', 'закончившие', 'досмотрели']],
    [
      'left',
      [
        'left',
        'dropped out of',
        'fell out of',
        'exited',
        ...['stopped', 'quit', 'abandoned', 'cancelled', 'gave up on', 'opted out of', 'unsubscribed from'],
        ...['removed from', 'bailed on', 'bailed out of', 'got out of', 'dropped'],
        'dropped from',
        'were taken out of',
        'leave',
        'exit',
        'drop out of',
      ],
    ],
    ['left', ['вышли из', 'вышел из', 'вышла из', 'выпали из', 'покинули', 'ушли из', 'бросили', 'сошли с']],
  ] as const
).flatMap(([stands, phrases]) => phrases.map(phrase => ({ words: wordsOf(phrase), stands })))

/** Of what has no word for it behind these is a series too. */
export const ONLY_SERIES: ReadonlySet<string> = new Set([
  ...['going through', 'stuck in', 'enrolled in', 'enrolled into', 'dropped out of', 'exited', 'dropped from'],
])

/** Verbs of one word that say that it was finished. */
export const FINISHED: ReadonlySet<string> = new Set([
  'done',
  ...VERBS.filter(({ words, stands }) => stands === 'finished' && words.length === 1).flatMap(({ words }) => words),
])
