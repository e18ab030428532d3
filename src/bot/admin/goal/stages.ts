import { findRefresh } from '../../../audience/rfm.js'
import { listSources } from '../../../audience/source.js'
import { DAY } from '../../../clock.js'
import { unreachable } from '../../../errors.js'
import { GOAL_DAYS, type GoalKind, goalFigure } from '../../../reports/goal.js'
import { conversionOf, sourceFigures } from '../../../reports/source.js'
import type { Criterion } from '../../../segments/criterion.js'
import { date, shorten } from '../../../text/format.js'
import { type Key, key } from '../../card.js'
import type { Here } from '../../here.js'
import { languages } from '../../language.js'
import { per100 } from '../../settings/goal.js'
import { findOwnText } from '../../settings/texts.js'
import { broadcasts } from '../broadcasts/addresses.js'
import { countOrNull, evaluationOf } from '../figures.js'
import { ladder } from '../ladder/addresses.js'
import { offers } from '../offers/addresses.js'
import { orders } from '../orders/addresses.js'
import { unlessSlow } from '../patience.js'
import { rfm } from '../rfm/addresses.js'
import { settings } from '../settings/addresses.js'
import { sources } from '../sources/addresses.js'
import { nowWords } from '../words/goal.js'
import { goal } from './addresses.js'

const NAME = 40
/** From so many of 100 on orders are known of enough people. */
const ENOUGH = 50
const FEW_STEPS = 30

/** A stage of the goal's way: whether it is done (`✅`), half (`⚠️`) or not begun (`☐`), in words, and where it is seen to. */
export type Stage = { mark: '✅' | '⚠️' | '☐'; words: string; key: Key | null }

/** What stands behind the goal itself: who, data, analysis, offer. */
export type Stages = Record<'who' | 'data' | 'analysis' | 'offer', Stage>

type OfPeople = Exclude<GoalKind, 'subscribe'>

const ANY_ORDER = { leaf: 'ordered', window: null, product: null, category: null, total: null } as const

/** Whom an offer towards this goal would go to. */
export const WHO: Record<OfPeople, Criterion> = {
  firstOrder: {
    all: [
      { leaf: 'linked', value: true },
      { ...ANY_ORDER, count: 'none' },
    ],
  },
  secondOrder: { ...ANY_ORDER, count: { exactly: 1 } },
  bringBack: { leaf: 'engagement', groups: ['asleep', 'long_asleep'] },
  ladder: { leaf: 'ladder', rungs: [1, 2, 3, 4] },
  orders: { leaf: 'linked', value: false },
  leave: { leaf: 'engagement', groups: ['cooling'] },
}

/** What an offer towards it is judged by; null: it is not an offer that helps. */
const JUDGED: Record<OfPeople, 'sell' | 'bring_back' | 'move_up' | 'know_orders' | null> = {
  ...{ firstOrder: 'sell', secondOrder: 'sell', bringBack: 'bring_back', ladder: 'move_up', orders: 'know_orders' },
  leave: null,
}

/** What is there for a goal, and what is missing. Whatever could not be counted in time counts as missing. */
export async function findStages(here: Here, kind: GoalKind): Promise<Stages> {
  if (kind === 'subscribe') return subscribeStages(here)
  const { goalCards: t } = here.t
  const counted = await countOrNull(here, WHO[kind], evaluationOf(here))
  const people = counted?.people ?? null
  return {
    who: {
      mark: people === 0 ? '☐' : '✅',
      words: t.who.people(people),
      key: people === 0 ? null : key(t.keys.write, goal.write, {}),
    },
    data: await dataOf(here, kind),
    analysis: await analysisOf(here, kind),
    offer: offerOf(here, kind),
  }
}

async function subscribeStages(here: Here): Promise<Stages> {
  const { goalCards: t } = here.t
  const made = listSources(here.db)
  const figures = (await unlessSlow(sourceFigures(here.db, here.at), [])).filter(({ sourceId }) => sourceId > 0)
  const used = figures.filter(({ visits, started }) => visits + started > 0)
  const counted = used.filter(({ visits }) => visits > 0)
  const toSources = key(t.keys.sources, sources.list, { page: 0 })
  const [worst] = figures
    .flatMap(row => {
      const conversion = conversionOf(row)
      return conversion === null ? [] : [{ id: row.sourceId, of100: (conversion.started / conversion.of) * 100 }]
    })
    .sort((a, b) => a.of100 - b.of100)
  const named = made.find(({ id }) => id === worst?.id) ?? made[0]
  const own =
    named !== undefined && languages.some(language => findOwnText(here.db, 'welcome', language, named.name) !== null)
  return {
    who:
      made.length === 0
        ? { mark: '☐', words: t.who.noSources, key: key(t.keys.add, sources.add, {}) }
        : { mark: '✅', words: t.who.bySource, key: toSources },
    data: {
      mark: counted.length === 0 ? '☐' : counted.length < used.length ? '⚠️' : '✅',
      words: t.data.visits(counted.length, used.length),
      key: toSources,
    },
    analysis:
      worst === undefined || named === undefined
        ? { mark: '☐', words: t.analysis.fewOpened, key: toSources }
        : {
            mark: '✅',
            words: t.analysis.worst(named.name, nowWords('subscribe', worst.of100, here.language)),
            key: key(t.keys.worst, sources.open, { id: worst.id }),
          },
    offer:
      named === undefined
        ? { mark: '☐', words: t.offer.noLink, key: null }
        : {
            mark: own ? '✅' : '☐',
            words: own ? t.offer.ownWelcome(named.name) : t.offer.usualWelcome(named.name),
            key: key(t.keys.welcome, sources.welcome, { id: named.id }),
          },
  }
}

async function dataOf(here: Here, kind: OfPeople): Promise<Stage> {
  const { goalCards: t } = here.t
  const toOrders = key(t.keys.orders, orders.home, {})
  switch (kind) {
    case 'firstOrder':
    case 'secondOrder': {
      const known = per100(await unlessSlow(goalFigure(here.db, 'orders', here.at), { n: 0, of: 0 })) ?? 0
      const mark = known >= ENOUGH ? '✅' : known > 0 ? '⚠️' : '☐'
      return { mark, words: t.data.orders(nowWords('orders', known, here.language)), key: toOrders }
    }
    case 'orders': {
      const customers = await countOf(here, 'select count(*) as n from customers')
      return { mark: customers > 0 ? '✅' : '☐', words: t.data.customers(customers), key: toOrders }
    }
    case 'ladder': {
      const known = await countOf(here, 'select count(*) as n from awareness')
      const mark = known >= FEW_STEPS ? '✅' : known > 0 ? '⚠️' : '☐'
      return { mark, words: t.data.steps(known), key: key(t.keys.topics, ladder.topics, { page: 0 }) }
    }
    case 'bringBack':
    case 'leave':
      return wasSent(here)
        ? { mark: '✅', words: t.data.signs, key: null }
        : { mark: '☐', words: t.data.noSigns, key: key(t.keys.offer, offers.another, {}) }
    default:
      return unreachable(kind)
  }
}

async function analysisOf(here: Here, kind: OfPeople): Promise<Stage> {
  const { goalCards: t } = here.t
  switch (kind) {
    case 'firstOrder':
    case 'secondOrder': {
      const at = findRefresh(here.db)?.at ?? null
      const toRfm = key(t.keys.rfm, rfm.home, {})
      return at === null
        ? { mark: '☐', words: t.analysis.noRfm, key: toRfm }
        : { mark: '✅', words: t.analysis.rfm(date(at, here.zone(), here.language)), key: toRfm }
    }
    case 'orders': {
      const numbers = await countOf(
        here,
        `select count(*) as n from subscribers s where s.phone is not null
           and not exists (select 1 from customers c where c.subscriber_id = s.id)`,
      )
      return { mark: numbers > 0 ? '⚠️' : '✅', words: t.analysis.numbers(numbers), key: null }
    }
    case 'ladder': {
      const known = await countOf(here, 'select count(*) as n from awareness')
      return { mark: known > 0 ? '✅' : '☐', words: t.analysis.steps, key: key(t.keys.ladder, ladder.home, {}) }
    }
    case 'bringBack':
    case 'leave': {
      const toReports = key(t.keys.reports, broadcasts.list, { page: 0 })
      return wasSent(here)
        ? { mark: '✅', words: t.analysis.reports, key: toReports }
        : { mark: '☐', words: t.analysis.noReports, key: null }
    }
    default:
      return unreachable(kind)
  }
}

function offerOf(here: Here, kind: OfPeople): Stage {
  const { goalCards: t } = here.t
  const judged = JUDGED[kind]
  if (judged === null) {
    const { perDay, perWeek } = here.preferences.frequency()
    const capped = perDay !== null || perWeek !== null
    return {
      mark: capped ? '✅' : '☐',
      words: capped ? t.offer.capped : t.offer.notCapped,
      key: key(t.keys.often, settings.frequency, {}),
    }
  }
  const sent = here.db
    .sql<{ name: string }>(
      `select o.name from broadcasts b join offers o on o.id = b.offer_id
       where o.goal = ? and b.started_at >= ? order by b.started_at desc limit 1`,
    )
    .get(judged, here.at - GOAL_DAYS * DAY)
  return sent === undefined
    ? { mark: '☐', words: t.offer.none, key: key(t.keys.offer, offers.another, {}) }
    : {
        mark: '✅',
        words: t.offer.sent(shorten(sent.name, NAME)),
        key: key(t.keys.reports, broadcasts.list, { page: 0 }),
      }
}

function wasSent({ db }: Here): boolean {
  return db.sql('select 1 from broadcasts where started_at is not null limit 1').get() !== undefined
}

async function countOf({ db }: Here, sql: string): Promise<number> {
  return (await unlessSlow(db.people.rows<{ n: number }>(sql), []))[0]?.n ?? 0
}
