import { sourceName } from '../../../audience/source.js'
import { findSubscriber, type Subscriber } from '../../../audience/subscriber.js'
import { MINUTE } from '../../../clock.js'
import type { Db } from '../../../db/open.js'
import { onOneLine } from '../../../text/edges.js'
import { type Language, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Rich } from '../../../text/rich.js'
import { people } from '../../admin/people/addresses.js'
import { type Card, type Key, key } from '../../card.js'
import { fullName } from '../../team.js'
import { ready, replies } from '../addresses.js'
import { findLastIn, listCopies } from '../copies.js'
import { isMuted } from '../inbox/kept.js'
import { findEntry, findPassedBefore, type Written } from '../inbox.js'
import { countReady } from '../ready.js'

/** Somebody as those who answer see them. */
export type Writer = { name: string; username: string | null; subscriber: Subscriber | null }

const GAP_MS = 10 * MINUTE
const NAME_LENGTH = 128

/** The writer, if the bot knows them. */
export function findWriter(db: Db, telegramId: number): Writer | null {
  const subscriber = findSubscriber(db, telegramId)
  return subscriber === null ? null : writerOf(subscriber, subscriber)
}

/** Somebody by the names Telegram gives. */
export function writerOf(
  person: { firstName: string; lastName: string | null; username: string | null },
  subscriber: Subscriber | null,
): Writer {
  const name = onOneLine(fullName(person))
  return { name: shorten(name === '' ? '—' : name, NAME_LENGTH), username: person.username, subscriber }
}

/**
 * True when a message needs a heading above it: unless the one right before it in that chat was of the same person,
 * about the same offer, a moment ago.
 * @param among the person whose messages alone stand there; null where everybody's do
 */
export function needsHeading(db: Db, chat: number, written: Written, among: number | null): boolean {
  const last = among === null ? findLastIn(db, chat) : null
  const above = last === null || last === written.id ? null : findEntry(db, last)
  const before = among === null ? above : findPassedBefore(db, written.id, among)
  if (before === null || before.telegramId !== written.telegramId || before.deliveryId !== written.deliveryId)
    return true
  return written.at - before.at > GAP_MS || listCopies(db, chat, before.id).length === 0
}

/** Who writes, how they came, and which offer they answer. @param hint how to answer; null where it is known */
export function headingCard(db: Db, writer: Writer, written: Written, language: Language, hint: string | null): Card {
  const t = texts(language).replies
  const { subscriber } = writer
  const offer = written.deliveryId === null ? null : offerOf(db, written.deliveryId)
  const source = subscriber?.source ?? null
  const text: Rich = lines([
    t.heading(writer.name, writer.username),
    subscriber === null ? t.stranger : source === null ? null : t.source(sourceName(db, source)),
    offer === null ? null : t.offer(shorten(offer, NAME_LENGTH)),
    hint,
  ])
  return { text, keyboard: headingKeys(db, subscriber?.id ?? null, written, language, hint === null) }
}

/** What stands below it. @param subscriber null: they never pressed Start; @param inGroup the card would be everybody's to read */
export function headingKeys(
  db: Db,
  subscriber: number | null,
  written: Written,
  language: Language,
  inGroup: boolean,
): Key[][] {
  const { keys } = texts(language).replies
  const card = subscriber === null || inGroup ? [] : [key(keys.card, people.below, { id: subscriber })]
  const mute = muteKey(written.telegramId, isMuted(db, written.telegramId), language)
  const canned = countReady(db) === 0 ? [] : [[key(keys.ready, ready.list, { entry: written.id, page: 0 })]]
  return [[key(keys.done, replies.done, { entry: written.id })], ...canned, [mute, ...card]]
}

/** Mutes somebody, or lets them be heard again. */
export function muteKey(person: number, muted: boolean, language: Language): Key {
  const { keys } = texts(language).replies
  return key(muted ? keys.unmute : keys.mute, replies.mute, { person, muted: muted ? 0 : 1 })
}

/** How much of a person is kept, and how to see it. */
export function moreCard(db: Db, writer: Writer, person: number, messages: number, language: Language): Card {
  const t = texts(language).replies
  const more = key(t.keys.more, replies.more, { person })
  return {
    text: lines([t.more(messages, writer.name)]),
    keyboard: [[more, muteKey(person, isMuted(db, person), language)]],
  }
}

function offerOf(db: Db, deliveryId: number): string | null {
  const row = db
    .sql<{ name: string }>(
      `select o.name from deliveries d join broadcasts b on b.id = d.broadcast_id join offers o on o.id = b.offer_id
       where d.id = ?`,
    )
    .get(deliveryId)
  return row?.name ?? null
}
