import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { segments } from './segments.js'

/** What is said and why. `draft` is the JSON of the card while it is being composed. */
export const offers = sqliteTable(
  'offers',
  {
    id: integer('id').primaryKey(),
    nameFolded: text('name_folded').notNull().unique(),
    name: text('name').notNull(),
    goal: text('goal', { enum: ['inform', 'sell', 'bring_back', 'collect', 'move_up', 'know_orders'] }).notNull(),
    state: text('state', { enum: ['draft', 'used', 'discarded'] }).notNull(),
    kind: text('kind', { enum: ['marketing', 'service', 'survey'] })
      .notNull()
      .default('marketing'),
    draft: text('draft').notNull(),
    utmCampaign: text('utm_campaign'),
    createdBy: integer('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
    /** Counts the tests of it; a button that would send one more at a second press holds its number. */
    generation: integer('generation').notNull().default(0),
    /** How many days after it what people do counts for it; null: what is usual for its goal. */
    windowDays: integer('window_days'),
    /** How many days an order may come after the last click, and after the last time it was surely seen; null: as usual. */
    clickDays: integer('click_days'),
    seenDays: integer('seen_days'),
    /** Until when what it says holds, ms UTC: shown to everybody in their own clock; then its buttons say that it is over. Null: no such end. */
    deadline: integer('deadline'),
    /** How long what it says holds from when somebody gets it, ms: for each of them it ends at a time of their own. Null: no such end. */
    holds: integer('holds'),
    /** 1: it is pinned in the chat of whoever gets it. */
    pinned: integer('pinned').notNull().default(0),
    /** Its promo code: one for everybody (`promo_code`), or one a person out of `promo_codes`, and when those are used up `promo_code`, if any; null: none. */
    promoKind: text('promo_kind', { enum: ['one', 'each'] }),
    promoCode: text('promo_code'),
    /** The code for everybody as codes are compared; with a list it is that for whoever comes when the list is used up. */
    promoFolded: text('promo_folded'),
    /** 1: a button under the message shows the code to whoever presses it. */
    promoButton: integer('promo_button').notNull().default(0),
    /** How many codes its list ever held; those that nobody has are counted. */
    promoTotal: integer('promo_total').notNull().default(0),
    /** 1: it may go to fewer people than fit, as many as there are codes. */
    promoOnly: integer('promo_only').notNull().default(0),
    /** Its author knows that the list runs out, since then; null: it does not, or they do not. */
    promoToldAt: integer('promo_told_at'),
    /** What it is about, of what people may choose to hear about; null: it goes to everybody. No foreign key: who owns them is asked. */
    interestId: integer('interest_id'),
    /** Put away out of the lists of offers and drafts since then, ms UTC; null: it stands in them. */
    archivedAt: integer('archived_at'),
  },
  t => [
    index('offers_state').on(t.state, t.createdAt),
    index('offers_promo').on(t.promoFolded).where(sql`promo_folded is not null`),
    index('offers_deadline').on(t.deadline).where(sql`deadline is not null`),
    index('offers_untold').on(t.state).where(sql`promo_kind = 'each' and promo_told_at is null`),
  ],
)

/** One message of an offer: for everyone (`segment_id` null) or for one segment. Frozen once a broadcast holds it. */
export const variants = sqliteTable(
  'variants',
  {
    id: integer('id').primaryKey(),
    offerId: integer('offer_id')
      .notNull()
      .references(() => offers.id),
    position: integer('position').notNull(),
    segmentId: integer('segment_id').references(() => segments.id),
    /** Of a message that is tried in several versions: 0 for A, 1 for B, and so on. */
    version: integer('version').notNull().default(0),
    content: text('content').notNull(),
    /** 1: its text, or an address in it, holds the promo code. */
    showsCode: integer('shows_code').notNull().default(0),
    frozenAt: integer('frozen_at'),
  },
  t => [index('variants_offer').on(t.offerId, t.position)],
)

/** Tracked addresses of a variant. A number, once given, never opens another address. */
export const links = sqliteTable(
  'links',
  {
    variantId: integer('variant_id')
      .notNull()
      .references(() => variants.id),
    number: integer('number').notNull(),
    url: text('url').notNull(),
    label: text('label').notNull(),
    /** False: goes out as it is, and nobody sees who opens it. */
    tracked: integer('tracked', { mode: 'boolean' }).notNull().default(true),
    /** False: opens without the offer's UTM marks. */
    marked: integer('marked', { mode: 'boolean' }).notNull().default(true),
  },
  t => [primaryKey({ columns: [t.variantId, t.number] })],
)

/** Where a link led and since when, ms UTC: the figures of a repaired link are split by it. */
export const linkTargets = sqliteTable(
  'link_targets',
  {
    offerId: integer('offer_id')
      .notNull()
      .references(() => offers.id),
    number: integer('number').notNull(),
    since: integer('since').notNull(),
    url: text('url').notNull(),
    changedBy: integer('changed_by').notNull(),
  },
  t => [primaryKey({ columns: [t.offerId, t.number, t.since] })],
)

/** Tests sent to an admin: their links open without counting. */
export const tests = sqliteTable('tests', {
  id: integer('id').primaryKey(),
  variantId: integer('variant_id')
    .notNull()
    .references(() => variants.id),
  adminId: integer('admin_id').notNull(),
  at: integer('at').notNull(),
})

/**
 * What a link is about (`topic_id` null: nothing any more), said when, ms UTC. Its number is the same in every version of
 * the offer, so one row holds for all of them.
 */
export const linkTopics = sqliteTable(
  'link_topics',
  {
    offerId: integer('offer_id')
      .notNull()
      .references(() => offers.id),
    number: integer('number').notNull(),
    topicId: integer('topic_id'),
    changedAt: integer('changed_at').notNull().default(0),
  },
  t => [primaryKey({ columns: [t.offerId, t.number] }), index('link_topics_topic').on(t.topicId, t.offerId, t.number)],
)

/**
 * Messages of admins from which a part of an offer was made: edited by their author, they are that answer anew. `topic` and
 * `args` (JSON) say which part; `print` tells an edit that changed something from one that did not.
 */
export const origins = sqliteTable(
  'origins',
  {
    chat: integer('chat').notNull(),
    message: integer('message').notNull(),
    offerId: integer('offer_id')
      .notNull()
      .references(() => offers.id),
    topic: text('topic').notNull(),
    args: text('args').notNull(),
    print: text('print').notNull(),
  },
  t => [primaryKey({ columns: [t.chat, t.message, t.offerId] }), index('origins_offer').on(t.offerId)],
)

/**
 * Messages of albums that the team sent, each as it came: Telegram sends them one by one and never says which is the last. `lead`:
 * the message of the album that came first; `content`: JSON of what the message is by itself; `at`: when it came, ms UTC.
 */
export const albumParts = sqliteTable(
  'album_parts',
  {
    chat: integer('chat').notNull(),
    message: integer('message').notNull(),
    album: text('album').notNull(),
    lead: integer('lead').notNull(),
    content: text('content').notNull(),
    at: integer('at').notNull(),
  },
  t => [
    primaryKey({ columns: [t.chat, t.message] }),
    index('album_parts_album').on(t.chat, t.album),
    index('album_parts_at').on(t.at),
  ],
)

/**
 * Codes of which each person gets one: `delivery_id` is who got it, null while nobody has. A code once given is never given
 * again. `folded` is compared, `code` shown; `position` is the order in which they are given. A negative `delivery_id`: it
 * was given to somebody who is forgotten. Of an offer whose `promo_kind` is not `each` they are what is left of a list that
 * was put away.
 */
export const promoCodes = sqliteTable(
  'promo_codes',
  {
    offerId: integer('offer_id')
      .notNull()
      .references(() => offers.id),
    folded: text('folded').notNull(),
    code: text('code').notNull(),
    position: integer('position').notNull(),
    deliveryId: integer('delivery_id').unique(),
    takenAt: integer('taken_at'),
  },
  t => [
    primaryKey({ columns: [t.offerId, t.folded] }),
    // With what is null in it, so that those that are left are counted without a look at their rows.
    index('promo_codes_free').on(t.offerId, t.position, t.deliveryId).where(sql`delivery_id is null`),
    index('promo_codes_folded').on(t.folded),
    index('promo_codes_taken').on(t.takenAt, t.deliveryId).where(sql`taken_at is not null`),
  ],
)
