import { broadcastHoldout } from '../../../audience/holdout/comparison.js'
import { type Broadcast, getBroadcast } from '../../../delivery/broadcast.js'
import { raiseGeneration } from '../../../delivery/lifecycle.js'
import { listRepairs } from '../../../delivery/repair.js'
import { AppError } from '../../../errors.js'
import { copyOffer } from '../../../offers/offer/copy.js'
import { changeDraft } from '../../../offers/offer.js'
import { lines } from '../../../text/rich.js'
import { isPassed } from '../../address.js'
import { key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, type Go, go, screen } from '../../screen.js'
import { offers } from '../offers/addresses.js'
import { shownName } from '../words/name.js'
import { broadcasts } from './addresses.js'
import { countGroup, saveGroup, valuesOf, wholeGroup } from './people.js'
import { isOver } from './progress-view.js'

const offered = ['clicked', 'seen', 'notClicked', 'notReached', 'got'] as const

/** What comes after a broadcast: writing to some of its people, repeating it, and copying it for others. */
export const followUpPlaces: Entry[] = [
  screen(broadcasts.followUps, async (here, { id }) => {
    if (!here.may(broadcasts.writeTo)) return go(broadcasts.counted, { id, message: 0, page: 0 })
    const { repairCards: t, admin } = here.t
    const broadcast = getBroadcast(here.db, id)
    const { generation, offerName } = broadcast
    const name = shownName(offerName)
    const some = (await sizesOf(here, broadcast)).filter(({ people }) => people > 0)
    const back = [key(admin.back, broadcasts.report, { id })]
    const copied = [key(t.buttons.copy, broadcasts.copy, { id, generation })]
    if (some.length === 0)
      return { text: lines([t.nobodyThere(name)]), keyboard: [...(isOver(broadcast) ? [copied] : []), back] }
    const whole = some.map(({ kind, people }) => ({ kind, people, values: valuesOf(id, wholeGroup(kind)) }))
    return {
      text: lines([t.followUps(name), t.followUpsHint]),
      keyboard: [
        ...whole.map(({ kind, people, values }) => [key(t.groups[kind](people), broadcasts.writeTo, values)]),
        ...pairs(whole.map(({ kind, values }) => key(t.whoKeys[kind], broadcasts.people, { ...values, page: 0 }))),
        back,
      ],
    }
  }),

  deed(broadcasts.repeat, (doing, { id, generation }) => copy(doing, id, generation, true)),
  deed(broadcasts.copy, (doing, { id, generation }) => copy(doing, id, generation, false)),

  deed(broadcasts.rightPeople, (doing, { id, generation }) => {
    const { db, me, at } = doing
    const broadcast = decideOnce(doing, id, generation)
    const still = saveGroup(doing, broadcast, wholeGroup('stillHave'))
    const made = copyOffer(db, broadcast.offerId, { createdBy: me, keepAudience: false }, at)
    const leaveOut = [still, ...keptApart(doing, broadcast)]
    return go(offers.open, { offer: changeDraft(db, made.id, () => ({ leaveOut })).id })
  }),
]

function copy(here: Here, id: number, generation: number, keepAudience: boolean): Go {
  const broadcast = decideOnce(here, id, generation)
  const offer = copyOffer(here.db, broadcast.offerId, { createdBy: here.me, keepAudience }, here.at).id
  const apart = keptApart(here, broadcast)
  if (apart.length > 0) changeDraft(here.db, offer, ({ leaveOut }) => ({ leaveOut: [...leaveOut, ...apart] }))
  return go(offers.open, { offer })
}

/** The segment of those who are kept from it, as long as they are compared: the same offer must not reach them by another way. */
function keptApart(here: Here, broadcast: Broadcast): number[] {
  const comparison = broadcastHoldout(here.db, broadcast.id)
  if (comparison === null || comparison.toAt <= here.at) return []
  return [saveGroup(here, broadcast, wholeGroup('heldOut'))]
}

/** To be called in a deed. @throws AppError `deed_done` for a button that was pressed already */
function decideOnce({ db }: Here, id: number, generation: number): Broadcast {
  const broadcast = getBroadcast(db, id)
  if (isPassed(generation, broadcast.generation)) throw new AppError('deed_done')
  raiseGeneration(db, id)
  return broadcast
}

/** How many each group holds that one may write to. @throws AppError `query_timeout` */
async function sizesOf(
  here: Here,
  broadcast: Broadcast,
): Promise<{ kind: (typeof offered)[number]; people: number }[]> {
  // Who had it taken back was reached, and of the others nobody can tell them apart.
  const takenBack = listRepairs(here.db, broadcast.id).some(({ kind }) => kind === 'take_back')
  const kinds = offered.filter(kind => kind !== 'notReached' || (isOver(broadcast) && !takenBack))
  return Promise.all(kinds.map(async kind => ({ kind, people: await countGroup(here, broadcast, wholeGroup(kind)) })))
}
