import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { type Card, key } from '../../card.js'
import { presses } from './presses.js'
import type { LinksState } from './view.js'

/** Whether links open from outside, why not, and what to look at. */
export function linksCard(state: LinksState, publicUrl: string, language: Language): Card {
  const words = texts(language).home
  const address = `${publicUrl}/health`
  const text = {
    unknown: words.linksUnknown,
    open: words.linksOpen,
    silent: words.linksSilent,
    stranger: words.linksStranger,
  }[state.kind === 'shut' ? state.why : state.kind](address)
  return {
    text,
    keyboard: [[key(words.look, presses.look, {})], [key(words.buttons.menu, presses.home, {})]],
  }
}
