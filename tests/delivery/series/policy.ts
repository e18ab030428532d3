import { DAY, MINUTE } from '../../../src/clock.js'
import type { Wait } from '../../../src/delivery/campaign/terms.js'
import { firstMoment, shown } from './calendar.js'

/** A moment at which the program worked: `back` where the clock was set back just before, `paused` where the series rests. */
export type Tick = { at: number; back: boolean; paused: boolean }

/** Something that happened: before which tick, and what the clock showed. */
export type Happened = { tick: number; at: number }

/** What happened to somebody, where they came from, and where they are. */
export type Told = {
  came: Happened
  source: string | null
  zone: string
  orders: readonly Happened[]
  stopped: Happened | null
}

/**
 * From before a tick on the series starts for those of one source (null: for everybody) and ends by an order, or does not; those on their
 * way go out by that as well (`new`), or as before.
 */
export type Change = { tick: number; source: string | null; endsByOrder: boolean; onTheirWay: 'new' | 'old' }

/** What came of a message (from 0): it left then, or was skipped and why. */
export type Came = { message: number; at: number | null; reason: string | null }

/** What was agreed at first. Quiet hours are minutes of the day. */
export type Agreed = { waits: readonly Wait[]; endsByOrder: boolean; quiet: { from: number; to: number } | null }

const LATE = 3 * DAY
const known = new Map<string, number>()

function moment(day: number, minute: number, zone: string): number {
  const key = `${day} ${minute} ${zone}`
  const found = known.get(key) ?? firstMoment(day, minute, zone)
  known.set(key, found)
  return found
}

function due(wait: Wait | undefined, started: number, zone: string): number {
  if (wait === undefined || wait.kind === 'at_once') return started
  if (wait.kind === 'after') return started + wait.ms
  const clock = shown(started, zone)
  const [day, minute] = [Math.floor(clock / 1_440), clock % 1_440]
  const first = moment(day + wait.days, wait.minute ?? minute, zone)
  if (first >= started) return first
  return wait.minute === null ? started : moment(day + wait.days + 1, wait.minute, zone)
}

function quietEnd(at: number, zone: string, quiet: Agreed['quiet']): number | null {
  if (quiet === null) return null
  const clock = shown(at, zone)
  const minute = clock % 1_440
  const night = quiet.from > quiet.to
  if (night ? minute < quiet.from && minute >= quiet.to : minute < quiet.from || minute >= quiet.to) return null
  return moment(Math.floor(clock / 1_440) + (minute < quiet.to ? 0 : 1), quiet.to, zone)
}

/**
 * What somebody gets of a series that starts with their subscription, told tick by tick in the words of docs/lifecycle.md: what is
 * promised there, and nothing of how it is kept.
 */
export function policy(
  { came, source, zone, orders, stopped }: Told,
  agreed: Agreed,
  ticks: readonly Tick[],
  changes: readonly Change[],
): Came[] {
  const told: Came[] = []
  const begun = changes.filter(({ tick }) => tick <= came.tick).at(-1)
  if ((begun?.source ?? null) !== null && begun?.source !== source) return []
  const endsByOrder = (tick: number) => {
    const taken = changes.filter(one => one.tick <= tick && one.tick > came.tick && one.onTheirWay === 'new').at(-1)
    return (taken ?? begun ?? agreed).endsByOrder
  }
  let started = came.at
  let inside = false
  let hasOrdered = false
  let next = 0
  let waits: { message: number; due: number } | null = null
  let left: number | null = null
  const dueOf = (message: number) => due(agreed.waits[message], started, zone)
  const gapTo = (message: number) => Math.min(DAY, Math.max(MINUTE, dueOf(message) - dueOf(message - 1)))

  for (const [i, { at, back, paused }] of ticks.entries()) {
    if (back && inside) started = Math.min(started, at)
    if (back && left !== null) left = Math.min(left, at)
    if (paused || i < came.tick) continue
    const isOut = stopped !== null && stopped.tick <= i
    if (!inside) {
      if (isOut) return told
      inside = true
      started = Math.min(started, at)
    }
    hasOrdered ||= endsByOrder(i) && orders.some(order => order.tick <= i && order.at > started && order.at <= at)
    if (waits === null && (isOut || hasOrdered)) return told
    while (waits === null && next < agreed.waits.length) {
      const ready: number = next === 0 || left === null ? dueOf(next) : Math.max(dueOf(next), left + gapTo(next))
      if (ready > at) break
      if (at - ready > LATE) {
        told.push({ message: next, at: null, reason: 'late' })
        left = null
      } else waits = { message: next, due: ready }
      next += 1
    }
    if (waits === null || waits.due > at) continue
    const { message } = waits
    const morning = quietEnd(at, zone, agreed.quiet)
    if (at - waits.due > LATE) {
      told.push({ message, at: null, reason: 'late' })
      left = null
    } else if (morning !== null && morning > at) {
      waits = { message, due: morning }
      continue
    } else if (isOut || hasOrdered) {
      told.push({ message, at: null, reason: isOut ? 'unsubscribed' : 'ended' })
      return told
    } else {
      told.push({ message, at, reason: null })
      left = at
    }
    waits = null
  }
  return told
}
