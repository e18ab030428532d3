import { getOpen, setExit } from '../../../delivery/campaign/series/draft.js'
import { key, pairs } from '../../card.js'
import { deed, type Entry, go, say, screen } from '../../screen.js'
import { EXITS } from '../words/series.js'
import { campaigns } from './addresses.js'
import { openPlaces } from './series.js'

/** What takes people out of a series before its last message. */
export const endPlaces: Entry[] = openPlaces([
  screen(campaigns.ends, ({ db, t: { campaigns: t } }, { id }) => {
    const { entry, exit } = getOpen(db, id).series
    // Only who came into a segment can be out of it.
    const possible = EXITS.filter(which => which !== 'left' || entry.on.kind === 'enters')
    return {
      text: t.endAsked,
      keyboard: [
        ...pairs(
          possible.map(which =>
            key(`${exit[which] ? '☑' : '☐'} ${t.keys.exits[which]}`, campaigns.endsIs, {
              ...{ id, which: EXITS.indexOf(which), on: exit[which] ? 0 : 1 },
            }),
          ),
        ),
        [key(t.keys.toSeries, campaigns.draft, { id })],
      ],
    }
  }),

  deed(campaigns.endsIs, ({ db, t }, { id, which: n, on }) => {
    const which = EXITS[n]
    if (which === undefined) return say(t.admin.oldButton)
    const { entry, exit } = getOpen(db, id).series
    const fits = which !== 'left' || entry.on.kind === 'enters'
    setExit(db, id, { ...exit, [which]: on === 1 && fits })
    return go(campaigns.ends, { id })
  }),
])
