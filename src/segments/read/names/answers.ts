import type { Vocabulary } from '../../vocabulary.js'
import type { Token } from '../tokens.js'
import { isSameWord } from '../words/inflect.js'

/** Whom every shop has: these mean people, whatever somebody answered. */
const ANYBODY = ['client', 'customer', 'buyer', 'subscriber', 'user', 'people', 'person', 'contact']
const ANYBODY_RU = ['клиент', 'покупатель', 'подписчик', 'пользователь', 'люди', 'человек', 'контакт', 'кто']

const answers = new WeakMap<Vocabulary, string[]>()

/** The options of fields that are one word. */
function answersOf(vocabulary: Vocabulary): string[] {
  const before = answers.get(vocabulary)
  if (before !== undefined) return before
  const found = vocabulary.fields().flatMap(({ options }) => options?.filter(option => !/\s/u.test(option)) ?? [])
  answers.set(vocabulary, found)
  return found
}

/** True for a word for people that is an option of some field too: "students" where there is *Job: student*. */
export function isAnswer(vocabulary: Vocabulary, { kind, text }: Token): boolean {
  if (kind !== 'word') return false
  const options = answersOf(vocabulary)
  if (!options.some(option => isSameWord(text, option))) return false
  return ![...ANYBODY, ...ANYBODY_RU].some(word => isSameWord(text, word))
}

/** True for "US" in capitals, or first and before people: the country, and not who writes. */
export function isStates(tokens: readonly Token[], at: number, source: string): boolean {
  const [before, token, behind] = [tokens[at - 1], tokens[at], tokens[at + 1]]
  if (token?.text !== 'us' || token.kind !== 'word') return false
  if (source.slice(token.start, token.end) === 'US') return true
  // "Us, canada", "from canada or us": where another value might stand.
  const first = before === undefined || JOINT.test(before.text)
  if (first && (behind === undefined || JOINT.test(behind.text)) && tokens.length > 1) return true
  return before === undefined && behind !== undefined && PEOPLE.test(behind.text)
}

const JOINT = /^(?:,|;|\/|or|and|but|not)$/u

const PEOPLE =
  /^(?:customers?|clients?|people|users?|subscribers?|buyers?|members?|women|men|audience|shoppers?|residents?)$/u
