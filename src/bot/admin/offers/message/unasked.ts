import type { Message } from 'grammy/types'
import type { Db } from '../../../../db/open.js'
import { type AppError, isAppError } from '../../../../errors.js'
import type { Content } from '../../../../offers/content.js'
import { getOffer } from '../../../../offers/draft.js'
import { listTargets } from '../../../../offers/link.js'
import { changeDraft, findDraftFrom, findHabits, type Offer } from '../../../../offers/offer.js'
import { withFields } from '../../../../offers/personal/field.js'
import { checkContent } from '../../../../offers/personal.js'
import { setContent } from '../../../../offers/variant.js'
import { lines, rich } from '../../../../text/rich.js'
import { key } from '../../../card.js'
import type { Here } from '../../../here.js'
import { type Doing, deed, type Entry, go, leave, type Say, say, screen, unasked } from '../../../screen.js'
import { blankOffer, findBlank, newOffer } from '../../drafts/begin.js'
import { keepVisits, type Terms, visitAll, visitWords } from '../../visits.js'
import { shownName } from '../../words/name.js'
import { offers } from '../addresses.js'
import { readOffer } from './album.js'
import { addressesOf, readAlong, takeAlong } from './along.js'
import { keepOrigin } from './origin.js'
import { isTheirOwn, sentOf } from './sent.js'
import { pollNotes } from './taking.js'

/**
 * What an admin sends unasked may become an offer; what they write as subscribers (a stop, an answer to an offer) passes.
 */
export const unaskedPlaces: Entry[] = [
  unasked(async (here, { message }) => {
    const content = isTheirOwn(here.db, message) ? null : contentOf(here.db, message)
    if (content === null) return leave
    if (isAppError(content)) return say(here.t.errors[content.code](content.details))
    return go(offers.isItOne, { message: message.message_id })
  }),

  screen(offers.isItOne, ({ t: { offerCards: t } }, { message }) => ({
    text: rich`${t.anOffer}`,
    keyboard: [[key(t.keys.start, offers.start, {}), key(t.keys.keep, offers.keep, {})]],
    replyTo: message,
  })),

  deed(offers.start, {
    async look(doing) {
      const sent = readSent(doing)
      if (sent.kind === 'say') return sent
      const along = await readAlong(doing, sent.message)
      const addresses = [...listTargets(sent.content).map(({ url }) => url), ...addressesOf(along)]
      return { ...sent, along, visits: await visitAll(doing, termsOf(doing, sent), addresses) }
    },
    do(doing, _, { along, visits, ...sent }) {
      const { id } = takeUp(doing, sent, blankOffer)
      const { notes, but } = takeAlong(doing, id, along)
      keepVisits(doing.db, id, visits)
      const words = [...pollNotes(sent.message, doing.t), ...notes, ...visitWords(visits, doing.t, but)]
      return go(offers.open, { offer: id }, words.length === 0 ? null : lines(words))
    },
  }),

  deed(offers.keep, {
    look: readSent,
    do: (doing, _, sent) => go(offers.kept, { offer: takeUp(doing, sent, newOffer).id }),
  }),

  screen(offers.kept, ({ db, t: { offerCards: t } }, { offer }) => ({
    text: t.kept(shownName(getOffer(db, offer).name)),
    keyboard: [[key(t.keys.open, offers.open, { offer })]],
  })),
]

/** What was sent, and where it stands. */
type Sent = { kind: 'sent'; message: Message; content: Content; origin: { chat: number; message: number } }

/** @throws AppError for what Telegram would refuse */
function readSent(doing: Doing): Sent | Say {
  const message = sentOf(doing)
  if (message === null) return say(doing.t.offerCards.sentGone)
  const content = readOffer(doing.db, message)
  checkContent(withFields(doing.db, content), doing.ownTargets)
  return { kind: 'sent', message, content, origin: { chat: message.chat.id, message: message.message_id } }
}

/** On what terms the links go out of the offer that it will be. */
function termsOf(here: Here, { origin }: Sent): Terms {
  const offer = findDraftFrom(here.db, origin) ?? findBlank(here)
  if (offer !== undefined) return offer
  return { utmCampaign: findHabits(here.db, here.me).utm ? 'offer' : null, draft: { trackTelegram: false } }
}

/** The draft that a message becomes; the same one, however often it is asked for. To be called in a group. */
function takeUp(doing: Doing, { message, content, origin }: Sent, begin: (here: Here) => Offer): Offer {
  const { db } = doing
  const known = findDraftFrom(db, origin)
  const offer = known ?? begin(doing)
  if (known === null) {
    setContent(db, offer.id, null, content)
    changeDraft(db, offer.id, () => ({ origin }))
  }
  keepOrigin(db, message, 'offer_message', { offer: offer.id, segment: null })
  return offer
}

/** What could be an offer; the error where it cannot; null for what is no message of theirs at all (a pin, a join). */
function contentOf(db: Db, message: Message): Content | AppError | null {
  try {
    return readOffer(db, message)
  } catch (error) {
    if (!isAppError(error)) throw error
    return error.code === 'content_empty' ? null : error
  }
}
