import type { Identity } from '../../audience/identity.js'
import { fold } from '../../text/fold.js'

/** Fewer digits name nobody; a number is also written without its country. */
const DIGITS = 7
const NATIONAL = 8
const RUN = /\+?\d[\d\s().\-/]{4,}\d/g
const WORDS = /[\p{L}\p{M}\p{N}'’-]+/gu

/** Whether a text names somebody: `surely` by what is theirs alone, `perhaps` also by a name that others may have. */
export type Mention = { surely(text: string): boolean; perhaps(text: string): boolean }

/** How texts of the team (what is looked for, what a card knows) may name this person. */
export function mentionsOf({ telegramIds, username, phones, emails, names }: Identity): Mention {
  const ids = telegramIds.map(id => new RegExp(`(?<!\\d)${id}(?!\\d)|:${id.toString(36)}(?![\\da-z])`))
  const handle = username === null ? null : new RegExp(`(?<!\\w)${username}(?!\\w)`, 'i')
  const numbers = phones.map(phone => phone.replace(/\D/g, ''))
  const several = names.whole.filter(name => name.includes(' '))
  const isNumber = (run: string) => {
    const digits = run.replace(/\D/g, '')
    if (digits.length < DIGITS) return false
    return numbers.some(number => number.includes(digits) || digits.includes(number.slice(-NATIONAL)))
  }
  const surely = (text: string): boolean => {
    if (ids.some(id => id.test(text)) || handle?.test(text) === true) return true
    if ((text.match(RUN) ?? []).some(isNumber)) return true
    const folded = fold(text)
    return emails.some(email => folded.includes(fold(email))) || several.some(name => hasWords(folded, name))
  }
  return { surely, perhaps: text => surely(text) || names.parts.some(name => hasWords(fold(text), name)) }
}

/** True where the words stand in the text, whole, one after another. Both are folded. */
function hasWords(text: string, words: string): boolean {
  const wanted = words.match(WORDS)
  // A name of nothing but signs is looked for as it is.
  if (wanted === null) return text.includes(words)
  return ` ${(text.match(WORDS) ?? []).join(' ')} `.includes(` ${wanted.join(' ')} `)
}
