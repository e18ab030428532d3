import { findListed } from '../../segments/segment.js'
import { type Entry, type Guard, go, guarded, saying } from '../screen.js'
import { segments } from './segments/addresses.js'

/** Leads to the list where the segment was deleted meanwhile. */
const isThere: Guard<'id'> = ({ db, t }, { id }) =>
  findListed(db, id) === null ? saying(go(segments.list, { page: 0 }), t.errors.segment_not_found({ id })) : null

/** Leads to the segment's card where its conditions cannot be read: the card says so. */
const isReadable: Guard<'id'> = (here, values) =>
  isThere(here, values) ??
  (findListed(here.db, values.id)?.criterion === null ? go(segments.open, { id: values.id, page: 0 }) : null)

/** These entries, each only where its saved segment is still there, whether or not it can be read. */
export function ofListed(entries: readonly Entry[]): Entry[] {
  return guarded(isThere, entries)
}

/** These entries, each only where its saved segment is still there and can be read. */
export function ofSegment(entries: readonly Entry[]): Entry[] {
  return guarded(isReadable, entries)
}
