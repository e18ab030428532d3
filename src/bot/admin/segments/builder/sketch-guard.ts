import { type Entry, type Guard, guarded, say } from '../../../screen.js'
import { findOpenSketch } from './sketch.js'

const isOpen: Guard<'sketch'> = (here, { sketch }) =>
  findOpenSketch(here, sketch) === null ? say(here.t.errors.sketch_over({})) : null

/** These entries, each only where its sketch is the one that whoever is here puts together. */
export function ofSketch(entries: readonly Entry[]): Entry[] {
  return guarded(isOpen, entries)
}
