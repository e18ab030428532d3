import { texts } from '../../text/index.js'
import { BEGINS } from '../kinds/all.js'
import { countries } from '../names.js'
import { JOINTS, wordsOf } from '../read/lexicon.js'
import { stemOf } from '../read/words/inflect.js'
import type { Vocabulary } from '../vocabulary.js'

/** Words, folded, and their stems. */
export type KnownWords = { words: ReadonlySet<string>; stems: ReadonlySet<string> }

const languages = ['en', 'ru'] as const
/** Of what people have, bought or came by so many names are looked at. */
const MOST_NAMES = 2_000

/** What people are called without their field. */
const PEOPLE = ['women', 'men', 'girls', 'female', 'male', 'женщины', 'мужчины', 'девушки', 'парни', 'спящие']

/** What was made of a vocabulary before: what cannot be read is looked at in several ways. */
const cut = new WeakMap<Vocabulary, KnownWords>()

/** Words of the names that there are: of fields and their values, offers, products, places people live in. */
export function wordsOfNames(vocabulary: Vocabulary): KnownWords {
  const before = cut.get(vocabulary)
  if (before !== undefined) return before
  const { offers, topics, segments, lists, events, series, interests, questions } = vocabulary
  const { products, categories, sources, channels, promoCodes } = vocabulary
  const fields = vocabulary.fields()
  const names = [
    ...[offers, topics, segments, lists, events, series, interests, questions].flatMap(things => things.all()),
    ...vocabulary.places(),
    ...[products, categories, sources, channels, promoCodes].flatMap(used => used.all().slice(0, MOST_NAMES)),
    ...fields.flatMap(({ id, label, options }) => [
      ...(label === null ? [] : [label]),
      ...(options ?? vocabulary.values(id).all().slice(0, MOST_NAMES)),
    ]),
    ...fields.flatMap(({ id, key, label }) =>
      label === null && key === 'city'
        ? vocabulary
            .values(id)
            .all()
            .slice(0, MOST_NAMES)
            .map(town => vocabulary.cityWords(town, 'ru'))
        : [],
    ),
  ]
  const made = knownOf(names.flatMap(wordsOf))
  cut.set(vocabulary, made)
  return made
}

let usual: KnownWords | null = null

/** Every word of the language, the same for everybody. */
export function usualWords(): KnownWords {
  usual ??= knownOf([
    ...JOINTS.keys(),
    ...[...valuesOfLanguage(), ...jointPhrases(), ...BEGINS.phrases].flatMap(wordsOf),
  ])
  return usual
}

let bound: KnownWords | null = null

/** Words that join, compare, count, tell the time, or are values of the language's own; not those that only begin conditions. */
export function boundWords(): KnownWords {
  bound ??= knownOf([...valuesOfLanguage(), ...jointPhrases()].flatMap(wordsOf))
  return bound
}

function jointPhrases(): string[] {
  return languages.flatMap(language => Object.values(texts(language).segmentWords).flat())
}

function valuesOfLanguage(): string[] {
  return [
    ...languages.flatMap(language => [
      ...countries.all(language),
      ...Object.values(texts(language).labels.cells),
      ...Object.values(texts(language).labels.rungs),
    ]),
    ...PEOPLE,
  ]
}

function knownOf(words: readonly string[]): KnownWords {
  return { words: new Set(words), stems: new Set(words.map(stemOf)) }
}
