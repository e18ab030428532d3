import type { segments as en } from '../en/segments.js'

export const segments: typeof en = {}
