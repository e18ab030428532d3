import { getAttribute, listAttributes } from '../../../audience/attribute.js'
import { DAY } from '../../../clock.js'
import { getOpen } from '../../../delivery/campaign/series/draft.js'
import type { Start } from '../../../delivery/campaign/terms.js'
import { getSegment, listSegments } from '../../../segments/segment.js'
import { clockOf, shorten } from '../../../text/format.js'
import { lines, rich } from '../../../text/rich.js'
import { eventNames, findEventName } from '../../../tracking/event-name.js'
import { type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { again, deed, type Entry, type Go, go, say, screen, takes } from '../../screen.js'
import { api } from '../api/addresses.js'
import { connections } from '../connections/addresses.js'
import { fields } from '../fields/addresses.js'
import { pageRow, pageWithin } from '../page.js'
import { segments } from '../segments/addresses.js'
import { parseHour, parseSpan } from '../typed/moment.js'
import { fieldName } from '../words/field-name.js'
import { marked } from '../words/mark.js'
import { campaigns } from './addresses.js'
import { openPlaces } from './series.js'
import { chosen } from './start.js'

const SIZE = 6
const LABEL = 30
const MORNING = 11 * 60
/** A year before and a year after. */
const MOST = 365
/** Days to tap: before a date they are negative. */
const DAYS = [0, -1, -3, -7, 1, 7] as const
const BEFORE: ReadonlySet<string> = new Set(['before', 'ahead', 'earlier', 'до', 'раньше', 'заранее'])
const AFTER: ReadonlySet<string> = new Set(['after', 'later', 'после', 'спустя', 'позже'])
const SAME = /^(?:on )?(?:the )?(?:same )?day$|^в (?:тот же |этот )?день$/iu

type Dated = Extract<Start, { kind: 'date' }>

/** Series that begin with a segment, a date of people's own, or with what the shop reports. */
export const startEventPlaces: Entry[] = openPlaces([
  screen(campaigns.segment, ({ db, t }, { id, leaves, page: wanted }) => {
    const { campaigns: words } = t
    const { on } = getOpen(db, id).series.entry
    const kind = leaves === 1 ? 'leaves' : 'enters'
    const now = on.kind === kind ? on.segmentId : null
    // A fixed list has no coming and going.
    const { total } = listSegments(db, { offset: 0, limit: 0, kind: 'rule' })
    const page = pageWithin(wanted, { size: SIZE, total })
    const { segments: shown } = listSegments(db, { offset: page * SIZE, limit: SIZE, kind: 'rule' })
    return {
      text: rich`👥 ${total === 0 ? words.noSegments : words.segmentAsked[kind]}`,
      keyboard: [
        ...shown
          .filter(({ criterion }) => criterion !== null)
          .map(({ id: segment, name }) => [
            key(marked(shorten(name, LABEL), segment === now), campaigns.segmentIs, { id, leaves, segment }),
          ]),
        ...pageRow(page => campaigns.segment.data({ id, leaves, page }), { page, size: SIZE, total }),
        ...pairs([
          key(words.keys.newSegment, segments.add, { offer: 0 }),
          key(words.keys.starts, campaigns.starts, { id }),
        ]),
      ],
    }
  }),

  deed(campaigns.segmentIs, ({ db }, { id, leaves, segment }) => {
    const { entry } = getOpen(db, id).series
    const { id: segmentId } = getSegment(db, segment)
    return chosen(db, id, { ...entry, on: { kind: leaves === 1 ? 'leaves' : 'enters', segmentId } })
  }),

  screen(campaigns.date, ({ db, language, t }, { id, page: wanted }) => {
    const { campaigns: words } = t
    const { on } = getOpen(db, id).series.entry
    const dates = listAttributes(db).filter(({ type, key }) => type === 'date' && key !== 'birthday')
    const page = pageWithin(wanted, { size: SIZE, total: dates.length })
    const is = (attributeId: number | null) => on.kind === 'date' && on.attributeId === attributeId
    return {
      text: rich`🗓 ${words.dateAsked}`,
      keyboard: [
        [key(marked(words.keys.birthday, is(null)), campaigns.dateIs, { id, field: 0 })],
        ...dates.slice(page * SIZE, (page + 1) * SIZE).map(attribute => [
          key(marked(shorten(fieldName(attribute, language), LABEL), is(attribute.id)), campaigns.dateIs, {
            ...{ id, field: attribute.id },
          }),
        ]),
        ...pageRow(page => campaigns.date.data({ id, page }), { page, size: SIZE, total: dates.length }),
        ...pairs([key(words.keys.fields, fields.list, { page: 0 }), key(words.keys.starts, campaigns.starts, { id })]),
      ],
    }
  }),

  deed(campaigns.dateIs, ({ db, t }, { id, field }) => {
    const { entry } = getOpen(db, id).series
    const attributeId = field === 0 ? null : field
    if (attributeId !== null && getAttribute(db, attributeId).type !== 'date') return say(t.admin.oldButton)
    const before = entry.on.kind === 'date' ? entry.on : { days: 0, minute: MORNING }
    const yearly = attributeId === null
    chosen(db, id, { ...entry, on: { ...before, kind: 'date', attributeId, yearly } })
    return go(campaigns.days, { id })
  }),

  screen(
    campaigns.days,
    (here, { id }) => {
      const { campaigns: t, admin } = here.t
      const { on } = getOpen(here.db, id).series.entry
      if (on.kind !== 'date') return go(campaigns.date, { id, page: 0 })
      const yearly = `${on.yearly ? '☑' : '☐'} ${t.keys.yearly}`
      return {
        text: lines([
          t.daysAsked(dateName(here, on)),
          t.daysNow(uncapitalised(daysWords(here, on.days)), clockOf(on.minute)),
        ]),
        keyboard: [
          ...pairs(
            DAYS.map(days =>
              key(marked(daysWords(here, days), days === on.days), campaigns.daysIs, { id, days: days + MOST }),
            ),
          ),
          ...pairs([
            ...(on.attributeId === null ? [] : [key(yearly, campaigns.yearly, { id, on: on.yearly ? 0 : 1 })]),
            key(admin.back, campaigns.date, { id, page: 0 }),
            key(admin.done, campaigns.draft, { id }),
          ]),
        ],
      }
    },
    {
      words: takes<'id', Partial<Dated>>(
        {
          look: ({ t }, { said: { text } }) => readDays(text) ?? again(t.campaigns.daysUnread),
          do: ({ db }, { values: { id } }, change) => setDated(db, id, change),
        },
        here => here.t.campaigns.daysUnread,
      ),
    },
  ),

  deed(campaigns.daysIs, ({ db, t }, { id, days }) =>
    days > 2 * MOST ? say(t.admin.oldButton) : setDated(db, id, { days: days - MOST }),
  ),
  deed(campaigns.yearly, ({ db }, { id, on }) => setDated(db, id, { yearly: on === 1 })),

  screen(campaigns.event, (here, { id, page: wanted }) => {
    const { campaigns: t } = here.t
    const { on } = getOpen(here.db, id).series.entry
    const all = eventNames(here.db)
    const page = pageWithin(wanted, { size: SIZE, total: all.length })
    const ways: Key[] =
      all.length > 0
        ? []
        : [
            key(t.keys.connect, connections.list, { page: 0 }),
            ...(here.may(api.list) ? [key(t.keys.keysFor, api.list, { page: 0 })] : []),
          ]
    return {
      text: rich`🔌 ${all.length === 0 ? t.noEvents : t.eventAsked}`,
      keyboard: [
        ...all.slice(page * SIZE, (page + 1) * SIZE).map(({ id: event, name }) => [
          key(marked(shorten(name, LABEL), on.kind === 'event' && on.nameId === event), campaigns.eventIs, {
            id,
            event,
          }),
        ]),
        ...pageRow(page => campaigns.event.data({ id, page }), { page, size: SIZE, total: all.length }),
        ...pairs([...ways, key(t.keys.starts, campaigns.starts, { id })]),
      ],
    }
  }),

  deed(campaigns.eventIs, ({ db, t }, { id, event }) => {
    const { entry } = getOpen(db, id).series
    if (findEventName(db, event) === null) return say(t.admin.oldButton)
    return chosen(db, id, { ...entry, on: { kind: 'event', nameId: event } })
  }),
])

function setDated(db: Here['db'], id: number, change: Partial<Dated>): Go {
  const { entry } = getOpen(db, id).series
  const { on } = entry
  if (on.kind !== 'date') return go(campaigns.date, { id, page: 0 })
  chosen(db, id, { ...entry, on: { ...on, ...change, kind: 'date' } })
  return go(campaigns.days, { id })
}

function dateName({ db, language, t }: Here, { attributeId }: Dated): string {
  return attributeId === null ? t.fieldCards.builtIn.birthday : fieldName(getAttribute(db, attributeId), language)
}

function daysWords({ t: { campaigns: t, campaignTerms } }: Pick<Here, 't'>, days: number): string {
  if (days === 0) return t.keys.onDay
  const span = campaignTerms.days(Math.abs(days))
  return days < 0 ? t.keys.before(span) : t.keys.after(span)
}

const uncapitalised = (words: string) => words.charAt(0).toLowerCase() + words.slice(1)

/** "3 days before", "за неделю", "2 дня после", "10:30"; null for what is none of it. */
export function readDays(typed: string): { days: number } | { minute: number } | null {
  const text = typed.trim()
  const minute = parseHour(text)
  // A bare number may as well be of days.
  if (minute !== null && !/^\d+$/.test(text)) return { minute }
  if (SAME.test(text)) return { days: 0 }
  const words = text.toLowerCase().split(/\s+/)
  const ahead = words[0] === 'за'
  const [from, at] = [ahead ? 1 : 0, words.findIndex(word => BEFORE.has(word) || AFTER.has(word))]
  const before = ahead || BEFORE.has(words[at] ?? '')
  if (!before && !AFTER.has(words[at] ?? '') && words[0] !== 'через') return null
  const span = parseSpan(words.slice(from, at < 0 ? undefined : at).join(' '))
  if (span === null || span.ms % DAY !== 0 || span.days > MOST) return null
  return { days: before ? -span.days : span.days }
}
