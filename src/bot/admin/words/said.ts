import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import type { Rich } from '../../../text/rich.js'
import type { Said } from '../../health/links.js'

/** "403, a challenge by Cloudflare." */
export function saidWords(said: Said, language: Language): string | Rich {
  const words = texts(language).home
  return said.kind === 'none' ? words.unanswered[said.reason] : words.answered(said.status, said.by, said.challenge)
}
