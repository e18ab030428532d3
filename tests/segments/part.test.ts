import fc from 'fast-check'
import { expect, test } from 'vitest'
import { globOf } from '../../src/audience/search.js'
import { inLanguages, languageSql } from '../../src/segments/compile/column.js'
import { shownPartSql } from '../../src/segments/compile/part.js'
import { type Sql, sql } from '../../src/segments/compile/sql.js'
import { foldSearch } from '../../src/text/fold.js'
import { temporaryDb } from '../support/db.js'

const written = (signs: string, most: number) =>
  fc.array(fc.constantFrom(...signs), { maxLength: most }).map(all => all.join(''))

test('a part is found in letters of ASCII as it is in all others', async () => {
  const db = await temporaryDb()
  const is = ({ text, params }: Sql) => db.sql<{ is: number }>(`select ${text} as "is"`).get(...params)?.is
  const signs = "aAbBkK_%\\'`’*?[]^- –éÉÅжЖ9"
  fc.assert(
    fc.property(
      written(signs, 6),
      written(signs, 3),
      fc.constantFrom('start', 'end', undefined),
      (text, contains, at) => {
        const part = foldSearch(contains)
        const pattern = `${at === 'start' ? '' : '*'}${globOf(part)}${at === 'end' ? '' : '*'}`
        const plainly = part === '' ? 0 : is(sql`${text} glob ${pattern}`)
        expect(is(shownPartSql(sql`${text}`, at === undefined ? { contains } : { contains, at }))).toBe(plainly)
      },
    ),
    { numRuns: 2_000 },
  )
})

test('a language is the same however many are asked for', async () => {
  const db = await temporaryDb()
  db.sql(
    `insert into subscribers (telegram_id, first_name, telegram_language, subscribed_at, dice, created_at)
     select key, 'A', value, 1, 1, 1 from json_each('["en","EN-us","pt-BR","pt_BR","pt","e","","en-","enx","-en","lv-LV"]')`,
  ).run()
  const who = ({ text, params }: Sql) =>
    db.sql(`select telegram_language from subscribers s where ${text}`).all(...params)
  for (const codes of [['en'], ['pt', 'lv'], ['ee'], ['enx', 'en', 'pt']])
    expect(who(inLanguages(codes))).toEqual(
      who(sql`${languageSql} in (select value from json_each(${JSON.stringify(codes)}))`),
    )
})
