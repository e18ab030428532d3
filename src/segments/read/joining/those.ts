import type { Thing } from '../../parts.js'
import type { AnyLeaf, Rule } from '../../rule.js'
import { type Cursor, pick } from '../cursor.js'
import { afterOf } from '../times/after.js'
import type { Token } from '../tokens.js'

const JOINTS: ReadonlySet<string> = new Set(['and', 'or', 'but'])
const MOST_WORDS = 10

const ONE = /^(?:one|одн[уо]|один)$/u

/** What stands here in words up to a sign, a joint or the end, and where that ends. */
function wordsHere(c: Cursor): { text: string; to: number } {
  let to = c.at
  const isWord = ({ kind, text }: Token) =>
    (kind === 'word' && !JOINTS.has(text)) || (kind === 'number' && ONE.test(text))
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
    '(?: (?:ordered|orders?|ordering|bought|buy|buying|purchased|purchases?|purchasing|shopped|shop))?' +
    '((?: (?:it|them|that|this|anything|something|more|else|from|us|one))*)' +
    ' (again|again since|since|since then|ever since|after(?: it| that)?|afterwards|anymore)$',
)
const SAME = /\b(?:it|them|that|this|one)\b/

const BUY_RU = '(?:заказ|покуп|куп|бра|взя|оформ|бер)\\p{L}+'
const THING_RU = '(?: (?:ничего|у нас|его|ее|их|это|снова|повторно|заказов|покупок))*'
/** «С тех пор ничего», «больше не заказывали», «и больше его не брали». */
const NONE_SINCE_RU = [
  new RegExp(
    `^(?:но )?(?:больше|с тех пор|после этого|потом|затем)(?: уже)?(?: больше)?${THING_RU}(?: ни разу)? не ${BUY_RU}${THING_RU}$`,
    'u',
  ),
  new RegExp(`^(?:но )?(?:больше )?${THING_RU}(?: ни разу)? ?не ${BUY_RU}${THING_RU} (?:больше|с тех пор)$`, 'u'),
  /^(?:но )?(?:больше|с тех пор|после этого)(?: больше)? (?:ничего|ни разу|ни заказа|ни одного заказа|ни одной покупки|тишина|нет|пусто|нет заказов|без заказов|заказов нет|заказов не было|не было заказов)$/u,
] as const
const SAME_RU = /(?:^| )(?:его|ее|их|это|повторно)(?: |$)/u

function isNoneSinceRu(text: string): boolean {
  return NONE_SINCE_RU.some(pattern => pattern.test(text))
}

/** True before "nothing since", "not again". */
export function seesNoneSince(c: Cursor): boolean {
  const { text } = wordsHere(c)
  return c.last?.leaf === 'ordered' && (NONE_SINCE.test(text) || isNoneSinceRu(text))
}

/** «Купили помаду и больше не заказывали»: it was in their last order, or they bought it once. Null where a time says since when. */
function noneSinceRu(c: Cursor, text: string, to: number, before: AnyLeaf): Rule | null {
  const { count, window } = before
  const bought = moneyless(before)
  if (typeof count !== 'object' || bought === null) return null
  const same = SAME_RU.test(text)
  const once: Rule = { ...before, count: { exactly: 1 } }
  if ((window ?? null) === null) {
    if ('exactly' in count) {
      c.at = to
      return before
    }
    if (!('atLeast' in count) || count.atLeast !== 1) return null
    c.at = to
    if (bought.product === null && bought.category === null) return once
    const last: Rule = { leaf: 'nthOrder', ...{ which: 'last', window: null, ...bought, total: null } }
    return same || pick(c, 2) === 1 ? once : last
  }
  const after = window === null || window === undefined ? null : afterOf(c, window)
  if (after === null) return null
  c.at = to
  const anything = same ? {} : { product: null, category: null }
  return { all: [before, { ...before, ...{ total: null }, ...anything, count: 'none', window: after }] }
}

/** What was bought, where nothing is said of what it came to. */
function moneyless(leaf: AnyLeaf): { product: unknown; category: unknown } | null {
  const { product = null, category = null, total = null }: Record<string, unknown> = leaf
  return total === null ? { product, category } : null
}

/**
 * "Bought boots in October and nothing since", "bought it but not again": none after that time, or once only. Null, and nothing is
 * taken, for anything else.
 */
export function noneSince(c: Cursor, before: Rule | undefined): Rule | null {
  const { text, to } = wordsHere(c)
  const said = NONE_SINCE.exec(text)
  if (before === undefined || !('leaf' in before) || before.leaf !== 'ordered') return null
  if (isNoneSinceRu(text)) return noneSinceRu(c, text, to, before)
  if (said === null) return null
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

const OF_THOSE = new RegExp(
  `^(?:they |who )*(${NOT} )?(?:have |has )?(opened|open|read|saw|seen|see|viewed|clicked|click|received|got|get)(?: on)?` +
    ' (neither|none|both|either|(?:only|just|exactly) one|one|any|all)(?: of (?:them|these|those|the two))?$',
)

/** True before "opened neither", "clicked both of them". */
export function seesOfThose(c: Cursor): boolean {
  return ofThoseSaid(wordsHere(c).text) !== null
}

const DEEDS_RU: readonly (readonly [verb: string, said: string])[] = [
  ['получ', 'received'],
  ['клик', 'clicked'],
  ['наж', 'clicked'],
  ['перех', 'clicked'],
  ['переш', 'clicked'],
  ['', 'opened'],
]
const VERB_RU =
  '((?:получил|получал|кликнул|кликал|нажал|нажимал|переходил|открыл|открывал|прочитал|читал|видел|увидел|посмотрел)[аи]?|перешли)(?: по| на)?'
const MANY_RU =
  '(ни одной|ни одну|ни одно|обе|оба|обеим|обоим|только одну|только одно|хотя бы одну|хотя бы одно|какую-нибудь|любую)'
/** «Не кликнули ни одну», «кликнули только одну», «обе не открыли», «ни одну не открыли». */
const OF_THOSE_RU = [
  new RegExp(`^(?:но )?(не )?${VERB_RU} ${MANY_RU}(?: из них)?$`),
  new RegExp(`^(?:но )?(?:по |на )?${MANY_RU} (не )?${VERB_RU}$`),
  new RegExp(`^(?:но )?(не )(?:по |на )?${MANY_RU} ${VERB_RU}$`),
] as const

type Said = { denied: boolean; verb: string; many: string }

/** What is said of those that were named, in the words of English; null where nothing is. */
function ofThoseSaid(text: string): Said | null {
  const english = OF_THOSE.exec(text)
  if (english !== null) return { denied: english[1] !== undefined, verb: english[2] ?? '', many: english[3] ?? '' }
  const [behind, before, partly] = OF_THOSE_RU.map(pattern => pattern.exec(text))
  if (behind != null) return saidOf(behind[1] !== undefined, behind[2], behind[3])
  // «Не обе открыли» is certain, and so is «обе не открыли».
  if (partly != null && /^об/.test(partly[2] ?? '')) return { ...saidOf(false, partly[3], partly[2]), many: 'not both' }
  if (before == null) return null
  const said = saidOf(before[2] !== undefined, before[3], before[1])
  return said.denied && said.many === 'both' ? { ...said, many: 'none' } : said
}

function saidOf(not: boolean, verb = '', many = ''): Said {
  const deed = DEEDS_RU.find(([begin]) => verb.startsWith(begin))?.[1] ?? 'opened'
  const none = many.startsWith('ни ')
  return { denied: not && !none, verb: deed, many: none ? 'none' : manyOf(many) }
}

function manyOf(many: string): string {
  if (/^об/.test(many)) return 'both'
  return /^(?:хотя|как|люб)/.test(many) ? 'any' : 'only one'
}

/**
 * "Received A or B but opened neither": of each of the offers that were named. Null, and nothing is taken, where several were not.
 */
export function ofThose(c: Cursor, before: Rule | undefined): Rule | null {
  const { text, to } = wordsHere(c)
  const said = ofThoseSaid(text)
  const offers = before === undefined ? [] : offersOf(before)
  if (said === null || before === undefined || offers.length < 2) return null
  const each = offers.map(offer => deedWith(said.verb, offer))
  const none: Rule = { all: each.map(one => ({ not: one })) }
  c.at = to
  return { all: [before, howMany(c, said.denied, said.many, each, none)] }
}

function howMany(c: Cursor, denied: boolean, many: string, each: Rule[], none: Rule): Rule {
  if (many === 'neither' || many === 'none') return none
  if (many === 'not both') return { not: { all: each } }
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

const NOT_BOTH =
  /^(?:not both(?: of them)?|(?:но )?не (?:обе|оба|обеих|обоих|и то и другое|и то и то|и ту и другую|все сразу|вместе|одновременно))$/

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
