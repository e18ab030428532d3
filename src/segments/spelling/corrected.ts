import { tokenise } from '../read/tokens.js'
import { stemOf } from '../read/words/inflect.js'
import type { Vocabulary } from '../vocabulary.js'
import { type KnownWords, usualWords, wordsOfNames } from './known-words.js'
import { nearestAmong, otherLayout } from './nearest.js'

/** Words, and the one of them that is nearest to a slip; null where none is. */
type Known = KnownWords & { nearest(word: string): string | null }

/** Shorter words are slips of too many others. */
const SHORTEST = 4
/** Longer sentences were pasted, not typed; in UTF-16 units. */
const LONGEST = 300

/**
 * What was rather meant by a sentence that cannot be read, the likeliest first: all of it or a part typed in the other
 * keyboard layout ("ujhjl Hbuf"), or words that are near to ones that there are ("clickd Sprng sale"). They may not be
 * read either.
 */
export function corrected(text: string, vocabulary: Vocabulary): string[] {
  if (text.length > LONGEST) return []
  const known = wordsOfAll(vocabulary)
  const found = [
    relaid(text, /\S+/gu),
    // Signs that are letters in the other layout go along where a letter stands beside them.
    relaid(text, /[a-z`[\];',.]+/giu),
    relaid(text, /[а-яё]+/giu),
    // A town is right as it stands, although nobody lives there yet: "citty: Riga" is no slip of "Costa Rica".
    respelt(text, known, false, word => vocabulary.findPlace(word) !== null),
    respelt(text, known, false),
    respelt(text, known, true),
    // A slip may leave the stem of a word as it is: «рожденя».
    respelt(text, { ...known, stems: new Set() }, true),
  ]
  return [...new Set(found)].filter(sentence => sentence !== text)
}

function relaid(text: string, pattern: RegExp): string {
  return text.replace(pattern, piece => (/\p{L}/u.test(piece) ? otherLayout(piece) : piece))
}

/**
 * @param relays also words that the same keys write in the other layout
 * @param isRight what stays as it is written
 */
function respelt(text: string, known: Known, relays: boolean, isRight = (_word: string) => false): string {
  let out = ''
  let at = 0
  for (const token of tokenise(text).tokens) {
    out += text.slice(at, token.start)
    const written = text.slice(token.start, token.end)
    out += token.kind === 'word' && !isRight(written) ? spelt(written, token.text, known, relays) : written
    at = token.end
  }
  return out + text.slice(at)
}

function spelt(written: string, word: string, { words, stems, nearest }: Known, relays: boolean): string {
  if (words.has(word) || stems.has(stemOf(word))) return written
  const other = otherLayout(written)
  if (relays && (words.has(other) || stems.has(stemOf(other)))) return other
  return word.length < SHORTEST ? written : (nearest(word) ?? written)
}

/** Every word of the language, and of the names that there are. A slip is compared with them once, however often it is met. */
function wordsOfAll(vocabulary: Vocabulary): Known {
  const usual = usualWords()
  const own = wordsOfNames(vocabulary)
  const words = new Set([...usual.words, ...own.words])
  const found = new Map<string, string | null>()
  const nearestTo = nearestAmong(words)
  const nearest = (word: string) => {
    const before = found.get(word)
    if (before !== undefined) return before
    const near = nearestTo(word)
    found.set(word, near)
    return near
  }
  return { words, stems: new Set([...usual.stems, ...own.stems]), nearest }
}
