import { MEASURES } from '../../../audience/rfm/rules.js'
import { findRefresh, type GroupSize, listGroupSizes, type RfmRefresh } from '../../../audience/rfm.js'
import { dateTime, type Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece } from '../../../text/rich.js'
import { type Card, key, pairs } from '../../card.js'
import type { BotContext } from '../../context.js'
import { forRole, mayPress } from '../../permission.js'
import { roleOf } from '../../team.js'
import { home } from '../home/addresses.js'
import { settings, toGroup } from '../settings/addresses.js'
import { presses } from './addresses.js'
import type { RfmDeps } from './deps.js'
import { groupRows } from './group-keys.js'
import { pointWords } from './words.js'

/** The groups of customers, what divides them, and what to do with each. @param page of the ways to their people */
export async function rfmCard({ db, preferences, zone, adminIds }: RfmDeps, ctx: BotContext, page = 0): Promise<Card> {
  const { rfmCards: t, settingsCards } = texts(ctx.language)
  const role = roleOf(db, { adminIds }, ctx.from?.id ?? 0) ?? 'analyst'
  const refresh = findRefresh(db)
  const sizes = refresh === null ? [] : await listGroupSizes(db)
  const at = (label: string, measure: number) => key(label, presses.measure, { measure })
  return {
    text: lines([
      t.title(),
      '',
      t.window(preferences.rfm().windowMonths, preferences.currency()),
      ...(refresh === null
        ? [t.notCounted]
        : [
            t.counted(dateTime(refresh.at, zone(), ctx.language, ctx.at), refresh.customers),
            ...cutLines(refresh, ctx.language),
            refresh.otherCurrency === 0 ? null : t.otherCurrency(refresh.otherCurrency, refresh.terms.currency),
          ]),
      '',
      ...sizes
        .filter(({ customers, subscribers }) => customers + subscribers > 0)
        .flatMap(size => groupLines(size, ctx.language)),
    ]),
    keyboard: [
      ...(await groupRows(db, ctx, page, sizes)).map(row => forRole(role, row)).filter(row => row.length > 0),
      ...pairs(
        forRole(role, [
          key(t.keys.window, presses.window, {}),
          at(t.keys.recency, 0),
          at(t.keys.frequency, 1),
          at(t.keys.money, 2),
          key(t.keys.movement, presses.movement, {}),
          mayPress(role, settings.home.name)
            ? toGroup(t.keys.settings, 'groups')
            : key(settingsCards.keys.menu, home.home, {}),
        ]),
      ),
    ],
  }
}

function cutLines({ cuts, terms }: RfmRefresh, language: Language): Piece[] {
  const { rfmCards: t } = texts(language)
  if (cuts === null) return []
  return MEASURES.map(measure => {
    const how = terms.rules[measure] === 'shares' ? t.shares : t.steps
    return t.cutLine(t.measures[measure], how, pointWords(measure, cuts[measure], terms.currency, language))
  })
}

function groupLines({ group, customers, subscribers }: GroupSize, language: Language): Piece[] {
  const { rfmCards: t, labels } = texts(language)
  const size =
    customers === 0 ? t.people(labels.cells[group], subscribers) : t.group(labels.cells[group], customers, subscribers)
  return [size, labels.advice[group]]
}
