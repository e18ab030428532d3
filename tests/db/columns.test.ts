import { getTableColumns, getTableName } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import { type ColumnName, columnsOf, type RowOf } from '../../src/db/columns.js'
import * as schema from '../../src/db/schema/index.js'
import { temporaryDb } from '../support/db.js'

const { admins, attributes, broadcasts, links } = schema

test('columns are listed as statements have always named them', () => {
  const columns = columnsOf(broadcasts, 'id', 'offerId', 'state')
  expect(columns.sql).toBe('id, offer_id as offerId, state')
  expect(columns.of('b')).toBe('b.id, b.offer_id as offerId, b.state')
  expect(columnsOf(attributes, 'group', 'archivedAt').of('a')).toBe('a."group", a.archived_at as archivedAt')
})

test('each column of each table can be listed, and comes back by its name in the code', async () => {
  const db = await temporaryDb()
  const isName = (_: string): _ is ColumnName<SQLiteTable> => true
  for (const table of Object.values<SQLiteTable>(schema)) {
    const columns = columnsOf(table, ...Object.keys(getTableColumns(table)).filter(isName))
    for (const [list, from] of [
      [columns.sql, getTableName(table)],
      [columns.of('t'), `${getTableName(table)} t`],
    ])
      expect(
        db
          .sql(`select ${list} from ${from}`)
          .columns()
          .map(({ name }) => name),
      ).toEqual(columns.names)
  }
})

test('what the database does not give back as the schema types it does not compile', () => {
  // @ts-expect-error: another name
  expect(() => columnsOf(broadcasts, 'startAt').sql).toThrow('no column startAt')
  // @ts-expect-error: true and false come back as 1 and 0
  expect(columnsOf(links, 'tracked').sql).toBe('tracked')
  const columns = columnsOf(admins, 'role')
  // @ts-expect-error: nobody has that role
  const row: RowOf<typeof columns> = { role: 'guest' }
  expect(row).toBeDefined()
})
