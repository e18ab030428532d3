import type { Rule } from '../../rule.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, peek } from '../cursor.js'
import { namedAt } from '../names/bare.js'
import { oneCalled } from '../names/inside.js'
import { byForm } from '../names/things.js'
import { sameWord } from '../words/inflect.js'
import { DONE } from './verb-behind.js'

const TO: ReadonlySet<string> = new Set(['на', 'в', 'к'])
/** What one does with what was bought, in English, and what may stand between that and its name. */
const TRIED =
  /^(?:tried|try|trying|attended|attend|booked|book|enrolled|enroll|registered|signed|paid|got|get|picked|chose|chosen|ate|eat|eaten|drank|drink|grabbed|used?|using|uses|wore|owned|ordering|take|grab|pick)$/
const BETWEEN: ReadonlySet<string> = new Set([
  ...['up', 'for', 'in', 'on', 'to', 'a', 'an', 'the', 'some', 'any', 'our', 'at'],
])
const MOST_BETWEEN = 3

/** A thing that somebody used has been bought: the verb says so, where what stands behind it is one. @param read reads the order from its name on */
export function thingDone(c: Cursor, read: (c: Cursor) => Rule): Candidate[] {
  const verb = peek(c)?.text ?? ''
  const english = TRIED.test(verb)
  if (!english && !DONE.test(verb)) return []
  const { products, categories, offers } = c.vocabulary
  const isThing = (name: string) =>
    (products.shown(name) ?? oneCalled(name, products.all()) ?? sameWord(name, categories.all())) !== null
  let at = c.at + 1 + (TO.has(peek(c, 1)?.text ?? '') ? 1 : 0)
  for (let n = 0; english && n < MOST_BETWEEN && BETWEEN.has(c.tokens[at]?.text ?? ''); n++) at++
  const found = namedAt({ ...c, at }, name => (isThing(name) ? name : null))
  if (found === null || (english && (namedAt({ ...c, at }, name => byForm(offers, name))?.to ?? 0) >= found.to))
    return []
  return [
    {
      ...{ to: found.to, sure: 'words' },
      read: () => {
        c.at = at
        return read(c)
      },
    },
  ]
}
