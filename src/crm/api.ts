import { isDiskFault } from '../db/fault.js'
import type { Db } from '../db/open.js'
import { isAppError } from '../errors.js'
import { describeError, type Log } from '../log.js'
import { createBudget } from './api/budget.js'
import { customers } from './api/customers.js'
import { apiDocument } from './api/document.js'
import type { Endpoint, Intake, Take, Taken } from './api/endpoint.js'
import { events } from './api/events.js'
import { messages } from './api/messages.js'
import { orders } from './api/orders.js'
import { type Problem, problem, problemOfError, Refused } from './api/problem.js'
import { hasMoreNames } from './api/split.js'
import { subscribers } from './api/subscribers.js'
import { createTurns } from './api/turns.js'
import { type ApiKey, findLock, hintOf, isUseNews, noteApiKeyUse, type Scope } from './api-key.js'

/** Where items are sent, in the order of the documentation. */
export const ENDPOINTS: readonly Endpoint[] = [subscribers, customers, orders, messages, events]

/** How much a call may bring: bytes of a JSON body, items in it, bytes of one of them, brackets within brackets; bytes of a line of NDJSON. */
export const API_LIMITS = { body: 1024 * 1024, items: 1_000, item: 256 * 1024, depth: 16, line: 64 * 1024 } as const

/** An item over so many bytes is looked at before it is parsed: names of fields without end would hold the event loop. */
const LONG = 16 * 1024
/** As many as an order of 1,000 lines has. */
const MOST_NAMES = 6_000

/** So many requests of one key at a time. */
const AT_A_TIME = 4

/** What an item came to, as the answer says it: `index` from 0, `id` as it was sent, null where there was none. */
export type ItemAnswer = { index: number; id: string | null } & (Taken | ({ outcome: 'error' } & Problem))

/**
 * Whether a request may come in. `open`: it may, and `leave` is to be called when it is over. `unknown`: nobody has this
 * key; `revoked`: nobody has it any more; `forbidden`: it may not do this; `limited`: too many wrong keys came from there,
 * `busy`: the key is at work in four requests already; `wait` is ms.
 */
export type Admission =
  | { kind: 'open'; key: ApiKey; leave(): void }
  | { kind: 'unknown' | 'revoked' | 'forbidden' }
  | { kind: 'limited' | 'busy'; wait: number }

/** The API of other systems: who may call, and what a call comes to. */
export type Api = {
  endpoints: readonly Endpoint[]
  /** Its description, OpenAPI 3.1 as JSON. */
  document(): string
  /**
   * Asks whether whoever shows this key may tell of something. An address that showed too many wrong keys is refused before
   * any is looked at; a right key is never held up by the wrong ones of others.
   * @param shown what stands behind `Bearer`; null for nothing
   * @param from the address that asks
   */
  admit(shown: string | null, from: string, scope: Scope): Admission
  /** True while the key was not revoked. */
  isOpen(key: ApiKey): boolean
  /**
   * Takes items, each by itself, and resolves with what each came to once all are on disk. `no_disk`: it takes nothing at
   * the moment; what was committed before stays, and may be sent again.
   * @param items bytes as they came, with their places; null for one that was too long
   */
  take(
    endpoint: Endpoint,
    key: ApiKey,
    items: readonly { index: number; bytes: Buffer | null }[],
  ): Promise<ItemAnswer[] | 'no_disk'>
}

/** An item that was read: what the sender calls it, and what takes it, or why nothing does. */
type Item = { id: string | null; take: Take | Problem }

/** What it needs. `monotonic` is ms that never jump; `counted`: told what each item came to. */
export type ApiDeps = Omit<Intake, 'db'> & {
  db: Db
  log: Log
  /** The address under which the server is reached. */
  publicUrl: string
  now: () => number
  monotonic: () => number
  counted: (outcome: ItemAnswer['outcome']) => void
}

/** Makes it. */
export function createApi({ db, log, publicUrl, now, monotonic, counted, ...needs }: ApiDeps): Api {
  const budget = createBudget()
  const turns = createTurns(db)
  const atWork = new Map<number, number>()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const intake: Intake = { db, ...needs }

  function enter(key: ApiKey): Admission {
    const running = atWork.get(key.id) ?? 0
    if (running >= AT_A_TIME) return { kind: 'busy', wait: 1_000 }
    atWork.set(key.id, running + 1)
    return {
      kind: 'open',
      key,
      leave() {
        const left = (atWork.get(key.id) ?? 1) - 1
        if (left > 0) atWork.set(key.id, left)
        else atWork.delete(key.id)
      },
    }
  }

  /** Only whoever knows the part of a key that may be seen makes us hash: nobody else can use that budget up. */
  function admit(shown: string | null, from: string, scope: Scope): Admission {
    const hint = shown === null ? null : hintOf(shown)
    const lock = hint === null ? null : findLock(db, hint)
    const who = lock === null ? from : `${from} ${lock.id}`
    const wait = budget.wait(who, monotonic())
    if (wait > 0) return { kind: 'limited', wait }
    if (lock === null || shown === null || !lock.opens(shown)) {
      budget.spend(who, monotonic())
      return { kind: 'unknown' }
    }
    if (lock.revokedAt !== null) return { kind: 'revoked' }
    return lock.scopes.includes(scope) ? enter(lock) : { kind: 'forbidden' }
  }

  function readOne(endpoint: Endpoint, bytes: Buffer | null): Item {
    const told = openOne(bytes)
    if ('code' in told) return { id: null, take: told }
    const id = endpoint.idOf(told.value)
    try {
      return { id, take: endpoint.read(told.value) }
    } catch (error) {
      return { id, take: refusalOf(endpoint, error) }
    }
  }

  function* readInSteps(endpoint: Endpoint, bytes: Buffer | null): Generator<void, Item> {
    const told = openOne(bytes)
    if ('code' in told) return { id: null, take: told }
    const id = endpoint.idOf(told.value)
    yield
    try {
      return { id, take: yield* endpoint.readInSteps(told.value) }
    } catch (error) {
      return { id, take: refusalOf(endpoint, error) }
    }
  }

  function openOne(bytes: Buffer | null): { value: unknown } | Problem {
    if (bytes === null) return problem('too_long', null, 'This line is over 64 KB: send less of it.')
    if (bytes.length > LONG && hasMoreNames(bytes, MOST_NAMES))
      return problem('too_long', null, 'This item has more fields than any needs: send less of it.')
    const told = parse(decoder, bytes)
    return told instanceof Refused ? told.problem : told
  }

  function refusalOf(endpoint: Endpoint, error: unknown): Problem {
    return error instanceof Refused ? error.problem : faultOf(endpoint, error)
  }

  function takeOne(endpoint: Endpoint, key: ApiKey, index: number, { id, take }: Item): ItemAnswer {
    const refused = (why: Problem): ItemAnswer => ({ index, id, outcome: 'error', ...why })
    if ('code' in take) return refused(take)
    try {
      return { index, id, ...(take.atOnce(intake, now()) ?? db.write(() => take.fully(intake, key, now()))) }
    } catch (error) {
      if (error instanceof Refused) return refused(error.problem)
      const known = isAppError(error) ? problemOfError(error, endpoint.within) : null
      if (known !== null) return refused(known)
      if (isDiskFault(error)) throw error
      return refused(faultOf(endpoint, error))
    }
  }

  function faultOf(endpoint: Endpoint, error: unknown): Problem {
    log.error({ endpoint: endpoint.path, error: describeError(error) }, 'an item of the API could not be taken')
    return problem('fault', null, 'Something went wrong here, and it was noted. Send this item again later.')
  }

  let document: string | undefined
  return {
    endpoints: ENDPOINTS,
    document() {
      document ??= JSON.stringify(apiDocument(ENDPOINTS, publicUrl))
      return document
    },
    admit,
    isOpen: key => findLock(db, key.hint)?.revokedAt === null,
    async take(endpoint, key, items) {
      const news = isUseNews(key, now())
      const pieces = items.map(({ index, bytes }, i) => {
        let read: Item | undefined
        return {
          bytes: bytes?.length ?? 0,
          *ready() {
            read = yield* readInSteps(endpoint, bytes)
          },
          run() {
            if (news && i === 0) noteApiKeyUse(db, key.id, now())
            return takeOne(endpoint, key, index, read ?? readOne(endpoint, bytes))
          },
        }
      })
      let answers: ItemAnswer[]
      try {
        answers = await turns.do(pieces)
      } catch (error) {
        if (isDiskFault(error)) return 'no_disk'
        throw error
      }
      for (const { outcome } of answers) counted(outcome)
      return answers
    },
  }
}

function parse(decoder: { decode(bytes: Buffer): string }, bytes: Buffer): { value: unknown } | Refused {
  let text: string
  try {
    text = decoder.decode(bytes)
  } catch {
    return new Refused(problem('not_utf8', null, 'This item is not UTF-8: send it in that encoding.'))
  }
  try {
    return { value: JSON.parse(text) }
  } catch {
    return new Refused(problem('not_json', null, 'This item is not JSON: look for a comma, a quote or a bracket.'))
  }
}
