import { replies as presses } from '../../../src/bot/replies/addresses.js'
import { recordCopy } from '../../../src/bot/replies/copies.js'
import { setMuted } from '../../../src/bot/replies/inbox/kept.js'
import { bindStaffChat, createStaffCode } from '../../../src/bot/replies/staff.js'
import type { Db } from '../../../src/db/open.js'
import { ADMIN, besides, press, type Subject, subject } from './scene.js'

/** Something that the first person wrote, and that stands before the owner. */
function written(db: Db, at: number): void {
  db.sql('insert into inbox (telegram_id, message_id, at, passed_at) values (1, 77, ?, ?)').run(at, at)
}

const muted = subject('a person is muted', (db, at) => {
  written(db, at)
  return press(presses.mute.data({ person: 1, muted: 1 }))
})

/** Deeds of those who answer people. */
export const replies: readonly Subject[] = [
  subject('a person is answered', (db, at, message) => {
    written(db, at)
    recordCopy(db, { chat: ADMIN, message, telegramId: 1, inboxId: 1 }, at)
    return { by: ADMIN, words: 'Yes, we have them.', reply: true }
  }),
  subject('a person is answered with an album', (db, at, message) => {
    written(db, at)
    recordCopy(db, { chat: ADMIN, message, telegramId: 1, inboxId: 1 }, at)
    return { by: ADMIN, album: 'a1', caption: 'Yes, these.', reply: true }
  }),
  muted,
  besides(muted, 'hears them again', db => setMuted(db, 1, false, Date.now())),
  subject('a person is heard again', (db, at) => {
    written(db, at)
    setMuted(db, 1, true, at)
    return press(presses.mute.data({ person: 1, muted: 0 }))
  }),
  subject('no answer is needed', (db, at) => {
    written(db, at)
    return press(presses.done.data({ entry: 1 }))
  }),
  subject('the staff chat is bound', (db, at) => {
    const { code } = createStaffCode(db, at)
    return { by: ADMIN, words: `/bind ${code}`, group: true }
  }),
  subject('the staff chat loses the bot', (db, _at, _message, group) => {
    bindStaffChat(db, { chat: group, title: 'Staff' })
    return { by: ADMIN, demotes: true }
  }),
]
