import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

test.each([
  ['SQLITE_FULL', 0],
  ['ENOSPC', 0],
  ['SQLITE_CORRUPT', 1],
  ['anything else', 1],
])('a promise that nobody waits for fails with %s: the program ends with %i', (code, status) => {
  const module = JSON.stringify(new URL('../../src/db/outlive.js', import.meta.url).href)
  const program = `const { outliveDiskFaults } = await import(${module})
outliveDiskFaults({ error: (_facts, words) => console.log(words) })
void Promise.reject(Object.assign(new Error('it failed'), { code: process.argv[1] }))
await new Promise(resolve => setImmediate(resolve))`
  const ended = spawnSync(process.execPath, ['--input-type=module', '-e', program, code], { encoding: 'utf8' })
  expect({ status: ended.status, said: ended.stdout.includes('nobody waited') }).toEqual({ status, said: status === 0 })
})
