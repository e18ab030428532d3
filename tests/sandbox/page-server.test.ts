import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../src/sandbox/emulator/emulator.js'
import type { Act, ChatPatch, Hello, Listed, Status } from '../../src/sandbox/page/protocol.js'
import { createParser } from './events.js'

const ANNA = 10
const BORIS = 11
const VERA = 1

let emulator: Emulator
const ends: (() => void)[] = []

beforeEach(async () => {
  emulator = await createEmulator({ marketer: VERA, username: 'boot_bot', limits: null })
  emulator.user({ id: VERA, firstName: 'Vera', language: 'en' })
  emulator.user({ id: ANNA, firstName: 'Anna', lastName: 'Petrova', username: 'anna_p', language: 'ru' }).start()
  emulator.user({ id: BORIS, firstName: 'Борис' })
})

afterEach(async () => {
  for (const end of ends.splice(0)) end()
  await emulator.close()
})

const call = async (method: string, params: unknown): Promise<{ ok: boolean; result: { message_id: number } }> => {
  const response = await fetch(`${emulator.apiRoot}/bot${emulator.token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  })
  return JSON.parse(await response.text())
}

const say = async (chat: number, text: string): Promise<number> =>
  (await call('sendMessage', { chat_id: chat, text })).result.message_id

const post = (body: unknown, type = 'application/json') =>
  fetch(`${emulator.apiRoot}/page/act`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: JSON.stringify(body),
  })

const act = async (body: Act): Promise<unknown> => {
  const response = await post(body)
  const text = await response.text()
  expect(response.status, text).toBe(200)
  return JSON.parse(text).result
}

const people = async (words = ''): Promise<{ people: Listed[]; total: number }> =>
  JSON.parse(await (await fetch(`${emulator.apiRoot}/page/people?q=${encodeURIComponent(words)}`)).text())

/** An open page without a browser: the events it has heard, and a way to await one. */
async function listen(query = '') {
  const over = new AbortController()
  ends.push(() => over.abort())
  const response = await fetch(`${emulator.apiRoot}/page/events${query}`, { signal: over.signal })
  return createParser(response)
}

describe('what the page hears', () => {
  test('greets with who is where, then the chats', async () => {
    const page = await listen()
    const hello = await page.next<Hello>('hello')
    expect(hello).toMatchObject({ marketer: VERA, left: VERA, right: ANNA, bot: { username: 'boot_bot' } })
    const chats = [await page.next<ChatPatch>('chat'), await page.next<ChatPatch>('chat')]
    const anna = chats.find(patch => patch.chat === ANNA)
    expect(anna).toMatchObject({ whole: true, state: 'open', earlier: false, messages: [{ text: '/start' }] })
    expect(await page.next<Status>('status')).toMatchObject({
      delivered: 0,
      presses: 0,
      clicks: 0,
      rest: null,
      people: 3,
    })
  })

  test('a new, an edited and a deleted message, each told once', async () => {
    const page = await listen()
    await page.next('status')
    const id = await say(ANNA, 'Hello')
    expect(await page.next<ChatPatch>('chat')).toMatchObject({
      whole: false,
      messages: [{ message_id: id, text: 'Hello' }],
    })
    await call('editMessageText', { chat_id: ANNA, message_id: id, text: 'Hello again' })
    const edited = await page.next<ChatPatch>('chat')
    expect(edited.messages).toMatchObject([{ message_id: id, text: 'Hello again' }])
    expect(edited.messages[0]?.edit_date).toBeGreaterThan(0)
    await call('deleteMessage', { chat_id: ANNA, message_id: id })
    expect(await page.next<ChatPatch>('chat')).toMatchObject({ messages: [], gone: [id] })
  })

  test('only the newest messages, and that there are earlier ones', async () => {
    for (let i = 0; i < 6; i++) await say(ANNA, `number ${i}`)
    const page = await listen(`?right=${ANNA}&limit=2`)
    const patch = await page.next<ChatPatch>('chat', body => body.chat === ANNA)
    expect(patch.messages.map(one => one.text)).toEqual(['number 4', 'number 5'])
    expect(patch.earlier).toBe(true)
  })

  test('typing, reactions, keyboards, commands and blocks', async () => {
    const page = await listen()
    await page.next('status')
    await call('sendChatAction', { chat_id: ANNA, action: 'typing' })
    expect(await page.next('typing')).toEqual({ chat: ANNA })
    await call('setMyCommands', { commands: [{ command: 'help', description: 'Help' }] })
    await call('setMyCommands', { commands: [{ command: 'help', description: 'Помощь' }], language_code: 'ru' })
    const patch = await page.next<ChatPatch>(
      'chat',
      body => body.chat === ANNA && body.commands[0]?.description === 'Помощь',
    )
    expect(patch.commands).toHaveLength(1)
    const id = await say(ANNA, 'Hello')
    await act({ act: 'react', user: ANNA, message: id, emoji: '🔥' })
    const reacted = await page.next<ChatPatch>('chat', body => id in body.reactions)
    expect(reacted.reactions[id]).toEqual({ own: '🔥', bot: null })
    await act({ act: 'block', user: ANNA })
    expect(await page.next<ChatPatch>('chat', body => body.state === 'blocked')).toMatchObject({ chat: ANNA })
    await act({ act: 'start', user: ANNA, payload: 'fb_spring' })
    const back = await page.next<ChatPatch>('chat', body => body.state === 'open')
    expect(back.messages.at(-1)?.text).toBe('/start fb_spring')
  })

  test('the pause that Telegram asks for, and the sums without what the marketer got', async () => {
    emulator.user({ id: VERA, firstName: 'Vera' }).start()
    await say(VERA, 'for the marketer')
    await say(ANNA, 'for Anna')
    emulator.page.addClicks(2)
    await act({ act: 'click', user: ANNA })
    emulator.fault({ kind: 'limit', retryAfter: 7, times: 1 })
    await call('sendMessage', { chat_id: ANNA, text: 'too much' })
    const page = await listen()
    const status = await page.next<Status>('status')
    expect(status).toMatchObject({ delivered: 1, clicks: 3, rest: { seconds: 7 } })
    expect((status.rest?.until ?? 0) - status.now).toBeGreaterThan(5_000)
  })
})

describe('what people do', () => {
  test('a press brings the answer and is counted', async () => {
    const reply_markup = { inline_keyboard: [[{ text: 'Stop', callback_data: 's' }]] }
    const { result } = await call('sendMessage', { chat_id: ANNA, text: 'An offer', reply_markup })
    const done = act({ act: 'press', user: ANNA, message: result.message_id, data: 's' })
    const update = await emulator
      .waitFor(() => (emulator.pendingUpdates() > 1 ? true : null))
      .then(() => call('getUpdates', {}))
    const found = /"callback_query":\{"id":"(\d+)"/.exec(JSON.stringify(update))?.[1]
    await call('answerCallbackQuery', { callback_query_id: found, text: 'Sure?', show_alert: true })
    expect(await done).toEqual({ text: 'Sure?', alert: true, url: null })
    expect(await (await listen()).next('status')).toMatchObject({ presses: 1 })
  })

  test('texts with looks, files with a caption, albums and things that bots cannot read', async () => {
    const entities = [{ type: 'bold' as const, offset: 0, length: 2 }]
    await act({ act: 'send', user: ANNA, text: 'Hi there', entities, replyTo: null })
    expect(emulator.chat(ANNA).at(-1)).toMatchObject({ text: 'Hi there', entities })
    const png = 'iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAD0lEQVR4nGNgQAX/UQEAFv4D/YCI8JwAAAAASUVORK5CYII='
    const photo = { kind: 'photo' as const, name: 'a.png', type: 'image/png', data: png }
    await act({ act: 'files', user: ANNA, files: [photo], caption: 'Boots', entities: [], replyTo: 1 })
    expect(emulator.chat(ANNA).at(-1)).toMatchObject({
      caption: 'Boots',
      photo: [{ width: 4 }],
      reply_to_message: { message_id: 1 },
    })
    await act({ act: 'files', user: ANNA, files: [photo, photo], caption: '', entities: [], replyTo: null })
    const [first, second] = emulator.chat(ANNA).slice(-2)
    expect(first?.media_group_id).toBeDefined()
    expect(second?.media_group_id).toBe(first?.media_group_id)
    for (const kind of ['sticker', 'voice', 'contact', 'location'] as const) {
      const extra = kind === 'sticker' ? { emoji: '👋' } : kind === 'voice' ? { seconds: 3 } : {}
      expect((await post({ act: kind, user: ANNA, ...extra })).status).toBe(200)
      expect(emulator.chat(ANNA).at(-1)).toHaveProperty(kind)
    }
  })

  test('editing, deleting and forwarding', async () => {
    await act({ act: 'send', user: ANNA, text: 'Frist', entities: [], replyTo: null })
    const id = emulator.chat(ANNA).at(-1)?.message_id ?? 0
    await act({ act: 'edit', user: ANNA, message: id, text: 'First' })
    expect(emulator.chat(ANNA).at(-1)).toMatchObject({ message_id: id, text: 'First' })
    await act({ act: 'forward', user: ANNA, message: id })
    expect(emulator.chat(ANNA).at(-1)).toHaveProperty('forward_origin')
    await act({ act: 'remove', user: ANNA, message: id })
    expect(emulator.chat(ANNA).map(one => one.message_id)).not.toContain(id)
  })

  test.each<[string, unknown, number]>([
    ['an unknown act', { act: 'fly', user: ANNA }, 400],
    ['somebody unknown', { act: 'block', user: 999 }, 400],
    ['a message that is not there', { act: 'react', user: ANNA, message: 99, emoji: '🔥' }, 400],
    ['another key', { act: 'block', user: ANNA, more: 1 }, 400],
    ['an empty text', { act: 'send', user: ANNA, text: '', entities: [], replyTo: null }, 400],
    [
      'a script as an address',
      {
        act: 'send',
        user: ANNA,
        text: 'x',
        entities: [{ type: 'text_link', offset: 0, length: 1, url: 'javascript:1' }],
        replyTo: null,
      },
      400,
    ],
    [
      'a picture that is none',
      {
        act: 'files',
        user: ANNA,
        files: [{ kind: 'photo', name: 'a', type: 'image/png', data: 'AAAA' }],
        caption: '',
        entities: [],
        replyTo: null,
      },
      400,
    ],
    ['a suggestion that is not offered', { act: 'try', n: 1 }, 400],
  ])('%s is refused with a reason and changes nothing', async (_name, body, code) => {
    const before = JSON.stringify(emulator.chat(ANNA))
    const response = await post(body)
    expect(response.status).toBe(code)
    expect(JSON.parse(await response.text()).error).toMatch(/\w/)
    expect(JSON.stringify(emulator.chat(ANNA))).toBe(before)
  })

  test('a form of another site is not taken', async () => {
    expect((await post({ act: 'block', user: ANNA }, 'text/plain')).status).toBe(415)
    expect(emulator.person(ANNA).state()).toBe('open')
  })
})

describe('people to be', () => {
  test('found by any part of the name, with what they have not read, without the marketer', async () => {
    await say(ANNA, 'one')
    const last = await say(ANNA, 'two\nlines')
    expect(await people()).toMatchObject({
      total: 2,
      people: [
        { id: ANNA, name: 'Anna Petrova', unread: 2, state: 'open', last: { own: false, text: 'two lines' } },
        { id: BORIS, unread: 0, state: 'stranger', last: null },
      ],
    })
    await act({ act: 'read', user: ANNA, message: last })
    expect((await people('PETR')).people).toMatchObject([{ id: ANNA, unread: 0 }])
    expect((await people('борис')).people).toMatchObject([{ id: BORIS }])
    expect((await people('@anna_p')).total).toBe(1)
    expect(await people('vera')).toEqual({ people: [], total: 0 })
  })

  test('somebody new joins', async () => {
    const made = await act({ act: 'join', name: ' Clara ', language: 'en' })
    expect((await people('Clara')).people).toMatchObject([made])
  })

  test('the demo brings somebody in and offers things to try', async () => {
    const page = await listen()
    await page.next('status')
    emulator.page.pick(BORIS)
    expect(await page.next('pick')).toEqual({ person: BORIS })
    expect(await (await listen()).next('hello')).toMatchObject({ right: BORIS })
    const tried = new Promise<string>(resolve => {
      emulator.page.suggest([
        { label: 'A', description: 'a', run: () => resolve('A') },
        { label: 'B', description: 'b', run: () => resolve('B') },
      ])
    })
    emulator.page.setCaption('Now: 500 people join')
    const status = await page.next<Status>('status', body => body.caption !== null)
    expect(status.suggestions.map(one => one.label)).toEqual(['A', 'B'])
    await act({ act: 'try', n: 2 })
    expect(await tried).toBe('B')
  })

  test('another marketer makes pages connect anew', async () => {
    const page = await listen()
    await page.next('status')
    emulator.page.setMarketer(BORIS)
    await page.ended()
    expect(await (await listen()).next('hello')).toMatchObject({ marketer: BORIS, left: BORIS })
  })
})

describe('what is served', () => {
  test('the page allows nothing from outside', async () => {
    const response = await fetch(`${emulator.apiRoot}/`)
    const html = await response.text()
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
    expect(html).not.toMatch(/https?:\/\//)
    const parts = [...html.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(match => match[1] ?? '')
    expect(parts.length).toBeGreaterThan(5)
    for (const part of parts) expect((await fetch(emulator.apiRoot + part)).status, part).toBe(200)
  })

  test.each(['/page/main.ts', '/page/../page.ts', '/page/%2e%2e%2fpage.js', '/page/nothing.js', '/page/file/x'])(
    '%s is not there',
    async path => {
      expect((await fetch(emulator.apiRoot + path)).status).toBe(404)
    },
  )

  test('pictures are shown, in stretches too; what could run is a download', async () => {
    const photo = emulator.person(ANNA).sendPhoto()
    const image = await fetch(`${emulator.apiRoot}/page/file/${photo.photo?.at(-1)?.file_id}`, {
      headers: { range: 'bytes=1-3' },
    })
    expect(image.status).toBe(206)
    expect(image.headers.get('content-type')).toBe('image/png')
    expect(await image.text()).toBe('PNG')
    const file = emulator
      .person(ANNA)
      .sendDocument({ name: 'x.html', type: 'text/html', bytes: Buffer.from('<script>1</script>') })
    const page = await fetch(`${emulator.apiRoot}/page/file/${file.document?.file_id}`)
    expect(page.headers.get('content-type')).toBe('application/octet-stream')
    expect(page.headers.get('content-disposition')).toBe('attachment')
    expect(page.headers.get('content-security-policy')).toContain('sandbox')
  })
})
