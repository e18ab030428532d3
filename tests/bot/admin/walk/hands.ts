import { z } from 'zod'
import { saveProposal } from '../../../../src/bot/admin/broadcasts/repair/proposal.js'
import { keepWords } from '../../../../src/bot/admin/search.js'
import { keepAsked } from '../../../../src/bot/admin/segments/asked.js'
import { editSketch, startSketch } from '../../../../src/bot/admin/segments/builder/sketch.js'
import { saveSetting } from '../../../../src/bot/settings.js'
import type { Db } from '../../../../src/db/open.js'
import type { Criterion } from '../../../../src/segments/criterion.js'

/** What a sketch and a sentence of the town ask. */
const ASKED: Criterion = {
  any: [
    { leaf: 'premium', value: true },
    { leaf: 'clicked', count: { atLeast: 1 }, window: { in: 30, unit: 'days' }, offer: null, link: null },
    { leaf: 'near', km: 5, place: { name: 'Riga', lat: 56.95, lon: 24.1 } },
  ],
}

/** Their numbers: each is the first of its kind. */
export const FIRST = { sketch: 1, number: 1, search: 1, proposal: 1 } as const

/**
 * What somebody of the team has begun in the town: a segment that is put together, a sentence, a search, other people for a
 * list, other words for a message (or, `link`, another address), and what a file came to.
 */
export function fillHands(db: Db, me: number, link: boolean, at: number): void {
  db.write(() => {
    const { number } = startSketch(db, me, { segmentId: null, offerId: null, name: 'Mine', criterion: ASKED })
    const unclear = { said: { words: 'seen in 7 days and phone known or premium: no' }, group: 0, whole: false }
    editSketch({ db, me }, number, sketch => ({ ...sketch, unclear }))
    keepAsked({ db, me }, [ASKED])
    keepWords(db, me, 'se', at)
    saveSetting(db, `back:${me}`, z.string(), 'Three people came back.')
    const list = db.sql<{ id: number }>(`select max(id) as id from segments where kind = 'list'`).get()?.id ?? 0
    const change = { number: 1, segment: list, change: 'add', people: [1, 2], agreed: false }
    saveSetting(db, `list_change:${me}`, z.unknown(), change)
    const sent = sentIn(db)
    if (sent === undefined) throw new Error('nothing was sent in the town')
    const { broadcastId, versionId, content } = sent
    const url = 'https://shop.example/other'
    saveProposal(
      db,
      me,
      link
        ? { kind: 'link', broadcastId, link: 1, was: 'https://shop.example/', url, notes: [] }
        : {
            ...{ kind: 'text', broadcastId, versionId, preview: 1, more: [] },
            content: { ...JSON.parse(content), text: 'Other words', entities: [] },
          },
    )
  })
}

/** The newest broadcast of the town that is over, and one of its messages. */
export function sentIn(db: Db): { broadcastId: number; versionId: number; content: string } | undefined {
  return db
    .sql<{ broadcastId: number; versionId: number; content: string }>(
      `select b.id as broadcastId, v.id as versionId, v.content from broadcasts b join variants v on v.offer_id = b.offer_id
       where b.state = 'finished' and b.standing = 0 order by b.id desc, v.version limit 1`,
    )
    .get()
}
