import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Bench, createBench } from './bench.js'
import { createManualClock, type ManualClock } from './manual-clock.js'

let bench: Bench
let clock: ManualClock
beforeEach(async () => {
  clock = createManualClock()
  bench = await createBench({ clock, sleep: clock.sleep })
})
afterEach(() => bench.emulator.close())

const REPLY = { inline_keyboard: [[{ text: 'Yes, please', callback_data: 'yes' }]] }

describe('long polling', () => {
  test('gives updates in order and keeps them until they are confirmed', async () => {
    bench.anna.send('hello')
    const first = await bench.api.getUpdates()
    expect(first.map(update => update.message?.text)).toEqual(['/start', 'hello'])
    expect(await bench.api.getUpdates({ limit: 1 })).toEqual(first.slice(0, 1))
    const next = (first.at(-1)?.update_id ?? 0) + 1
    expect(await bench.api.getUpdates({ offset: next })).toEqual([])
    expect(bench.emulator.pendingUpdates()).toBe(0)
  })

  test('waits for the next update, or for the time given', async () => {
    const waiting = bench.api.getUpdates({ offset: 2, timeout: 30 })
    await bench.emulator.waitFor(() => bench.emulator.pendingUpdates() === 0)
    bench.anna.send('news')
    expect((await waiting).map(update => update.message?.text)).toEqual(['news'])
    const empty = bench.api.getUpdates({ offset: 3, timeout: 30 })
    await bench.emulator.waitFor(() => bench.emulator.pendingUpdates() === 0)
    await clock.advance(30_000)
    expect(await empty).toEqual([])
  })

  test('a negative offset keeps the last ones only', async () => {
    for (const text of ['a', 'b', 'c']) bench.anna.send(text)
    const last = await bench.api.getUpdates({ offset: -2 })
    expect(last.map(update => update.message?.text)).toEqual(['b', 'c'])
    expect(bench.emulator.pendingUpdates()).toBe(2)
  })

  test('the older of two polls is sent away', async () => {
    const older = bench.call('getUpdates', { offset: 2, timeout: 30 })
    await bench.emulator.waitFor(() => bench.emulator.pendingUpdates() === 0)
    const newer = bench.call('getUpdates', { offset: 2, timeout: 30 })
    expect(await older).toMatchObject({
      status: 409,
      description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    })
    bench.anna.send('x')
    expect((await newer).ok).toBe(true)
  })

  test('updates older than a day are gone', async () => {
    await clock.advance(24 * 3_600_000 + 1)
    bench.anna.send('fresh')
    expect((await bench.api.getUpdates()).map(update => update.message?.text)).toEqual(['fresh'])
  })

  test('kinds: reactions only when listed; an empty list is the default; nothing named keeps what was', async () => {
    const sent = await bench.api.sendMessage(1001, 'x')
    const kinds = async () => {
      bench.anna.react(sent.message_id, '👍')
      bench.anna.send('t')
      const found = await bench.api.getUpdates({ offset: -2 })
      return found.map(update => Object.keys(update).find(key => key !== 'update_id'))
    }
    expect(await kinds()).toEqual(['message', 'message'])
    await bench.api.getUpdates({ allowed_updates: ['message_reaction'] })
    expect(await kinds()).toEqual(['message', 'message_reaction'])
    await bench.api.getUpdates()
    await bench.api.getUpdates({ allowed_updates: [] })
    expect((await kinds()).at(-1)).toBe('message')
  })
})

describe('what people do', () => {
  test('a press carries the message and its answer comes back to the person', async () => {
    const sent = await bench.api.sendMessage(1001, 'Do you?', { reply_markup: REPLY })
    const pressed = bench.anna.press(sent.message_id, 'Yes')
    const [update] = await bench.api.getUpdates({ offset: -1 })
    const query = update?.callback_query
    expect(query).toMatchObject({ data: 'yes', from: { id: 1001 }, message: { text: 'Do you?' } })
    await bench.api.answerCallbackQuery(query?.id ?? '', { text: 'Good', show_alert: true })
    expect(await pressed).toMatchObject({ text: 'Good', alert: true, chat: 1001 })
    const twice = await bench.call('answerCallbackQuery', { callback_query_id: query?.id })
    expect(twice.description).toMatch(/^Bad Request: query is too old/)
  })

  test('an answer after a minute is too late', async () => {
    const sent = await bench.api.sendMessage(1001, 'Do you?', { reply_markup: REPLY })
    const pressed = bench.anna.forge(sent.message_id, 'forged', 50)
    const [update] = await bench.api.getUpdates({ offset: -1 })
    expect(update?.callback_query?.data).toBe('forged')
    await clock.advance(60_001)
    const late = await bench.call('answerCallbackQuery', { callback_query_id: update?.callback_query?.id })
    expect(late.description).toMatch(/^Bad Request: query is too old/)
    expect(await pressed).toBeNull()
  })

  test('there is no such button', async () => {
    const sent = await bench.api.sendMessage(1001, 'Do you?', { reply_markup: REPLY })
    await expect(bench.anna.press(sent.message_id, 'No')).rejects.toThrow('there are: Yes, please')
  })

  test('an edit keeps the formatting that is sent with it', async () => {
    const { anna } = bench
    await bench.api.getUpdates({ offset: -1 })
    const bold = [{ type: 'bold' as const, offset: 0, length: 3 }]
    anna.edit(anna.send('new').message_id, 'New boots', { entities: bold })
    anna.edit(anna.sendPhoto({ caption: 'old' }).message_id, 'New hat', { entities: bold })
    const edits = (await bench.api.getUpdates()).flatMap(({ edited_message }) => edited_message ?? [])
    expect(edits).toMatchObject([
      { text: 'New boots', entities: bold },
      { caption: 'New hat', caption_entities: bold },
    ])
  })

  test('block, unblock, restart, edits, albums and new names', async () => {
    const { anna } = bench
    await bench.api.getUpdates({ offset: -1 })
    anna.block()
    expect(() => anna.send('x')).toThrow('has blocked')
    anna.change({ firstName: 'Анна', premium: true })
    anna.start('autumn')
    anna.edit(anna.send('typo').message_id, 'fixed')
    anna.sendAlbum([{ kind: 'photo', caption: 'both' }, { kind: 'video' }])
    anna.sendSticker()
    const [, kicked, back, start, , edited, one, two, sticker] = await bench.api.getUpdates()
    expect(kicked?.my_chat_member).toMatchObject({
      new_chat_member: { status: 'kicked', until_date: 0 },
      chat: { id: 1001 },
    })
    expect(back?.my_chat_member).toMatchObject({ new_chat_member: { status: 'member' }, from: { first_name: 'Анна' } })
    expect(start?.message).toMatchObject({
      text: '/start autumn',
      entities: [{ type: 'bot_command', offset: 0, length: 6 }],
      from: { first_name: 'Анна', is_premium: true, language_code: 'en' },
    })
    expect(edited?.edited_message?.text).toBe('fixed')
    expect(one?.message?.media_group_id).toBe(two?.message?.media_group_id)
    expect(one?.message?.media_group_id).toBeTypeOf('string')
    expect(sticker?.message?.sticker?.type).toBe('regular')
  })
})

describe('a webhook', () => {
  let site: Server
  let taken: { update: number; text: string; secret: string | undefined }[]
  let answer: () => number
  const bodySchema = z.object({ update_id: z.int(), message: z.object({ text: z.string() }) })

  beforeEach(async () => {
    taken = []
    answer = () => 200
    site = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString()
      })
      request.on('end', () => {
        const { update_id: update, message } = bodySchema.parse(JSON.parse(body))
        const secret = request.headers['x-telegram-bot-api-secret-token']
        const code = answer()
        if (code === 200) taken.push({ update, text: message.text, secret: secret?.toString() })
        response.writeHead(code).end()
      })
    })
    await new Promise<void>(resolve => site.listen(0, '127.0.0.1', resolve))
  })
  afterEach(() => {
    site.closeAllConnections()
    site.close()
  })

  const address = () => {
    const at: AddressInfo | string | null = site.address()
    return typeof at === 'object' && at !== null ? `http://127.0.0.1:${at.port}/telegram` : ''
  }
  const drained = () => bench.emulator.waitFor(() => bench.emulator.pendingUpdates() === 0)

  test('gets what was pending and what comes, with its secret; polling is refused meanwhile', async () => {
    await bench.api.setWebhook(address(), { secret_token: 'hush' })
    bench.anna.send('two')
    await drained()
    expect(taken).toEqual([
      { update: 1, text: '/start', secret: 'hush' },
      { update: 2, text: 'two', secret: 'hush' },
    ])
    expect(await bench.call('getUpdates')).toMatchObject({
      status: 409,
      description:
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    })
    await bench.api.deleteWebhook()
    expect(await bench.api.getUpdates()).toEqual([])
    expect((await bench.api.getWebhookInfo()).url).toBe('')
  })

  test('what it does not take comes again later, in order, while others get theirs', async () => {
    let refusals = 1
    answer = () => {
      refusals -= 1
      return refusals >= 0 ? 503 : 200
    }
    const failed = new Promise<void>(resolve =>
      bench.emulator.watch(event => event.kind === 'webhook failed' && resolve()),
    )
    await bench.api.setWebhook(address())
    await failed
    bench.anna.send('second')
    const boris = bench.emulator.user({ id: 1002, firstName: 'Boris' })
    boris.start('b')
    await bench.emulator.waitFor(() => taken.some(one => one.text === '/start b'))
    expect(taken.map(one => one.text)).not.toContain('second')
    const info = await bench.api.getWebhookInfo()
    expect(info).toMatchObject({ pending_update_count: 2, last_error_message: 'Wrong response from the webhook: 503' })
    await clock.advance(1_000)
    await drained()
    expect(taken.map(one => one.text)).toEqual(['/start b', '/start', 'second'])
  })

  test('setting it ends a waiting poll, and pending updates can be dropped', async () => {
    const poll = bench.call('getUpdates', { offset: 2, timeout: 30 })
    await bench.emulator.waitFor(() => bench.emulator.pendingUpdates() === 0)
    await bench.api.setWebhook(address())
    expect((await poll).description).toBe('Conflict: terminated by setWebhook request')
    await bench.api.deleteWebhook()
    bench.anna.send('lost')
    await bench.api.deleteWebhook({ drop_pending_updates: true })
    expect(await bench.api.getUpdates()).toEqual([])
  })
})
