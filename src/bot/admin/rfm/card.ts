import { isDeepStrictEqual } from 'node:util'
import { isAnythingBought } from '../../../audience/customer/bought.js'
import { MEASURES } from '../../../audience/rfm/rules.js'
import { findRefresh, type GroupSize, listGroupSizes, type RfmRefresh } from '../../../audience/rfm.js'
import { smallTable } from '../../../reports/export/table.js'
import { dateTime, type Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { type Entry, type Shown, screen } from '../../screen.js'
import { fileKey, tablesWay } from '../cards/file.js'
import { home } from '../home/addresses.js'
import { groupRows } from '../keys/groups.js'
import { bringOrdersRow } from '../keys/orders.js'
import { segments } from '../segments/addresses.js'
import { settings, toGroup } from '../settings/addresses.js'
import { ordersKnownLines } from '../words/orders-known.js'
import { pointWords } from '../words/points.js'
import { rfm } from './addresses.js'
import { termsNow } from './terms.js'

/** The groups of customers, what divides them, and what to do with each. */
export const cardPlaces: Entry[] = [
  screen(rfm.home, here => groupsCard(here, 0), { costly: true }),

  tablesWay(rfm.file, async ({ db, t: { labels, exportCards } }) => {
    const { group, customers, people } = exportCards.columns
    const rows = (await listGroupSizes(db)).map(size => [labels.cells[size.group], size.customers, size.subscribers])
    return [smallTable(exportCards.names.groups, [group, customers, people], () => rows)]
  }),

  screen(rfm.groups, (here, { page }) => groupsCard(here, page), { costly: true }),
]

/** @param page of the ways to their people */
async function groupsCard(here: Here, page: number): Promise<Shown> {
  const { rfmCards: t, settingsCards, reports } = here.t
  const { db, preferences, zone, language } = here
  const refresh = findRefresh(db)
  const sizes = refresh === null ? [] : await listGroupSizes(db)
  const bought = isAnythingBought(db)
  const outdated = !isDeepStrictEqual(refresh?.terms, termsNow(here))
  const at = (label: string, measure: number) => key(label, rfm.measure, { measure })
  return {
    text: lines([
      t.title(),
      '',
      t.window(preferences.rfm().windowMonths, preferences.currency()),
      ...(bought ? [] : [here.t.orderCards.unknown, here.t.orderCards.why]),
      ...(refresh === null
        ? [bought ? t.notCounted : null]
        : [
            t.counted(dateTime(refresh.at, zone(), language, here.at), refresh.customers),
            ...cutLines(refresh, language),
            outdated ? t.outdated : null,
            refresh.otherCurrency === 0 ? null : t.otherCurrency(refresh.otherCurrency, refresh.terms.currency),
          ]),
      ...(await ordersKnownLines(here)),
      '',
      ...sizes
        .filter(({ customers, subscribers }) => customers + subscribers > 0)
        .flatMap(size => groupLines(size, language)),
    ]),
    keyboard: [
      ...bringOrdersRow(here),
      ...(await groupRows(here, page, sizes)),
      ...(outdated ? [[key(reports.buttons.refresh, rfm.home, {})]] : []),
      ...pairs([
        key(t.keys.window, rfm.window, {}),
        at(t.keys.recency, 0),
        at(t.keys.frequency, 1),
        at(t.keys.money, 2),
        key(t.keys.movement, rfm.movement, {}),
        ...(sizes.length === 0 ? [] : [fileKey(here, rfm.file, {})]),
        key(t.keys.segments, segments.list, { page: 0 }),
        here.may(settings.home) ? toGroup(t.keys.settings, 'groups') : key(settingsCards.keys.menu, home.home, {}),
      ]),
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
