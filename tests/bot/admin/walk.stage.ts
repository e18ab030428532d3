import type { Address } from '../../../src/bot/address.js'
import type { Here } from '../../../src/bot/here.js'
import { type Rendered, render } from '../../../src/bot/screen/render.js'
import { guard, type Site } from '../../../src/bot/screen/site.js'
import { type Entry, say, stay } from '../../../src/bot/screen.js'
import type { Db } from '../../../src/db/open.js'
import { isAppError } from '../../../src/errors.js'

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
  const begins = siteMap.flatMap(entry =>
    'to' in entry && here.may(entry.to) ? samplesOf(here.db, entry.to, known.analyst) : [],
  )
  const queue = [...begins]
  const met = new Set(queue)
  const meet = (data: string) => {
    if (!met.has(data)) queue.push(data)
    met.add(data)
  }
  for (let data = queue.shift(); data !== undefined; data = queue.shift()) {
    const [name = ''] = data.split(':')
    const found = site.find(data)
    if (found === null || found.entry.kind === 'deed' || (times.get(name) ?? 0) >= OF_ONE) continue
    look(name)
    const led = await leadFrom(here, found)
    if (led !== null) {
      if (led.kind === 'go') meet(led.data)
      yield { data, card: null }
      continue
    }
    const card = await render(site, here, { data, note: null }).catch(error => {
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

/** Data of an address with numbers that mean something, and with some that mean nothing (any more). */
function samplesOf(db: Db, to: Address, analyst: number): string[] {
  const newest = (table: string, where = '1') =>
    db.sql<{ id: number }>(`select coalesce(max(id), 0) as id from ${table} where ${where}`).get()?.id ?? 0
  const [kind = ''] = to.subject(Object.fromEntries(to.fields.map(field => [field, 0])))?.split(':') ?? []
  const known: Record<string, number> = {
    offer: newest('offers', `state = 'draft' and name like 'Spring%'`),
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
  }
  const sample = (spare: number) =>
    to.data(
      Object.fromEntries(
        to.fields.map(name => [name, known[name] ?? (name === 'id' ? known[kind] : undefined) ?? spare]),
      ),
    )
  const strange = to.data(Object.fromEntries(to.fields.map(name => [name, 987_654])))
  return [...new Set([sample(0), sample(1), strange])]
}

/** Where a guard or a way leads from there; null where a card stands. */
async function leadFrom(here: Here, { entry, values }: NonNullable<ReturnType<Site['find']>>) {
  const elsewhere = guard(entry, here, values)
  if (elsewhere !== null || entry.kind !== 'way') return elsewhere
  // Other slow ones ask Telegram for something, which is not there.
  if (entry.slow && !entry.file) return stay
  try {
    return await entry.lead(here, values, null)
  } catch (error) {
    if (isAppError(error)) return say(error.code)
    throw error
  }
}
