import type { Content } from '../../../offers/content.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import type { Piece } from '../../../text/rich.js'
import { differencesOf } from './difference.js'

/** So many changed lines are shown; the preview shows them all. */
const SHOWN = 12

/** What is different: a line for each line of the text that changed, and one for each other kind of change. */
export function changeLines(was: Content, now: Content, language: Language): Piece[] {
  const words = texts(language).repairCards
  const differences = differencesOf(was.text, now.text)
  const shown = differences.slice(0, SHOWN).map(line => {
    if (line.was === '') return words.added(line.now)
    return line.now === '' ? words.removed(line.was) : words.wasNow(line.was, line.now)
  })
  const more = differences.length - shown.length
  const inWords: Piece[] = more === 0 ? shown : [...shown, words.moreLines(more)]
  const medium = mediumOf(was) === mediumOf(now) ? [] : [words.mediumDiffers]
  const buttons = JSON.stringify(was.buttons) === JSON.stringify(now.buttons) ? [] : [words.buttonsDiffer]
  const found = [...inWords, ...medium, ...buttons]
  return found.length === 0 ? [words.formatDiffers] : found
}

function mediumOf({ kind, fileId, items }: Content): string {
  return JSON.stringify([kind, fileId, items])
}
