import { startSubscriber } from '../../src/audience/subscription.js'
import type { Db } from '../../src/db/open.js'
import { AT } from './crm-door.js'

export const ORDER = {
  id: 'A-1',
  customer: { id: 'C-1', phone: '+371 2000 0001' },
  at: '2026-11-20T14:05:00+02:00',
  status: 'paid',
  total: 129.9,
  currency: 'EUR',
}

export const person = (telegramId: number) => ({
  telegramId,
  firstName: 'Anna',
  lastName: null,
  username: null,
  telegramLanguage: 'en',
  premium: false,
})

export const start = (db: Db, telegramId: number) =>
  startSubscriber(
    db,
    person(telegramId),
    { source: null, wording: { name: 'welcome', language: 'en', shown: 'Hi' } },
    AT - 1,
  ).subscriber

export const rows = (db: Db, table: 'orders' | 'customers' | 'subscribers') =>
  db.sql<{ n: number }>(`select count(*) as n from ${table}`).get()?.n
