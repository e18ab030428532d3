import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../db/open.js'
import { offers, trials } from '../db/schema/index.js'
import { AppError } from '../errors.js'
import { buttonsSchema, contentSchema } from './content.js'
import { freeName, slugOf } from './draft/name.js'

/** The figures by which versions may be judged, in the order of the choice. */
export const DECIDING = trials.decides.enumValues
/** What may follow a trial of versions, in the order of the choice. */
export const AFTERWARDS = trials.goesOn.enumValues

/** Of so many of 10,000 people versions may be tried: fewer show nothing, and of more hardly anybody is left for the better one. */
export const TRIED = { least: 200, most: 9_000 } as const

/**
 * How versions of a message are tried: on `share` of 10,000 of its people, by which figure it is decided, how long after the last of
 * these messages, ms (null: as long as is usual), and what follows, see `trials`.
 */
const trialTermsSchema = z.object({
  share: z.int().min(TRIED.least).max(TRIED.most),
  decides: z.enum(DECIDING),
  wait: z.int().min(1).nullable(),
  goesOn: z.enum(AFTERWARDS),
})
export type TrialTerms = z.infer<typeof trialTermsSchema>

/** Unless somebody says otherwise 40 of 100 try them, clicks decide, and the better one goes by itself. */
export const USUAL_TRIAL: TrialTerms = { share: 4_000, decides: 'clicks', wait: null, goesOn: 'better' }

/**
 * The card of an offer while it is composed. `segments` in order of priority; `rest`: everybody in none of them is
 * written to as well; `leaveOut` always wins; `each`: a message for each segment (and the rest) instead of one for all.
 * `shown`: the audience that the admin saw at the check.
 * `buttons`: those of all messages, also of ones not written yet. `named`: the name was given by hand.
 * `notLaterThan`: whoever waits longer gets nothing, ms UTC, null: no such end. `urgent`: goes before other broadcasts.
 * `when.own`: everybody gets it when their own clock shows what that of `zone` shows then.
 * `made`: segments that were saved only because they were ticked here. `origin`: the admin's message it began with.
 * `changing`: the scheduled broadcast that waits for this draft to take its place. `cancelled`: the broadcast that this draft
 * was until it was cancelled, as long as nothing of it has changed since.
 * `careful`: whether a few get it first; null: as the check says, where `shown.careful` is what it said.
 * `trial`: how versions of its messages are tried, where any has more than one.
 * `nudge`: so many hours later whoever pressed nothing is reminded by this message, which quotes it.
 * `control`: so many of 10,000 are kept from it, its control group. `trackTelegram`: links into Telegram are tracked as well. `bare`: addresses that open only without UTM marks. `perHour`: at most so many messages an hour; null: as fast as may be.
 */
export const draftSchema = z.object({
  segments: z.array(z.int()),
  rest: z.boolean(),
  leaveOut: z.array(z.int()),
  each: z.boolean(),
  when: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('now') }),
    z.object({ kind: z.literal('at'), at: z.int(), zone: z.string(), own: z.boolean().default(false) }),
  ]),
  shown: z.object({ people: z.int(), careful: z.boolean().default(false) }).nullable(),
  buttons: buttonsSchema,
  named: z.boolean(),
  notLaterThan: z.int().nullable().default(null),
  urgent: z.boolean().default(false),
  careful: z.boolean().nullable().default(null),
  control: z.int().min(0).max(5_000).default(0),
  trial: trialTermsSchema.default(USUAL_TRIAL),
  made: z.array(z.int()).default([]),
  origin: z.object({ chat: z.int(), message: z.int() }).nullable().default(null),
  changing: z.int().nullable().default(null),
  cancelled: z.int().nullable().default(null),
  trackTelegram: z.boolean().default(false),
  bare: z.array(z.string()).default([]),
  perHour: z.int().min(1).nullable().default(null),
  nudge: z
    .object({ hours: z.int().min(1).max(720), content: contentSchema })
    .nullable()
    .default(null),
})
export type Draft = z.infer<typeof draftSchema>

/** What a new card holds. */
export const EMPTY_DRAFT: Draft = {
  segments: [],
  rest: false,
  leaveOut: [],
  each: false,
  when: { kind: 'now' },
  shown: null,
  buttons: [],
  named: false,
  notLaterThan: null,
  urgent: false,
  careful: null,
  control: 0,
  trial: USUAL_TRIAL,
  made: [],
  origin: null,
  changing: null,
  cancelled: null,
  trackTelegram: false,
  bare: [],
  perHour: null,
  nudge: null,
}

/** The goals to choose from, in the order of the choice. */
export const goals = offers.goal.enumValues

/** What an offer is for, and by what it is judged. */
export type Goal = (typeof goals)[number]

type Row = typeof offers.$inferSelect

/**
 * Marketing and survey (a question sent by itself) keep to the gates of frequency and quiet hours; service (what people
 * wait for: their orders) does not.
 */
export type OfferKind = Row['kind']

/** What is said and why. `utmCampaign` is null when links go out without UTM parameters. */
export type Offer = {
  id: number
  name: string
  goal: Goal
  kind: OfferKind
  state: Row['state']
  draft: Draft
  utmCampaign: string | null
  createdBy: number
  createdAt: number
  /** Rises with every test; a button that would send one more holds what it was made at. */
  generation: number
  /** How many days after it what people do counts; null: as usual for its goal. */
  windowDays: number | null
  /** What it is about, of what people may choose to hear about; null: it goes to everybody. */
  interestId: number | null
  /** Until when it holds, ms UTC; null: no such end. See draft/deadline.ts. */
  deadline: number | null
  /** How long it holds from when somebody gets it, ms; null: no such end. */
  holds: number | null
  /** 1: it stands at the top of the chat of whoever gets it. */
  pinned: number
}

/** A row as an offer. */
export function fromRow({ draft, nameFolded: _, ...row }: Row): Offer {
  return { ...row, draft: draftSchema.parse(JSON.parse(draft)) }
}

/** An offer, or null. */
export function findOffer(db: Db, id: number): Offer | null {
  const row = db.orm.select().from(offers).where(eq(offers.id, id)).get()
  return row === undefined ? null : fromRow(row)
}

/** An offer. @throws AppError `offer_not_found` */
export function getOffer(db: Db, id: number): Offer {
  const offer = findOffer(db, id)
  if (offer === null) throw new AppError('offer_not_found', { id })
  return offer
}

/** An offer that may still be changed. @throws AppError `offer_not_found`, `offer_not_a_draft` {name} */
export function getDraft(db: Db, id: number): Offer {
  const offer = getOffer(db, id)
  if (offer.state !== 'draft') throw new AppError('offer_not_a_draft', { name: offer.name })
  return offer
}

/** A name that no other offer has. */
export function uniqueName(db: Db, name: string, offerId: number | null): string {
  const statement = db.sql<{ id: number }>('select id from offers where name_folded = ? and id is not ?')
  return freeName(name, folded => statement.get(folded, offerId) !== undefined)
}

/** The campaign's name for web analytics. */
export function campaignOf(name: string, offerId: number): string {
  return slugOf(name) || `offer-${offerId}`
}
