import { expect, test } from 'vitest'
import { killImports } from '../prove/import-kills.js'

test('so is one of orders, which changes what an earlier file brought', async () => {
  const { ended, wrong } = await killImports({ kills: 2, people: 600, seed: 3, brings: 'orders' })
  expect(wrong).toEqual([])
  expect(Object.values(ended).reduce((sum, n) => sum + n, 0)).toBe(2)
})

test('an import killed at some slice is completed by the next start, and undone nothing of it is left', async () => {
  const { ended, wrong } = await killImports({ kills: 1, people: 1_500, seed: 5 })
  expect(wrong).toEqual([])
  expect(Object.values(ended)).toEqual([1])
})
