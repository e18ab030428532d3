import { DateTime } from 'luxon'
import { DAY } from '../../../clock.js'
import type { Db } from '../../../db/open.js'
import { type Broadcast, getBroadcast } from '../../../delivery/broadcast.js'
import { unreachable } from '../../../errors.js'
import { type Criterion, parseCriterion, type Window } from '../../../segments/criterion.js'
import { findNames } from '../../../segments/describe.js'
import { countPeople } from '../../../segments/people/audience.js'
import { date, type Language, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import type { Values } from '../../address.js'
import { type Key, key } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, say } from '../../screen.js'
import { peopleList } from '../cards/people-list.js'
import { beginFor } from '../drafts/begin.js'
import { saveReady } from '../named-segment.js'
import { broadcasts } from './addresses.js'

const NAME = 30

/**
 * Groups of a broadcast's people that an offer may be for, or leave out (`heldOut`, its control group), in the order of their
 * buttons' numbers.
 */
export const groups = ['clicked', 'seen', 'notClicked', 'notReached', 'stillHave', 'got', 'heldOut'] as const

/**
 * Some of a broadcast's people. `link`: those who clicked this one (null: any); `until`: what they did up to the end of
 * this day in the bot's zone, days since 1970 (null: ever).
 */
export type Group = { kind: (typeof groups)[number]; link: number | null; until: number | null }

/** The last day that has a date of four digits, days since 1970. */
const LAST_DAY = Math.floor(Date.UTC(9_999, 11, 31) / DAY)

/** A group without conditions of its own. */
export function wholeGroup(kind: Group['kind']): Group {
  return { kind, link: null, until: null }
}

/** The day of a moment in a zone, in days since 1970. */
export function dayOf(at: number, zone: string): number {
  return Math.floor(DateTime.fromMillis(at, { zone }).setZone('utc', { keepLocalTime: true }).toMillis() / DAY)
}

/** Who they are: the condition of the segment that is made of them. */
export function criterionOf({ offerId, parts, leftOut, control }: Broadcast, { kind, link, until }: Group): Criterion {
  const window: Window | null =
    until === null ? null : { from: null, to: DateTime.fromMillis(until * DAY, { zone: 'utc' }).toFormat('yyyy-MM-dd') }
  const once = { count: { atLeast: 1 }, window, offer: offerId } as const
  const received: Criterion = { ...once, leaf: 'received' }
  const heldOut: Criterion = { leaf: 'delivery', offer: offerId, is: ['held_out'] }
  switch (kind) {
    case 'clicked':
      return { ...once, leaf: 'clicked', link }
    case 'seen':
      return { ...once, leaf: 'seen', grade: 'certain' }
    case 'notClicked':
      return { all: [received, { ...once, leaf: 'clicked', count: 'none', link }] }
    case 'notReached':
      return {
        all: [
          oneOf(parts.map(part => part.criterion)),
          ...leftOut.map((segment): Criterion => ({ not: segment.criterion })),
          { ...once, leaf: 'received', count: 'none' },
          ...(control === 0 ? [] : [{ not: heldOut }]),
        ],
      }
    case 'heldOut':
      return heldOut
    case 'stillHave':
    case 'got':
      return received
    default:
      return unreachable(kind)
  }
}

function oneOf(criteria: Criterion[]): Criterion {
  const [first, ...others] = criteria
  // Of an audience that cannot be read nobody is known.
  if (first === undefined) return { not: { leaf: 'everyone' } }
  return others.length === 0 ? first : { any: criteria }
}

/** How many they are now. @throws AppError `query_timeout` */
export async function countGroup({ db, at, zone }: Here, broadcast: Broadcast, group: Group): Promise<number> {
  return (await countPeople(db, criterionOf(broadcast, group), { at, zone: zone() })).people
}

/** Saves them as a segment, unless one with the same condition is saved already. To be called in a group. @returns its id */
export function saveGroup({ db, me, at, language }: Here, broadcast: Broadcast, group: Group): number {
  const criterion = parseCriterion(criterionOf(broadcast, group))
  return saveReady(db, { name: nameOf(db, broadcast, group, language), criterion }, me, at)
}

function nameOf(db: Db, { offerId, offerName }: Broadcast, { kind, link, until }: Group, language: Language): string {
  const names = texts(language).repairCards.segments
  const what = link === null ? offerName : (findNames(db).link(offerId, link) ?? offerName)
  const name = shorten(what, NAME)
  const day = until === null ? null : date(until * DAY, 'utc', language)
  if (kind === 'clicked') return day === null ? names.clicked(name) : names.clickedUntil(name, day)
  if (kind === 'seen') return day === null ? names.seen(name) : names.seenUntil(name, day)
  return names[kind](name)
}

/** The buttons of a group of people, one under another: an offer for them, and who they are. */
export function groupRows({ id, group }: { id: number; group: Group }, write: string, language: Language): Key[][] {
  const values = valuesOf(id, group)
  const { who } = texts(language).segmentCards
  return [[key(write, broadcasts.writeTo, values)], [key(who, broadcasts.people, { ...values, page: 0 })]]
}

/** What an address of theirs carries. */
export function valuesOf(id: number, { kind, link, until }: Group): Values<'id' | 'group' | 'link' | 'until'> {
  return { id, group: groups.indexOf(kind), link: link ?? 0, until: until ?? 0 }
}

/** The group that such an address means; null when it means none, or one that nobody may be written to. */
export function readGroup(values: { group: number; link: number; until: number }): Group | null {
  const kind = groups[values.group]
  if (kind === undefined || kind === 'heldOut' || values.until < 0 || values.until > LAST_DAY) return null
  return { kind, link: values.link || null, until: values.until || null }
}

/** Who they are, and an offer for them. */
export const peoplePlaces: Entry[] = [
  ...peopleList({ list: broadcasts.people, file: broadcasts.peopleFile }, (here, { id, page: _, ...values }) => {
    const group = readGroup(values)
    if (group === null) return go(broadcasts.followUps, { id })
    const broadcast = getBroadcast(here.db, id)
    const { segmentCards, admin } = here.t
    return {
      name: nameOf(here.db, broadcast, group, here.language),
      criterion: criterionOf(broadcast, group),
      rows: [
        [key(segmentCards.write, broadcasts.writeTo, { id, ...values })],
        [{ label: admin.back, data: backOf(id, group) }],
      ],
    }
  }),

  deed(broadcasts.writeTo, (doing, { id, ...values }) => {
    const group = readGroup(values)
    if (group === null) return say(doing.t.admin.oldButton)
    return beginFor(doing, saveGroup(doing, getBroadcast(doing.db, id), group))
  }),
]

function backOf(id: number, { link, until }: Group): string {
  if (until !== null) return broadcasts.open.data({ id })
  return link === null ? broadcasts.followUps.data({ id }) : broadcasts.links.data({ id, page: 0 })
}
