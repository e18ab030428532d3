import type { Db } from '../src/db/open.js'

const names = ['Anna', 'Boris', 'Clara', 'Dmitri', 'Eva', 'Filip', 'Greta', 'Hugo', 'Ирина', 'Jonas']

/** Fills the database with people who all can be reached, ids 1 … n at Telegram. */
export function seedSubscribers(db: Db, n: number, at: number): void {
  const insert = db.sql(
    `insert into subscribers (telegram_id, first_name, premium, source, subscribed_at, last_seen_at, dice, created_at)
     values (?, ?, ?, 'bench', ?, ?, ?, ?)`,
  )
  db.write(() => {
    for (let i = 1; i <= n; i++) {
      insert.run(i, names[i % names.length] ?? 'Anna', i % 5 === 0 ? 1 : 0, at, at, (i * 7_919) % (2 ** 31 - 1), at)
    }
  })
}
