import { join } from 'node:path'
import { SECOND, sleep } from '../../../clock.js'
import { writeCsv } from '../../../reports/export/audience.js'
import { csvRows, type Delimiter } from '../../../reports/export/csv.js'
import { delimiterOf } from '../../../reports/export/everything.js'
import type { Far, Table } from '../../../reports/export/table.js'
import { writeWorkbook } from '../../../reports/export/workbook.js'
import type { Address, Values } from '../../address.js'
import { type Key, key } from '../../card.js'
import type { Ended, Made, Making } from '../../files/exports.js'
import type { Here } from '../../here.js'
import { type Go, type Say, type Stay, say, stay, type Way, way } from '../../screen.js'
import { recordAct } from '../../team/audit.js'
import { stemOf } from '../words/file-name.js'

/** Whoever asked waits so long; what takes longer comes when it is made. Where a card shows how far it is, that stands sooner. */
const PATIENCE_MS = 20 * SECOND
const SOON_MS = 2 * SECOND

/** The button to the file of a list, or of figures. */
export function fileKey<Field extends string>(
  { t }: Pick<Here, 't'>,
  to: Pick<Address<Field>, 'data'>,
  values: Values<Field>,
): Key {
  return key(t.exportCards.file, to, values)
}

/**
 * A file that goes out to whoever presses here, and to nobody else; that it was taken is written down. Whatever counts
 * people has one, so that nobody has to copy from a screen.
 * @param meanwhile the card that shows how far it is, where making it may take long
 */
export function fileWay<Field extends string>(
  to: Address<Field>,
  make: (here: Here, values: Values<Field>, making: Making<Far>) => Promise<Made>,
  meanwhile: ((values: Values<Field>) => Go) | null = null,
): Way<Field> {
  return way(
    to,
    async (here, values) => {
      const { exportCards: t } = here.t
      if ((await here.room()).low) return say(t.noRoom)
      const run = here.exports.run<Far>(here.me, making => make(here, values, making))
      const patience = new AbortController()
      const ended = await Promise.race([
        run,
        sleep(meanwhile === null ? PATIENCE_MS : SOON_MS, patience.signal).then(() => null),
      ])
      patience.abort()
      if (ended !== null) return answer(here, to, values, ended)
      void run.then(late => tell(here, to, values, late)).catch(error => here.log.warn({ error }, 'a file came late'))
      return meanwhile === null ? say(t.making) : meanwhile(values)
    },
    { slow: true, file: true },
  )
}

/** A workbook with a sheet for each table; `name` is what the file is called. */
export function workbookWay<Field extends string>(
  to: Address<Field>,
  of: (here: Here, values: Values<Field>) => Promise<{ name: string; tables: Table[] }>,
): Way<Field> {
  return fileWay(to, async (here, values, { folder, signal }) => {
    const { name, tables } = await of(here, values)
    const path = join(folder, `${stemOf(here, name)}.xlsx`)
    await writeWorkbook(path, tables, signal)
    return { paths: [path], caption: null }
  })
}

/** The files of tables, one for each. */
export function tablesWay<Field extends string>(
  to: Address<Field>,
  of: (here: Here, values: Values<Field>) => Promise<Table[]> | Table[],
): Way<Field> {
  return fileWay(to, async (here, values, { folder, signal }) => {
    const delimiter = delimiterOf(here.language)
    const paths: string[] = []
    for (const table of await of(here, values)) {
      const path = join(folder, `${stemOf(here, table.name)}.csv`)
      await writeCsv(path, csvRows([table.headers], delimiter), pagesOf(table, delimiter, signal))
      paths.push(path)
    }
    return { paths, caption: null }
  })
}

async function* pagesOf(table: Table, delimiter: Delimiter, signal: AbortSignal): AsyncGenerator<string> {
  for await (const page of table.pages(() => undefined)) {
    signal.throwIfAborted()
    yield csvRows(page, delimiter)
  }
}

async function answer<Field extends string>(
  here: Here,
  to: Address<Field>,
  values: Values<Field>,
  ended: Ended,
): Promise<Say | Stay> {
  const { exportCards: t } = here.t
  if (ended.kind !== 'sent') return say(ended.kind === 'busy' ? t.busy : t.failed)
  if (ended.files === 0) return say(here.t.admin.oldButton)
  const act = { admin: here.me, at: here.at, address: to.data(values), subject: to.subject(values) }
  await here.db.group(() => recordAct(here.db, act))
  return stay
}

async function tell<Field extends string>(
  here: Here,
  to: Address<Field>,
  values: Values<Field>,
  ended: Ended,
): Promise<void> {
  const said = await answer(here, to, values, ended)
  if (said.kind === 'say') await here.api.sendMessage(here.me, said.words)
}
