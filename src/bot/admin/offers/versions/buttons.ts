import { listVersionsWithButtons, setButtons } from '../../../../offers/button/own.js'
import { parseButtons } from '../../../../offers/button.js'
import type { Button } from '../../../../offers/content.js'
import { getDraft } from '../../../../offers/draft.js'
import { forgetOrigin } from '../../../../offers/offer/origin.js'
import { findVariant, listVersions } from '../../../../offers/variant.js'
import { versionLetter } from '../../../../text/format.js'
import { lines } from '../../../../text/rich.js'
import { key, pairs } from '../../../card.js'
import type { Here } from '../../../here.js'
import { deed, type Entry, type Guard, go, guarded, takes, type Words } from '../../../screen.js'
import { changeRows } from '../../drafts/change.js'
import { actionReader } from '../../typed/action.js'
import { keepVisits, type Visits, visitAll, visitWords } from '../../visits.js'
import { offers } from '../addresses.js'
import { typedAs } from '../buttons/typed.js'
import { keepOrigin } from '../message/origin.js'
import { draftPlaces, draftScreen } from '../place.js'

type Where = { offer: number; segment: number; version: number }

/** What is typed for one version, read and opened. */
type Typed = { buttons: Button[][]; visits: Visits }

/** Only a version that is written, and is not A, can have buttons of its own. */
const isWritten: Guard<'offer' | 'segment' | 'version'> = ({ db }, { offer, segment, version }) =>
  listVersions(db, offer, segment || null).some(one => one.version === version && version > 0)
    ? null
    : go(offers.abMessage, { offer, segment })

/** The typed lines of one version. */
export const versionButtonsWords: Words<keyof Where> = takes<keyof Where, Typed>(
  {
    async look(here, { values, said }) {
      const elsewhere = isWritten(here, values)
      if (elsewhere !== null) return elsewhere
      const buttons = parseButtons(said.text, here.ownTargets, actionReader(here))
      const addresses = buttons.flat().map(({ url }) => url)
      return { buttons, visits: await visitAll(here, getDraft(here.db, values.offer), addresses) }
    },
    do(doing, { values, said }, { buttons, visits }) {
      const { offer, segment, version } = values
      write(doing, values, buttons)
      keepOrigin(doing.db, said.message, 'offer_version_buttons', { offer, segment: segment || null, version })
      keepVisits(doing.db, offer, visits)
      return go(offers.abVersion, { offer, segment, version }, lines(visitWords(visits, doing.t)))
    },
  },
  here => here.t.asked.buttons,
)

/** Buttons of one version, beside those of version A. */
export const versionButtonsPlaces: Entry[] = draftPlaces([
  ...guarded(isWritten, [
    draftScreen(
      offers.abButtons,
      (here, where) => {
        const { offer, segment, version } = where
        const { offerCards, offers: hints, versionCards: t, admin } = here.t
        const buttons = findVariant(here.db, offer, segment || null, version)?.content.buttons ?? []
        const own = hasOwnButtons(here.db, where)
        return {
          text: lines([
            t.buttonsOf(versionLetter(version, here.language)),
            buttons.length === 0 ? null : offerCards.buttonsNow(typedAs(here, buttons)),
            own ? t.ownButtons(versionLetter(0, here.language)) : t.buttonsOfA(versionLetter(0, here.language)),
            hints.buttonsHint,
          ]),
          keyboard: [
            ...pairs([
              ...(buttons.length === 0 ? [] : [key(offerCards.keys.noButtons, offers.abNoButtons, where)]),
              ...(own ? [key(t.keys.asA(versionLetter(0, here.language)), offers.abAsA, where)] : []),
            ]),
            [key(admin.back, offers.abVersion, where)],
          ],
        }
      },
      { words: versionButtonsWords },
    ),

    deed(offers.abNoButtons, (doing, where) => {
      write(doing, where, [])
      forget(doing, where)
      return go(offers.abVersion, where)
    }),

    deed(offers.abAsA, (doing, where) => {
      write(doing, where, findVariant(doing.db, where.offer, where.segment || null)?.content.buttons ?? [])
      forget(doing, where)
      return go(offers.abVersion, where)
    }),
  ]),
])

/** Whether a version has other buttons than version A. */
export function hasOwnButtons(db: Here['db'], { offer, segment, version }: Where): boolean {
  return listVersionsWithButtons(db, offer, segment || null).some(one => one.version === version)
}

function write({ db }: Here, { offer, segment, version }: Where, buttons: Button[][]): void {
  setButtons(db, offer, buttons, segment || null, version)
  changeRows(db, offer, () => ({}))
}

function forget({ db }: Here, { offer, segment, version }: Where): void {
  forgetOrigin(db, 'offer_version_buttons', { offer, segment: segment || null, version })
}
