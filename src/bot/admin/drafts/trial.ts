import { actionData } from '../../../delivery/button/action.js'
import { codeRow } from '../../../delivery/button/code.js'
import { contactAskRow } from '../../../delivery/button/contact.js'
import { quietData } from '../../../delivery/button/quiet.js'
import { AppError, unreachable } from '../../../errors.js'
import type { Content } from '../../../offers/content.js'
import { endFrom, hasEnd, untilFor } from '../../../offers/draft/deadline.js'
import { recordTest } from '../../../offers/offer/tested.js'
import { getOffer, raiseGeneration } from '../../../offers/offer.js'
import type { Addressee } from '../../../offers/personal.js'
import { promoOf, sampleCode } from '../../../offers/promo.js'
import { prepareMessage } from '../../../offers/render/prepared.js'
import { renderMessage } from '../../../offers/render.js'
import { currentOf, listVariants, listVersions, type Variant } from '../../../offers/variant.js'
import { type Language, shorten, versionLetter } from '../../../text/format.js'
import { type Texts, texts } from '../../../text/index.js'
import { concat, type Rich, rich } from '../../../text/rich.js'
import { isPassed } from '../../address.js'
import { cardOptions } from '../../card.js'
import type { Here } from '../../here.js'
import type { Parcel, Posted } from '../../lanes/outbox.js'
import { languageFor } from '../../language.js'
import { firstLine } from '../../settings/first-line.js'
import { shopLine } from '../../settings/shop-line.js'
import { shownName } from '../words/name.js'
import { type Face, faceName, fieldsOf, findFace, hasNewcomers, readersOf, type Seen } from './faces.js'
import { addresseeName } from './versions.js'

/** One version as one person gets it, in their language (`theirs`); `first` stands above it for those who were moved in, null where nobody was. */
export type Copy = { to: number; theirs: Language; head: Rich; version: Variant; as: Addressee; first: Content | null }

type Source = Pick<
  Here,
  'db' | 'me' | 'self' | 'language' | 'at' | 'zone' | 'tokens' | 'publicUrl' | 'preferences' | 'bot'
>

/** All versions of an offer as some people get them, seen with this face. @param to Telegram ids */
export async function copiesFor(
  { db, me, self, language, at, zone, preferences, bot }: Source,
  offerId: number,
  face: Face,
  to: readonly number[],
): Promise<Copy[]> {
  const { draft, kind } = getOffer(db, offerId)
  const copies: Copy[] = []
  for (const id of to) {
    const theirs = id === me ? language : languageFor(db, id, language)
    const t = texts(theirs).offerCards
    for (const version of versionsOf({ db }, offerId)) {
      const { content, segmentId } = version
      const wanted = { content, readers: readersOf(db, draft, segmentId), stranger: self }
      const context = { at, zone: zone(), language: preferences.language() }
      const seen = await findFace(db, face, wanted, context)
      const shop = preferences.title() ?? bot().first_name
      const news = kind !== 'service' && (await hasNewcomers(db, wanted.readers, context))
      const first = news ? firstLine(db, theirs, shop) : null
      const name = nameOf({ db }, offerId, version, theirs)
      const head = t.testHead(name, fieldsOf(content).length === 0 ? null : faceWords(seen, t.nameless))
      const above = first === null ? head : concat([head, t.withFirstLine], ' · ')
      copies.push({ to: id, theirs, head: above, version, as: seen.addressee, first })
    }
  }
  return copies
}

/** The versions that a test sends: one that was corrected stands before its successor. */
export function versionsOf({ db }: Pick<Here, 'db'>, offerId: number): Variant[] {
  return currentOf(listVariants(db, offerId))
}

/** Whose message it is, and which version of it, where there is more than one of either; else null. */
function nameOf({ db }: Pick<Here, 'db'>, offerId: number, one: Variant, language: Language): string | null {
  const { draft } = getOffer(db, offerId)
  const whose = draft.each ? [addresseeName(db, draft, one.segmentId, language)] : []
  const several = listVersions(db, offerId, one.segmentId).length > 1
  const names = [...whose, ...(several ? [versionLetter(one.version, language)] : [])]
  return names.length === 0 ? null : names.join(' · ')
}

/**
 * Puts out the copies of a test, each a head and the message by the same renderer as a broadcast. To be called in a deed.
 * @param generation of the offer, from the button that was pressed
 * @throws AppError `deed_done` for a button that was pressed already
 */
export function putTests(
  source: Source,
  { offer, generation }: { offer: number; generation: number },
  copies: readonly Copy[],
): { chat: number; parcel: Parcel }[] {
  if (isPassed(generation, getOffer(source.db, offer).generation)) throw new AppError('deed_done')
  raiseGeneration(source.db, offer)
  return copies.flatMap(copy => parcelsOf(source, copy).map(parcel => ({ chat: copy.to, parcel })))
}

/** What went wrong with each copy, in the order in which they were put out; null where it arrived. */
export function problemsOf(t: Texts, posted: readonly Posted[]): (Rich | null)[] {
  return posted.filter((_, i) => i % 2 === 1).map(message => problemOf(t.offerCards, message))
}

function parcelsOf(
  { db, tokens, publicUrl, at, zone }: Source,
  { to, theirs, head, version, as, first }: Copy,
): Parcel[] {
  const id = recordTest(db, { variantId: version.id, adminId: to }, at)
  const offer = getOffer(db, version.offerId)
  const { goal, kind } = offer
  const line = kind === 'marketing' ? shopLine(db, theirs) : null
  const message = renderMessage(
    prepareMessage(version.content, version.links, hasEnd(offer)),
    {
      ...as,
      code: sampleCode(db, version.offerId),
      ...untilFor(endFrom(offer, at), zone(), theirs),
    },
    link => `${publicUrl}/r/${tokens.test(id, link)}`,
    quietData({ kind: 'test', id }, 'ask'),
    [
      ...(promoOf(db, version.offerId)?.button === true ? [codeRow({ kind: 'test', id }, theirs)] : []),
      ...(goal === 'know_orders' ? [contactAskRow({ kind: 'test', id }, theirs)] : []),
    ],
    first === null ? null : prepareMessage(first, []),
    link => actionData({ kind: 'test', id }, link),
    line === null ? null : prepareMessage(line, []),
  )
  const above = { text: head.text, ...cardOptions({ text: head, keyboard: [] }) }
  return [{ method: 'sendMessage', payload: above }, message]
}

function problemOf(t: Texts['offerCards'], posted: Posted): Rich | null {
  switch (posted.state) {
    case 'sent':
      return null
    case 'refused':
      return posted.code === 429 ? rich`${t.testBusy}` : t.testRefused(posted.description)
    case 'unreached':
      return rich`${t.testUnreached}`
    case 'uncertain':
      return rich`${t.testUnsure}`
    default:
      return unreachable(posted)
  }
}

function faceWords({ person }: Seen, nameless: string): string {
  return person === null ? nameless : shownName(shorten(faceName(person), 40))
}
