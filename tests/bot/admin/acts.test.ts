import { expect, test } from 'vitest'
import { siteMap } from '../../../src/bot/admin/site-map.js'
import { actWords } from '../../../src/bot/admin/team/act-words.js'
import { texts } from '../../../src/text/index.js'

test.each(['en', 'ru'] as const)('whatever the team can do is told in words (%s)', language => {
  const names = siteMap.flatMap(entry => {
    if (entry.kind === 'deed' || (entry.kind === 'screen' && entry.words !== null)) return [`${entry.to.name}:1:2`]
    return entry.kind === 'unasked' || entry.kind === 'edited' ? [entry.kind] : []
  })
  expect(names.length).toBeGreaterThan(150)
  const told = names.map(name => actWords(texts(language), name))
  expect(names.filter((_, i) => told[i] === texts(language).acts.elsewhere)).toEqual([])
  for (const words of told) expect(words).toMatch(/^\p{Lu}[^_.:]{3,60}$/u)
})

test.each([
  ['fd.name:1', 'Renamed a field'],
  ['/new', 'Began an offer'],
  ['sg.tick:1:2:3:1:0', 'Put a segment together'],
  ['fd.list:0', 'Something done in Fields'],
  ['gone.from:1', 'Something done'],
  ['', 'Something done'],
])('%s is told as %j', (address, words) => {
  expect(actWords(texts('en'), address)).toBe(words)
})
