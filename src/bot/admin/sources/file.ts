import { InputFile } from 'grammy'
import { DateTime } from 'luxon'
import Papa from 'papaparse'
import { listAliases, listSources, type Source } from '../../../audience/source.js'
import { sourceFunnel } from '../../../reports/source.js'
import { amountOf } from '../../../text/currency.js'
import type { Here } from '../../here.js'
import { type Entry, stay, way } from '../../screen.js'
import { sources } from './addresses.js'
import { countedAddress } from './figures.js'

/** All sources with everything that is known of them, as a table for a spreadsheet. */
export const filePlaces: Entry[] = [
  way(
    sources.file,
    async here => {
      const { sourceCards: t } = here.t
      await here.api.sendChatAction(here.me, 'upload_document')
      const rows: Record<string, string | number>[] = []
      for (const source of listSources(here.db)) rows.push(await rowOf(source, here))
      const table = Papa.unparse(rows, { delimiter: here.language === 'ru' ? ';' : ',', escapeFormulae: true })
      await here.api.sendDocument(here.me, new InputFile(Buffer.from(`\uFEFF${table}\r\n`), `${t.file}.csv`))
      return stay
    },
    { slow: true },
  ),
]

async function rowOf(source: Source, here: Here): Promise<Record<string, string | number>> {
  const { fileColumns: t } = here.t.sourceCards
  const { visits, robots, started, week, month, clicked } = await sourceFunnel(here.db, source.id, here.at)
  const { cost } = source
  return {
    [t.name]: source.name,
    [t.channel]: source.channel ?? '',
    [t.since]: DateTime.fromMillis(source.createdAt, { zone: here.zone() }).toISODate() ?? '',
    [t.cost]: cost === null ? '' : amountOf(cost.amount, cost.currency),
    [t.currency]: cost?.currency ?? '',
    [t.visits]: visits,
    [t.robots]: robots,
    [t.started]: started,
    [t.weekOf]: week.of,
    [t.week]: week.stay,
    [t.monthOf]: month.of,
    [t.month]: month.stay,
    [t.clicked]: clicked,
    [t.address]: countedAddress(here, source),
    [t.names]: listAliases(here.db, source.id).join(' '),
  }
}
