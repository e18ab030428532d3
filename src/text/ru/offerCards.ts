import type { offerCards as en } from '../en/offerCards.js'

export const offerCards: typeof en = {}
