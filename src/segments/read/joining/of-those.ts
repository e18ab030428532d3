import type { Thing } from '../../parts.js'
import type { AnyLeaf, Rule } from '../../rule.js'
import { type Cursor, pick } from '../cursor.js'
import { wordsHere } from './those.js'

const NOT = `(?:haven't|hasn't|hadn't|didn't|have not|has not|had not|did not|don't|do not|not|never)`

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
  if (many.startsWith('хотя')) return 'at least one'
  return /^(?:как|люб)/.test(many) ? 'any' : 'only one'
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
  // «Не открыли хотя бы одну»: there is one that they did not.
  if (many === 'at least one') return denied ? { not: { all: each } } : { any: each }
  if (many.endsWith(' one') && denied)
    return { any: each.map((one, i) => ({ all: [{ not: one }, ...each.filter((_, n) => n !== i)] })) }
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

const NOT_BOTH =
  /^(?:(?:and |but )?(?:not|never) both(?: of (?:them|those|these|the two))?|(?:но )?не (?:обе|оба|обеих|обоих|и то и другое|и то и то|и ту и другую|все сразу|вместе|одновременно))$/

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
