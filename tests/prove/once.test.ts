import { expect, test } from 'vitest'
import { subjects } from './subjects.js'
import { difference, template, trace } from './twice.js'

test('a resend happens once where the process dies after its commit, and where its answer is cut', async () => {
  const at = Date.now()
  const subject = subjects.find(({ name }) => name.includes('sent again'))
  if (subject === undefined) throw new Error('there is no such deed')
  const { path, drop } = await template(at)
  try {
    const once = await trace(path, subject, { trouble: null, again: false, at })
    expect(Object.values(once.chats).filter(texts => texts.length > 1)).toHaveLength(3)
    for (const trouble of ['killAfter', 'cut'] as const)
      expect(difference(once, await trace(path, subject, { trouble, again: true, at })), trouble).toEqual([])
  } finally {
    drop()
  }
}, 60_000)
