import { findCampaign } from '../../../../delivery/campaign/campaign.js'
import {
  type CampaignMessage,
  dropMessage,
  findMessageOf,
  listMessages,
  moveMessage,
  setMessage,
} from '../../../../delivery/campaign/message.js'
import { findOpen, type OpenSeries } from '../../../../delivery/campaign/series/draft.js'
import { placeOf, welcomes } from '../../../../delivery/campaign/series/place.js'
import type { Content } from '../../../../offers/content.js'
import { endFrom, setPinned, untilFor } from '../../../../offers/draft/deadline.js'
import { getDraft, getOffer } from '../../../../offers/draft.js'
import { dropChange } from '../../../../offers/offer/change.js'
import { discardOffer } from '../../../../offers/offer.js'
import { fillTemplate, prepareTemplate } from '../../../../offers/personal/template.js'
import { personalValue } from '../../../../offers/personal.js'
import { promoOf, sampleCode } from '../../../../offers/promo.js'
import { findVariant } from '../../../../offers/variant.js'
import { shorten } from '../../../../text/format.js'
import { lines, quote, rich } from '../../../../text/rich.js'
import type { Address } from '../../../address.js'
import { key, pairs } from '../../../card.js'
import type { Here } from '../../../here.js'
import { deed, type Entry, type Guard, go, guarded, type Screen, type Words } from '../../../screen.js'
import { campaigns } from '../../campaigns/addresses.js'
import { promoWords } from '../../words/codes.js'
import { contentWords } from '../../words/content.js'
import { endRow } from '../../words/ending.js'
import { nameList, shownName } from '../../words/name.js'
import { onlyName, waitWords } from '../../words/series.js'
import { offers } from '../addresses.js'
import { asksInterest } from '../interest.js'
import { versionMessage } from '../message/taking.js'
import { draftPlaces, draftScreen } from '../place.js'

const SHOWN = 1_500
const LABEL = 30

/** A message of a series that is being composed, where it stands. `all`: how many there are, the welcome with them. */
export type Composed = { open: OpenSeries; message: CampaignMessage; place: number; all: number }

/** The message that an offer is in a series that is being composed; null where it is none (any more). */
export function findComposed({ db }: Pick<Here, 'db'>, offer: number): Composed | null {
  const message = findMessageOf(db, offer)
  if (message === null || findCampaign(db, message.campaignId)?.kind !== 'series') return null
  const open = findOpen(db, message.campaignId)
  if (open === null || open.edition !== message.edition) return null
  const { series, messages } = open
  return { open, message, place: placeOf(series, message.position), all: messages.length + welcomes(series) }
}

/** Before what can be done with a message: what is none, or runs already, leads to where it belongs. */
const isComposed: Guard<'offer'> = (here, { offer }) => {
  if (findComposed(here, offer) !== null) return null
  const message = findMessageOf(here.db, offer)
  return message === null ? go(campaigns.list, { page: 0 }) : go(campaigns.open, { id: message.campaignId })
}

/** Screens and deeds of messages, each only while its series is being composed, and in one pair of hands. */
export const composedPlaces = (entries: readonly Entry[]): Entry[] => guarded(isComposed, draftPlaces(entries))

/** A screen of a message; it leads away where that is no message of an open series any more. */
export function messageScreen<Field extends string>(
  to: Address<Field | 'offer'>,
  show: (
    here: Here,
    composed: Composed,
    values: Record<Field | 'offer', number>,
  ) => ReturnType<Screen<'offer'>['show']>,
  more: { words?: Words<Field | 'offer'>; note?: 'own' } = {},
): Screen<Field | 'offer'> {
  return draftScreen<Field>(
    to,
    (here, values) => {
      const composed = findComposed(here, values.offer)
      return composed === null ? go(campaigns.list, { page: 0 }) : show(here, composed, values)
    },
    more,
  )
}

/** One message of a series: how it will look, when it comes and for whom. What is sent takes its place. */
export const messagePlaces: Entry[] = composedPlaces([
  draftScreen(
    campaigns.message,
    (here, { offer }, note) => {
      const { db, language } = here
      const { campaigns: t, interestCards } = here.t
      const composed = findComposed(here, offer)
      if (composed === null) return go(campaigns.list, { page: 0 })
      const { open, message, place, all } = composed
      const { id } = open.series
      const variant = findVariant(db, offer, null)
      const promo = promoOf(db, offer)
      const labels = getDraft(db, offer)
        .draft.buttons.flat()
        .map(({ label }) => shorten(label, LABEL))
      const only = message.onlyIf === null ? t.everybody : onlyName(here, message.onlySegmentId)
      const {
        generation,
        pinned,
        draft: { nudge },
      } = getOffer(db, offer)
      return {
        text: lines([
          t.messageTitle(place, all, waitWords(here, message.wait), only),
          ...(variant === null
            ? ['', t.sendIt]
            : [
                contentWords(variant.content, language),
                variant.content.text === '' ? null : quote(shorten(readBy(here, offer, variant.content), SHOWN)),
                labels.length === 0 ? null : t.buttonsNow(nameList(labels, language)),
                promo === null ? null : t.codeNow(promoWords(promo, language)),
                endRow(here, getOffer(db, offer)),
                nudge === null ? null : here.t.offerCards.nudgeRow(nudge.hours),
                pinned === 1 ? here.t.offerCards.pinnedRow : null,
                t.sendAnother,
              ]),
          note === null ? null : rich`\n${note}`,
        ]),
        keyboard: [
          ...pairs([
            key(t.keys.wait, campaigns.wait, { offer }),
            ...(message.wait.kind === 'days' ? [key(t.keys.hour, campaigns.hour, { offer })] : []),
            key(t.keys.only, campaigns.only, { offer, page: 0 }),
            ...(message.position > 1
              ? [key(t.keys.earlier, campaigns.place, { offer, position: message.position - 1 })]
              : []),
            key(t.keys.buttons, offers.buttons, { offer }),
            key(t.keys.code, offers.promo, { offer }),
            key(here.t.offerCards.keys.deadline, offers.deadline, { offer }),
            key(here.t.offerCards.keys.nudge, offers.nudge, { offer }),
            key(here.t.offerCards.keys.pin(pinned === 1), campaigns.pin, { offer, on: pinned === 1 ? 0 : 1 }),
            ...(asksInterest(db, getDraft(db, offer))
              ? [key(interestCards.keys.about, offers.interest, { offer })]
              : []),
            ...(variant === null ? [] : [key(t.keys.test, offers.test, { offer, generation })]),
            key(t.keys.drop, campaigns.askDrop, { offer }),
            key(t.keys.toSeries, campaigns.draft, { id }),
          ]),
        ],
      }
    },
    { note: 'own', words: versionMessage<'offer'>(() => 0) },
  ),

  deed(campaigns.pin, ({ db }, { offer, on }) => {
    setPinned(db, offer, on === 1)
    return go(campaigns.message, { offer })
  }),

  // The places keep their times: what moves are the words.
  deed(campaigns.place, (here, { offer, position }) => {
    const composed = findComposed(here, offer)
    if (composed === null) return go(campaigns.message, { offer })
    const { campaignId, edition } = composed.message
    const waits = composed.open.messages.map(({ wait }) => wait)
    moveMessage(here.db, composed.message, position)
    for (const { position } of listMessages(here.db, campaignId, edition)) {
      const wait = waits[position - 1]
      if (wait !== undefined) setMessage(here.db, { campaignId, edition, position }, { wait })
    }
    return go(campaigns.draft, { id: campaignId })
  }),

  messageScreen(campaigns.askDrop, (here, { open, place }, { offer }) => {
    const { campaigns: t } = here.t
    const { series, messages } = open
    // Without any it could not run.
    if (series.state !== 'draft' && messages.length === 1) return go(campaigns.message, { offer }, t.lastOne)
    return {
      text: t.dropAsked(place, shownName(getOffer(here.db, offer).name)),
      keyboard: [
        [key(here.t.admin.back, campaigns.message, { offer })],
        [key(t.keys.reallyDrop, campaigns.drop, { offer })],
      ],
    }
  }),

  deed(campaigns.drop, (here, { offer }) => {
    const composed = findComposed(here, offer)
    if (composed === null) return go(campaigns.message, { offer })
    const { series, messages } = composed.open
    const { id, state } = series
    if (state !== 'draft' && messages.length === 1) return go(campaigns.message, { offer }, here.t.campaigns.lastOne)
    dropMessage(here.db, composed.message)
    if (getDraft(here.db, offer).draft.changing === null) discardOffer(here.db, offer)
    else dropChange(here.db, offer)
    return go(campaigns.draft, { id })
  }),
])

/** The words of a message as whoever looks would read them. */
function readBy({ db, self, at, zone, language }: Here, offer: number, { text, fields }: Content): string {
  const end = endFrom(getOffer(db, offer), at)
  const reader = { ...self, code: sampleCode(db, offer), ...untilFor(end, zone(), language) }
  return fillTemplate(prepareTemplate(text, fields), field => personalValue(reader, field)).text
}
