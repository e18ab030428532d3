import type { Clock } from '../../clock.js'
import { describeError, type Log } from '../../log.js'
import type { Transport } from '../transport.js'
import type { Breaker } from './breaker.js'

/**
 * Asks Telegram whether it is there, when the breaker says that it is time, one question at once.
 * @returns looks whether it is time; call it each time the loop goes round
 */
export function createProbe(deps: { clock: Clock; log: Log; transport: Transport; breaker: Breaker }): () => void {
  const { clock, log, transport, breaker } = deps
  let asking = false

  async function probe(): Promise<void> {
    if (asking || !breaker.probeDue(clock.monotonic())) return
    asking = true
    try {
      breaker.probed(await transport.probe().catch(() => false), clock.monotonic())
    } catch (error) {
      log.error({ error: describeError(error) }, 'what a probe said could not be told')
    } finally {
      asking = false
    }
  }

  return () => void probe()
}
