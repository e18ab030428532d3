import { seedSubscribers } from '../../bench/seed.js'
import { createAttribute } from '../../src/audience/attribute.js'
import { broadcasts } from '../../src/bot/admin/broadcasts/addresses.js'
import { fields } from '../../src/bot/admin/fields/addresses.js'
import { offers } from '../../src/bot/admin/offers/addresses.js'
import { presses as people } from '../../src/bot/admin/people/addresses.js'
import { deletePress } from '../../src/bot/admin/segments/addresses.js'
import { presses as team } from '../../src/bot/admin/team/addresses.js'
import { presses as replies } from '../../src/bot/replies/addresses.js'
import { recordCopy } from '../../src/bot/replies/copies.js'
import { presses as own } from '../../src/bot/subscriber/press.js'
import { createInvitation, newestInvitation } from '../../src/bot/team.js'
import { HOUR } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import { getBroadcast, pauseBroadcast } from '../../src/delivery/broadcast.js'
import { quietData } from '../../src/delivery/quiet.js'
import { createOffer } from '../../src/offers/offer.js'
import { setContent } from '../../src/offers/variant.js'
import { createSegment } from '../../src/segments/segment.js'
import { ADMIN, approveBroadcast } from '../support/campaign.js'
import { switchOffGates } from '../support/gates.js'

export { ADMIN } from '../support/campaign.js'

/** People of the proof: 1 … 3 are subscribers, 4 has never pressed Start, 5 is a marketer. */
export const PEOPLE = 3
export const STRANGER = 4
export const MARKETER = 5

/** What somebody does: a press of `data` under a message of the bot's, or words, perhaps in reply to such a message. */
export type Act = { by: number; data: string } | { by: number; words: string; reply?: boolean }

/** One deed: what must be there before, and what is done. `message`: the bot's message in the chat of who does it. */
export type Subject = {
  name: string
  prepare(db: Db, at: number, message: number): Act
  /** What a colleague does after it; a second run of the same press must not undo that. */
  meanwhile?: (db: Db) => void
}

const press = (data: string, by = ADMIN): Act => ({ by, data })
const generation = (db: Db) => getBroadcast(db, 1).generation

/** An approved broadcast with the id 1, an hour ahead. */
function scheduled(db: Db, at: number): void {
  approveBroadcast(db, PEOPLE, at + HOUR)
}

/** One that is stopped in its middle: everybody still waits. */
function paused(db: Db, at: number): void {
  begun(db, at, 'queued')
  db.sql(`update broadcasts set state = 'running'`).run()
  pauseBroadcast(db, 1, 'admin')
}

/** One that everybody got, or nobody knows who did. */
function sent(db: Db, at: number, state: 'sent' | 'uncertain'): void {
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

function draft(db: Db, at: number): number {
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

const subject = (name: string, prepare: Subject['prepare']): Subject => ({ name, prepare })

const resumed = subject('a broadcast is resumed', (db, at) => {
  paused(db, at)
  return press(broadcasts.resume.data({ id: 1, generation: generation(db) }))
})

/** Every kind of deed that sends, stops, resumes, ends, invites, removes, approves, copies or answers. */
export const subjects: readonly Subject[] = [
  resumed,
  {
    ...resumed,
    name: 'a broadcast is resumed, and a colleague stops it',
    meanwhile: db => void pauseBroadcast(db, 1, 'admin'),
  },
  subject('a broadcast is paused', (db, at) => {
    scheduled(db, at)
    return press(broadcasts.pause.data({ id: 1 }))
  }),
  subject('a broadcast is stopped', (db, at) => {
    scheduled(db, at)
    return press(broadcasts.stop.data({ id: 1 }))
  }),
  subject('a broadcast is ended', (db, at) => {
    paused(db, at)
    return press(broadcasts.end.data({ id: 1, generation: generation(db) }))
  }),
  subject('it is sent again to those without an answer', (db, at) => {
    sent(db, at, 'uncertain')
    return press(broadcasts.resend.data({ id: 1, generation: generation(db) }))
  }),
  subject('a broadcast is paused to be fixed', (db, at) => {
    scheduled(db, at)
    return press(broadcasts.fix.data({ id: 1 }))
  }),
  subject('it only stops', (db, at) => {
    scheduled(db, at)
    return press(broadcasts.onlyStop.data({ id: 1 }))
  }),
  subject('messages are taken back', (db, at) => {
    sent(db, at, 'sent')
    return press(broadcasts.takeBack.data({ id: 1, generation: generation(db) }))
  }),
  subject('a broadcast is repeated', (db, at) => {
    sent(db, at, 'sent')
    return press(broadcasts.repeat.data({ id: 1, generation: generation(db) }))
  }),
  subject('a broadcast is copied', (db, at) => {
    sent(db, at, 'sent')
    return press(broadcasts.copy.data({ id: 1, generation: generation(db) }))
  }),
  subject('an offer for the right people', (db, at) => {
    sent(db, at, 'sent')
    return press(broadcasts.rightPeople.data({ id: 1, generation: generation(db) }))
  }),
  subject('an offer for some of its people', (db, at) => {
    sent(db, at, 'sent')
    return press(broadcasts.writeTo.data({ id: 1, group: 0, link: 0, until: 0 }))
  }),
  subject('an offer is approved', (db, at) => press(offers.approve.data({ offer: draft(db, at) }))),
  subject('a test is sent', (db, at) => press(offers.test.data({ offer: draft(db, at), generation: 0 }))),
  subject('a test is sent to the test people', (db, at) => {
    db.sql(`insert into settings (key, value) values ('test_people', '[1,2]')`).run()
    return press(offers.testPeople.data({ offer: draft(db, at), face: 0, generation: 0 }))
  }),
  subject('an offer is discarded', (db, at) => press(offers.discardYes.data({ offer: draft(db, at) }))),
  subject('an approval is taken back', (db, at) => {
    approveBroadcast(db, PEOPLE, at + HOUR)
    return press(offers.undo.data({ broadcast: 1 }))
  }),
  subject('it goes at once', (db, at) => {
    approveBroadcast(db, PEOPLE, at + 50_000)
    return press(offers.atOnce.data({ broadcast: 1 }))
  }),
  subject('everybody else gets it too', (db, at) => {
    const offer = draft(db, at)
    return press(offers.everyone.data({ offer, page: 0, generation: 1 }))
  }),
  subject('an invitation is made', db => press(team.invite.data({ role: 1, generation: newestInvitation(db) }))),
  subject('invitations are withdrawn', (db, at) => {
    createInvitation(db, { adminIds: [ADMIN] }, 'marketer', ADMIN, at)
    return press(team.withdraw.data({}))
  }),
  subject('a marketer is removed', () => press(team.remove.data({ id: MARKETER }))),
  {
    ...subject('somebody is made a test person, and a colleague takes it back', () =>
      press(people.tester.data({ id: 1, generation: 0 })),
    ),
    meanwhile: db => void db.sql(`delete from settings where key = 'test_people'`).run(),
  },
  subject('somebody is paused by the team', () => press(people.pause.data({ id: 1 }))),
  subject('somebody is stopped by the team', () => press(people.stop.data({ id: 1 }))),
  subject('a field is archived', (db, at) => {
    const { id } = createAttribute(
      db,
      { label: 'Size', group: 'demographic', type: 'text', options: null, purpose: null, createdBy: ADMIN },
      at,
    )
    return press(fields.archive.data({ id }))
  }),
  subject('a segment is deleted', (db, at) => {
    const { id } = createSegment(db, { name: 'All', criterion: { leaf: 'everyone' }, createdBy: ADMIN }, at)
    return press(deletePress.data({ id, page: 0 }))
  }),
  subject('a person is answered', (db, at, message) => {
    db.sql('insert into inbox (telegram_id, message_id, at, passed_at) values (1, 77, ?, ?)').run(at, at)
    recordCopy(db, { chat: ADMIN, message, telegramId: 1, inboxId: 1 }, at)
    return { by: ADMIN, words: 'Yes, we have them.', reply: true }
  }),
  subject('a person is muted', (db, at) => {
    db.sql('insert into inbox (telegram_id, message_id, at, passed_at) values (1, 77, ?, ?)').run(at, at)
    return press(replies.mute.data({ person: 1, muted: 1 }))
  }),
  subject('a stranger starts', () => ({ by: STRANGER, words: '/start shop' })),
  subject('somebody stops by the command', () => ({ by: 1, words: '/stop' })),
  subject('somebody stops by a word', () => ({ by: 1, words: 'стоп' })),
  subject('somebody stops under an offer', (db, at) => {
    sent(db, at, 'sent')
    db.sql('update deliveries set message_id = null').run()
    return press(quietData({ kind: 'delivery', id: 1 }, 'stop'), 1)
  }),
  subject('somebody pauses in the settings', () => press(own.settingsPause, 1)),
  subject('somebody resumes', (db, at) => {
    db.sql('update subscribers set unsubscribed_at = ? where id = 1').run(at)
    return press(own.again, 1)
  }),
  subject('somebody writes to the shop', () => ({ by: 1, words: 'Where is my order 123?' })),
]

/** What is there before any of them. */
export function prepareAll(db: Db, at: number): void {
  seedSubscribers(db, PEOPLE, at)
  switchOffGates(db)
  db.sql(
    `insert into admins (telegram_id, role, name, invited_by, created_at) values (?, 'marketer', 'Max', ?, ?)`,
  ).run(MARKETER, ADMIN, at)
}
