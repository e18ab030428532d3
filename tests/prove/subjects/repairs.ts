import { broadcasts as places } from '../../../src/bot/admin/broadcasts/addresses.js'
import { saveProposal } from '../../../src/bot/admin/broadcasts/repair/proposal.js'
import type { Db } from '../../../src/db/open.js'
import { findVariant, type Variant } from '../../../src/offers/variant.js'
import { approveBroadcast } from '../../support/campaign.js'
import { ADMIN, askedAt, PEOPLE, press, relatives, type Subject, sent, shown, subject } from './scene.js'

/** What everybody got: a message with one button. */
function everybodyGot(db: Db, at: number): Variant {
  sent(db, at, 'sent')
  const variant = findVariant(db, 1, null)
  if (variant === null) throw new Error('the broadcast has no message')
  return variant
}

/** The same as two photos under one caption. */
function everybodyGotAlbum(db: Db, at: number, photo: string): Variant {
  const { id } = everybodyGot(db, at)
  const items = [photo, photo].map(fileId => ({ kind: 'photo', fileId, text: '', entities: [] }))
  db.sql(`update variants set content = json_patch(content, ?) where id = ?`).run(
    JSON.stringify({ kind: 'album', buttons: [], items }),
    id,
  )
  const variant = findVariant(db, 1, null)
  if (variant === null) throw new Error('the broadcast has no message')
  return variant
}

/** Other words that were put forward for it, and wait for a yes. @returns their number */
function proposed(db: Db, { id, content }: Variant): number {
  const next = { ...content, text: 'Winter boots are here.', entities: [] }
  return saveProposal(db, ADMIN, { kind: 'text', broadcastId: 1, versionId: id, content: next, preview: 1, more: [] })
}

/** One that is on its way with a list of codes. */
const listed = (db: Db, at: number) => approveBroadcast(db, PEOPLE, at + 3_600_000, 'inform', 2)

/** What is put forward for messages that were sent; more codes for those that still go; what is looked for among them. */
export const repairs: readonly Subject[] = [
  subject('another address is typed for a link', (db, at) => {
    everybodyGot(db, at)
    return askedAt(db, places.repairLink.data({ id: 1, link: 1 }), 'https://shop.example/winter')
  }),
  shown(
    subject('other words are sent for a message', (db, at) =>
      askedAt(db, places.repairText.data({ id: 1, version: everybodyGot(db, at).id }), 'Winter boots are here.'),
    ),
  ),
  shown(
    subject('another caption is sent for one of an album', (db, at, _message, _group, photo) =>
      askedAt(
        db,
        places.repairAlbum.data({ id: 1, version: everybodyGotAlbum(db, at, photo).id, proposal: 0, nth: 1 }),
        'Winter boots are here.',
      ),
    ),
  ),
  shown(
    subject('other buttons are typed for a message', (db, at) =>
      askedAt(
        db,
        places.repairButtons.data({ id: 1, version: everybodyGot(db, at).id, proposal: 0 }),
        'Look - https://shop.example/winter',
      ),
    ),
  ),
  shown(
    subject('a message is put forward without buttons', (db, at) =>
      press(places.noButtons.data({ id: 1, version: everybodyGot(db, at).id, proposal: 0 })),
    ),
  ),
  shown(
    subject('what was put forward is replaced', (db, at) => {
      const variant = everybodyGot(db, at)
      const proposal = proposed(db, variant)
      const where = { id: 1, version: variant.id, proposal, buttons: 0 }
      return askedAt(db, places.textProposed.data(where), 'Spring boots are here.')
    }),
  ),
  subject('what was put forward is dropped', (db, at) => {
    const variant = everybodyGot(db, at)
    proposed(db, variant)
    return press(places.restartText.data({ id: 1, version: variant.id }))
  }),
  subject('more codes are typed', (db, at) => {
    listed(db, at)
    return askedAt(db, places.codes.data({ id: 1 }), 'AB-7\nAB-8')
  }),
  subject('a code for those without one is typed', (db, at) => {
    listed(db, at)
    return askedAt(db, places.codesRest.data({ id: 1 }), 'REST')
  }),
  subject('who did not get a broadcast is looked for', (db, at) => {
    everybodyGot(db, at)
    return askedAt(db, places.why.data({ id: 1 }), relatives(db))
  }),
  subject('a broadcast is looked for', db => askedAt(db, places.find.data({}), 'boots')),
]
