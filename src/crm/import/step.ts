import { type AppError, unreachable } from '../../errors.js'
import type { Look } from '../reading.js'
import { type Answer, answer } from '../recognise/answer.js'
import type { Mapping, Question, Role, Verdict } from '../role.js'
import type { Draft } from './draft.js'

/** Where a file stands on its way in. Rows are counted while something goes on. */
export type Step =
  | { kind: 'gone' }
  | { kind: 'reading'; rows: number; share: number }
  | { kind: 'matching'; rows: number }
  | { kind: 'failed'; error: AppError }
  | { kind: 'refused'; verdict: Verdict }
  | { kind: 'question'; number: number; question: Question; left: number }
  | { kind: 'columns'; lacking: readonly Role[] }
  | { kind: 'list'; lines: number; people: number }
  | { kind: 'ready' | 'merging' | 'done' | 'cancelled' | 'undone' }

/** By one of these columns a row names somebody. */
const KEYS = {
  subscribers: ['telegram_id'],
  customers: ['phone', 'email', 'telegram_id', 'external_id'],
  orders: ['phone', 'email', 'telegram_id', 'external_id'],
  list: ['telegram_id', 'phone', 'username', 'external_id', 'email', 'full_name'],
  none: ['telegram_id', 'phone', 'email'],
} as const satisfies Record<Mapping['kind'], readonly Role[]>

/** What somebody has to say before it can be made ready; null: nothing. */
export function asked({ recognition }: Look, draft: Draft): Step | null {
  const { kind, roles } = draft.mapping
  if (!draft.touched && isRefusal(recognition.verdict)) return { kind: 'refused', verdict: recognition.verdict }
  const keys = KEYS[kind]
  const found = keys.some(role => roles[role] !== undefined)
  if (draft.open || !found) return { kind: 'columns', lacking: found ? [] : keys }
  if (kind === 'orders') {
    const lacking = lackingOf(roles)
    if (lacking.length > 0) return { kind: 'columns', lacking }
  }
  const open = recognition.questions.flatMap((question, number) =>
    draft.answered.includes(number) || (kind !== 'orders' && ofOrders(question)) ? [] : [{ question, number }],
  )
  const [first] = open
  if (first !== undefined) return { kind: 'question', ...first, left: open.length - 1 }
  if (kind === 'list' && draft.list !== null) return { kind: 'list', ...draft.list }
  return null
}

/** The draft with an answer to one of the questions. */
export function withAnswer(draft: Draft, number: number, question: Question, said: Answer): Draft {
  return { ...draft, mapping: answer(draft.mapping, question, said), answered: [...draft.answered, number], list: null }
}

function isRefusal({ kind }: Verdict): boolean {
  switch (kind) {
    case 'accepted':
    case 'few_can_be_matched':
      return false
    case 'nobody_can_be_matched':
    case 'no_list':
      return true
    case 'incomplete':
      // What orders lack is asked.
      return false
    default:
      return unreachable(kind)
  }
}

/** What orders cannot be without, one at a time. */
function lackingOf(roles: Mapping['roles']): readonly Role[] {
  if (roles.ordered_at === undefined && roles.paid_at === undefined) return ['ordered_at']
  return roles.total === undefined && roles.price === undefined ? ['total'] : []
}

/** What only orders need. */
function ofOrders(question: Question): boolean {
  switch (question.kind) {
    case 'status':
    case 'currency':
    case 'grouping':
    case 'decimal':
      return true
    case 'column':
      return ['ordered_at', 'total', 'paid_at', 'order_id', 'refunded', 'currency', 'order_status'].includes(
        question.role,
      )
    case 'date_order':
      return false
    default:
      return unreachable(question)
  }
}
