import { getDraft } from '../../../../offers/draft.js'
import type { Draft } from '../../../../offers/offer.js'
import { lines, type Piece } from '../../../../text/rich.js'
import { key } from '../../../card.js'
import type { Here } from '../../../here.js'
import type { Entry } from '../../../screen.js'
import { addresseeName } from '../../drafts/versions.js'
import { nameList } from '../../words/name.js'
import { offers } from '../addresses.js'
import { draftPlaces, draftScreen } from '../place.js'
import { choicePage } from './choices.js'
import { tickPlaces, tickRows } from './tick.js'

/** Who gets nothing, whoever they are besides. */
export const leaveOutPlaces: Entry[] = draftPlaces([
  draftScreen(offers.leaveOut, async (here, { offer, page }) => {
    const shown = await choicePage(here, page)
    const { offerCards: t, admin } = here.t
    return {
      text: lines([t.leaveOutAsked, leftOutLine(here, getDraft(here.db, offer).draft) ?? t.nobodyLeftOut]),
      keyboard: [...tickRows(here, offer, 'leaveOut', shown), [key(admin.back, offers.whom, { offer, page: 0 })]],
    }
  }),

  ...tickPlaces('leaveOut'),
])

/** The names of those who are left out; null when nobody is. */
export function leftOutLine({ db, language, t }: Here, draft: Draft): Piece | null {
  if (draft.leaveOut.length === 0) return null
  const names = draft.leaveOut.map(id => addresseeName(db, draft, id, language))
  return t.offerCards.leftOutLine(nameList(names, language))
}
