import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FIGURES } from '../../../src/bot/admin/broadcasts/figures.js'
import { packageRoot } from '../../../src/db/root.js'
import { texts } from '../../../src/text/index.js'

test('every figure of a report is explained in the chat and in the docs, under the same name', () => {
  const page = readFileSync(join(packageRoot(), 'docs/figures.md'), 'utf8')
  const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
  const { names, figures } = texts('en').figureCards
  expect(headings).toEqual(FIGURES.map(name => names[name]))
  for (const language of ['en', 'ru'] as const)
    for (const name of FIGURES) {
      const { line, how } = texts(language).figureCards.figures[name]
      expect(line.length, name).toBeLessThanOrEqual(120)
      expect(how).not.toBe('')
    }
  expect(Object.keys(figures).sort()).toEqual([...FIGURES].sort())
})
