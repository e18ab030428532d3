import { listQuestions } from '../../../audience/survey/question.js'
import { shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { key } from '../../card.js'
import { type Entry, screen } from '../../screen.js'
import { pageRow, pageWithin } from '../page.js'
import { toGroup } from '../settings/addresses.js'
import { survey } from './addresses.js'

const SIZE = 7
const LABEL = 30

/** Settings → Survey: its questions in order, a page at a time. */
export const listPlaces: Entry[] = [
  screen(survey.home, ({ db, preferences, t: { admin, surveyCards: t } }, { page: wanted }) => {
    const questions = listQuestions(db)
    const page = pageWithin(wanted, { size: SIZE, total: questions.length })
    const shown = questions.slice(page * SIZE, (page + 1) * SIZE)
    const { alone, underOffer, everyDays } = preferences.survey()
    return {
      text: lines([
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
          key(`${page * SIZE + i + 1}. ${shorten(text, LABEL)}`, survey.open, { question: id }),
        ]),
        ...pageRow(survey.home, { page, size: SIZE, total: questions.length }),
        [
          key(t.keys.add, survey.add, { page: 0 }),
          ...(questions.length === 0 ? [] : [key(t.keys.results, survey.results, { page: 0 })]),
        ],
        [key(t.keys.later, survey.later, {}), toGroup(admin.back, 'read')],
      ],
    }
  }),
]
