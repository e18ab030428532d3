import { and, asc, desc, eq, inArray, isNotNull, isNull, ne } from 'drizzle-orm'
import type { Db } from '../db/open.js'
import { links, offers, variants } from '../db/schema/index.js'
import { AppError } from '../errors.js'
import { fold } from '../text/fold.js'
import { type Content, contentSchema } from './content.js'
import { firstWords } from './draft/name.js'
import { campaignOf, type Draft, getDraft, getOffer, type Offer, uniqueName } from './draft.js'
import { isInTelegram, type Link, type LinkTerms, numberLinks } from './link.js'
import { withFields } from './personal/field.js'
import { checkShape, showsCode } from './personal.js'

/** So many versions of one message may be tried. */
export const MOST_VERSIONS = 5

/** What stands in place of its number in a version that was put away. */
const AWAY = -1

/**
 * One message of an offer. `segmentId` is whose it is; null: everybody's, or with `each` that of the rest. `version`: 0 for A,
 * the message itself, 1 for version B of it, and so on.
 */
export type Variant = {
  id: number
  offerId: number
  position: number
  segmentId: number | null
  version: number
  content: Content
  links: (Link & LinkTerms)[]
}

type Row = typeof variants.$inferSelect

function fromRow(db: Db, row: Row): Variant {
  return {
    id: row.id,
    offerId: row.offerId,
    position: row.position,
    segmentId: row.segmentId,
    version: row.version,
    content: contentSchema.parse(JSON.parse(row.content)),
    links: listLinks(db, row.id),
  }
}

/** All links a message ever had, by number. */
export function listLinks(db: Db, variantId: number): (Link & LinkTerms)[] {
  return db.orm
    .select({ number: links.number, url: links.url, label: links.label, tracked: links.tracked, marked: links.marked })
    .from(links)
    .where(eq(links.variantId, variantId))
    .orderBy(asc(links.number))
    .all()
}

/** A message by its own id. @throws AppError `offer_not_found` */
export function getVariant(db: Db, id: number): Variant {
  const row = db.orm.select().from(variants).where(eq(variants.id, id)).get()
  if (row === undefined) throw new AppError('offer_not_found', { variant: id })
  return fromRow(db, row)
}

/** What a draft holds for a segment (null: for all), whether it will go out or not, or a version of it; null when nothing is written. */
export function findVariant(db: Db, offerId: number, segmentId: number | null, version = 0): Variant | null {
  const segment = segmentId === null ? isNull(variants.segmentId) : eq(variants.segmentId, segmentId)
  const row = db.orm
    .select()
    .from(variants)
    .where(and(eq(variants.offerId, offerId), segment, eq(variants.version, version)))
    .orderBy(desc(variants.id))
    .get()
  return row === undefined ? null : fromRow(db, row)
}

/** What is written in a draft, for whomever; of a used offer what was sent. */
export function everyVariant(db: Db, { id, state }: Offer): Variant[] {
  const rows = db.orm
    .select()
    .from(variants)
    .where(
      and(
        eq(variants.offerId, id),
        state === 'draft' ? undefined : isNotNull(variants.frozenAt),
        ne(variants.version, AWAY),
      ),
    )
    .orderBy(asc(variants.position), asc(variants.version), asc(variants.id))
    .all()
  return rows.map(row => fromRow(db, row))
}

/** Whose messages the offer needs, the most wanted first; null is the message for all, or for the rest. */
function wantedSegments({ draft }: Offer): (number | null)[] {
  return draft.each ? [...draft.segments, ...(draft.rest ? [null] : [])] : [null]
}

/**
 * The messages that will go out, in order of priority: one for all, or one for each segment and the rest's; each in all of its
 * versions, A first. What was written for others (a segment no longer ticked) is kept with the draft, see `findVariant`.
 */
export function listVariants(db: Db, offerId: number): Variant[] {
  const offer = getOffer(db, offerId)
  const all = everyVariant(db, offer)
  if (offer.state !== 'draft') return all
  const written = wantedSegments(offer).map(segment => all.filter(variant => variant.segmentId === segment))
  if (offer.kind === 'survey') return written.flat()
  // Without the message itself there is nothing to be a version of.
  return written.filter(own => own.some(({ version }) => version === 0)).flatMap(own => currentOf(own))
}

/** Of messages the current ones: what was corrected stands before its successor, which is what people have, or would get. */
export function currentOf(versions: readonly Variant[]): Variant[] {
  return [...new Map(versions.map(variant => [`${variant.segmentId} ${variant.version}`, variant])).values()]
}

/** The messages that will go out, each as it stands without its other versions. */
export function listMessages(db: Db, offerId: number): Variant[] {
  return listVariants(db, offerId).filter(({ version }) => version === 0)
}

/** All versions of the message of a segment (null: for all, or for the rest), A first; none while it is not written. */
export function listVersions(db: Db, offerId: number, segmentId: number | null): Variant[] {
  return currentOf(listVariants(db, offerId)).filter(variant => variant.segmentId === segmentId)
}

/** The segments that have no message yet; null stands for the message for all, or for the rest. */
export function missingMessages(db: Db, offerId: number): (number | null)[] {
  const written = new Set(listVariants(db, offerId).map(variant => variant.segmentId))
  return wantedSegments(getOffer(db, offerId)).filter(segment => !written.has(segment))
}

/**
 * Writes the message for a segment (null: for all, or for the rest), or a version of it. Content without buttons gets those of the
 * message it replaces, of version A, or of the whole offer. Until it was named by hand, the offer is called by the first words
 * of its first message.
 * @param version 0 for A; a new one takes the next number, whatever is asked for
 * @throws AppError `offer_not_found`, `offer_not_a_draft`, `versions_too_many` {most}, and whatever `checkShape` finds
 */
export function setContent(db: Db, offerId: number, segmentId: number | null, content: Content, version = 0): Variant {
  const offer = getDraft(db, offerId)
  const previous = findVariant(db, offerId, segmentId, version)
  const model = previous ?? (version > 0 ? findVariant(db, offerId, segmentId) : null)
  const buttons = content.buttons.length > 0 ? content.buttons : (model?.content.buttons ?? offer.draft.buttons)
  const written = withFields(db, { ...content, buttons })
  checkShape(written)
  const next = version === 0 ? 0 : listVersions(db, offerId, segmentId).length
  if (previous === null && version > 0 && (next === 0 || next >= MOST_VERSIONS))
    throw new AppError('versions_too_many', { most: MOST_VERSIONS })
  const variantId = previous?.id ?? insertVariant(db, offer, segmentId, written, next)
  storeContent(db, offerId, variantId, written)
  if (!offer.draft.named) nameByWords(db, offer)
  return getVariant(db, variantId)
}

/**
 * Puts a version of a message away; those after it move up. It is kept, because its tests are. Version A is the message itself and
 * stays. @throws AppError `offer_not_found`, `offer_not_a_draft`
 */
export function dropVersion(db: Db, offerId: number, segmentId: number | null, version: number): void {
  getDraft(db, offerId)
  if (version < 1) return
  const away = db.sql('update variants set version = ? where offer_id = ? and segment_id is ? and version = ?')
  if (away.run(AWAY, offerId, segmentId, version).changes === 0) return
  db.sql('update variants set version = version - 1 where offer_id = ? and segment_id is ? and version > ?').run(
    offerId,
    segmentId,
    version,
  )
}

/**
 * Writes one more message for everyone beside those that a draft has: a survey asks different people different things.
 * @throws AppError `offer_not_found`, `offer_not_a_draft`, and whatever `checkShape` finds
 */
export function addContent(db: Db, offerId: number, sent: Content): Variant {
  const offer = getDraft(db, offerId)
  const content = withFields(db, sent)
  checkShape(content)
  const variantId = insertVariant(db, offer, null, content)
  storeContent(db, offerId, variantId, content)
  return getVariant(db, variantId)
}

function insertVariant(db: Db, offer: Offer, segmentId: number | null, content: Content, version = 0): number {
  const position = wantedSegments(offer).indexOf(segmentId)
  return db.orm
    .insert(variants)
    .values({
      offerId: offer.id,
      position: position < 0 ? offer.draft.segments.length : position,
      segmentId,
      version,
      content: JSON.stringify(content),
    })
    .returning({ id: variants.id })
    .get().id
}

/** Writes a checked content and numbers its links. */
export function storeContent(db: Db, offerId: number, variantId: number, content: Content): void {
  const siblings = db.orm
    .select({ number: links.number, url: links.url, label: links.label })
    .from(links)
    .innerJoin(variants, eq(variants.id, links.variantId))
    .where(eq(variants.offerId, offerId))
    .orderBy(asc(links.number))
    .all()
  const { draft } = getOffer(db, offerId)
  for (const link of numberLinks(content, listLinks(db, variantId), siblings).links) {
    const { tracked, marked } = termsOf(draft, link.url)
    db.sql(
      `insert into links (variant_id, number, url, label, tracked, marked) values (?, ?, ?, ?, ?, ?)
        on conflict (variant_id, number) do update set label = excluded.label`,
    ).run(variantId, link.number, link.url, link.label, tracked ? 1 : 0, marked ? 1 : 0)
  }
  db.orm
    .update(variants)
    .set({ content: JSON.stringify(content), showsCode: showsCode(content) ? 1 : 0 })
    .where(eq(variants.id, variantId))
    .run()
}

/** Links that lead into Telegram stay there unless they are wanted tracked; what opens only bare goes out bare. */
export function termsOf({ trackTelegram, bare }: Draft, url: string): LinkTerms {
  const direct = isInTelegram(url) && !trackTelegram
  return { tracked: !direct, marked: !direct && !bare.includes(url) }
}

function nameByWords(db: Db, offer: Offer): void {
  const first = listVariants(db, offer.id)[0]?.content
  const words = firstWords(first?.poll?.question.text ?? first?.text ?? '', first?.fields)
  if (words === '') return
  const name = uniqueName(db, words, offer.id)
  const utmCampaign = offer.utmCampaign === null ? null : campaignOf(name, offer.id)
  db.orm
    .update(offers)
    .set({ name, nameFolded: fold(name), utmCampaign })
    .where(eq(offers.id, offer.id))
    .run()
}

/** Brings the positions of a draft's messages in line with the order of its segments. */
export function orderVariants(db: Db, offer: Offer): void {
  wantedSegments(offer).forEach((segment, position) => {
    db.sql('update variants set position = ? where offer_id = ? and segment_id is ?').run(position, offer.id, segment)
  })
}

/**
 * Fixes the messages that go out. What else was written is not part of the offer as long as it is not thawed; it stays,
 * because its tests do: a deleted test's id would be given to another, whose links old tokens would open.
 */
export function freezeVariants(db: Db, offerId: number, at: number): void {
  const sent = listVariants(db, offerId).map(variant => variant.id)
  db.orm.update(variants).set({ frozenAt: at }).where(inArray(variants.id, sent)).run()
}
