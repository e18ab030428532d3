import { broadcasts as places } from '../../../src/bot/admin/broadcasts/addresses.js'
import { saveProposal } from '../../../src/bot/admin/broadcasts/repair/proposal.js'
import { home } from '../../../src/bot/admin/home/addresses.js'
import { service } from '../../../src/bot/admin/service/addresses.js'
import { noteRestored } from '../../../src/bot/settings/restored.js'
import { HOUR } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { beginCarefully } from '../../../src/delivery/careful.js'
import { pauseBroadcast } from '../../../src/delivery/lifecycle.js'
import { saveLane } from '../../../src/delivery/pace/lane.js'
import { startEdit } from '../../../src/delivery/repair.js'
import {
  leaveAsItWas,
  openChange,
  restoreBroadcast,
  withdrawBroadcast,
} from '../../../src/delivery/schedule/reschedule.js'
import { pauseService } from '../../../src/delivery/service/pause.js'
import { setTrials } from '../../../src/delivery/trial/trial.js'
import { USUAL_TRIAL } from '../../../src/offers/draft.js'
import { replaceVariant } from '../../../src/offers/offer/repair.js'
import { findVariant } from '../../../src/offers/variant.js'
import { ADMIN, besides, generation, PEOPLE, paused, press, type Subject, scheduled, sent, subject } from './scene.js'

const resumed = subject('a broadcast is resumed', (db, at) => {
  paused(db, at)
  return press(places.resume.data({ id: 1, generation: generation(db) }))
})

const changed = subject('what is scheduled is opened for changes', (db, at) => {
  scheduled(db, at)
  return press(places.change.data({ id: 1 }))
})

const asItWas = subject('what is scheduled stays as it was', (db, at) => {
  scheduled(db, at)
  openChange(db, 1, ADMIN, at)
  return press(places.asItWas.data({ id: 1 }))
})

const cancelled = subject('what is scheduled is cancelled', (db, at) => {
  scheduled(db, at)
  return press(places.cancel.data({ id: 1 }))
})

const uncancelled = subject('what was cancelled is scheduled again', (db, at) => {
  scheduled(db, at)
  withdrawBroadcast(db, 1, at)
  return press(places.uncancel.data({ id: 1 }))
})

function variantOf(db: Db) {
  const variant = findVariant(db, 1, null)
  if (variant === null) throw new Error('the broadcast has no message')
  return variant
}

/** Its words are put right with everybody who has it. */
function edited(db: Db, at: number): number {
  const { id, content } = variantOf(db)
  const next = replaceVariant(db, id, { ...content, text: 'Winter boots are here.', entities: [] }, at)
  return startEdit(db, 1, new Map([[id, next.id]]), ADMIN, at)
}

/** Two versions were tried, and everybody waits for somebody's word. */
function asked(db: Db, at: number, state: 'judged' | 'asked'): void {
  paused(db, at)
  db.sql(`update broadcasts set state = 'running', pause_reason = null`).run()
  const { id, content } = variantOf(db)
  const other = replaceVariant(db, id, { ...content, text: 'Winter boots are here.', entities: [] }, at)
  db.sql('update variants set version = 1 where id = ?').run(other.id)
  setTrials(db, 1, [{ ...USUAL_TRIAL, part: 0, variants: [id, other.id], wait: HOUR }])
  const versions = [
    { n: 30, of: 100 },
    { n: 26, of: 100 },
  ]
  db.sql(`update trials set state = ?, decides_at = ?, told_at = ?, verdict = ?`).run(
    state,
    state === 'judged' ? at + HOUR : null,
    at,
    JSON.stringify({ kind: 'few', leader: 0, right: 0.7, looks: 1, versions }),
  )
  db.sql('update deliveries set variant_id = null, wave = 4').run()
}

/** Deeds on broadcasts, before they begin, while they run and after. */
export const broadcasts: readonly Subject[] = [
  resumed,
  besides(resumed, 'stops it', db => void pauseBroadcast(db, 1, 'admin')),
  subject('order messages are paused', () => press(service.pause.data({}))),
  subject('order messages go on', (db, at) => {
    pauseService(db, { reason: 'admin', error: null, at, adminId: ADMIN })
    return press(service.resume.data({}))
  }),
  subject('what went wrong with order messages is seen', () => press(service.seen.data({}))),
  subject('a version goes to the others', (db, at) => {
    asked(db, at, 'asked')
    return press(places.sendVersion.data({ id: 1, part: 0, version: 1 }))
  }),
  subject('the others get all versions', (db, at) => {
    asked(db, at, 'asked')
    return press(places.sendHalf.data({ id: 1, part: 0 }))
  }),
  subject('the better version waits for a word', (db, at) => {
    asked(db, at, 'judged')
    return press(places.holdTrial.data({ id: 1, part: 0 }))
  }),
  subject('versions are tried for longer', (db, at) => {
    asked(db, at, 'asked')
    return press(places.tryLonger.data({ id: 1, part: 0 }))
  }),
  subject('a broadcast is paused', (db, at) => {
    scheduled(db, at)
    return press(places.pause.data({ id: 1 }))
  }),
  subject('a broadcast is stopped', (db, at) => {
    scheduled(db, at)
    return press(places.stop.data({ id: 1 }))
  }),
  subject('a broadcast is ended', (db, at) => {
    paused(db, at)
    return press(places.end.data({ id: 1, generation: generation(db) }))
  }),
  subject('it is sent again to those without an answer', (db, at) => {
    sent(db, at, 'uncertain')
    return press(places.resend.data({ id: 1, generation: generation(db) }))
  }),
  subject('a broadcast is paused to be fixed', (db, at) => {
    scheduled(db, at)
    return press(places.startRepair.data({ id: 1 }))
  }),
  subject('it only stops', (db, at) => {
    scheduled(db, at)
    return press(places.onlyStop.data({ id: 1 }))
  }),
  subject('messages are taken back', (db, at) => {
    sent(db, at, 'sent')
    return press(places.takeBack.data({ id: 1, generation: generation(db) }))
  }),
  subject('a broadcast is repeated', (db, at) => {
    sent(db, at, 'sent')
    return press(places.repeat.data({ id: 1, generation: generation(db) }))
  }),
  subject('a broadcast is copied', (db, at) => {
    sent(db, at, 'sent')
    return press(places.copy.data({ id: 1, generation: generation(db) }))
  }),
  subject('an offer for the right people', (db, at) => {
    sent(db, at, 'sent')
    return press(places.rightPeople.data({ id: 1, generation: generation(db) }))
  }),
  subject('an offer for some of its people', (db, at) => {
    sent(db, at, 'sent')
    return press(places.writeTo.data({ id: 1, group: 0, link: 0, until: 0 }))
  }),
  subject('an offer for people whom a report counts', (db, at) => {
    sent(db, at, 'sent')
    return press(places.writeToCounted.data({ id: 1, message: 0, group: 0 }))
  }),
  changed,
  besides(changed, 'leaves it as it was', db => void leaveAsItWas(db, 1, Date.now())),
  asItWas,
  besides(asItWas, 'opens it again', db => void openChange(db, 1, ADMIN, Date.now())),
  subject('what is scheduled is sent now', (db, at) => {
    scheduled(db, at)
    return press(places.now.data({ id: 1, generation: generation(db) }))
  }),
  subject('what starts carefully goes to all at once', (db, at) => {
    paused(db, at)
    // One that runs would send while the process dies; what the deed does is the same.
    beginCarefully(db, 1, { first: 0, second: PEOPLE })
    return press(places.all.data({ id: 1, generation: generation(db) }))
  }),
  subject('what halted goes on', (db, at) => {
    paused(db, at)
    db.sql(`update broadcasts set pause_reason = 'alarm', pause_error = '{"people":100,"blocks":9,"stops":0}'`).run()
    return press(places.resume.data({ id: 1, generation: generation(db) }))
  }),
  subject('what is scheduled is tested', (db, at) => {
    scheduled(db, at)
    return press(places.test.data({ id: 1, generation: 0 }))
  }),
  cancelled,
  besides(cancelled, 'schedules it again', db => void restoreBroadcast(db, 1, Date.now())),
  uncancelled,
  besides(uncancelled, 'cancels it', db => void withdrawBroadcast(db, 1, Date.now())),
  subject('a link is put right', (db, at) => {
    sent(db, at, 'sent')
    const was = variantOf(db).links[0]
    if (was === undefined) throw new Error('the message has no link')
    const url = 'https://shop.example/winter'
    const link = { broadcastId: 1, link: was.number, was: was.url, url, notes: [] }
    const proposal = saveProposal(db, ADMIN, { kind: 'link', ...link })
    return press(places.changeLink.data({ id: 1, proposal }))
  }),
  subject('a message is put right', (db, at) => {
    sent(db, at, 'sent')
    const { id: versionId, content } = variantOf(db)
    const next = { ...content, text: 'Winter boots are here.', entities: [] }
    const proposal = { kind: 'text' as const, broadcastId: 1, versionId, content: next, preview: 1, more: [] }
    return press(places.edit.data({ id: 1, proposal: saveProposal(db, ADMIN, proposal) }))
  }),
  subject('a repair is stopped', (db, at) => {
    paused(db, at)
    db.sql('update deliveries set state = ?, sent_at = ?, message_id = 1000 + subscriber_id').run('sent', at)
    // While the lane rests a repair does not end by itself, however long the trouble lasts.
    saveLane(db, { rate: 29, pausedUntil: at + HOUR, pausedFor: HOUR })
    return press(places.stopRepair.data({ repair: edited(db, at) }))
  }),
  subject('what nobody answered is left', (db, at) => {
    sent(db, at, 'uncertain')
    return press(home.leave.data({ id: 1 }))
  }),
  subject('a copy of the database goes on', (db, at) => {
    noteRestored(db, at)
    return press(home.goOn.data({}))
  }),
]
