import type { Db } from '../../../../db/open.js'
import { getDraft } from '../../../../offers/draft.js'
import type { Draft } from '../../../../offers/offer.js'
import { findListed } from '../../../../segments/segment.js'
import { count } from '../../../../text/format.js'
import { isPassed } from '../../../address.js'
import { type Key, key, rowsOf } from '../../../card.js'
import type { Here } from '../../../here.js'
import { type Doing, deed, type Entry, type Go, go, saying } from '../../../screen.js'
import { changeRows } from '../../drafts/change.js'
import { pageRow } from '../../page.js'
import { offers } from '../addresses.js'
import { sizedLabel, tick } from '../label.js'
import { type ChoicePage, findKept, findReady, forgetMade, keepReady } from './choices.js'

/** Which list of the draft a tick stands for. */
export type Ticks = 'segments' | 'leaveOut'

const ways = {
  segments: {
    ...{ list: offers.whom, tick: offers.tick, tickReady: offers.tickReady },
    mark: ({ segments }: Draft, id: number) => tick(segments.indexOf(id) + 1),
  },
  leaveOut: {
    ...{ list: offers.leaveOut, tick: offers.leaveOutTick, tickReady: offers.leaveOutReady },
    mark: ({ leaveOut }: Draft, id: number) => (leaveOut.includes(id) ? '🚫' : '☐'),
  },
}

/** A page of what may be ticked, with sizes where they are known, and the ways to the other pages. */
export function tickRows(here: Here, offer: number, which: Ticks, shown: ChoicePage): Key[][] {
  const { draft } = getDraft(here.db, offer)
  const { page, choices } = shown
  const { list, mark, ...to } = ways[which]
  const keys = choices.map((choice, i) => {
    const label = sizedLabel(mark(draft, choice.id ?? 0), choice.name, sizeWords(here, shown, i))
    const where = { offer, page, generation: ticksNow(draft, which, choice.id) }
    return choice.kind === 'ready'
      ? key(label, to.tickReady, { ...where, ready: choice.mark })
      : key(label, to.tick, { ...where, segment: choice.id })
  })
  return [...rowsOf(keys), ...pageRow(page => list.data({ offer, page }), shown)]
}

/** How many people one of the choices on a page holds, or how many there are; null when counting took too long. */
export function sizeWords({ language }: Here, { heads }: ChoicePage, which: number | 'everyone'): string | null {
  if (heads === null) return null
  const people = count((which === 'everyone' ? heads.everyone : heads.each[which]) ?? 0, language)
  return heads.apart === null ? people : `≈ ${people}`
}

/** The ticks of one list. A ready-made segment is kept for as long as somebody needs it. */
export function tickPlaces(which: Ticks): Entry[] {
  const { list, ...from } = ways[which]
  return [
    deed(from.tick, (doing, values) => tickSegment(doing, which, values, go(list, values))),

    deed(from.tickReady, {
      look: (doing, { ready }) => findReady(doing, ready),
      do({ db, me, at }, { offer, page, generation }, choice) {
        if (!isPassed(generation, ticksNow(getDraft(db, offer).draft, which, findKept(db, choice)))) {
          const { id, made } = keepReady(db, choice, me, at)
          changeRows(db, offer, draft => ({
            ...ticked(draft, which, id),
            made: made ? [...draft.made, id] : draft.made,
          }))
          forgetUnused(db, offer, id, at)
        }
        return go(list, { offer, page })
      },
    }),
  ]
}

/** The generation of a tick: a button sets what it was shown to set, and does nothing when that is so already. */
export function ticksNow(draft: Draft, which: Ticks, segment: number | null): number {
  return segment !== null && draft[which].includes(segment) ? 1 : 0
}

/** Ticks a segment or takes the tick away, and leads on; says so when it was deleted meanwhile, and changes nothing. */
export function tickSegment(
  { db, at, t }: Doing,
  which: Ticks,
  { offer, segment, generation }: { offer: number; segment: number; generation: number },
  to: Go,
): Go {
  if (findListed(db, segment) === null) return saying(to, t.errors.segment_not_found({}))
  if (!isPassed(generation, ticksNow(getDraft(db, offer).draft, which, segment))) {
    changeRows(db, offer, draft => ticked(draft, which, segment))
    forgetUnused(db, offer, segment, at)
  }
  return to
}

/** What a tick does to the draft; who is in one list is not in the other. */
function ticked(draft: Draft, which: Ticks, segment: number): Partial<Draft> {
  const without = (ids: readonly number[]) => ids.filter(id => id !== segment)
  const { segments, leaveOut } = draft
  const on = !draft[which].includes(segment)
  return which === 'segments'
    ? { segments: on ? [...segments, segment] : without(segments), leaveOut: without(leaveOut) }
    : { leaveOut: on ? [...leaveOut, segment] : without(leaveOut), segments: without(segments) }
}

/** A segment that was kept only because this offer had it ticked goes, when the offer has no use for it any more. */
function forgetUnused(db: Db, offer: number, segment: number, at: number): void {
  const { draft } = getDraft(db, offer)
  const unused = !draft.segments.includes(segment) && !draft.leaveOut.includes(segment)
  if (!unused || !draft.made.includes(segment)) return
  changeRows(db, offer, ({ made }) => ({ made: made.filter(id => id !== segment) }))
  forgetMade(db, segment, at)
}
