import type { offers as en } from '../en/offers.js'

export const offers: typeof en = {}
