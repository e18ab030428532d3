import { SECOND } from '../../../../clock.js'
import type { Db } from '../../../../db/open.js'
import { getBroadcast } from '../../../../delivery/broadcast.js'
import {
  countRepair,
  findRepair,
  listRepairs,
  type Repair,
  recordRepairReported,
  stopRepair,
} from '../../../../delivery/repair.js'
import { AppError } from '../../../../errors.js'
import type { Here } from '../../../here.js'
import { deed, type Entry, go, saying, screen } from '../../../screen.js'
import { broadcasts } from '../addresses.js'
import { countGroup, dayOf } from '../people.js'
import { type RepairView, repairCard, witnessesOf } from './card.js'

const EVERY_MS = 3 * SECOND

/** The card of a repair, kept current while it goes on; then it says what came of it. */
export const repairPlaces: Entry[] = [
  screen(
    broadcasts.repair,
    async (here, { repair: id }) => {
      const repair = getRepair(here.db, id)
      const card = repairCard(await viewOf(here, repair), here.language)
      return repair.state === 'running' ? { ...card, again: EVERY_MS } : card
    },
    { sole: 'chat' },
  ),

  deed(broadcasts.stopRepair, ({ db, at, t }, { repair: id }) => {
    getRepair(db, id)
    const led = go(broadcasts.repair, { repair: id })
    if (!stopRepair(db, id, at)) return saying(led, t.repairCards.overAlready)
    // Whoever stops it sees what came of it.
    recordRepairReported(db, id, at)
    return led
  }),
]

/** @throws AppError `broadcast_not_found` */
function getRepair(db: Db, id: number): Repair {
  const repair = findRepair(db, id)
  if (repair === null) throw new AppError('broadcast_not_found')
  return repair
}

/** True when a newer repair of the same broadcast has taken it over. */
export function wentOver(db: Db, { id, broadcastId, state }: Repair): boolean {
  return (
    state === 'stopped' &&
    listRepairs(db, broadcastId).some(other => other.id > id && (other.kind === 'edit' || other.kind === 'take_back'))
  )
}

async function viewOf(here: Here, repair: Repair): Promise<RepairView> {
  const { db, at, pace, engine, zone } = here
  const broadcast = getBroadcast(db, repair.broadcastId)
  const group = witnessesOf(repair, dayOf(repair.createdAt, zone()))
  return {
    repair,
    broadcast,
    counts: await countRepair(db, repair),
    unanswered: countUnanswered(db, broadcast.id),
    wentOver: wentOver(db, repair),
    witnesses: repair.state === 'running' ? null : { group, people: await countGroup(here, broadcast, group) },
    pace: pace.rate(),
    rest: pace.rest(),
    outage: engine.health().outage,
    at,
  }
}

function countUnanswered(db: Db, broadcastId: number): number {
  const row = db
    .sql<{ n: number }>(`select count(*) as n from deliveries where broadcast_id = ? and state = 'uncertain'`)
    .get(broadcastId)
  return row?.n ?? 0
}
