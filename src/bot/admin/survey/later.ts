import { checkRound, findLastRound, startRound } from '../../../delivery/survey.js'
import { lines } from '../../../text/rich.js'
import { key } from '../../card.js'
import type { Here } from '../../here.js'
import { type Doing, deed, type Entry, type Go, go, type Say, say, screen } from '../../screen.js'
import type { SurveyPace } from '../../settings/preference.js'
import { broadcasts } from '../broadcasts/addresses.js'
import { marked } from '../words/mark.js'
import { survey } from './addresses.js'

const CHOICES = [3, 7, 14, 30] as const

/** The questions after the start: how often, by themselves or under offers, and the next one now. */
export const laterPlaces: Entry[] = [
  screen(survey.later, ({ preferences, t: { admin, surveyCards: t } }) => {
    const { everyDays, alone, underOffer } = preferences.survey()
    const days = (n: number) => key(marked(t.everyDays(n), n === everyDays), survey.days, { days: n })
    return {
      text: t.laterAsked(everyDays, alone, underOffer),
      keyboard: [
        [key(marked(t.keys.alone, alone), survey.alone, { on: alone ? 0 : 1 })],
        [key(marked(t.keys.under, underOffer), survey.under, { on: underOffer ? 0 : 1 })],
        CHOICES.slice(0, 2).map(days),
        CHOICES.slice(2).map(days),
        [key(t.keys.send, survey.send, { sure: 0 })],
        [key(admin.back, survey.home, { page: 0 })],
      ],
    }
  }),
  deed(survey.alone, (here, { on }) => change(here, { alone: on === 1, by: here.me })),
  deed(survey.under, (here, { on }) => change(here, { underOffer: on === 1 })),
  deed(survey.days, (here, { days }) => {
    const known = CHOICES.find(one => one === days)
    return known === undefined ? go(survey.later, {}) : change(here, { everyDays: known })
  }),

  screen(
    survey.askSend,
    async here => {
      const { admin, surveyCards: t, offerCards } = here.t
      const check = await whoIsAsked(here)
      if ('kind' in check) return go(survey.later, {}, check.words)
      const asked = check.questions.filter(({ people }) => people > 0)
      return {
        text: lines([
          t.sendTitle(check.people),
          '',
          ...asked.map(({ question, people }) => t.sendRow(question.text, people)),
          ...check.skipped.map(({ reason, people }) => offerCards.leftOut(people, offerCards.reasons[reason])),
          '',
          t.sendLimits,
        ]),
        keyboard: [[key(t.keys.sendSure, survey.send, { sure: 1 }), key(admin.back, survey.later, {})]],
      }
    },
    { costly: true },
  ),
  deed(survey.send, {
    async look(here, { sure }) {
      const check = await whoIsAsked(here)
      return 'kind' in check || sure === 1 ? check : go(survey.askSend, {})
    },
    do(here, _, check) {
      const { preferences, t } = here
      const round = {
        pace: { everyDays: preferences.survey().everyDays },
        zone: preferences.zone(),
        language: preferences.language(),
        createdBy: here.me,
      }
      const id = startRound(here.db, check, round, here.at)
      return id === null ? say(t.surveyCards.roundOpen) : go(broadcasts.open, { id })
    },
    hint: here => here.startDue(),
  }),
]

function change({ preferences }: Doing, what: Partial<SurveyPace>): Go {
  preferences.save.survey({ ...preferences.survey(), ...what })
  return go(survey.later, {})
}

/** Who would be asked what now; in words why nobody can be. */
async function whoIsAsked({ db, preferences, at, t }: Here): Promise<Awaited<ReturnType<typeof checkRound>> | Say> {
  if (findLastRound(db)?.open === true) return say(t.surveyCards.roundOpen)
  const { everyDays } = preferences.survey()
  const check = await checkRound(db, { pace: { everyDays }, rules: preferences.rules(), at })
  return check.people === 0 ? say(t.surveyCards.nobodyDue(everyDays)) : check
}
