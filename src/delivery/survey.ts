import { listQuestions, type Question } from '../audience/survey/question.js'
import type { Pace } from '../audience/survey.js'
import { DAY } from '../clock.js'
import type { Db } from '../db/open.js'
import type { Reader } from '../db/reader.js'
import type { Content } from '../offers/content.js'
import { createOffer, freezeOffer, setKind } from '../offers/offer.js'
import { addContent } from '../offers/variant.js'
import { date, type Language, shorten } from '../text/format.js'
import { texts } from '../text/index.js'
import type { Rich } from '../text/rich.js'
import type { Part } from './broadcast.js'
import { findStrangers, startsCarefully } from './careful/strangers.js'
import { isTooSmall } from './careful.js'
import type { GateRules } from './gate.js'
import { scheduleBroadcast } from './lifecycle.js'
import { type Check, checkAudience } from './plan.js'

const NAME = 40

/** Who would be asked what, if the next round of the survey left now. */
export type RoundCheck = Pick<Check, 'skipped' | 'people'> & {
  questions: { question: Question; people: number }[]
  /** A few are asked first: for many of these people it is the first message, or the first after a long time. */
  careful: boolean
}

/**
 * Asks that, by the very statement that plans the round.
 * @param reader the jobs' one where nobody waits
 * @throws AppError `query_timeout` when the reader's time is over
 */
export async function checkRound(
  db: Db,
  { pace, rules, at }: { pace: Pace; rules: GateRules; at: number },
  reader: Reader = db.people,
): Promise<RoundCheck> {
  const questions = listQuestions(db).filter(({ attribute }) => attribute.archivedAt === null)
  if (questions.length === 0) return { questions: [], skipped: [], people: 0, careful: false }
  const parts = questions.map(question => partOf(question, 0, pace))
  const terms = { marketing: true, survey: true, notLaterThan: null, at, rules }
  const context = { at, zone: rules.zone }
  const check = await checkAudience(db, { parts, leftOut: [] }, context, terms, reader)
  const strangers = await findStrangers(db, { parts, leftOut: [] }, context, terms, reader)
  return {
    questions: questions.map((question, i) => ({ question, people: check.perPart[i] ?? 0 })),
    skipped: check.skipped,
    people: check.people,
    careful: !isTooSmall(check.people) && startsCarefully(strangers),
  }
}

/** When the newest round was made, ms UTC, and whether it is still going on; null before the first. */
export function findLastRound(db: Db): { at: number; open: boolean } | null {
  const row = db
    .sql<{ at: number; open: number }>(
      `select b.created_at as at, b.state not in ('finished', 'cancelled') as open from broadcasts b
       join offers o on o.id = b.offer_id where o.kind = 'survey' order by b.created_at desc, b.id desc limit 1`,
    )
    .get()
  return row === undefined ? null : { at: row.at, open: row.open === 1 }
}

/**
 * Makes the next round a broadcast that starts by itself: a message for each question that is due to somebody. Call it
 * within a group.
 * @returns its id; null when nobody is to be asked, or a round is going on
 */
export function startRound(
  db: Db,
  check: RoundCheck,
  round: { pace: Pace; zone: string; language: Language; createdBy: number },
  at: number,
): number | null {
  const asked = check.questions.filter(({ people }) => people > 0).map(({ question }) => question)
  if (asked.length === 0 || check.people === 0 || findLastRound(db)?.open === true) return null
  const name = texts(round.language).survey.roundName(date(at, round.zone, round.language))
  const { id } = createOffer(db, { createdBy: round.createdBy, goal: 'collect', name, utm: false }, at)
  setKind(db, id, 'survey')
  const parts = asked.map(question => {
    const variant = addContent(db, id, contentOf(question, round.language))
    return partOf(question, variant.id, round.pace)
  })
  freezeOffer(db, id, at)
  const { people: shownAudience, careful } = check
  const terms = { startsAt: at, zone: round.zone, shownAudience, careful, createdBy: round.createdBy }
  return scheduleBroadcast(db, { ...terms, parts, leftOut: [], offerId: id }, at)
}

/** A question as a message: its words, why it is asked, and how to answer it. */
export function questionWords(question: Question, language: Language): Rich {
  const { survey } = texts(language)
  return survey.question(question.text, question.purpose, question.options.length > 0 ? null : question.attribute.type)
}

/**
 * The weekly round, made by itself while it is switched on: never before the pace allows, never beside another.
 * @param deps.survey how often, whether it is switched on, and who gets the report (Telegram id, null: nobody)
 */
export function createSurveyor(deps: {
  db: Db
  survey: () => Pace & { alone: boolean; by: number | null }
  rules: () => GateRules
  language: () => Language
}): { run(at: number): Promise<void> } {
  const { db } = deps
  return {
    async run(at) {
      const { alone, by, everyDays } = deps.survey()
      if (!alone || by === null) return
      const last = findLastRound(db)
      if (last !== null && (last.open || at - last.at < everyDays * DAY)) return
      const rules = deps.rules()
      const check = await checkRound(db, { pace: { everyDays }, rules, at }, db.jobs)
      if (check.people === 0) return
      const round = { pace: { everyDays }, zone: rules.zone, language: deps.language(), createdBy: by }
      await db.group(() => startRound(db, check, round, at))
    },
  }
}

function partOf(question: Question, variantId: number, { everyDays }: Pace): Part {
  return {
    variantId,
    segmentId: null,
    name: shorten(question.text, NAME),
    criterion: { leaf: 'everyone' },
    question: { id: question.id, everyDays },
  }
}

function contentOf(question: Question, language: Language): Content {
  const { text, entities } = questionWords(question, language)
  return { kind: 'text', text, entities, fileId: null, preview: false, buttons: [] }
}
