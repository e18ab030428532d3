import { createTopic } from '../../../src/audience/topic.js'
import { numberOf } from '../../../src/bot/admin/keys/ready.js'
import { library } from '../../../src/bot/admin/library/addresses.js'
import { offers as presses } from '../../../src/bot/admin/offers/addresses.js'
import { keepOrigin } from '../../../src/bot/admin/offers/message/origin.js'
import { HOUR } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { setButtons } from '../../../src/offers/button/own.js'
import type { Content } from '../../../src/offers/content.js'
import { changeDraft, createOffer } from '../../../src/offers/offer.js'
import { parseCode } from '../../../src/offers/promo/code.js'
import { addCodes } from '../../../src/offers/promo/code-list.js'
import { setPromoList } from '../../../src/offers/promo.js'
import { setContent } from '../../../src/offers/variant.js'
import { createSegment } from '../../../src/segments/segment.js'
import { ADMIN, askedAt, draft, press, type Subject, subject } from './scene.js'

const words = (text: string): Content => ({
  ...{ kind: 'text', text, entities: [], fileId: null, preview: false, buttons: [] },
})

const segment = (db: Db, at: number, name = 'All') =>
  createSegment(db, { name, criterion: { leaf: 'everyone' }, createdBy: ADMIN }, at).id

/** A draft with versions B and C. */
function tried(db: Db, at: number): { offer: number; segment: number } {
  const offer = draft(db, at)
  for (const [i, text] of ['B', 'C'].entries()) setContent(db, offer, null, words(text), i + 1)
  return { offer, segment: 0 }
}

/** A draft with a message for everybody, and one more for a segment that is not written. */
function each(db: Db, at: number): { offer: number; segment: number } {
  const where = { offer: draft(db, at), segment: segment(db, at) }
  changeDraft(db, where.offer, () => ({ each: true, segments: [where.segment], rest: true }))
  return where
}

/** The same, written. */
function written(db: Db, at: number): { offer: number; segment: number } {
  const where = each(db, at)
  setContent(db, where.offer, where.segment, words('For all'))
  changeDraft(db, where.offer, () => ({ buttons: [[{ label: 'Shop', url: 'https://shop.example/all' }]] }))
  return where
}

/** The same, with a button of its own. */
function buttoned(db: Db, at: number): { offer: number; segment: number } {
  const where = written(db, at)
  setButtons(db, where.offer, [[{ label: 'Own', url: 'https://shop.example/own' }]], where.segment)
  return where
}

/** What is chosen about a draft besides what the card names: who, which version, whose buttons, what it is seen as. */
export const drafts: readonly Subject[] = [
  subject('an offer is begun', () => press(presses.another.data({}))),
  subject('an offer is begun by the command', () => ({ by: ADMIN, words: '/new' })),
  subject('what was sent becomes an offer', () => press(presses.start.data({}))),
  subject('what was sent is kept for later', () => press(presses.keep.data({}))),
  subject('what was sent takes the place of the message', (db, at) =>
    press(presses.replace.data({ offer: draft(db, at), segment: 0 })),
  ),
  subject('a message is sent to the card of an offer', (db, at) =>
    askedAt(db, presses.open.data({ offer: createOffer(db, { createdBy: ADMIN }, at).id }), 'Winter boots are here.'),
  ),
  subject('a ready-made segment is left out', (db, at) =>
    press(presses.leaveOutReady.data({ offer: draft(db, at), ready: numberOf('new'), page: 0, generation: 0 })),
  ),
  subject('a segment that was found is ticked', (db, at) =>
    press(
      presses.tickFound.data({ offer: draft(db, at), segment: segment(db, at), search: 0, page: 0, generation: 0 }),
    ),
  ),
  subject('everybody else gets nothing', (db, at) => press(presses.rest.data({ offer: draft(db, at), generation: 1 }))),
  subject('it goes by everyone’s own clock', (db, at) => {
    const offer = draft(db, at)
    changeDraft(db, offer, () => ({ when: { kind: 'at', at: at + HOUR, zone: 'UTC', own: false } }))
    return press(presses.clock.data({ offer, own: 1 }))
  }),
  subject('all versions are taken out', (db, at) => press(presses.abDropAll.data(tried(db, at)))),
  subject('versions are only compared', (db, at) => press(presses.abAnyway.data(tried(db, at)))),
  subject('on how many versions are tried', (db, at) =>
    press(presses.abShareIs.data({ offer: tried(db, at).offer, share: 2_000 })),
  ),
  subject('on how many versions are tried is typed', (db, at) =>
    askedAt(db, presses.abShare.data({ offer: tried(db, at).offer }), '30 %'),
  ),
  subject('what decides between versions', (db, at) =>
    press(presses.abDecidesIs.data({ offer: tried(db, at).offer, which: 1 })),
  ),
  subject('how long versions are tried', (db, at) =>
    press(presses.abWaitIs.data({ offer: tried(db, at).offer, hours: 6 })),
  ),
  subject('how long versions are tried is typed', (db, at) =>
    askedAt(db, presses.abWait.data({ offer: tried(db, at).offer }), '2 days'),
  ),
  subject('what comes after the trial', (db, at) =>
    press(presses.abThenIs.data({ offer: tried(db, at).offer, which: 1 })),
  ),
  subject('the next version is sent', (db, at) =>
    askedAt(db, presses.abMessage.data({ offer: draft(db, at), segment: 0 }), 'Another one'),
  ),
  subject('a segment gets a message of its own', (db, at) =>
    askedAt(db, presses.version.data(each(db, at)), 'For all'),
  ),
  subject('a segment gets the message of all', (db, at) => press(presses.same.data(each(db, at)))),
  subject('a message loses its picture', (db, at) => {
    const offer = draft(db, at)
    setContent(db, offer, null, { ...words('Boots'), kind: 'photo', fileId: 'photo1' })
    return press(presses.bare.data({ offer, segment: 0 }))
  }),
  subject('a segment gets buttons of its own', (db, at) =>
    askedAt(db, presses.ownButtons.data(written(db, at)), 'Own - https://shop.example/own'),
  ),
  subject('a segment gets no buttons', (db, at) => press(presses.noOwnButtons.data(buttoned(db, at)))),
  subject('a segment has the buttons of all again', (db, at) => press(presses.asOthers.data(buttoned(db, at)))),
  subject('a link of a draft is about something', (db, at) => {
    const offer = draft(db, at)
    setButtons(db, offer, [[{ label: 'Shop', url: 'https://shop.example/boots' }]], null)
    const topic = createTopic(db, { name: 'Boots', rung: 3, createdBy: ADMIN }, at).id
    return press(presses.topicIs.data({ offer, link: 1, topic }))
  }),
  subject('a test is seen as somebody', (db, at) =>
    press(presses.testFace.data({ offer: draft(db, at), face: 1, generation: 0 })),
  ),
  subject('somebody to be seen as is looked for', (db, at) =>
    askedAt(db, presses.testAs.data({ offer: draft(db, at) }), 'person'),
  ),
  subject('a code is typed', (db, at) => askedAt(db, presses.promo.data({ offer: draft(db, at) }), 'AUTUMN20')),
  subject('codes are typed', (db, at) => askedAt(db, presses.promo.data({ offer: draft(db, at) }), 'AB-1\nAB-2\nAB-3')),
  subject('the code of the rest is typed', (db, at) => {
    const offer = draft(db, at)
    addCodes(db, offer, [parseCode('AB-1'), parseCode('AB-2')])
    setPromoList(db, offer)
    return askedAt(db, presses.promoRest.data({ offer }), 'REST')
  }),
  subject('a pace is typed', (db, at) => askedAt(db, presses.perHour.data({ offer: draft(db, at) }), '1200')),
  subject('what an offer was made of is edited', (db, at, message) => {
    const said = {
      message_id: message - 1,
      date: 0,
      chat: { id: ADMIN, type: 'private', first_name: 'Owner' },
    } as const
    keepOrigin(db, said, 'offer_message', { offer: draft(db, at), segment: null })
    return { by: ADMIN, edits: 'Winter boots are here.' }
  }),
  subject('an offer is looked for', db => askedAt(db, library.find.data({}), 'boots')),
]
