import type { Address } from '../../../../src/bot/address.js'
import { imports } from '../../../../src/bot/admin/imports/addresses.js'
import { numberOf } from '../../../../src/bot/admin/keys/ready.js'
import type { Here } from '../../../../src/bot/here.js'
import { type Rendered, render } from '../../../../src/bot/screen/render.js'
import { guard, type Site } from '../../../../src/bot/screen/site.js'
import { type Entry, say, stay } from '../../../../src/bot/screen.js'
import type { Db } from '../../../../src/db/open.js'
import { isAppError } from '../../../../src/errors.js'
import { FIRST, sentIn } from './hands.js'

const ALBUM = `select offer_id from variants where content ->> '$.kind' = 'album'`

/** How many cards of one address are looked at. */
const OF_ONE = 3

/** The bot as Telegram describes it. */
export const BOT = {
  ...{ id: 1, is_bot: true as const, first_name: 'Boots & Co', username: 'boots_bot', can_join_groups: true },
  ...{ can_read_all_group_messages: false, supports_inline_queries: false, can_connect_to_business: false },
  ...{
    can_manage_bots: false,
    supports_join_request_queries: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
  },
}

/** A place to go to: the callback data, and what is kept beside it. */
type Led = { data: string; memo: string | null }

/**
 * Every place that somebody may go to in a town, with the callback data that leads there: each address with numbers that mean
 * something, and with some that mean nothing any more, and on by every button that stands on what is seen. `card` is what is
 * shown there; null where it leads elsewhere, or says no.
 * @param known.analyst whose card stands for the team's
 */
export async function* walkScreens(
  site: Site,
  siteMap: readonly Entry[],
  here: Here,
  known: { analyst: number },
): AsyncGenerator<{ data: string; card: Rendered | null }> {
  const times = new Map<string, number>()
  const look = (name: string) => times.set(name, (times.get(name) ?? 0) + 1)
  const queue: Led[] = siteMap.flatMap(entry =>
    'to' in entry && here.may(entry.to) ? samplesOf(here.db, entry.to, known.analyst) : [],
  )
  const met = new Set(queue.map(({ data }) => data))
  const meet = (data: string, memo: string | null = null) => {
    if (!met.has(data)) queue.push({ data, memo })
    met.add(data)
  }
  for (let led = queue.shift(); led !== undefined; led = queue.shift()) {
    const { data, memo } = led
    const [name = ''] = data.split(':')
    const found = site.find(data)
    if (found === null || found.entry.kind === 'deed' || (times.get(name) ?? 0) >= OF_ONE) continue
    look(name)
    const elsewhere = await leadFrom(here, found)
    if (elsewhere !== null) {
      if (elsewhere.kind === 'go') meet(elsewhere.data, elsewhere.memo ?? null)
      yield { data, card: null }
      continue
    }
    const card = await render(site, here, { data, note: null, ...(memo !== null && { memo }) }).catch(error => {
      if (isAppError(error)) return null
      throw new Error(`${data}: ${error instanceof Error ? error.stack : error}`)
    })
    yield { data, card }
    if (card === null) continue
    look(card.screen.to.name)
    for (const key of card.shown.keyboard.flat()) if ('data' in key) meet(key.data)
  }
}

/** What is shown of series that were started. */
const BEGUN: ReadonlySet<string> = new Set(['cp.open', 'cp.who', 'cp.whofile', 'cp.askend', 'cp.askundo'])

/** Which series of the town a screen is seen with. */
function seriesFor(name: string): string {
  if (name === 'cp.days') return 'Birthday'
  return BEGUN.has(name) ? 'Runs' : 'Composed'
}

/** What stands beside an address that shows something typed or made just before. */
const MEMOS: Readonly<Record<string, string>> = {
  ...{ 'st.find': 'zone', 'tm.whose': 'Mia', 'pl.which': 'Kirovsk', 'pp.which': 'Kirovsk' },
  ...{ 'ak.made': 'key', 'co.retailmade': 'key', 'tm.invited': 'CODE', 'tm.steps': 'CODE' },
}

/** The number of something in the town; 0 where there is none. */
function idIn(db: Db, table: string, where = '1'): number {
  return db.sql<{ id: number }>(`select coalesce(max(id), 0) as id from ${table} where ${where}`).get()?.id ?? 0
}

/** Screens that need something else than the newest of its kind. */
const NEEDS: Readonly<Record<string, (db: Db) => Record<string, number>>> = {
  ...all(['im.undo'], db => ({ id: idIn(db, 'imports', `state = 'done'`) })),
  ...all(['im.lists', 'im.sure', 'im.fields', 'im.value'], db => ({
    ...{ id: idIn(db, 'imports', `file = 'vip.txt'`), segment: idIn(db, 'segments', `kind = 'list'`) },
    field: idIn(db, 'attributes', `type = 'one_of'`),
  })),
  ...all(['of.pv', 'of.ph', 'of.pe', 'of.pg', 'of.pj'], db => ({
    ...{ offer: idIn(db, 'offers', `name like 'Poll%'`), segment: 0, version: 0 },
  })),
  ...all(['of.mv', 'of.av', 'of.ac', 'of.vb', 'of.bv'], db => ({
    segment: idIn(db, 'segments', `name = 'Segment 1'`),
    version: 1,
  })),
  ...all(['of.bl'], () => ({ link: 1 })),
  ...all(['of.ra', 'of.ua'], () => ({ message: 7 })),
  ...all(['of.xd', 'of.ud', 'of.el'], db => ({ offer: idIn(db, 'offers') })),
  ...all(['b.text', 'b.fix-buttons', 'b.text-new', 'b.link-new', 'b.fix-link'], db => ({
    ...{ id: sentIn(db)?.broadcastId ?? 0, version: sentIn(db)?.versionId ?? 0, link: 1 },
  })),
  ...all(['b.fix-album'], db => ({
    id: idIn(db, 'broadcasts', `offer_id in (${ALBUM})`),
    version: idIn(db, 'variants', `offer_id in (${ALBUM})`),
    proposal: 0,
    nth: 1,
  })),
  ...all(['b.ask-now'], db => ({ id: idIn(db, 'broadcasts', `state = 'scheduled'`) })),
  ...all(['b.ask-all'], db => ({ id: idIn(db, 'broadcasts', `id in (select broadcast_id from careful_starts)`) })),
  ...all(['b.codes', 'b.codes-rest'], db => ({
    id: idIn(db, 'broadcasts', `offer_id in (select offer_id from promo_codes) and state <> 'finished'`),
  })),
  ...all(['b.repair'], db => ({ repair: idIn(db, 'repairs') })),
  ...all(['an.lc', 'an.lq'], db => ({ id: idIn(db, 'segments', `kind = 'list'`) })),
  ...all(['la.l1'], db => ({
    offer: idIn(
      db,
      'offers',
      `state <> 'draft' and id in (select offer_id from variants v join links on variant_id = v.id)`,
    ),
    link: 1,
  })),
  ...all(['sg.ready', 'sg.readywho', 'sg.readyfile', 'sg.readypen'], () => ({ ready: numberOf('new') })),
  ...all(['im.found', 'im.foundf'], db => ({ id: idIn(db, 'imports', `file = 'orders.csv'`) })),
  ...all(['pp.askunlink'], db => {
    const customer = idIn(db, 'customers', 'subscriber_id is not null and erased_at is null')
    const row = db.sql<{ id: number }>('select subscriber_id as id from customers where id = ?').get(customer)
    return { customer, id: row?.id ?? 0 }
  }),
  ...all(['sv.field', 'sv.how'], db => ({ field: idIn(db, 'attributes', `type = 'text' and archived_at is null`) })),
  ...all(['co.renew'], db => ({ id: idIn(db, 'connections', `kind = 'woocommerce' and removed_at is null`) })),
  ...all(['ak.made', 'co.retailmade'], db => ({ id: idIn(db, 'api_keys') })),
  ...all(['ct.result'], db => ({ id: idIn(db, 'holdouts', `kind = 'quarter'`) })),
}

function all(names: readonly string[], needs: (db: Db) => Record<string, number>) {
  return Object.fromEntries(names.map(name => [name, needs]))
}

/** Data of an address with numbers that mean something, and with some that mean nothing (any more). */
function samplesOf(db: Db, to: Address, analyst: number): Led[] {
  const newest = (table: string, where?: string) => idIn(db, table, where)
  const [kind = ''] = to.subject(Object.fromEntries(to.fields.map(field => [field, 0])))?.split(':') ?? []
  const known: Record<string, number> = {
    offer: newest('offers', `state = 'draft' and id in (select offer_id from variants where version = 1)`),
    broadcast: newest('broadcasts', `state = 'finished' and standing = 0`),
    segment: newest('segments'),
    question: newest('survey_questions'),
    topic: newest('topics'),
    interest: newest('interests'),
    answer: newest('ready_answers'),
    button: newest('menu_buttons'),
    field: newest('attributes'),
    place: newest('places'),
    person: newest('subscribers'),
    source: newest('sources', `name in (select source from subscribers)`),
    into: newest('sources', "name = 'site'"),
    someone: newest('subscribers', "source = 'fb_spring'"),
    customer: newest('customers', 'erased_at is null'),
    member: analyst,
    connection: newest('connections', 'removed_at is null'),
    import: newest('imports', "state = 'ready'"),
    campaign: newest('campaigns', to.name.startsWith('rp.') ? `kind = 'repeat'` : `name = '${seriesFor(to.name)}'`),
    ...(to.name.startsWith('cp.') && {
      offer: newest(
        'offers',
        `id in (select offer_id from campaign_messages m join campaigns c on c.id = m.campaign_id
        and c.name = 'Composed')`,
      ),
    }),
    ...FIRST,
    ...NEEDS[to.name]?.(db),
  }
  const sample = (spare: number) =>
    to.data(
      Object.fromEntries(
        to.fields.map(name => [name, known[name] ?? (name === 'id' ? known[kind] : undefined) ?? spare]),
      ),
    )
  const strange = to.data(Object.fromEntries(to.fields.map(name => [name, 987_654])))
  return [...new Set([sample(0), sample(1), strange])].map(data => ({ data, memo: MEMOS[to.name] ?? null }))
}

/** Where a guard or a way leads from there; null where a card stands. */
async function leadFrom(here: Here, { entry, values }: NonNullable<ReturnType<Site['find']>>) {
  const elsewhere = guard(entry, here, values)
  if (elsewhere !== null || entry.kind !== 'way') return elsewhere
  // Other slow ones ask Telegram for something, which is not there; and a file that is read again is no longer what it was.
  if ((entry.slow && !entry.file) || entry.to.name === imports.again.name) return stay
  try {
    return await entry.lead(here, values, null)
  } catch (error) {
    if (isAppError(error)) return say(error.code)
    throw error
  }
}
