import { startSubscriber } from '../../src/audience/subscription.js'
import { DAY } from '../../src/clock.js'
import { getImport } from '../../src/crm/import/record.js'
import type { Db } from '../../src/db/open.js'
import { AT, type Row } from './import.fixture.js'

export const WORDING = { name: 'welcome', language: 'en', shown: 'Press Start.' } as const

export function press(db: Db, telegramId: number, firstName: string, at = AT - DAY) {
  const person = { telegramId, firstName, lastName: null, username: null, telegramLanguage: 'en', premium: false }
  return startSubscriber(db, person, { source: null, wording: WORDING }, at).subscriber
}

export const people = (n: number, from = 1_000): Row[] =>
  Array.from({ length: n }, (_, i) => ({
    telegram_id: from + ((i * 7_919) % n),
    first_name: `P${i}`,
    phone: `+3712${1e6 + i}`,
  }))

/** Resolves once some of its rows have come in, but not all. */
export async function landed(db: Db, id: number): Promise<void> {
  for (;;) {
    const { position, state } = getImport(db, id)
    if (position > 0 || state !== 'merging') return
    await new Promise(resolve => setImmediate(resolve))
  }
}
