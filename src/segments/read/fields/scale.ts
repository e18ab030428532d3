import { fold } from '../../../text/fold.js'
import { stemOf } from '../words/inflect.js'

/** Levels that everybody puts in the same order, from the lowest; several words may be one level. */
const SCALES: readonly (readonly (readonly string[])[])[] = [
  [['xxxs'], ['xxs'], ['xs'], ['s'], ['m'], ['l'], ['xl'], ['xxl', '2xl'], ['xxxl', '3xl'], ['xxxxl', '4xl'], ['5xl']],
  [['a0'], ['a1'], ['a2'], ['b1'], ['b2'], ['c1'], ['c2']],
  [
    ['zero', 'none', 'нулевой'],
    ['beginner', 'novice', 'newbie', 'starter', 'новичок', 'начинающий', 'начальный'],
    ['elementary', 'basic', 'базовый'],
    ['pre-intermediate'],
    ['intermediate', 'medium', 'middle', 'средний', 'промежуточный', 'любитель'],
    ['upper-intermediate'],
    ['advanced', 'experienced', 'продвинутый', 'опытный', 'уверенный'],
    ['expert', 'pro', 'professional', 'master', 'эксперт', 'профи', 'профессионал', 'мастер'],
  ],
  [
    ['very low', 'очень низкий'],
    ['low', 'lowest', 'низкий', 'маленький', 'small', 'эконом', 'economy', 'budget'],
    ['below average', 'ниже среднего'],
    ['medium', 'middle', 'average', 'moderate', 'средний', 'комфорт', 'comfort', 'standard', 'стандарт'],
    ['above average', 'выше среднего'],
    ['high', 'высокий', 'большой', 'large', 'big', 'бизнес', 'business', 'премиум', 'premium'],
    ['very high', 'очень высокий', 'люкс', 'luxury'],
  ],
  [
    ['intern', 'trainee', 'стажер'],
    ['junior', 'джуниор', 'джун', 'младший'],
    ['middle', 'мидл'],
    ['senior', 'сеньор', 'старший'],
    ['lead', 'team lead', 'тимлид', 'лид', 'ведущий'],
  ],
  [
    ['wood', 'iron', 'деревянный', 'железный'],
    ['bronze', 'бронза', 'бронзовый'],
    ['silver', 'серебро', 'серебряный'],
    ['gold', 'золото', 'золотой'],
    ['platinum', 'платина', 'платиновый'],
    ['diamond', 'бриллиант', 'бриллиантовый', 'алмаз'],
  ],
]

/**
 * Options from the lowest to the highest, as far as they are levels of one scale, or all of them begin at numbers of their
 * own: "18–24", "25–34". Null where nobody can tell: they may stand in any order.
 */
export function rankedOptions(options: readonly string[]): string[] | null {
  for (const scale of SCALES) {
    const ranked = options.flatMap(option => {
      const rank = scale.findIndex(level => level.some(word => isSaidSo(option, word)))
      return rank < 0 ? [] : [{ option, rank }]
    })
    const ranks = new Set(ranked.map(({ rank }) => rank))
    const others = options.length - ranked.length
    if (ranked.length >= 2 && ranks.size === ranked.length && others <= 1) return sorted(ranked)
  }
  const numbered = options.map(option => ({ option, rank: beginOf(option) }))
  const whole = numbered.flatMap(({ option, rank }) => (rank === null ? [] : [{ option, rank }]))
  const different = new Set(whole.map(({ rank }) => rank)).size === options.length
  return whole.length === options.length && different ? sorted(whole) : null
}

function sorted(ranked: readonly { option: string; rank: number }[]): string[] {
  return [...ranked].sort((a, b) => a.rank - b.rank).map(({ option }) => option)
}

function isSaidSo(option: string, word: string): boolean {
  const plain = fold(option)
  return plain === word || (word.length > 4 && stemOf(plain) === stemOf(word))
}

/** The number that an option begins at; what is below a number comes before it, what is above it behind. */
function beginOf(option: string): number | null {
  const [, below, above, digits] =
    /^(?:(до|под|under|below|up to|less than|<|меньше|менее)\s*|(от|over|above|more than|>|больше|более|свыше|старше)\s*)?(\d{1,9}(?:[ .,]\d{3})*)/iu.exec(
      option.trim(),
    ) ?? []
  if (digits === undefined) return null
  const number = Number(digits.replace(/\D/gu, ''))
  return below !== undefined ? number - 0.5 : above !== undefined ? number + 0.5 : number
}
