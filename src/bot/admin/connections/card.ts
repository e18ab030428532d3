import { DateTime } from 'luxon'
import { findSubscriberById } from '../../../audience/subscriber.js'
import { HOUR } from '../../../clock.js'
import { type Connection, findConnection, removeConnection } from '../../../crm/shop/connection.js'
import {
  type Call,
  type CallCounts,
  countCalls,
  hasKnocked,
  lastCallOf,
  lastOrderOf,
  refusedCalls,
  subscriberOfCustomer,
} from '../../../crm/shop/standing.js'
import { findOrder } from '../../../crm/shop/take.js'
import { troubleNow, usualOf } from '../../../crm/shop/trouble.js'
import { dayStart } from '../../../delivery/gate/hours.js'
import { count, dateTime, money, shorten, time } from '../../../text/format.js'
import { lines, type Piece } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, type Shown, screen } from '../../screen.js'
import { imports } from '../imports/addresses.js'
import { unlessSlow } from '../patience.js'
import { people } from '../people/addresses.js'
import { personName } from '../words/person.js'
import { connections } from './addresses.js'
import { standingWords } from './list.js'

const LINES = 8
const PRODUCT = 60
const FAILURES = 3
const NONE: CallCounts = { today: 0, week: 0, failures: [] }

/** A connection: whether it works, what came, what is wrong and what to do about it. */
export const cardPlaces: Entry[] = [
  screen(connections.open, async (here, { id }) => {
    const one = findConnection(here.db, id)
    if (one === null) return go(connections.list, { page: 0 })
    const last = lastCallOf(here.db, id)
    return last === null ? waitingCard(here, one) : workingCard(here, one, last)
  }),

  screen(connections.last, (here, { id }) => {
    const { admin, connectionCards: t } = here.t
    const one = findConnection(here.db, id)
    if (one === null) return go(connections.list, { page: 0 })
    const call = lastOrderOf(here.db, id)
    const found = call?.orderId == null ? null : findOrder(here.db, call.orderId)
    const back = key(admin.back, connections.open, { id })
    if (call === null || found === null) return { text: t.noOrderYet(one.name), keyboard: [[back]] }
    const subscriberId = subscriberOfCustomer(here.db, found.customerId)
    const person = subscriberId === null ? null : findSubscriberById(here.db, subscriberId)
    return {
      text: lines(orderLines(here, found.order, call, person === null ? null : personName(here, person))),
      keyboard: [[...(person === null ? [] : [key(t.keys.person, people.open, { id: person.id })]), back]],
    }
  }),

  screen(connections.remove, (here, { id }) => {
    const { admin, connectionCards: t } = here.t
    const one = findConnection(here.db, id)
    if (one === null) return go(connections.list, { page: 0 })
    return {
      text: t.removeAsked(one.name),
      keyboard: [[key(t.keys.removeYes, connections.removeYes, { id }), key(admin.back, connections.open, { id })]],
    }
  }),

  deed(connections.removeYes, ({ db, at, t }, { id }) => {
    const one = findConnection(db, id)
    if (one === null) return go(connections.list, { page: 0 })
    removeConnection(db, id, at)
    return go(connections.list, { page: 0 }, t.connectionCards.removed(one.name))
  }),
]

/** Nothing but a ping has come yet. */
function waitingCard(here: Here, one: Connection): Shown {
  const { admin, connectionCards: t } = here.t
  const { id } = one
  const needsSecret = one.kind === 'shopify' && one.secret === null
  return {
    text: lines([
      t.titleOf(one.name, standingWords(here, one)),
      needsSecret ? t.sendSecret : t.howToTry[one.kind],
      hasKnocked(here.db, id) ? t.hasKnocked : null,
      ...refusedLines(here, one),
    ]),
    keyboard: [
      ...(here.may(connections.setup)
        ? pairs([
            key(t.keys.setup, connections.setup, { id }),
            ...(one.kind === 'shopify'
              ? [key(needsSecret ? t.keys.secret : t.keys.again, connections.secret, { id })]
              : []),
            key(t.keys.remove, connections.remove, { id }),
          ])
        : []),
      [key(t.keys.refresh, connections.open, { id }), key(admin.back, connections.list, { page: 0 })],
    ],
  }
}

async function workingCard(here: Here, one: Connection, last: Call): Promise<Shown> {
  const { admin, connectionCards: t } = here.t
  const { db, at, language } = here
  const { id } = one
  const counts = await unlessSlow(countCalls(db, id, dayStart(at, here.zone()), at), NONE)
  const wrong = [...refusedLines(here, one), ...(await silenceLines(here, one, last)), ...failureLines(here, counts)]
  const errors = counts.failures.reduce((sum, { n }) => sum + n, 0) + (refusedCalls(db, id, 'forged', at)?.n ?? 0)
  const owner = here.may(connections.renew)
  const trouble = troubleNow(db, one)
  return {
    text: lines([
      t.titleOf(one.name, standingWords(here, one)),
      t.last(momentWords(here, last.at), callWords(here, last), last.took),
      t.counts(count(counts.today, language), count(counts.week, language), count(errors, language)),
      ...(wrong.length === 0 ? [] : ['', ...wrong]),
      hasOldOrders(here) ? null : t.old,
    ]),
    keyboard: pairs([
      ...(owner && trouble === 'refused' && one.kind === 'shopify'
        ? [key(t.keys.again, connections.secret, { id })]
        : []),
      ...(owner && trouble === 'silent' ? [key(t.keys.how, connections.setup, { id })] : []),
      ...(here.may(imports.home) ? [key(t.keys.old, imports.home, { page: 0 })] : []),
      key(t.keys.look, connections.last, { id }),
      ...(owner
        ? [
            key(one.kind === 'tilda' ? t.keys.newAddress : t.keys.newSecret, connections.renew, { id }),
            key(t.keys.remove, connections.remove, { id }),
          ]
        : []),
      key(t.keys.refresh, connections.open, { id }),
      key(admin.back, connections.list, { page: 0 }),
    ]),
  }
}

/** Calls that were not signed by the shop: what the newest trouble is, and what to do. */
function refusedLines(here: Here, one: Connection): Piece[] {
  const { db, at, t } = here
  const forged = refusedCalls(db, one.id, 'forged', at)
  const early = one.secret === null ? refusedCalls(db, one.id, 'no_secret', at) : null
  const last = lastCallOf(db, one.id)?.at ?? 0
  return [
    ...(forged === null || forged.last < last
      ? []
      : [
          t.connectionCards.forged[one.kind === 'shopify' ? 'shopify' : 'other'](
            forged.n,
            momentWords(here, forged.since),
          ),
        ]),
    ...(early === null ? [] : [t.connectionCards.early(early.n)]),
  ]
}

async function silenceLines(here: Here, one: Connection, last: Call): Promise<Piece[]> {
  if (troubleNow(here.db, one) !== 'silent') return []
  const usual = await unlessSlow(usualOf(here.db, one.id, here.at), null)
  const hours = Math.floor((here.at - last.at) / HOUR)
  return [here.t.connectionCards.silent(hours, usual === null ? null : Math.round(usual.perDay), one.name)]
}

function failureLines(here: Here, { failures }: CallCounts): Piece[] {
  const { connectionCards: t } = here.t
  const reasons: Readonly<Record<string, string>> = t.failed
  return failures
    .slice(0, FAILURES)
    .map(({ why, n, last }) => t.failure(reasons[why] ?? t.failed.fault, n, momentWords(here, last)))
}

function callWords({ t: { connectionCards: t } }: Here, { outcome, orderId }: Call): string {
  if (outcome === null) return t.called.waits
  if (outcome === 'order') return t.called.order(orderId ?? '')
  if (outcome === 'test') return t.called.test(orderId)
  return outcome === 'failed' ? t.called.failed : t.called.nothing
}

function orderLines(
  here: Here,
  order: NonNullable<ReturnType<typeof findOrder>>['order'],
  call: Call,
  name: string | null,
): Piece[] {
  const { connectionCards: t } = here.t
  const sum = (minor: number) => money(minor, order.currency, here.language)
  const more = order.lines.length - LINES
  return [
    t.order(order.externalId, t.statuses[order.status]),
    t.orderAt(
      dateTime(order.at, here.zone(), here.language, here.at),
      dateTime(call.at, here.zone(), here.language, here.at),
    ),
    t.orderSum(
      sum(order.total),
      order.refunded === 0 ? null : sum(order.refunded),
      order.discount === null || order.discount === 0 ? null : sum(order.discount),
      order.promoCode,
    ),
    ...order.lines
      .slice(0, LINES)
      .map(({ product, quantity, price }) =>
        t.line(shorten(product, PRODUCT), quantity, price === null ? null : sum(price)),
      ),
    ...(more > 0 ? [t.moreLines(more)] : []),
    name === null ? t.notInBot : t.inBot(name),
  ]
}

/** To the second while it is today, else with its day. */
function momentWords(here: Here, moment: number): string {
  const zone = here.zone()
  if (moment < dayStart(here.at, zone)) return dateTime(moment, zone, here.language, here.at)
  return here.at - moment < HOUR ? DateTime.fromMillis(moment, { zone }).toFormat('HH:mm:ss') : time(moment, zone)
}

function hasOldOrders({ db }: Here): boolean {
  return db.sql(`select 1 from imports where kind = 'orders' and state = 'done' limit 1`).get() !== undefined
}
