import { readdirSync } from 'node:fs'
import { KINDS } from '../../src/segments/kinds/all.js'
import { casesOf } from './cases/kind.js'

const folder = new URL('./kinds/', import.meta.url)
for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
  if (file.endsWith('.js')) await import(new URL(file, folder).href)

/** What each kind of condition is tested by, in the order of `KINDS`; a kind without cases stops every test. */
export const kindCases = KINDS.map(({ name }) => casesOf(name))
