import type { Db } from '../db/open.js'
import { actionOf } from '../offers/button/action.js'
import { isRight, type PollOption } from '../offers/content/poll.js'
import { isOver } from '../offers/draft/deadline.js'
import { getVariant } from '../offers/variant.js'
import { fold } from '../text/fold.js'
import {
  chosenIn,
  dropUnmatchedVote,
  findPolled,
  hasTestPolls,
  keepVote,
  listUnknownPolls,
  listUnmatchedVotes,
  type Polled,
  recordPoll,
  recordVote,
  type UnknownPoll,
  type UnmatchedVote,
} from '../tracking/poll.js'
import { recordVoteSeen } from '../tracking/read.js'
import { type Setting, setChosen } from './button/set-field.js'
import { deadlineOf } from './schedule/end.js'

/**
 * What an answer to a poll came to. `late`: what it asks is over, and nothing of it counts but that it was seen; `delivery` is whose it is.
 * `kept`: nobody knows yet to which of their polls it is. `strange`: it is nobody's, or somebody answered whom it was passed on to.
 */
export type Voted = { kind: 'counted' | 'late'; delivery: number } | { kind: 'kept' | 'strange' }

type Vote = { pollId: string; subscriberId: number; options: readonly number[] }

/**
 * Takes an answer to a poll: what was chosen now stands, whatever was before, and what the options set is set. One with an id that nobody
 * knows is kept while somebody's poll may have come without anybody knowing its id, see `matchVotes`. To be called in a group.
 * @param vote `options`: numbers of those chosen, from 0; none: the answer was taken back
 * @param zone whose day it is for those whose clock nobody knows
 */
export function takeVote(db: Db, vote: Vote, zone: string, at: number): Voted {
  const { pollId, subscriberId, options } = vote
  const polled = findPolled(db, pollId)
  if (polled !== null) return polled.subscriberId === subscriberId ? count(db, polled, options, zone, at) : STRANGE
  if (listUnknownPolls(db, subscriberId).length === 0) return STRANGE
  keepVote(db, subscriberId, { pollId, options, at })
  return matchVotes(db, subscriberId, zone).get(pollId) ?? { kind: 'kept' }
}

const STRANGE: Voted = { kind: 'strange' }

/**
 * Takes those of somebody's kept answers of which it is known by now to which poll they are: by its id, or because a poll of theirs whose id
 * nobody knows is the only one left that can be answered so. To be called in a group, whenever an outcome of a poll is written.
 * @returns what each came to, by the id of its poll
 */
export function matchVotes(db: Db, subscriberId: number, zone: string): Map<string, Voted> {
  const came = new Map<string, Voted>()
  for (let before = -1; before < came.size; ) {
    before = came.size
    const kept = listUnmatchedVotes(db, subscriberId)
    if (kept.length === 0) break
    const take = (polled: Polled, { pollId, options, at }: UnmatchedVote) => {
      dropUnmatchedVote(db, pollId)
      came.set(pollId, polled.subscriberId === subscriberId ? count(db, polled, options, zone, at) : STRANGE)
    }
    for (const vote of kept) {
      const polled = findPolled(db, vote.pollId)
      if (polled !== null) take(polled, vote)
    }
    const guess = came.size > before ? null : onlyOne(db, subscriberId, kept)
    if (guess === null) continue
    recordPoll(db, guess.vote.pollId, guess.polled.deliveryId)
    take(guess.polled, guess.vote)
  }
  return came
}

/** An answer that can be to one poll only, and no more of them to that one than copies of it may be there; null: none is certain. */
function onlyOne(
  db: Db,
  subscriberId: number,
  kept: readonly UnmatchedVote[],
): { polled: Polled; vote: UnmatchedVote } | null {
  if (hasTestPolls(db, subscriberId)) return null
  const polls = listUnknownPolls(db, subscriberId)
  const certain = kept.flatMap(vote => {
    const [polled, other] = polls.filter(one => canBeAnswered(db, one, vote.options))
    return polled === undefined || other !== undefined ? [] : [{ polled, vote }]
  })
  const rivals = (polled: UnknownPoll) => certain.filter(one => one.polled === polled).length
  return certain.find(({ polled }) => rivals(polled) <= polled.copies) ?? null
}

/** Whether a poll has these options, and takes as many. */
function canBeAnswered(db: Db, { variantId }: Polled, options: readonly number[]): boolean {
  const { poll } = getVariant(db, variantId).content
  if (poll === undefined || (options.length > 1 && poll.many !== true)) return false
  return options.every(option => poll.options[option] !== undefined)
}

/** What somebody chose in their own poll stands from now on. */
function count(db: Db, polled: Polled, options: readonly number[], zone: string, at: number): Voted {
  const { poll } = getVariant(db, polled.variantId).content
  if (poll === undefined) return STRANGE
  if (isOver(deadlineOf(db, polled.deliveryId), at)) {
    recordVoteSeen(db, polled, at)
    return { kind: 'late', delivery: polled.deliveryId }
  }
  const chosen = [...new Set(options)].flatMap(option => {
    const known = poll.options[option]
    return known === undefined ? [] : [{ option, known }]
  })
  const before = chosenIn(db, polled.deliveryId).flatMap(option => poll.options[option] ?? [])
  const right = isRight(
    poll,
    chosen.map(({ option }) => option),
  )
  recordVote(
    db,
    polled,
    chosen.map(({ option, known }) => ({ option, folded: fold(known.text) })),
    right,
    at,
  )
  const by = { origin: `poll:${polled.offerId}`, zone: zoneOf(db, polled.subscriberId) ?? zone }
  const settings = {
    all: settingsOf(poll.options),
    chosen: settingsOf(chosen.map(({ known }) => known)),
    before: settingsOf(before),
  }
  setChosen(db, polled.subscriberId, settings, by, at)
  return { kind: 'counted', delivery: polled.deliveryId }
}

/** What these options make of fields. */
function settingsOf(options: readonly PollOption[]): Setting[] {
  return options.flatMap(({ sets }) => {
    const action = sets === undefined ? null : actionOf(sets)
    return action?.kind === 'set' ? [action] : []
  })
}

function zoneOf(db: Db, subscriberId: number): string | null {
  return (
    db.sql<{ zone: string | null }>('select time_zone as zone from subscribers where id = ?').get(subscriberId)?.zone ??
    null
  )
}
