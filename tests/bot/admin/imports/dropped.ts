import { PATIENCE_MS } from '../../../../src/sandbox/emulator/patience.js'
import type { Hand, Stage } from '../stage.js'

/** Draws again whatever changed, until somebody's newest card says this. */
export async function until(s: Stage, who: Hand, words: string): Promise<void> {
  const ends = performance.now() + PATIENCE_MS
  while (!who.plain().includes(words) && !who.labels().some(label => label.includes(words))) {
    if (performance.now() > ends) throw new Error(`nothing says “${words}”:\n${who.plain()}`)
    s.clock.mono += 3_000
    s.door().cards.run(s.clock.wall)
    await s.door().cards.idle()
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

/** Sends a file of this text. */
export const drop = (who: Hand, text: string, name: string) =>
  who.sends(person => person.sendDocument({ bytes: Buffer.from(text), name }))
