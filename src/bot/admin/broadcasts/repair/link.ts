import type { Db } from '../../../../db/open.js'
import { countStates, getBroadcast } from '../../../../delivery/broadcast.js'
import { isAction } from '../../../../offers/button/action.js'
import { parseTarget } from '../../../../offers/link.js'
import { changeLink } from '../../../../offers/offer/repair.js'
import { getOffer } from '../../../../offers/offer.js'
import { findReport } from '../../../../reports/metrics.js'
import { shortAddress } from '../../../../text/address.js'
import { withoutEdges } from '../../../../text/edges.js'
import { shorten } from '../../../../text/format.js'
import { lines, rich } from '../../../../text/rich.js'
import { key } from '../../../card.js'
import { again, deed, type Entry, go, say, screen, takes } from '../../../screen.js'
import { keepVisits, visitAll, visitWords } from '../../visits.js'
import { shownName } from '../../words/name.js'
import { broadcasts } from '../addresses.js'
import { pageOf, pagesWith } from '../pages.js'
import { countGroup, dayOf, groupRows, groups, readGroup } from '../people.js'
import { backToMenu, goOn, isPausedToRepair, resumeKeys, wakeUp } from './menu.js'
import { dropProposal, findProposal, findVoid, saveProposal } from './proposal.js'

const A_PAGE = 8
const LABEL = 16
const ROW = 40

/** One link of a broadcast, the same in all its versions; `people` clicked it. */
type Link = { number: number; label: string; url: string; people: number }

/** The right address, typed. It may be the wrong one again: the next that is sent takes its place. */
const addressWords = takes<'id' | 'link', { was: string; url: string; visits: Awaited<ReturnType<typeof visitAll>> }>(
  {
    async look(doing, { values: { id, link: number }, said }) {
      const { repairCards: words } = doing.t
      const url = parseTarget(unquoted(said.text), doing.ownTargets)
      const link = await findLink(doing.db, id, number)
      if (link === null) return go(broadcasts.repairLinks, { id, page: 0 }, words.outdated)
      if (link.url === url) return again(words.sameAddress)
      const { offerId } = getBroadcast(doing.db, id)
      return { was: link.url, url, visits: await visitAll(doing, getOffer(doing.db, offerId), [url]) }
    },
    do({ db, me, t }, { values: { id, link } }, { was, url, visits }) {
      keepVisits(db, getBroadcast(db, id).offerId, visits)
      const notes = visitWords(visits, t).map(note => rich`${note}`)
      const proposal = saveProposal(db, me, { kind: 'link', broadcastId: id, link, was, url, notes })
      return go(broadcasts.linkProposed, { id, link, proposal })
    },
  },
  here => here.t.asked.address,
)

/** A wrong link: the right address heals messages already sent. */
export const linkPlaces: Entry[] = [
  screen(
    broadcasts.repairLinks,
    async ({ db, t, language }, { id, page }, note) => {
      const { repairCards: words } = t
      const links = await listLinks(db, id)
      const headline = words.headline(shownName(getBroadcast(db, id).offerName))
      const back = [backToMenu(id, language)]
      if (links.length === 0)
        return {
          text: lines([headline, words.noLinks]),
          keyboard: [[key(words.buttons.text, broadcasts.repairTexts, { id })], back],
        }
      const shown = pageOf(links, page, A_PAGE)
      return {
        text: lines([
          headline,
          note,
          words.linksAsked,
          ...shown.items.map(({ number, label, url }) => words.linkRow(number, shorten(label, ROW), shortAddress(url))),
        ]),
        keyboard: [
          ...shown.items.map(({ number, label, people }) => [
            key(words.linkKey(number, shorten(label, LABEL), people), broadcasts.repairLink, { id, link: number }),
          ]),
          ...pagesWith(broadcasts.repairLinks, id, shown),
          back,
        ],
      }
    },
    { note: 'own' },
  ),

  screen(
    broadcasts.repairLink,
    async ({ db, t }, { id, link: number }) => {
      const { repairCards: words, admin } = t
      const link = await findLink(db, id, number)
      if (link === null) return go(broadcasts.repairLinks, { id, page: 0 }, words.outdated)
      return {
        text: lines([
          words.headline(shownName(getBroadcast(db, id).offerName)),
          words.linkAsked(link.label, shortAddress(link.url)),
        ]),
        keyboard: [[key(admin.back, broadcasts.repairLinks, { id, page: 0 })]],
      }
    },
    { words: addressWords },
  ),

  screen<'id' | 'link' | 'proposal'>(
    broadcasts.linkProposed,
    async ({ db, me, t }, { id, link: number, proposal }) => {
      const { repairCards: words, admin } = t
      const found = findProposal(db, me, proposal)
      if (found?.kind !== 'link') return go(broadcasts.repairLinks, { id, page: 0 }, words.outdated)
      const { sent } = await countStates(db, id)
      const people = (await findLink(db, id, number))?.people ?? 0
      const { changeAndGoOn, change } = words.buttons
      const label = isPausedToRepair(getBroadcast(db, id)) ? changeAndGoOn : change
      return {
        text: lines([
          ...found.notes,
          sent === 0 ? words.landsFromNow : words.heals(sent),
          people === 0 ? null : words.wereThere(people),
          words.orAnother,
        ]),
        keyboard: [
          [key(label, broadcasts.changeLink, { id, proposal })],
          [key(admin.back, broadcasts.repairLinks, { id, page: 0 })],
        ],
      }
    },
    { words: addressWords },
  ),

  deed(broadcasts.changeLink, {
    look: () => null,
    do(doing, { id, proposal: number }) {
      const { db, me, at, t } = doing
      const proposal = findProposal(db, me, number)
      if (proposal?.kind !== 'link' || proposal.broadcastId !== id) {
        const address = findVoid(db, me, number)
        return say(address === null ? t.repairCards.outdated : t.repairCards.voidAddress(shortAddress(address)))
      }
      const { link, was, url } = proposal
      if (urlOf(db, id, link) !== was)
        return go(broadcasts.repairLinks, { id, page: 0 }, t.repairCards.changedMeanwhile)
      changeLink(db, getBroadcast(db, id).offerId, link, url, me, at)
      dropProposal(db, me)
      const until = dayOf(at, doing.zone())
      return go(broadcasts.linkChanged, { id, link, until, on: Number(goOn(doing, id)) })
    },
    hint: wakeUp,
  }),

  screen(broadcasts.linkChanged, async (here, { id, link: number, until, on }) => {
    const { repairCards: words } = here.t
    const broadcast = getBroadcast(here.db, id)
    const link = await findLink(here.db, id, number)
    const group = readGroup({ group: groups.indexOf('clicked'), link: number, until })
    if (link === null || group === null) return go(broadcasts.repairLinks, { id, page: 0 })
    const people = await countGroup(here, broadcast, group)
    const rows = people === 0 ? [] : groupRows({ id, group }, words.buttons.writeTo(people), here.language)
    return {
      text: lines([
        words.headline(shownName(broadcast.offerName)),
        words.linkChanged(link.label, shortAddress(link.url)),
        on === 1 ? words.goingOn : null,
      ]),
      keyboard: [
        ...rows,
        [...resumeKeys(broadcast, here.language), key(words.buttons.broadcast, broadcasts.open, { id })],
      ],
    }
  }),
]

/** Phones put quotes around what is pasted. */
function unquoted(typed: string): string {
  return withoutEdges(typed.trim(), '«»“”„"\'<>')
}

/** The links that went out, by number. @throws AppError `broadcast_not_found`, `query_timeout` */
async function listLinks(db: Db, id: number): Promise<Link[]> {
  const links = new Map<number, Link>()
  for (const { number, label, url, people, tracked } of (await findReport(db, id)).links) {
    // What went out as it is cannot be led elsewhere, nor what a button does: only its message can be edited.
    if (!tracked || isAction(url)) continue
    const before = links.get(number)?.people ?? 0
    links.set(number, { number, label, url, people: before + people })
  }
  return [...links.values()].sort((a, b) => a.number - b.number)
}

async function findLink(db: Db, id: number, number: number): Promise<Link | null> {
  return (await listLinks(db, id)).find(link => link.number === number) ?? null
}

/** Where a link leads at this moment; null when there is no such link. */
function urlOf(db: Db, broadcastId: number, number: number): string | null {
  const row = db
    .sql<{ url: string }>(
      `select l.url from broadcasts b join variants v on v.offer_id = b.offer_id join links l on l.variant_id = v.id
       where b.id = ? and l.number = ? limit 1`,
    )
    .get(broadcastId, number)
  return row?.url ?? null
}
