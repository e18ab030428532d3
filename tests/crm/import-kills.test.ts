import { expect, test } from 'vitest'
import { killImports } from '../prove/import-kills.js'

test('an import killed at some slice is completed by the next start, and undone nothing of it is left', async () => {
  const { ended, wrong } = await killImports({ kills: 1, people: 1_500, seed: 5 })
  expect(wrong).toEqual([])
  expect(Object.values(ended)).toEqual([1])
})
