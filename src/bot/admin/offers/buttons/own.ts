import { listOwnButtons, setButtons } from '../../../../offers/button/own.js'
import { parseButtons } from '../../../../offers/button.js'
import type { Button } from '../../../../offers/content.js'
import { getDraft } from '../../../../offers/draft.js'
import { findVariant, listMessages } from '../../../../offers/variant.js'
import { lines } from '../../../../text/rich.js'
import { key, rowsOf } from '../../../card.js'
import type { Here } from '../../../here.js'
import { deed, type Entry, type Guard, go, guarded, takes, type Words } from '../../../screen.js'
import { changeRows } from '../../drafts/change.js'
import { addresseeName } from '../../drafts/versions.js'
import { actionReader } from '../../typed/action.js'
import { keepVisits, type Visits, visitAll, visitWords } from '../../visits.js'
import { offers } from '../addresses.js'
import { capped } from '../label.js'
import { keepOrigin } from '../message/origin.js'
import { draftPlaces, draftScreen } from '../place.js'
import { ownNote, typedAs } from './typed.js'

/** What is typed for one version, read and opened. */
type Typed = { buttons: Button[][]; visits: Visits }

/** Only what is written can have buttons of its own; where there is no such version (any more), the card is shown. */
const isWritten: Guard<'offer' | 'segment'> = ({ db }, { offer, segment }) =>
  getDraft(db, offer).draft.each && listMessages(db, offer).some(({ segmentId }) => segmentId === (segment || null))
    ? null
    : go(offers.open, { offer })

/** The typed lines of one version. */
export const ownButtonsWords: Words<'offer' | 'segment'> = takes<'offer' | 'segment', Typed>(
  {
    async look(here, { values, said }) {
      const buttons = parseButtons(said.text, here.ownTargets, actionReader(here))
      const elsewhere = isWritten(here, values)
      if (elsewhere !== null) return elsewhere
      const addresses = buttons.flat().map(({ url }) => url)
      return { buttons, visits: await visitAll(here, getDraft(here.db, values.offer), addresses) }
    },
    do(doing, { values: { offer, segment }, said }, { buttons, visits }) {
      write(doing, offer, segment, buttons)
      keepOrigin(doing.db, said.message, 'offer_own_buttons', { offer, segment: segment || null })
      keepVisits(doing.db, offer, visits)
      return go(offers.open, { offer }, lines([...visitWords(visits, doing.t), ownNote(doing, offer)]))
    },
  },
  here => here.t.asked.buttons,
)

/** Other buttons for one version than for the rest. */
export const ownButtonsPlaces: Entry[] = draftPlaces([
  draftScreen(offers.otherButtons, (here, { offer }) => {
    const { db, language } = here
    const { draft } = getDraft(db, offer)
    const { offerCards: t, admin } = here.t
    const own = new Set(listOwnButtons(db, offer).map(({ segmentId }) => segmentId))
    const keys = capped(listMessages(db, offer)).map(({ segmentId }) =>
      key(`${own.has(segmentId) ? '🔀 ' : ''}${addresseeName(db, draft, segmentId, language)}`, offers.ownButtons, {
        offer,
        segment: segmentId ?? 0,
      }),
    )
    return {
      text: lines([t.whoseButtons, ownNote(here, offer)]),
      keyboard: [...rowsOf(keys), [key(admin.back, offers.buttons, { offer })]],
    }
  }),

  ...guarded(isWritten, [
    draftScreen(
      offers.ownButtons,
      (here, { offer, segment }) => {
        const { db, language, t } = here
        const { draft } = getDraft(db, offer)
        const { offerCards: words, offers: hints, admin } = t
        const whose = segment || null
        const where = { offer, segment }
        const buttons = findVariant(db, offer, whose)?.content.buttons ?? []
        const own = listOwnButtons(db, offer).some(({ segmentId }) => segmentId === whose)
        return {
          text: lines([
            words.buttonsOf(addresseeName(db, draft, whose, language)),
            buttons.length === 0 ? null : words.buttonsNow(typedAs(here, buttons)),
            hints.buttonsHint,
          ]),
          keyboard: [
            ...(buttons.length === 0 ? [] : [[key(words.keys.noButtons, offers.noOwnButtons, where)]]),
            ...(own ? [[key(words.keys.asOthers, offers.asOthers, where)]] : []),
            [key(admin.back, offers.otherButtons, { offer })],
          ],
        }
      },
      { words: ownButtonsWords },
    ),

    deed(offers.noOwnButtons, (doing, { offer, segment }) => {
      write(doing, offer, segment, [])
      return go(offers.open, { offer })
    }),

    deed(offers.asOthers, (doing, { offer, segment }) => {
      write(doing, offer, segment, getDraft(doing.db, offer).draft.buttons)
      return go(offers.open, { offer })
    }),
  ]),
])

function write({ db }: Here, offer: number, segment: number, buttons: Button[][]): void {
  setButtons(db, offer, buttons, segment || null)
  changeRows(db, offer, () => ({}))
}
