import { readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { siteMap } from '../../src/bot/admin/site-map.js'
import { answers, own } from '../../src/bot/subscriber/addresses.js'
import { openDb } from '../../src/db/open.js'
import { parseQuietData } from '../../src/delivery/button/quiet.js'
import { parseBallotData } from '../../src/delivery/survey/ballot.js'
import { difference } from './once-trace.js'
import type { Act } from './subjects/scene.js'
import { subjects } from './subjects.js'
import { setting, template, trace } from './twice.js'

/** The addresses at which something is done, or taken that is typed, by what proves them; and all that is pressed. */
async function proved(): Promise<{ names: Set<string>; pressed: string[] }> {
  const at = Date.now()
  const { path, drop } = await template(at)
  const db = await openDb(path)
  const names = new Set<string>()
  const pressed: string[] = []
  const undone = new Error('only looked at')
  const note = (act: Act) => {
    if ('data' in act) {
      names.add(act.data.split(':')[0] ?? '')
      pressed.push(act.data)
    }
    for (const { topic } of db.sql<{ topic: string }>('select topic from prompts').all()) names.add(topic)
    throw undone
  }
  try {
    for (const { prepare } of subjects) {
      try {
        db.write(() => note(prepare(db, at, 1, -1, 'photo')))
      } catch (error) {
        if (error !== undone) throw error
      }
      // Files in the folders of imports are not undone.
      for (const name of readdirSync(dirname(path)))
        if (name.includes('.import')) rmSync(join(dirname(path), name), { recursive: true })
    }
    return { names, pressed }
  } finally {
    await db.close()
    drop()
  }
}

test('everything that is done on a screen of the team, or typed to one, is proved to happen once', async () => {
  const { names, pressed } = await proved()
  // Several screens take what is typed alike.
  const taken = new Set(
    siteMap.flatMap(entry => (entry.kind === 'screen' && names.has(entry.to.name) ? [entry.words?.act] : [])),
  )
  const missing = siteMap.flatMap(entry => {
    if (entry.kind === 'deed') return names.has(entry.to.name) ? [] : [entry.to.name]
    return entry.kind !== 'screen' || entry.words === null || taken.has(entry.words.act) ? [] : [entry.to.name]
  })
  expect(missing).toEqual([])
  expect(names.size).toBeGreaterThan(400)

  // Of people's own buttons, and those under offers and questions, all but those that only show a card.
  const cards = [own.settings, own.wishes, own.hours, own.forgetPhone, own.forgetPlace, own.forget]
  const lists = [answers.list, answers.open]
  const left = [...Object.values(own), ...Object.values(answers)].filter(
    button => ![...cards, ...lists].some(({ name }) => name === button.name),
  )
  expect(left.filter(({ read }) => !pressed.some(data => read(data) !== null)).map(({ name }) => name)).toEqual([])
  const done = (kinds: (string | undefined)[]) => new Set(kinds)
  const underOffers = done(pressed.map(data => parseQuietData(data)?.action))
  const underQuestions = done(pressed.map(data => parseBallotData(data)?.action.kind))
  expect(
    ['ask', 'stop', 'pause', 'less', 'back', 'undo', 'usual', 'why'].filter(kind => !underOffers.has(kind)),
  ).toEqual([])
  expect(
    ['pick', 'set', 'tick', 'settled', 'done', 'write', 'skip', 'why'].filter(kind => !underQuestions.has(kind)),
  ).toEqual([])
})

test('a resend happens once where the process dies after its commit, and where its answer is cut', async () => {
  const at = Date.now()
  const subject = subjects.find(({ name }) => name.includes('sent again'))
  if (subject === undefined) throw new Error('there is no such deed')
  const { folder, drop } = await template(at)
  try {
    const set = await setting(folder, subject, at)
    const once = await trace(set, { trouble: null, again: false })
    expect(Object.values(once.chats).filter(texts => texts.length > 1)).toHaveLength(3)
    for (const trouble of ['killAfter', 'cut'] as const)
      expect(difference(once, await trace(set, { trouble, again: true, processes: true })), trouble).toEqual([])
    set.drop()
  } finally {
    drop()
  }
})
