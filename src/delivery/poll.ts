import type { Db } from '../db/open.js'
import { actionOf } from '../offers/button/action.js'
import { isRight, type PollOption } from '../offers/content/poll.js'
import { isOver } from '../offers/draft/deadline.js'
import { getVariant } from '../offers/variant.js'
import { fold } from '../text/fold.js'
import { chosenIn, findPolled, recordVote } from '../tracking/poll.js'
import { recordVoteSeen } from '../tracking/read.js'
import { type Setting, setChosen } from './button/set-field.js'
import { deadlineOf } from './schedule/end.js'

/**
 * What an answer to a poll came to. `late`: what it asks is over, and nothing of it counts but that it was seen; `delivery` is whose it is.
 * `strange`: it is nobody's, or somebody answered whom it was passed on to.
 */
export type Voted = { kind: 'counted' | 'late'; delivery: number } | { kind: 'strange' }

/**
 * Takes an answer to a poll: what was chosen now stands, whatever was before, and what the options set is set. To be called in a
 * group.
 * @param vote `options`: numbers of those chosen, from 0; none: the answer was taken back
 * @param zone whose day it is for those whose clock nobody knows
 */
export function takeVote(
  db: Db,
  vote: { pollId: string; subscriberId: number; options: readonly number[] },
  zone: string,
  at: number,
): Voted {
  const polled = findPolled(db, vote.pollId, vote.subscriberId)
  if (polled === null || polled.subscriberId !== vote.subscriberId) return { kind: 'strange' }
  const { poll } = getVariant(db, polled.variantId).content
  if (poll === undefined) return { kind: 'strange' }
  if (isOver(deadlineOf(db, polled.deliveryId), at)) {
    recordVoteSeen(db, polled, at)
    return { kind: 'late', delivery: polled.deliveryId }
  }
  const chosen = [...new Set(vote.options)].flatMap(option => {
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
  const by = { origin: `poll:${polled.offerId}`, zone: zoneOf(db, vote.subscriberId) ?? zone }
  const settings = {
    all: settingsOf(poll.options),
    chosen: settingsOf(chosen.map(({ known }) => known)),
    before: settingsOf(before),
  }
  setChosen(db, vote.subscriberId, settings, by, at)
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
