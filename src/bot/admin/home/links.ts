import { date, type Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Rich } from '../../../text/rich.js'
import { type Card, key } from '../../card.js'
import { presses } from './addresses.js'
import type { LinksState, Said } from './view.js'

/**
 * What the card is made of. `agent`: how the look calls itself; `proof`: a link that an owner may open on their phone to
 * prove that links open, null for others.
 */
export type LinksView = { state: LinksState; publicUrl: string; agent: string; zone: string; proof: string | null }

/** Whether links open from outside, why not, and what to do about it. */
export function linksCard({ state, publicUrl, agent, zone, proof }: LinksView, language: Language): Card {
  const words = texts(language).home
  const address = `${publicUrl}/health`
  const way = [[key(words.look, presses.look, {})], [key(words.buttons.menu, presses.home, {})]]
  switch (state.kind) {
    case 'unknown':
      return { text: words.linksUnknown(address), keyboard: way }
    case 'open':
      return { text: words.linksOpen(address), keyboard: way }
    case 'proven':
      return { text: words.linksProven(date(state.until, zone, language)), keyboard: way }
    case 'shut': {
      const text = state.why === 'silent' ? words.linksSilent(address) : words.linksStranger(address)
      const said = state.said === undefined ? null : saidWords(state.said, language)
      return {
        text: lines([
          text,
          said,
          words.linksAllow(`User-Agent: ${agent}`),
          proof === null ? words.linksAskOwner : words.linksProve,
        ]),
        keyboard: [...(proof === null ? [] : [[{ label: words.proofKey, url: proof }]]), ...way],
      }
    }
  }
}

/** "403, a challenge by Cloudflare." */
export function saidWords(said: Said, language: Language): string | Rich {
  const words = texts(language).home
  return said.kind === 'none' ? words.unanswered[said.reason] : words.answered(said.status, said.by, said.challenge)
}
