import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { recordContact } from '../../src/audience/contact.js'
import { startSubscriber } from '../../src/audience/subscription.js'
import { packageRoot } from '../../src/db/root.js'
import { AT, openCrm } from './crm-door.js'

const ANNA = {
  ...{ telegramId: 70_001, firstName: 'Anna', lastName: null, username: null },
  ...{ telegramLanguage: 'en', premium: false },
}

/** Every call of curl in the blocks of a page, as its path, its type and its body. */
function calls(page: string): { path: string; type: string; body: string }[] {
  const blocks = readFileSync(join(packageRoot(), page), 'utf8').matchAll(/```sh\n(.*?)```/gs)
  return [...blocks].flatMap(([, block = '']) =>
    [...block.matchAll(/(?:printf '%s\\n%s\\n' \\\n(.*?)\|\s+)?curl \$BASE(\/crm\/\S+)(.*?)(?=\n\n|\n$)/gs)].map(
      ([, printed, path = '', rest = '']) => {
        const quoted = (text: string) => [...text.matchAll(/'([^']*)'/g)].map(([, value = '']) => value)
        const [type = '', body = ''] = quoted(rest)
        expect(rest).toContain('-H "Authorization: Bearer $KEY"')
        return {
          path,
          type: type.replace('Content-Type: ', ''),
          body:
            printed === undefined
              ? body
              : quoted(printed)
                  .map(line => `${line}\n`)
                  .join(''),
        }
      },
    ),
  )
}

test.each([
  ['README.md', 1],
  ['docs/api.md', 5],
])('the calls of %s work', async (page, atLeast) => {
  const c = await openCrm()
  // Who bought is in the bot, and has shared their phone.
  const wording = { name: 'welcome', language: 'en' as const, shown: 'Hi' }
  const { subscriber } = startSubscriber(c.db, ANNA, { source: null, wording }, AT - 1)
  recordContact(c.db, subscriber.id, '37120000001', AT - 1)
  await c.post('/crm/customers', { id: 'C-17', phone: '+371 2000 0001' })
  const all = calls(page)
  expect(all.length).toBeGreaterThanOrEqual(atLeast)
  for (const { path, type, body } of all) {
    const answer = await c.raw(path, body, type)
    expect([path, answer.status, JSON.stringify(answer.body)]).toEqual([
      path,
      200,
      expect.stringMatching(/"outcome":"(new|changed)".*"refused":0|"refused":0.*"outcome":"(new|changed)"/),
    ])
  }
})
