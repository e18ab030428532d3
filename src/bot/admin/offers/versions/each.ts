import { getDraft } from '../../../../offers/draft.js'
import { readySegments } from '../../../../segments/ready.js'
import { type Key, key } from '../../../card.js'
import type { Here } from '../../../here.js'
import { deed, type Entry, go, say } from '../../../screen.js'
import { changeRows } from '../../drafts/change.js'
import { offers } from '../addresses.js'
import { type Choice, forgetMade, keepReady, readyChoice } from '../audience/choices.js'
import { draftPlaces } from '../place.js'

/** What a message may be written for instead of trying versions of one: each step of the ladder, or each RFM group. */
const KINDS = ['rung', 'cell'] as const

/** The ways to a message for each. */
export function eachKeys({ t }: Pick<Here, 't'>, offer: number): Key[] {
  const { rungs, groups } = t.versionCards.keys
  return [rungs, groups].map((label, which) => key(label, offers.abEach, { offer, which }))
}

/** In one tap all of them are ticked, each with a message of its own; who is in none is not written to unless somebody says so. */
export const eachPlaces: Entry[] = draftPlaces([
  deed(offers.abEach, {
    async look(doing, { which }) {
      const kind = KINDS[which]
      if (kind === undefined) return say(doing.t.admin.oldButton)
      const ready = await readySegments(doing.db, { at: doing.at, zone: doing.zone() })
      const choices = ready.filter(one => one.kind === kind).map(one => readyChoice(one, doing.language))
      const { noRungs, noGroups } = doing.t.versionCards
      return choices.length === 0 ? say(kind === 'rung' ? noRungs : noGroups) : choices
    },
    do({ db, me, at }, { offer }, choices: Choice[]) {
      const kept = choices.map(choice => keepReady(db, choice, me, at))
      const ids = kept.map(({ id }) => id)
      const { draft } = getDraft(db, offer)
      const leaveOut = draft.leaveOut.filter(id => !ids.includes(id))
      const unused = draft.made.filter(id => ![...ids, ...leaveOut].includes(id))
      const made = [
        ...draft.made.filter(id => !unused.includes(id)),
        ...kept.filter(one => one.made).map(({ id }) => id),
      ]
      changeRows(db, offer, () => ({ segments: ids, rest: false, each: true, leaveOut, made }))
      for (const id of unused) forgetMade(db, id, at)
      return go(offers.message, { offer })
    },
  }),
])
