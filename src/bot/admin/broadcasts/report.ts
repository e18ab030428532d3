import { isAnythingBought } from '../../../audience/customer/bought.js'
import { getBroadcast } from '../../../delivery/broadcast.js'
import { canResend, resendUncertain } from '../../../delivery/resend.js'
import { trialOf } from '../../../delivery/trial/trial.js'
import type { PartMoney } from '../../../reports/breakdown.js'
import { cameAfter } from '../../../reports/came-after.js'
import { reportTables } from '../../../reports/export/report.js'
import type { Table } from '../../../reports/export/table.js'
import { findReport, type Report } from '../../../reports/metrics.js'
import { findPaid } from '../../../reports/summary/paid.js'
import { findUsual } from '../../../reports/summary/usual.js'
import type { Beside } from '../../../reports/summary.js'
import { isPassed } from '../../address.js'
import { key } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, saying, screen } from '../../screen.js'
import { tablesWay, workbookWay } from '../cards/file.js'
import { control } from '../control/addresses.js'
import { unlessSlow } from '../patience.js'
import { shownName } from '../words/name.js'
import { readersFor } from '../words/readers.js'
import { broadcasts } from './addresses.js'
import { placesOf } from './counted.js'
import { cardOf } from './progress.js'
import { linksCard, messagesCard, moreCard, reportCard, resendCard, WAYS } from './report-card.js'

/** The report with its pages, and sending again to those for whom Telegram never answered. What was said once stays. */
export const reportPlaces: Entry[] = [
  screen(
    broadcasts.report,
    async (here, { id }) =>
      reportCard(await findReport(here.db, id), here.language, {
        at: here.at,
        usual: await unlessSlow(findUsual(here.db, id), null),
        paid: await unlessSlow<Beside['paid']>(findPaid(here.db, id, shopOf(here), here.at), 'slow'),
        currency: here.preferences.currency(),
        writes: here.may(broadcasts.writeTo),
        resends: canResend(getBroadcast(here.db, id)),
      }),
    { costly: true },
  ),
  screen(
    broadcasts.messages,
    async (here, { id, page }) => {
      const report = await findReport(here.db, id)
      return messagesCard(report, page, here.language, placesOf(here.db, report), await partMoney(here, report))
    },
    { costly: true },
  ),
  screen(
    broadcasts.links,
    async (here, { id, page }) => {
      const report = await findReport(here.db, id)
      return linksCard(report, page, here.language, { at: here.at, money: await partMoney(here, report) })
    },
    { costly: true },
  ),

  screen(broadcasts.wayOn, (here, { id, what }) => {
    const { moneyCards: t, admin } = here.t
    const way = WAYS[what]
    if (way === undefined) return go(broadcasts.report, { id })
    return {
      text: t.ways[way](shownName(getBroadcast(here.db, id).offerName)),
      keyboard: [
        ...(way === 'next' ? [[key(t.keys.quarter, control.home, {})]] : []),
        [key(admin.back, broadcasts.report, { id })],
      ],
    }
  }),

  screen(
    broadcasts.more,
    async (here, { id }) =>
      moreCard(await findReport(here.db, id), here.language, {
        writes: here.may(broadcasts.writeTo),
        tried: trialOf(here.db, id)?.part ?? null,
      }),
    { costly: true },
  ),

  workbookWay(broadcasts.reportFile, async (here, { id }) => {
    const report = await findReport(here.db, id)
    return { name: report.name, tables: await tablesOf(here, report) }
  }),
  tablesWay(broadcasts.reportTables, async (here, { id }) => tablesOf(here, await findReport(here.db, id))),

  screen(broadcasts.askResend, async (here, { id }) => {
    const { noAnswer } = await findReport(here.db, id)
    const broadcast = getBroadcast(here.db, id)
    if (noAnswer === 0 || !canResend(broadcast)) return go(broadcasts.report, { id }, here.t.reports.nobodyToResend)
    return resendCard(broadcast, noAnswer, here.language)
  }),
  deed(broadcasts.resend, {
    look: () => null,
    do(here, { id, generation }) {
      const passed = isPassed(generation, getBroadcast(here.db, id).generation)
      if (!passed && resendUncertain(here.db, id, here.at) > 0) return cardOf(id)
      return saying(go(broadcasts.report, { id }), here.t.reports.nobodyToResend)
    },
    hint: ({ engine }) => engine.wake(),
  }),
]

async function tablesOf(here: Here, report: Report): Promise<Table[]> {
  return reportTables(here.db, report, await readersFor(here), here.t.exportCards.report, here.at)
}

/** What the shop said of its money. */
function shopOf({ preferences }: Here): { margin: number | null; currency: string } {
  return { margin: preferences.margin(), currency: preferences.currency() }
}

/** What the parts of a broadcast brought; null of what sells nothing, and while no order is known. */
async function partMoney({ db, preferences }: Here, { broadcastId, kind }: Report): Promise<PartMoney> {
  if (kind !== 'marketing' || !isAnythingBought(db)) return null
  return { came: await cameAfter(db, broadcastId), currency: preferences.currency() }
}
