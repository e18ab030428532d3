import type { Subscriber } from '../../audience/subscriber.js'
import { isPaused } from '../../audience/subscriber.js'
import { unreachable } from '../../errors.js'

/** How somebody stands, in the words of one screen; `paused` until a day, the others since one. */
export type StatusWords = { active: string } & Record<
  'paused' | 'unsubscribed' | 'blocked' | 'deactivated',
  (day: string) => string
>

/** Whether somebody gets offers, and since or until when. @param at ms UTC */
export function statusWords(person: Subscriber, at: number, day: (at: number) => string, t: StatusWords): string {
  switch (person.status) {
    case 'active':
      return isPaused(person, at) ? t.paused(day(person.pausedUntil ?? at)) : t.active
    case 'unsubscribed':
      return t.unsubscribed(day(person.unsubscribedAt ?? at))
    case 'blocked':
    case 'deactivated':
      return t[person.status](day(person.unreachableAt ?? at))
    default:
      return unreachable(person.status)
  }
}
