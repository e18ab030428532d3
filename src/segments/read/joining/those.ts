import type { Thing } from '../../parts.js'
import type { AnyLeaf, Rule } from '../../rule.js'
import { type Cursor, peek, pick } from '../cursor.js'
import { endsHere } from '../fields/field.js'
import { afterOf } from '../times/after.js'
import { readWindow, seesWindow } from '../times/window.js'
import type { Token } from '../tokens.js'

const JOINTS: ReadonlySet<string> = new Set(['and', 'or', 'but'])
const MOST_WORDS = 10

/** What stands here in words up to a sign, a joint or the end, and where that ends. */
function wordsHere(c: Cursor): { text: string; to: number } {
  let to = c.at
  const isWord = ({ kind, text }: Token) =>
    (kind === 'word' && !JOINTS.has(text)) || (kind === 'number' && text === 'one')
  for (let token = c.tokens[to]; to < c.end && token !== undefined && isWord(token); token = c.tokens[to]) to++
  return {
    text: c.tokens
      .slice(c.at, Math.min(to, c.at + MOST_WORDS))
      .map(({ text }) => text)
      .join(' '),
    to,
  }
}

const NOT = `(?:haven't|hasn't|hadn't|didn't|have not|has not|had not|did not|don't|do not|not|never)`

const NONE_SINCE = new RegExp(
  `^(?:(?:they|who|then) )*(?:${NOT}|no|nothing|none|without|zero)(?: (?:any|another|more|further))?` +
    '(?: (?:ordered|orders?|ordering|bought|buy|buying|purchased|purchases?|purchasing|shopped|shop|renewed|renew|reordered))?' +
    '((?: (?:it|them|that|this|anything|something|more|else|from|us|one))*)' +
    ' (again|again since|since|since then|ever since|after(?: it| that)?|afterwards|anymore)$',
)
const SAME = /\b(?:it|them|that|this|one)\b/

/** True before "nothing since", "not again", "nothing since October". */
export function seesNoneSince(c: Cursor): boolean {
  const of = c.last?.leaf
  if (of === 'orderTime') return NONE_SINCE.test(wordsHere(c).text)
  return of === 'ordered' && (NONE_SINCE.test(wordsHere(c).text) || seesNothingThen(c))
}

/** True before "nothing" and a time, with nothing else said. */
function seesNothingThen(c: Cursor): boolean {
  return peek(c)?.text === 'nothing' && seesWindow({ ...c, at: nothingThen(c), trying: true })
}

/** Behind "nothing", "nothing else". */
function nothingThen(c: Cursor): number {
  return c.at + (/^(?:else|more)$/.test(peek(c, 1)?.text ?? '') ? 2 : 1)
}

/**
 * "Purchased Skincare 3 times but nothing since October": nothing of it, or nothing at all, is asked. Null, and nothing is taken,
 * for anything else.
 */
function nothingOf(c: Cursor, before: Rule): Rule | null {
  if (!('leaf' in before) || before.leaf !== 'ordered' || before.count === 'none' || !seesNothingThen(c)) return null
  const begin = c.at
  c.at = nothingThen(c)
  const window = readWindow(c)
  if (!endsHere({ ...c, trying: true })) {
    c.at = begin
    return null
  }
  const none: AnyLeaf = { ...before, ...{ total: null }, count: 'none', window }
  const named = ['product', 'category'].some(key => Object.entries(before).some(([k, v]) => k === key && v !== null))
  const same = named && pick(c, 2) === 1
  return { all: [before, same ? none : { ...none, ...{ product: null, category: null } }] }
}

/**
 * "Bought boots in October and nothing since", "bought it but not again": none after that time, or once only. Null, and nothing is
 * taken, for anything else.
 */
export function noneSince(c: Cursor, before: Rule | undefined): Rule | null {
  const then = before === undefined ? null : nothingOf(c, before)
  if (then !== null) return then
  const { text, to } = wordsHere(c)
  const said = NONE_SINCE.exec(text)
  if (said === null || before === undefined || !('leaf' in before)) return null
  if (before.leaf === 'orderTime') return noneAfter(c, before, to)
  if (before.leaf !== 'ordered') return null
  const { count, window } = before
  const again = said[2]?.startsWith('again') === true
  // "Bought once and never again".
  if (again && typeof count === 'object' && 'exactly' in count && (window ?? null) === null) {
    c.at = to
    return before
  }
  if (typeof count !== 'object' || !('atLeast' in count || 'exactly' in count)) return null
  const after = window === null || window === undefined ? null : afterOf(c, window)
  if (after === null && !again) return null
  if (after === null && !('atLeast' in count && count.atLeast === 1)) return null
  c.at = to
  if (after === null) return { ...before, count: { exactly: 1 } }
  const same = again || SAME.test(said[1] ?? '') || text.startsWith('not ')
  const anything = { product: null, category: null }
  return { all: [before, { ...before, ...{ total: null }, ...(same ? {} : anything), count: 'none', window: after }] }
}

/** "First order in October, nothing since": no other order at all, or none after that time, is asked. */
function noneAfter(c: Cursor, before: AnyLeaf, to: number): Rule | null {
  const after = before.window == null ? null : afterOf(c, before.window)
  if (after === null || !('which' in before) || before.which !== 'first') return null
  c.at = to
  const any = { leaf: 'ordered', product: null, category: null, total: null } as const
  const none: AnyLeaf =
    pick(c, 2) === 0 ? { ...any, count: { exactly: 1 }, window: null } : { ...any, count: 'none', window: after }
  return { all: [before, none] }
}

const OF_THOSE = new RegExp(
  `^(?:they |who )*(${NOT} )?(?:have |has )?(opened|open|read|saw|seen|see|viewed|clicked|click|received|got|get)(?: on)?` +
    ' (neither|none|both|either|(?:only|just|exactly) one|one|any|all)(?: of (?:them|these|those|the two))?$',
)

/** True before "opened neither", "clicked both of them". */
export function seesOfThose(c: Cursor): boolean {
  return OF_THOSE.test(wordsHere(c).text)
}

/**
 * "Received A or B but opened neither": of each of the offers that were named. Null, and nothing is taken, where several were not.
 */
export function ofThose(c: Cursor, before: Rule | undefined): Rule | null {
  const { text, to } = wordsHere(c)
  const said = OF_THOSE.exec(text)
  const offers = before === undefined ? [] : offersOf(before)
  if (said === null || before === undefined || offers.length < 2) return null
  const each = offers.map(offer => deedWith(said[2] ?? '', offer))
  const none: Rule = { all: each.map(one => ({ not: one })) }
  c.at = to
  return { all: [before, howMany(c, said[1] !== undefined, said[3] ?? '', each, none)] }
}

function howMany(c: Cursor, denied: boolean, many: string, each: Rule[], none: Rule): Rule {
  if (many === 'neither' || many === 'none') return none
  if (many.endsWith(' one')) {
    const others = (i: number): Rule[] => each.flatMap((one, n) => (n === i ? [] : [{ not: one }]))
    return { any: each.map((one, i) => ({ all: [one, ...others(i)] })) }
  }
  const all = many === 'both' || many === 'all'
  if (denied) return all && pick(c, 2) === 0 ? { not: { all: each } } : none
  return all ? { all: each } : { any: each }
}

/** The offers that each of several conditions is about; none where one of them is about no offer. */
function offersOf(rule: Rule): number[] {
  if ('not' in rule) return offersOf(rule.not)
  const parts = 'all' in rule ? rule.all : 'any' in rule ? rule.any : []
  const offers = parts.flatMap(part => {
    const leaf = 'not' in part ? part.not : part
    return 'leaf' in leaf && 'offer' in leaf && typeof leaf.offer === 'number' ? [leaf.offer] : []
  })
  return offers.length === parts.length ? offers : []
}

function deedWith(verb: string, offer: number): Rule {
  const once = { count: { atLeast: 1 }, window: null, offer } as const
  if (/^(?:received|got|get)$/.test(verb)) return { leaf: 'received', ...once }
  if (/^click/.test(verb)) return { leaf: 'clicked', ...once, ...{ link: null } }
  return { leaf: 'seen', ...once, ...{ grade: 'any' } }
}

const NOT_BOTH = /^(?:and |but )?not both(?: of (?:them|those|these|the two))?$/

/** True before "not both". */
export function seesNotBoth(c: Cursor): boolean {
  return NOT_BOTH.test(wordsHere(c).text)
}

/** "Bought A or B but not both": one of them; null, and nothing is taken, for anything else. @param parts all joined by *or* */
export function notBoth(c: Cursor, parts: readonly Rule[]): Rule | null {
  const { text, to } = wordsHere(c)
  if (!NOT_BOTH.test(text)) return null
  const [only] = parts
  const any = parts.length > 1 || only === undefined ? [...parts] : eitherOf(only)
  if (any.length !== 2) return null
  c.at = to
  return { all: [{ any }, { not: { all: any } }] }
}

function eitherOf(rule: Rule): Rule[] {
  if ('any' in rule) return rule.any
  if (!('leaf' in rule)) return []
  const named: Record<string, unknown> = rule
  for (const key of ['product', 'category'] as const) {
    const names = anyOf(named[key])
    if (names.length > 1) return names.map((name): AnyLeaf => ({ ...rule, ...{ [key]: name } }))
  }
  return []
}

function anyOf(thing: unknown): Extract<Thing, { any: string[] }>['any'] {
  return typeof thing === 'object' && thing !== null && 'any' in thing && Array.isArray(thing.any) ? thing.any : []
}
