import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { subscribers } from '../audience/subscriber.js'
import { offers, variants } from '../offers.js'

/** One sending of an offer, with what it was when it was approved: `parts` and `left_out` are JSON. */
export const broadcasts = sqliteTable(
  'broadcasts',
  {
    id: integer('id').primaryKey(),
    offerId: integer('offer_id')
      .notNull()
      .references(() => offers.id),
    state: text('state', { enum: ['scheduled', 'planning', 'running', 'paused', 'finished', 'cancelled'] }).notNull(),
    pauseReason: text('pause_reason', {
      enum: [
        'admin',
        'fix',
        'change',
        'late',
        'audience',
        'links',
        'content',
        'unauthorized',
        'unwritten',
        'unreadable',
        'restored',
        'alarm',
      ],
    }),
    pauseError: text('pause_error'),
    parts: text('parts').notNull(),
    leftOut: text('left_out').notNull(),
    shownAudience: integer('shown_audience').notNull(),
    zone: text('zone').notNull(),
    startsAt: integer('starts_at').notNull(),
    /** The moment at which the clock of `zone` shows what everybody's own clock must; null: all at once. */
    ownClock: integer('own_clock'),
    notLaterThan: integer('not_later_than'),
    /** It nudges this broadcast: whoever got it and did not press anything gets this one below it, quoting it. Null: none. */
    nudges: integer('nudges'),
    /** Of one that carries reminders: so long after somebody got the first message theirs is due, ms. Null: it goes to all at its hour. */
    nudgesAfter: integer('nudges_after'),
    urgent: integer('urgent').notNull().default(0),
    /** 1: a few get it first, see `careful_starts`. */
    careful: integer('careful').notNull().default(0),
    /** It halts above so many people of 1,000 who block the bot, or stop offers. */
    blockLimit: integer('block_limit').notNull().default(15),
    stopLimit: integer('stop_limit').notNull().default(20),
    /** So many of 10,000 of its audience are kept from it by dice, its control group; 0: nobody. */
    control: integer('control').notNull().default(0),
    /** The campaign that it is a run or a message of; null: of none. No foreign key: campaigns know their broadcasts. */
    campaignId: integer('campaign_id'),
    /** 1: it carries a message of a series: it never finishes, people come into it one by one. */
    standing: integer('standing').notNull().default(0),
    /** At most so many messages an hour; null: as fast as the pace of all allows. */
    perHour: integer('per_hour'),
    /** Up to when its messages an hour are spoken for, ms UTC; null: none left yet. */
    spentUntil: integer('spent_until'),
    evaluatedAt: integer('evaluated_at'),
    startedAt: integer('started_at'),
    finishedAt: integer('finished_at'),
    reportedAt: integer('reported_at'),
    remindedAt: integer('reminded_at'),
    /** Its admin knows that it rests although nobody asked for that, since then; null: there is nothing to know, or they do not. */
    pauseToldAt: integer('pause_told_at'),
    createdBy: integer('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
    /** Counts what people decided of it; a button that would do more at a second press holds the number it was made at. */
    generation: integer('generation').notNull().default(0),
  },
  t => [
    index('broadcasts_state').on(t.state, t.startsAt),
    index('broadcasts_offer').on(t.offerId),
    index('broadcasts_unreported').on(t.state).where(sql`reported_at is null`),
    index('broadcasts_nudges').on(t.nudges).where(sql`nudges is not null`),
    index('broadcasts_campaign').on(t.campaignId).where(sql`campaign_id is not null`),
  ],
)

/** One subscriber's row in one broadcast: the unit of sending, of recovery and of every figure. */
export const deliveries = sqliteTable(
  'deliveries',
  {
    id: integer('id').primaryKey(),
    broadcastId: integer('broadcast_id')
      .notNull()
      .references(() => broadcasts.id),
    subscriberId: integer('subscriber_id')
      .notNull()
      .references(() => subscribers.id),
    occurrence: integer('occurrence').notNull().default(0),
    variantId: integer('variant_id').references(() => variants.id),
    state: text('state', {
      enum: ['queued', 'sending', 'sent', 'failed', 'uncertain', 'skipped', 'held_out'],
    }).notNull(),
    reason: text('reason'),
    dueAt: integer('due_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    claimedAt: integer('claimed_at'),
    sentAt: integer('sent_at'),
    messageId: integer('message_id'),
    error: text('error'),
    shownVariantId: integer('shown_variant_id').references(() => variants.id),
    takenBackAt: integer('taken_back_at'),
    /** Of a careful start: the first people, 1, and those after them, 2. Where versions are tried, 3: whoever else gets it at once; 4 + part: who waits until a version of that part is decided on, without one so far. null: the rest, and everybody of other broadcasts. */
    wave: integer('wave'),
  },
  t => [
    index('deliveries_wave').on(t.broadcastId, t.wave, t.dueAt, t.id).where(sql`state = 'queued' and wave is not null`),
    uniqueIndex('deliveries_once').on(t.broadcastId, t.subscriberId, t.occurrence),
    index('deliveries_state').on(t.broadcastId, t.state),
    index('deliveries_queued').on(t.broadcastId, t.dueAt, t.id).where(sql`state = 'queued'`),
    index('deliveries_sending').on(t.id).where(sql`state = 'sending'`),
    index('deliveries_uncertain').on(t.id).where(sql`state = 'uncertain'`),
    index('deliveries_again').on(t.id).where(sql`state = 'queued' and attempts > 0`),
    index('deliveries_claimed').on(t.subscriberId, t.claimedAt).where(sql`claimed_at is not null`),
    index('deliveries_taken_back').on(t.takenBackAt).where(sql`taken_back_at is not null`),
    index('deliveries_sent').on(t.subscriberId, t.sentAt).where(sql`sent_at is not null`),
    index('deliveries_message').on(t.subscriberId, t.messageId).where(sql`message_id is not null`),
  ],
)

/**
 * The further messages of a delivery that is an album; the first is the delivery's own `message_id`. `position` from 1 on, in the
 * order in which they stand in the chat of the subscriber.
 */
export const deliveryMessages = sqliteTable(
  'delivery_messages',
  {
    subscriberId: integer('subscriber_id')
      .notNull()
      .references(() => subscribers.id),
    messageId: integer('message_id').notNull(),
    deliveryId: integer('delivery_id')
      .notNull()
      .references(() => deliveries.id),
    position: integer('position').notNull(),
  },
  t => [
    primaryKey({ columns: [t.subscriberId, t.messageId] }),
    index('delivery_messages_delivery').on(t.deliveryId, t.position),
  ],
)

/**
 * How far a broadcast is that starts carefully: `wave` is the last that may be sent (3: all), `first` and `second` how many
 * people the first two hold, `opens_at` when the next may, ms UTC; null while this one is being sent.
 */
export const carefulStarts = sqliteTable('careful_starts', {
  broadcastId: integer('broadcast_id')
    .primaryKey()
    .references(() => broadcasts.id),
  wave: integer('wave').notNull(),
  first: integer('first').notNull(),
  second: integer('second').notNull(),
  opensAt: integer('opens_at'),
})

/**
 * Versions of one message of a broadcast that are tried on some of its people; `part`: the first of its parts that gets that
 * message. `share` of 10,000 get one of them by dice, each as likely, and the others what is decided (everybody gets one where
 * nothing follows). `variants`: JSON, the ids of version A, B …; `decides`: by which figure; `wait`: for how long, ms, once the
 * last of the tried messages left; `goes_on`: whether the better one goes by itself, somebody is asked, or nothing follows.
 * `state`: it is tried; it was judged and goes on by itself in a moment; somebody is asked; the others get what was decided;
 * nothing follows. `verdict`: JSON of what was seen, once it was.
 */
export const trials = sqliteTable(
  'trials',
  {
    broadcastId: integer('broadcast_id')
      .notNull()
      .references(() => broadcasts.id),
    part: integer('part').notNull(),
    variants: text('variants').notNull(),
    share: integer('share').notNull(),
    decides: text('decides', { enum: ['clicks', 'orders', 'replies', 'stops'] }).notNull(),
    wait: integer('wait').notNull(),
    goesOn: text('goes_on', { enum: ['better', 'ask', 'compare'] }).notNull(),
    state: text('state', { enum: ['trying', 'judged', 'asked', 'decided', 'over'] }).notNull(),
    /** When the next thing happens by itself, ms UTC: it is judged, or what leads goes to the others; null while the tried messages are still leaving, and where somebody has to say. */
    decidesAt: integer('decides_at'),
    verdict: text('verdict'),
    /** What the others get; null: nothing was decided, or with `half` all versions, in equal parts. */
    chosenVariantId: integer('chosen_variant_id'),
    half: integer('half').notNull().default(0),
    decidedAt: integer('decided_at'),
    /** Who decided; null: it went by itself. */
    decidedBy: integer('decided_by'),
    askedAt: integer('asked_at'),
    toldAt: integer('told_at'),
    generation: integer('generation').notNull().default(0),
  },
  t => [
    primaryKey({ columns: [t.broadcastId, t.part] }),
    index('trials_open').on(t.decidesAt).where(sql`state in ('trying', 'judged', 'asked')`),
  ],
)

/**
 * A change of messages already sent. What people ask for: everybody's is edited, or taken back. What the offer asks for by itself:
 * `over` lets the buttons say that its deadline has passed, `pin` and `unpin` are for one that stands at the top of the chat.
 */
export const repairs = sqliteTable(
  'repairs',
  {
    id: integer('id').primaryKey(),
    broadcastId: integer('broadcast_id')
      .notNull()
      .references(() => broadcasts.id),
    kind: text('kind', { enum: ['edit', 'take_back', 'over', 'pin', 'unpin'] }).notNull(),
    state: text('state', { enum: ['running', 'finished', 'stopped'] }).notNull(),
    /** For an edit: JSON of old version id → new version id. */
    versions: text('versions').notNull(),
    /** 1: only about messages that are put in one by one, as the time of each comes; so are all that pin. */
    oneByOne: integer('one_by_one').notNull().default(0),
    createdBy: integer('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
    finishedAt: integer('finished_at'),
    reportedAt: integer('reported_at'),
  },
  t => [index('repairs_broadcast').on(t.broadcastId), index('repairs_state').on(t.state)],
)

/**
 * Until when what somebody's message says holds, ms UTC, where that is a time of their own; kept as the message is claimed. `closed`: 1
 * once its buttons were told so, or need not be.
 */
export const deliveryEnds = sqliteTable(
  'delivery_ends',
  {
    deliveryId: integer('delivery_id').primaryKey(),
    at: integer('at').notNull(),
    closed: integer('closed').notNull().default(0),
  },
  t => [index('delivery_ends_open').on(t.at).where(sql`closed = 0`)],
)

/** One message that a repair is about. Both repairs may be repeated harmlessly, so a crash only queues them again. */
export const repairSteps = sqliteTable(
  'repair_steps',
  {
    repairId: integer('repair_id')
      .notNull()
      .references(() => repairs.id),
    // No foreign key: every deletion of deliveries would search all steps for it.
    deliveryId: integer('delivery_id').notNull(),
    state: text('state', { enum: ['queued', 'working', 'done', 'failed'] }).notNull(),
    reason: text('reason', { enum: ['gone', 'too_old', 'blocked', 'deactivated', 'limited', 'refused'] }),
    at: integer('at'),
  },
  t => [primaryKey({ columns: [t.repairId, t.deliveryId] }), index('repair_steps_state').on(t.repairId, t.state)],
)

/** The pace of each lane, kept so that a restart neither bursts nor forgets a pause. */
export const lanes = sqliteTable('lanes', {
  name: text('name', { enum: ['broadcast', 'reply'] }).primaryKey(),
  rate: real('rate').notNull(),
  pausedUntil: integer('paused_until'),
  pausedFor: integer('paused_for'),
})

/**
 * A scheduled broadcast that is being changed: it is on hold while this row stands. `offer_id` is the draft that may take
 * its place; `touched_at`: the last tap; `asked_at`: when it was asked about after that; `due_asked_at`: about its hour.
 */
export const broadcastChanges = sqliteTable(
  'broadcast_changes',
  {
    broadcastId: integer('broadcast_id')
      .primaryKey()
      .references(() => broadcasts.id),
    offerId: integer('offer_id')
      .notNull()
      .references(() => offers.id),
    adminId: integer('admin_id').notNull(),
    touchedAt: integer('touched_at').notNull(),
    askedAt: integer('asked_at'),
    dueAskedAt: integer('due_asked_at'),
  },
  t => [index('broadcast_changes_offer').on(t.offerId)],
)

/**
 * Each time those were asked for silently of whom nobody knew whether they can be written to. `position`: the last person
 * who was asked, by id; `people` how many there were to ask; `given_up`: somebody ended it, or Telegram takes no such question.
 */
export const silentChecks = sqliteTable('silent_checks', {
  id: integer('id').primaryKey(),
  adminId: integer('admin_id').notNull(),
  at: integer('at').notNull(),
  state: text('state', { enum: ['asking', 'over', 'given_up'] }).notNull(),
  people: integer('people').notNull(),
  position: integer('position').notNull().default(0),
  reached: integer('reached').notNull().default(0),
  blocked: integer('blocked').notNull().default(0),
  deactivated: integer('deactivated').notNull().default(0),
  unsure: integer('unsure').notNull().default(0),
  finishedAt: integer('finished_at'),
})
