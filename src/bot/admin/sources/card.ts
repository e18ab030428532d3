import { getSource, listAliases, type Source } from '../../../audience/source.js'
import { conversionOf, FEWEST, type Funnel, type Loss, lossOf, sourceFunnel } from '../../../reports/source.js'
import { date } from '../../../text/format.js'
import { lines, type Piece } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { type Entry, screen } from '../../screen.js'
import { unlessSlow } from '../patience.js'
import { spentWords } from '../words/customer.js'
import { sources } from './addresses.js'
import { costWords, countedAddress, eachBuyerWords, eachWords, of100, stayWords, straightAddress } from './figures.js'

const NAMES = 10

/** One source: what became of those who came by it, its addresses, and what can be done with it. */
export const cardPlaces: Entry[] = [
  screen(
    sources.open,
    async (here, { id }) => {
      const { sourceCards: t } = here.t
      const source = getSource(here.db, id)
      const funnel = await unlessSlow(sourceFunnel(here.db, id, here.at), null)
      const others = listAliases(here.db, id).filter(payload => payload !== source.name.toLowerCase())
      const loss = funnel === null ? null : lossOf(funnel)
      return {
        text: lines([
          t.one(source.name, factsOf(source, here)),
          others.length === 0
            ? null
            : t.alsoCalled(others.slice(0, NAMES).join(', ') + (others.length > NAMES ? ' …' : '')),
          ...(funnel === null ? [t.tooLong] : funnelLines(funnel, source, loss, here)),
          '',
          t.addresses(countedAddress(here, source), straightAddress(here, source)),
        ]),
        keyboard: [
          [{ label: t.keys.copy, copy: countedAddress(here, source) }, key(t.keys.qr, sources.picture, { id })],
          ...(loss === null ? [] : [[key(t.keys.helps, sources.helps, { id })]]),
          ...(funnel === null || funnel.started > 0
            ? pairs([key(t.keys.who, sources.people, { id, page: 0 }), key(t.keys.write, sources.write, { id })])
            : []),
          ...pairs([
            key(t.keys.welcome, sources.welcome, { id }),
            key(t.keys.cost, sources.cost, { id }),
            key(t.keys.rename, sources.rename, { id }),
            key(t.keys.channel, sources.channel, { id }),
            key(t.keys.merge, sources.merge, { id, page: 0 }),
            ...(others.length === 0 ? [] : [key(t.keys.names, sources.names, { id, page: 0 })]),
            key(t.keys.list, sources.list, { page: 0 }),
          ]),
        ],
      }
    },
    { costly: true },
  ),

  screen(sources.helps, async ({ db, at, t: { admin, sourceCards: t } }, { id }) => {
    getSource(db, id)
    const funnel = await unlessSlow(sourceFunnel(db, id, at), null)
    const where = (funnel === null ? null : lossOf(funnel)?.where) ?? 'start'
    return { text: t.helps[where], keyboard: [[key(admin.back, sources.open, { id })]] }
  }),
]

/** Whose it is at a glance: its channel, since when, and what it cost. */
function factsOf(source: Source, here: Here): string {
  const { sourceCards: t } = here.t
  const since = t.since(date(source.createdAt, here.zone(), here.language))
  return [source.channel, since, costWords(source.cost, here)].filter(part => part !== null).join(' · ')
}

function funnelLines(funnel: Funnel, { cost }: Source, loss: Loss | null, here: Here): (Piece | null)[] {
  const { sourceCards: t } = here.t
  const { visits, robots, started, week, month, clicked, purse } = funnel
  const conversion = conversionOf(funnel)
  const percent = (share: number) => Math.round(share * 100)
  const share =
    conversion === null
      ? null
      : {
          of100: of100(started, visits, here.language),
          low: percent(conversion.interval.low),
          high: percent(conversion.interval.high),
        }
  return [
    visits === 0 ? t.openedNone(robots) : t.openedLine(visits, robots),
    t.startedLine(started, share),
    visits >= FEWEST && started > visits ? t.moreStarted : null,
    ...(started === 0
      ? []
      : [t.stayLine(stayWords(week, funnel, here), stayWords(month, funnel, here)), t.clickedLine(clicked)]),
    purse.known === 0 ? null : t.boughtLine(purse.bought, spentWords(purse.revenue, here.language), purse.known),
    [eachWords(cost, started, here), eachBuyerWords(cost, purse.bought, here)]
      .filter(part => part !== null)
      .join(' · ') || null,
    loss === null ? null : t.lost[loss.where](loss.people),
  ]
}
