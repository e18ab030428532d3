import type { subscriber as en } from '../en/subscriber.js'

export const subscriber: typeof en = {}
