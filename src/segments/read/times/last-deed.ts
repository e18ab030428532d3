import type { Window } from '../../parts.js'
import type { Rule } from '../../rule.js'
import { type Cursor, Mistake, peek, seeBeginning } from '../cursor.js'
import { countedAt } from '../events/event-named.js'
import { afterOf } from './after.js'

const LAST: readonly (readonly string[])[] = [
  ['last'],
  ['latest'],
  ['последний', 'раз'],
  ['крайний', 'раз'],
  ['в', 'последний', 'раз'],
  ['в', 'крайний', 'раз'],
]
const DEED = /^(?:clicked|click|opened|open|saw|seen|read|viewed|replied|wrote|reacted|received)$/

/** Of orders the language has words of its own. */
const DEED_RU =
  /^(?!(?:за|на)?куп|покуп|заказ|бра|взя|приобре|оформ|оплат)\p{Script=Cyrillic}{2,}(?:л[аи]?|л[аи]?с[ья])$/u

/** «Последний клик», «последний отзыв», of what is no order. */
const LAST_ONE = /^(?:последн|крайн)(?:ий|яя|ее)$/u
const NOUN = /^(?:клик|ответ|реакция|отзыв|визит|посещение|поход|просмотр|открытие|переход|вход|урок|занятие|запись)$/u

/**
 * «Последний раз кликали 2 месяца назад», "Last clicked more than 2 weeks ago": then, and not since. Null, and nothing is taken, for anything else; of orders the language
 * has words of its own.
 * @param read reads the condition behind "last"
 */
export function readLastDeed(c: Cursor, read: (c: Cursor) => Rule): Rule | null {
  const noun = LAST_ONE.test(peek(c)?.text ?? '') && NOUN.test(peek(c, 1)?.text ?? '') && seeBeginning(c) === null
  const last = noun ? [''] : LAST.find(words => words.every((word, i) => peek(c, i)?.text === word))
  if (last === undefined) return null
  const behind: Cursor = { ...c, at: c.at + last.length }
  const russian = last.length > 1 && DEED_RU.test(peek(behind)?.text ?? '') && seeBeginning(c) === null
  // "Last visit over 2 weeks ago": what the shop reports, by its noun.
  const reported = !noun && countedAt(behind) !== null
  const said = DEED.test(peek(behind)?.text ?? '') && seeBeginning(behind) !== null
  if (!russian && !noun && !reported && !said) return null
  const { at } = c
  c.at += last.length
  try {
    const rule = read(c)
    const window: Window | null = 'leaf' in rule ? (rule.window ?? null) : null
    const once = 'leaf' in rule && typeof rule.count === 'object' && 'atLeast' in rule.count && rule.count.atLeast === 1
    if ('leaf' in rule && once && window !== null) {
      const after = afterOf(c, window)
      return after === null ? rule : { all: [rule, { ...rule, count: 'none', window: after }] }
    }
  } catch (error) {
    if (!(error instanceof Mistake)) throw error
  }
  c.at = at
  return null
}
