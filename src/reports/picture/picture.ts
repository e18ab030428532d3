import type { Language } from '../../text/format.js'

/** A day and how large a segment was on it. `day` is days since 1970-01-01. */
export type SizePoint = { day: number; size: number; reachable: number }

/** How large a segment was, day by day; days in between that nobody measured are gaps in time, not zeros. */
export type SizesPicture = {
  kind: 'sizes'
  language: Language
  title: string
  /** Names of the two lines. */
  names: { size: string; reachable: string }
  /** What the axes count: people, days; `gaps` says it where days are missing. */
  axes: { people: string; days: string; gaps: string }
  /** By day, the oldest first. */
  points: readonly SizePoint[]
}

/** Customers by recency (`r`) and frequency (`f`), 1–5, 5 the best; squares that are not named hold nobody. */
export type RfmPicture = {
  kind: 'rfm'
  language: Language
  title: string
  /** What the scores of the two axes mean, and what the strength of a colour counts. */
  axes: { recency: string; frequency: string; people: string }
  /** `names`: the groups whose people stand in the square, the largest first; `hue`: a group's place among the eleven. */
  squares: readonly { r: number; f: number; people: number; names: readonly string[]; hue: number }[]
}

/** People on each step of the ladder, the first step first, and those whose step nobody knows. */
export type LadderPicture = {
  kind: 'ladder'
  language: Language
  title: string
  rungs: readonly { name: string; people: number }[]
  unknown: { name: string; people: number }
  /** What the bars count, and what the shares are of. */
  axes: { people: string; share: string }
}

/** Things with one figure each, as bars; `figure` is what is said of the `value`. */
export type BarsPicture = {
  kind: 'bars'
  language: Language
  title: string
  rows: readonly { name: string; value: number; figure: string }[]
  note: string
}

/** What happened over stretches of time, as columns: `labels` are the stretches, and each series has a value for each. */
export type ColumnsPicture = {
  kind: 'columns'
  language: Language
  title: string
  labels: readonly string[]
  series: readonly { name: string; values: readonly number[] }[]
  note: string
}

/** What came after a broadcast, by how that is known, and who bought of both groups; shares and their ends are 0–1. */
export type EffectPicture = {
  kind: 'effect'
  language: Language
  title: string
  after: { title: string; parts: readonly { name: string; value: number; figure: string }[] }
  because: {
    title: string
    sides: readonly { name: string; figure: string; share: number; low: number; high: number }[]
    note: string
  }
}

/**
 * A month with what goes out on each day: `first` is the place of its first day in the week, 0 for the first of `weekdays`;
 * `days` the names of each day in turn, `today` its place among them or null.
 */
export type MonthPicture = {
  kind: 'month'
  language: Language
  title: string
  weekdays: readonly string[]
  first: number
  days: readonly (readonly string[])[]
  today: number | null
}

/** An address to be scanned, with its words below. */
export type QrPicture = { kind: 'qr'; address: string }

/** What can be painted: plain data, every word already in the reader's language. */
export type Picture =
  | SizesPicture
  | RfmPicture
  | LadderPicture
  | BarsPicture
  | ColumnsPicture
  | EffectPicture
  | MonthPicture
  | QrPicture
