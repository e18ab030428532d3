import { unreachable } from '../../../errors.js'
import { bytes, count, type Language, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { concat, lines } from '../../../text/rich.js'
import { type Card, type Key, key } from '../../card.js'
import { broadcasts } from '../broadcasts/addresses.js'
import { presses } from './addresses.js'
import { repliesKey } from './doors.js'
import type { Need } from './needs.js'

const NAME_LENGTH = 28
/** Telegram takes 100 buttons; nobody reads so many. */
const MOST = 20

/** What needs a human, one row each, with the button that leads to where it is seen to. */
export function needsCard(needs: readonly Need[], language: Language): Card {
  const words = texts(language).home
  const back = [key(words.buttons.menu, presses.home, {})]
  const shown = needs.slice(0, MOST)
  if (shown.length === 0) return { text: concat([words.nothingNeeded]), keyboard: [back] }
  const asks = shown.some(need => need.kind === 'noAnswer')
  const disk = shown.find(need => need.kind === 'disk')
  return {
    text: lines([
      words.askNeeds,
      disk === undefined ? null : `\n${words.disk(bytes(disk.free, language))}`,
      shown.some(need => need.kind === 'restored') ? `\n${words.restoredHelp}` : null,
      asks ? `\n${words.noAnswerHelp}` : null,
    ]),
    keyboard: [...shown.map(need => rowOf(need, language)).filter(row => row.length > 0), back],
  }
}

function rowOf(need: Need, language: Language): Key[] {
  const words = texts(language).home
  switch (need.kind) {
    case 'restored':
      return [key(words.goOnRestored, presses.goOn, {})]
    case 'links':
      return [key(words.linksShut, presses.links, {})]
    case 'disk':
      return []
    case 'held':
      return [key(`⏸ ${shorten(need.name, NAME_LENGTH)}`, broadcasts.open, { id: need.id })]
    case 'noAnswer': {
      const tail = ` · ${count(need.people, language)}`
      return [
        key(`❓ ${shorten(need.name, NAME_LENGTH)}${tail}`, broadcasts.report, { id: need.id }),
        key(words.leave, presses.leave, { id: need.id }),
      ]
    }
    case 'inbox':
      return [repliesKey(need.people, language)]
    default:
      return unreachable(need)
  }
}
