import { addAlias, createSource } from '../../../src/audience/source.js'
import { sources as places } from '../../../src/bot/admin/sources/addresses.js'
import type { Db } from '../../../src/db/open.js'
import { ADMIN, askedAt, press, type Subject, subject } from './scene.js'

const make = (db: Db, name: string, at: number) =>
  createSource(db, { name, channel: null, cost: { amount: 100, currency: 'EUR' }, createdBy: ADMIN }, at).id

/** Somebody came by a name that nobody made. */
function stray(db: Db): number {
  db.sql("update subscribers set source = 'insta' where id = 1").run()
  return 1
}

/** Deeds about the links by which people come. */
export const sources: readonly Subject[] = [
  subject('a source is made', db => askedAt(db, places.add.data({}), 'VK, spring, 16 000 EUR')),
  subject('a source is renamed', (db, at) => askedAt(db, places.rename.data({ id: make(db, 'old', at) }), 'new')),
  subject('what a source costs is told', (db, at) => askedAt(db, places.cost.data({ id: make(db, 'vk', at) }), '500')),
  subject('what a source costs is not known', (db, at) => press(places.noCost.data({ id: make(db, 'vk', at) }))),
  subject('a source gets a channel', (db, at) => askedAt(db, places.channel.data({ id: make(db, 'vk', at) }), 'VK')),
  subject('two sources become one', (db, at) => {
    const into = make(db, 'vk', at)
    const id = make(db, 'old', at)
    addAlias(db, 'older', id)
    return press(places.mergeYes.data({ id, into }))
  }),
  subject('a name is brought to its source', (db, at) =>
    press(places.join.data({ id: make(db, 'insta_bio', at), someone: stray(db) })),
  ),
  subject('a name becomes a source', db => press(places.own.data({ someone: stray(db) }))),
  subject('an offer for the people of a source is begun', (db, at) =>
    press(places.write.data({ id: make(db, 'vk', at) })),
  ),
  subject('a source’s own welcome is looked for', (db, at) => press(places.welcome.data({ id: make(db, 'vk', at) }))),
]
