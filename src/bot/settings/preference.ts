import { IANAZone } from 'luxon'
import { z } from 'zod'
import { listControlGroups } from '../../audience/holdout.js'
import type { RungNames } from '../../audience/ladder/rung.js'
import { currencySchema } from '../../audience/order/money.js'
import { listZones } from '../../audience/place/whereabouts.js'
import { type RfmRules, rfmRulesSchema, usualRules } from '../../audience/rfm/rules.js'
import { listOwnHours } from '../../audience/subscription/own-hours.js'
import type { Config } from '../../config.js'
import type { Db } from '../../db/open.js'
import type { QuietHours } from '../../delivery/gate/hours.js'
import { type GateRules, type QuietWay, quietWays } from '../../delivery/gate.js'
import type { Language } from '../../text/format.js'
import { CLICK_IDS } from '../../tracking/click.js'
import { findSetting, saveSetting } from '../settings.js'

/** How many marketing messages one person gets at most; null: as many as come. */
export type Frequency = { perDay: number | null; perWeek: number | null }

/**
 * The later questions of the survey: one to a person in so many days, by itself (`alone`), under offers, or not at all.
 * `by` is who switched `alone` on and gets the reports, a Telegram id; null: nobody yet.
 */
export type SurveyPace = { everyDays: number; alone: boolean; underOffer: boolean; by: number | null }

/**
 * How long things about people are kept, in months; null: until they are forgotten. `inbox`: that they wrote, `reads` and
 * `clicks`: that they saw and opened, `events`: what the shop reported, `searches`: what the team looked for, `acts`: what the team did. `strangers`:
 * days after the last word of people who never pressed Start.
 */
export type Kept = {
  inbox: number | null
  reads: number | null
  clicks: number | null
  events: number | null
  searches: number | null
  acts: number | null
  strangers: number
}

/** What the owner and the marketers decided in the chat; where they did not, what the configuration says or what is usual. */
export type Preferences = {
  /** The bot's time zone, an IANA name. */
  zone(): string
  /** How often and when people may be disturbed. */
  rules(): GateRules
  frequency(): Frequency
  /** Null: no hour is quiet. */
  quiet(): QuietHours | null
  /** What becomes of what falls into quiet hours. */
  quietWay(): QuietWay
  /** The language for people whose own the bot does not speak. */
  language(): Language
  /** Telegram ids of those who may get tests. */
  testPeople(): number[]
  /** Where the shop is reached by other means; null while nobody said. */
  contact(): string | null
  /** The shop's own name; null: the bot's is used. */
  title(): string | null
  /** The currency that sums are counted in, ISO 4217; orders in others are kept and left out of sums. */
  currency(): string
  /** That currency where somebody said it; null where it is only the usual one of the language. */
  saidCurrency(): string | null
  /** Of 100 of what a customer pays so much is left to the shop, a number from 0 to 100 with a tenth at most; null while nobody said. */
  margin(): number | null
  /** How customers are scored. */
  rfm(): RfmRules
  rungNames(): RungNames
  survey(): SurveyPace
  kept(): Kept
  /** Whether shops are told which click somebody came by. */
  clickIds(): boolean
  /** Keeps one of them. Each throws ZodError when the value does not fit. */
  save: {
    zone(zone: string): void
    frequency(frequency: Frequency | null): void
    quiet(quiet: QuietHours | null): void
    quietWay(way: QuietWay): void
    language(language: Language): void
    /** What the first owner speaks, who wrote to a bot that had never heard anybody of a team. */
    firstLanguage(language: Language): void
    testPeople(telegramIds: number[]): void
    contact(contact: string | null): void
    title(title: string | null): void
    currency(currency: string): void
    margin(of100: number | null): void
    rfm(rules: RfmRules): void
    rungNames(names: RungNames): void
    survey(survey: SurveyPace): void
    kept(kept: Kept): void
    clickIds(told: boolean): void
  }
}

/** How long a title, and how long a contact may be, in UTF-16 units. */
export const TITLE_LENGTH = 64
export const CONTACT_LENGTH = 200
/** How long the name of a step of the ladder may be, in UTF-16 units. */
export const RUNG_LENGTH = 32
/** How many test people there may be. */
export const MOST_TEST_PEOPLE = 20
/** The largest caps that may be set. */
export const MOST_PER_DAY = 50
export const MOST_PER_WEEK = 200

/** What holds until somebody decides otherwise. */
const usualFrequency = { perDay: 2, perWeek: 5 } as const satisfies Frequency
export const usualQuiet = { from: 22 * 60, to: 9 * 60 } as const satisfies QuietHours

const usualCurrency = { en: 'EUR', ru: 'RUB' } as const satisfies Record<Language, string>
/** Two years: enough to see a year beside the one before. */
export const usualKept = {
  ...{ inbox: 24, reads: 24, clicks: 24, events: 24, searches: 24, acts: 24 },
  strangers: 30,
} as const satisfies Kept

const unnamed: RungNames = [null, null, null, null, null]

const rungName = z.string().min(1).max(RUNG_LENGTH).nullable()
/** One question a week; whether it comes by itself or under an offer is for the marketers to say. */
const usualSurvey = { everyDays: 7, alone: false, underOffer: false, by: null } as const satisfies SurveyPace

const minute = z
  .int()
  .min(0)
  .max(24 * 60 - 1)
const months = z.int().min(1).max(120).nullable()
const schemas = {
  kept: z.object({
    ...{ inbox: months, reads: months, clicks: months, searches: months, acts: months },
    // What was chosen before there were any says nothing of them.
    events: months.default(24),
    strangers: z.int().min(1).max(365),
  }),
  clickIds: z.boolean(),
  zone: z.string().refine(zone => IANAZone.isValidZone(zone)),
  frequency: z
    .object({
      perDay: z.int().min(1).max(MOST_PER_DAY).nullable(),
      perWeek: z.int().min(1).max(MOST_PER_WEEK).nullable(),
    })
    .nullable(),
  quiet: z.object({ from: minute, to: minute }).nullable(),
  quietWay: z.enum(quietWays),
  language: z.enum(['en', 'ru']),
  testPeople: z.array(z.int().positive()).max(MOST_TEST_PEOPLE),
  contact: z.string().min(1).max(CONTACT_LENGTH).nullable(),
  title: z.string().min(1).max(TITLE_LENGTH).nullable(),
  currency: currencySchema,
  margin: z.number().min(0).max(100).nullable(),
  rungNames: z.tuple([rungName, rungName, rungName, rungName, rungName]),
  survey: z.object({
    everyDays: z.int().min(1).max(90),
    alone: z.boolean(),
    underOffer: z.boolean(),
    by: z.int().nullable(),
  }),
}

/** Opens the preferences. @param config what holds where nothing was decided in the chat */
export function createPreferences(db: Db, config: Pick<Config, 'timeZone' | 'language'>): Preferences {
  const zone = preference<string>(db, 'zone', schemas.zone, () => config.timeZone)
  const frequency = preference<Frequency | null>(db, 'frequency', schemas.frequency, () => usualFrequency)
  const quiet = preference<QuietHours | null>(db, 'quiet', schemas.quiet, () => usualQuiet)
  const quietWay = preference<QuietWay>(db, 'quiet_way', schemas.quietWay, () => 'hold')
  const firstLanguage = preference<Language>(db, 'first_language', schemas.language, () => 'en')
  const language = preference<Language>(db, 'language', schemas.language, () => config.language ?? firstLanguage.find())
  const testPeople = preference<number[]>(db, 'test_people', schemas.testPeople, () => [])
  const contact = preference<string | null>(db, 'contact', schemas.contact, () => null)
  const title = preference<string | null>(db, 'title', schemas.title, () => null)
  const currency = preference<string>(db, 'currency', schemas.currency, () => usualCurrency[language.find()])
  const margin = preference<number | null>(db, 'margin', schemas.margin, () => null)
  const rfm = preference<RfmRules>(db, 'rfm', rfmRulesSchema, () => usualRules)
  const rungNames = preference<RungNames>(db, 'rung_names', schemas.rungNames, () => unnamed)
  const survey = preference<SurveyPace>(db, 'survey', schemas.survey, () => usualSurvey)
  const kept = preference<Kept>(db, 'kept', schemas.kept, () => usualKept)
  const clickIds = preference<boolean>(db, CLICK_IDS, schemas.clickIds, () => true)
  const questions = () => (survey.find().underOffer ? { questions: { everyDays: survey.find().everyDays } } : {})
  const caps = () => frequency.find() ?? { perDay: null, perWeek: null }
  return {
    zone: zone.find,
    rules: () => ({
      ...{ zone: zone.find(), ...caps(), quiet: quiet.find(), zones: listZones(db) },
      ...{ quietWay: quietWay.find(), own: listOwnHours(db), control: listControlGroups(db), ...questions() },
    }),
    frequency: caps,
    quiet: quiet.find,
    quietWay: quietWay.find,
    language: language.find,
    testPeople: testPeople.find,
    contact: contact.find,
    title: title.find,
    currency: currency.find,
    saidCurrency: () => findSetting(db, 'currency', currencySchema),
    margin: margin.find,
    rfm: rfm.find,
    rungNames: rungNames.find,
    survey: survey.find,
    kept: kept.find,
    clickIds: clickIds.find,
    save: {
      zone: zone.save,
      frequency: frequency.save,
      quiet: quiet.save,
      quietWay: quietWay.save,
      language: language.save,
      firstLanguage: firstLanguage.save,
      testPeople: testPeople.save,
      contact: contact.save,
      title: title.save,
      currency: currency.save,
      margin: margin.save,
      rfm: rfm.save,
      rungNames: rungNames.save,
      survey: survey.save,
      kept: kept.save,
      clickIds: clickIds.save,
    },
  }
}

/** One setting. What was parsed is kept for as long as the row says the same, so a rollback is never remembered. */
function preference<T>(db: Db, key: string, schema: z.ZodType<T>, usual: () => T) {
  let known: { text: string; value: T } | null = null
  const select = db.sql<{ value: string }>('select value from settings where key = ?')
  return {
    find(): T {
      const text = select.get(key)?.value
      if (text === undefined) return usual()
      if (known?.text === text) return known.value
      const parsed = schema.safeParse(JSON.parse(text))
      const value = parsed.success ? parsed.data : usual()
      known = { text, value }
      return value
    },
    save: (value: T): void => saveSetting(db, key, schema, value),
  }
}
