import { JOINTS, longestAt } from '../lexicon.js'
import { isNumberWord } from '../numbers/number-words.js'
import type { Token } from '../tokens.js'

const LIMITS = ['over', 'under', 'atLeast', 'atMost', 'exactly'] as const

/** What is counted. */
export const NOUNS =
  /^(?:kids?|child|children|random|orders?|purchases?|clicks?|messages?|repl(?:y|ies)|(?:заказ|покупк|клик|сообщени|ответ)\p{L}{0,3})$/u

/** What people are or where they come from, as verbs: «живут не в России» denies no more than «не живут в России». */
const STANDS =
  /^(?:жив(?:ут|ет|ущи[ей]х?)|прожива(?:ют|ет|ющи[ей]х?)|наход(?:ят|ит)ся|состо(?:ят|ит)|вход(?:ят|ит)|при(?:шли|шел|шла|ехали)|пришедши[ей]х?|родом|числятся|говор(?:ят|ит))$/u

/** «Живут не дальше 30 км»: how far denies nothing. */
const FAR = /^(?:дальше|далее|больше|более|ближе)$/u

/** Puts «не» behind such a verb before it. */
export function swapDenied(tokens: Token[]): void {
  for (let i = 0; i + 2 < tokens.length; i++) {
    const [verb, not] = [tokens[i], tokens[i + 1]]
    if (verb?.kind !== 'word' || not?.text !== 'не' || not.kind !== 'word' || !STANDS.test(verb.text)) continue
    if (FAR.test(tokens[i + 2]?.text ?? '')) continue
    tokens[i] = { ...not, start: verb.start, end: verb.end }
    tokens[i + 1] = { ...verb, start: not.start, end: not.end }
  }
}

const WHICH = /^котор(?:ый|ая|ое|ые)$/u
const OF_WHICH =
  /^(?:(?:за|о)?канчива(?:ет|ют)ся|начина(?:ет|ют)ся|содерж(?:ит|ат)|включа(?:ет|ют)|законч(?:ит|ат)ся|конч(?:ит|ат)ся|исте(?:кает|чет)|законч(?:ил|ила|ило)ся?)$/u

/** «Код, который начинается на ЛЕТО», «абонемент, который заканчивается завтра»: places of commas before words that say nothing. */
export function whichSaid(tokens: readonly Token[]): number[] {
  return tokens.flatMap(({ text }, i) =>
    text === ',' && WHICH.test(tokens[i + 1]?.text ?? '') && OF_WHICH.test(tokens[i + 2]?.text ?? '') ? [i] : [],
  )
}

const MADE = /^(?:сделал|совершил|оформил|сдела|соверша|оформля)(?:л?[аи])?$/u
const WHICH_ONE = /^(?:перв|втор|трет|последн|крайн)\p{L}{1,3}$/u
const ORDER = /^(?:заказ|покупк)\p{L}{0,2}$/u

/** «Сделали второй заказ»: places of verbs that say nothing before which of their orders is meant. */
export function madeSaid(tokens: readonly Token[]): number[] {
  return tokens.flatMap(({ text }, i) =>
    MADE.test(text) && (isWhich(tokens, i + 1) || isMany(tokens, i + 1)) ? [i] : [],
  )
}

function isWhich(tokens: readonly Token[], at: number): boolean {
  return WHICH_ONE.test(tokens[at]?.text ?? '') && ORDER.test(tokens[at + 1]?.text ?? '')
}

/** True before «ровно 3 заказа», «не меньше двух покупок». */
function isMany(tokens: readonly Token[], at: number): boolean {
  const end = tokens.findIndex(({ text }, i) => i > at && i <= at + MOST_MANY && ORDER.test(text))
  const limit = longestAt(JOINTS, { tokens, at, end: tokens.length }, LIMITS)
  return end > 0 && (isNumber(tokens[at]) || (limit !== null && at + limit.length === end - 1))
}

function isNumber(token: Token | undefined): boolean {
  return token?.kind === 'number' || isNumberWord(token?.text ?? '')
}

/** A limit, a number, and what is counted. */
const MOST_MANY = 4

const ORDINALS: readonly RegExp[] = ['перв', 'втор', 'трет', 'четверт', 'пят'].map(
  stem => new RegExp(`^${stem}(?:ый|ой|ая|ую|ом|ого|ым|ий|ья|ью|ьей|ьем|ьего|ей)$`, 'u'),
)
const STEP = /^ступен(?:ь|и|ью|ей|ям|ях|ька|ьке|ьки)$/u
/** The longest limit, in tokens. */
const MOST_LIMIT = 2

/** «Третья ступень» is «ступень 3», «выше третьей ступени» «ступень выше 3». */
export function numberSteps(tokens: Token[]): void {
  for (let i = 0; i + 1 < tokens.length; i++) {
    const [first, step] = [tokens[i], tokens[i + 1]]
    if (first?.kind !== 'word' || step?.kind !== 'word' || !STEP.test(step.text)) continue
    const number = ORDINALS.findIndex(form => form.test(first.text)) + 1
    if (number === 0) continue
    let from = i
    for (let n = 1; n <= MOST_LIMIT; n++) {
      const limit = longestAt(JOINTS, { tokens, at: i - n, end: i }, LIMITS)
      if (limit?.length === n) from = i - n
    }
    const said = [
      step,
      ...tokens.slice(from, i),
      { ...first, kind: 'number' as const, text: String(number), value: number },
    ]
    for (const [n, token] of said.entries()) tokens[from + n] = token
  }
}

/** "W/o" and "w/". */
export function abbreviated(tokens: readonly Token[]): Map<number, string> {
  const found = new Map<number, string>()
  for (const [i, token] of tokens.entries()) {
    const [slash, rest] = [tokens[i + 1], tokens[i + 2]]
    if (token.text !== 'w' || slash?.text !== '/' || slash.start !== token.end) continue
    const without = rest !== undefined && rest.start === slash.end && (rest.text === 'o' || rest.text === 'out')
    found.set(i, without ? 'without' : 'with').set(i + 1, '')
    if (without) found.set(i + 2, '')
  }
  return found
}

const MONTH = /^(?:январ|феврал|март|апрел|ма[йея]|июн|июл|август|сентябр|октябр|ноябр|декабр)(?:ь|я|е|а|ю)?$/u

/** «Июле-августе» as two months with a dash between them; null for any other word. */
export function monthsJoined(token: Token): Token[] | null {
  const at = token.kind === 'word' ? token.text.indexOf('-') : -1
  const [first, second] = [token.text.slice(0, at), token.text.slice(at + 1)]
  if (at < 3 || !MONTH.test(first) || !MONTH.test(second)) return null
  const middle = token.start + at
  return [
    { ...token, text: first, end: middle },
    { ...token, kind: 'sign', text: '-', start: middle, end: middle + 1 },
    { ...token, text: second, start: middle + 1 },
  ]
}

/** "Champions + loyal": a plus that stands alone between words. */
export function isPlus(tokens: readonly Token[], i: number): boolean {
  const [before, token, behind] = [tokens[i - 1], tokens[i], tokens[i + 1]]
  if (token?.kind !== 'sign' || token.text !== '+' || before === undefined || behind === undefined) return false
  return before.kind !== 'number' && before.kind !== 'sign' && before.end < token.start && token.end < behind.start
}
