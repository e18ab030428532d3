import type { delivery as en } from '../en/delivery.js'

export const delivery: typeof en = {}
