import { isAnythingBought } from '../../../../audience/customer/bought.js'
import { HOUR } from '../../../../clock.js'
import { upcomingRuns } from '../../../../delivery/campaign/repeat/next-run.js'
import { repeatOf } from '../../../../delivery/campaign/repeat.js'
import { endOf, hasEnd } from '../../../../offers/draft/deadline.js'
import { trackedLinks } from '../../../../offers/link/terms.js'
import type { Offer } from '../../../../offers/offer.js'
import { withFallbacksOf } from '../../../../offers/personal.js'
import { asSent } from '../../../../offers/render/prepared.js'
import { listVariants, missingMessages } from '../../../../offers/variant.js'
import { versionLetter } from '../../../../text/format.js'
import { key } from '../../../card.js'
import type { Here } from '../../../here.js'
import { languages } from '../../../language.js'
import { firstLine, overflowBelow } from '../../../settings/first-line.js'
import { repeat as repeats } from '../../campaigns/repeat/addresses.js'
import { contentLacks, type Lack, promoLacks, shopLines } from '../../drafts/lack.js'
import { listTried } from '../../drafts/tried.js'
import { addressed, addresseeName, reminderOf } from '../../drafts/versions.js'
import { offers } from '../addresses.js'
import { capped } from '../label.js'
import { type Checked, startOf } from './count.js'

const MOST = 10
/** The empty line above the shop's. */
const GAP = 2

export type { Lack } from '../../drafts/lack.js'

/** Messages that have no room for the line above them, where somebody was moved in and gets their first. */
export function listOverflows(here: Here, offer: Offer, { strangers }: Pick<Checked, 'strangers'>): Lack[] {
  if ((strangers?.newcomers ?? 0) === 0) return []
  const { db, preferences, bot } = here
  const { offerCards: words } = here.t
  const below = Math.max(0, ...shopLines(db, offer).map(line => withFallbacksOf(line).length + GAP))
  const lines = languages.map(language => firstLine(db, language, preferences.title() ?? bot().first_name))
  return listVariants(db, offer.id).flatMap(({ content }) => {
    const whole = asSent(content, hasEnd(offer))
    const over = Math.max(...lines.map(line => overflowBelow(line, whole, below)))
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
  if (addressed(draft).length === 0 && reminderOf(db, draft) === null)
    lacks.push({ words: words.missingWhom, way: key(words.keys.whom, offers.whom, { offer: id, page: 0 }) })
  for (const segment of capped(missingMessages(db, id), MOST)) {
    const name = addresseeName(db, draft, segment, language)
    lacks.push({
      words: draft.each ? words.missingMessageFor(name) : words.missingMessage,
      way: key(words.keys.message, offers.message, { offer: id }),
    })
  }
  lacks.push(...promoLacks({ db, t }, offer), ...contentLacks({ db, language, t }, offer))
  lacks.push(...trialLacks({ db, language, t }, offer))
  const { deadline, holds } = offer
  const until = key(words.keys.deadline, offers.deadline, { offer: id })
  if (deadline !== null && deadline <= startOf(offer, at)) lacks.push({ words: words.deadlineTooEarly, way: until })
  const { nudge } = draft
  const remind = key(words.keys.nudge, offers.nudge, { offer: id })
  const end = endOf(offer)
  const later = nudge === null ? 0 : nudge.hours * HOUR
  const repeat = repeatOf(db, id)
  // Of what goes again and again each run has its own, and the last of them none that comes after the end.
  const tooLate = repeat === null && end !== null && startOf(offer, at) + later >= end
  if (nudge !== null && (tooLate || (holds !== null && later >= holds)))
    lacks.push({ words: words.nudgeTooLate, way: remind })
  if (repeat !== null) {
    if (upcomingRuns(db, repeat, at, 1).length === 0)
      lacks.push({ words: t.repeatCards.noneLeft, way: key(t.repeatCards.keys.ends, repeats.ends, { id: repeat.id }) })
  } else if (draft.when.kind === 'at' && draft.when.at <= at)
    lacks.push({ words: errors.date_past({}), way: key(words.keys.when, offers.when, { offer: id }) })
  else if (draft.notLaterThan !== null && draft.notLaterThan <= startOf(offer, at))
    lacks.push({ words: words.endsTooEarly, way: key(words.keys.until, offers.until, { offer: id }) })
  return lacks
}

/** What keeps versions from being judged by what is to decide. */
function trialLacks({ db, language, t }: Pick<Here, 'db' | 'language' | 't'>, offer: Offer): Lack[] {
  const { versionCards: words } = t
  const tried = listTried(db, offer)
  if (tried.length > 0 && repeatOf(db, offer.id) !== null)
    return [{ words: words.lackRepeat, way: key(words.keys.door, offers.ab, { offer: offer.id }) }]
  const way = key(words.keys.decides, offers.abDecides, { offer: offer.id })
  switch (offer.draft.trial.decides) {
    case 'clicks': {
      const bare = tried.flatMap(({ versions }) => versions).find(version => trackedLinks(version).length === 0)
      const buttons = key(t.offerCards.keys.buttons, offers.buttons, { offer: offer.id })
      return bare === undefined
        ? []
        : [{ words: words.lackLink(versionLetter(bare.version, language)), way: buttons, or: way }]
    }
    case 'orders':
      return tried.length === 0 || isAnythingBought(db) ? [] : [{ words: words.lackOrders, way }]
    default:
      return []
  }
}
