import { resultTables } from '../../../reports/export/results.js'
import type { Table } from '../../../reports/export/table.js'
import type { Here } from '../../here.js'
import type { Entry } from '../../screen.js'
import { tablesWay, workbookWay } from '../cards/file.js'
import { readersFor } from '../words/readers.js'
import { results } from './addresses.js'
import { readQuarter } from './stretch.js'

/** A quarter as a workbook with a sheet for each question, and the same as tables of text. */
export const filePlaces: Entry[] = [
  workbookWay(results.file, async (here, { quarter }) => ({
    name: `${here.t.resultCards.file} ${readQuarter(here, quarter).name}`,
    tables: await tablesOf(here, quarter),
  })),
  tablesWay(results.tables, (here, { quarter }) => tablesOf(here, quarter)),
]

async function tablesOf(here: Here, quarter: number): Promise<Table[]> {
  return resultTables(here.db, {
    stretch: readQuarter(here, quarter),
    at: here.at,
    readers: await readersFor(here),
    names: here.t.resultCards.sheets,
  })
}
