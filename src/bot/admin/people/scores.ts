import { MEASURES, type Measure } from '../../../audience/rfm/rules.js'
import { findRefresh, groupOf } from '../../../audience/rfm.js'
import { DAY } from '../../../clock.js'
import { date, dateTime, money } from '../../../text/format.js'
import { b, lines, type Piece } from '../../../text/rich.js'
import type { Here } from '../../here.js'
import { type Entry, screen } from '../../screen.js'
import { personName } from '../words/person.js'
import { pointWords } from '../words/points.js'
import { people } from './addresses.js'
import { type Scores, scoresOf } from './facts.js'
import { back, getPerson } from './person.js'

/** Their scores with what was counted and where it is cut, by the rules of the last refresh; else why there are none. */
export const scorePlaces: Entry[] = [
  screen(people.scores, (here, { id }) => {
    const { language } = here
    const { labels, personCards: t } = here.t
    const refresh = findRefresh(here.db)
    const scores = scoresOf(here.db, id)
    const group = groupOf(here.db, id)
    return {
      text: lines([
        t.rfmTitle(personName(here, getPerson(here, id))),
        '',
        b(labels.cells[group]),
        labels.advice[group],
        ...(refresh === null
          ? ['', t.rfmNotCounted]
          : [
              ...(scores === null ? [] : scoreLines(here, scores, refresh)),
              '',
              t.rfmCounted(
                dateTime(refresh.at, here.zone(), language, here.at),
                refresh.terms.rules.windowMonths,
                refresh.terms.currency,
              ),
            ]),
      ]),
      keyboard: [back(here, id)],
    }
  }),
]

function scoreLines(
  { language, t: { personCards: t, rfmCards } }: Here,
  scores: Scores,
  { cuts, terms }: NonNullable<ReturnType<typeof findRefresh>>,
): Piece[] {
  const counted: Record<Measure, [letter: string, what: string]> = {
    recency: [`R${scores.r}`, t.lastOrder(date(scores.lastDay * DAY, 'utc', language))],
    frequency: [`F${scores.f}`, t.ordersCounted(scores.orders)],
    money: [`M${scores.m}`, money(scores.money, terms.currency, language)],
  }
  return MEASURES.flatMap(measure => [
    '',
    t.score(...counted[measure]),
    ...(cuts === null
      ? []
      : [t.cutAt(rfmCards.measures[measure], pointWords(measure, cuts[measure], terms.currency, language))]),
  ])
}
