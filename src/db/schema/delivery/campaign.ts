import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { subscribers } from '../audience/subscriber.js'
import { offers } from '../offers.js'
import { broadcasts } from './broadcast.js'

/**
 * What runs by itself. A *repeat* sends one offer again and again, each time as a broadcast of its own. A *series* sends its
 * messages to each person from when something happened to them on; each message is a broadcast that never finishes.
 * `ready`: which ready-made one it was made from; null: by hand. `starts` and `ends` are JSON, see delivery/campaign/terms.ts.
 * `edition` is the one that runs; a change is made in the next one, whose start and end are in `campaign_editions`.
 */
export const campaigns = sqliteTable(
  'campaigns',
  {
    id: integer('id').primaryKey(),
    nameFolded: text('name_folded').notNull().unique(),
    name: text('name').notNull(),
    kind: text('kind', { enum: ['repeat', 'series'] }).notNull(),
    ready: text('ready', {
      enum: ['welcome', 'second_order', 'left_cart', 'come_back', 'birthday', 'review', 'runs_out'],
    }),
    state: text('state', { enum: ['draft', 'running', 'paused', 'ended', 'discarded'] }).notNull(),
    starts: text('starts').notNull(),
    ends: text('ends').notNull(),
    zone: text('zone').notNull(),
    edition: integer('edition').notNull().default(1),
    /**
     * Of a series: how far the log that its start goes by was followed, by its ids, or ms UTC for dates. Orders are not followed:
     * the last one that is none of this start; null: all are.
     */
    position: integer('position'),
    /** Of a series: which of the logs it ever started by this one is, from 0: what happened in each has numbers of its own. */
    nth: integer('nth').notNull().default(0),
    /** Of a series: the last row of its log that is none of this start, however often its last rows are looked at; null: all are. */
    floor: integer('floor'),
    /** The edition into which those on their way are being taken, a few at a time; null: nobody is. */
    moving: integer('moving'),
    /** Of a repeat: when its next run is planned, ms UTC; null: never again. */
    nextRunAt: integer('next_run_at'),
    createdBy: integer('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
    startedAt: integer('started_at'),
    pausedAt: integer('paused_at'),
    endedAt: integer('ended_at'),
    /** Why it rests, or ended, where nobody asked for it; null: somebody did. */
    halt: text('halt', { enum: ['segment', 'unreadable', 'restored', 'alarm', 'content', 'token', 'over'] }),
    /** Since when its author knows of that; null: there is nothing to know, or they do not. */
    haltToldAt: integer('halt_told_at'),
    /** Counts what people decided of it; a button that would do more at a second press holds the number it was made at. */
    generation: integer('generation').notNull().default(0),
  },
  t => [
    index('campaigns_state').on(t.state, t.createdAt),
    index('campaigns_run').on(t.nextRunAt).where(sql`state = 'running' and next_run_at is not null`),
  ],
)

/**
 * The messages of a campaign, in their order from 1; a repeat has one. `wait` is JSON: how long after the start it is due,
 * see delivery/campaign/terms.ts. `only_if`: JSON criterion asked when it is due; null: everybody. `broadcast_id`: of a series,
 * the broadcast that carries it; null while it is a draft.
 */
export const campaignMessages = sqliteTable(
  'campaign_messages',
  {
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    edition: integer('edition').notNull(),
    position: integer('position').notNull(),
    offerId: integer('offer_id')
      .notNull()
      .references(() => offers.id),
    wait: text('wait').notNull(),
    onlyIf: text('only_if'),
    /** The segment that `only_if` was made from, for its name; null: none. */
    onlySegmentId: integer('only_segment_id'),
    broadcastId: integer('broadcast_id').references(() => broadcasts.id),
    /** Which message of the edition before it was made from; null: of none, it is new. */
    earlier: integer('earlier'),
  },
  t => [
    primaryKey({ columns: [t.campaignId, t.edition, t.position] }),
    index('campaign_messages_offer').on(t.offerId),
    // A message that a change leaves as it was is carried by the same broadcast in both editions.
    index('campaign_messages_carrier').on(t.broadcastId).where(sql`broadcast_id is not null`),
  ],
)

/**
 * What a series that was changed started and ended by, as in `campaigns`: the edition that runs, those before it, and the one that is being
 * written. An edition without a row is as the next one that has one.
 */
export const campaignEditions = sqliteTable(
  'campaign_editions',
  {
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    edition: integer('edition').notNull(),
    starts: text('starts').notNull(),
    ends: text('ends').notNull(),
    nth: integer('nth').notNull().default(0),
    /** How far its log was followed, where another start took its place; see `campaigns`. */
    position: integer('position'),
    /** Where another start took its place: the last of its log that is still its own; null: none did. */
    upto: integer('upto'),
    /** Which edition those get whom it still lets in. */
    letsInto: integer('lets_into'),
  },
  t => [primaryKey({ columns: [t.campaignId, t.edition] })],
)

/** Each planned run of a repeat: a broadcast, or why there is none. `planned_for` is ms UTC. */
export const campaignRuns = sqliteTable(
  'campaign_runs',
  {
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    plannedFor: integer('planned_for').notNull(),
    broadcastId: integer('broadcast_id')
      .unique()
      .references(() => broadcasts.id),
    outcome: text('outcome', { enum: ['begun', 'missed', 'paused'] }).notNull(),
    at: integer('at').notNull(),
    /** Its author knows that it was missed, since then. */
    toldAt: integer('told_at'),
  },
  t => [primaryKey({ columns: [t.campaignId, t.plannedFor] })],
)

/**
 * Somebody in a series. `occurrence` tells what brought them in: 0 where a person enters once, else the number of the order, the
 * event or the day, and 2^40 more for each log that the series started by before (`nth`); it is that of their deliveries, too. `position`: how many messages they were given (or went past).
 * `next_at`: when it is looked at what comes next, ms UTC; null: they are over.
 */
export const enrolments = sqliteTable(
  'enrolments',
  {
    id: integer('id').primaryKey(),
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    subscriberId: integer('subscriber_id')
      .notNull()
      .references(() => subscribers.id),
    occurrence: integer('occurrence').notNull(),
    edition: integer('edition').notNull(),
    /** When what brought them in happened, ms UTC: waits are counted from it, and so is what ends it. */
    startedAt: integer('started_at').notNull(),
    enteredAt: integer('entered_at').notNull(),
    position: integer('position').notNull().default(0),
    nextAt: integer('next_at'),
    state: text('state', { enum: ['on_way', 'done', 'ended'] }).notNull(),
    why: text('why', { enum: ['ordered', 'clicked', 'replied', 'left', 'stopped', 'ended'] }),
    endedAt: integer('ended_at'),
  },
  t => [
    uniqueIndex('enrolments_once').on(t.campaignId, t.subscriberId, t.occurrence),
    index('enrolments_due').on(t.campaignId, t.nextAt, t.id).where(sql`state = 'on_way' and next_at is not null`),
    index('enrolments_state').on(t.campaignId, t.state, t.position),
    index('enrolments_person').on(t.subscriberId),
  ],
)
