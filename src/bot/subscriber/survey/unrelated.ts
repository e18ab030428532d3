import { readFacts } from '../../../audience/attribute/fact.js'
import { builtInKey } from '../../../audience/attribute.js'
import { findCities } from '../../../audience/place/town.js'
import type { Question } from '../../../audience/survey/question.js'
import { fold } from '../../../text/fold.js'

/**
 * What words that were written while a question is open are: its answer; a failed try at it, which a hint puts right;
 * or something for those who read what people write.
 */
export type Meant = 'answer' | 'try' | 'message'

/** Whoever writes more words than that where a number, a day or a country is asked says something else. */
const FEW = 3
/** No town's name is longer. */
const TOWN = 4

const greetings = new Set(
  `hi|hello|hey|good morning|good evening|good afternoon|thanks|thank you|thank you very much|ok thanks|help
  |привет|здравствуйте|здравствуй|добрый день|добрый вечер|доброе утро|спасибо|большое спасибо|благодарю|помогите`
    .split('|')
    .map(words => words.trim()),
)

/** Words that begin a question or a request, in either language. */
const openers = new Set(
  `where when how why what which who whose whom please help tell где куда откуда когда как сколько почему зачем какой
  какая какое какие каким кто кому чей можно могу можете нельзя подскажите скажите помогите объясните`.split(/\s+/),
)
/** Words that begin a question only before one of the second kind: "have you", but not "have two dogs". */
const helpers = new Set('can could would will do does did is are was were have has may есть будет будут'.split(' '))
const subjects = new Set('you i we it they my your the this that there ли у мне'.split(' '))

/** What people write to a shop about: beginnings of words, and only when it is of theirs or went wrong. */
const matters = `order|parcel|packag|deliver|refund|return|courier|payment|paid|invoice|receipt|warrant|complain|broken
  |заказ|посылк|достав|возврат|верн|курьер|оплат|оплач|чек|гаранти|жалоб|брак|сломал|магазин`
  .split('|')
  .map(word => word.trim())
const theirs = new Set(
  `my mine me i your you not no never didn't haven't hasn't isn't мой моя мое мои моего моей мне меня я ваш ваша вы вас
  не нет никогда`.split(/\s+/),
)

/**
 * Reads words by the question they may answer. Doubt goes to people: what they are asked they read, and their own
 * words can be kept as the answer by one press.
 * @param at ms UTC, by which a birthday must have been
 */
export function readMeaning(question: Question, text: string, at: number): Meant {
  const { attribute } = question
  const words = wordsOf(text)
  const asks = /[?？؟]/u.test(text)
  const key = builtInKey(attribute)
  const strict = attribute.type !== 'text' || key === 'country'
  const named = question.options.some(({ label }) => fold(label) === fold(text))
  if (named || (strict && readFacts(attribute, [text], at).kind === 'facts')) return 'answer'
  if (strict) {
    const likely = key === 'country' ? words.length > 0 : /\d/u.test(text)
    return likely && words.length <= FEW && !asks && !greetings.has(words.join(' ')) ? 'try' : 'message'
  }
  if (key === 'city' && findCities(text).length > 0) return 'answer'
  if (asks || greetings.has(words.join(' '))) return 'message'
  if (key === 'city' && (words.length > TOWN || (words.length > 1 && /\d/u.test(text)))) return 'message'
  return isRequest(words) || isMatter(words, question) ? 'message' : 'answer'
}

function isRequest(words: readonly string[]): boolean {
  const [first = '', second = ''] = words
  return words.length >= FEW && (openers.has(first) || (helpers.has(first) && subjects.has(second)))
}

/** Something about an order of theirs, unless that is what was asked. */
function isMatter(words: readonly string[], question: Question): boolean {
  const asked = wordsOf(question.text)
  const stems = matters.filter(stem => words.some(word => word.startsWith(stem)))
  if (words.length < FEW || stems.every(stem => asked.some(word => word.startsWith(stem)))) return false
  return words.some(word => theirs.has(word) || /\d/u.test(word))
}

function wordsOf(text: string): string[] {
  return fold(text)
    .replaceAll('’', "'")
    .split(/[^\p{L}\p{N}']+/u)
    .filter(word => word !== '')
}
