import { createHash } from 'node:crypto'
import { addAlias, createSource } from '../../../src/audience/source.js'
import { goal } from '../../../src/bot/admin/goal/addresses.js'
import { sources as places } from '../../../src/bot/admin/sources/addresses.js'
import { saveGoal } from '../../../src/bot/settings/goal.js'
import { DAY } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { ADMIN, askedAt, press, type Subject, subject } from './scene.js'

const make = (db: Db, name: string, at: number) =>
  createSource(db, { name, channel: null, cost: { amount: 100, currency: 'EUR' }, createdBy: ADMIN }, at).id

/** Somebody came by a name that nobody made. */
function stray(db: Db): number {
  db.sql("update subscribers set source = 'insta' where id = 1").run()
  return 1
}

const dayAfter = (at: number) => Math.floor(at / DAY) + 40

/** Deeds about the links by which people come, and about the shop’s goal. */
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
  subject('a name is parted from its source', (db, at) => {
    const id = make(db, 'insta_bio', at)
    addAlias(db, 'insta', id)
    const name = createHash('sha256').update('insta').digest().readUIntBE(0, 5)
    return press(places.part.data({ id, name }))
  }),
  subject('a name becomes a source', db => press(places.own.data({ someone: stray(db) }))),
  subject('an offer for the people of a source is begun', (db, at) =>
    press(places.write.data({ id: make(db, 'vk', at) })),
  ),
  subject('the shop gets a goal', (_, at) => press(goal.set.data({ kind: 3, tenths: 250, day: dayAfter(at) }))),
  subject('the shop’s goal is typed', db => askedAt(db, goal.kind.data({ kind: 0 }), '35 by 31 Jan')),
  subject('the shop has no goal any more', (db, at) => {
    saveGoal(db, { kind: 'orders', target: 50, until: at + 30 * DAY, by: ADMIN, at }, { n: 0, of: 0 })
    return press(goal.drop.data({}))
  }),
  subject('an offer towards the goal is begun', (db, at) => {
    saveGoal(db, { kind: 'orders', target: 50, until: at + 30 * DAY, by: ADMIN, at }, { n: 0, of: 0 })
    return press(goal.write.data({}))
  }),
  subject('a source’s own welcome is looked for', (db, at) => press(places.welcome.data({ id: make(db, 'vk', at) }))),
]
