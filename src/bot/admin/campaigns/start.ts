import { listSources } from '../../../audience/source.js'
import { getOpen, setEntry } from '../../../delivery/campaign/series/draft.js'
import { type Entry as Coming, LONGEST_WAIT_DAYS, type Start } from '../../../delivery/campaign/terms.js'
import { shorten } from '../../../text/format.js'
import { lines, rich } from '../../../text/rich.js'
import { type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { again, deed, type Entry, type Go, go, say, screen, takes } from '../../screen.js'
import { pageRow, pageWithin } from '../page.js'
import { sources } from '../sources/addresses.js'
import { parseSpan } from '../typed/moment.js'
import { marked } from '../words/mark.js'
import { entryWords } from '../words/series.js'
import { campaigns } from './addresses.js'
import { openPlaces } from './series.js'

const SIZE = 6
const LABEL = 30
/** Days to tap until somebody may come in again. */
const AGAIN = [7, 30, 90, 180] as const
/** In a button: each time. */
const EACH = LONGEST_WAIT_DAYS + 1

/** What brings people into a series: one card, six answers, each with its one detail. */
export const startPlaces: Entry[] = openPlaces([
  screen(campaigns.starts, (here, { id }) => {
    const { campaigns: t } = here.t
    const { entry } = getOpen(here.db, id).series
    const { kind } = entry.on
    const choice = (label: string, is: Start['kind'], to: Key) => ({ ...to, label: marked(label, is === kind) })
    return {
      text: lines([t.startAsked(entryWords(here, entry)), t.startHint]),
      keyboard: pairs([
        choice(t.keys.subscribed, 'subscribed', key('', campaigns.subscribed, { id, page: 0 })),
        choice(t.keys.ordered, 'ordered', key('', campaigns.ordered, { id })),
        choice(t.keys.enters, 'enters', key('', campaigns.segment, { id, leaves: 0, page: 0 })),
        choice(t.keys.leaves, 'leaves', key('', campaigns.segment, { id, leaves: 1, page: 0 })),
        choice(t.keys.date, 'date', key('', campaigns.date, { id, page: 0 })),
        choice(t.keys.event, 'event', key('', campaigns.event, { id, page: 0 })),
        ...(kind === 'subscribed' || kind === 'date' ? [] : [key(t.keys.againHow, campaigns.again, { id })]),
        key(t.keys.toSeries, campaigns.draft, { id }),
      ]),
    }
  }),

  screen(campaigns.subscribed, ({ db, t }, { id, page: wanted }) => {
    const { campaigns: words } = t
    const on = subscribedOf(getOpen(db, id).series.entry)
    const all = listSources(db)
    const page = pageWithin(wanted, { size: SIZE, total: all.length })
    return {
      text: lines([rich`${words.keys.subscribed}`, all.length === 0 ? words.noSources : words.sourcesAsked]),
      keyboard: [
        ...all.slice(page * SIZE, (page + 1) * SIZE).map(({ id: source, name }) => {
          const ticked = on.sources?.includes(source) === true
          const label = `${ticked ? '☑' : '☐'} ${shorten(name, LABEL)}`
          return [key(label, campaigns.source, { id, source, on: ticked ? 0 : 1, page })]
        }),
        ...pageRow(page => campaigns.subscribed.data({ id, page }), { page, size: SIZE, total: all.length }),
        ...pairs([
          key(`${on.movedIn ? '☑' : '☐'} ${words.keys.movedIn}`, campaigns.movedIn, {
            ...{ id, on: on.movedIn ? 0 : 1, page },
          }),
          ...(all.length === 0 ? [key(words.keys.links, sources.list, { page: 0 })] : []),
          key(t.admin.done, campaigns.subscribedIs, { id }),
        ]),
      ],
    }
  }),

  // To open the list and go back changes nothing; "Done" says that it is this.
  deed(campaigns.subscribedIs, ({ db }, { id }) => {
    const { entry } = getOpen(db, id).series
    return chosen(db, id, { ...entry, on: subscribedOf(entry) })
  }),

  deed(campaigns.source, ({ db }, { id, source, on, page }) => {
    const { entry } = getOpen(db, id).series
    const now = subscribedOf(entry)
    const others = (now.sources ?? []).filter(one => one !== source)
    const all = on === 1 ? [...others, source].sort((a, b) => a - b) : others
    setEntry(db, id, { ...entry, on: { ...now, sources: all.length === 0 ? null : all } })
    return go(campaigns.subscribed, { id, page })
  }),

  deed(campaigns.movedIn, ({ db }, { id, on, page }) => {
    const { entry } = getOpen(db, id).series
    setEntry(db, id, { ...entry, on: { ...subscribedOf(entry), movedIn: on === 1 } })
    return go(campaigns.subscribed, { id, page })
  }),

  screen(campaigns.ordered, ({ db, t: { campaigns: t } }, { id }) => {
    const { on } = getOpen(db, id).series.entry
    const choice = (label: string, any: 0 | 1) =>
      key(marked(label, on.kind === 'ordered' && on.which === (any === 1 ? 'any' : 'first')), campaigns.orderedIs, {
        id,
        any,
      })
    return {
      text: rich`🛒 ${t.orderAsked}`,
      keyboard: [[choice(t.keys.first, 0), choice(t.keys.any, 1)], [key(t.keys.starts, campaigns.starts, { id })]],
    }
  }),

  deed(campaigns.orderedIs, ({ db }, { id, any }) => {
    const { entry } = getOpen(db, id).series
    return chosen(db, id, { ...entry, on: { kind: 'ordered', which: any === 1 ? 'any' : 'first' } })
  }),

  screen(
    campaigns.again,
    ({ db, t }, { id }) => {
      const { campaigns: words, campaignTerms } = t
      const { again: now } = getOpen(db, id).series.entry
      const at = now.kind === 'once' ? 0 : now.kind === 'each' ? EACH : now.days
      const choice = (label: string, days: number) => key(marked(label, days === at), campaigns.againIs, { id, days })
      return {
        text: words.againAsked,
        keyboard: [
          ...pairs([
            choice(words.keys.once, 0),
            choice(words.keys.each, EACH),
            ...AGAIN.map(days => choice(campaignTerms.days(days), days)),
          ]),
          [key(words.keys.starts, campaigns.starts, { id })],
        ],
      }
    },
    {
      words: takes<'id', { days: number }>(
        {
          look({ t }, { said: { text } }) {
            const span = parseSpan(text)
            const fits = span !== null && span.ms === 0 && span.days >= 1 && span.days <= LONGEST_WAIT_DAYS
            return fits ? { days: span.days } : again(t.campaigns.againUnread)
          },
          do: (here, { values: { id } }, { days }) => setAgain(here, id, days),
        },
        here => here.t.campaigns.againUnread,
      ),
    },
  ),

  deed(campaigns.againIs, (here, { id, days }) =>
    days > EACH ? say(here.t.admin.oldButton) : setAgain(here, id, days),
  ),
])

/**
 * Keeps what brings people in, and leads back to the card of the series. Whoever subscribes, or has a date, comes in once for it;
 * nobody is congratulated on a date that was.
 */
export function chosen(db: Here['db'], id: number, entry: Coming): Go {
  const { kind } = entry.on
  const again: Coming['again'] =
    kind === 'subscribed' ? { kind: 'once' } : kind === 'date' ? { kind: 'each' } : entry.again
  setEntry(db, id, { ...entry, again, lastDays: kind === 'date' ? 0 : entry.lastDays })
  return go(campaigns.draft, { id })
}

function subscribedOf({ on }: Coming): Extract<Start, { kind: 'subscribed' }> {
  return on.kind === 'subscribed' ? on : { kind: 'subscribed', sources: null, movedIn: false }
}

function setAgain({ db }: Pick<Here, 'db'>, id: number, days: number): Go {
  const { entry } = getOpen(db, id).series
  const next: Coming['again'] =
    days === 0 ? { kind: 'once' } : days === EACH ? { kind: 'each' } : { kind: 'after', days }
  setEntry(db, id, { ...entry, again: next })
  return go(campaigns.starts, { id })
}
