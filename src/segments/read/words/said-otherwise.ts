import type { Token } from '../tokens.js'

/** Words of one stretch as the language has them; `length` in the tokens that were written. */
type Paraphrase = { tokens: Token[]; length: number }

/** Russian phrases that say in other words what the language has words for; null where none stands. */
export function paraphrasedAt(tokens: readonly Token[], i: number): Paraphrase | null {
  return yearAt(tokens, i) ?? endingAt(tokens, i) ?? includedAt(tokens, i) ?? untilAt(tokens, i)
}

const BEFORE_YEAR =
  /^(?:в|во|с|со|за|до|по|к|лет[оа]|летом|осен[ьи]|осенью|зим[аы]|зимой|весн[аы]|весной|(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)[еья]|ма[ея]|март[ае]|август[ае])$/u
const YEAR = /^(?:год[уа]?|г)$/u
/** Two digits of a year of this century. */
const SHORT_YEAR = /^[1-3]\d$/

/** «В 25 году», «летом 26-го года»: a year by its last two digits. */
function yearAt(tokens: readonly Token[], i: number): Paraphrase | null {
  const number = tokens[i]
  if (number?.kind !== 'number' || !SHORT_YEAR.test(number.text) || !BEFORE_YEAR.test(tokens[i - 1]?.text ?? ''))
    return null
  const dash = tokens[i + 1]?.text === '-' ? 2 : 0
  if (dash > 0 && !/^(?:м|ом|й|ый|го|ого)$/u.test(tokens[i + 2]?.text ?? '')) return null
  const ending = dash === 0 && /^(?:м|ом|го|ого)$/u.test(tokens[i + 1]?.text ?? '') ? 1 : dash
  if (!YEAR.test(tokens[i + 1 + ending]?.text ?? '')) return null
  const value = 2000 + Number(number.text)
  return { tokens: [{ ...number, text: String(value), value }], length: 1 + ending }
}

const ENDING = /^(?:х|ти|ми|мя|ех|ю|и)$/u

/** «3-х раз», «5ти заказов»: the ending of a number that is said in words. */
function endingAt(tokens: readonly Token[], i: number): Paraphrase | null {
  const number = tokens[i]
  if (number?.kind !== 'number') return null
  const dash = tokens[i + 1]?.text === '-' && tokens[i + 1]?.start === number.end ? 1 : 0
  const [before, ending] = [tokens[i + dash], tokens[i + dash + 1]]
  if (ending?.kind !== 'word' || ending.start !== before?.end || !ENDING.test(ending.text)) return null
  return { tokens: [{ ...number, end: ending.end }], length: dash + 2 }
}

const INCLUDED = /^включительно$/u
/** Behind these a limit leaves its own end out. */
const STRICT = /^(?:больше|более|свыше|старше|выше|меньше|менее|младше|моложе|ниже|раньше|позже)$/u
const MOST_BETWEEN = 5

/** «По 15 ноября включительно»: an end is included anyway, unless what stands before it says otherwise. */
function includedAt(tokens: readonly Token[], i: number): Paraphrase | null {
  if (!INCLUDED.test(tokens[i]?.text ?? '') || i === 0) return null
  const before = tokens.slice(Math.max(0, i - MOST_BETWEEN), i)
  const strict = before.some(({ text }, at) => STRICT.test(text) && before[at - 1]?.text !== 'не')
  return strict ? null : { tokens: [], length: 1 }
}

/** «До октября включительно»: that month as well. */
function untilAt(tokens: readonly Token[], i: number): Paraphrase | null {
  const until = tokens[i]
  if (until?.text !== 'до') return null
  const end = tokens.findIndex(({ text }, at) => at > i + 1 && at <= i + MOST_BETWEEN && INCLUDED.test(text))
  const named = end > 0 && tokens.slice(i + 1, end).every(({ kind, text }) => kind === 'date' || MONTH.test(text))
  return named ? { tokens: [{ ...until, text: 'по' }], length: 1 } : null
}

const MONTH =
  /^(?:\d{1,4}|январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|(?:сент|окт|но)ябр[ья]|декабр[ья]|года?|г)$/u
