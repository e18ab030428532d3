import { isAnythingBought } from '../../../audience/customer/bought.js'
import { getBroadcast } from '../../../delivery/broadcast.js'
import { messageName } from '../../../reports/breakdown.js'
import { findHours, type Stretch } from '../../../reports/came-after/hours.js'
import { type CameAfter, cameAfter } from '../../../reports/came-after.js'
import { findEffect } from '../../../reports/effect.js'
import { findReport } from '../../../reports/metrics.js'
import type { EffectPicture, Picture } from '../../../reports/picture/picture.js'
import { honestShare } from '../../../reports/share.js'
import { effectLines, perHundred, sumsOf } from '../../../reports/summary/money.js'
import { type Proportion, shareOf, wilson } from '../../../statistics/proportion.js'
import { count, shorten } from '../../../text/format.js'
import { lines, type Piece, type Rich } from '../../../text/rich.js'
import type { Address } from '../../address.js'
import { key } from '../../card.js'
import type { Here } from '../../here.js'
import { type Entry, gone, screen, way } from '../../screen.js'
import { fileKey } from '../cards/file.js'
import { shownName } from '../words/name.js'
import { broadcasts } from './addresses.js'

const NAME = 60
/** A caption holds 1,024 letters, and its first part is read without a tap. */
const CAPTION_LINES = 12
const CAPTION_NAME = 36
const MOST_BARS = 12
const HOURS_OF_DAY = 24

/** By hour in words, and the pictures of a report: by hour, by message, and after it beside because of it. */
export const reportPictures: Entry[] = [
  screen(
    broadcasts.hours,
    async (here, { id }) => {
      const { admin, moneyCards: t } = here.t
      const { stretches, dayOnly } = await findHours(here.db, id, await cameOf(here, id))
      return {
        text: lines([t.hours.title(nameOf(here, id)), '', ...hourLines(here, stretches, dayOnly), '', t.hours.note]),
        keyboard: [
          ...(stretches.length === 0 ? [] : [[key(t.picture, broadcasts.hoursPicture, { id })]]),
          [fileKey(here, broadcasts.reportFile, { id }), key(admin.back, broadcasts.more, { id })],
        ],
      }
    },
    { costly: true },
  ),

  picture(broadcasts.hoursPicture, async (here, id) => {
    const { moneyCards: t } = here.t
    const { stretches, dayOnly } = await findHours(here.db, id, await cameOf(here, id))
    const ordered = stretches.some(({ orders }) => orders > 0)
    return {
      text: lines([t.hours.title(nameOf(here, id)), ...hourLines(here, stretches, dayOnly).slice(0, CAPTION_LINES)]),
      picture: {
        ...{
          kind: 'columns',
          language: here.language,
          title: t.hours.drawnTitle(getBroadcast(here.db, id).offerName),
          note: t.hours.note,
        },
        labels: stretches.map(stretch => whenWords(here, stretch)),
        series: [
          { name: t.hours.clicked, values: stretches.map(({ clicked }) => clicked) },
          ...(ordered ? [{ name: t.hours.orders, values: stretches.map(({ orders }) => orders) }] : []),
        ],
      },
    }
  }),

  picture(broadcasts.messagesPicture, async (here, id) => {
    const { moneyCards: t, reports } = here.t
    const report = await findReport(here.db, id)
    const came = await cameOf(here, id)
    const rows = report.messages.slice(0, MOST_BARS).map(message => {
      const orders = came?.perMessage.find(({ variantId }) => variantId === message.variantId)?.orders ?? 0
      return {
        name: messageName(message, report, here.language),
        value: message.delivered === 0 ? 0 : message.clicked / message.delivered,
        figure: t.drawn.message(honestShare(message.clicked, message.delivered, here.language), orders),
      }
    })
    if (rows.every(({ value }) => value === 0))
      return {
        text: lines([reports.headline(nameOf(here, id)), t.drawn.noneClicked]),
        back: broadcasts.messages.data({ id, page: 0 }),
      }
    return {
      text: lines([
        reports.headline(nameOf(here, id)),
        t.drawn.byMessage,
        ...rows.slice(0, CAPTION_LINES).map(({ name, figure }) => `${shorten(name, CAPTION_NAME)}: ${figure}`),
      ]),
      picture: {
        ...{ kind: 'bars', language: here.language, title: report.name, rows, note: t.drawn.byMessage },
      },
    }
  }),

  picture(broadcasts.effectPicture, async (here, id) => {
    const { moneyCards: t, reports } = here.t
    const came = await cameOf(here, id)
    const effect = await findEffect(here.db, { broadcastId: id }, here.at)
    const currency = here.preferences.currency()
    const said = { language: here.language, zone: here.zone(), at: here.at, currency }
    const sum = came === null ? null : sumsOf(came, said)
    const sides = 'treated' in effect ? { treated: effect.treated, held: effect.held } : null
    const because: Piece[] = effectLines(effect, said)
    if (sides === null && (came === null || came.orders === 0))
      return {
        text: lines([reports.headline(nameOf(here, id)), t.noneCame, ...because]),
        back: broadcasts.report.data({ id }),
      }
    return {
      text: lines([
        reports.headline(nameOf(here, id)),
        came === null || came.orders === 0 || sum === null
          ? t.noneCame
          : t.came(
              came.orders,
              sum,
              partsOf(here, came).map(({ name, figure }) => `${name} ${figure}`),
            ),
        ...because,
      ]),
      picture: {
        ...{ kind: 'effect', language: here.language, title: getBroadcast(here.db, id).offerName },
        after: {
          title:
            came === null || came.orders === 0
              ? t.drawn.noneAfter
              : `${t.drawn.after}: ${count(came.orders, here.language)}`,
          parts: came === null ? [] : partsOf(here, came),
        },
        because: {
          title: t.drawn.because,
          sides:
            sides === null
              ? []
              : [sideOf(here, t.drawn.treated, sides.treated), sideOf(here, t.drawn.held, sides.held)],
          note: sides === null ? t.drawn.noControl : t.drawn.ends,
        },
      } satisfies EffectPicture,
    }
  }),

  way(broadcasts.closePicture, () => gone),
]

/** A picture with its words; or words alone and the way back, where there is nothing to draw yet. */
type Drawn = { text: Rich; picture: Picture } | { text: Rich; back: string }

/** A picture of a broadcast with the way to its file; its figures stand below it as words. */
function picture(to: Address<'id'>, draw: (here: Here, id: number) => Promise<Drawn>): Entry {
  return screen(
    to,
    async (here, { id }) => {
      const drawn = await draw(here, id)
      const file = fileKey(here, broadcasts.reportFile, { id })
      if ('back' in drawn)
        return { text: drawn.text, keyboard: [[file, { label: here.t.admin.back, data: drawn.back }]] }
      return { ...drawn, keyboard: [[file, key(here.t.moneyCards.closePicture, broadcasts.closePicture, {})]] }
    },
    { picture: true, costly: true },
  )
}

function nameOf({ db }: Here, id: number): string {
  return shownName(shorten(getBroadcast(db, id).offerName, NAME))
}

/** Orders after a broadcast; null while none is known at all. */
async function cameOf({ db }: Here, id: number): Promise<CameAfter | null> {
  return isAnythingBought(db) ? cameAfter(db, id) : null
}

function hourLines(here: Here, stretches: readonly Stretch[], dayOnly: number): Piece[] {
  const { hours: t } = here.t.moneyCards
  if (stretches.length === 0 && dayOnly === 0) return [t.none]
  return [
    ...stretches.map(stretch => t.line(whenWords(here, stretch), stretch.clicked, stretch.orders)),
    ...(dayOnly === 0 ? [] : [t.dayOnly(dayOnly)]),
  ]
}

function whenWords({ t: { moneyCards } }: Here, { from, before }: Stretch): string {
  const { hours: t } = moneyCards
  return before - from === HOURS_OF_DAY ? t.day(from / HOURS_OF_DAY + 1) : t.hour(from, before)
}

/** By what orders are known to have come after it; a click is a click, whoever told of it. */
function partsOf(here: Here, came: CameAfter): { name: string; value: number; figure: string }[] {
  const { by: names } = here.t.moneyCards
  const parts = new Map<string, number>()
  for (const { by, orders } of came.by) parts.set(names[by], (parts.get(names[by]) ?? 0) + orders)
  return [...parts].map(([name, value]) => ({ name, value, figure: count(value, here.language) }))
}

function sideOf(here: Here, name: string, { n, of }: Proportion): EffectPicture['because']['sides'][number] {
  const share = of === 0 ? 0 : shareOf({ n, of })
  const figure = here.t.moneyCards.drawn.side(perHundred(share, here.language), n, of)
  return { name, figure, share, ...wilson(n, of) }
}
