import { texts } from '../text/index.js'
import { BEGINS } from './kinds/all.js'
import { nearestWord, otherLayout } from './missing/nearest.js'
import { countries } from './names.js'
import { stemOf } from './read/inflect.js'
import { JOINTS, wordsOf } from './read/lexicon.js'
import { tokenise } from './read/tokens.js'
import type { Vocabulary } from './vocabulary.js'

const languages = ['en', 'ru'] as const
/** Of what people have, bought or came by so many names are looked at. */
const MOST_NAMES = 2_000
/** Shorter words are slips of too many others. */
const SHORTEST = 4
/** What is longer was not typed, and its slips are the least of it; in UTF-16 units. */
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

/** @param relays also words that the same keys write in the other layout */
function respelt(text: string, known: Known, relays: boolean): string {
  let out = ''
  let at = 0
  for (const token of tokenise(text).tokens) {
    out += text.slice(at, token.start)
    const written = text.slice(token.start, token.end)
    out += token.kind === 'word' ? spelt(written, token.text, known, relays) : written
    at = token.end
  }
  return out + text.slice(at)
}

function spelt(written: string, word: string, { words, stems }: Known, relays: boolean): string {
  if (words.has(word) || stems.has(stemOf(word))) return written
  const other = otherLayout(written)
  if (relays && (words.has(other) || stems.has(stemOf(other)))) return other
  return word.length < SHORTEST ? written : (nearestWord(word, words) ?? written)
}

type Known = { words: ReadonlySet<string>; stems: ReadonlySet<string> }

/** Every word of the language, and of the names that there are. */
function wordsOfAll(vocabulary: Vocabulary): Known {
  const { offers, topics, segments, lists, products, categories, sources, channels } = vocabulary
  const names = [
    ...[offers, topics, segments, lists].flatMap(things => things.all()),
    ...[products, categories, sources, channels].flatMap(used => used.all().slice(0, MOST_NAMES)),
    ...vocabulary
      .fields()
      .flatMap(({ id, label, options }) => [
        ...(label === null ? [] : [label]),
        ...(options ?? vocabulary.values(id).all().slice(0, MOST_NAMES)),
      ]),
    ...vocabulary.fields().flatMap(({ id, key, label }) =>
      label === null && key === 'city'
        ? vocabulary
            .values(id)
            .all()
            .slice(0, MOST_NAMES)
            .map(town => vocabulary.cityWords(town, 'ru'))
        : [],
    ),
  ]
  const usual = usualWords()
  const own = new Set(names.flatMap(wordsOf))
  return {
    words: new Set([...usual.words, ...own]),
    stems: new Set([...usual.stems, ...[...own].map(stemOf)]),
  }
}

let made: Known | null = null

/** The words that are the same for everybody. */
function usualWords(): Known {
  if (made !== null) return made
  const phrases = languages.flatMap(language => [
    ...Object.values(texts(language).segmentWords).flat(),
    ...countries.all(language),
    ...Object.values(texts(language).labels.cells),
    ...Object.values(texts(language).labels.rungs),
  ])
  const words = new Set([...JOINTS.keys(), ...[...phrases, ...BEGINS.phrases, ...PEOPLE].flatMap(wordsOf)])
  made = { words, stems: new Set([...words].map(stemOf)) }
  return made
}

/** What people are called without their field. */
const PEOPLE = ['women', 'men', 'girls', 'female', 'male', 'женщины', 'мужчины', 'девушки', 'парни', 'спящие']
