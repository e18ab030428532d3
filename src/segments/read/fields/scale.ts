import { fold } from '../../../text/fold.js'
import { wordsOf } from '../lexicon.js'
import { stemOf } from '../words/inflect.js'

/** Words of one scale, from its low end to its high one; those that stand on one step are one of them. */
const SCALES: readonly (readonly (readonly string[])[])[] = [
  [['xxxs'], ['xxs'], ['xs'], ['s'], ['m'], ['l'], ['xl'], ['xxl', '2xl'], ['xxxl', '3xl'], ['xxxxl', '4xl'], ['5xl']],
  [['a1'], ['a2'], ['b1'], ['b2'], ['c1'], ['c2']],
  [
    ['none', 'zero', 'ноль', 'нулевой', 'нет'],
    [
      'beginner',
      'novice',
      'starter',
      'newbie',
      'basic',
      'elementary',
      'entry',
      'rookie',
      'новичок',
      'начальный',
    ].concat([
      ...[
        'начинающий',
        'базовый',
        'low',
        'small',
        'junior',
        'низкий',
        'маленький',
        'poor',
        'cheap',
        'light',
        'джуниор',
      ],
    ]),
    ['intermediate', 'middle', 'medium', 'average', 'mid', 'moderate', 'normal', 'средний', 'обычный', 'мидл'],
    ['advanced', 'high', 'upper', 'senior', 'large', 'big', 'продвинутый', 'высокий', 'большой', 'сеньор'],
    ['expert', 'pro', 'professional', 'master', 'top', 'эксперт', 'профи', 'профессионал', 'мастер', 'heavy'],
  ],
  [
    ['bronze', 'бронза', 'бронзовый'],
    ['silver', 'серебро', 'серебряный'],
    ['gold', 'золото', 'золотой'],
    ['platinum', 'платина', 'платиновый'],
    ['diamond', 'алмаз', 'бриллиант', 'алмазный', 'бриллиантовый'],
  ],
  [
    ['never', 'никогда'],
    ['rarely', 'seldom', 'редко'],
    ['sometimes', 'occasionally', 'иногда'],
    ['often', 'regularly', 'часто', 'регулярно'],
    ['always', 'daily', 'всегда', 'ежедневно'],
  ],
]

const STEPS: readonly ReadonlyMap<string, number>[] = SCALES.map(
  scale => new Map(scale.flatMap((words, step) => words.map(word => [stemOf(word), step] as const))),
)

/**
 * Whether options stand from the low end to the high one (`1`) or the other way round (`-1`), by words and numbers that have
 * an order of their own; null where nothing says it.
 */
export function directionOf(options: readonly string[]): 1 | -1 | null {
  const numbers = options.map(option => Number(/\d+/.exec(option)?.[0] ?? Number.NaN))
  const found =
    numbers.some(Number.isNaN) || !options.every(option => /^\D{0,12}\d/u.test(option)) ? null : wayOf(numbers)
  if (found !== null) return found
  for (const steps of STEPS) {
    const places = options.map(option => placeIn(steps, option))
    if (places.filter(place => place !== null).length < 2) continue
    return wayOf(places.filter(place => place !== null))
  }
  return null
}

/** On which step of a scale an option stands, by the first of its words that is one; null where none is. */
function placeIn(steps: ReadonlyMap<string, number>, option: string): number | null {
  for (const word of wordsOf(fold(option))) {
    const place = steps.get(stemOf(word))
    if (place !== undefined) return place
  }
  return null
}

function wayOf(places: readonly number[]): 1 | -1 | null {
  const pairs = places.slice(1).map((place, i) => place - (places[i] ?? place))
  if (pairs.every(step => step === 0)) return null
  if (pairs.every(step => step >= 0)) return 1
  return pairs.every(step => step <= 0) ? -1 : null
}
