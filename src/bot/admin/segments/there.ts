import { findListed } from '../../../segments/segment.js'
import { type Entry, type Guard, go, guarded, say, saying } from '../../screen.js'
import { segments } from './addresses.js'
import { findOpenSketch } from './builder/sketch.js'

/** Leads to the list where the segment was deleted meanwhile. */
const isThere: Guard<'id'> = ({ db, t }, { id }) =>
  findListed(db, id) === null ? saying(go(segments.list, { page: 0 }), t.errors.segment_not_found({ id })) : null

/** Leads to the segment's card where its conditions cannot be read: the card says so. */
const isReadable: Guard<'id'> = (here, values) =>
  isThere(here, values) ??
  (findListed(here.db, values.id)?.criterion === null ? go(segments.open, { id: values.id, page: 0 }) : null)

const isOpen: Guard<'sketch'> = (here, { sketch }) =>
  findOpenSketch(here, sketch) === null ? say(here.t.errors.sketch_over({})) : null

/** The same about a saved segment that is there, whether or not it can be read. */
export function ofListed(entries: readonly Entry[]): Entry[] {
  return guarded(isThere, entries)
}

/** The same about a saved segment that is there and can be read. */
export function ofSegment(entries: readonly Entry[]): Entry[] {
  return guarded(isReadable, entries)
}

/** The same about the sketch that whoever is here puts together. */
export function ofSketch(entries: readonly Entry[]): Entry[] {
  return guarded(isOpen, entries)
}
