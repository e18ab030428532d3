import { JOINTS, longestAt, phrasesOf } from '../lexicon.js'
import { timesPower } from '../numbers/multiplied.js'
import { ARTICLES, VALUE_OF } from '../numbers/number-words.js'
import { DECADES, decadeAt } from '../times/decade.js'
import type { Line, Token } from '../tokens.js'
import type { Hearing } from './forms.js'
import { abbreviated, isPlus, madeSaid, monthsJoined, NOUNS, numberSteps, swapDenied, whichSaid } from './reordered.js'
import { HALF_YEAR, rewordedAt } from './reworded.js'

/** As words alone they are read as "2 times"; behind a limit they are the number. */
const TIMES_OF = new Map(
  Object.entries({
    1: ['once', 'раз', 'раза', 'разок', 'единожды', 'однажды'],
    2: ['twice', 'дважды'],
    3: ['thrice', 'трижды'],
  }).flatMap(([value, words]) => words.map(word => [word, Number(value)])),
)

const LIMITS = ['over', 'under', 'atLeast', 'atMost', 'exactly'] as const

const COUNTED = ['hours', 'days', 'weeks', 'months', 'years', 'times'] as const

const LAST_OF_LIMITS = new Set(phrasesOf(LIMITS).map(phrase => phrase.split(' ').at(-1)))

/** Behind these a word of a number is one. */
const LEADS: ReadonlySet<string | undefined> = new Set([
  ...phrasesOf([...LIMITS, 'older', 'younger', 'noOlder', 'noYounger', 'between']).map(phrase =>
    phrase.split(' ').at(-1),
  ),
  ...['за', 'aged', 'age', 'turning', 'top', 'топ', 'random', 'случайные', 'случайных'],
])

const MARKS =
  /^(?:оцен(?:к[аиуе]|кой|ок)|рейтинг(?:ом|а)?|балл(?:ом|а|ов)?|ступен(?:ь|и|ью)|номер(?:ом|а)?|размер(?:ом|а)?|rating|score|step)$/u

/** Behind a number of people these say which of them. */
const DRAWN =
  /^(?:случайн|рандомн|произвольн|самы[хме]|лучш|худш|люб(?:ых|ые)$|random|randomly|most|best|least|worst|перв(?:ых|ые)$)/u
/** Said of people and of children only. */
const CHILDREN = /^(?:дет(?:и|ей|ям|ьми)|реб[её]н(?:ок|ка|ком)|kids?|child|children)$/u
const COLLECTIVE = /^(?:двое|двоих|двоими|трое|троих|троими|четверо|четверых|пятеро|пятерых)$/u

/**
 * Numbers that are said in words, where something to count stands behind them (three months, более двух раз, полгода), and
 * decades (the 1990s, 90-х) as tokens of their own. Everything else stays as it was cut.
 * @param hear words in other forms, as those that the language lists
 */
export function spoken(
  written: readonly Token[],
  lines: readonly Line[],
  hear: Hearing = token => [token],
): { tokens: Token[]; lines: Line[] } {
  const forms = new Map<Token, Token[]>()
  const tokens = timesPower(written).map((token, i) => {
    if (isPlus(written, i)) return { ...token, kind: 'word' as const, text: 'and' }
    if (token.kind !== 'word') return token
    const [first = token, ...others] = hear(token)
    forms.set(first, [first, ...others])
    return first
  })
  swapDenied(tokens)
  numberSteps(tokens)
  const parts = partsSaid(tokens)
  const heard: Token[] = []
  /** Where each token went. */
  const places: number[] = []
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]
    if (token === undefined) break
    places[i] = heard.length
    const part = parts.get(i)
    if (part !== undefined) {
      if (part !== '') heard.push({ ...token, text: part })
      continue
    }
    const stretch = decadeAt(tokens, i) === null ? (stretchAt(tokens, i) ?? rewordedAt(tokens, i)) : null
    if (stretch !== null) {
      heard.push(...stretch.tokens)
      for (const end = i + stretch.length - 1; i < end; i++) places[i + 1] = heard.length - 1
      continue
    }
    const thousands = thousandsAt(tokens, i)
    if (thousands !== null) {
      heard.push(thousands.token)
      for (const end = i + thousands.length - 1; i < end; i++) places[i + 1] = heard.length - 1
      continue
    }
    const compound = compoundAt(tokens, i)
    if (compound !== null) {
      heard.push(compound)
      places[++i] = heard.length - 1
      continue
    }
    const months = monthsJoined(token)
    if (months !== null) {
      heard.push(...months)
      continue
    }
    const decade = decadeAt(tokens, i)
    if (decade !== null) {
      heard.push(decade.token)
      for (const end = i + decade.length - 1; i < end; i++) places[i + 1] = heard.length - 1
      continue
    }
    const [, ...rest] = forms.get(token) ?? []
    if (token.kind === 'word') heard.push(...numberAt(tokens, i), ...rest)
    else heard.push(token)
  }
  places.push(heard.length)
  const at = (place: number) => places[place] ?? heard.length
  return { tokens: heard, lines: lines.map(line => ({ ...line, from: at(line.from), to: at(line.to) })) }
}

/** Whose name may have a part in it. */
const OF_A_NAME: ReadonlySet<string> = new Set([
  ...['source', 'channel', 'product', 'products', 'item', 'items', 'category', 'username', 'something', 'anything'],
  ...['promocode', 'code', 'источник', 'канал', 'товар', 'товары', 'продукт', 'категория', 'промокод', 'юзернейм'],
  ...['что-то', 'что-нибудь'],
])

/** Of what was bought nothing else is said. */
const SOMETHING: ReadonlyMap<string, string> = new Map([
  ...(['something', 'anything'] as const).map(word => [word, 'product'] as const),
  ...(['что-то', 'что-нибудь'] as const).map(word => [word, 'товар'] as const),
])

const IN_IT = [
  ['in', 'it'],
  ['in', 'its', 'name'],
  ['in', 'the', 'name'],
  ['in', 'the', 'title'],
  ['в', 'названии'],
]

const MOST_IN_IT = 3

/**
 * "Source with spring in it", «товар со словом сапоги в названии»: the same in the words of the language, by the places of
 * the tokens; an empty one is left out.
 */
function partsSaid(tokens: readonly Token[]): Map<number, string> {
  const found = abbreviated(tokens)
  for (const i of whichSaid(tokens)) found.set(i, '').set(i + 1, '')
  for (const i of madeSaid(tokens)) found.set(i, '')
  for (const [i, { text, kind }] of tokens.entries()) {
    const word =
      text === 'with' || text === 'has' || text === 'have'
        ? 1
        : text === 'со' && tokens[i + 1]?.text === 'словом'
          ? 2
          : 0
    const before = tokens[i - 1]
    if (kind !== 'word' || word === 0 || before?.kind !== 'word' || !OF_A_NAME.has(before.text)) continue
    for (let length = 1; length <= MOST_IN_IT; length++) {
      const at = i + word + length
      const end = IN_IT.find(words => words.every((one, n) => tokens[at + n]?.text === one))
      if (end === undefined) continue
      found.set(i, word === 1 ? 'contains' : 'содержит')
      for (let n = 1; n < word; n++) found.set(i + n, '')
      for (const n of end.keys()) found.set(at + n, '')
      const thing = SOMETHING.get(before.text)
      if (thing !== undefined) found.set(i - 1, thing)
      break
    }
  }
  return found
}

/** "The day before yesterday", "half a year", "a fortnight", as words of the language; `length` in tokens. */
function stretchAt(tokens: readonly Token[], i: number): { tokens: Token[]; length: number } | null {
  const first = tokens[i]
  if (first?.kind !== 'word') return null
  for (const [phrase, said] of STRETCHES) {
    const words = phrase.split(' ')
    if (!words.every((word, n) => tokens[i + n]?.text === word)) continue
    const end = tokens[i + words.length - 1]?.end ?? first.end
    const heard = said.map((word): Token => {
      const value = Number(word)
      return Number.isNaN(value) ? { ...first, text: word, end } : { ...first, kind: 'number', text: word, value, end }
    })
    return { tokens: heard, length: words.length }
  }
  return null
}

const STRETCHES: readonly (readonly [string, readonly string[]])[] = [
  ['on the day before yesterday', ['позавчера']],
  ['the day before yesterday', ['позавчера']],
  ['day before yesterday', ['позавчера']],
  ...['half a year', 'half year'].map(phrase => [phrase, ['6', 'months']] as const),
  ...['полтора года', 'полутора лет', 'полутора года'].map(phrase => [phrase, ['18', 'месяцев']] as const),
  ...['полторы тысячи', 'полутора тысяч', 'полторы тыщи'].map(phrase => [phrase, ['1500']] as const),
  ...['a fortnight', 'fortnight'].map(phrase => [phrase, ['2', 'weeks']] as const),
]

/** "Forty two", «двадцать пять»: one number of two words. */
function compoundAt(tokens: readonly Token[], i: number): Token | null {
  const [first, second] = [tokens[i], tokens[i + 1]]
  if (first?.kind !== 'word' || second?.kind !== 'word') return null
  const [tens, ones] = [VALUE_OF.get(first.text) ?? 0, ARTICLES.has(second.text) ? 0 : (VALUE_OF.get(second.text) ?? 0)]
  const fits = tens >= 20 && tens < 100 && tens % 10 === 0 && ones >= 1 && ones <= 9
  return fits ? { ...first, kind: 'number', text: String(tens + ones), value: tens + ones, end: second.end } : null
}

const POWERS: readonly (readonly [RegExp, number])[] = [
  [/^(?:thousand|тысяч[аиу]?|тыщ[аиу]?|косар(?:ь|я|ей))$/u, 1e3],
  [/^(?:million|миллион(?:а|ов)?)$/u, 1e6],
]

const BOUNDS: ReadonlySet<string> = new Set(['от', 'до'])

/** "Two thousand", «двадцать пять тысяч»: one number; `length` in tokens. */
function thousandsAt(tokens: readonly Token[], i: number): { token: Token; length: number } | null {
  const first = tokens[i]
  if (first?.kind !== 'word') return null
  const bound = BOUNDS.has(tokens[i - 1]?.text ?? '') && VALUE_OF.get(first.text) === 1000
  if (bound) return { token: { ...first, kind: 'number', text: '1000', value: 1000 }, length: 1 }
  const compound = compoundAt(tokens, i)
  const length = compound === null ? 1 : 2
  const many = compound?.value ?? VALUE_OF.get(first.text)
  const last = tokens[i + length]
  const power = last?.kind === 'word' ? POWERS.find(([word]) => word.test(last.text))?.[1] : undefined
  if (many === undefined || power === undefined || last === undefined) return null
  const value = many * power
  return { token: { ...first, kind: 'number', text: String(value), value, end: last.end }, length: length + 1 }
}

function numberAt(tokens: readonly Token[], i: number): Token[] {
  const token = tokens[i]
  if (token === undefined) return []
  if (HALF_YEAR.has(token.text))
    return [
      { ...token, kind: 'number', value: 6 },
      { ...token, text: 'месяцев' },
    ]
  const decade = DECADES.get(token.text)
  if (decade !== undefined) return [{ ...token, kind: 'decade', text: `${decade}s`, value: decade }]
  const value = VALUE_OF.get(token.text)
  const counts =
    value !== undefined &&
    (rangeAt(tokens, i + 1) ||
      longestAt(JOINTS, { tokens, at: i + 1, end: tokens.length }, [...COUNTED, 'orMore', 'orLess', 'percent']) !==
        null ||
      (NOUNS.test(tokens[i + 1]?.text ?? '') && !ARTICLES.has(token.text)) ||
      (tokens[i + 1]?.kind === 'word' && NOUNS.test(tokens[i + 2]?.text ?? '') && !ARTICLES.has(token.text)))
  const times = LAST_OF_LIMITS.has(tokens[i - 1]?.text ?? '') ? TIMES_OF.get(token.text) : undefined
  // "Bigger than forty two", «кому за шестьдесят»: behind a limit it is the number, whatever follows.
  if (value !== undefined && LEADS.has(tokens[i - 1]?.text ?? '') && !ARTICLES.has(token.text))
    return [{ ...token, kind: 'number', value }]
  const next = tokens[i + 1]?.text ?? ''
  if (value !== undefined && !ARTICLES.has(token.text) && ((value > 1 && DRAWN.test(next)) || CHILDREN.test(next)))
    return [{ ...token, kind: 'number', value }]
  if (value !== undefined && COLLECTIVE.test(token.text)) return [{ ...token, kind: 'number', value }]
  // «С оценкой пять»: nothing else is said of a mark.
  if (value !== undefined && value > 1 && MARKS.test(tokens[i - 1]?.text ?? ''))
    return [{ ...token, kind: 'number', value }]
  if (counts) return [{ ...token, kind: 'number', value }]
  return times === undefined ? [token] : [{ ...token, kind: 'number', value: times }]
}

/** True where a second number behind "to", "or", "and" or a dash says what is counted: "two to four orders". */
function rangeAt(tokens: readonly Token[], at: number): boolean {
  const dash = tokens[at]?.text === '-'
  const joint = dash ? 1 : (longestAt(JOINTS, { tokens, at, end: tokens.length }, ['to', 'or', 'and'])?.length ?? 0)
  const second = tokens[at + joint]
  if (joint === 0 || second === undefined) return false
  if (second.kind !== 'number' && (second.kind !== 'word' || !VALUE_OF.has(second.text))) return false
  return longestAt(JOINTS, { tokens, at: at + joint + 1, end: tokens.length }, COUNTED) !== null
}
