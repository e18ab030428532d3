import type { Broadcast, StateCounts } from '../../../delivery/broadcast.js'
import { readHarm } from '../../../delivery/careful/alarm.js'
import { count, type Language, portion } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import type { Piece } from '../../../text/rich.js'

/** Who left because of it, of how many, and what may be done. */
export function alarmLines(
  { broadcast, counts }: { broadcast: Broadcast; counts: StateCounts },
  language: Language,
): Piece[] {
  const words = texts(language).carefulCards
  const { people, blocks, stops } = readHarm(broadcast.pauseError)
  const rate = (left: number) => {
    const rounded = people === 0 ? 0 : Math.round((1_000 * left) / people)
    return rounded < 10 ? portion(left, people, language, 1_000) : count(rounded, language)
  }
  return [
    words.alarm,
    words.figures(people),
    words.blocked(blocks, rate(blocks), broadcast.blockLimit),
    words.stopped(stops, rate(stops), broadcast.stopLimit),
    words.whatNow(counts.queued + counts.sending),
  ]
}
