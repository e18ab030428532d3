import { getBroadcast } from '../../../delivery/broadcast.js'
import { repeatOf } from '../../../delivery/campaign/repeat.js'
import { listOwnButtons } from '../../../offers/button/own.js'
import { getDraft } from '../../../offers/draft.js'
import type { Offer } from '../../../offers/offer.js'
import { promoOf } from '../../../offers/promo.js'
import { listMessages } from '../../../offers/variant.js'
import { shorten } from '../../../text/format.js'
import { lines, type Piece, rich } from '../../../text/rich.js'
import { type Key, key } from '../../card.js'
import type { Here } from '../../here.js'
import type { Entry } from '../../screen.js'
import { broadcasts } from '../broadcasts/addresses.js'
import { repeat as repeats } from '../campaigns/repeat/addresses.js'
import { addressed, addresseeName, reminderOf, wantedVersions } from '../drafts/versions.js'
import { promoWords } from '../words/codes.js'
import { contentWords } from '../words/content.js'
import { endRow } from '../words/ending.js'
import { nameList, shownName } from '../words/name.js'
import { rhythmWords } from '../words/repeat.js'
import { offers } from './addresses.js'
import { interestName } from './interest.js'
import { draftScreen, inSeries, otherHands } from './place.js'
import { versionsKey, versionsRow } from './versions/row.js'
import { judgedWords, untilWords, whenWords } from './words.js'

/** The card of a draft: a row for each thing that can be chosen. Who opens it takes it over. */
export const cardPlaces: Entry[] = [
  draftScreen(
    offers.open,
    (here, { offer: id }, note) => {
      const { db, language } = here
      const series = inSeries(db, id)
      if (series !== null) return { ...series, note }
      const offer = getDraft(db, id)
      const { draft } = offer
      const { offerCards: t, offers: words } = here.t
      const named = (segments: readonly (number | null)[]) =>
        nameList(
          segments.map(segment => addresseeName(db, draft, segment, language)),
          language,
        )
      const whom = addressed(draft)
      const reminds = reminderOf(db, draft) !== null
      const except = draft.leaveOut.length === 0 ? '' : t.exceptFor(named(draft.leaveOut))
      const buttons = [
        ...(offer.goal === 'know_orders' ? [here.t.subscriber.phoneCard.share] : []),
        ...draft.buttons.flat().map(button => shorten(button.label, 30)),
      ]
      const own = listOwnButtons(db, id).map(({ segmentId }) => segmentId)
      const limit = draft.notLaterThan === null ? null : untilWords(offer, here.zone(), language, here.at)
      const { changing } = draft
      const promo = promoOf(db, id)
      const about = interestName(db, offer)
      const again = repeatOf(db, id)
      const other = note === null ? otherHands(db, here.me, id) : null
      const said = other === null ? note : t.wasOpenBy(other)
      return {
        text: lines([
          changing === null ? t.title(shownName(offer.name)) : changingTitle(here, offer, changing),
          t.goalRow(words.goals[offer.goal], judgedWords(here, offer)),
          t.whomRow(reminds ? t.whomReminded : whom.length === 0 ? null : named(whom) + except),
          t.messageRow(messageWords(here, offer)),
          t.buttonsRow(
            (buttons.length === 0 ? t.noButtons : nameList(buttons, language)) +
              (own.length === 0 ? '' : t.butFor(named(own))),
          ),
          ...albumLine(here, offer),
          again === null
            ? t.whenRow(whenWords(draft.when, here.zone(), language, here.at), limit)
            : here.t.repeatCards.cardRow(rhythmWords(again.course.rhythm, again.zone, language)),
          versionsRow(here, offer),
          promo === null ? null : here.t.codeCards.row(promoWords(promo, language)),
          endRow(here, offer),
          draft.nudge === null ? null : t.nudgeRow(draft.nudge.hours),
          offer.pinned === 1 ? t.pinnedRow : null,
          about === null ? null : here.t.interestCards.row(about),
          offer.kind === 'service' ? t.serviceRow : null,
          draft.urgent ? t.urgentRow : null,
          draft.perHour === null ? null : here.t.paceCards.line(draft.perHour),
          said === null ? null : rich`\n${said}`,
        ]),
        keyboard: [
          [
            ...(reminds ? [] : [key(t.keys.whom, offers.whom, { offer: id, page: 0 })]),
            key(t.keys.message, offers.message, { offer: id }),
          ],
          [key(t.keys.buttons, offers.buttons, { offer: id }), key(t.keys.when, offers.when, { offer: id })],
          ...(changing === null
            ? [
                [key(t.keys.goal, offers.goal, { offer: id }), key(t.keys.name, offers.name, { offer: id })],
                [
                  key(t.keys.kind[offer.kind], offers.kind, { offer: id }),
                  key(t.keys.discard, offers.discard, { offer: id }),
                ],
              ]
            : []),
          [key(here.t.codeCards.keys.more, offers.more, { offer: id }), ...versionsKey(here, offer)],
          [
            key(t.keys.test, offers.test, { offer: id, generation: offer.generation }),
            key(t.keys.check, offers.check, { offer: id }),
          ],
          [
            ...(changing === null ? [] : [key(t.keys.asItWas, broadcasts.asItWas, { id: changing })]),
            wayBack(here, offer),
          ],
        ],
      }
    },
    { note: 'own' },
  ),
]

/** Out of the draft, which stays as it is: to what it changes or repeats, else to all drafts. */
function wayBack({ db, t: { admin } }: Here, { id, draft: { changing } }: Offer): Key {
  if (changing !== null) return key(admin.back, broadcasts.open, { id: changing })
  const again = repeatOf(db, id)
  return again === null ? key(admin.back, offers.drafts, { page: 0 }) : key(admin.back, repeats.open, { id: again.id })
}

/** "🖼 photo, 214 of 1,024 characters", or how many of the versions are written; null when nothing is. */
function messageWords({ db, language, t }: Here, { id, draft }: Offer): string | null {
  const written = listMessages(db, id)
  if (draft.each) return t.offerCards.versions(written.length, wantedVersions(draft).length)
  const [first] = written
  return first === undefined ? null : contentWords(first.content, language)
}

/** What becomes of buttons where a message is an album. */
function albumLine({ db, t }: Here, { id, draft }: Offer): string[] {
  const albums = listMessages(db, id).filter(({ content }) => content.kind === 'album')
  if (albums.length === 0) return []
  const linked = [draft.buttons, ...albums.map(({ content }) => content.buttons)].some(rows => rows.length > 0)
  return [linked ? t.offerCards.albumLinked : t.offerCards.albumPlain]
}

/** What was approved and waits for its change; and that its hour is over, if it is. */
function changingTitle({ db, zone, language, at, t }: Here, { name }: Offer, broadcastId: number): Piece {
  const { startsAt, zone: theirs } = getBroadcast(db, broadcastId)
  const when = whenWords({ kind: 'at', at: startsAt, zone: theirs, own: false }, zone(), language, at)
  return lines([t.offerCards.changingTitle(shownName(name), when), startsAt <= at ? t.offerCards.changingDue : null])
}
