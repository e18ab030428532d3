import { DAY } from '../clock.js'
import type { Db } from '../db/open.js'
import type { reads } from '../db/schema/index.js'

type Message = { deliveryId: number; broadcastId: number }
type Evidence = Exclude<(typeof reads.$inferSelect)['evidence'], 'click'>

/** How sure it is that a message was seen. */
export type Grade = (typeof reads.$inferSelect)['grade']

// A message that was never claimed cannot have been seen, whatever a doctored client sends.
const BY_DELIVERY = `select id as deliveryId, broadcast_id as broadcastId from deliveries
  where id = ? and subscriber_id = ? and coalesce(sent_at, claimed_at) is not null`

const BY_MESSAGE = `select id as deliveryId, broadcast_id as broadcastId from deliveries
  where subscriber_id = ? and message_id = ?`

/** Any message of an album stands for all of it. */
const OF_ALBUM = `select d.id as deliveryId, d.broadcast_id as broadcastId from delivery_messages m join deliveries d on d.id = m.delivery_id
  where m.subscriber_id = ? and m.message_id = ?`

const NEWEST = `select id as deliveryId, broadcast_id as broadcastId from deliveries
  where subscriber_id = ? and sent_at is not null and sent_at > ? and state = 'sent'
  order by sent_at desc, id desc limit 1`

/** What a shop's system told them alone: an answer to it is none to an offer. */
const OF_ORDER = `select 1 from service_messages where subscriber_id = ? and message_id = ?`

const ORDER_SINCE = `select 1 from service_messages m where m.subscriber_id = ? and m.created_at > ?
  and m.sent_at > (select sent_at from deliveries where id = ?) limit 1`

const INSERT_READ = `insert into reads (delivery_id, evidence, grade, subscriber_id, broadcast_id, at, message_id)
  values (?, ?, ?, ?, ?, ?, ?) on conflict (delivery_id, evidence) do nothing`

const HAS_READ = 'select 1 from reads where delivery_id = ? limit 1'

const INSERT_REPLY = `insert or ignore into replies (subscriber_id, delivery_id, broadcast_id, quoted, message_id, at)
  values (?, ?, ?, ?, ?, ?)`

/** True for a message in somebody's chat that is an offer they were sent, or one of an album that is. @param telegramId whose chat it is */
export function isOfOffer(db: Pick<Db, 'sql'>, telegramId: number, messageId: number): boolean {
  const person = db.sql<{ id: number }>('select id from subscribers where telegram_id = ?').get(telegramId)
  if (person === undefined) return false
  return [BY_MESSAGE, OF_ALBUM].some(of => db.sql(of).get(person.id, messageId) !== undefined)
}

/**
 * A press on a button of a message: its presser has seen it for certain. The first press of a delivery is kept.
 * @param press `messageId`: the pressed message in the chat; null when Telegram no longer says
 * @returns false, and nothing is recorded, unless the delivery is the presser's and was sent
 */
export function recordPress(
  db: Db,
  press: { deliveryId: number; subscriberId: number; messageId: number | null },
  at: number,
): boolean {
  const message = db.sql<Message>(BY_DELIVERY).get(press.deliveryId, press.subscriberId)
  if (message === undefined) return false
  insertRead(db, 'press', press.subscriberId, message, press.messageId, at)
  return true
}

/**
 * A message somebody wrote, kept as a fact without its words. One that quotes an offer belongs to it and proves that
 * it was seen; any other belongs to the newest message of the last 24 h and proves nothing, or to none: as does one that
 * quotes an order message, or comes after one.
 * @param reply `quotedMessageId`, `quotedDeliveryId` (from the quoted keyboard): what it quotes; null when it does not
 * @returns the delivery it was counted for; null when there is none
 */
export function recordReply(
  db: Db,
  reply: {
    subscriberId: number
    quotedMessageId: number | null
    quotedDeliveryId: number | null
    messageId: number
  },
  at: number,
): number | null {
  const { subscriberId, messageId } = reply
  const quoted = findQuoted(db, reply)
  const message = quoted ?? findAnswered(db, reply, at)
  db.sql(INSERT_REPLY).run(
    subscriberId,
    message?.deliveryId ?? null,
    message?.broadcastId ?? null,
    quoted === undefined ? 0 : 1,
    messageId,
    at,
  )
  if (quoted !== undefined) insertRead(db, 'reply', subscriberId, quoted, reply.quotedMessageId, at)
  return message?.deliveryId ?? null
}

/**
 * A reaction to a message: certain evidence, where Telegram sends it to bots.
 * @returns false, and nothing is recorded, when the message is not a delivery of that subscriber
 */
export function recordReaction(db: Db, reaction: { subscriberId: number; messageId: number }, at: number): boolean {
  const message = byMessage(db, reaction.subscriberId, reaction.messageId)
  if (message === undefined) return false
  insertRead(db, 'reaction', reaction.subscriberId, message, reaction.messageId, at)
  return true
}

/** An answer to a poll: whoever gave it has seen it for certain. Where it stands in their chat Telegram does not say. */
export function recordVoteSeen(db: Db, vote: Message & { subscriberId: number }, at: number): void {
  insertRead(db, 'vote', vote.subscriberId, vote, null, at)
}

/**
 * Anything a person does in the chat: the newest message of the last 24 h, if nothing tells yet that it was read, was
 * probably on the screen. An inferred read, never a certain one.
 */
export function recordActivity(db: Db, subscriberId: number, at: number): void {
  const message = findNewest(db, subscriberId, at)
  if (message === undefined || db.sql(HAS_READ).get(message.deliveryId) !== undefined) return
  insertRead(db, 'activity', subscriberId, message, null, at)
}

function findQuoted(
  db: Db,
  reply: { subscriberId: number; quotedMessageId: number | null; quotedDeliveryId: number | null },
): Message | undefined {
  const { subscriberId, quotedMessageId, quotedDeliveryId } = reply
  const byDelivery =
    quotedDeliveryId === null ? undefined : db.sql<Message>(BY_DELIVERY).get(quotedDeliveryId, subscriberId)
  if (byDelivery !== undefined || quotedMessageId === null) return byDelivery
  return byMessage(db, subscriberId, quotedMessageId)
}

function byMessage(db: Db, subscriber: number, message: number): Message | undefined {
  const first = db.sql<Message>(BY_MESSAGE).get(subscriber, message)
  return first ?? db.sql<Message>(OF_ALBUM).get(subscriber, message)
}

/** The offer that words without a quote of one belong to. */
function findAnswered(
  db: Db,
  { subscriberId, quotedMessageId }: { subscriberId: number; quotedMessageId: number | null },
  at: number,
): Message | undefined {
  if (quotedMessageId !== null && db.sql(OF_ORDER).get(subscriberId, quotedMessageId) !== undefined) return undefined
  const newest = findNewest(db, subscriberId, at)
  if (newest === undefined) return undefined
  return db.sql(ORDER_SINCE).get(subscriberId, at - 2 * DAY, newest.deliveryId) === undefined ? newest : undefined
}

function findNewest(db: Db, subscriberId: number, at: number): Message | undefined {
  return db.sql<Message>(NEWEST).get(subscriberId, at - DAY)
}

function insertRead(
  db: Db,
  evidence: Evidence,
  subscriberId: number,
  message: Message,
  messageId: number | null,
  at: number,
): void {
  const grade = evidence === 'activity' ? 'inferred' : 'confirmed'
  db.sql(INSERT_READ).run(message.deliveryId, evidence, grade, subscriberId, message.broadcastId, at, messageId)
}
