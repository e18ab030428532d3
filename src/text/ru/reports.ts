import type { reports as en } from '../en/reports.js'

export const reports: typeof en = {}
