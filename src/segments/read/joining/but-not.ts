import type { Rule } from '../../rule.js'
import { type Cursor, pick, see, take, takeSign } from '../cursor.js'

/** «Клиенты, но не студенты»: everybody else, or, where they are called so, those who bought. Null where nothing is left out. */
export function butNot(c: Cursor): Rule | null {
  const who = c.tokens[c.at - 1]?.text ?? ''
  const behind: Cursor = { ...c }
  takeSign(behind, ',')
  if (!WHOEVER.test(who) || take(behind, 'but') === null || see(behind, 'not') === null) return null
  c.at = behind.at
  const rest = c.condition(c)
  const ordered = { leaf: 'ordered', count: { atLeast: 1 }, window: null, product: null, category: null, total: null }
  return CLIENTS.test(who) && pick(c, 2) === 1 ? { all: [ordered, rest] } : rest
}

const CLIENTS = /^(?:клиенты|клиентов|клиентам|customers|clients)$/u
const WHOEVER =
  /^(?:клиенты|клиентов|клиентам|подписчики|подписчиков|пользователи|люди|customers|clients|subscribers|people|users)$/u
