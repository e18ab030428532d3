import { findCampaign, type Repeat } from '../../../../delivery/campaign/campaign.js'
import { createRepeat, getRepeat, leaveRepeat, offerOf } from '../../../../delivery/campaign/repeat.js'
import type { Offer } from '../../../../offers/offer.js'
import { lines, type Piece } from '../../../../text/rich.js'
import { key } from '../../../card.js'
import type { Here } from '../../../here.js'
import { deed, type Entry, type Guard, go, guarded, type Shown, say, screen } from '../../../screen.js'
import { isEmpty, newOffer } from '../../drafts/begin.js'
import { changeRows } from '../../drafts/change.js'
import { usualTerms } from '../../drafts/repeat.js'
import { zoneOf } from '../../drafts/zone.js'
import { offers } from '../../offers/addresses.js'
import { shownName } from '../../words/name.js'
import { endWords, nextWords, rhythmWords, toWords } from '../../words/repeat.js'
import { campaigns } from '../addresses.js'
import { repeat as places } from './addresses.js'
import { draftTyped } from './rhythm.js'
import { runningCard } from './running.js'

/** Leads away from what is no repeat, or no longer there. */
const isRepeat: Guard<'id'> = ({ db, t }, { id }) => {
  const found = findCampaign(db, id)
  if (found?.kind === 'repeat' && found.state !== 'discarded') return null
  return go(campaigns.list, { page: 0 }, t.errors.campaign_not_found({}))
}

/** These entries, each only where the repeat is still there. */
export function ofRepeat(entries: readonly Entry[]): Entry[] {
  return guarded(isRepeat, entries)
}

/** An offer that goes again and again: its draft, or how it runs. */
export const cardPlaces: Entry[] = [
  deed(places.begin, here => {
    const { db, at, me } = here
    const blank = findBlankRepeat(here)
    const offer = blank ?? newOffer(here)
    if (blank === null) createRepeat(db, offer, { ...usualTerms(at, zoneOf(here, me)), createdBy: me }, at)
    return go(offers.open, { offer: offer.id }, here.t.offerCards.sendOrTap)
  }),

  ...ofRepeat([
    screen(
      places.open,
      (here, { id }, note) => {
        const repeat = getRepeat(here.db, id)
        return repeat.state === 'draft' && here.may(places.rhythm)
          ? draftCard(here, repeat, note)
          : runningCard(here, repeat, note)
      },
      { note: 'own', words: draftTyped, asks: false },
    ),

    deed(places.once, ({ db, t }, { id }) => {
      const repeat = getRepeat(db, id)
      if (repeat.state !== 'draft') return say(t.admin.oldButton)
      const offer = offerOf(db, repeat).id
      leaveRepeat(db, offer)
      changeRows(db, offer, () => ({ when: { kind: 'now' } }))
      return go(offers.when, { offer }, t.repeatCards.goesOnce)
    }),
  ]),
]

/** The offer of a repeat that this admin began and put nothing into. */
function findBlankRepeat({ db, me }: Here): Offer | null {
  const newest = db
    .sql<{ id: number }>(
      `select id from campaigns where kind = 'repeat' and state = 'draft' and created_by = ? order by id desc limit 1`,
    )
    .get(me)
  const offer = newest === undefined ? null : offerOf(db, getRepeat(db, newest.id))
  return offer !== null && isEmpty(db, offer) ? offer : null
}

function draftCard(here: Here, repeat: Repeat, note: Piece | null): Shown {
  const { repeatCards: t } = here.t
  const { id, course, end, zone } = repeat
  const offer = offerOf(here.db, repeat)
  const next = nextWords(here, repeat)
  return {
    text: lines([
      t.title(shownName(offer.name)),
      t.whenRow(rhythmWords(course.rhythm, zone, here.language)),
      t.toRow(toWords(course, here.language)),
      t.endsRow(endWords(end, zone, here.language)),
      next === '' ? t.noneLeft : t.next(next),
      note,
    ]),
    keyboard: [
      [key(t.keys.rhythm, places.rhythm, { id }), key(t.keys.each, places.each, { id })],
      [key(t.keys.ends, places.ends, { id }), key(t.keys.once, places.once, { id })],
      [key(t.keys.check, offers.check, { offer: offer.id }), key(t.keys.card, offers.open, { offer: offer.id })],
    ],
  }
}
