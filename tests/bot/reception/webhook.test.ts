import { PassThrough } from 'node:stream'
import { Api, GrammyError } from 'grammy'
import { describe, expect, test } from 'vitest'
import { claimUpdates, createTakeOverQuestion } from '../../../src/bot/reception/webhook.js'
import { createLog } from '../../../src/log.js'

const me = { id: 1, is_bot: true, first_name: 'Shop', username: 'shop_bot' }

/** Claims updates from a Telegram whose webhook is `url`; `failures` answers come before the good ones. */
async function claim(options: {
  url: string
  mode: 'polling' | 'webhook'
  yes?: boolean
  failures?: (object | 'down')[]
}) {
  const calls: string[] = []
  const asked: string[] = []
  const lines: string[] = []
  const failures = [...(options.failures ?? [])]
  const fetch = async (url: string, init: { body: string }) => {
    const method = url.split('/').at(-1)
    const failure = failures.shift()
    if (failure === 'down') throw new Error('network')
    if (failure !== undefined) return { json: async () => failure }
    const result = method === 'getMe' ? me : method === 'getWebhookInfo' ? { url: options.url } : true
    if (method !== 'getMe' && method !== 'getWebhookInfo') calls.push(`${method} ${init.body}`)
    return { json: async () => ({ ok: true, result }) }
  }
  const outcome = await claimUpdates({
    api: new Api('123456:SECRET-TOKEN-of-a-bot-0123456789', { fetch }),
    config: { mode: options.mode, publicUrl: 'https://shop.example', webhookSecret: 'a-secret-of-ours' },
    confirm: async host => {
      asked.push(host)
      return options.yes === true
    },
    log: createLog('info', line => lines.push(JSON.parse(line).msg)),
    wait: async ms => void calls.push(`wait ${ms}`),
  })
  return { outcome: outcome.kind, calls, asked, lines }
}

const set = `setWebhook ${JSON.stringify({
  url: 'https://shop.example/telegram',
  secret_token: 'a-secret-of-ours',
  allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member', 'message_reaction', 'poll_answer'],
  max_connections: 40,
  drop_pending_updates: false,
})}`
const remove = 'deleteWebhook {"drop_pending_updates":false}'

describe('claiming updates', () => {
  test.each([
    ['no webhook', '', 'polling', [], [], 'ours'],
    ['no webhook', '', 'webhook', [set], [], 'ours'],
    ['ours', 'https://shop.example/telegram', 'polling', [remove], [], 'ours'],
    ['ours', 'https://shop.example/telegram', 'webhook', [set], [], 'ours'],
    ['foreign, no', 'https://api.sendpulse.com/x', 'polling', [], ['api.sendpulse.com'], 'foreign'],
    ['foreign, no', 'https://api.sendpulse.com/x', 'webhook', [], ['api.sendpulse.com'], 'foreign'],
  ] as const)('%s %s, %s', async (_, url, mode, calls, asked, outcome) => {
    const claimed = await claim({ url, mode })
    expect(claimed).toMatchObject({ outcome, calls, asked })
    expect(claimed.lines.length).toBe(outcome === 'foreign' ? 1 : 0)
  })

  test.each([
    ['polling', remove],
    ['webhook', set],
  ] as const)('foreign, yes, %s: taken over, nothing dropped', async (mode, call) => {
    expect(await claim({ url: 'https://bothelp.io/hook', mode, yes: true })).toMatchObject({
      outcome: 'ours',
      calls: [call],
      asked: ['bothelp.io'],
    })
  })

  test('Telegram down: waits and says so once', async () => {
    const failures = ['down', { ok: false, error_code: 502, description: 'Bad Gateway' }, 'down'] as const
    expect(await claim({ url: '', mode: 'polling', failures: [...failures] })).toEqual({
      outcome: 'ours',
      calls: ['wait 1000', 'wait 2000', 'wait 4000'],
      asked: [],
      lines: ['Telegram does not answer; waiting for it.'],
    })
  })

  test('an unknown token ends with one sentence', async () => {
    for (const error_code of [401, 404]) {
      const failed = await claim({ url: '', mode: 'polling', failures: [{ ok: false, error_code, description: 'x' }] })
      expect([failed.outcome, failed.calls, failed.lines.length]).toEqual(['unauthorized', [], 1])
    }
  })

  test('what waiting cannot put right is thrown', async () => {
    const failures = [{ ok: false, error_code: 400, description: 'Bad Request: bad webhook' }]
    await expect(claim({ url: '', mode: 'webhook', failures })).rejects.toBeInstanceOf(GrammyError)
  })
})

describe('the question', () => {
  test('needs no terminal when the program was started for it, and is a no without one', async () => {
    expect(await createTakeOverQuestion({ takeOver: true, terminal: null })('x.example')).toBe(true)
    expect(await createTakeOverQuestion({ takeOver: false, terminal: null })('x.example')).toBe(false)
  })

  test.each([
    ['y', true],
    [' Yes ', true],
    ['да', true],
    ['', false],
    ['n', false],
    ['yesterday', false],
  ])('on a terminal: %j', async (typed, yes) => {
    const [input, output] = [new PassThrough(), new PassThrough()]
    const answer = createTakeOverQuestion({ takeOver: false, terminal: { input, output } })('api.sendpulse.com')
    input.write(`${typed}\n`)
    expect(await answer).toBe(yes)
    expect(output.read().toString()).toContain('api.sendpulse.com')
  })
})
