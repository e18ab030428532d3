import { dayStart } from '../../../delivery/gate/hours.js'
import { findServicePause, pauseService, resumeService, type ServicePause } from '../../../delivery/service/pause.js'
import { findServiceReport, type ServiceFigures, type ServiceReport } from '../../../reports/service.js'
import { dateTime, shorten } from '../../../text/format.js'
import { lines, type Piece } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, screen } from '../../screen.js'
import { memberName } from '../../team.js'
import { home } from '../home/addresses.js'
import { seeServiceTrouble } from '../service-trouble.js'
import { settings, toGroup } from '../settings/addresses.js'
import { service } from './addresses.js'

const NAME_LENGTH = 40

/** How order messages stand, today and in the last 7 days, and the switch for all of them. */
export const cardPlaces: Entry[] = [
  screen(
    service.home,
    async here => {
      const { admin, serviceCards: t } = here.t
      const { db, at, zone } = here
      const report = await findServiceReport(db, dayStart(at, zone()), at)
      const pause = findServicePause(db)
      const switchKey = pause === null ? key(t.keys.pause, service.pause, {}) : key(t.keys.resume, service.resume, {})
      return {
        text: lines([
          t.title,
          t.what,
          '',
          ...(pause === null ? [] : [pauseWords(here, pause), '']),
          ...reportLines(here, report),
        ]),
        keyboard: pairs([
          ...(report.week.asked === 0 ? [] : [key(t.keys.last, service.last, { page: 0 })]),
          ...(here.may(service.pause) ? [switchKey] : []),
          here.may(settings.home) ? toGroup(admin.back, 'data') : key(t.keys.menu, home.home, {}),
        ]),
      }
    },
    { costly: true },
  ),

  deed(service.pause, ({ db, at, me, t }) => {
    pauseService(db, { reason: 'admin', error: null, at, adminId: me })
    return go(service.home, {}, t.serviceCards.pausedNow)
  }),
  deed(service.resume, {
    look: () => null,
    do({ db, t }) {
      resumeService(db)
      return go(service.home, {}, t.serviceCards.resumedNow)
    },
    hint: ({ engine }) => engine.wake(),
  }),
  deed(service.seen, ({ db, at }) => {
    seeServiceTrouble(db, at)
    return go(home.needs, {})
  }),
]

function pauseWords(here: Here, { reason, at, adminId }: ServicePause): string {
  const { serviceCards: t } = here.t
  const since = dateTime(at, here.zone(), here.language, here.at)
  if (reason !== 'admin') return t.pausedBecause[reason](since)
  const by = adminId === null ? null : memberName(here.db, here, adminId)
  return t.paused(since, by === null ? null : shorten(by, NAME_LENGTH))
}

function reportLines(here: Here, { today, week, refused }: ServiceReport): (Piece | null)[] {
  const { serviceCards: t } = here.t
  const facts = (of: readonly (readonly [string, number])[]) => of.map(([words, n]) => t.fact(words, n)).join(', ')
  const notTaken = refused.length === 0 ? null : t.refused(facts(refused.map(({ why, n }) => [t.refusals[why], n])))
  if (week.asked === 0) return [t.none, notTaken, t.how(here.publicUrl)]
  const row = (span: string, { asked, delivered }: ServiceFigures) => t.row(span, asked, delivered)
  return [
    row(t.today, today),
    row(t.week, week),
    week.delivered === 0 ? null : t.seen(week.confirmed, week.inferred),
    week.waiting === 0 ? null : t.waiting(week.waiting),
    week.uncertain === 0 ? null : t.uncertain(week.uncertain),
    week.lost.length === 0 ? null : t.lost(facts(week.lost.map(({ reason, n }) => [t.reasons[reason], n]))),
    notTaken,
  ]
}
