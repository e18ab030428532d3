import { repeat as presses } from '../../../src/bot/admin/campaigns/repeat/addresses.js'
import { offers } from '../../../src/bot/admin/offers/addresses.js'
import type { Db } from '../../../src/db/open.js'
import {
  beginRepeatChange,
  createRepeat,
  getRepeat,
  pauseRepeat,
  startRepeat,
} from '../../../src/delivery/campaign/repeat.js'
import type { Rhythm } from '../../../src/delivery/campaign/terms.js'
import { changeDraft, getOffer } from '../../../src/offers/offer.js'
import { ADMIN, askedAt, besides, draft, PEOPLE, press, type Subject, subject } from './scene.js'

const WEEKLY: Rhythm = { kind: 'weekly', days: [1], minute: 600, own: false }

/** An offer of every day at ten, or by another rhythm, that has not begun. @returns the campaign's id */
function repeated(db: Db, at: number, rhythm: Rhythm = { kind: 'daily', minute: 600, own: false }): number {
  const course = { rhythm, to: { kind: 'everybody' } } as const
  const offer = getOffer(db, draft(db, at))
  return createRepeat(db, offer, { course, end: { kind: 'never' }, zone: 'UTC', createdBy: ADMIN }, at)
}

function running(db: Db, at: number): number {
  const id = repeated(db, at)
  startRepeat(db, id, at)
  return id
}

function resting(db: Db, at: number): number {
  const id = running(db, at)
  pauseRepeat(db, id, at)
  return id
}

const generation = (db: Db, id: number) => getRepeat(db, id).generation

const resumed = subject('a repeat goes on', (db, at) => {
  const id = resting(db, at)
  return press(presses.resume.data({ id, generation: generation(db, id) }))
})

/** Deeds on offers that go again and again. */
export const repeats: readonly Subject[] = [
  subject('an offer goes again and again', (db, at) => press(offers.again.data({ offer: draft(db, at) }))),
  subject('a repeat is begun from the campaigns', () => press(presses.begin.data({}))),
  subject('a repeat is approved', (db, at) => {
    repeated(db, at)
    return press(offers.approve.data({ offer: 1 }))
  }),
  subject('a repeat goes every day', (db, at) => press(presses.daily.data({ id: repeated(db, at, WEEKLY) }))),
  subject('a repeat goes on weekdays', (db, at) => press(presses.weekdays.data({ id: repeated(db, at) }))),
  subject('a repeat goes on one more day', (db, at) =>
    press(presses.weekly.data({ id: repeated(db, at), day: 3, on: 1 })),
  ),
  subject('a repeat goes once a month', (db, at) => press(presses.monthly.data({ id: repeated(db, at), day: 31 }))),
  subject('a repeat goes at another hour', (db, at) =>
    press(presses.hourIs.data({ id: running(db, at), minute: 720 })),
  ),
  subject('a repeat goes by everyone’s own clock', (db, at) =>
    press(presses.clock.data({ id: repeated(db, at), own: 1 })),
  ),
  subject('a repeat goes to new people', (db, at) => press(presses.eachIs.data({ id: running(db, at), days: -1 }))),
  subject('a repeat ends after some runs', (db, at) => press(presses.endsIs.data({ id: running(db, at), runs: 5 }))),
  subject('days of a repeat are typed', (db, at) =>
    askedAt(db, presses.rhythm.data({ id: repeated(db, at) }), 'mon thu 10:00'),
  ),
  subject('a day of the month is typed', (db, at) =>
    askedAt(db, presses.month.data({ id: repeated(db, at) }), 'on the 20th'),
  ),
  subject('the hour of a repeat is typed', (db, at) =>
    askedAt(db, presses.hour.data({ id: repeated(db, at) }), '12:30'),
  ),
  subject('after how many days somebody gets it again is typed', (db, at) =>
    askedAt(db, presses.each.data({ id: running(db, at) }), '45 days'),
  ),
  subject('days are typed to the card of a repeat', (db, at) =>
    askedAt(db, presses.open.data({ id: repeated(db, at) }), 'tue fri 11:00'),
  ),
  subject('the end of a repeat is typed', (db, at) =>
    askedAt(db, presses.ends.data({ id: running(db, at) }), '7 times'),
  ),
  subject('a repeat goes once', (db, at) => press(presses.once.data({ id: repeated(db, at) }))),
  subject('a repeat rests', (db, at) => press(presses.pause.data({ id: running(db, at) }))),
  resumed,
  besides(resumed, 'lets it rest again', db => void pauseRepeat(db, 1, 0)),
  subject('a repeat ends', (db, at) => {
    const id = running(db, at)
    return press(presses.end.data({ id, generation: generation(db, id) }))
  }),
  subject('what a repeat says is opened', (db, at) => press(presses.message.data({ id: running(db, at) }))),
  subject('what a repeat says is changed', (db, at) => {
    const { id } = beginRepeatChange(db, running(db, at), ADMIN, at)
    changeDraft(db, id, () => ({ shown: { people: PEOPLE, careful: false } }))
    return press(offers.approve.data({ offer: id }))
  }),
  subject('a pace is chosen', (db, at) => press(offers.perHourIs.data({ offer: draft(db, at), n: 1_000 }))),
]
