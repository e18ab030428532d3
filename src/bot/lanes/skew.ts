import { type Clock, MINUTE, SECOND } from '../../clock.js'
import type { Log } from '../../log.js'

/**
 * Warns when this machine's clock and Telegram's are more than a minute apart: people's quiet hours and planned starts go
 * by ours. Nothing else is made of it; which of two things came first is told by the order in which they arrive.
 * @returns to be given the `Date` header of every answer
 */
export function createSkewWarning({ clock, log }: { clock: Clock; log: Log }): (date: string | undefined) => void {
  let lookedAt = Number.NEGATIVE_INFINITY
  let told = false
  return date => {
    const now = clock.monotonic()
    if (date === undefined || now - lookedAt < MINUTE) return
    const theirs = Date.parse(date)
    if (Number.isNaN(theirs)) return
    lookedAt = now
    const seconds = Math.round((clock.now() - theirs) / SECOND)
    if (Math.abs(seconds) <= MINUTE / SECOND) {
      told = false
    } else if (!told) {
      told = true
      log.warn(
        { seconds },
        'the clock of this machine is not Telegram’s; quiet hours and starts go by ours, so set it right',
      )
    }
  }
}
