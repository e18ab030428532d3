import type { AnyLeaf } from '../../rule.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, peek } from '../cursor.js'
import { endsHere } from '../fields/field.js'
import { readWindow, seesWindow } from '../times/window.js'
import { isSameWord } from '../words/inflect.js'

/** "Got Open day but didn't register": what stands on a link of the offer that was named, as what they did. */
export function linkDone(c: Cursor): Candidate[] {
  const { offer } = c
  const word = peek(c)
  if (offer === null || word?.kind !== 'word' || !/^[a-z]{4,}$/.test(word.text)) return []
  const behind: Cursor = { ...c, at: c.at + 1, trying: true }
  if (!endsHere(behind) && !seesWindow(behind)) return []
  const labels = c.vocabulary.links(offer).filter(label => /^[a-z]+$/i.test(label) && isSameWord(label, word.text))
  const [only, ...others] = labels
  const link = only === undefined || others.length > 0 ? null : c.vocabulary.findLink(offer, only)
  if (link === null) return []
  const read = (): AnyLeaf => {
    const window = seesWindow(c) ? readWindow(c) : null
    return { leaf: 'clicked', ...{ count: { atLeast: 1 }, window, offer, link } }
  }
  return [{ to: c.at + 1, sure: 'name', read }]
}
