import { unreachable } from '../../../errors.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import type { Piece } from '../../../text/rich.js'
import { alarmLines } from './alarm-lines.js'
import { moment, type ProgressView } from './progress-view.js'

/** Why a broadcast rests. */
export function pauseLines(view: ProgressView, language: Language): Piece[] {
  const words = texts(language).delivery
  const { broadcast, refused } = view
  const { pauseReason, pauseError, shownAudience, startsAt, startedAt } = broadcast
  const start = moment(startsAt, view, language)
  switch (pauseReason) {
    case 'late':
      return [words.late(start)]
    case 'audience': {
      const found = Number(pauseError)
      return [found === 0 ? words.foundNobody(shownAudience) : words.foundMore(found, shownAudience)]
    }
    case 'content':
      return [words.refused(pauseError ?? '', refused)]
    case 'unauthorized':
      return [words.unauthorized(pauseError ?? '')]
    case 'unwritten':
      return [words.unwritten(pauseError ?? '')]
    case 'restored':
      return [startedAt === null ? words.restoredBeforeStart(start) : words.restored]
    case 'unreadable':
      return [words.unreadable]
    case 'fix':
      return [words.pausedToFix]
    case 'change':
      return [words.pausedToChange, startsAt > view.at ? words.wasFor(start) : words.dueMeanwhile(start)]
    case 'links':
      return [words.pausedForLinks]
    case 'alarm':
      return alarmLines(view, language)
    case 'admin':
    case null:
      if (startedAt !== null) return [words.paused]
      return [words.pausedBeforeStart, startsAt > view.at ? words.timeAhead(start) : words.timePassed(start)]
    default:
      return unreachable(pauseReason)
  }
}
