import { WINDOWS } from '../../../offers/draft/window.js'
import { getDraft } from '../../../offers/draft.js'
import { goals, setGoal } from '../../../offers/offer.js'
import { lines } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import { deed, type Entry, go, say } from '../../screen.js'
import { changeRows } from '../drafts/change.js'
import { shownName } from '../words/name.js'
import { offers } from './addresses.js'
import { draftPlaces, draftScreen } from './place.js'
import { windowDays } from './window.js'
import { backToCard, judgedWords } from './words.js'

/** What the offer is for, by which its report judges it. */
export const goalPlaces: Entry[] = draftPlaces([
  draftScreen(offers.goal, (here, { offer }) => {
    const { db, language } = here
    const { offerCards: t, offers: words } = here.t
    const { name, goal: chosen, kind } = getDraft(db, offer)
    const choices = goals.map((goal, i) =>
      key(`${goal === chosen ? '✅ ' : ''}${words.goals[goal]}`, offers.goalIs, { offer, goal: i }),
    )
    const days = windowDays(db, offer)
    // Orders are said to have come after offers only.
    const shown = WINDOWS.filter(which => which === 'window' || kind === 'marketing')
    return {
      text: lines([
        t.goalAsked(shownName(name)),
        ...goals.map(goal => t.goalLine(words.goals[goal], judgedWords(here, { goal, kind }))),
        '',
        t.windows.counts(days.window),
        ...(kind === 'marketing' ? [t.windows.orders(days.click, days.seen)] : []),
      ]),
      keyboard: [
        ...pairs(choices),
        ...pairs(
          shown.map(which =>
            key(t.windows.keys[which](days[which]), offers.window, { offer, which: WINDOWS.indexOf(which) }),
          ),
        ),
        [backToCard(offer, language)],
      ],
    }
  }),

  deed(offers.goalIs, ({ db, t }, { offer, goal }) => {
    const chosen = goals[goal]
    if (chosen === undefined) return say(t.admin.oldButton)
    setGoal(db, offer, chosen)
    changeRows(db, offer, () => ({}))
    return go(offers.open, { offer })
  }),
])
