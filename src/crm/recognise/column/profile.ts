/** A value of a column, and the line on which it stands first. */
export type Sample = { line: number; value: string }

/**
 * What a column holds, over all rows. Counts are of cells that say something (`filled`); those of phones are worked out
 * from the first 400 and carried over. `values` are the distinct ones with how often each stands, null when there are
 * too many.
 */
export type Profile = {
  header: string
  filled: number
  samples: Sample[]
  values: Map<string, number> | null
  phones: number
  /** Mobiles among the first 400. */
  mobiles: number
  /** Phones written with a plus, brackets or an 8, which nothing else is. */
  surePhones: number
  rounded: number
  roundedSample: Sample | null
  emails: number
  usernames: number
  /** Of them those with an @ before them, or in a link to Telegram, which nothing else is. */
  handles: number
  /** Bare numbers of 5 to 13 digits, and negative ones, as Telegram's ids are. */
  integers: number
  ids: number
  /** The least and the greatest of them. */
  span: { least: number; most: number }
  groups: number
  days: DayCounts
  amounts: AmountCounts
  currencies: number
  texts: number
  names: number
  json: number
  links: number
  longest: number
  /** Cells that count the rows: 1, 2, 3 … */
  counting: number
  /** Rows whose cell equals that of the row before. */
  repeats: number
}

/** `dayFirst`, `monthFirst`: rows that decide it; `either`: rows that may be both, and would be different days. */
export type DayCounts = {
  all: number
  exact: number
  dayFirst: number
  monthFirst: number
  either: number
  dotted: number
  eitherSample: Sample | null
  /** Of days with an hour, and of hours alone. */
  hours: number
  clocks: number
  seconds: number
  millis: number
  serials: number
}

/** `point`, `comma`: rows that decide the decimal sign; `either`: rows in which one sign may be both. */
export type AmountCounts = {
  all: number
  point: number
  comma: number
  either: number
  eitherSample: Sample | null
  small: number
  negative: number
  fractions: number
  named: Map<string, number>
  sum: number
  most: number
}

/** Of more distinct values of a column than these none is held. */
export const MOST_VALUES = 60
/** So many cells of a column are read as phones; the others count by how these came out. */
export const PARSED = 400
/** All distinct values that are held, in all columns together. */
const BUDGET = 60_000

/** Values that may still be held, over all columns of a file. */
export type Budget = { left: number }

/** Room for what a file of any width may hold. */
export function createBudget(): Budget {
  return { left: BUDGET }
}

/** A column of which nothing was seen yet. */
export function emptyProfile(header: string): Profile {
  return {
    ...{
      header,
      filled: 0,
      samples: [],
      values: new Map(),
      phones: 0,
      mobiles: 0,
      surePhones: 0,
      rounded: 0,
      roundedSample: null,
    },
    ...{
      emails: 0,
      usernames: 0,
      handles: 0,
      integers: 0,
      ids: 0,
      groups: 0,
      currencies: 0,
      texts: 0,
      names: 0,
      json: 0,
      links: 0,
    },
    ...{ longest: 0, counting: 0, repeats: 0, span: { least: Number.POSITIVE_INFINITY, most: 0 } },
    days: {
      ...{ all: 0, exact: 0, dayFirst: 0, monthFirst: 0, either: 0, dotted: 0, eitherSample: null },
      ...{ hours: 0, clocks: 0, seconds: 0, millis: 0, serials: 0 },
    },
    amounts: {
      ...{ all: 0, point: 0, comma: 0, either: 0, eitherSample: null, small: 0, negative: 0, fractions: 0 },
      ...{ named: new Map(), sum: 0, most: 0 },
    },
  }
}
