import { seedSubscribers } from '../../../bench/seed.js'
import { savePrompt } from '../../../src/bot/screen/prompt.js'
import { HOUR } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { getBroadcast } from '../../../src/delivery/broadcast.js'
import { pauseBroadcast } from '../../../src/delivery/lifecycle.js'
import { createOffer } from '../../../src/offers/offer.js'
import { setContent } from '../../../src/offers/variant.js'
import { ADMIN, approveBroadcast } from '../../support/campaign.js'
import { switchOffGates } from '../../support/gates.js'

export { ADMIN } from '../../support/campaign.js'

/** People of the proof: 1 … 3 are subscribers, 4 has never pressed Start, 5 is a marketer. */
export const PEOPLE = 3
export const STRANGER = 4
export const MARKETER = 5

/**
 * What somebody does: a press of `data` under a message of the bot's; words, perhaps in reply to such a message, perhaps in
 * the staff group; their place or their number.
 */
export type Act = { by: number } & (
  | { data: string }
  | { words: string; reply?: boolean; group?: boolean }
  | { place: { lat: number; lon: number } }
  | { phone: string }
  /** A picture of an album, perhaps in reply to such a message. */
  | { album: string; caption: string; reply?: boolean }
  /** Sends a file. */
  | { file: string; content: string }
  /** Changes what the bot's message is a reply to. */
  | { edits: string }
  /** Stops the bot in Telegram itself. `returns`: and starts it again there. */
  | { blocks: true; returns?: true }
  /** Takes from the bot what it may do in the staff group. */
  | { demotes: true }
  /** Answers the poll with this id. */
  | { poll: string; options: number[] }
)

/**
 * One deed: what must be there before, and what is done. `message`: the bot's message in the chat of who does it, a reply to
 * something of theirs. `group`: the chat of those who answer. `photo`: the id of a photo that Telegram
 * knows.
 */
export type Subject = {
  name: string
  /** What takes several commits, before the rest. */
  first?: (db: Db, at: number) => Promise<void>
  prepare(db: Db, at: number, message: number, group: number, photo: string): Act
  /** What a colleague does after it; a second run of the same press must not undo that. */
  meanwhile?: (db: Db) => void
  /** How it will look is shown first; where that gets no answer, nothing is done, and whoever does it is told so. */
  shows?: true
  /** What it changes is drawn by lot, kept beside, or leaves as a file: only the log tells that it was done. */
  unseen?: true
  /** It only leads on: nothing is changed by it. */
  leads?: true
  /** Each press of it counts: pressed twice it is done twice. */
  counts?: true
  /** A file that is taken in: what is made of it beside goes on meanwhile. */
  taken?: true
}

export const subject = (name: string, prepare: Subject['prepare']): Subject => ({ name, prepare })

/** What is asked or looked for, and changes nothing. */
export const leading = (name: string, prepare: Subject['prepare']): Subject => ({ name, prepare, leads: true })

/** A deed that shows first what would come of it. */
export const shown = (one: Subject): Subject => ({ ...one, shows: true })

/** A deed of which every press counts. */
export const counted = (one: Subject): Subject => ({ ...one, counts: true })

/** A file that is taken in. */
export const taken = (one: Subject): Subject => ({ ...one, taken: true })

/** A deed that only the log tells of. */
export const unseen = (one: Subject): Subject => ({ ...one, unseen: true })

/** The same deed, where a colleague does something before a second run of it. */
export const besides = (one: Subject, what: string, meanwhile: (db: Db) => void): Subject => ({
  ...one,
  name: `${one.name}, and a colleague ${what}`,
  meanwhile,
})

/** A screen with this data asks the admin, and its card is gone; what they write is the answer. `memo`: what it knows besides. */
export function askedAt(db: Db, data: string, words: string, memo: string | null = null): Act {
  const args = { data, memo, place: { chat: ADMIN, message: 1 } }
  savePrompt(db, ADMIN, { updateId: -1, topic: data.split(':')[0] ?? data, args, place: null, aside: null }, 0)
  return { by: ADMIN, words }
}

export const press = (data: string, by = ADMIN): Act => ({ by, data })
export const generation = (db: Db) => getBroadcast(db, 1).generation

/** An approved broadcast with the id 1, an hour ahead. */
export function scheduled(db: Db, at: number): void {
  approveBroadcast(db, PEOPLE, at + HOUR)
}

/** One that is stopped in its middle: everybody still waits. */
export function paused(db: Db, at: number): void {
  begun(db, at, 'queued')
  db.sql(`update broadcasts set state = 'running'`).run()
  pauseBroadcast(db, 1, 'admin')
}

/** One that everybody got, or nobody knows who did. */
export function sent(db: Db, at: number, state: 'sent' | 'uncertain'): void {
  begun(db, at, state)
  db.sql(`update broadcasts set state = 'finished', finished_at = ?, reported_at = ?`).run(at, at)
}

function begun(db: Db, at: number, state: 'queued' | 'sent' | 'uncertain'): void {
  scheduled(db, at)
  db.sql('update broadcasts set starts_at = ?, started_at = ?, evaluated_at = ?').run(at, at, at)
  const variant = db.sql<{ id: number }>('select id from variants').get()?.id ?? 0
  const claimed = state === 'queued' ? null : at
  for (let id = 1; id <= PEOPLE; id++) {
    db.sql(
      `insert into deliveries (broadcast_id, subscriber_id, variant_id, state, due_at, claimed_at, sent_at, message_id)
       values (1, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(id, variant, state, at, claimed, state === 'sent' ? at : null, state === 'sent' ? 1_000 + id : null)
  }
}

export function draft(db: Db, at: number): number {
  const { id } = createOffer(db, { createdBy: ADMIN }, at)
  setContent(db, id, null, {
    kind: 'text',
    text: 'Autumn boots are here.',
    entities: [],
    fileId: null,
    preview: false,
    buttons: [],
  })
  const { draft } = db.sql<{ draft: string }>('select draft from offers where id = ?').get(id) ?? { draft: '{}' }
  const shown = { ...JSON.parse(draft), rest: true, shown: { people: PEOPLE } }
  db.sql('update offers set draft = ? where id = ?').run(JSON.stringify(shown), id)
  return id
}

/** Everybody gets the same last name. @returns it: what several people are looked for by */
export function relatives(db: Db): string {
  db.sql(`update subscribers set last_name = 'Ozols'`).run()
  return 'Ozols'
}

/** What is there before any of them. */
export function prepareAll(db: Db, at: number): void {
  seedSubscribers(db, PEOPLE, at)
  // As Telegram calls them: what is known of them changes by no press.
  db.sql(`update subscribers set first_name = 'Person ' || id, telegram_language = 'en'`).run()
  switchOffGates(db)
  db.sql(
    `insert into admins (telegram_id, role, name, invited_by, created_at) values (?, 'marketer', 'Max', ?, ?)`,
  ).run(MARKETER, ADMIN, at)
}
