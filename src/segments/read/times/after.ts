import type { Window } from '../../parts.js'
import type { Cursor } from '../cursor.js'
import { shifted } from './window.js'

/** The time from the end of one up to now; null where it has not ended. */
export function afterOf(c: Cursor, window: Window): Window | null {
  if ('older' in window) return { in: window.older.n, unit: window.older.unit }
  if ('ago' in window) return window.ago === 'over' ? { in: window.n, unit: window.unit } : null
  if ('calendar' in window) return window.back === 1 ? { ...window, back: 0 } : null
  if (!('in' in window) && window.to !== null && c.today !== null && window.to >= c.today) return null
  return 'in' in window || window.to === null ? null : { from: shifted(c, window.to, 1), to: null }
}
