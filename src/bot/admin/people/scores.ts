import { MEASURES, type Measure } from '../../../audience/rfm/rules.js'
import { findRefresh, groupOf } from '../../../audience/rfm.js'
import { DAY } from '../../../clock.js'
import { date, dateTime, money } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { b, lines, type Piece } from '../../../text/rich.js'
import type { Card } from '../../card.js'
import type { BotContext } from '../../context.js'
import { pointWords } from '../rfm/words.js'
import { back, getPerson, type PeopleDeps, personName } from './card.js'
import { type Scores, scoresOf } from './facts.js'

/** Their scores with what was counted and where it is cut, by the rules of the last refresh; else why there are none. */
export function scoresCard(deps: PeopleDeps, ctx: BotContext, id: number): Card {
  const { language } = ctx
  const { labels, personCards: t } = texts(language)
  const refresh = findRefresh(deps.db)
  const scores = scoresOf(deps.db, id)
  const group = groupOf(deps.db, id)
  return {
    text: lines([
      t.rfmTitle(personName(getPerson(deps, id))),
      '',
      b(labels.cells[group]),
      labels.advice[group],
      ...(refresh === null
        ? ['', t.rfmNotCounted]
        : [
            ...(scores === null ? [] : scoreLines(scores, refresh, language)),
            '',
            t.rfmCounted(
              dateTime(refresh.at, deps.zone(), language, ctx.at),
              refresh.terms.rules.windowMonths,
              refresh.terms.currency,
            ),
          ]),
    ]),
    keyboard: [back(ctx, id)],
  }
}

function scoreLines(
  scores: Scores,
  { cuts, terms }: NonNullable<ReturnType<typeof findRefresh>>,
  language: BotContext['language'],
): Piece[] {
  const { personCards: t, rfmCards } = texts(language)
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
