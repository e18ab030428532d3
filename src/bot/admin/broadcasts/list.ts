import type { Composer } from 'grammy'
import type { Db } from '../../../db/open.js'
import { type Broadcast, findBroadcast, LISTED, listBroadcasts } from '../../../delivery/broadcast.js'
import { unreachable } from '../../../errors.js'
import { findGlances, type Glance } from '../../../reports/glance.js'
import { honestShare } from '../../../reports/share.js'
import { judgedBy } from '../../../reports/summary.js'
import { dateTime, type Language, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { concat } from '../../../text/rich.js'
import { type Card, type Key, key, sendCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress } from '../../press.js'
import type { Topics } from '../ask.js'
import type { AdminDeps } from '../deps.js'
import { presses as home } from '../home/addresses.js'
import { pageRow } from '../page.js'
import { addSearch, findByName, type Search, type SearchScreen, searchRows, searchTopics } from '../search.js'
import { broadcasts } from './addresses.js'

const SIZE = 8
const NAME_LENGTH = 32

/** A page of the broadcasts, newest first, as buttons. A page that does not exist (any more) is the last one. */
export async function listCard(db: Db, wanted: number, language: Language, at: number): Promise<Card> {
  const { total } = listBroadcasts(db, { offset: 0, limit: 1 })
  const words = texts(language).delivery
  if (total === 0)
    return { text: concat([words.listEmpty]), keyboard: [[key(texts(language).admin.back, home.home, {})]] }
  const page = nearest(wanted, total)
  const { broadcasts: shown } = listBroadcasts(db, { offset: page * SIZE, limit: SIZE })
  const { admin } = texts(language)
  const find = total > SIZE ? [key(admin.find, broadcasts.find, {})] : []
  return {
    text: words.list(total),
    keyboard: [
      ...(await broadcastKeys(db, shown, language, at)),
      ...pageRow(broadcasts.list, { page, size: SIZE, total }),
      [...find, key(admin.back, home.home, {})],
    ],
  }
}

/** The page asked for, or the nearest there is. */
function nearest(wanted: number, total: number): number {
  return Math.max(0, Math.min(wanted, Math.ceil(total / SIZE) - 1))
}

async function broadcastKeys(db: Db, shown: Broadcast[], language: Language, at: number): Promise<Key[][]> {
  const glances = await findGlances(
    db,
    shown.map(broadcast => broadcast.id),
  )
  return shown.map(broadcast => [
    key(labelOf(broadcast, glances.get(broadcast.id), language, at), broadcasts.open, { id: broadcast.id }),
  ])
}

/** Those whose offer's name holds the words. */
function searchOf(db: Db): Pick<SearchScreen, 'topic' | 'found' | 'all' | 'card'> {
  const screen = { topic: 'broadcastSearch', found: broadcasts.found, all: broadcasts.list }
  const card = async (ctx: BotContext, search: Search, wanted: number): Promise<Card> => {
    const { total } = findByName(db, 'broadcasts', search.words, { offset: 0, limit: 1 })
    const page = nearest(wanted, total)
    const { ids } = findByName(db, 'broadcasts', search.words, { offset: page * SIZE, limit: SIZE })
    const shown = ids.map(id => findBroadcast(db, id)).filter(broadcast => broadcast !== null)
    return {
      text: texts(ctx.language).admin.found(search.words, total),
      keyboard: [
        ...(await broadcastKeys(db, shown, ctx.language, ctx.at)),
        ...searchRows(screen, broadcasts.find, search, { page, size: SIZE, total }, ctx.language),
      ],
    }
  }
  return { ...screen, card }
}

/** The words of a name, typed. */
export function listTopics({ db }: Pick<AdminDeps, 'db'>): Topics {
  return searchTopics({ db }, searchOf(db))
}

function labelOf(broadcast: Broadcast, glance: Glance | undefined, language: Language, at: number): string {
  const mark = texts(language).delivery.marks[broadcast.state]
  const figure = glance === undefined ? null : figureOf(broadcast, glance, language, at)
  return [`${mark} ${shorten(broadcast.offerName, NAME_LENGTH)}`, ...(figure === null ? [] : [figure])].join(' · ')
}

/** The one figure that matters in this state; null while there is none. */
function figureOf(broadcast: Broadcast, glance: Glance, language: Language, at: number): string | null {
  const { delivery, reports } = texts(language)
  const { toSend, done, delivered, judged, goal } = glance
  switch (broadcast.state) {
    case 'scheduled':
      return dateTime(broadcast.startsAt, broadcast.zone, language, at)
    case 'planning':
      return null
    case 'paused':
    case 'running':
      if (broadcast.startedAt === null) return delivery.onHold
      return toSend === 0 ? null : `${Math.floor((done * 100) / toSend)} %`
    case 'finished': {
      const figure = judgedBy(goal)
      return reports.glance[figure](honestShare(judged, delivered, language, figure === 'seen' ? 'down' : 'nearest'))
    }
    case 'cancelled':
      return reports.glance.delivered(delivered)
    default:
      return unreachable(broadcast.state)
  }
}

/** The page that a broadcast stands on. */
function pageOfBroadcast(db: Db, id: number): number {
  const row = db
    .sql<{ newer: number }>(
      `select count(*) as newer from broadcasts b
       where (created_at, id) > (select created_at, id from broadcasts where id = ?) and ${LISTED}`,
    )
    .get(id)
  return Math.floor((row?.newer ?? 0) / SIZE)
}

/** `/broadcasts`, turning its pages, and its search. */
export function addList(composer: Composer<BotContext>, deps: AdminDeps): void {
  const { db } = deps
  const show = async (ctx: BotContext, page: number) => {
    const card = await listCard(db, page, ctx.language, ctx.at)
    await showCard(ctx, card)
  }
  composer.command('broadcasts', async ctx => {
    await sendCard(ctx, await listCard(db, 0, ctx.language, ctx.at))
  })
  onPress(composer, broadcasts.list, (ctx, { page }) => show(ctx, page))
  addSearch(composer, deps, broadcasts.find, searchOf(db), ctx => show(ctx, 0))
  onPress(composer, broadcasts.back, (ctx, { id }) => show(ctx, pageOfBroadcast(db, id)))
}
