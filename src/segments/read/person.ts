import type { Compare, Criterion } from '../criterion.js'
import { phrasesOf } from '../lexicon.js'
import { cells, engagements, findRung, languageCodes, type NamedValues, rungName, statuses } from '../names.js'
import { type Cursor, type ExpectedKind, fail, peek, take, takeSign } from './cursor.js'
import { byName } from './event.js'
import { endsHere, kept, takeKnown, takeNegation } from './field.js'
import { readCompare, readNumber } from './number.js'
import { failAt, readName, readValues, type Written } from './value.js'

/** Values that have names: "rfm: Champions, Loyal". Not these is the complement. */
export function readNamed<T>(
  c: Cursor,
  values: { find: NamedValues<T>['find']; all(): Iterable<string> },
  expected: ExpectedKind,
  leafOf: (values: T[]) => Criterion,
  condition: () => Criterion,
): Criterion {
  // A name may begin with *not*: it is asked for before a *not* is.
  const colon = takeSign(c, ':', '=') || take(c, 'is') !== null
  const begin = c.at
  const negated = !seesNamed(c, values) && takeNegation(c)
  if (!colon && !negated) c.at = begin
  const isKnown = (value: string) => values.find(value) !== null
  const found = readValues(c, { kind: expected }, { candidates: values.all, isKnown, condition }).map(
    value => values.find(value.text) ?? failAt(c, value, { kind: expected }, values.all()),
  )
  const leaf = leafOf(found)
  return negated ? { not: leaf } : leaf
}

function seesNamed<T>(c: Cursor, values: { find: NamedValues<T>['find'] }): boolean {
  const at = c.at
  const first = endsHere(c) ? null : readName(c)
  c.at = at
  return first !== null && values.find(first.text) !== null
}

/** "language: en, ru", by codes or names. */
export function readLanguage(c: Cursor, condition: () => Criterion): Criterion {
  const known = takeKnown(c)
  if (known !== null) return { leaf: 'known', fact: 'language', value: known }
  const all = () => [...languageCodes.all('en'), ...languageCodes.all('ru')]
  const find = (name: string) => (/^[a-z]{2,3}$/.test(name) ? name : languageCodes.find(name))
  return readNamed(c, { find, all }, 'language', values => ({ leaf: 'language', values }), condition)
}

/** "source: fb_spring", of the first link they came by or of the last. */
export function readSource(c: Cursor, last: boolean, condition: () => Criterion): Criterion {
  const known = last ? null : takeKnown(c)
  if (known !== null) return { leaf: 'known', fact: 'source', value: known }
  const negated = takeNegation(c)
  const { sources } = c.vocabulary
  const lookup = { candidates: sources.all, isKnown: sources.has, condition }
  const values = readValues(c, { kind: 'value' }, lookup).map(value => value.text)
  const leaf: Criterion = last ? { leaf: 'source', values, last: true } : { leaf: 'source', values }
  if (!negated) return leaf
  // Known, and none of these. Who came by a first link came by a last one too.
  return { all: [{ leaf: 'known', fact: 'source', value: true }, { not: leaf }] }
}

/** "phone known". */
export function readFact(c: Cursor, fact: 'phone' | 'place', name: string): Criterion {
  const value = takeKnown(c)
  if (value === null) return fail(c, { kind: 'factTest', of: name }, phrasesOf(['known', 'unknown']))
  return { leaf: 'known', fact, value }
}

/** "status: on pause". */
export function readStatus(c: Cursor, condition: () => Criterion): Criterion {
  const all = () => [...statuses.all('en'), ...statuses.all('ru')]
  return readNamed(c, { find: statuses.find, all }, 'status', values => ({ leaf: 'status', values }), condition)
}

/** "age 25–40"; "age unknown" asks for the birthday it is counted from. */
export function readAge(c: Cursor): Criterion {
  const birthday = c.vocabulary.fields().find(field => field.key === 'birthday')
  const known = takeKnown(c)
  if (known !== null && birthday !== undefined) return { leaf: 'field', field: birthday.id, test: { known } }
  takeSign(c, ':', '=')
  take(c, 'is')
  const years = readCompare(c, () => {
    const number = readNumber(c)
    take(c, 'years')
    return number
  })
  take(c, 'years')
  return { leaf: 'age', years }
}

/** "rfm: Champions", or one measure: "rfm R 4–5". */
export function readRfm(c: Cursor, condition: () => Criterion): Criterion {
  const letter = peek(c)?.text ?? ''
  const measure = (['r', 'f', 'm'] as const).find(known => known === letter)
  if (measure !== undefined) {
    c.at++
    takeSign(c, ':', '=')
    return { leaf: 'rfmScore', measure, ...readScores(c) }
  }
  const all = () => [...cells.all('en'), ...cells.all('ru')]
  return readNamed(c, { find: cells.find, all }, 'cell', values => ({ leaf: 'rfm', cells: values }), condition)
}

function readScores(c: Cursor): { from: number; to: number } {
  const begin = c.at
  const scores = scoresOf(readCompare(c, () => readNumber(c, { kind: 'score' }, 'decimal')))
  const fits = [scores.from, scores.to].every(score => Number.isInteger(score) && score >= 1 && score <= 5)
  if (fits && scores.from <= scores.to) return scores
  const length = c.at - begin
  c.at = begin
  return fail(c, { kind: 'score' }, [], length)
}

function scoresOf(compare: Compare): { from: number; to: number } {
  if ('over' in compare) return { from: compare.over + 1, to: 5 }
  if ('under' in compare) return { from: 1, to: compare.under - 1 }
  if ('atLeast' in compare) return { from: compare.atLeast, to: 5 }
  if ('atMost' in compare) return { from: 1, to: compare.atMost }
  return 'exactly' in compare ? { from: compare.exactly, to: compare.exactly } : compare
}

/** "ladder: knows solutions". */
export function readLadder(c: Cursor, condition: () => Criterion): Criterion {
  const all = () =>
    [0, 1, 2, 3, 4, 5].flatMap(rung => (['en', 'ru'] as const).map(l => rungName(rung, c.vocabulary, l)))
  const find = (name: string) => findRung(name, c.vocabulary)
  return readNamed(c, { find, all }, 'rung', values => ({ leaf: 'ladder', rungs: values }), condition)
}

/** "engagement: asleep". */
export function readEngagement(c: Cursor, condition: () => Criterion): Criterion {
  const all = () => [...engagements.all('en'), ...engagements.all('ru')]
  return readNamed(
    c,
    { find: engagements.find, all },
    'engagement',
    values => ({ leaf: 'engagement', groups: values }),
    condition,
  )
}

/** "in segment VIP"; several are any of them. */
export function readSegment(c: Cursor, leaf: 'segment' | 'listed', condition: () => Criterion): Criterion {
  takeSign(c, ':')
  const kind = leaf === 'segment' ? 'segment' : 'list'
  const things = leaf === 'segment' ? c.vocabulary.segments : c.vocabulary.lists
  const isKnown = (name: string) => byName({ text: name, quoted: false }, things) !== null
  const found = readValues(c, { kind }, { candidates: things.all, isKnown, condition }).map((written): Criterion => {
    const id = byName(written, things)
    return { leaf, segment: id ?? failAt(c, written, { kind }, things.all()) }
  })
  const [only] = found
  return only !== undefined && found.length === 1 ? only : { any: found }
}

/** `within 25 km of "Riga"`; where its coordinates stand behind a place, it need not be known. */
export function readNear(c: Cursor): Criterion {
  const km = readNumber(c, { kind: 'km' })
  if (km <= 0 || km > 20_000) {
    c.at--
    fail(c, { kind: 'km' })
  }
  if (take(c, 'km') === null) fail(c, { kind: 'km' }, phrasesOf(['km']))
  if (take(c, 'ofPlace') === null) fail(c, { kind: 'place' }, phrasesOf(['ofPlace']))
  const named = readName(c)
  if (named === null) return fail(c, { kind: 'place' })
  const written = withPlaceBehind(c, named)
  const coordinates = takeCoordinates(c)
  const place =
    coordinates === null
      ? (c.vocabulary.findPlace(written.text) ?? failAt(c, written, { kind: 'place' }, placesLike(c, written.text)))
      : { name: written.text, ...coordinates }
  const { name, lat, lon } = place
  return { leaf: 'near', km, place: { name: kept(written.text, name), lat, lon } }
}

/** "Riga, Latvia" is one place, and so is "Riga" before a comma and a condition. */
function withPlaceBehind(c: Cursor, town: Written): Written {
  const at = c.at
  if (!town.quoted && takeSign(c, ',')) {
    const behind = readName(c)
    if (behind !== null && !behind.quoted && c.vocabulary.isTownAndPlace(town.text, behind.text))
      return { text: `${town.text}, ${behind.text}`, quoted: false, from: town.from, to: behind.to }
  }
  c.at = at
  return town
}

/** Towns of that name, where it is no single one's; else every place. */
function placesLike(c: Cursor, name: string): string[] {
  const towns = c.vocabulary.cities(name, c.language)
  return towns.length > 0 ? towns : c.vocabulary.places()
}

function takeCoordinates(c: Cursor): { lat: number; lon: number } | null {
  const first = peek(c, 1)
  if (peek(c)?.text !== '(' || (first?.kind !== 'number' && first?.text !== '-')) return null
  c.at++
  const lat = readNumber(c, { kind: 'coordinates' }, 'decimal')
  if (!takeSign(c, ',', ';')) fail(c, { kind: 'coordinates' })
  const lon = readNumber(c, { kind: 'coordinates' }, 'decimal')
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) {
    c.at--
    fail(c, { kind: 'coordinates' })
  }
  if (!takeSign(c, ')')) fail(c, { kind: 'closing' })
  return { lat, lon }
}

/** `random 10%`, with the name of the sample behind or not. */
export function readRandom(c: Cursor): Criterion {
  takeSign(c, ':')
  const share = readNumber(c, { kind: 'share' }, 'decimal') * 100
  const rounded = Math.round(share)
  if (Math.abs(share - rounded) > 1e-6 || rounded < 1 || rounded > 10_000) {
    c.at--
    fail(c, { kind: 'share' })
  }
  if (take(c, 'percent') === null) fail(c, { kind: 'share' }, phrasesOf(['percent']))
  // Without quotes it might be anything: a share of everybody is not what was meant then.
  const sample = peek(c)?.kind === 'quoted' ? readName(c) : null
  return { leaf: 'random', share: rounded, sample: sample?.text ?? 'default' }
}
