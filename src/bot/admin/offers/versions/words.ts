import { trialWait } from '../../../../delivery/trial/wait.js'
import { unreachable } from '../../../../errors.js'
import type { Offer } from '../../../../offers/offer.js'
import type { Here } from '../../../here.js'
import { shareWords } from '../../words/control.js'
import { waitWords } from '../../words/tried.js'

/** How long it is tried, and why so long where nobody said it. */
export function waitingWords({ at, language, rules, zone, t }: Here, offer: Offer): string {
  const { versionCards: words } = t
  const { when, trial } = offer.draft
  const { wait, because } = trialWait(trial, offer, when.kind === 'at' ? Math.max(when.at, at) : at, {
    quiet: rules().quiet,
    zone: zone(),
  })
  const how = waitWords(wait, language)
  switch (because) {
    case 'said':
    case 'usual':
      return how
    case 'night':
      return words.night(how)
    case 'window':
      return words.window(how)
    default:
      return unreachable(because)
  }
}

/** How versions of a draft are tried, in a few words each: "40 %", "clicks", "4 h", "the better one goes by itself". */
export function termWords({ language, t }: Pick<Here, 'language' | 't'>, { draft: { trial } }: Offer): string[] {
  const { versionCards: words } = t
  const { share, decides, wait, goesOn } = trial
  return [
    ...(goesOn === 'compare' ? [] : [shareWords(share, language)]),
    words.deciding[decides],
    ...(wait === null ? [] : [waitWords(wait, language)]),
    words.afterwards[goesOn === 'better' && decides === 'orders' ? 'ask' : goesOn],
  ]
}
