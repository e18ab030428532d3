import { unreachable } from '../../../errors.js'
import { date } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { key } from '../../card.js'
import { type Entry, go, screen, way } from '../../screen.js'
import { saidWords } from '../words/said.js'
import { home } from './addresses.js'

/** Whether links open from outside, why not, and what to do about it. */
export const linkPlaces: Entry[] = [
  screen(
    home.links,
    here => {
      const { home: words } = here.t
      const { publicUrl, language } = here
      const state = here.links()
      const address = `${publicUrl}/health`
      const way = [[key(words.look, home.look, {})], [key(words.buttons.menu, home.home, {})]]
      switch (state.kind) {
        case 'unknown':
          return { text: words.linksUnknown(address), keyboard: way }
        case 'open':
          return { text: words.linksOpen(address), keyboard: way }
        case 'proven':
          return { text: words.linksProven(date(state.until, here.zone(), language)), keyboard: way }
        case 'shut': {
          // Opened on their phone, it proves what the program cannot see.
          const proof = here.role === 'owner' ? `${publicUrl}/r/${here.proof(here.me)}` : null
          return {
            text: lines([
              state.why === 'silent' ? words.linksSilent(address) : words.linksStranger(address),
              state.said === undefined ? null : saidWords(state.said, language),
              words.linksAllow(`User-Agent: ${here.agent}`),
              proof === null ? words.linksAskOwner : words.linksProve,
            ]),
            keyboard: [...(proof === null ? [] : [[{ label: words.proofKey, url: proof }]]), ...way],
          }
        }
        default:
          return unreachable(state)
      }
    },
    { costly: true },
  ),

  way(home.look, async here => {
    await here.look()
    return go(home.links, {})
  }),
]
