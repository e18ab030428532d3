import { about } from './about.js'
import { editing } from './edit.js'
import { intake } from './intake.js'
import type { Method } from './method.js'
import { sending } from './send.js'
import { topics } from './topic.js'

/** Every method that is served, by its name in lower case, as the real server takes any case. */
export const METHODS: ReadonlyMap<string, Method> = new Map(
  [...about, ...intake, ...sending, ...editing, ...topics].map(one => [one.name.toLowerCase(), one]),
)
