import type { Db } from '../../db/open.js'
import { inBulk } from './bulk.js'
import { createChance } from './chance.js'
import { seedHistory } from './history.js'
import { seedOrders } from './orders.js'
import { seedPeople } from './people.js'

/** How large a crowd is wanted, and from which seed; `at` is its newest moment, ms UTC. */
export type CrowdSize = { subscribers: number; deliveries: number; orders: number; seed: number; at: number }

/**
 * Fills an empty database with a crowd: people with fields, a year of broadcasts with reads and clicks, customers with
 * orders. The same size gives the same rows every time.
 * @throws Error when somebody is in the database already
 */
export function seedCrowd(db: Db, size: CrowdSize): void {
  if (db.sql('select 1 from subscribers limit 1').get() !== undefined)
    throw new Error('this database has people already: name a new file')
  const chance = createChance(size.seed)
  inBulk(db, () => {
    const crowd = seedPeople(db, size.subscribers, chance, size.at)
    seedHistory(db, crowd, size.deliveries, chance, size.at)
    seedOrders(db, size.subscribers, size.orders, chance, size.at)
  })
}
