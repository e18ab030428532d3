import { fold } from '../../../text/fold.js'
import type { Things } from '../../vocabulary.js'
import { byForm } from '../names/things.js'
import { stemOf } from '../words/inflect.js'

/** Past forms of English verbs that the rules of stems do not bring back. */
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  (
    [
      ...[
        ['left', 'leave'],
        ['bought', 'buy'],
        ['made', 'make'],
        ['paid', 'pay'],
        ['sent', 'send'],
        ['got', 'get'],
      ],
      ...[
        ['took', 'take'],
        ['taken', 'take'],
        ['began', 'begin'],
        ['begun', 'begin'],
        ['chose', 'choose'],
      ],
      ...[
        ['chosen', 'choose'],
        ['saw', 'see'],
        ['seen', 'see'],
        ['went', 'go'],
        ['gone', 'go'],
        ['came', 'come'],
      ],
      ...[
        ['wrote', 'write'],
        ['written', 'write'],
        ['gave', 'give'],
        ['given', 'give'],
        ['won', 'win'],
        ['lost', 'lose'],
      ],
      ...[
        ['spent', 'spend'],
        ['broke', 'break'],
        ['broken', 'break'],
        ['built', 'build'],
        ['sold', 'sell'],
        ['met', 'meet'],
      ],
      ...[
        ['held', 'hold'],
        ['kept', 'keep'],
        ['found', 'find'],
        ['ran', 'run'],
        ['spun', 'spin'],
        ['swam', 'swim'],
      ],
      ...[
        ['drove', 'drive'],
        ['flew', 'fly'],
        ['ate', 'eat'],
        ['drank', 'drink'],
        ['slept', 'sleep'],
        ['spoke', 'speak'],
      ],
    ] as const
  ).map(([past = '', verb = '']) => [past, verb]),
)

/** Between the verb and what it is about these say nothing. */
const SAYS_NOTHING: ReadonlySet<string> = new Set([
  ...[
    'was',
    'were',
    'been',
    'a',
    'an',
    'the',
    'their',
    'our',
    'my',
    'your',
    'his',
    'her',
    'its',
    'this',
    'some',
    'any',
  ],
  ...['свой', 'свою', 'свои', 'свое', 'наш', 'нашу', 'наше', 'наши'],
])

/** A name without its endings; `kin`: what is said of it whichever verb of those that people use for one another stands there. */
type Cut = { joined: string; sorted: string; words: number; kin: readonly string[] }

/** Names of events are looked through for every few words of a sentence. */
const known = new Map<string, Cut | null>()
const MOST_KNOWN = 5_000

/** Verbs that people use for one another of what a shop reports, by their stems. */
const ALIKE: readonly (readonly string[])[] = [
  ['complete', 'finish', 'pass'],
  ['complete', 'finish', 'did', 'do', 'done', 'took', 'take'],
  ['view', 'see', 'browse', 'check', 'visit', 'look at', 'check out'],
  ['abandon', 'leave', 'drop', 'forget', 'ditch'],
  ['return', 'refund', 'send back', 'give back', 'bring back'],
  ['open', 'launch', 'enter'],
  ['start', 'begin', 'take up'],
  ['leave', 'write', 'post', 'submit', 'give', 'make'],
  ['attend', 'visit', 'come to', 'join', 'go to', 'show up to', 'show up at'],
  ['book', 'reserve', 'schedule', 'make'],
  ['add', 'put'],
  ['download', 'get', 'grab'],
  ['register', 'sign up'],
]
const KIN = ALIKE.map(words => words.map(word => word.split(' ').map(stemOf).join(' ')))

/** What is said of a name with each of the verbs that its own may stand for: "finished lesson" is "completed lesson". */
function kinOf(stems: readonly string[]): string[] {
  if (stems.length < 2) return []
  return KIN.flatMap((verbs, kind) =>
    verbs.flatMap(verb => withoutVerb(stems, verb) ?? []).map(rest => `${kind} ${rest}`),
  )
}

/** The words but for those of a verb, sorted; null where they are not among them, or nothing is left. */
function withoutVerb(stems: readonly string[], verb: string): string | null {
  const rest = [...stems]
  for (const word of verb.split(' ')) {
    const at = rest.indexOf(word)
    if (at < 0) return null
    rest.splice(at, 1)
  }
  return rest.length === 0 ? null : rest.toSorted().join(' ')
}

/** The words of a name without their endings; null where it has none, or ends or begins with one that says nothing. */
function cut(name: string): Cut | null {
  const before = known.get(name)
  if (before !== undefined) return before
  if (known.size >= MOST_KNOWN) known.clear()
  const words = fold(name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '')
  const edges = [words.at(0), words.at(-1)]
  const stems = words.filter(word => !SAYS_NOTHING.has(word)).map(word => stemOf(IRREGULAR.get(word) ?? word))
  const says = stems.length > 0 && !edges.some(word => word !== undefined && SAYS_NOTHING.has(word))
  const found = says
    ? { joined: stems.join(''), sorted: stems.toSorted().join(' '), words: stems.length, kin: kinOf(stems) }
    : null
  known.set(name, found)
  return found
}

/**
 * The event that the shop reports by this name or another form of it: "logged in" is "login", "left a review" and "leaving
 * reviews" are "left review", "upgraded their room" is "room_upgraded". Null where none is, or several are.
 */
export function eventCalled(events: Pick<Things, 'find' | 'all'>, written: string): number | null {
  const exact = byForm(events, written)
  if (exact !== null) return exact
  const said = cut(written)
  if (said === null) return null
  const same = events.all().filter(name => {
    const own = cut(name)
    return own !== null && (own.joined === said.joined || (said.words > 1 && own.sorted === said.sorted))
  })
  const saysAlike = (name: string) => cut(name)?.kin.some(one => said.kin.includes(one)) === true
  const like = same.length > 0 || said.kin.length === 0 ? same : events.all().filter(saysAlike)
  const [only] = like
  return only === undefined || like.length > 1 ? null : events.find(only)
}

/** Verbs that say no more than that there is what they are said of. */
const LIGHT = /^(?:left|made|wrote|submitted|gave|posted|completed|finished|attended|sent|did|took|booked|watched)$/

/**
 * The event that a noun counts: "reviews" of "left review", "lessons" of "completed lesson", "check-ins" of "checked in",
 * "visits" of "visited store". Null where none is, or several are.
 */
export function eventCounted(events: Pick<Things, 'find' | 'all'>, written: string): number | null {
  const plain = fold(written)
  if (!/^[a-z][a-z -]*$/.test(plain)) return null
  const called = eventCalled(events, plain)
  const said = cut(plain)
  if (called !== null || said === null) return called
  const found = events.all().filter(name => {
    const words = fold(name).split(' ')
    const rest = words.filter(word => !LIGHT.test(word))
    if (rest.length === words.length - 1 && cut(rest.join(' '))?.joined === said.joined) return true
    const verb = words[0] ?? ''
    return said.words === 1 && words.length > 1 && !/ed$/.test(plain) && verb !== plain && stemOf(verb) === said.joined
  })
  const [only] = found
  return only === undefined || found.length > 1 ? null : events.find(only)
}
