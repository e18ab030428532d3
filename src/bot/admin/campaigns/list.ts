import { type Campaign, type CampaignState, listCampaigns } from '../../../delivery/campaign/campaign.js'
import { seriesCounts } from '../../../delivery/campaign/series/counts.js'
import { READY } from '../../../delivery/campaign/series/draft.js'
import { shorten } from '../../../text/format.js'
import { lines, type Piece } from '../../../text/rich.js'
import { ALONE, type Key, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { command, type Entry, go, screen } from '../../screen.js'
import { home } from '../home/addresses.js'
import { pageRow, pageWithin } from '../page.js'
import { unlessSlow } from '../patience.js'
import { shownName } from '../words/name.js'
import { rhythmWords } from '../words/repeat.js'
import { campaigns } from './addresses.js'
import { LACKS, lackOf } from './ready.js'

const SIZE = 6
const NAME = 40
const CURRENT: readonly CampaignState[] = ['running', 'paused', 'draft']

/** What runs by itself, a page at a time, the ready-made series, and what is over. */
export const listPlaces: Entry[] = [
  command('campaigns', go(campaigns.list, { page: 0 })),

  screen(campaigns.list, async (here, { page: wanted }) => {
    const { campaigns: t, admin } = here.t
    const { shown, page, total } = pageOf(here, CURRENT, wanted)
    const running = listCampaigns(here.db, ['running'], { offset: 0, limit: 0 }).total
    const over = listCampaigns(here.db, ['ended'], { offset: 0, limit: 0 }).total
    const makes = here.may(campaigns.ready)
    return {
      text: lines([
        t.title(running),
        total === 0 ? t.none : null,
        ...(await Promise.all(shown.map(one => lineOf(here, one)))),
        ...(makes ? ['', shown.length === 0 ? t.ready : t.readyBelow, ...lackLines(here)] : []),
      ]),
      keyboard: [
        ...openRows(here, shown),
        ...pageRow(campaigns.list, { page, size: SIZE, total }),
        ...(makes ? pairs([...readyKeys(here), key(t.keys.mine, campaigns.own, {})]) : []),
        ...pairs([
          ...(over === 0 ? [] : [key(t.keys.ended(over), campaigns.ended, { page: 0 })]),
          key(admin.back, home.home, {}),
        ]),
      ],
    }
  }),

  screen(campaigns.ended, async (here, { page: wanted }) => {
    const { campaigns: t } = here.t
    const { shown, page, total } = pageOf(here, ['ended'], wanted)
    return {
      text: lines([t.endedTitle(total), ...(await Promise.all(shown.map(one => lineOf(here, one))))]),
      keyboard: [
        ...openRows(here, shown),
        ...pageRow(campaigns.ended, { page, size: SIZE, total }),
        [key(t.keys.list, campaigns.list, { page: 0 })],
      ],
    }
  }),
]

function pageOf({ db }: Here, states: readonly CampaignState[], wanted: number) {
  const { total } = listCampaigns(db, states, { offset: 0, limit: 0 })
  const page = pageWithin(wanted, { size: SIZE, total })
  return { shown: listCampaigns(db, states, { offset: page * SIZE, limit: SIZE }).campaigns, page, total }
}

/** "▶️ Welcome · 64 in it, 31 ended · 9 ordered". */
async function lineOf({ db, language, t: { campaigns: t } }: Here, campaign: Campaign): Promise<Piece> {
  const { id, state } = campaign
  const name = `${t.marks[state]} ${shownName(shorten(campaign.name, NAME))}`
  if (state === 'draft') return `${name} · ${t.states.draft}`
  if (campaign.kind === 'repeat') return `${name} · ${rhythmWords(campaign.course.rhythm, campaign.zone, language)}`
  const counts = await unlessSlow(seriesCounts(db, id), null)
  if (counts === null) return `${name} · ${t.states[state]}`
  const early = counts.ended.reduce((sum, { people }) => sum + people, 0)
  if (counts.entered === 0) return `${name} · ${t.nobodyYet}`
  const ordered = counts.ended.find(({ why }) => why === 'ordered')?.people ?? 0
  const facts = [
    `${t.inIt(counts.onWay)}, ${t.ended(counts.done + early)}`,
    ...(ordered === 0 ? [] : [t.bought(ordered)]),
  ]
  return [name, ...facts].join(' · ')
}

function openRows({ t: { campaigns: t } }: Here, shown: readonly Campaign[]): Key[][] {
  return shown.map(({ id, name, state }) => [key(shorten(`${t.marks[state]} ${name}`, ALONE), campaigns.open, { id })])
}

/** The ready-made series; those that lack something have a lock, and lead to what that is. */
function readyKeys({ db, t: { readyCampaigns: t } }: Here): Key[] {
  return READY.map((ready, which) => {
    const locked = lackOf(db, ready) !== null
    return key(`${locked ? '🔒' : t.marks[ready]} ${t.names[ready]}`, locked ? campaigns.lack : campaigns.ready, {
      which,
    })
  })
}

/** What is missing for which of them, a line for each thing. */
function lackLines({ db, t: { campaigns: t, readyCampaigns } }: Here): string[] {
  return LACKS.flatMap(lack => {
    const names = READY.filter(ready => lackOf(db, ready) === lack).map(ready => readyCampaigns.names[ready])
    return names.length === 0 ? [] : [t.lacks[lack](names.join(', '))]
  })
}
