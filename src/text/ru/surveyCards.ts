import type { surveyCards as en } from '../en/surveyCards.js'

export const surveyCards: typeof en = {}
