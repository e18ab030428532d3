import { fold } from '../../../text/fold.js'
import { isSameWord } from '../words/inflect.js'

/** Words that people use for one another, in a field's name or in one of its options. */
const ALIKE: readonly (readonly string[])[] = [
  [
    'авто',
    'автомобиль',
    'автомобиля',
    'автомобилем',
    'машина',
    'машины',
    'машиной',
    'тачка',
    'тачкой',
    'car',
    'vehicle',
  ],
  ['питомец', 'питомца', 'питомцем', 'животное', 'животным', 'зверь', 'pet'],
  ['компания', 'компании', 'фирма', 'фирмы', 'организация', 'организации', 'company', 'firm', 'business'],
  ['собака', 'собачник', 'собачники', 'собачница', 'собаковод', 'пес', 'псы', 'псов', 'собак', 'dog', 'dogs'],
  [
    'кошка',
    'кошатник',
    'кошатники',
    'кошатница',
    'кот',
    'коты',
    'котов',
    'котами',
    'котом',
    'кота',
    'кошек',
    'котик',
    'котики',
    'cat',
    'cats',
  ],
  ['новичок', 'начинающий', 'начинающие', 'beginner', 'novice', 'newbie'],
  ['продвинутый', 'опытный', 'advanced', 'experienced'],
  ['средний', 'промежуточный', 'intermediate', 'medium'],
  ['будни', 'будний', 'weekdays', 'weekday'],
  ['выходные', 'выходной', 'weekend', 'weekends'],
  ['безналичный', 'безнал'],
  ['наличные', 'наличка', 'нал', 'cash'],
]

const byWord = new Map(ALIKE.flatMap((words, i) => words.map(word => [word, i] as const)))

/** The number of the words that are used for this one, or for a word of which it is a form; null where none are. */
function kinOf(word: string): number | null {
  const plain = fold(word)
  const exact = byWord.get(plain)
  if (exact !== undefined) return exact
  if (plain.length < SHORTEST) return null
  const found = ALIKE.findIndex(words => words.some(one => one.length >= SHORTEST && isSameWord(one, plain)))
  return found < 0 ? null : found
}

/** Shorter words have forms that are those of others. */
const SHORTEST = 5

/** True for two words that people use for one another: «машина» and «авто». */
export function isAlike(one: string, other: string): boolean {
  const kin = kinOf(one)
  return kin !== null && kin === kinOf(other)
}

/** The option that is another word for what was written; null where none is, or several are. */
export function optionAlike(options: readonly string[], written: string): string | null {
  const kin = /^\p{L}+$/u.test(written) ? kinOf(written) : null
  const found = kin === null ? [] : options.filter(option => kinOf(option) === kin)
  return found.length === 1 ? (found[0] ?? null) : null
}
