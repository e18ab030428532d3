import { isRung, RUNGS } from '../../../audience/ladder/rung.js'
import { dropOverride, explainRung, refreshAwareness, setOverride } from '../../../audience/ladder.js'
import { DAY } from '../../../clock.js'
import { date } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { key } from '../../card.js'
import { deed, type Entry, go, screen, takes, way } from '../../screen.js'
import { memberName } from '../../team.js'
import { parseMoment } from '../typed/moment.js'
import { personName } from '../words/person.js'
import { rungName } from '../words/rung-name.js'
import { people } from './addresses.js'
import { overrideOf } from './facts.js'
import { back, becauseWords, getPerson } from './person.js'

const DAYS = [30, 90] as const

/** Where somebody stands on the ladder and why; an admin may say otherwise, until a day and for a reason. */
export const stepPlaces: Entry[] = [
  screen(people.step, (here, { id }) => {
    const { db, preferences, language } = here
    const { personCards: t } = here.t
    const standing = explainRung(db, id, here.at)
    const override = overrideOf(db, id, here.at)
    const day = (at: number) => date(at, here.zone(), language)
    return {
      text: lines([
        t.stepTitle(personName(here, getPerson(here, id))),
        '',
        t.stepNow(rungName(preferences, standing?.rung ?? 0, language)),
        ...(standing === null
          ? [t.stepUnknown]
          : [
              t.stepWhy(becauseWords(here, standing.because), day(standing.evidenceAt)),
              t.stepSince(day(standing.since)),
              override === null && standing.fadesAt !== null ? t.stepFades(day(standing.fadesAt)) : null,
              standing.faded ? t.stepFaded : null,
              standing.old ? t.stepOld : null,
            ]),
        override === null
          ? null
          : t.override(day(override.until), memberName(db, here, override.adminId) ?? `id ${override.adminId}`),
      ]),
      keyboard: [
        [
          key(t.setStep, people.setStep, { id }),
          ...(override === null ? [] : [key(t.dropStep, people.dropStep, { id })]),
        ],
        back(here, id),
      ],
    }
  }),

  screen(people.setStep, (here, { id }) => ({
    text: here.t.personCards.stepAsked(personName(here, getPerson(here, id))),
    keyboard: [
      ...RUNGS.map(rung => [key(rungName(here.preferences, rung, here.language), people.stepUntil, { id, rung })]),
      [key(here.t.admin.back, people.step, { id })],
    ],
  })),

  screen(
    people.stepUntil,
    (here, { id, rung }) => {
      const { admin, personCards: t } = here.t
      if (!isRung(rung)) return go(people.setStep, { id })
      return {
        text: t.untilAsked(rungName(here.preferences, rung, here.language)),
        keyboard: [
          DAYS.map(days => key(t.forDays(days), people.stepReason, { id, rung, days })),
          [key(admin.back, people.setStep, { id })],
        ],
      }
    },
    {
      words: takes(
        {
          look({ zone, at }, { values: { id, rung }, said: { text } }) {
            const until = parseMoment(text.replace(/^(?:until|till|до)\s+/i, ''), zone(), at).at
            return go(people.reason, { id, rung, until })
          },
          do: (_, { values: { id } }) => go(people.step, { id }),
        },
        here => here.t.asked.lastDay,
      ),
    },
  ),
  way(people.stepReason, ({ at }, { id, rung, days }) =>
    DAYS.some(one => one === days)
      ? go(people.reason, { id, rung, until: at + days * DAY })
      : go(people.setStep, { id }),
  ),

  screen(
    people.reason,
    (here, { id, rung, until }) => {
      if (!isRung(rung)) return go(people.setStep, { id })
      const name = rungName(here.preferences, rung, here.language)
      return {
        text: here.t.personCards.reasonAsked(name, date(until, here.zone(), here.language)),
        keyboard: [[key(here.t.admin.back, people.stepUntil, { id, rung })]],
      }
    },
    {
      words: takes(
        {
          look: () => null,
          do(here, { values: { id, rung, until }, said: { text } }) {
            getPerson(here, id)
            if (!isRung(rung)) return go(people.setStep, { id })
            setOverride(here.db, { subscriberId: id, rung, until, reason: text, adminId: here.me }, here.at)
            return go(people.step, { id }, here.t.personCards.done.stepSet)
          },
          after: async ({ db, at }, { values: { id } }) => void (await refreshAwareness(db, at, [id])),
        },
        here => here.t.asked.reason,
      ),
    },
  ),
  deed(people.dropStep, {
    look: () => null,
    do({ db, t }, { id }) {
      dropOverride(db, id)
      return go(people.step, { id }, t.personCards.done.stepDropped)
    },
    after: async ({ db, at }, { id }) => void (await refreshAwareness(db, at, [id])),
  }),
]
