import { sql } from 'drizzle-orm'
import { blob, check, index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/**
 * People who pressed Start, or were moved in from elsewhere. Two facts stand apart: their will (`subscribed_at`,
 * `unsubscribed_at`, `paused_until`) and Telegram's word (`unreachable`: blocked or deactivated; `checked_at`: when Telegram
 * last said whether they can be written to, NULL while it was never asked of somebody moved in). `status` is derived;
 * `paused` needs the time and is therefore asked by queries as `paused_until > :at`. `greeted_by` is the message whose
 * Start was answered last: NULL while an answer is owed, 0 where nobody waits for one. `last_seen_at` is NULL while nobody
 * has seen them. `file_phone` is the phone that a file had beside them: nobody confirmed it. `vouched_by` (an admin) and `ground` say why somebody moved in may be written to.
 * `own_quiet`: the hours in which they want no offers, in minutes after midnight such as `1320-540`; NULL: the shop's hold.
 * Whoever asked to be forgotten leaves an empty shell: `erased_at` is set, `telegram_id` and `subscribed_at` are NULL, and
 * only what is counted stays with it. Nobody else is without a Telegram id.
 */
export const subscribers = sqliteTable(
  'subscribers',
  {
    id: integer('id').primaryKey(),
    telegramId: integer('telegram_id').unique(),
    firstName: text('first_name').notNull(),
    lastName: text('last_name'),
    username: text('username'),
    telegramLanguage: text('telegram_language'),
    chosenLanguage: text('chosen_language'),
    premium: integer('premium').notNull().default(0),
    source: text('source'),
    lastSource: text('last_source'),
    phone: text('phone'),
    filePhone: text('file_phone'),
    timeZone: text('time_zone'),
    lat: real('lat'),
    lon: real('lon'),
    placeFrom: text('place_from', { enum: ['location', 'city'] }),
    ownQuiet: text('own_quiet'),
    greetedBy: integer('greeted_by').default(0),
    subscribedAt: integer('subscribed_at'),
    unsubscribedAt: integer('unsubscribed_at'),
    pausedUntil: integer('paused_until'),
    unreachable: text('unreachable', { enum: ['blocked', 'deactivated'] }),
    unreachableAt: integer('unreachable_at'),
    checkedAt: integer('checked_at'),
    lastSeenAt: integer('last_seen_at'),
    vouchedBy: integer('vouched_by'),
    ground: text('ground'),
    dice: integer('dice').notNull(),
    createdAt: integer('created_at').notNull(),
    erasedAt: integer('erased_at'),
    status: text('status', {
      enum: ['erased', 'deactivated', 'blocked', 'unsubscribed', 'active'],
    }).generatedAlwaysAs(
      sql`case when erased_at is not null then 'erased' when unreachable is not null then unreachable when unsubscribed_at is not null then 'unsubscribed' else 'active' end`,
      { mode: 'virtual' },
    ),
  },
  t => [
    index('subscribers_source').on(sql`source collate nocase`),
    index('subscribers_subscribed_at').on(t.subscribedAt),
    index('subscribers_last_seen_at').on(t.lastSeenAt),
    index('subscribers_last_source').on(sql`last_source collate nocase`).where(sql`last_source is not null`),
    index('subscribers_place').on(t.lat, t.lon).where(sql`lat is not null`),
    index('subscribers_zone').on(t.timeZone).where(sql`time_zone is not null`),
    index('subscribers_own_clock')
      .on(sql`'q' || own_quiet || ' ' || case when time_zone is null then '' else time_zone end`)
      .where(sql`own_quiet is not null`),
    index('subscribers_dice').on(t.dice),
    uniqueIndex('subscribers_phone').on(t.phone).where(sql`phone is not null`),
    index('subscribers_file_phone').on(t.filePhone).where(sql`file_phone is not null`),
    index('subscribers_erased').on(t.erasedAt).where(sql`erased_at is not null`),
    check('subscribers_named', sql`(telegram_id is null) = (erased_at is not null)`),
    check('subscribers_dated', sql`(subscribed_at is null) = (erased_at is not null)`),
  ],
)

/** People whom an older rule of places put where they are: they are placed again once, and then stand here no more. */
export const unsettled = sqliteTable('unsettled', {
  subscriberId: integer('subscriber_id')
    .primaryKey()
    .references(() => subscribers.id),
})

/**
 * Who asked to be forgotten, as an HMAC of what named them (its key stands among the secrets): enough to refuse them when a
 * file brings them again, and nothing that could be read back. `kind`: what of them it is
 * of; `at` (ms UTC) is of one person alone, and ties their rows.
 */
export const erasures = sqliteTable(
  'erasures',
  {
    hash: blob('hash', { mode: 'buffer' }).primaryKey(),
    kind: text('kind').notNull(),
    at: integer('at').notNull(),
  },
  t => [index('erasures_at').on(t.at)],
)
