import { HOUR, SECOND } from '../../../clock.js'
import { type Broadcast, getBroadcast } from '../../../delivery/broadcast.js'
import type { Here } from '../../here.js'
import { type Entry, type Go, go, screen } from '../../screen.js'
import { broadcasts } from './addresses.js'
import { progressCard } from './card.js'
import { type Face, isOver, type ProgressView } from './progress-view.js'
import { findStanding } from './view.js'
import { withdrawnCard } from './withdrawn.js'

const FACES: readonly Face[] = ['progress', 'stop', 'end']
const EVERY_MS = 3 * SECOND
/** What has not begun yet is about to change. */
const BEFORE_START_MS = SECOND
const QUIET_MS = 30 * SECOND

/** Leads to the card of a broadcast. @param face which side of it is up; only what rests has another than `progress` */
export function cardOf(id: number, face: Face = 'progress'): Go {
  return go(broadcasts.card, { id, face: FACES.indexOf(face) })
}

/** The card of a broadcast: how it goes, kept current while it does, and the two questions that Stop asks. */
export const progressPlaces: Entry[] = [
  screen(broadcasts.open, (here, { id }) =>
    isOver(getBroadcast(here.db, id)) ? go(broadcasts.report, { id }) : cardOf(id),
  ),
  screen(
    broadcasts.card,
    async (here, { id, face }) => {
      const broadcast = getBroadcast(here.db, id)
      if (broadcast.state === 'cancelled' && broadcast.startedAt === null) return withdrawnCard(here, broadcast)
      // A question that Stop asked is void once it goes on.
      if (face !== 0 && broadcast.state !== 'paused') return cardOf(id)
      const view = await viewOf(here, broadcast, FACES[face] ?? 'progress')
      const again = againIn(view)
      return { ...progressCard(view, here.language), ...(again === null ? {} : { again }) }
    },
    { sole: 'chat' },
  ),
  screen(broadcasts.askEnd, (_here, { id }) => cardOf(id, 'end')),
]

async function viewOf(here: Here, broadcast: Broadcast, face: Face): Promise<ProgressView> {
  const { db, at, pace, engine, speeds } = here
  const { perHour } = broadcast
  const standing = await findStanding(db, broadcast, at)
  const { sent, failed, uncertain } = standing.counts
  const rest = pace.rest()
  const { outage } = engine.health()
  // What stands still says nothing about the speed with which it goes on.
  const moves =
    broadcast.state === 'running' &&
    rest === null &&
    !['open', 'unheard'].includes(outage) &&
    standing.waitsUntil === null
  return {
    ...standing,
    broadcast,
    face,
    speed: speeds.measure(broadcast.id, moves ? sent + failed + uncertain : null),
    pace: Math.min(pace.rate(), perHour === null ? Number.POSITIVE_INFINITY : (perHour * SECOND) / HOUR),
    rest,
    outage,
    waitsForLinks: here.waitsForLinks?.(broadcast.id) ?? false,
    at,
  }
}

/** When something of it will have changed by itself, in ms; null when nothing will. */
function againIn({ broadcast, counts, waitsUntil, start, at }: ProgressView): number | null {
  switch (broadcast.state) {
    case 'scheduled':
      return Math.max(BEFORE_START_MS, broadcast.startsAt - at)
    case 'planning':
      return BEFORE_START_MS
    case 'running':
      return waitsUntil === null && (start?.opensAt ?? null) === null ? EVERY_MS : QUIET_MS
    default:
      return counts.sending > 0 ? EVERY_MS : null
  }
}
