import { createHmac, randomBytes } from 'node:crypto'
import ipaddr from 'ipaddr.js'
import { type Clock, DAY, HOUR } from '../clock.js'
import type { Db } from '../db/open.js'
import type { Log } from '../log.js'
import { createAgents } from './agent.js'
import type { Hit } from './click.js'
import { createRecent } from './recent.js'
import { createTally, type Visits } from './tally.js'
import { judge, type Verdict } from './verdict.js'

const VISITORS_REMEMBERED = 100_000
const KEY_BYTES = 32
const HASH_LENGTH = 16

/** One opening of a source's address. `name`: what stands in it, as a payload of Start; null where that cannot be one. */
export type Visit = Omit<Hit, 'token'> & { readonly name: string | null }

/**
 * Where to go. `early`: nobody has pressed yet, so the press itself must ask again. `closed`: the bot's own name is not
 * known yet.
 */
export type Visited = { kind: 'found'; url: string } | { kind: 'early' } | { kind: 'closed' }

/** What became of a visit, for counting. `repeated`: the same person within the hour; `unknown`: nobody made such a source. */
export type VisitOutcome = Verdict | 'repeated' | 'unknown'

/** Leads visitors of sources to the bot. It rejects only when the database cannot be read. */
export type Visitors = ((visit: Visit) => Promise<Visited>) & {
  /** Visits that wait in memory until the disk takes them. */
  waiting(): number
  /** Writes what waits, if the disk takes it now. */
  close(): Promise<void>
}

/** What it needs. */
export type VisitorsDeps = {
  db: Pick<Db, 'group'>
  clock: Clock
  log: Log
  /** The bot's name at Telegram, without @; null while nobody knows it. */
  bot: () => string | null
  /** The source that a name means, whatever its case; 0: nobody made one; null: it is no name of a source, but a code. */
  find: (name: string) => number | null
  /** Adds visits; called inside a group. */
  record: (visits: readonly Visits[]) => void
  /** Told the outcome of every visit. */
  counted?: (outcome: VisitOutcome) => void
}

/**
 * Leads visitors on to the bot and counts them: people by source and day, once an hour for everybody of one network (IPv4
 * /24, IPv6 /48), since nothing is kept in a browser; robots apart. Whatever cannot be counted leads on all the same.
 */
export function createVisitors(deps: VisitorsDeps): Visitors {
  const { clock, bot, find, counted = () => {} } = deps
  const recognise = createAgents()
  const isRepeated = createRepeats()
  const tally = createTally(deps)

  async function lead(visit: Visit): Promise<Visited> {
    const { name, method, prefetch, address } = visit
    const username = bot()
    if (username === null) return { kind: 'closed' }
    const sourceId = name === null ? null : find(name)
    const start = sourceId === null ? '' : `?start=${name}`
    const led: Visited = prefetch ? { kind: 'early' } : { kind: 'found', url: `https://t.me/${username}${start}` }
    const at = clock.now()
    const { verdict } = judge({ method, prefetch, agent: recognise(visit.agent), address, sinceSent: null, links: 1 })
    if (verdict === 'human' && isRepeated(sourceId ?? 0, address, at)) {
      counted('repeated')
      return led
    }
    const written = tally.add({ sourceId: sourceId ?? 0, day: Math.floor(at / DAY), verdict, n: 1 })
    counted(sourceId === 0 || sourceId === null ? 'unknown' : verdict)
    // A person who is counted is on disk; a robot need not wait for that.
    if (verdict === 'human') await written
    return led
  }

  return Object.assign(lead, { waiting: tally.waiting, close: tally.close })
}

/**
 * Tells when somebody of one network opens a source again within an hour of the visit that counted. Networks are kept as
 * hashes, in memory; their key is forgotten with them each day (UTC), and at the process's end.
 */
function createRepeats(): (sourceId: number, address: string | null, at: number) => boolean {
  let key = randomBytes(KEY_BYTES)
  let day = Number.NaN
  let seen = createRecent<string, number>(VISITORS_REMEMBERED)
  return (sourceId, address, at) => {
    const today = Math.floor(at / DAY)
    if (today !== day) {
      key = randomBytes(KEY_BYTES)
      day = today
      seen = createRecent(VISITORS_REMEMBERED)
    }
    const who = createHmac('sha256', key)
      .update(`${sourceId} ${networkOf(address)}`)
      .digest('base64url')
    const visitor = who.slice(0, HASH_LENGTH)
    const last = seen.get(visitor)
    // A clock that was set back must not make everybody new.
    if (last !== undefined && Math.abs(at - last) < HOUR) return true
    seen.set(visitor, at)
    return false
  }
}

/** The network of an address: an IPv4 /24, an IPv6 /48; what is no address is one network. */
function networkOf(address: string | null): string {
  if (address === null || !ipaddr.isValid(address)) return 'none'
  const parsed = ipaddr.process(address)
  const bytes = parsed.toByteArray()
  return bytes.slice(0, parsed.kind() === 'ipv4' ? 3 : 6).join('.')
}
