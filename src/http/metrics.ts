import type { IncomingMessage, ServerResponse } from 'node:http'
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { isLocal } from './address.js'
import { answer, answerNotFound } from './answer.js'

const BEARER = /^bearer ([\w-]{1,256})$/i

/** What the product counts, in Prometheus' words. */
export type Metrics = {
  /** One opening of a tracked link: human, machine, unsure, test, flood, failed (not recorded) or unknown. */
  countRedirect(outcome: string): void
  /** One visit of a source: human, machine, unsure, repeated (within the hour) or unknown (nobody made that source). */
  countVisit(outcome: string): void
  /** Updates of Telegram that are on disk. */
  countUpdates(n: number): void
  /** Updates that failed twice and were dropped. */
  countDroppedUpdate(): void
  /** One request of the API, by the status of its answer. */
  countApiRequest(status: string): void
  /** One item of the API: new, changed, same or error. */
  countApiItem(outcome: string): void
  /** One answer to a message of a broadcast, by what became of it: sent, failed, uncertain, retried … */
  countMessage(outcome: string): void
  /** One 429 of Telegram, by lane. */
  countLimited(lane: string): void
  /** A figure that is read when somebody asks for it. */
  gauge(name: string, help: string, read: () => number): void
  /** Everything as text. */
  text(): Promise<string>
}

/** Makes the product's counters, in a registry of their own. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const counter = (name: string, help: string, label: string) =>
    countBy(new Counter({ name, help, labelNames: [label], registers: [registry] }))
  const redirects = counter('segcast_redirects_total', 'Openings of tracked links, by outcome', 'outcome')
  const visits = counter('segcast_visits_total', 'Visits of sources, by outcome', 'outcome')
  const apiRequests = counter(
    'segcast_api_requests_total',
    'Requests of the API, by the status of the answer',
    'status',
  )
  const apiItems = counter('segcast_api_items_total', 'Items told by the API, by outcome', 'outcome')
  const messages = counter('segcast_messages_total', 'Messages of broadcasts, by outcome', 'outcome')
  const limited = counter('segcast_limited_total', 'Answers 429 of Telegram, by lane', 'lane')
  const updates = new Counter({
    name: 'segcast_updates_total',
    help: 'Updates of Telegram that were taken in',
    registers: [registry],
  })
  const droppedUpdates = new Counter({
    name: 'segcast_updates_dropped_total',
    help: 'Updates that could not be handled twice and were dropped',
    registers: [registry],
  })
  return {
    countRedirect: redirects,
    countVisit: visits,
    countUpdates: n => updates.inc(n),
    countDroppedUpdate: () => droppedUpdates.inc(),
    countApiRequest: apiRequests,
    countApiItem: apiItems,
    countMessage: messages,
    countLimited: limited,
    gauge(name, help, read) {
      new Gauge({
        name,
        help,
        registers: [registry],
        collect() {
          this.set(read())
        },
      })
    },
    text: () => registry.metrics(),
  }
}

/** Looking a label up costs more than counting: each value's counter is kept. */
function countBy(counter: Counter): (value: string) => void {
  const children = new Map<string, { inc(): void }>()
  return value => {
    let child = children.get(value)
    if (child === undefined) {
      child = counter.labels(value)
      children.set(value, child)
    }
    child.inc()
  }
}

/**
 * `GET /metrics`: the figures, for this machine, or for whoever shows `Authorization: Bearer <METRICS_KEY>`; to everybody
 * else they do not exist.
 * @param isKey tests what was shown; null: there is no key
 */
export async function answerMetrics(
  metrics: () => Promise<string>,
  isKey: ((shown: string | undefined) => boolean) | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const shown = BEARER.exec(request.headers.authorization ?? '')?.[1]
  const mayAsk = isLocal(request) || (isKey !== null && shown !== undefined && isKey(shown))
  if (!mayAsk) return answerNotFound(response)
  answer(response, 200, 'text/plain; version=0.0.4; charset=utf-8', await metrics())
}
