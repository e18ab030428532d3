import { recordContact } from '../../../src/audience/contact.js'
import { takeCustomer } from '../../../src/audience/customer/keys.js'
import { assignCustomer } from '../../../src/audience/linking/assignment.js'
import { orders } from '../../../src/bot/admin/orders/addresses.js'
import { people } from '../../../src/bot/admin/people/addresses.js'
import { whois } from '../../../src/bot/admin/whois/addresses.js'
import type { Db } from '../../../src/db/open.js'
import { askedAt, leading, press, type Subject, subject } from './scene.js'

const KEYS = { externalId: 'c1', telegramId: null, phone: null, email: null, firstName: 'Anna', lastName: null }

/** A customer whose Telegram id is of the first person, and whose phone of the second. @returns our id of them */
function unclear(db: Db, at: number): number {
  recordContact(db, 2, '37120000001', at)
  const row = db.sql<{ id: number }>('select telegram_id as id from subscribers where id = 1').get()
  return takeCustomer(db, { ...KEYS, telegramId: row?.id ?? null, phone: '+37120000001' }, at).id
}

/** Deeds about customers, and about orders that come in. */
export const customers: readonly Subject[] = [
  subject('an offer that asks for numbers is begun', () => press(orders.ask.data({}))),
  subject('a customer is told to be somebody', (db, at) =>
    press(whois.is.data({ customer: unclear(db, at), person: 2, place: 0 })),
  ),
  subject('a customer is told to be none of them', (db, at) =>
    press(whois.nobody.data({ customer: unclear(db, at), place: 0 })),
  ),
  subject('a person is linked to a customer', (db, at) =>
    press(people.link.data({ id: 3, customer: takeCustomer(db, KEYS, at).id })),
  ),
  subject('a person is linked to a customer no more', (db, at) => {
    const customer = takeCustomer(db, KEYS, at).id
    assignCustomer(db, customer, 3, at)
    return press(people.unlink.data({ id: 3, customer }))
  }),
  subject('a customer is looked for among all', (db, at) => {
    for (const externalId of ['c1', 'c2']) takeCustomer(db, { ...KEYS, externalId }, at)
    return askedAt(db, orders.links.data({ which: 0, page: 0 }), 'anna')
  }),
  leading('making links that are made already is stopped', () => press(orders.stopMaking.data({ which: 0 }))),
  subject('a customer is looked for', (db, at) => {
    for (const externalId of ['c1', 'c2']) takeCustomer(db, { ...KEYS, externalId }, at)
    return askedAt(db, people.findCustomer.data({ id: 3 }), 'anna')
  }),
]
