import { isDeepStrictEqual } from 'node:util'
import { assignQuarter } from './audience/holdout.js'
import { createLadderWatch } from './audience/ladder/watch.js'
import { ordersAreComing } from './audience/order/coming.js'
import { createOrderWatch } from './audience/order/watch.js'
import { findRefresh, refreshRfm } from './audience/rfm.js'
import { refreshGoal } from './bot/settings/goal.js'
import type { Preferences } from './bot/settings/preference.js'
import { MINUTE, SECOND } from './clock.js'
import { dropOldCalls } from './crm/shop/inbox.js'
import type { Db } from './db/open.js'
import type { SeriesWatch } from './delivery/campaign/walk/watch.js'
import { dropLate } from './delivery/service/queue.js'
import { createSurveyor } from './delivery/survey.js'
import { runTrials } from './delivery/trial/decide.js'
import type { Job } from './jobs.js'
import { describeError, type Log } from './log.js'
import { dropOldParts } from './offers/content/album.js'
import { refreshMembership } from './segments/people/membership.js'
import { createConversionWatch } from './tracking/conversion.js'

type Run = Job['run']

/** Who is woken now and then, and what they need. */
export type TimetableParts = {
  db: Db
  log: Log
  preferences: Pick<Preferences, 'zone' | 'rules' | 'language' | 'currency' | 'rfm' | 'survey'>
  /** False while nothing may begin by itself. */
  begins: () => boolean
  startDue: Run
  /** Told of every broadcast of which something was decided. */
  changed: (broadcastId: number) => void
  /** Takes people through series. */
  series: SeriesWatch
  notices: { run: Run }
  cards: { run: Run }
  postman: { run(): Promise<void> }
  alerts: { run: Run }
  listener: { look(): Promise<void> }
  outside: { run(): Promise<void> }
  intake: { dropOld: Run }
  imports: { upkeep(at: number): Promise<void> }
  /** Works off calls of shops. */
  shops: { run(): Promise<void> }
  /** Begins the runs of repeats. */
  repeats: { run: Run }
  /** Looks whether shops are silent or refused. */
  troubles: { run(at: number): Promise<void> }
  /** Takes files that were brought by the command line. */
  collector: { run(at: number): Promise<void> }
  /** Ends what forgetting somebody began, and forgets what is older than it is kept for. */
  cleaning: { run(): Promise<void>; byAge(at: number): Promise<void> }
}

/** Everything that happens by the clock. */
export function listJobs(parts: TimetableParts): Job[] {
  const { db, preferences, begins, startDue, notices, cards, postman, alerts, listener, outside, intake } = parts
  const { cleaning, imports, collector, shops, troubles, series, repeats } = parts
  const { zone, rules, survey, language } = preferences
  const terms = () => ({ rules: preferences.rfm(), currency: preferences.currency(), zone: zone() })
  const ladder = createLadderWatch(db)
  const conversions = createConversionWatch(db)
  const orders = createOrderWatch(db, { terms, followers: followBuyers })
  const surveyor = createSurveyor({ db, rules, survey, language })

  async function followOrders(at: number): Promise<void> {
    await orders.run(at)
    await conversions.settle(at)
    if (begins()) await series.settleOrders(at)
  }

  async function followBuyers(customers: readonly number[] | null, at: number): Promise<void> {
    await conversions.follow(customers)
    // Whoever ordered meanwhile comes in with the first look after it.
    if (begins()) await series.followOrders(customers, at)
  }

  async function score(at: number): Promise<void> {
    await refreshRfm(db, terms(), at)
  }

  /** While a file of orders comes in, they are left to the watch. */
  async function scoreByTheHour(at: number): Promise<void> {
    if (!ordersAreComing(db)) await score(at)
  }

  /** By other rules, in another currency or zone, the scores are others: nobody waits for the hour. */
  async function scoreAnew(at: number): Promise<void> {
    if (!isDeepStrictEqual(findRefresh(db)?.terms, terms())) await score(at)
  }

  const asleep = new Map<string, number>()
  async function decide(at: number): Promise<void> {
    if (!begins()) return
    for (const id of await runTrials(db, at, asleep)) parts.changed(id)
  }

  async function dropAllLate(at: number): Promise<void> {
    while ((await db.group(() => dropLate(db, at))) > 0);
  }

  async function takeDownSizes(at: number): Promise<void> {
    for (const { segmentId, error } of (await refreshMembership(db, { zone: zone() }, at)).failed)
      parts.log.error({ segment: segmentId, error: describeError(error) }, 'a segment could not be counted')
  }

  return [
    { name: 'begin runs of repeats', when: { every: SECOND }, run: at => (begins() ? repeats.run(at) : undefined) },
    { name: 'start broadcasts that are due', when: { every: SECOND }, run: startDue },
    { name: 'take people through series', when: { every: SECOND }, run: at => (begins() ? series.run(at) : undefined) },
    {
      name: 'look who enters segments of series',
      when: { every: MINUTE },
      run: at => (begins() ? series.lookAtSegments(at) : undefined),
    },
    {
      name: 'ask the next question of the survey',
      when: { cron: '30 5 * * * *' },
      run: at => (begins() ? surveyor.run(at) : undefined),
    },
    {
      name: 'forget old parts of albums',
      when: { cron: '0 50 4 * * *' },
      run: at => db.group(() => dropOldParts(db, at)),
    },
    { name: 'decide between versions', when: { every: 2 * SECOND }, run: decide },
    { name: 'draw cards anew', when: { every: SECOND }, run: at => cards.run(at) },
    { name: 'tell what is due', when: { every: SECOND }, run: at => notices.run(at) },
    { name: 'pass on what people wrote', when: { every: SECOND }, run: () => postman.run() },
    { name: 'alert the owners', when: { every: 5 * SECOND }, run: at => alerts.run(at) },
    { name: 'look whether updates come in', when: { every: 5 * SECOND }, run: () => listener.look() },
    { name: 'keep the ladder current', when: { every: MINUTE }, run: at => ladder.run(at) },
    { name: 'draw the control group of the quarter', when: { every: 10 * SECOND }, run: at => assignQuarter(db, at) },
    { name: 'follow what was ordered', when: { every: 10 * SECOND }, run: followOrders },
    { name: 'score customers by changed rules', when: { every: 5 * SECOND }, run: scoreAnew },
    { name: 'score customers', when: { cron: '0 7 * * * *' }, run: scoreByTheHour },
    { name: 'drop late order messages', when: { cron: '0 27 * * * *' }, run: dropAllLate },
    { name: 'take down sizes of segments', when: { cron: '0 17 * * * *' }, run: takeDownSizes },
    { name: 'count how the goal stands', when: { cron: '0 37 * * * *' }, run: at => refreshGoal(db, at) },
    { name: 'drop the numbers of old updates', when: { cron: '0 47 * * * *' }, run: at => intake.dropOld(at) },
    { name: 'take files from the inbox', when: { every: 2 * SECOND }, run: at => collector.run(at) },
    { name: 'work off calls of shops', when: { every: 5 * SECOND }, run: () => shops.run() },
    { name: 'drop old calls of shops', when: { every: MINUTE }, run: at => db.group(() => dropOldCalls(db, at)) },
    { name: 'look whether shops are silent', when: { cron: '45 */10 * * * *' }, run: at => troubles.run(at) },
    { name: 'look after imports', when: { every: 5 * MINUTE }, run: at => imports.upkeep(at) },
    { name: 'clean up after those who were forgotten', when: { every: 2 * SECOND }, run: () => cleaning.run() },
    { name: 'forget what is kept no longer', when: { cron: '0 23 3 * * *' }, run: at => cleaning.byAge(at) },
    { name: 'look whether links open', when: { every: MINUTE }, run: () => outside.run() },
  ]
}
