import type { segmentCards as en } from '../en/segmentCards.js'

export const segmentCards: typeof en = {}
