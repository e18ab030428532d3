import { SECOND } from '../../../clock.js'
import type { Act } from '../../people/people.js'
import { isOffer, type Leaving } from '../crowd.js'
import type { Stage } from '../stage.js'

/** What really came of the broadcast, by message: the first segment's, then that of all others. */
export type Truth = {
  planned: number
  delivered: number[]
  notDelivered: Map<string, number>
  leftOut: Map<string, number>
  noAnswer: number
  certain: number[]
  probably: number[]
  clicked: number[]
  /** By the position of the button. */
  links: { people: number[]; openings: number[] }[]
  openings: { human: number; robots: number; unsure: number }
  replied: number[]
  stopped: number[]
  paused: number[]
  blocked: number[]
  twice: number
  /** People who got the message of the other segment, or one without their own name. */
  mistaken: number
}

const REFUSALS: readonly (readonly [string, string])[] = [
  ['deactivated', 'user is deactivated'],
  ['blocked', 'blocked by the user'],
]
// A click within two seconds of the message may be a scanner's, and is counted as such.
const BELIEVED_MS = 2 * SECOND
const BUTTONS = 2

/**
 * Counts what the emulator and its people know; nothing of it comes from the product.
 * @param about.cut chats whose message was taken without an answer
 * @param about.captions what the first segment's and the others' messages begin with
 */
export function countTruth(
  stage: Stage,
  about: {
    left: ReadonlyMap<number, Leaving>
    cut: ReadonlySet<number>
    source: string
    captions: readonly [string, string]
  },
): Truth {
  const { emulator, people } = stage
  const offers = emulator.accepted().filter(isOffer)
  const arrived = new Map(offers.map(offer => [offer.chat, offer]))
  const acts = people.acts().filter(act => act.ok && arrived.get(act.person)?.message === act.message)
  const proven = new Set(acts.filter(proves).map(act => act.person))
  // Without an answer the product cannot know, unless what the person did proves that they have it.
  const unknown = new Set([...about.cut].filter(chat => !proven.has(chat)))
  const known = acts.filter(act => !unknown.has(act.person))
  const partOf = (person: number) => (people.sources.get(person) === about.source ? 0 : 1)
  const split = (persons: Iterable<number>) => {
    const parts = [0, 0]
    for (const person of new Set(persons)) parts[partOf(person)] = (parts[partOf(person)] ?? 0) + 1
    return parts
  }
  const who = (fits: (act: Act) => boolean) => known.filter(fits).map(act => act.person)
  const certain = new Set(who(act => act.shows === 'seen'))
  const clicks = known.filter(act => act.kind === 'click')
  const early = (act: Act) => act.at - (arrived.get(act.person)?.at ?? 0) < BELIEVED_MS
  const refused = refusals(stage)
  return {
    planned: stage.audience,
    delivered: split([...arrived.keys()].filter(person => !unknown.has(person))),
    notDelivered: countBy([...refused.values()]),
    leftOut: countBy([...about.left].filter(([person]) => !arrived.has(person)).map(([, how]) => how)),
    noAnswer: unknown.size,
    certain: split(certain),
    probably: split(who(act => act.shows === 'there').filter(person => !certain.has(person))),
    clicked: split(clicks.map(act => act.person)),
    links: Array.from({ length: BUTTONS }, (_none, button) => {
      const own = clicks.filter(act => act.button === button)
      const times = [0, 1].map(part => own.filter(act => partOf(act.person) === part).length)
      return { people: split(own.map(act => act.person)), openings: times }
    }),
    openings: {
      human: clicks.filter(act => !early(act)).length,
      robots: known.filter(act => act.kind === 'scan').length + people.totals().previews,
      unsure: clicks.filter(early).length,
    },
    replied: split(who(act => act.kind === 'write')),
    stopped: split(who(act => act.kind === 'stop' || act.kind === 'word')),
    paused: split(who(act => act.kind === 'pause')),
    blocked: split(who(act => act.kind === 'block')),
    twice: offers.length - arrived.size,
    mistaken: [...arrived.values()].filter(({ chat, payload }) => {
      const caption = String(payload['caption'] ?? '')
      const name = emulator.person(chat).profile().first_name
      return !caption.startsWith(about.captions[partOf(chat) === 0 ? 0 : 1]) || !caption.includes(name)
    }).length,
  }
}

/** What nobody could have done without the message: opened its link, pressed under it, or quoted it. */
function proves({ kind, shows }: Act): boolean {
  return kind === 'click' || kind === 'scan' || (shows === 'seen' && kind !== 'react')
}

/** Why Telegram refused somebody's message for good, by chat. */
function refusals({ emulator }: Stage): Map<number, string> {
  const refused = new Map<number, string>()
  for (const { method, chat, code, description } of emulator.calls()) {
    if (method !== 'sendPhoto' || chat === null || code < 400 || code === 429 || code >= 500) continue
    const reason = REFUSALS.find(([, words]) => description?.includes(words))?.[0] ?? 'content'
    refused.set(chat, reason)
  }
  return refused
}

function countBy(reasons: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return counts
}
