import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/**
 * Updates accepted from Telegram. One that was handled keeps its number, without its words, for as long as Telegram may
 * send it again. `outcome`: what its deeds came to, as a JSON list; null until one is done, empty once the update is over. `stopped`: the Stop in it was kept
 * when it came in.
 */
export const updates = sqliteTable(
  'updates',
  {
    updateId: integer('update_id').primaryKey(),
    body: text('body'),
    attempts: integer('attempts').notNull().default(0),
    outcome: text('outcome'),
    stopped: integer('stopped').notNull().default(0),
    handledAt: integer('handled_at'),
  },
  t => [index('updates_handled').on(t.handledAt)],
)

/**
 * What leaves because of a deed and is not its card, in the order `n`. `payload` is JSON, null once it has left; `error`
 * is what Telegram said where it refused.
 */
export const outbox = sqliteTable(
  'outbox',
  {
    updateId: integer('update_id')
      .notNull()
      .references(() => updates.updateId, { onDelete: 'cascade' }),
    n: integer('n').notNull(),
    chat: integer('chat').notNull(),
    payload: text('payload'),
    state: text('state', { enum: ['waiting', 'sending', 'sent', 'refused', 'unreached', 'uncertain'] }).notNull(),
    messageId: integer('message_id'),
    error: text('error'),
  },
  t => [primaryKey({ columns: [t.updateId, t.n] })],
)

/** What the one-answer conversations remember between two messages of an admin. */
export const conversations = sqliteTable('conversations', {
  key: text('key').primaryKey(),
  state: text('state').notNull(),
  at: integer('at').notNull(),
})

/** Settings of the bot as JSON, by name. */
export const settings = sqliteTable('settings', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
})

/** Who works here besides the owners of the configuration. Buttons hold the number of a role: their order stays. */
export const admins = sqliteTable('admins', {
  telegramId: integer('telegram_id').primaryKey(),
  role: text('role', { enum: ['owner', 'marketer', 'analyst'] }).notNull(),
  name: text('name').notNull(),
  invitedBy: integer('invited_by'),
  createdAt: integer('created_at').notNull(),
})

/** Links that make somebody an admin, once: `code` is a hash of what the link holds. */
export const invitations = sqliteTable('invitations', {
  code: text('code').primaryKey(),
  role: text('role', { enum: ['owner', 'marketer', 'analyst'] }).notNull(),
  createdBy: integer('created_by'),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  usedBy: integer('used_by'),
})

/**
 * What people wrote, on its way to those who answer. `copies` live in `inbox_copies`. The parts of an album share
 * Telegram's name of it, and go together. `kept_at`: not passed on one by one, because there was too much of it or its
 * writer is muted; those who answer may ask for it. `receipt_at`: when its writer was told that it came, or where else to
 * write; null when this message called for no such words, or they never left. `answer_id`: the ready answer that answered it by
 * itself; null: none did, or its writer asked for somebody after all.
 */
export const inbox = sqliteTable(
  'inbox',
  {
    id: integer('id').primaryKey(),
    telegramId: integer('telegram_id').notNull(),
    messageId: integer('message_id').notNull(),
    deliveryId: integer('delivery_id'),
    at: integer('at').notNull(),
    passedAt: integer('passed_at'),
    answeredAt: integer('answered_at'),
    album: text('album'),
    keptAt: integer('kept_at'),
    receiptAt: integer('receipt_at'),
    answerId: integer('answer_id'),
  },
  t => [
    uniqueIndex('inbox_once').on(t.telegramId, t.messageId),
    index('inbox_person').on(t.telegramId, t.answeredAt),
    index('inbox_open').on(t.answeredAt, t.at),
    index('inbox_unpassed').on(t.telegramId, t.id).where(sql`passed_at is null and kept_at is null`),
    index('inbox_receipt').on(t.telegramId, t.receiptAt).where(sql`receipt_at is not null`),
    index('inbox_kept').on(t.telegramId, t.id).where(sql`passed_at is null and kept_at is not null`),
  ],
)

/** People whose messages are kept and not passed on. */
export const muted = sqliteTable('muted', {
  telegramId: integer('telegram_id').primaryKey(),
  at: integer('at').notNull(),
})

/**
 * Answers that are written once: the staff sends them by one press, the menu by a button, and they go by themselves to whoever
 * writes one of their words. `content` is JSON. `by_word`, `by_staff`, `by_menu`: how often they went each way; `asked_on`: how often
 * somebody asked for a person after one that went by itself.
 */
export const readyAnswers = sqliteTable('ready_answers', {
  id: integer('id').primaryKey(),
  nameFolded: text('name_folded').notNull().unique(),
  name: text('name').notNull(),
  content: text('content').notNull(),
  byWord: integer('by_word').notNull().default(0),
  byStaff: integer('by_staff').notNull().default(0),
  byMenu: integer('by_menu').notNull().default(0),
  askedOn: integer('asked_on').notNull().default(0),
  createdBy: integer('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
})

/** Words that bring an answer by themselves: `folded` is compared (`цен*`: whatever begins so), `words` as they were typed. */
export const answerWords = sqliteTable(
  'answer_words',
  {
    folded: text('folded').primaryKey(),
    words: text('words').notNull(),
    answerId: integer('answer_id')
      .notNull()
      .references(() => readyAnswers.id),
  },
  t => [index('answer_words_answer').on(t.answerId)],
)

/**
 * The buttons of the menu that subscribers have, in the order of `position`: each leads to `url`, sends a ready answer, asks a
 * question of the survey or shows a code for everybody, by its `kind`.
 */
export const menuButtons = sqliteTable('menu_buttons', {
  id: integer('id').primaryKey(),
  position: integer('position').notNull(),
  label: text('label').notNull(),
  kind: text('kind', { enum: ['link', 'answer', 'question', 'code'] }).notNull(),
  url: text('url'),
  answerId: integer('answer_id').references(() => readyAnswers.id),
  questionId: integer('question_id'),
  code: text('code'),
  presses: integer('presses').notNull().default(0),
  createdBy: integer('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
})

/** Where a person's words stand in the chats of those who answer, so that a reply there finds its way back. */
export const inboxCopies = sqliteTable(
  'inbox_copies',
  {
    chatId: integer('chat_id').notNull(),
    messageId: integer('message_id').notNull(),
    telegramId: integer('telegram_id').notNull(),
    inboxId: integer('inbox_id'),
    at: integer('at').notNull(),
  },
  t => [primaryKey({ columns: [t.chatId, t.messageId] }), index('inbox_copies_person').on(t.telegramId)],
)

/** Parts of albums that answer somebody, until all have come and they go together. */
export const answerParts = sqliteTable(
  'answer_parts',
  {
    chatId: integer('chat_id').notNull(),
    messageId: integer('message_id').notNull(),
    album: text('album').notNull(),
    telegramId: integer('telegram_id').notNull(),
    topicId: integer('topic_id'),
    at: integer('at').notNull(),
    state: text('state', { enum: ['waiting', 'sending'] })
      .notNull()
      .default('waiting'),
  },
  t => [primaryKey({ columns: [t.chatId, t.messageId] })],
)

/** The topic of each person in the staff group. */
export const staffTopics = sqliteTable(
  'staff_topics',
  {
    chatId: integer('chat_id').notNull(),
    telegramId: integer('telegram_id').notNull(),
    topicId: integer('topic_id').notNull(),
  },
  t => [
    primaryKey({ columns: [t.chatId, t.telegramId] }),
    index('staff_topics_topic').on(t.chatId, t.topicId),
    index('staff_topics_person').on(t.telegramId),
  ],
)

/**
 * Messages and topics in the chats of those who answer that are to go, because whoever wrote what stands there asked to be
 * forgotten. `item_id` is a message or a topic; `due_at` (ms UTC): not tried again before.
 */
export const withdrawals = sqliteTable(
  'withdrawals',
  {
    chatId: integer('chat_id').notNull(),
    kind: text('kind', { enum: ['topic', 'message'] }).notNull(),
    itemId: integer('item_id').notNull(),
    dueAt: integer('due_at').notNull(),
  },
  t => [primaryKey({ columns: [t.chatId, t.kind, t.itemId] }), index('withdrawals_due').on(t.dueAt)],
)

/**
 * What is asked of somebody of the team, one thing at a time: the next message of theirs is its answer. `topic` and `args`
 * (JSON) say what for; `chat` and `message` where the card stands that asks; `aside` (JSON), what it shows when it no longer
 * does. `update_id`: the update that asked.
 */
export const prompts = sqliteTable('prompts', {
  adminId: integer('admin_id').primaryKey(),
  updateId: integer('update_id').notNull(),
  topic: text('topic').notNull(),
  args: text('args').notNull(),
  chat: integer('chat'),
  message: integer('message'),
  aside: text('aside'),
  at: integer('at').notNull(),
})

/**
 * Cards that stand in the chats of the team, the newest of each. `address`: callback data that leads to the screen, `memo`: words that it needs beside;
 * `subject`: what it is about, `offer:12`; `hash`: of what stands there; `at`: since when, ms UTC.
 */
export const cards = sqliteTable(
  'cards',
  {
    chat: integer('chat').notNull(),
    message: integer('message').notNull(),
    address: text('address').notNull(),
    memo: text('memo'),
    subject: text('subject'),
    hash: text('hash').notNull(),
    at: integer('at').notNull(),
  },
  t => [primaryKey({ columns: [t.chat, t.message] }), index('cards_subject').on(t.subject)],
)

/** Who did what: one line for each deed of the team. `address`: callback data, or the command. `at`: ms UTC. */
export const auditLog = sqliteTable(
  'audit_log',
  {
    id: integer('id').primaryKey(),
    adminId: integer('admin_id').notNull(),
    at: integer('at').notNull(),
    address: text('address').notNull(),
    subject: text('subject'),
  },
  t => [index('audit_log_admin').on(t.adminId)],
)
