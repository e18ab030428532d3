import { and, count, desc, eq, isNull, ne, sql } from 'drizzle-orm'
import type { Db } from '../db/open.js'
import { offers } from '../db/schema/index.js'
import { AppError } from '../errors.js'
import { onOneLine } from '../text/edges.js'
import { fold } from '../text/fold.js'
import { texts } from '../text/index.js'
import {
  campaignOf,
  type Draft,
  draftSchema,
  EMPTY_DRAFT,
  fromRow,
  type Goal,
  getDraft,
  getOffer,
  type Offer,
  type OfferKind,
  uniqueName,
} from './draft.js'
import { freezeVariants, missingMessages, orderVariants } from './variant.js'

export { type Draft, findOffer, type Goal, getOffer, goals, type Offer, type OfferKind } from './draft.js'

const NAME_LIMIT = 64

/** How an admin's last offer began. */
export type Habits = { goal: Goal; utm: boolean }

/**
 * Goal and UTM marks of the newest offer of an admin; "inform", with marks, before there is one. To know orders is nobody's
 * habit: a button for it comes with the goal.
 */
export function findHabits(db: Db, adminId: number): Habits {
  const last = db.orm
    .select({ goal: offers.goal, utmCampaign: offers.utmCampaign })
    .from(offers)
    .where(and(eq(offers.createdBy, adminId), ne(offers.state, 'discarded'), ne(offers.goal, 'know_orders')))
    .orderBy(desc(offers.createdAt), desc(offers.id))
    .limit(1)
    .get()
  return last === undefined ? { goal: 'inform', utm: true } : { goal: last.goal, utm: last.utmCampaign !== null }
}

/**
 * Starts a draft: marketing, for nobody yet, now.
 * @param input `name`: what it is called until its first words are known; `goal`: "inform" unless given; `utm`: links
 * carry UTM parameters unless false
 */
export function createOffer(
  db: Db,
  input: { createdBy: number; goal?: Goal; name?: string; utm?: boolean },
  at: number,
): Offer {
  const name = uniqueName(db, input.name ?? texts('en').offers.unnamed, null)
  const row = db.orm
    .insert(offers)
    .values({
      name,
      nameFolded: fold(name),
      goal: input.goal ?? 'inform',
      state: 'draft',
      draft: JSON.stringify(EMPTY_DRAFT),
      createdBy: input.createdBy,
      createdAt: at,
    })
    .returning()
    .get()
  return input.utm === false ? fromRow(row) : update(db, row.id, { utmCampaign: campaignOf(name, row.id) })
}

/** The draft that an admin's message was made into; null when there is none. */
export function findDraftFrom(db: Db, origin: { chat: number; message: number }): Offer | null {
  const row = db
    .sql<{ id: number }>(
      `select id from offers where state = 'draft' and draft ->> '$.origin.chat' = ? and draft ->> '$.origin.message' = ?`,
    )
    .get(origin.chat, origin.message)
  return row === undefined ? null : getOffer(db, row.id)
}

/** Offers, the newest first; discarded ones only when asked for, none of the archive, no draft that changes a broadcast, and no message of a series. */
export function listOffers(
  db: Db,
  page: { offset: number; limit: number; state?: Offer['state'] },
): { offers: Offer[]; total: number } {
  const wanted = and(
    page.state === undefined ? ne(offers.state, 'discarded') : eq(offers.state, page.state),
    isNull(offers.archivedAt),
    sql`${offers.draft} ->> '$.changing' is null`,
    sql`not exists (select 1 from campaign_messages m join campaigns c on c.id = m.campaign_id and c.kind = 'series'
      where m.offer_id = ${offers.id})`,
  )
  const rows = db.orm
    .select()
    .from(offers)
    .where(wanted)
    .orderBy(desc(offers.createdAt), desc(offers.id))
    .limit(page.limit)
    .offset(page.offset)
    .all()
  const total = db.orm.select({ n: count() }).from(offers).where(wanted).get()?.n ?? 0
  return { offers: rows.map(fromRow), total }
}

/**
 * Changes the card.
 * @param change gets the draft and says what of it is different
 * @throws AppError `offer_not_found`, `offer_not_a_draft`
 */
export function changeDraft(db: Db, id: number, change: (draft: Draft) => Partial<Draft>): Offer {
  const { draft } = getDraft(db, id)
  const changed = draftSchema.parse({ ...draft, ...change(draft) })
  const offer = update(db, id, { draft: JSON.stringify(changed) })
  orderVariants(db, offer)
  return offer
}

/** Sets what the offer is for. @throws AppError `offer_not_found`, `offer_not_a_draft` */
export function setGoal(db: Db, id: number, goal: Goal): Offer {
  getDraft(db, id)
  return update(db, id, { goal })
}

/** Makes the offer marketing or a service message. @throws AppError `offer_not_found`, `offer_not_a_draft` */
export function setKind(db: Db, id: number, kind: OfferKind): Offer {
  getDraft(db, id)
  return update(db, id, { kind })
}

/**
 * Says what the offer is about, of what people may choose to hear about: who does not want that gets nothing.
 * @param interestId null: it goes to everybody
 * @throws AppError `offer_not_found`, `offer_not_a_draft`
 */
export function setInterest(db: Db, id: number, interestId: number | null): Offer {
  getDraft(db, id)
  return update(db, id, { interestId })
}

/** Drafts are about this no more: people are not asked about it any longer. */
export function leaveInterest(db: Db, interestId: number): void {
  db.sql(`update offers set interest_id = null where interest_id = ? and state = 'draft'`).run(interestId)
}

/**
 * Names the offer by hand; from now on its words do not rename it. A taken name gets " 2", " 3" …
 * @throws AppError `offer_name_invalid` {limit} unless 1–64 UTF-16 units, `offer_not_found`, `offer_not_a_draft`
 */
export function renameOffer(db: Db, id: number, name: string): Offer {
  const squeezed = onOneLine(name)
  if (squeezed === '' || squeezed.length > NAME_LIMIT) throw new AppError('offer_name_invalid', { limit: NAME_LIMIT })
  const { draft, utmCampaign } = getDraft(db, id)
  const free = uniqueName(db, squeezed, id)
  return update(db, id, {
    name: free,
    nameFolded: fold(free),
    utmCampaign: utmCampaign === null ? null : campaignOf(free, id),
    draft: JSON.stringify({ ...draft, named: true }),
  })
}

/** Lets links carry UTM parameters, or not. @throws AppError `offer_not_found`, `offer_not_a_draft` */
export function setUtm(db: Db, id: number, on: boolean): Offer {
  const { name } = getDraft(db, id)
  return update(db, id, { utmCampaign: on ? campaignOf(name, id) : null })
}

/**
 * A broadcast takes the offer as it is: from now on nothing of it changes, and it is in no archive.
 * @throws AppError `offer_not_found`, `offer_not_a_draft`, `draft_incomplete` {what: 'message'}
 */
export function freezeOffer(db: Db, id: number, at: number): Offer {
  getDraft(db, id)
  if (missingMessages(db, id).length > 0) throw new AppError('draft_incomplete', { what: 'message' })
  freezeVariants(db, id, at)
  return update(db, id, { state: 'used', archivedAt: null })
}

/**
 * Makes a used offer a draft again, when no broadcast of it ever started: the undo of "Now".
 * @returns false when something of it was sent or may still be, also by a campaign
 */
export function thawOffer(db: Db, offerId: number): boolean {
  const begun = db
    .sql(`select 1 from broadcasts where offer_id = ? and (started_at is not null or state <> 'cancelled') limit 1`)
    .get(offerId)
  const campaign = db
    .sql(
      `select 1 from campaign_messages m join campaigns c on c.id = m.campaign_id
       where m.offer_id = ? and c.state in ('running', 'paused') limit 1`,
    )
    .get(offerId)
  if (begun !== undefined || campaign !== undefined) return false
  db.sql('update variants set frozen_at = null where offer_id = ?').run(offerId)
  return db.sql(`update offers set state = 'draft' where id = ? and state = 'used'`).run(offerId).changes > 0
}

/** Puts a draft away for good; its name becomes free. @throws AppError `offer_not_found`, `offer_not_a_draft` */
export function discardOffer(db: Db, id: number): Offer {
  const { name } = getDraft(db, id)
  db.sql('update variants set segment_id = null where offer_id = ?').run(id)
  return update(db, id, { state: 'discarded', nameFolded: `${fold(name)}\n${id}` })
}

function update(db: Db, id: number, values: Partial<typeof offers.$inferInsert>): Offer {
  return fromRow(db.orm.update(offers).set(values).where(eq(offers.id, id)).returning().get())
}

/** Something was done with it that a second press on the same button would do once more. */
export function raiseGeneration(db: Db, id: number): void {
  db.sql('update offers set generation = generation + 1 where id = ?').run(id)
}
