import { isAnythingBought } from '../../../audience/customer/bought.js'
import type { Criterion, Leaf } from '../../../segments/criterion.js'
import {
  asksFor,
  leadsToOrders,
  noneWindows,
  onlyLinked,
  subscribedBefore,
  together,
  type Watched,
  watchedGroups,
  watchedSegments,
} from '../../../segments/notes.js'
import { date, type Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import type { Piece } from '../../../text/rich.js'
import { countOrNull, evaluationOf, type Looking } from '../figures.js'
import { ordersKnownLines } from '../words/orders-known.js'

/** The condition that somebody is linked to a customer of the CRM. */
export const LINKED: Leaf = { leaf: 'linked', value: true }

/**
 * What a count rests on. `linked`: how many of the people are linked to the CRM; null where orders do not matter, or
 * only linked people were asked for. `known`: where orders matter, of how many of all people they are known, in words.
 * `bring`: orders matter, and none are known yet. `later`: how many subscribed after the time began in which they did nothing.
 */
export type Notes = {
  linked: number | null
  known: readonly Piece[]
  bring: boolean
  later: number
  /** Segments of which it asks who came and went, and the zone in which a day is. */
  watched: Watched[]
  /** Since when it is known who moves between RFM groups, where it asks that. */
  groups: { since: number | null } | null
  zone: string
}

/** Finds out what a count rests on. A count that takes too long is left out. */
export async function notesOf(here: Looking, criterion: Criterion): Promise<Notes> {
  const context = evaluationOf(here)
  const rests = leadsToOrders(here.db, criterion)
  const bring = rests && !isAnythingBought(here.db)
  const orders = rests && !asksFor(criterion, LINKED)
  const earlier = earlierThan(here, criterion)
  const [linked, known, later] = await Promise.all([
    orders ? countOrNull(here, onlyLinked(criterion), context) : null,
    rests ? ordersKnownLines(here) : [],
    earlier === null || asksFor(criterion, earlier)
      ? null
      : countOrNull(here, together(criterion, { not: earlier }), context),
  ])
  const watched = watchedSegments(here.db, criterion)
  const groups = watchedGroups(here.db, criterion)
  return {
    linked: linked?.people ?? null,
    known,
    bring,
    later: later?.people ?? 0,
    watched,
    groups,
    zone: context.zone,
  }
}

/** The condition that leaves out who subscribed later than the time began in which they did nothing; null without such a time. */
export function earlierThan(here: Looking, criterion: Criterion): Leaf | null {
  return subscribedBefore(noneWindows(criterion), evaluationOf(here))
}

/** The notes in words, and which of them can be acted upon. @param people of the count */
export function noteLines(
  { linked, known, bring, later, watched, groups, zone }: Notes,
  people: number | null,
  language: Language,
): {
  lines: Piece[]
  unlinked: boolean
  bring: boolean
  later: boolean
  unwatched: number | null
  unwatchedGroups: boolean
} {
  const { countCards: words, orderCards } = texts(language)
  const lines: Piece[] = []
  if (linked !== null && people !== null)
    lines.push(bring && linked === 0 ? orderCards.noneForIt : words.linked(linked, people))
  lines.push(...known)
  if (later > 0) lines.push(words.joinedLater(later))
  for (const { name, listened, since } of watched) {
    if (since !== null) lines.push(words.watchedSince(name, date(since, zone, language)))
    else lines.push(listened ? words.watchBegins(name) : words.unwatched(name))
  }
  if (groups !== null)
    lines.push(groups.since === null ? words.groupsUnwatched : words.groupsSince(date(groups.since, zone, language)))
  return {
    lines,
    unlinked: linked !== null && people !== null && linked < people && !(bring && linked === 0),
    bring,
    later: later > 0,
    unwatched: watched.find(({ listened }) => !listened)?.id ?? null,
    unwatchedGroups: groups !== null && groups.since === null,
  }
}
