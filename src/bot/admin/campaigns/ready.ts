import { isAnythingBought } from '../../../audience/customer/bought.js'
import { usualOrderGap } from '../../../audience/order/gap.js'
import { HOUR } from '../../../clock.js'
import type { Db } from '../../../db/open.js'
import { createCampaign } from '../../../delivery/campaign/campaign.js'
import { addMessage } from '../../../delivery/campaign/message.js'
import { findMade, type Made, READY } from '../../../delivery/campaign/series/draft.js'
import type { Entry as Coming, Exit, Start, Wait } from '../../../delivery/campaign/terms.js'
import { unreachable } from '../../../errors.js'
import { createOffer, type Goal, renameOffer } from '../../../offers/offer.js'
import { setContent } from '../../../offers/variant.js'
import { texts } from '../../../text/index.js'
import { lines, rich } from '../../../text/rich.js'
import { eventNames } from '../../../tracking/event-name.js'
import { key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { type Doing, deed, type Entry, go, say, screen } from '../../screen.js'
import { api } from '../api/addresses.js'
import { connections } from '../connections/addresses.js'
import { imports } from '../imports/addresses.js'
import { FITTING, GROUPS, type Group } from '../keys/fitting.js'
import { bringOrders } from '../keys/orders.js'
import { saveReady } from '../named-segment.js'
import { unlessSlow } from '../patience.js'
import { survey } from '../survey/addresses.js'
import { campaigns } from './addresses.js'

/** What a ready-made series may lack. */
export const LACKS = ['orders', 'events', 'birthdays'] as const
type Lack = (typeof LACKS)[number]

/** By their clock, in the morning. */
const MORNING = 11 * 60
const NEVER: Exit = { ordered: false, clicked: false, replied: false, left: false }
const CART = /cart|basket|корзин/iu
/** After how much of the usual time between two orders the next one is spoken of. */
const BEFORE = 0.8
const USUAL_GAP = 30
const [SHORTEST, LONGEST] = [5, 180]

const after = (days: number): Wait => ({ kind: 'days', days, minute: MORNING })

/** Makes ready-made series, and tells what one lacks. */
export const readyPlaces: Entry[] = [
  deed(campaigns.ready, {
    look: (doing, { which }) => lookAt(doing, READY[which]),
    do: (doing, _, found) => make(doing, found, null),
  }),

  deed(campaigns.readyFor, {
    look(doing, { group }) {
      const cell = GROUPS[group]
      return lookAt(doing, cell === undefined ? undefined : (FITTING[cell] ?? undefined))
    },
    do: (doing, { group }, found) => make(doing, found, GROUPS[group] ?? null),
  }),

  screen(campaigns.lack, (here, { which }) => {
    const { campaigns: t, readyCampaigns } = here.t
    const ready = READY[which]
    const lack = ready === undefined ? null : lackOf(here.db, ready)
    if (ready === undefined || lack === null) return go(campaigns.list, { page: 0 })
    return {
      text: lines([
        rich`${readyCampaigns.marks[ready]} ${readyCampaigns.names[ready]}`,
        t.about[ready],
        '',
        t.lackOf[lack],
      ]),
      keyboard: [...pairs(waysOf(here, lack)), [key(t.keys.list, campaigns.list, { page: 0 })]],
    }
  }),
]

/** What a ready-made series lacks; null: nothing. */
export function lackOf(db: Db, ready: Made): Lack | null {
  switch (ready) {
    case 'welcome':
      return null
    case 'left_cart':
      return eventNames(db).length === 0 ? 'events' : null
    case 'birthday':
      return isBirthdayKnown(db) ? null : 'birthdays'
    case 'second_order':
    case 'come_back':
    case 'review':
    case 'runs_out':
      return isAnythingBought(db) ? null : 'orders'
    default:
      return unreachable(ready)
  }
}

function waysOf(here: Here, lack: Lack) {
  const { keys } = here.t.campaigns
  switch (lack) {
    case 'orders':
      return [bringOrders(here), key(keys.connect, connections.list, { page: 0 })]
    case 'events':
      return [
        key(keys.connect, connections.list, { page: 0 }),
        ...(here.may(api.list) ? [key(keys.keysFor, api.list, { page: 0 })] : []),
      ]
    case 'birthdays':
      return [key(keys.bring, imports.home, { page: 0 }), key(keys.survey, survey.home, { page: 0 })]
    default:
      return unreachable(lack)
  }
}

type Found = { ready: Made; gap: number | null }

async function lookAt({ db, t }: Doing, ready: Made | undefined) {
  if (ready === undefined) return say(t.admin.oldButton)
  if (lackOf(db, ready) !== null) return go(campaigns.lack, { which: READY.indexOf(ready) })
  return { ready, gap: ready === 'runs_out' ? await unlessSlow(usualOrderGap(db), null) : null } satisfies Found
}

/** Makes it with its words, and leads to its card; a second time leads to the same one while it is not over. */
function make(doing: Doing, { ready, gap }: Found, group: Group | null) {
  const { db, me, at } = doing
  const { labels, readyCampaigns: own } = doing.t
  const on = startOf(doing, ready, group)
  const made = findMade(db, ready, { kind: on.kind, segmentId: on.kind === 'enters' ? on.segmentId : null })
  if (made !== null) return go(campaigns.open, { id: made })
  const name = group === null ? own.names[ready] : own.nameFor(own.names[ready], labels.cells[group])
  const { again, exit, goal, waits } = partsOf(ready, gap)
  const id = createCampaign(
    db,
    {
      name,
      ready,
      kind: 'series',
      zone: doing.zone(),
      createdBy: me,
      entry: { on, again: on.kind === 'subscribed' ? { kind: 'once' } : again, lastDays: 0 },
      exit,
    },
    at,
  )
  const { messages } = texts(doing.preferences.language()).readyCampaigns
  for (const [i, words] of messages[ready].entries()) {
    const offer = createOffer(db, { createdBy: me, goal, name: words.name }, at)
    renameOffer(db, offer.id, words.name)
    setContent(db, offer.id, null, {
      kind: 'text',
      text: words.text,
      entities: [],
      fileId: null,
      preview: false,
      buttons: [],
    })
    addMessage(db, { campaignId: id, edition: 1 }, { offerId: offer.id, wait: waits[i] ?? after(i) })
  }
  // Nothing tells which of the events means a cart that was left.
  return ready === 'left_cart' && !eventNames(db).some(({ name }) => CART.test(name))
    ? go(campaigns.event, { id, page: 0 })
    : go(campaigns.draft, { id })
}

/** What brings people in; for an RFM group, that they come into it. */
function startOf({ db, me, at, t }: Doing, ready: Made, group: Group | null): Start {
  const enters = (name: string, cells: readonly Group[]): Start => ({
    kind: 'enters',
    segmentId: saveReady(db, { name, criterion: { leaf: 'rfm', cells: [...cells] } }, me, at),
  })
  if (group !== null) return enters(t.labels.cells[group], [group])
  switch (ready) {
    case 'welcome':
      return { kind: 'subscribed', sources: null, movedIn: false }
    case 'second_order':
      return { kind: 'ordered', which: 'first' }
    case 'left_cart': {
      const [newest, ...others] = eventNames(db)
      const cart = [newest, ...others].find(one => one !== undefined && CART.test(one.name)) ?? newest
      return { kind: 'event', nameId: cart?.id ?? 0 }
    }
    case 'come_back':
      return enters(t.readyCampaigns.asleep, ['about_to_sleep', 'at_risk', 'hibernating'])
    case 'birthday':
      return { kind: 'date', attributeId: null, days: 0, yearly: true, minute: MORNING }
    case 'review':
    case 'runs_out':
      return { kind: 'ordered', which: 'any' }
    default:
      return unreachable(ready)
  }
}

/** What else a ready-made series is. @param gap days from one order to the next as they usually pass; null: not known */
function partsOf(
  ready: Made,
  gap: number | null,
): { again: Coming['again']; exit: Exit; goal: Goal; waits: readonly Wait[] } {
  const bought = { ...NEVER, ordered: true }
  const once = { kind: 'once' } as const
  switch (ready) {
    case 'welcome':
      return { again: once, exit: bought, goal: 'sell', waits: [after(2), after(5)] }
    case 'second_order':
      return { again: once, exit: bought, goal: 'sell', waits: [after(7), after(30)] }
    case 'left_cart':
      return {
        again: { kind: 'after', days: 7 },
        exit: bought,
        goal: 'sell',
        waits: [
          { kind: 'after', ms: HOUR },
          { kind: 'days', days: 1, minute: null },
        ],
      }
    case 'come_back':
      return { again: { kind: 'after', days: 180 }, exit: bought, goal: 'bring_back', waits: [after(1), after(15)] }
    case 'birthday':
      return { again: { kind: 'each' }, exit: NEVER, goal: 'inform', waits: [{ kind: 'at_once' }] }
    case 'review':
      return { again: { kind: 'after', days: 60 }, exit: NEVER, goal: 'collect', waits: [after(10)] }
    case 'runs_out': {
      const days = Math.max(SHORTEST, Math.min(LONGEST, Math.round((gap ?? USUAL_GAP) * BEFORE)))
      return { again: { kind: 'each' }, exit: bought, goal: 'sell', waits: [after(days)] }
    }
    default:
      return unreachable(ready)
  }
}

function isBirthdayKnown(db: Db): boolean {
  return (
    db
      .sql(
        `select 1 from attributes a join attribute_values v on v.attribute_id = a.id
           where a.key = 'birthday' and a.archived_at is null limit 1`,
      )
      .get() !== undefined
  )
}
