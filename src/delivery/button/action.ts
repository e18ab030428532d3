import { answerInterest, findInterest } from '../../audience/interest.js'
import { findQuestion, isAsked } from '../../audience/survey/question.js'
import { codec, natural } from '../../callback-data.js'
import type { Db } from '../../db/open.js'
import { type Action, actionOf } from '../../offers/button/action.js'
import { isOver } from '../../offers/draft/deadline.js'
import { findTest } from '../../offers/offer/tested.js'
import { recordButton } from '../../tracking/button.js'
import { END } from '../schedule/end.js'
import { setField } from './set-field.js'

/** Whose button it is: a delivery's, or a test's (which plays along and records nothing). */
export type ActionTarget = { kind: 'delivery' | 'test'; id: number }

/** A button that does something: `link` is the number of what it does. */
export type ActionPress = { target: ActionTarget; link: number }

const parts = { id: natural, link: natural }
const codecs = {
  delivery: codec<{ id: number; link: number }>('do', parts),
  test: codec<{ id: number; link: number }>('dot', parts),
}

/** Callback data of such a button, `do:<delivery>:<link>` or `dot:<test>:<link>`. */
export function actionData({ kind, id }: ActionTarget, link: number): string {
  return codecs[kind].data({ id, link })
}

/** Reads such callback data; null when it is something else. */
export function parseActionData(data: string): ActionPress | null {
  for (const kind of ['delivery', 'test'] as const) {
    const read = codecs[kind].read(data)
    if (read !== null) return { target: { kind, id: read.id }, link: read.link }
  }
  return null
}

/**
 * What a press came to. `set`: it is so now, `instead` are the buttons beside it whose value it has no more;
 * `ask`: the question is to be put; `over`: what it did is not there any more; `ended`: the offer is over; `strange`: it is not
 * the presser's.
 */
export type Done =
  | { kind: 'set'; instead: number[] }
  | { kind: 'ask'; question: number }
  | { kind: 'over' | 'ended' | 'strange' }

const OF_DELIVERY = `select l.url, b.offer_id as offer, ${END} as deadline, l.variant_id as variant, s.time_zone as zone from deliveries d
  join subscribers s on s.id = d.subscriber_id
  join broadcasts b on b.id = d.broadcast_id
  join offers o on o.id = b.offer_id
  join links l on l.variant_id = coalesce(d.shown_variant_id, d.variant_id) and l.number = ?
  where d.id = ? and d.subscriber_id = ?`

type Found = { url: string; offer: number; deadline: number | null; variant: number; zone: string | null }

/**
 * Does what a button under somebody's message does, once however often it is pressed; the press says that they saw it, and
 * counts as a click. To be called in a group.
 * @param press `messageId`: the pressed message in the chat; null when Telegram no longer says
 * @param zone whose day it is for those whose clock nobody knows
 */
export function pressAction(
  db: Db,
  press: { deliveryId: number; link: number; subscriberId: number; messageId: number | null },
  zone: string,
  at: number,
): Done {
  const found = db.sql<Found>(OF_DELIVERY).get(press.link, press.deliveryId, press.subscriberId)
  const action = found === undefined ? null : actionOf(found.url)
  if (found === undefined || action === null || !recordButton(db, press, at)) return { kind: 'strange' }
  if (isOver(found.deadline, at)) return { kind: 'ended' }
  if (action.kind === 'ask') {
    const question = findQuestion(db, action.question)
    return question === null || !isAsked(question) ? { kind: 'over' } : { kind: 'ask', question: question.id }
  }
  if (action.kind === 'about') return choose(db, press, action, found.variant, at)
  const by = { origin: `button:${found.offer}`, zone: found.zone ?? zone }
  const set = setField(db, press.subscriberId, action, by, at)
  if (set === null) return { kind: 'over' }
  const alike = likeIt(db, found.variant, other => other.kind === 'set' && other.field === action.field)
  return { kind: 'set', instead: set.many ? [] : alike }
}

function choose(
  db: Db,
  { deliveryId, subscriberId }: { deliveryId: number; subscriberId: number },
  { interest, wants }: Extract<Action, { kind: 'about' }>,
  variant: number,
  at: number,
): Done {
  const known = findInterest(db, interest)
  if (known === null || known.archivedAt !== null) return { kind: 'over' }
  answerInterest(db, subscriberId, { interest, wants }, { source: 'button', wording: null, deliveryId }, at)
  return { kind: 'set', instead: likeIt(db, variant, other => other.kind === 'about' && other.interest === interest) }
}

/** The buttons of a message that do such a thing. */
function likeIt(db: Db, variant: number, such: (action: Action) => boolean): number[] {
  return db
    .sql<{ number: number; url: string }>(`select number, url from links where variant_id = ? and url like 'do:%'`)
    .all(variant)
    .filter(({ url }) => {
      const action = actionOf(url)
      return action !== null && such(action)
    })
    .map(({ number }) => number)
}

/** What a button of a test would do; null when it is not there any more. */
export function actionOfTest(db: Db, testId: number, link: number): Action | null {
  const test = findTest(db, testId)
  const row =
    test === null
      ? undefined
      : db.sql<{ url: string }>('select url from links where variant_id = ? and number = ?').get(test.variantId, link)
  return row === undefined ? null : actionOf(row.url)
}
