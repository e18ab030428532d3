import type { Broadcast } from '../../../delivery/broadcast.js'
import { unreachable } from '../../../errors.js'
import { linksText, messageName, messagesText, type PartMoney } from '../../../reports/breakdown.js'
import type { LinkReport, Report } from '../../../reports/metrics.js'
import { isToSell } from '../../../reports/summary/figure.js'
import { type Beside, reportText } from '../../../reports/summary.js'
import { type Language, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import type { Address } from '../../address.js'
import { BESIDE, type Card, type Key, key, pairs } from '../../card.js'
import { control } from '../control/addresses.js'
import { orders } from '../orders/addresses.js'
import { settings } from '../settings/addresses.js'
import { broadcasts } from './addresses.js'
import { countedKey } from './counted.js'
import { type Page, pageOf, pagesWith } from './pages.js'
import { valuesOf } from './people.js'

const MESSAGES_A_PAGE = 6
const LINKS_A_PAGE = 10
/** What can be read about the ways on, in the order of their buttons' numbers. */
export const WAYS = ['helps', 'next', 'happened'] as const

/**
 * The report of a broadcast; preliminary while it is not over.
 * @param at when it is read, ms UTC
 * @param beside what stands beside its figures
 * @param writes whoever reads it may write to its people
 * @param resends whoever is without an answer may be sent it again
 */
export function reportCard(
  report: Report,
  language: Language,
  { at, writes, resends, ...beside }: Beside & { at: number; writes: boolean; resends: boolean },
): Card {
  const { reports, repairCards, delivery, admin } = texts(language)
  const { buttons } = reports
  const { broadcastId: id } = report
  const over = report.state === 'finished' || report.state === 'cancelled'
  const details: Key[] = []
  if (report.messages.length > 1) details.push(key(buttons.byMessage, broadcasts.messages, { id, page: 0 }))
  if (report.links.length > 0) details.push(key(buttons.byLink, broadcasts.links, { id, page: 0 }))
  const resend = report.noAnswer > 0 && resends
  const next = over && report.startedAt !== null && writes
  return {
    text: reportText(report, language, at, beside),
    keyboard: [
      ...wayOnRows(report, beside.paid, language),
      ...pairs(details),
      ...(resend ? [[key(`${buttons.resend} · ${report.noAnswer}`, broadcasts.askResend, { id })]] : []),
      [
        ...(next ? [key(repairCards.buttons.followUps, broadcasts.followUps, { id })] : []),
        ...(report.startedAt === null ? [] : [key(buttons.more, broadcasts.more, { id })]),
      ],
      [
        key(buttons.refresh, broadcasts.report, { id }),
        over ? key(delivery.buttons.list, broadcasts.back, { id }) : key(admin.back, broadcasts.open, { id }),
      ],
    ].filter(row => row.length > 0),
  }
}

/** What can be done about its money: there is always a way on. */
function wayOnRows(
  { broadcastId: id, goal, kind, startedAt }: Report,
  paid: Beside['paid'],
  language: Language,
): Key[][] {
  const { moneyCards, orderCards, settingsCards } = texts(language)
  const { keys } = moneyCards
  if (kind !== 'marketing' || startedAt === null || paid === 'slow') return []
  if (paid === null) return isToSell(goal) ? [[key(orderCards.keys.bring, orders.home, {})]] : []
  if (!isToSell(goal) && paid.effect.kind === 'none') return []
  const about = (what: (typeof WAYS)[number]) => broadcasts.wayOn.data({ id, what: WAYS.indexOf(what) })
  const phones = key(keys.phones, orders.ask, {})
  const quarter = key(keys.quarter, control.home, {})
  switch (paid.effect.kind) {
    case 'none':
    case 'ended':
      return [[{ label: keys.next, data: about('next') }]]
    case 'unsound':
      return [[{ label: keys.happened, data: about('happened') }]]
    case 'few':
    case 'unclear':
      return [[phones, quarter]]
    case 'more':
    case 'fewer':
      return [
        ...(paid.effect.kind === 'fewer' || (paid.reckoning.kind === 'reckoned' && paid.reckoning.paid !== 'yes')
          ? [[{ label: keys.helps, data: about('helps') }]]
          : []),
        ...(paid.reckoning.kind === 'none' && paid.reckoning.why === 'margin'
          ? [[key(settingsCards.ways.margin, settings.margin, {})]]
          : []),
      ]
    case 'preliminary':
      return []
    default:
      return unreachable(paid.effect)
  }
}

/**
 * What else there is to a report: files, people, reasons, and what comes after it.
 * @param how.writes as for `reportCard`
 * @param how.tried the part whose versions were tried; null: none was
 */
export function moreCard(
  { broadcastId: id, generation, name, state, startedAt }: Report,
  language: Language,
  { writes, tried }: { writes: boolean; tried: number | null },
): Card {
  const { reports, repairCards, segmentCards, exportCards, resultCards, whyCards, moneyCards, figureCards, admin } =
    texts(language)
  const { versionCards } = texts(language)
  const over = (state === 'finished' || state === 'cancelled') && startedAt !== null
  return {
    text: reports.more(name),
    keyboard: [
      ...pairs([
        ...(startedAt === null ? [] : [key(moneyCards.hours.key, broadcasts.hours, { id })]),
        ...(startedAt === null ? [] : [key(moneyCards.picture, broadcasts.effectPicture, { id })]),
        ...(tried === null ? [] : [key(versionCards.keys.report, broadcasts.trial, { id, part: tried })]),
        key(segmentCards.who, broadcasts.counted, { id, message: 0, page: 0 }),
        ...(writes ? [key(whyCards.door, broadcasts.why, { id })] : []),
        key(exportCards.file, broadcasts.reportFile, { id }),
        key(resultCards.keys.tables, broadcasts.reportTables, { id }),
        ...(over && writes ? [key(repairCards.buttons.fix, broadcasts.startRepair, { id })] : []),
        key(figureCards.door, broadcasts.figures, { id }),
      ]),
      ...(over && writes
        ? [
            [key(repairCards.buttons.repeat, broadcasts.repeat, { id, generation })],
            [key(repairCards.buttons.copy, broadcasts.copy, { id, generation })],
          ]
        : []),
      [key(admin.back, broadcasts.report, { id })],
    ],
  }
}

/** A page of the report by message. @param places of its messages, see `placesOf` */
export function messagesCard(
  report: Report,
  page: number,
  language: Language,
  places: ReadonlyMap<number, number>,
  money: PartMoney,
): Card {
  const shown = pageOf(report.messages, page, MESSAGES_A_PAGE)
  const who = shown.items.flatMap(message => {
    const place = places.get(message.variantId)
    if (place === undefined) return []
    const label = shorten(`👥 ${place} ${messageName(message, report, language)}`, BESIDE)
    return [key(label, broadcasts.counted, { id: report.broadcastId, message: place, page: 0 })]
  })
  return {
    text: messagesText(report, shown.items, language, money),
    keyboard: underDetails(report, broadcasts.messages, shown, language, [
      ...pairs(who),
      [key(texts(language).moneyCards.picture, broadcasts.messagesPicture, { id: report.broadcastId })],
    ]),
  }
}

/** A page of the report by link. @param read.at when it is read, ms UTC */
export function linksCard(
  report: Report,
  page: number,
  language: Language,
  { at, money }: { at: number; money: PartMoney },
): Card {
  const shown = pageOf(report.links, page, LINKS_A_PAGE)
  return {
    text: linksText(report, shown.items, language, at, money),
    keyboard: underDetails(report, broadcasts.links, shown, language, linkRows(report, shown.items)),
  }
}

/** Who clicked a link: the same one in all versions. */
function linkRows({ broadcastId: id }: Report, links: readonly LinkReport[]): Key[][] {
  const clicked = new Map(links.filter(({ people }) => people > 0).map(link => [link.number, link]))
  return pairs(
    [...clicked.values()].map(({ number, label }) =>
      key(shorten(`👥 ${number} ${label}`, BESIDE), broadcasts.people, {
        ...valuesOf(id, { kind: 'clicked', link: number, until: null }),
        page: 0,
      }),
    ),
  )
}

/** Asks before anybody might get the message twice. */
export function resendCard(
  { id, generation }: Pick<Broadcast, 'id' | 'generation'>,
  noAnswer: number,
  language: Language,
): Card {
  const words = texts(language).reports
  return {
    text: words.askResend(noAnswer),
    keyboard: [
      [countedKey(texts(language).segmentCards.who, id, 'no_answer')],
      [key(texts(language).admin.back, broadcasts.report, { id })],
      [key(words.buttons.reallyResend, broadcasts.resend, { id, generation })],
    ],
  }
}

function underDetails(
  report: Report,
  definition: Address<'id' | 'page'>,
  shown: Page<unknown>,
  language: Language,
  more: Key[][] = [],
): Key[][] {
  const id = report.broadcastId
  const { exportCards, admin } = texts(language)
  return [
    ...pagesWith(definition, id, shown),
    ...more,
    [key(exportCards.file, broadcasts.reportFile, { id }), key(admin.back, broadcasts.report, { id })],
  ]
}
