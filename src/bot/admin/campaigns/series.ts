import { createCampaign, findCampaign } from '../../../delivery/campaign/campaign.js'
import { comingIn } from '../../../delivery/campaign/entering/coming.js'
import { isSameEntry } from '../../../delivery/campaign/entering/intake.js'
import { addMessage, type CampaignMessage } from '../../../delivery/campaign/message.js'
import {
  discardCampaign,
  findBlankSeries,
  findOpen,
  type OpenSeries,
  readCampaignName,
  renameCampaign,
} from '../../../delivery/campaign/series/draft.js'
import { placeOf, welcomes } from '../../../delivery/campaign/series/place.js'
import { getSeries } from '../../../delivery/campaign/series.js'
import { MOST_MESSAGES, type Wait } from '../../../delivery/campaign/terms.js'
import { hasEnd } from '../../../offers/draft/deadline.js'
import { getOffer } from '../../../offers/draft.js'
import { discardOffer } from '../../../offers/offer.js'
import { findVariant } from '../../../offers/variant.js'
import { shorten } from '../../../text/format.js'
import { lines, type Rich } from '../../../text/rich.js'
import { type Key, key } from '../../card.js'
import type { Here } from '../../here.js'
import { languages } from '../../language.js'
import { again, deed, type Entry, type Guard, go, guarded, type Shown, say, screen, takes } from '../../screen.js'
import { textNames } from '../../settings/texts.js'
import { newOffer } from '../drafts/begin.js'
import { unlessSlow } from '../patience.js'
import { wordings } from '../texts/addresses.js'
import { endWords } from '../words/ending.js'
import { shownName } from '../words/name.js'
import { entryWords, exitWords, onlyName, waitWords } from '../words/series.js'
import { campaigns } from './addresses.js'
import { repeat } from './repeat/addresses.js'
import { runningCard } from './running.js'
import { welcomeOf } from './welcome.js'

const WEEK = 7
const NAME = 40
/** So many numbers of messages stand in a row. */
const NUMBERS = 5
/** The way to one more message has words: beside more numbers than these they do not fit a phone. */
const BESIDE = 1
const MORNING = 11 * 60
const WELCOME = 1_500

/** Before what can be done with a series that is being composed: what runs leads to its card. */
const isOpen: Guard<'id'> = ({ db }, { id }) => {
  const campaign = findCampaign(db, id)
  if (campaign?.kind !== 'series') return go(campaigns.list, { page: 0 })
  return findOpen(db, id) === null ? go(campaigns.open, { id }) : null
}

/** Before what only a draft has. */
const isDraft: Guard<'id'> = (here, { id }) =>
  isOpen(here, { id }) ?? (getSeries(here.db, id).state === 'draft' ? null : go(campaigns.draft, { id }))

/** These entries, each only while its series is being composed. */
export const openPlaces = (entries: readonly Entry[]): Entry[] => guarded(isOpen, entries)

/** These entries, each only while its series is a draft that never ran. */
export const draftOnly = (entries: readonly Entry[]): Entry[] => guarded(isDraft, entries)

/** A series: its card while it is composed, and how it goes afterwards. */
export const seriesPlaces: Entry[] = [
  screen(
    campaigns.open,
    async (here, { id }, note) => {
      const campaign = findCampaign(here.db, id)
      if (campaign === null || campaign.state === 'discarded') return go(campaigns.list, { page: 0 })
      if (campaign.kind === 'repeat') return go(repeat.open, { id })
      if (campaign.state !== 'draft') return runningCard(here, campaign, note)
      if (here.may(campaigns.draft)) return go(campaigns.draft, { id })
      const open = findOpen(here.db, id)
      const text = lines(open === null ? [] : await cardLines(here, open))
      return { text, keyboard: [[key(here.t.campaigns.keys.list, campaigns.list, { page: 0 })]] }
    },
    { note: 'own', costly: true },
  ),

  deed(campaigns.make, here => {
    const { db, me, at, zone, t } = here
    const blank = findBlankSeries(db, me)
    if (blank !== null) return go(campaigns.starts, { id: blank })
    const id = createCampaign(
      db,
      {
        name: t.campaigns.unnamed,
        ready: null,
        kind: 'series',
        zone: zone(),
        createdBy: me,
        entry: { on: { kind: 'subscribed', sources: null, movedIn: false }, again: { kind: 'once' }, lastDays: 0 },
        exit: { ordered: true, clicked: false, replied: false, left: false },
      },
      at,
    )
    return go(campaigns.starts, { id })
  }),

  screen(campaigns.own, ({ t: { campaigns: t } }) => ({
    text: t.ownAsked,
    keyboard: [
      [key(t.keys.series, campaigns.make, {})],
      [key(t.keys.again, repeat.begin, {})],
      [key(t.keys.list, campaigns.list, { page: 0 })],
    ],
  })),

  ...openPlaces([
    screen(
      campaigns.draft,
      async (here, { id }, note) => {
        const open = findOpen(here.db, id)
        return open === null ? go(campaigns.open, { id }) : openCard(here, open, note)
      },
      { note: 'own', sole: 'chat' },
    ),

    screen(campaigns.welcome, (here, { id }) => {
      const { campaigns: t } = here.t
      const { text } = welcomeOf(here)
      const numbers = { name: textNames.indexOf('welcome'), language: languages.indexOf(here.language), source: 0 }
      return {
        text: lines([t.welcomeTitle, '', shorten(text, WELCOME)]),
        keyboard: [[key(t.keys.change, wordings.open, numbers), key(t.keys.toSeries, campaigns.draft, { id })]],
      }
    }),

    deed(campaigns.add, (here, { id, after }) => {
      const { db, t } = here
      const open = findOpen(db, id)
      // Pressed already.
      if (open === null || open.messages.length !== after) return go(campaigns.draft, { id })
      if (after >= MOST_MESSAGES) return say(t.campaigns.tooMany(MOST_MESSAGES))
      const { id: offerId } = newOffer(here)
      addMessage(db, { campaignId: id, edition: open.edition }, { offerId, wait: nextWait(open) })
      return go(campaigns.message, { offer: offerId })
    }),
  ]),

  ...draftOnly([
    screen(
      campaigns.name,
      ({ db, t: { campaigns: t } }, { id }) => ({
        text: t.nameAsked(shownName(getSeries(db, id).name)),
        keyboard: [[key(t.keys.toSeries, campaigns.draft, { id })]],
      }),
      {
        words: takes(
          {
            look: ({ t: { campaigns: t } }, { said: { text } }) => readCampaignName(text) ?? again(t.nameUnread),
            do({ db }, { values: { id } }, name) {
              renameCampaign(db, id, name)
              return go(campaigns.draft, { id })
            },
          },
          here => here.t.campaigns.nameUnread,
        ),
      },
    ),

    screen(campaigns.askDelete, ({ db, t: { campaigns: t } }, { id }) => ({
      text: t.askDelete(shownName(getSeries(db, id).name)),
      keyboard: [[key(t.keys.toSeries, campaigns.draft, { id }), key(t.keys.reallyDelete, campaigns.delete, { id })]],
    })),

    deed(campaigns.delete, ({ db, t: { campaigns: t } }, { id }) => {
      const { name } = getSeries(db, id)
      for (const { offerId } of findOpen(db, id)?.messages ?? []) discardOffer(db, offerId)
      discardCampaign(db, id)
      return go(campaigns.list, { page: 0 }, t.deleted(name))
    }),
  ]),
]

async function openCard(here: Here, open: OpenSeries, note: Rich | null): Promise<Shown> {
  const { keys } = here.t.campaigns
  const { series, messages } = open
  const { id, state, generation } = series
  const drafted = state === 'draft'
  const welcome = welcomes(series) === 1 ? [key('1', campaigns.welcome, { id })] : []
  const numbers = [
    ...welcome,
    ...messages.map(({ position, offerId }) =>
      key(String(placeOf(series, position)), campaigns.message, { offer: offerId }),
    ),
  ]
  return {
    text: lines([...(await cardLines(here, open)), note === null ? null : lines(['', note])]),
    keyboard: [
      ...numberRows(numbers, key(keys.message, campaigns.add, { id, after: messages.length })),
      [key(keys.starts, campaigns.starts, { id }), key(keys.ends, campaigns.ends, { id })],
      [key(keys.testAll, campaigns.test, { id, generation }), key(keys.check, campaigns.check, { id })],
      drafted
        ? [key(keys.name, campaigns.name, { id }), key(keys.delete, campaigns.askDelete, { id })]
        : [key(keys.asItWas, campaigns.askUndo, { id }), key(keys.toSeries, campaigns.open, { id })],
      [key(keys.list, campaigns.list, { page: 0 })],
    ],
  }
}

/** Numbers beside one another, as the one exception to two in a row; beside a single one stands the way to one more. */
function numberRows(numbers: readonly Key[], more: Key): Key[][] {
  const rows: Key[][] = []
  for (let i = 0; i < numbers.length; i += NUMBERS) rows.push(numbers.slice(i, i + NUMBERS))
  const last = rows.at(-1)
  return last !== undefined && last.length <= BESIDE ? [...rows.slice(0, -1), [...last, more]] : [...rows, [more]]
}

async function cardLines(here: Here, open: OpenSeries): Promise<(Rich | string | null)[]> {
  const { campaigns: t, campaignTerms } = here.t
  const { series, messages } = open
  const drafted = series.state === 'draft'
  const dated = series.entry.on.kind === 'date'
  const name = shownName(series.name)
  const starts = drafted || !isSameEntry(getSeries(here.db, series.id).entry, series.entry)
  const week = starts ? await unlessSlow(comingIn(here.db, series.entry, WEEK, here.at), null) : null
  return [
    drafted ? t.draftTitle(name) : t.changeTitle(name),
    t.startsRow(entryWords(here, series.entry)),
    welcomes(series) === 1 ? t.messageRow(1, campaignTerms.waits.atOnce, t.theWelcome, t.fromSettings) : null,
    ...messages.map(one => messageLine(here, open, one)),
    messages.length === 0 ? t.noMessages : null,
    t.endsRow(exitWords(here, series.exit)),
    [...(drafted ? [t.fromNow] : []), ...(week === null ? [] : [dated ? t.comingAhead(week) : t.comingIn(week)])].join(
      ' ',
    ) || null,
  ]
}

function messageLine(here: Here, { series }: OpenSeries, message: CampaignMessage): Rich {
  const { db, t } = here
  const { offerId, onlySegmentId, onlyIf, wait, position } = message
  const written = findVariant(db, offerId, null) !== null
  const name = written ? shownName(shorten(getOffer(db, offerId).name, NAME)) : t.campaigns.notWritten
  const only = onlyIf === null ? '' : t.campaigns.onlyFor(onlyName(here, onlySegmentId))
  const offer = getOffer(db, offerId)
  const end = hasEnd(offer) ? t.campaigns.holdsTail(endWords(here, offer)) : ''
  const { nudge } = offer.draft
  const reminded = nudge === null ? '' : t.campaigns.remindsTail(t.offerCards.nudgeAfter(nudge.hours))
  return t.campaigns.messageRow(placeOf(series, position), waitWords(here, wait), name, only + end + reminded)
}

/** When one more message would come: three days after the last, in the morning. */
function nextWait({ series, messages }: OpenSeries): Wait {
  const last = messages.at(-1)?.wait
  if (last === undefined)
    return welcomes(series) === 1 ? { kind: 'days', days: 2, minute: MORNING } : { kind: 'at_once' }
  return { kind: 'days', days: (last.kind === 'days' ? last.days : 0) + 3, minute: MORNING }
}
