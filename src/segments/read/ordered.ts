import { type Cursor, peek } from './cursor.js'
import { endsHere } from './field.js'
import { phrasesOf } from './lexicon.js'
import type { AskedOrder } from './order.js'

/** What a number before them counts. */
export const NOUNS: ReadonlySet<string> = new Set([
  ...['order', 'orders', 'purchase', 'purchases'],
  ...[
    'заказ',
    'заказа',
    'заказов',
    'заказы',
    'заказами',
    'заказом',
    'покупкой',
    'покупка',
    'покупки',
    'покупок',
    'покупку',
    'покупками',
  ],
])

const WAS: ReadonlySet<string> = new Set(['был', 'была', 'было', 'были', 'куплен', 'куплена', 'куплены', 'bought'])

/** Takes «был» behind what somebody bought. */
export function takeWas(c: Cursor): void {
  if (WAS.has(peek(c)?.text ?? '') && endsHere({ ...c, at: c.at + 1, trying: true })) c.at++
}

const AGAIN: ReadonlySet<string> = new Set(['again', 'повторно', 'снова', 'опять', 'вновь', 'еще', 'заново'])

/** Takes "again", which says that it was not the first time. */
export function takeAgain(c: Cursor, again: { said: boolean }): boolean {
  if (!AGAIN.has(peek(c)?.text ?? '')) return false
  c.at++
  if (peek(c)?.text === 'раз') c.at++
  again.said = true
  return true
}

/** The last words before a number that is meant as it stands. */
export const EXACTLY: ReadonlySet<string | undefined> = new Set(
  phrasesOf(['exactly', 'notExactly']).map(phrase => phrase.split(' ').at(-1)),
)

/** True where "10 roses" may be so many pieces: a number before what was bought, with no word for orders and no quotes. */
export function asksPieces(c: Cursor, begin: number, { product, category, total }: AskedOrder): boolean {
  const said = c.tokens.slice(Math.max(0, begin - 1), c.at)
  if ((product === null && category === null) || total !== null || said.some(({ kind }) => kind === 'quoted'))
    return false
  const [verb, ...rest] = said
  if (NOUNS.has(verb?.text ?? '') || rest.some(({ text }) => SAYS_TIMES.has(text))) return false
  return rest.some(({ kind }) => kind === 'number')
}

/** What was counted is orders. */
export const SAYS_TIMES: ReadonlySet<string> = new Set([
  ...[
    'times',
    'time',
    'раз',
    'раза',
    'twice',
    'once',
    'thrice',
    'дважды',
    'трижды',
    'orders',
    'заказов',
    'заказа',
    'of',
  ],
  ...['days', 'day', 'weeks', 'month', 'months', 'year', 'years', 'дней', 'дня', 'недель', 'месяцев', 'месяца', 'лет'],
])
