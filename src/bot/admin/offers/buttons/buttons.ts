import { setButtons } from '../../../../offers/button/own.js'
import { parseButtons } from '../../../../offers/button.js'
import type { Button, Content } from '../../../../offers/content.js'
import { campaignOf, type Draft, getDraft } from '../../../../offers/draft.js'
import { setTrackTelegram } from '../../../../offers/link/terms.js'
import { buttonLink, isInTelegram, listTargets } from '../../../../offers/link.js'
import { forgetOrigin } from '../../../../offers/offer/origin.js'
import { setUtm } from '../../../../offers/offer.js'
import { listVariants } from '../../../../offers/variant.js'
import { lines } from '../../../../text/rich.js'
import { isPassed } from '../../../address.js'
import { key } from '../../../card.js'
import type { Here } from '../../../here.js'
import { deed, type Entry, go, takes, type Words } from '../../../screen.js'
import { changeRows } from '../../drafts/change.js'
import { wantedVersions } from '../../drafts/versions.js'
import { actionReader } from '../../typed/action.js'
import { keepVisits, type Visits, visitAll, visitWords } from '../../visits.js'
import { offers } from '../addresses.js'
import { keepOrigin } from '../message/origin.js'
import { draftPlaces, draftScreen } from '../place.js'
import { backToCard } from '../words.js'
import { keptNote, ownNote, typedAs } from './typed.js'

/** What was typed, read and opened. */
type Typed = { buttons: Button[][]; visits: Visits }

/** The typed lines. */
export const buttonsWords: Words<'offer'> = takes<'offer', Typed>(
  {
    async look(here, { values, said }) {
      const buttons = parseButtons(said.text, here.ownTargets, actionReader(here))
      const addresses = buttons.flat().map(({ url }) => url)
      return { buttons, visits: await visitAll(here, getDraft(here.db, values.offer), addresses) }
    },
    do(doing, { values: { offer }, said }, { buttons, visits }) {
      const { db, t } = doing
      write(doing, offer, buttons)
      keepOrigin(db, said.message, 'offer_buttons', { offer })
      keepVisits(db, offer, visits)
      const versions = wantedVersions(getDraft(db, offer).draft).length
      const own = ownNote(doing, offer) ?? (versions > 1 ? t.offerCards.inAllVersions(versions) : null)
      const kept = keptNote(doing, offer)
      return go(offers.open, { offer }, lines([...visitWords(visits, t), own, kept, utmWords(doing, offer)]))
    },
  },
  here => here.t.asked.buttons,
)

/** The buttons under all versions, and the marks for web analytics. */
export const buttonsPlaces: Entry[] = draftPlaces([
  draftScreen(
    offers.buttons,
    (here, { offer }, note) => {
      const { draft, utmCampaign } = getDraft(here.db, offer)
      const { offerCards: t, offers: words, ladderCards } = here.t
      const typed = typedAs(here, draft.buttons)
      const telegram = leadsIntoTelegram(here, draft, offer)
      const other = draft.each && listVariants(here.db, offer).length > 0
      const utm = { offer, generation: utmCampaign === null ? 0 : 1 }
      const tracked = { offer, generation: draft.trackTelegram ? 1 : 0 }
      return {
        text: lines([
          t.buttonsAsked,
          typed === '' ? null : t.buttonsNow(typed),
          ownNote(here, offer),
          keptNote(here, offer),
          words.buttonsHint,
          utmWords(here, offer),
          telegram ? (draft.trackTelegram ? t.telegramTracked : t.telegramDirect) : null,
          note,
        ]),
        keyboard: [
          ...(telegram ? [[key(draft.trackTelegram ? t.telegramOn : t.telegramOff, offers.telegram, tracked)]] : []),
          [
            ...(typed === '' ? [] : [key(t.keys.noButtons, offers.noButtons, { offer })]),
            key(utmCampaign === null ? t.utmOff : t.utmOn, offers.utm, utm),
          ],
          [
            ...(other ? [key(t.keys.otherButtons, offers.otherButtons, { offer })] : []),
            key(ladderCards.keys.linkTopics, offers.topics, { offer, page: 0 }),
          ],
          [key(t.keys.actions, offers.actions, { offer }), backToCard(offer, here.language)],
        ],
      }
    },
    { note: 'own', words: buttonsWords },
  ),

  deed(offers.noButtons, (doing, { offer }) => {
    write(doing, offer, [])
    forgetOrigin(doing.db, 'offer_buttons', { offer })
    return go(offers.open, { offer })
  }),

  deed(offers.utm, {
    // With marks an address may open for nobody: that is seen now.
    look(doing, { offer, generation }) {
      const { draft, utmCampaign, name } = getDraft(doing.db, offer)
      const on = isPassed(generation, utmCampaign === null ? 0 : 1) ? utmCampaign !== null : utmCampaign === null
      const terms = { draft, utmCampaign: on ? (utmCampaign ?? campaignOf(name, offer)) : null }
      return visitAll(doing, terms, on ? urlsOf(doing, offer) : [])
    },
    do(doing, { offer, generation }, visits) {
      const { utmCampaign } = getDraft(doing.db, offer)
      if (!isPassed(generation, utmCampaign === null ? 0 : 1)) {
        setUtm(doing.db, offer, utmCampaign === null)
        changeRows(doing.db, offer, () => ({}))
      }
      keepVisits(doing.db, offer, visits)
      const notes = visitWords(visits, doing.t)
      return go(offers.buttons, { offer }, notes.length === 0 ? null : lines(notes))
    },
  }),

  deed(offers.telegram, ({ db }, { offer, generation }) => {
    const { trackTelegram } = getDraft(db, offer).draft
    if (!isPassed(generation, trackTelegram ? 1 : 0)) {
      setTrackTelegram(db, offer, !trackTelegram)
      changeRows(db, offer, () => ({}))
    }
    return go(offers.buttons, { offer })
  }),
])

function write({ db }: Here, offer: number, buttons: Button[][]): void {
  setButtons(db, offer, buttons)
  changeRows(db, offer, () => ({}))
}

function utmWords({ db, t }: Here, offer: number): string {
  const { utmCampaign } = getDraft(db, offer)
  return utmCampaign === null ? t.offerCards.utmNone : t.offerCards.utmLine(utmCampaign)
}

function urlsOf({ db }: Here, offer: number): string[] {
  return [...new Set(listVariants(db, offer).flatMap(({ content }) => urlsIn(content)))]
}

function urlsIn(content: Content): string[] {
  return listTargets(content).map(({ url }) => url)
}

/** True where a button or a link of the offer opens something inside Telegram. */
function leadsIntoTelegram({ db }: Here, draft: Draft, offer: number): boolean {
  const inMessages = listVariants(db, offer).flatMap(({ content }) => urlsIn(content))
  const inButtons = draft.buttons.flat().map(buttonLink)
  return [...inMessages, ...inButtons.flatMap(target => (target === null ? [] : [target.url]))].some(isInTelegram)
}
