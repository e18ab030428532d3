import { getDraft } from '../../../offers/draft.js'
import { goals, setGoal } from '../../../offers/offer.js'
import { lines } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import { deed, type Entry, go, say } from '../../screen.js'
import { changeRows } from '../drafts/change.js'
import { shownName } from '../words/name.js'
import { offers } from './addresses.js'
import { draftPlaces, draftScreen } from './place.js'
import { backToCard } from './words.js'

/** What the offer is for, by which its report judges it. */
export const goalPlaces: Entry[] = draftPlaces([
  draftScreen(offers.goal, ({ db, language, t: { offerCards: t, offers: words } }, { offer }) => {
    const { name, goal: chosen } = getDraft(db, offer)
    const choices = goals.map((goal, i) =>
      key(`${goal === chosen ? '✅ ' : ''}${words.goals[goal]}`, offers.goalIs, { offer, goal: i }),
    )
    return {
      text: lines([
        t.goalAsked(shownName(name)),
        ...goals.map(goal => t.goalLine(words.goals[goal], words.goalsJudged[goal])),
      ]),
      keyboard: [...pairs(choices), [backToCard(offer, language)]],
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
