import { createAttribute } from '../../../src/audience/attribute.js'
import { refreshAwareness, setOverride } from '../../../src/audience/ladder.js'
import { numberOf } from '../../../src/bot/admin/keys/ready.js'
import { library } from '../../../src/bot/admin/library/addresses.js'
import { offers as presses } from '../../../src/bot/admin/offers/addresses.js'
import { DAY, HOUR, MINUTE } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { openChange } from '../../../src/delivery/schedule/reschedule.js'
import { setButtons } from '../../../src/offers/button/own.js'
import { archiveOffer } from '../../../src/offers/offer/archive.js'
import { changeDraft } from '../../../src/offers/offer.js'
import { parseCode } from '../../../src/offers/promo/code.js'
import { addCodes } from '../../../src/offers/promo/code-list.js'
import { setPromoCode, setPromoList, setPromoRest } from '../../../src/offers/promo.js'
import { findVariant, setContent } from '../../../src/offers/variant.js'
import { createSegment } from '../../../src/segments/segment.js'
import { approveBroadcast } from '../../support/campaign.js'
import { ADMIN, askedAt, besides, draft, PEOPLE, press, type Subject, scheduled, subject } from './scene.js'

const everyone = (db: Db, at: number, name: string) =>
  createSegment(db, { name, criterion: { leaf: 'everyone' }, createdBy: ADMIN }, at).id

const later = subject('an hour is chosen', (db, at) =>
  press(presses.whenAt.data({ offer: draft(db, at), minute: Math.ceil(at / MINUTE) + 60 })),
)

/** Everybody stands on a step of their own, and still does when the product looks again. */
async function stepped(db: Db, at: number): Promise<void> {
  const override = { until: at + 30 * DAY, reason: 'as they say', adminId: ADMIN }
  db.write(() => {
    for (const rung of [1, 2, 3] as const) setOverride(db, { ...override, subscriberId: rung, rung }, at)
  })
  await refreshAwareness(db, at)
}

/** A draft with two codes in its list. */
function listed(db: Db, at: number): number {
  const offer = draft(db, at)
  addCodes(db, offer, [parseCode('AB-1'), parseCode('AB-2')])
  setPromoList(db, offer)
  return offer
}

/** A draft that is a poll, and a field that its answers fit. */
function polled(db: Db, at: number): { offer: number; segment: number; version: number; field: number } {
  const offer = draft(db, at)
  const said = (text: string) => ({ text, entities: [] })
  const poll = { question: said('Your size?'), options: [said('36'), said('37')], changeable: true }
  setContent(db, offer, null, { ...findVariantOf(db, offer), kind: 'poll', text: '', poll })
  const { id: field } = createAttribute(
    db,
    { label: 'Size', type: 'one_of', options: ['36', '37'], group: 'behavioural', purpose: null, createdBy: ADMIN },
    at,
  )
  return { offer, segment: 0, version: 0, field }
}

function findVariantOf(db: Db, offer: number) {
  const content = findVariant(db, offer, null)?.content
  if (content === undefined) throw new Error('the draft has no message')
  return content
}

/** A draft with version B, which has a button of its own. */
function withB(db: Db, at: number) {
  const offer = draft(db, at)
  const content = findVariant(db, offer, null)?.content
  if (content === undefined) throw new Error('the draft has no message')
  setContent(db, offer, null, { ...content, text: 'B' }, 1)
  setButtons(db, offer, [[{ label: 'Own', url: 'https://example.com/own' }]], null, 1)
  return { offer, segment: 0, version: 1 }
}

/** Deeds on drafts of offers, up to their approval and just after it. */
export const offers: readonly Subject[] = [
  subject('an offer is approved', (db, at) => press(presses.approve.data({ offer: draft(db, at) }))),
  subject('a test is sent', (db, at) => press(presses.test.data({ offer: draft(db, at), generation: 0 }))),
  subject('a test is sent to the test people', (db, at) => {
    db.sql(`insert into settings (key, value) values ('test_people', '[1,2]')`).run()
    return press(presses.testPeople.data({ offer: draft(db, at), face: 0, generation: 0 }))
  }),
  subject('the first part of an album is the message', (db, at) => {
    askedAt(db, presses.message.data({ offer: draft(db, at) }), '')
    return { by: ADMIN, album: 'one', caption: 'Boots' }
  }),
  subject('answers become a field', (db, at) => press(presses.answersAre.data(polled(db, at)))),
  subject('answers become a new field', (db, at) => {
    const { field: _, ...where } = polled(db, at)
    return askedAt(db, presses.answersInto.data({ ...where, page: 0 }), 'Boots')
  }),
  subject('an answer becomes a field', (db, at) => press(presses.answerIs.data({ ...polled(db, at), option: 1 }))),
  subject('an answer is written to become a field', (db, at) => {
    const { field: _, ...where } = polled(db, at)
    return askedAt(db, presses.answer.data({ ...where, option: 0 }), 'Size = 37')
  }),
  subject('version B is taken out', (db, at) => {
    const offer = draft(db, at)
    const content = findVariant(db, offer, null)?.content
    if (content === undefined) throw new Error('the draft has no message')
    const ids = ['B', 'C'].map((text, i) => setContent(db, offer, null, { ...content, text }, i + 1).id)
    return press(presses.abDrop.data({ offer, segment: 0, message: ids[0] ?? 0 }))
  }),
  subject('version B gets buttons of its own', (db, at) => {
    const where = withB(db, at)
    return askedAt(db, presses.abButtons.data(where), 'Other - https://example.com/other')
  }),
  subject('version B gets no buttons', (db, at) => press(presses.abNoButtons.data(withB(db, at)))),
  subject('version B gets the buttons of A', (db, at) => press(presses.abAsA.data(withB(db, at)))),
  subject('version B is written', (db, at) => ({
    ...askedAt(db, presses.abVersion.data({ offer: draft(db, at), segment: 0, version: 1 }), 'Another one'),
  })),
  {
    ...subject('a message for each RFM group or step', (db, at) =>
      press(presses.abEach.data({ offer: draft(db, at), which: 0 })),
    ),
    first: stepped,
  },
  subject('a draft is copied', (db, at) => press(library.copy.data({ offer: draft(db, at), generation: 0 }))),
  subject('an offer is put away', (db, at) => press(library.archive.data({ offer: draft(db, at) }))),
  subject('an offer comes back', (db, at) => {
    const offer = draft(db, at)
    archiveOffer(db, offer, at)
    return press(library.bringBack.data({ offer }))
  }),
  subject('an offer is discarded', (db, at) => press(presses.discardYes.data({ offer: draft(db, at) }))),
  subject('an approval is taken back', (db, at) => {
    approveBroadcast(db, PEOPLE, at + HOUR)
    return press(presses.undo.data({ broadcast: 1 }))
  }),
  subject('it goes at once', (db, at) => {
    approveBroadcast(db, PEOPLE, at + HOUR)
    return press(presses.atOnce.data({ broadcast: 1 }))
  }),
  subject('everybody else gets it too', (db, at) => {
    const offer = draft(db, at)
    return press(presses.everyone.data({ offer, page: 0, generation: 1 }))
  }),
  subject('a change of what is scheduled is approved', (db, at) => {
    scheduled(db, at)
    const { offerId: offer } = openChange(db, 1, ADMIN, at) === null ? { offerId: 0 } : { offerId: draftOf(db) }
    changeDraft(db, offer, () => ({
      rest: true,
      shown: { people: PEOPLE, careful: false },
      when: { kind: 'at', at: at + 2 * HOUR, zone: 'UTC', own: false },
    }))
    return press(presses.approve.data({ offer }))
  }),
  later,
  besides(later, 'says now', db => void changeDraft(db, 1, () => ({ when: { kind: 'now' } }))),
  subject('it goes now', (db, at) => {
    const offer = draft(db, at)
    changeDraft(db, offer, () => ({ when: { kind: 'at', at: at + HOUR, zone: 'UTC', own: false } }))
    return press(presses.whenNow.data({ offer }))
  }),
  subject('an end is chosen', (db, at) =>
    press(presses.untilAt.data({ offer: draft(db, at), minute: Math.ceil(at / MINUTE) + 600 })),
  ),
  subject('it is urgent', (db, at) => press(presses.urgent.data({ offer: draft(db, at), generation: 0 }))),
  subject('a share is kept from it', (db, at) => press(presses.control.data({ offer: draft(db, at), share: 1_000 }))),
  subject('it starts carefully', (db, at) => press(presses.careful.data({ offer: draft(db, at), on: 1 }))),
  subject('a button shows the code', (db, at) => {
    const offer = draft(db, at)
    setPromoCode(db, offer, parseCode('AUTUMN20'))
    return press(presses.promoButton.data({ offer, on: 1 }))
  }),
  subject('it goes to as many as there are codes', (db, at) =>
    press(presses.promoOnly.data({ offer: listed(db, at), on: 1 })),
  ),
  subject('the rest get no code', (db, at) => {
    const offer = listed(db, at)
    setPromoRest(db, offer, parseCode('REST'))
    return press(presses.noPromoRest.data({ offer }))
  }),
  subject('the codes are taken away', (db, at) => press(presses.promoDropYes.data({ offer: listed(db, at) }))),
  subject('the clock is turned', (db, at) => {
    const offer = draft(db, at)
    changeDraft(db, offer, () => ({ when: { kind: 'at', at: at + HOUR, zone: 'UTC', own: false } }))
    return press(presses.clockSwitch.data({ offer, generation: 0 }))
  }),
  subject('a segment is ticked', (db, at) =>
    press(presses.tick.data({ offer: draft(db, at), segment: everyone(db, at, 'All'), page: 0, generation: 0 })),
  ),
  subject('a segment is left out', (db, at) =>
    press(
      presses.leaveOutTick.data({ offer: draft(db, at), segment: everyone(db, at, 'All'), page: 0, generation: 0 }),
    ),
  ),
  subject('a ready-made segment is ticked', (db, at) =>
    press(presses.tickReady.data({ offer: draft(db, at), ready: numberOf('new'), page: 0, generation: 0 })),
  ),
  subject('each gets a message of their own', (db, at) => {
    const offer = draft(db, at)
    changeDraft(db, offer, () => ({ segments: [everyone(db, at, 'All')] }))
    return press(presses.mode.data({ offer, each: 1 }))
  }),
  subject('a segment moves up', (db, at) => {
    const offer = draft(db, at)
    const segments = [everyone(db, at, 'All'), everyone(db, at, 'Everybody'), everyone(db, at, 'Each')]
    changeDraft(db, offer, () => ({ segments, each: true }))
    return press(presses.moveUp.data({ offer, segment: segments[2] ?? 0, generation: 2 }))
  }),
  subject('it counts for so many days', (db, at) =>
    press(presses.windowIs.data({ offer: draft(db, at), which: 0, days: 30 })),
  ),
  subject('days of clicks are typed', (db, at) =>
    askedAt(db, presses.window.data({ offer: draft(db, at), which: 1 }), '10 days'),
  ),
  subject('another goal', (db, at) => press(presses.goalIs.data({ offer: draft(db, at), goal: 1 }))),
  subject('another kind', (db, at) => press(presses.kindIs.data({ offer: draft(db, at), kind: 1 }))),
  subject('an offer gets a name', (db, at) => askedAt(db, presses.name.data({ offer: draft(db, at) }), 'Winter boots')),
  subject('an offer gets a message', (db, at) =>
    askedAt(db, presses.message.data({ offer: draft(db, at) }), 'Winter boots are here.'),
  ),
  subject('an offer gets buttons', (db, at) =>
    askedAt(db, presses.buttons.data({ offer: draft(db, at) }), 'Choose - https://shop.example/winter'),
  ),
  subject('an offer gets one more button', (db, at) =>
    askedAt(db, presses.actions.data({ offer: draft(db, at) }), 'Choose - https://shop.example/winter'),
  ),
  subject('an offer holds until a moment', (db, at) =>
    press(presses.deadlineIs.data({ offer: draft(db, at), minute: Math.ceil(at / MINUTE) + 600 })),
  ),
  subject('an offer holds so long from when somebody gets it', (db, at) =>
    press(presses.holdsFor.data({ offer: draft(db, at), hours: 48 })),
  ),
  subject('the end of an offer is typed', (db, at) =>
    askedAt(db, presses.deadline.data({ offer: draft(db, at) }), 'in 5 hours'),
  ),
  subject('an offer is nudged', (db, at) => press(presses.nudgeIs.data({ offer: draft(db, at), hours: 24 }))),
  subject('the words of a reminder', (db, at) =>
    askedAt(db, presses.nudge.data({ offer: draft(db, at) }), 'Only today left'),
  ),
  subject('an offer with a reminder is approved', (db, at) => {
    const offer = draft(db, at)
    const content = {
      kind: 'text' as const,
      text: 'Only today',
      entities: [],
      fileId: null,
      preview: false,
      buttons: [],
    }
    changeDraft(db, offer, () => ({ nudge: { hours: 24, content } }))
    return press(presses.approve.data({ offer }))
  }),
  subject('an offer is pinned', (db, at) => press(presses.pin.data({ offer: draft(db, at), on: 1 }))),
  subject('an hour is typed', (db, at) => askedAt(db, presses.when.data({ offer: draft(db, at) }), 'in 2 hours')),
  subject('an end is typed', (db, at) => askedAt(db, presses.until.data({ offer: draft(db, at) }), 'in 5 hours')),
  subject('an offer goes by another zone', (db, at) =>
    askedAt(db, presses.zone.data({ offer: draft(db, at) }), 'Riga'),
  ),
  subject('a segment is looked for', (db, at) => askedAt(db, presses.find.data({ offer: draft(db, at) }), 'boots')),
  subject('an offer loses its buttons', (db, at) => {
    const offer = draft(db, at)
    changeDraft(db, offer, () => ({ buttons: [[{ label: 'Shop', url: 'https://shop.example/' }]] }))
    return press(presses.noButtons.data({ offer }))
  }),
  subject('an offer is marked for statistics', (db, at) =>
    press(presses.utm.data({ offer: draft(db, at), generation: 1 })),
  ),
  subject('links into Telegram are tracked', (db, at) =>
    press(presses.telegram.data({ offer: draft(db, at), generation: 0 })),
  ),
]

const draftOf = (db: Db) => db.sql<{ id: number }>('select max(id) as id from offers').get()?.id ?? 0
