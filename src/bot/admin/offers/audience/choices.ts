import type { Db } from '../../../../db/open.js'
import { AppError, isAppError } from '../../../../errors.js'
import { type Criterion, parseCriterion } from '../../../../segments/criterion.js'
import { nameReady, type ReadySegment, readySegments } from '../../../../segments/ready.js'
import { createSegment, deleteSegment, type ListedSegment, listSegments } from '../../../../segments/segment.js'
import { type Language, shorten } from '../../../../text/format.js'
import type { Here } from '../../../here.js'
import { EVERYONE } from '../../drafts/versions.js'
import { numberOf } from '../../keys/ready.js'
import { findAlike } from '../../named-segment.js'
import { pageWithin } from '../../page.js'
import { unlessSlow } from '../../patience.js'
import { countHeads, type Headcount } from './headcount.js'

const PAGE = 6
const NAME = 60

/** A segment that may be ticked: a saved one, or a ready-made one, which has an `id` once some offer has ticked it. */
export type Choice = { name: string; criterion: Criterion } & ({ kind: 'saved'; id: number } | Ready)

type Ready = { kind: 'ready'; mark: number; id: number | null }

/** A page of what may be ticked, `saved` of all; `heads` null when counting took too long. */
export type ChoicePage = {
  page: number
  size: number
  total: number
  saved: number
  choices: Choice[]
  heads: Headcount | null
}

/** A page of the segments that may be ticked, saved ones first; past the end, the last page there is. */
export async function choicePage(here: Here, wanted: number): Promise<ChoicePage> {
  const { db } = here
  const context = { at: here.at, zone: here.zone() }
  const ready = (await readyChoices(here))
    .filter(({ criterion }) => findAlike(db, criterion, 'listed') === null)
    .map((choice): Choice => ({ ...choice, id: findAlike(db, choice.criterion, 'unlisted') }))
  const saved = listSegments(db, { offset: 0, limit: 0, but: EVERYONE }).total
  const total = saved + ready.length
  const page = pageWithin(wanted, { size: PAGE, total })
  const from = page * PAGE
  const choices = [
    ...listSegments(db, { offset: from, limit: PAGE, but: EVERYONE }).segments.map(savedChoice),
    ...ready.slice(Math.max(0, from - saved), Math.max(0, from + PAGE - saved)),
  ]
  const criteria = choices.map(({ criterion }) => criterion)
  return { page, size: PAGE, total, saved, choices, heads: await countHeads(db, criteria, context) }
}

/**
 * Keeps a ready-made segment that an offer ticks, unless one with the same condition is kept already; no list shows it. To
 * be called in a group.
 * @returns its id, and whether it was kept just now
 */
export function keepReady(db: Db, choice: Choice, createdBy: number, at: number): { id: number; made: boolean } {
  const same = findKept(db, choice)
  if (same !== null) return { id: same, made: false }
  const { name, criterion } = choice
  return { id: createSegment(db, { name, criterion, createdBy, listed: false }, at).id, made: true }
}

/** The segment with the condition of a ready-made one, saved or only ticked; null while it is kept nowhere. */
export function findKept(db: Db, { criterion }: Choice): number | null {
  return findAlike(db, criterion, 'listed') ?? findAlike(db, criterion, 'unlisted')
}

/** Finds a ready-made segment by the mark on its button. @throws AppError `segment_not_found` when it is no more */
export async function findReady(here: Here, mark: number): Promise<Choice> {
  const found = (await readyChoices(here)).find(choice => choice.kind === 'ready' && choice.mark === mark)
  if (found === undefined) throw new AppError('segment_not_found')
  return found
}

/** Deletes a segment that was saved only because it was ticked, unless something else uses it by now. */
export function forgetMade(db: Db, id: number, at: number): void {
  try {
    deleteSegment(db, id, at)
  } catch (error) {
    if (!isAppError(error, 'segment_in_use') && !isAppError(error, 'segment_not_found')) throw error
  }
}

async function readyChoices({ db, at, zone, language }: Here): Promise<(Choice & Ready)[]> {
  // They are a convenience: where finding them takes too long, the saved ones are offered alone.
  const ready = await unlessSlow(readySegments(db, { at, zone: zone() }), [])
  return ready.filter(({ kind }) => kind !== 'everyone').map(one => readyChoice(one, language))
}

/** One that cannot be read holds nobody here; the check says so of an offer that has it ticked. */
function savedChoice({ id, name, criterion }: ListedSegment): Choice {
  if (criterion === null) return { kind: 'saved', id, name: `⚠️ ${name}`, criterion: { not: EVERYONE } }
  return { kind: 'saved', id, name, criterion }
}

/** A ready-made segment as it is ticked. */
export function readyChoice(ready: ReadySegment, language: Language): Choice & Ready {
  const name = shorten(nameReady(ready, language), NAME)
  return { kind: 'ready', mark: numberOf(ready.key), id: null, name, criterion: parseCriterion(ready.criterion) }
}
