import { type Audience, getBroadcast } from '../../../../delivery/broadcast.js'
import type { Repeat } from '../../../../delivery/campaign/campaign.js'
import { approveRepeatChange, getRepeat, repeatOf, startRepeat } from '../../../../delivery/campaign/repeat.js'
import { scheduleBroadcast } from '../../../../delivery/lifecycle.js'
import { scheduleNudge } from '../../../../delivery/schedule/nudge.js'
import { applyChange } from '../../../../delivery/schedule/reschedule.js'
import type { NewTrial } from '../../../../delivery/trial/trial.js'
import { AppError } from '../../../../errors.js'
import { endOf } from '../../../../offers/draft/deadline.js'
import { getDraft } from '../../../../offers/draft.js'
import { trackedLinks } from '../../../../offers/link/terms.js'
import { freezeOffer } from '../../../../offers/offer.js'
import { listVariants } from '../../../../offers/variant.js'
import type { Piece } from '../../../../text/rich.js'
import { type Doing, deed, type Entry, type Go, go, saying } from '../../../screen.js'
import { broadcasts } from '../../broadcasts/addresses.js'
import { repeat as repeats } from '../../campaigns/repeat/addresses.js'
import { audienceOf, reminderOf } from '../../drafts/versions.js'
import { firstWords } from '../../words/repeat.js'
import { offers } from '../addresses.js'
import { draftPlaces } from '../place.js'
import { isShort, reachedBy, shortageOf } from './codes.js'
import { controlOf, countAudience } from './count.js'
import { listDoubts } from './doubts.js'
import { listLacks, listOverflows } from './lacks.js'

const SHARE = 0.1
const PEOPLE = 50

/** What was counted, as it is scheduled. */
type Approved = Audience & {
  zone: string
  startsAt: number
  shownAudience: number
  careful: boolean
  control: number
  trials: NewTrial[]
}

/** Approval: what was shown is what is sent, or it is shown again. */
export const approvePlaces: Entry[] = draftPlaces([
  deed(offers.approve, {
    async look(doing, { offer: id }) {
      const offer = getDraft(doing.db, id)
      const { shown, when } = offer.draft
      const { offerCards: t } = doing.t
      const again = (note: Piece | null) => go(offers.check, { offer: id }, note)
      if (when.kind === 'at' && when.at <= doing.at) throw new AppError('date_past')
      if (listLacks(doing, offer).length + (await listDoubts(doing, offer)).length > 0) return again(null)
      if (shown === null) return again(t.editedSince)
      const checked = await countAudience(doing, offer)
      const { check, zone, begins, care } = checked
      if (listOverflows(doing, offer, checked).length > 0) return again(null)
      const { people } = check
      const codes = shortageOf(doing, offer, checked)
      if (isShort(codes)) return again(null)
      // Nobody in a repeat or a reminder is no fault: it goes to whoever is in it then.
      const repeat = repeatOf(doing.db, id)
      const reminder = reminderOf(doing.db, offer.draft)
      if (people === 0 && repeat === null && reminder === null) return saying(again(null), t.nobody)
      if (surprises(shown.people, people)) return again(t.changed(shown.people, people))
      const careful = care?.on ?? false
      // Whether it starts carefully was seen as well.
      if (care !== null && careful !== shown.careful) return again(t.editedSince)
      const linked = listVariants(doing.db, id).some(variant => trackedLinks(variant).length > 0)
      if (linked && !(await doing.linksOpen())) return again(t.linksShut)
      const kept = {
        careful,
        control: controlOf(offer),
        shownAudience: reminder?.shownAudience ?? reachedBy(codes, people),
      }
      return { ...audienceOf(doing.db, offer), zone, startsAt: begins, trials: checked.trials, ...kept }
    },
    do(doing, { offer }, approved) {
      const repeat = repeatOf(doing.db, offer)
      if (repeat !== null) return beginRepeat(doing, repeat, offer)
      const id = schedule(doing, offer, approved)
      return id === null ? go(offers.check, { offer }, doing.t.offerCards.editedSince) : go(broadcasts.open, { id })
    },
    hint: here => here.startDue(),
  }),
])

/** More than 10 % and more than 50 people away from what was shown. */
function surprises(shown: number, found: number): boolean {
  const change = Math.abs(found - shown)
  return change > PEOPLE && change > shown * SHARE
}

/** Begins a repeat, or what it sends from its next run on. To be called in a group. */
function beginRepeat(doing: Doing, { id, state }: Repeat, offer: number): Go {
  const { db, at, t } = doing
  if (getDraft(db, offer).draft.shown === null) return go(offers.check, { offer }, t.offerCards.editedSince)
  if (state !== 'draft') {
    approveRepeatChange(db, id, at)
    return go(repeats.open, { id }, t.repeatCards.messageChanged)
  }
  startRepeat(db, id, at)
  return go(repeats.open, { id }, t.repeatCards.started(firstWords(doing, getRepeat(db, id)) ?? ''))
}

/** One write: the offer can no longer change, and its broadcast is there. Null when a row changed while counting. */
function schedule({ db, me, at, t }: Doing, offerId: number, approved: Approved): number | null {
  const offer = getDraft(db, offerId)
  const { when, urgent, perHour, changing, shown } = offer.draft
  if (shown === null) return null
  const ownClock = when.kind === 'at' && when.own ? when.at : null
  const terms = { ...approved, ownClock, notLaterThan: endOf(offer), urgent, perHour }
  const name = t.offerCards.nudgeName(offer.name)
  if (changing !== null) {
    if (!applyChange(db, changing, terms, at)) return null
    const { offerId: changed, createdBy } = getBroadcast(db, changing)
    scheduleNudge(db, { ...terms, id: changing, offerId: changed, createdBy }, name, at)
    return changing
  }
  freezeOffer(db, offerId, at)
  const id = scheduleBroadcast(db, { ...terms, offerId, createdBy: me }, at)
  scheduleNudge(db, { ...terms, id, offerId, createdBy: me }, name, at)
  return id
}
