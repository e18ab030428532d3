import { listQuestions } from '../../../audience/question.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece } from '../../../text/rich.js'
import { type Card, key } from '../../card.js'
import type { BotContext } from '../../context.js'
import { pageRow } from '../page.js'
import { toGroup } from '../settings/addresses.js'
import { presses } from './addresses.js'
import type { SurveyDeps } from './deps.js'

const SIZE = 7
const LABEL = 30

/** The survey: its questions in order. @param note what has just been done */
export function listCard(
  { db, preferences }: Pick<SurveyDeps, 'db' | 'preferences'>,
  ctx: BotContext,
  wanted = 0,
  note: Piece | null = null,
): Card {
  const { admin, surveyCards: t } = texts(ctx.language)
  const questions = listQuestions(db)
  const page = Math.max(0, Math.min(wanted, Math.ceil(questions.length / SIZE) - 1))
  const shown = questions.slice(page * SIZE, (page + 1) * SIZE)
  const { alone, underOffer, everyDays } = preferences.survey()
  return {
    text: lines([
      ...(note === null ? [] : [note, '']),
      t.title,
      '',
      ...(questions.length === 0
        ? [t.none]
        : shown.map(({ text, atStart }, i) => t.row(page * SIZE + i + 1, text, atStart))),
      '',
      t.laterNow(everyDays, alone, underOffer),
    ]),
    keyboard: [
      ...shown.map(({ id, text }, i) => [
        key(`${page * SIZE + i + 1}. ${shorten(text, LABEL)}`, presses.open, { question: id }),
      ]),
      ...pageRow(presses.home, { page, size: SIZE, total: questions.length }),
      [
        key(t.keys.add, presses.add, { page: 0 }),
        ...(questions.length === 0 ? [] : [key(t.keys.results, presses.results, { page: 0 })]),
      ],
      [key(t.keys.later, presses.later, {}), toGroup(admin.back, 'read')],
    ],
  }
}
