import type { Db } from '../../../db/open.js'
import { isAction } from '../../../offers/button/action.js'
import type { Content } from '../../../offers/content.js'
import { hasEnd } from '../../../offers/draft/deadline.js'
import type { Offer } from '../../../offers/offer.js'
import { ENTITIES_LIMIT, lengthLimit, showsCode, showsUntil, withFallbacksOf } from '../../../offers/personal.js'
import { promoOf } from '../../../offers/promo.js'
import { asSent } from '../../../offers/render/prepared.js'
import { listVariants, missingMessages } from '../../../offers/variant.js'
import type { Piece } from '../../../text/rich.js'
import { type Key, key } from '../../card.js'
import type { Here } from '../../here.js'
import { languages } from '../../language.js'
import { overflowAbove, shopLine } from '../../settings/shop-line.js'
import { offers } from '../offers/addresses.js'
import { addresseeName } from './versions.js'

/** What keeps a draft from being sent, and the button that leads to where it is put right; `or`: another place where it can be. */
export type Lack = { words: Piece; way: Key; or?: Key }

/** What is missing of a promo code that a draft's messages show, or have and do not show. */
export function promoLacks({ db, t }: Pick<Here, 'db' | 't'>, { id }: Pick<Offer, 'id'>): Lack[] {
  const promo = promoOf(db, id)
  const shown = listVariants(db, id).some(({ content }) => showsCode(content))
  const way = key(t.codeCards.keys.promo, offers.promo, { offer: id })
  if (promo === null) return shown ? [{ words: t.codeCards.missing, way }] : []
  const unseen = !promo.button && !shown && missingMessages(db, id).length === 0
  const usedUp = promo.kind === 'each' && promo.left === 0 && promo.rest === null
  return [
    ...(unseen ? [{ words: t.codeCards.unseen, way }] : []),
    ...(usedUp ? [{ words: t.codeCards.usedUp, way }] : []),
  ]
}

/** What is wrong with what a draft's messages say: a deadline that it has not, or too many words beside what stands around them. */
export function contentLacks({ db, language, t }: Pick<Here, 'db' | 'language' | 't'>, offer: Offer): Lack[] {
  const { offerCards: words } = t
  const { id, draft } = offer
  const ends = hasEnd(offer)
  const { nudge } = draft
  const message = key(words.keys.message, offers.message, { offer: id })
  const messages = [
    ...listVariants(db, id).map(({ content, segmentId }) => ({
      ...{ content, way: message },
      whose: draft.each ? `: ${addresseeName(db, draft, segmentId, language)}` : '',
    })),
    ...(nudge === null
      ? []
      : [
          {
            content: nudge.content,
            way: key(words.keys.nudge, offers.nudge, { offer: id }),
            whose: `: ${words.keys.nudge}`,
          },
        ]),
  ]
  const lacks: Lack[] = []
  if (!ends && messages.some(({ content }) => showsUntil(content)))
    lacks.push({ words: words.untilMissing, way: key(words.keys.deadline, offers.deadline, { offer: id }) })
  for (const { content, whose, way } of messages) {
    if (content.kind === 'album') lacks.push(...albumLacks({ db, t }, offer, content, { whose, way }))
    const whole = asSent(content, ends)
    const over = Math.max(0, ...shopLines(db, offer).map(line => overflowAbove(line, whole)))
    const tooLong = (one: Content) => withFallbacksOf(one).length > lengthLimit(one)
    // Of an album whose links are too many already that is said.
    if (tooLong(asSent(content, false))) continue
    if (tooLong(whole)) lacks.push({ words: words.deadlineTooLong(whose), way })
    else if (over > 0)
      lacks.push({
        words: lengthLimit(whole) === 0 ? words.noRoomForLine : words.lineTooLong(over, whose),
        way,
      })
  }
  return lacks
}

/** What needs a button that cannot stand under an album, and links that leave its caption no room. */
function albumLacks(
  { db, t }: Pick<Here, 'db' | 't'>,
  { id, goal }: Offer,
  content: Content,
  { whose, way }: { whose: string; way: Key },
): Lack[] {
  const { offerCards: words } = t
  const acting = content.buttons.flat().filter(({ url }) => isAction(url))
  const whole = asSent(content, false)
  const over = withFallbacksOf(whole).length - lengthLimit(content)
  const formatted = { count: whole.entities.length, limit: ENTITIES_LIMIT }
  const buttons = key(words.keys.buttons, offers.buttons, { offer: id })
  return [
    ...(acting.length === 0
      ? []
      : [{ words: words.albumActs(acting.map(({ label }) => label).join(', ')), way: buttons }]),
    ...(promoOf(db, id)?.button === true && !showsCode(content) ? [{ words: words.albumCode(whose), way }] : []),
    ...(goal === 'know_orders' ? [{ words: words.albumContact(whose), way }] : []),
    ...(content.buttons.length > 0 && over > 0 ? [{ words: words.albumLinks(over, whose), way }] : []),
    ...(formatted.count > formatted.limit ? [{ words: t.errors.content_too_many_entities(formatted), way }] : []),
  ]
}

/** The shop's lines in all languages that may stand below an offer. */
export function shopLines(db: Db, { kind }: Pick<Offer, 'kind'>): Content[] {
  if (kind !== 'marketing') return []
  return languages.map(language => shopLine(db, language)).filter(line => line !== null)
}
