import { isAction } from '../offers/button/action.js'
import { shortAddress } from '../text/address.js'
import { type Language, shorten, versionLetter } from '../text/format.js'
import { texts } from '../text/index.js'
import { b, concat, lines, type Piece, type Rich, rich } from '../text/rich.js'
import type { CameAfter, Orders } from './came-after.js'
import type { LinkReport, MessageReport, Report } from './metrics.js'
import { honestShare } from './share.js'
import { sumsOf } from './summary/money.js'
import { moment } from './summary.js'

const ADDRESS_LENGTH = 60

const NAMES_LENGTH = 120

/** What the parts of a broadcast brought, where any order is known, and the shop's currency. */
export type PartMoney = { came: CameAfter; currency: string } | null

/** One page of the report, message by message. */
export function messagesText(
  report: Report,
  messages: readonly MessageReport[],
  language: Language,
  money: PartMoney = null,
): Rich {
  const words = texts(language).reports
  return concat(
    [
      rich`${words.headline(report.name)} · ${words.byMessage}`,
      ...messages.map(message =>
        lines([
          words.message(messageName(message, report, language), message.delivered),
          message.delivered === 0
            ? null
            : words.messageFigures(
                honestShare(message.seen.certain, message.delivered, language, 'down'),
                honestShare(message.clicked, message.delivered, language),
                message.replied,
              ),
          ...boughtLines(
            money,
            money?.came.perMessage.find(one => one.variantId === message.variantId),
            language,
          ),
          words.messageLeft(message.stopped, message.paused, message.blocked),
        ]),
      ),
    ],
    '\n\n',
  )
}

/** What one part of it brought. */
function boughtLines(money: PartMoney, part: (Orders & { people?: number }) | undefined, language: Language): Piece[] {
  if (money === null || part === undefined || part.orders === 0) return []
  const { moneyCards: t } = texts(language)
  return [t.part(part.people ?? null, part.orders, sumsOf(part, { language, currency: money.currency }))]
}

/** One page of the report, link by link, under the message that each stands in. @param at when it is read, ms UTC */
export function linksText(
  report: Report,
  links: readonly LinkReport[],
  language: Language,
  at: number,
  money: PartMoney = null,
): Rich {
  const words = texts(language).reports
  const blocks: Piece[] = [rich`${words.headline(report.name)} · ${words.byLink}`]
  for (const message of report.messages) {
    const own = links.filter(link => link.variantId === message.variantId)
    if (own.length > 0 && report.messages.length > 1) blocks.push(b(messageName(message, report, language)))
    for (const link of own) {
      blocks.push(
        lines([
          isAction(link.url)
            ? words.link(link.number, link.label)
            : rich`${words.link(link.number, link.label)} → ${shortAddress(link.url, ADDRESS_LENGTH)}`,
          link.tracked ? words.linkFigures(link.people, link.openings) : words.linkUncounted,
          ...boughtLines(
            money,
            money?.came.perLink.find(one => one.variantId === link.variantId && one.number === link.number),
            language,
          ),
          ...targetLines(link, report, language, at),
        ]),
      )
    }
  }
  return concat(blocks, '\n\n')
}

/** A repaired link's figures before and after, the newest address first. */
function targetLines({ targets }: LinkReport, report: Report, language: Language, at: number): Piece[] {
  const words = texts(language).reports
  return targets
    .map(({ since, url, people, openings }, i) => {
      const next = targets[i + 1]
      const when =
        next === undefined
          ? words.since(moment(report, language, since, at))
          : words.until(moment(report, language, next.since, at))
      return words.targetLine(when, shortAddress(url, ADDRESS_LENGTH), words.linkFigures(people, openings))
    })
    .reverse()
}

/** Whose message it is: its segments, or everybody (else). */
export function messageName(message: MessageReport, report: Report, language: Language): string {
  const { everyone, everyoneElse } = texts(language).admin
  const alone = report.messages.every(other => other.names.every(name => name === null))
  const names = shorten(message.names.map(name => name ?? (alone ? everyone : everyoneElse)).join(', '), NAMES_LENGTH)
  return message.version === null ? names : `${names} · ${versionLetter(message.version, language)}`
}
