import { expect, test } from 'vitest'
import { mangleFiles } from '../../prove/mangle.js'

test('a thousand mangled files: every row is accounted for or the file refused, and nothing breaks', async () => {
  const { wrong, read, refused } = await mangleFiles({ files: 1_000, seed: 10 })
  expect(wrong).toEqual([])
  // A reader that refuses everything would pass as well.
  expect(Object.values(read).reduce((sum, n) => sum + n)).toBeGreaterThan(600)
  expect(Object.keys(read).sort()).toEqual(['csv', 'html', 'json', 'ndjson', 'xlsx'])
  expect(Object.keys(refused)).toEqual(expect.arrayContaining(['file_broken', 'file_no_rows', 'file_not_a_table']))
})
