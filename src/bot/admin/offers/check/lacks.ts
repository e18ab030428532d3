import type { Offer } from '../../../../offers/offer.js'
import { showsCode } from '../../../../offers/personal.js'
import { promoOf } from '../../../../offers/promo.js'
import { listVariants, missingMessages } from '../../../../offers/variant.js'
import type { Piece } from '../../../../text/rich.js'
import { type Key, key } from '../../../card.js'
import { firstLine, overflowBelow } from '../../../first-line.js'
import type { Here } from '../../../here.js'
import { languages } from '../../../language.js'
import { addressed, addresseeName } from '../../drafts/versions.js'
import { offers } from '../addresses.js'
import { capped } from '../label.js'
import { type Checked, startOf } from './count.js'

const MOST = 10

/** What keeps a draft from being sent, and the button that leads to where it is put right. */
export type Lack = { words: Piece; way: Key }

/** Messages that have no room for the line above them, where somebody was moved in and gets their first. */
export function listOverflows(here: Here, offer: Offer, { strangers }: Pick<Checked, 'strangers'>): Lack[] {
  if ((strangers?.newcomers ?? 0) === 0) return []
  const { db, preferences, bot } = here
  const { offerCards: words } = here.t
  const lines = languages.map(language => firstLine(db, language, preferences.title() ?? bot().first_name))
  return listVariants(db, offer.id).flatMap(({ content }) => {
    const over = Math.max(...lines.map(line => overflowBelow(line, content)))
    if (over === 0) return []
    const longest = Math.max(...lines.map(line => line.text.length))
    return [
      { words: words.firstTooLong(over, longest), way: key(words.keys.message, offers.message, { offer: offer.id }) },
    ]
  })
}

/** What keeps a draft from being sent. */
export function listLacks({ db, at, language, t }: Pick<Here, 'db' | 'at' | 'language' | 't'>, offer: Offer): Lack[] {
  const { draft, id } = offer
  const { offerCards: words, errors } = t
  const lacks: Lack[] = []
  if (addressed(draft).length === 0)
    lacks.push({ words: words.missingWhom, way: key(words.keys.whom, offers.whom, { offer: id, page: 0 }) })
  for (const segment of capped(missingMessages(db, id), MOST)) {
    const name = addresseeName(db, draft, segment, language)
    lacks.push({
      words: draft.each ? words.missingMessageFor(name) : words.missingMessage,
      way: key(words.keys.message, offers.message, { offer: id }),
    })
  }
  lacks.push(...promoLacks({ db, t }, offer))
  if (draft.when.kind === 'at' && draft.when.at <= at)
    lacks.push({ words: errors.date_past({}), way: key(words.keys.when, offers.when, { offer: id }) })
  else if (draft.notLaterThan !== null && draft.notLaterThan <= startOf(offer, at))
    lacks.push({ words: words.endsTooEarly, way: key(words.keys.until, offers.until, { offer: id }) })
  return lacks
}

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
