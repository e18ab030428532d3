import { DateTime } from 'luxon'
import { DAY } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { forgetWords } from '../../delivery/service/erase.js'
import {
  dropOldClicks,
  dropOldEvents,
  dropOldReads,
  dropOldReplies,
  dropOldVotes,
  type Slice,
} from '../../tracking/age.js'
import { dropOldSearches } from '../admin/search.js'
import { dropCopies, dropOldInbox, listOldCopies, listSilentStrangers } from '../replies/inbox/age.js'
import { dropFromInbox } from '../replies/inbox/erase.js'
import type { Kept } from '../settings/preference.js'
import { dropOldActs } from '../team/audit.js'

const SLICE = 200
/** Rows lie in the order of their coming, but for a few: after so many slices without an old one there are none behind. */
const WITHOUT = 5

/** What forgetting by age needs. */
export type RetentionDeps = { db: Db; kept: () => Kept; team: () => readonly number[] }

/**
 * Forgets what is older than it is kept for: a few rows at a time, so that nothing waits for it. Agreements and orders stay; of order messages
 * the words go after a month.
 * What it overwrites leaves the log.
 * @param at ms UTC
 */
export async function forgetByAge({ db, kept, team }: RetentionDeps, at: number): Promise<void> {
  const { inbox, reads, clicks, events, searches, acts, strangers } = kept()
  let gone = 0
  const note = (n: number) => {
    gone += n
    return n
  }
  const until = async (drop: () => number) => {
    while (note(await db.group(drop)) > 0) await nextTurn()
  }
  const along = async (drop: (after: number) => Slice) => {
    let without = 0
    for (let after: number | null = Number.MIN_SAFE_INTEGER; after !== null && without < WITHOUT; ) {
      const from: number = after
      const slice: Slice = await db.group(() => drop(from))
      without = note(slice.gone) > 0 ? 0 : without + 1
      after = slice.after
      await nextTurn()
    }
  }
  if (clicks !== null) await along(after => dropOldClicks(db, ago(at, clicks), after, SLICE))
  if (events !== null) await along(after => dropOldEvents(db, ago(at, events), after, SLICE))
  if (reads !== null) {
    await along(after => dropOldReads(db, ago(at, reads), after, SLICE))
    await along(after => dropOldVotes(db, ago(at, reads), after, SLICE))
  }
  if (inbox !== null) {
    const before = ago(at, inbox)
    await along(after => dropOldReplies(db, before, after, SLICE))
    await until(() => dropOldInbox(db, before, SLICE))
    for (let copies = await listOldCopies(db, before, SLICE); copies !== null; ) {
      const some = copies
      note(await db.group(() => dropCopies(db, some)))
      copies = await listOldCopies(db, before, SLICE)
    }
  }
  await until(() => forgetWords(db, at))
  if (acts !== null) await until(() => dropOldActs(db, ago(at, acts), SLICE))
  if (searches !== null) await db.group(() => dropOldSearches(db, ago(at, searches)))
  for (const id of await listSilentStrangers(db, at - strangers * DAY, team(), SLICE)) {
    await db.group(() => dropFromInbox(db, id))
    note(1)
  }
  if (gone > 0) await db.emptyLog()
}

/** The moment so many calendar months before, in UTC. */
function ago(at: number, months: number): number {
  return DateTime.fromMillis(at, { zone: 'utc' }).minus({ months }).toMillis()
}

function nextTurn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}
