import type { WordKey } from '../en/segmentWords.js'
import { joints } from './segmentWords/joints.js'
import { people } from './segmentWords/people.js'
import { states } from './segmentWords/states.js'
import { things } from './segmentWords/things.js'
import { time } from './segmentWords/time.js'

export const segmentWords: Record<WordKey, string[]> = { ...joints, ...people, ...things, ...time, ...states }
