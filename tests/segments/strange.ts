import { citiesWritten } from '../../src/audience/place/town.js'
import { simplify } from '../../src/segments/criterion/simplify.js'
import type { Criterion } from '../../src/segments/criterion.js'
import { describeCriterion } from '../../src/segments/describe.js'
import { type Fragment, readFragments, readKindred } from '../../src/segments/fragment.js'
import { BEGINS } from '../../src/segments/kinds/all.js'
import { type Reading, readSentence } from '../../src/segments/read.js'
import type { Vocabulary } from '../../src/segments/vocabulary.js'
import { texts } from '../../src/text/index.js'
import { BUILT_IN, field, vocabularyOf } from './vocabulary.js'

const languages = ['en', 'ru'] as const
const TODAY = '2026-11-29'
const FIELDS = [
  ...BUILT_IN,
  field(4, 'Sex', 'one_of', ['Female', 'Male']),
  field(5, 'Budget', 'one_of', ['Low', 'Middle', 'High']),
  field(6, 'Shoe size', 'number'),
  field(7, 'Anniversary', 'date'),
  field(8, 'Gift card', 'yes_no'),
  field(9, 'Contract end', 'date'),
  field(10, 'Конец абонемента', 'date'),
  field(11, 'Sport', 'many_of', ['Swimming', 'Yoga']),
  field(12, 'Tier', 'one_of', ['Basic', 'Plus']),
  field(13, 'Children', 'number'),
]
const TOWNS = ['Riga', 'Tartu', 'Moscow', 'New York', 'Samara']

function usedOf(names: readonly string[]) {
  const shown = (name: string) => names.find(one => one.toLowerCase() === name.toLowerCase()) ?? null
  return { has: (name: string) => shown(name) !== null, shown, all: () => [...names] }
}

const NAMES = vocabularyOf({
  fields: FIELDS,
  offers: { 1: 'Summer hats', 2: 'Летние шляпы' },
  links: { 1: ['Order now', 'Prices'] },
  topics: { 1: 'Hats' },
  segments: { 1: 'VIP', 2: 'Cats and dogs', 4: 'Members' },
  lists: { 3: 'Fair' },
  questions: { 1: 'What do you like?', 2: 'Какой размер?' },
  series: { 1: 'Welcome', 2: 'Приветственная' },
  interests: { 1: 'Sales', 2: 'Новинки' },
  events: { 1: 'left basket', 2: 'заселился', 3: 'login', 4: 'room_upgraded' },
  places: [{ name: 'Warehouse', lat: 56.9, lon: 24.2 }],
  products: ['Hat', 'Scarf', 'Red roses 25', 'White roses 11', 'Букет пионов'],
  categories: ['Wool'],
  currency: 'EUR',
})

/** A shop with names of every kind. */
export const WORLD: Vocabulary = {
  ...NAMES,
  sources: usedOf(['instagram', 'fb_ads', 'tiktok']),
  channels: usedOf(['TikTok']),
  values: id => usedOf(id === 1 ? TOWNS : id === 2 ? ['LV', 'EE'] : (FIELDS.find(one => one.id === id)?.options ?? [])),
  cities: name => citiesWritten(name).map(town => town.name),
}

const STRANGE = [
  ...['Riga', 'Риги', 'Hat', 'VIP', 'Summer hats', '"Summer hats"', 'women', 'женщины', 'qwerty', 'банан', '7', '30'],
  ...[
    '2.5',
    '1.500',
    '100 EUR',
    '€50',
    '12.11',
    '03/04',
    '2026-11-01',
    '25-34',
    '18+',
    '%',
    '(',
    ')',
    ',',
    'or',
    'and',
  ],
  ...['не', '"', '\n', '• ', 'R', '555', '#3', 'Over', 'May', 'Champions', 'asleep', 'size', 'Order now', 'turning'],
  ...['москвичи', 'Shoe size', 'высокий', 'Warehouse', 'Cats and dogs', 'high', 'Budget'],
]

/** So many sequences of words of the language and of strangers', always the same ones for a seed. */
export function* strangeSentences(many: number, seed: number): Generator<string> {
  const words = [...languages.flatMap(one => Object.values(texts(one).segmentWords).flat()), ...BEGINS.phrases]
  let x = seed
  const next = () => {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    return (x >>> 0) / 2 ** 32
  }
  const one = (from: readonly string[]) => from[Math.floor(next() * from.length)] ?? ''
  for (let i = 0; i < many; i++) {
    let text = ''
    const length = 1 + Math.floor(next() * 9)
    for (let n = 0; n < length; n++) text += `${n > 0 && next() < 0.9 ? ' ' : ''}${one(next() < 0.6 ? words : STRANGE)}`
    yield text
  }
}

/**
 * What came of reading sentences: `times` in ms of processor, which says the same however busy the machine is, and what
 * cannot be said again, was thrown, or has no place.
 */
export type Tried = { times: number[]; kinds: Record<string, number>; faults: string[] }

function criteriaOf(reading: Reading, fragments: readonly Fragment[]): Criterion[] {
  if (reading.kind === 'mistake') return fragments.map(({ criterion }) => criterion)
  return reading.kind === 'read' ? [reading.criterion] : reading.readings
}

/** Reads sentences, or what can be read of them, and what they come to once more as it is said in each language. */
export function tried(sentences: Iterable<string>): Tried {
  const done: Tried = { times: [], kinds: {}, faults: [] }
  for (const text of sentences) {
    const begun = process.cpuUsage()
    const reading = readSentence(text, WORLD, 'en', TODAY)
    const parts = reading.kind === 'mistake' ? readFragments(text, reading, WORLD, 'en', TODAY, false) : []
    const fragments = reading.kind === 'mistake' && parts.length === 0 ? readKindred(text, WORLD, 'en', TODAY) : parts
    const { user, system } = process.cpuUsage(begun)
    done.times.push((user + system) / 1000)
    done.kinds[reading.kind] = (done.kinds[reading.kind] ?? 0) + 1
    if (reading.kind === 'mistake') {
      if (reading.at < 0 || reading.at > text.length) done.faults.push(`${text}: no place`)
      if (fragments.length > 0) done.kinds['fragments'] = (done.kinds['fragments'] ?? 0) + 1
    }
    for (const criterion of criteriaOf(reading, fragments))
      for (const language of languages) {
        const said = describeCriterion(criterion, language, WORLD)
        const back = readSentence(said, WORLD, language, TODAY)
        const same = back.kind === 'read' && JSON.stringify(simplify(back.criterion)) === JSON.stringify(criterion)
        if (!same) done.faults.push(`${text} → ${said}`)
      }
  }
  return done
}
