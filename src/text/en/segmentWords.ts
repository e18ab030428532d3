import { joints } from './segmentWords/joints.js'
import { people } from './segmentWords/people.js'
import { states } from './segmentWords/states.js'
import { things } from './segmentWords/things.js'
import { time } from './segmentWords/time.js'

/**
 * Words of the segment language. The first of each is the one a condition is written with, where that word does not
 * change its form; the others are read too. Phrases are compared whatever their case.
 */
export const segmentWords = { ...joints, ...people, ...things, ...time, ...states }

/** A meaning that words of the segment language have. */
export type WordKey = keyof typeof segmentWords
