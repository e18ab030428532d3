import { countStates, findBroadcast } from '../../../../delivery/broadcast.js'
import { listRuns, type Run } from '../../../../delivery/campaign/repeat/run.js'
import { getRepeat } from '../../../../delivery/campaign/repeat.js'
import { lines } from '../../../../text/rich.js'
import { key, pairs } from '../../../card.js'
import type { Here } from '../../../here.js'
import { type Entry, screen } from '../../../screen.js'
import { broadcasts } from '../../broadcasts/addresses.js'
import { pageRow, pageWithin } from '../../page.js'
import { shownName } from '../../words/name.js'
import { runWords } from '../../words/repeat.js'
import { repeat as places } from './addresses.js'

const SIZE = 6

/** The runs that a repeat had, the newest first: how many got each, and those that were left out. */
export const runsPlaces: Entry[] = [
  screen(places.runs, async (here, { id, page: wanted }) => {
    const { db, t: texts } = here
    const { repeatCards: t } = texts
    const repeat = getRepeat(db, id)
    const { counts } = listRuns(db, id, { offset: 0, limit: 0 })
    const total = counts.begun + counts.missed + counts.paused
    const page = pageWithin(wanted, { size: SIZE, total })
    const { runs } = listRuns(db, id, { offset: page * SIZE, limit: SIZE })
    const said = await Promise.all(
      runs.map(async run => t.run(runWords(here, repeat, run.plannedFor), await becameOf(here, run))),
    )
    return {
      text: lines([t.runsTitle(shownName(repeat.name)), ...(total === 0 ? [t.noRuns] : said)]),
      keyboard: [
        ...pairs(
          runs.flatMap(({ broadcastId, plannedFor, outcome }) =>
            broadcastId === null || outcome !== 'begun'
              ? []
              : [key(runWords(here, repeat, plannedFor), broadcasts.open, { id: broadcastId })],
          ),
        ),
        ...pageRow(to => places.runs.data({ id, page: to }), { page, size: SIZE, total }),
        [key(t.keys.back, places.open, { id })],
      ],
    }
  }),
]

async function becameOf({ db, t: { repeatCards: t } }: Here, { broadcastId, outcome }: Run): Promise<string> {
  if (outcome !== 'begun') return t.outcomes[outcome]
  const broadcast = broadcastId === null ? null : findBroadcast(db, broadcastId)
  if (broadcast === null) return t.outcomes.missed
  const { sent, uncertain } = await countStates(db, broadcast.id)
  const got = sent + uncertain
  if (broadcast.state === 'finished') return got === 0 ? t.nobodyGot : t.got(got)
  if (broadcast.state === 'cancelled') return got === 0 ? t.outcomes.ended : `${t.got(got)}, ${t.outcomes.ended}`
  return got === 0 ? t.going : `${t.got(got)}, ${t.going}`
}
