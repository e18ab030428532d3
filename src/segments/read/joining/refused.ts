import type { Rule } from '../../rule.js'
import { type Cursor, fail, see, seeBeginning } from '../cursor.js'
import { JOINTS, longestAt } from '../lexicon.js'

const AND_OR: ReadonlySet<string> = new Set(['и', 'или', 'либо', 'and', 'or', 'но', 'а', 'but', ','])

/** Refuses what two parts say of one order or of nothing else, which no conditions can say. */
export function refuse(c: Cursor, before: Rule, part: Rule, begin: number): void {
  refuseOnly(c, before, part, begin)
  refuseNoCode(c, before, part, begin)
}

/** Refuses «ничего не покупали, кроме обуви», which says that they bought nothing else. */
function refuseOnly(c: Cursor, before: Rule, part: Rule, begin: number): void {
  if (isOfNothingElse(c, before, part, begin)) {
    c.at = begin
    fail(c, { kind: 'condition' })
  }
  if (see({ ...c, at: begin }, 'except') === null || see({ ...c, at: begin + 1 }, 'people') !== null) return
  if (!('not' in part)) return
  const [nothing, but] = ['not' in before ? before.not : before, part.not]
  const none = 'not' in before || ('leaf' in before && before.count === 'none')
  if (!none || !('leaf' in nothing) || !('leaf' in but)) return
  // The name of a topic may be that of a category as well.
  const thing = nothing.leaf === 'ordered' && 'topic' in but && seeBeginning({ ...c, at: begin + 1 }) === null
  if (nothing.leaf !== but.leaf && !thing) return
  c.at = begin
  fail(c, { kind: 'condition' })
}

/** «Кроме платьев ничего не покупали»: the same the other way round. */
function isOfNothingElse(c: Cursor, before: Rule, part: Rule, begin: number): boolean {
  if (!('not' in before) || !('leaf' in before.not) || before.not.leaf !== 'ordered') return false
  const nothing = 'not' in part ? part.not : part
  const none = 'not' in part || ('leaf' in part && part.count === 'none')
  if (!none || !('leaf' in nothing) || nothing.leaf !== 'ordered') return false
  const named =
    'product' in nothing && (nothing.product !== null || ('category' in nothing && nothing.category !== null))
  const except = longestAt(JOINTS, { tokens: c.tokens, at: 0, end: begin }, ['except'])
  return !named && except !== null && /^(?:ничего|nothing|anything)$/u.test(c.tokens[begin]?.text ?? '')
}

const WITHOUT_IT: ReadonlySet<string> = new Set(['без', 'without'])
const CODES: ReadonlySet<string> = new Set(['promoCode', 'usedCode', 'discount'])

/** Refuses «2 заказа без промокода», which says of these orders, and not of all, that they had none. */
function refuseNoCode(c: Cursor, before: Rule, part: Rule, begin: number): void {
  const code = 'not' in part ? part.not : part
  if (!WITHOUT_IT.has(c.tokens[begin]?.text ?? '') || !('leaf' in code) || !CODES.has(code.leaf)) return
  if (!('leaf' in before) || before.leaf !== 'ordered' || AND_OR.has(c.tokens[begin - 1]?.text ?? '')) return
  const { count, window, ...said } = before
  const plain = typeof count === 'object' && 'atLeast' in count && count.atLeast === 1
  const counted = c.tokens.slice(0, begin).some(({ kind }) => kind === 'number')
  if (plain && !counted && window === null && Object.values(said).filter(value => value !== null).length < 2) return
  c.at = begin
  fail(c, { kind: 'joiner' })
}
