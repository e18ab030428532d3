import type { Random } from '../emulator/random.js'

/**
 * What a person does with an offer. `react`, `write`, `back` (presses 🔕 and then Back) read it; `click` opens its
 * link; `stop` and `pause` press 🔕 and then that; `word` writes "stop"; `block` blocks the bot; `ignore` does nothing.
 */
export type Deed = 'react' | 'write' | 'back' | 'click' | 'stop' | 'pause' | 'word' | 'block' | 'ignore'

/** How often each is done, as parts of the whole; they need not add up to one. */
export type Mix = Readonly<Record<Deed, number>>

/** A crowd like a real one, only livelier. */
export const USUAL_MIX: Mix = {
  ignore: 0.38,
  click: 0.3,
  react: 0.12,
  write: 0.07,
  back: 0.02,
  stop: 0.04,
  pause: 0.01,
  word: 0.02,
  block: 0.04,
}

/** A healthy audience: of a thousand people 4 stop and 3 block the bot after an offer. */
export const HEALTHY_MIX: Mix = {
  ignore: 0.6,
  click: 0.24,
  react: 0.1,
  write: 0.03,
  back: 0.02,
  stop: 0.003,
  pause: 0.003,
  word: 0.001,
  block: 0.003,
}

const DEEDS: readonly Deed[] = ['ignore', 'click', 'react', 'write', 'back', 'stop', 'pause', 'word', 'block']

/** Draws one deed from the mix. */
export function drawDeed(mix: Mix, random: Random): Deed {
  const whole = DEEDS.reduce((sum, deed) => sum + mix[deed], 0)
  let left = random() * whole
  for (const deed of DEEDS) {
    left -= mix[deed]
    if (left < 0) return deed
  }
  return 'ignore'
}
