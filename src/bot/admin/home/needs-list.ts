import { unreachable } from '../../../errors.js'
import { bytes, count, type Language, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { concat, lines } from '../../../text/rich.js'
import { type Key, key } from '../../card.js'
import { deed, type Entry, go, screen } from '../../screen.js'
import { goOnRestored } from '../../settings/restored.js'
import { broadcasts } from '../broadcasts/addresses.js'
import { connections } from '../connections/addresses.js'
import { service } from '../service/addresses.js'
import { whois } from '../whois/addresses.js'
import { home } from './addresses.js'
import { repliesKey } from './doors.js'
import { leaveUnanswered, type Need } from './needs.js'
import { findAllNeeds } from './view.js'

const NAME_LENGTH = 28
/** Telegram takes 100 buttons; nobody reads so many. */
const MOST = 20

/** What needs a human, one row each, with the button that leads to where it is seen to. */
export const needPlaces: Entry[] = [
  screen(home.needs, async here => {
    const { home: words } = here.t
    const back = [key(words.buttons.menu, home.home, {})]
    const shown = (await findAllNeeds(here, here.at)).slice(0, MOST)
    if (shown.length === 0) return { text: concat([words.nothingNeeded]), keyboard: [back] }
    const asks = shown.some(need => need.kind === 'noAnswer')
    const disk = shown.find(need => need.kind === 'disk')
    return {
      text: lines([
        words.askNeeds,
        disk === undefined ? null : `\n${words.disk(bytes(disk.free, here.language))}`,
        shown.some(need => need.kind === 'restored') ? `\n${words.restoredHelp}` : null,
        asks ? `\n${words.noAnswerHelp}` : null,
      ]),
      keyboard: [...shown.map(need => rowOf(need, here.language)).filter(row => row.length > 0), back],
    }
  }),
  deed(home.leave, ({ db }, { id }) => {
    leaveUnanswered(db, id)
    return go(home.needs, {})
  }),
  deed(home.goOn, ({ db }) => {
    goOnRestored(db)
    return go(home.needs, {})
  }),
]

function rowOf(need: Need, language: Language): Key[] {
  const words = texts(language).home
  switch (need.kind) {
    case 'restored':
      return [key(words.goOnRestored, home.goOn, {})]
    case 'links':
      return [key(words.linksShut, home.links, {})]
    case 'disk':
      return []
    case 'held':
      return [key(`⏸ ${shorten(need.name, NAME_LENGTH)}`, broadcasts.open, { id: need.id })]
    case 'noAnswer': {
      const tail = ` · ${count(need.people, language)}`
      return [
        key(`❓ ${shorten(need.name, NAME_LENGTH)}${tail}`, broadcasts.report, { id: need.id }),
        key(words.leave, home.leave, { id: need.id }),
      ]
    }
    case 'shop':
      return [key(texts(language).connectionCards.need[need.trouble](need.name), connections.open, { id: need.id })]
    case 'version':
      return [
        key(texts(language).versionCards.needKey(shorten(need.name, 20)), broadcasts.trial, {
          id: need.id,
          part: need.part,
        }),
      ]
    case 'whoIsWho':
      return [key(texts(language).whoCards.door(need.customers), whois.one, { place: 0 })]
    case 'service':
      return [
        key(words.service, service.home, {}),
        ...(need.paused === null ? [key(words.leave, service.seen, {})] : []),
      ]
    case 'inbox':
      return [repliesKey(need.people, language)]
    default:
      return unreachable(need)
  }
}
