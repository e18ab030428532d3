import { findCampaign } from '../../../../delivery/campaign/campaign.js'
import { listMissesToTell, type Misses, recordMissesTold } from '../../../../delivery/campaign/repeat/run.js'
import { listHaltsToTell, recordHaltTold } from '../../../../delivery/campaign/series.js'
import { lines } from '../../../../text/rich.js'
import { type Card, key } from '../../../card.js'
import type { Here } from '../../../here.js'
import type { NoticeKind } from '../../../notice.js'
import { go } from '../../../screen.js'
import { shownName } from '../../words/name.js'
import { firstWords, runWords } from '../../words/repeat.js'
import { repeat as places } from './addresses.js'

/** Runs that did not go, because nobody was there to send them: told once to whoever began the repeat, however many they are. */
export const missedRuns: NoticeKind = ({ db }) =>
  listMissesToTell(db).map(misses => ({
    name: `missed:${misses.id}:${misses.last}`,
    to: misses.createdBy,
    say: there => missedCard(there, misses),
    told: at => recordMissesTold(db, misses, at),
  }))

/** A repeat rests because it cannot go on, or is over: its card comes to whoever began it. */
export const stoppedRepeats: NoticeKind = ({ db }) =>
  listHaltsToTell(db)
    .filter(({ id }) => findCampaign(db, id)?.kind === 'repeat')
    .map(({ id, createdBy, halt }) => ({
      name: `repeat:${id}:${halt}`,
      to: createdBy,
      say: () => go(places.open, { id }),
      told: at => recordHaltTold(db, id, at),
    }))

function missedCard(there: Here, { id, name, runs, first, last }: Misses): Card | null {
  const { repeatCards: t } = there.t
  const campaign = findCampaign(there.db, id)
  if (campaign?.kind !== 'repeat') return null
  const next = campaign.state === 'running' ? firstWords(there, campaign) : null
  const moment = (planned: number) => runWords(there, campaign, planned)
  return {
    text: lines([
      runs === 1
        ? t.told.missed(shownName(name), moment(last))
        : t.told.several(shownName(name), runs, moment(first), moment(last)),
      next === null ? null : t.told.next(next),
    ]),
    keyboard: [[key(t.keys.open, places.open, { id })]],
  }
}
