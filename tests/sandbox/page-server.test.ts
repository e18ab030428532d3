import { request } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createEmulator } from '../../src/sandbox/emulator/emulator.js'
import type { ChatPatch, Hello, Status } from '../../src/sandbox/page/protocol.js'
import { ANNA, serverStage, VERA } from './page.stage.js'

const stage = serverStage()

describe('what the page hears', () => {
  test('greets with who is where, then the chats', async () => {
    const page = await stage.listen()
    const hello = await page.next<Hello>('hello')
    expect(hello).toMatchObject({ marketer: VERA, left: VERA, right: ANNA, bot: { username: 'boot_bot' } })
    const chats = [await page.next<ChatPatch>('chat'), await page.next<ChatPatch>('chat')]
    const anna = chats.find(patch => patch.chat === ANNA)
    expect(anna).toMatchObject({ whole: true, state: 'open', earlier: false, messages: [{ text: '/start' }] })
    const status = await page.next<Status>('status')
    expect(JSON.stringify([hello, chats, status])).not.toContain(stage.emulator.token)
    expect(status).toMatchObject({
      delivered: 0,
      presses: 0,
      clicks: 0,
      rest: null,
      people: 3,
    })
  })

  test('a new, an edited and a deleted message, each told once', async () => {
    const page = await stage.listen()
    await page.next('status')
    const id = await stage.say(ANNA, 'Hello')
    expect(await page.next<ChatPatch>('chat')).toMatchObject({
      whole: false,
      messages: [{ message_id: id, text: 'Hello' }],
    })
    await stage.call('editMessageText', { chat_id: ANNA, message_id: id, text: 'Hello again' })
    const edited = await page.next<ChatPatch>('chat')
    expect(edited.messages).toMatchObject([{ message_id: id, text: 'Hello again' }])
    expect(edited.messages[0]?.edit_date).toBeGreaterThan(0)
    await stage.call('deleteMessage', { chat_id: ANNA, message_id: id })
    expect(await page.next<ChatPatch>('chat')).toMatchObject({ messages: [], gone: [id] })
  })

  test('only the newest messages, and that there are earlier ones', async () => {
    for (let i = 0; i < 6; i++) await stage.say(ANNA, `number ${i}`)
    const page = await stage.listen(`?right=${ANNA}&limit=2`)
    const patch = await page.next<ChatPatch>('chat', body => body.chat === ANNA)
    expect(patch.messages.map(one => one.text)).toEqual(['number 4', 'number 5'])
    expect(patch.earlier).toBe(true)
  })

  test('typing, reactions, keyboards, commands and blocks', async () => {
    const page = await stage.listen()
    await page.next('status')
    await stage.call('sendChatAction', { chat_id: ANNA, action: 'typing' })
    expect(await page.next('typing')).toEqual({ chat: ANNA })
    await stage.call('setMyCommands', { commands: [{ command: 'help', description: 'Help' }] })
    await stage.call('setMyCommands', { commands: [{ command: 'help', description: 'Помощь' }], language_code: 'ru' })
    const patch = await page.next<ChatPatch>(
      'chat',
      body => body.chat === ANNA && body.commands[0]?.description === 'Помощь',
    )
    expect(patch.commands).toHaveLength(1)
    const id = await stage.say(ANNA, 'Hello')
    await stage.act({ act: 'react', user: ANNA, message: id, emoji: '🔥' })
    const reacted = await page.next<ChatPatch>('chat', body => id in body.reactions)
    expect(reacted.reactions[id]).toEqual({ own: '🔥', bot: null })
    await stage.act({ act: 'block', user: ANNA })
    expect(await page.next<ChatPatch>('chat', body => body.state === 'blocked')).toMatchObject({ chat: ANNA })
    await stage.act({ act: 'start', user: ANNA, payload: 'fb_spring' })
    const back = await page.next<ChatPatch>('chat', body => body.state === 'open')
    expect(back.messages.at(-1)?.text).toBe('/start fb_spring')
  })

  test('the pause that Telegram asks for, and the sums without what the marketer got', async () => {
    stage.emulator.user({ id: VERA, firstName: 'Vera' }).start()
    await stage.say(VERA, 'for the marketer')
    await stage.say(ANNA, 'for Anna')
    stage.emulator.page.addClicks(2)
    await stage.act({ act: 'click', user: ANNA })
    stage.emulator.fault({ kind: 'limit', retryAfter: 7, times: 1 })
    await stage.call('sendMessage', { chat_id: ANNA, text: 'too much' })
    const page = await stage.listen()
    const status = await page.next<Status>('status')
    expect(status).toMatchObject({ delivered: 1, clicks: 3, rest: { seconds: 7 } })
    expect((status.rest?.until ?? 0) - status.now).toBeGreaterThan(5_000)
  })
})

describe('what people do', () => {
  test('a press brings the answer and is counted', async () => {
    const reply_markup = { inline_keyboard: [[{ text: 'Stop', callback_data: 's' }]] }
    const { result } = await stage.call('sendMessage', { chat_id: ANNA, text: 'An offer', reply_markup })
    const done = stage.act({ act: 'press', user: ANNA, message: result.message_id, data: 's' })
    const update = await stage.emulator
      .waitFor(() => (stage.emulator.pendingUpdates() > 1 ? true : null))
      .then(() => stage.call('getUpdates', {}))
    const found = /"callback_query":\{"id":"(\d+)"/.exec(JSON.stringify(update))?.[1]
    await stage.call('answerCallbackQuery', { callback_query_id: found, text: 'Sure?', show_alert: true })
    expect(await done).toEqual({ text: 'Sure?', alert: true, url: null })
    expect(await (await stage.listen()).next('status')).toMatchObject({ presses: 1 })
  })

  test('texts with looks, files with a caption, albums and things that bots cannot read', async () => {
    const entities = [{ type: 'bold' as const, offset: 0, length: 2 }]
    await stage.act({ act: 'send', user: ANNA, text: 'Hi there', entities, replyTo: null })
    expect(stage.emulator.chat(ANNA).at(-1)).toMatchObject({ text: 'Hi there', entities })
    const png = 'iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAD0lEQVR4nGNgQAX/UQEAFv4D/YCI8JwAAAAASUVORK5CYII='
    const photo = { kind: 'photo' as const, name: 'a.png', type: 'image/png', data: png }
    await stage.act({ act: 'files', user: ANNA, files: [photo], caption: 'Boots', entities: [], replyTo: 1 })
    expect(stage.emulator.chat(ANNA).at(-1)).toMatchObject({
      caption: 'Boots',
      photo: [{ width: 4 }],
      reply_to_message: { message_id: 1 },
    })
    await stage.act({ act: 'files', user: ANNA, files: [photo, photo], caption: '', entities: [], replyTo: null })
    const [first, second] = stage.emulator.chat(ANNA).slice(-2)
    expect(first?.media_group_id).toBeDefined()
    expect(second?.media_group_id).toBe(first?.media_group_id)
    for (const kind of ['sticker', 'voice', 'contact', 'location'] as const) {
      const extra = kind === 'sticker' ? { emoji: '👋' } : kind === 'voice' ? { seconds: 3 } : {}
      expect((await stage.post({ act: kind, user: ANNA, ...extra })).status).toBe(200)
      expect(stage.emulator.chat(ANNA).at(-1)).toHaveProperty(kind)
    }
  })

  test('polls are made, answered and taken back, and everybody sees how they stand', async () => {
    const options = ['36', '37', '38']
    await stage.act({ act: 'poll', user: VERA, question: 'Which are warm?', options, right: [0, 2], many: false })
    expect(stage.emulator.chat(VERA).at(-1)?.poll).toMatchObject({ type: 'quiz', allows_multiple_answers: true })
    const page = await stage.listen(`?right=${ANNA}`)
    const asked = { chat_id: ANNA, question: 'Size?', options: options.map(text => ({ text })), is_anonymous: false }
    const { message_id: message } = (await stage.call('sendPoll', asked)).result
    const standing = async (voters: number, closed = false) =>
      (
        await page.next<ChatPatch>('chat', body => {
          const poll = body.polls[message]
          return poll?.voters === voters && poll.closed === closed
        })
      ).polls[message]
    expect(await standing(0)).toEqual({ counts: [0, 0, 0], voters: 0, chosen: [], closed: false })
    await stage.act({ act: 'vote', user: ANNA, message, options: [1] })
    expect(await standing(1)).toEqual({ counts: [0, 1, 0], voters: 1, chosen: [1], closed: false })
    await stage.act({ act: 'vote', user: ANNA, message, options: [] })
    expect(await standing(0)).toMatchObject({ chosen: [] })
    await stage.call('stopPoll', { chat_id: ANNA, message_id: message })
    expect(await standing(0, true)).toMatchObject({ closed: true })
    expect((await stage.post({ act: 'vote', user: ANNA, message, options: [1] })).status).toBe(400)
  })

  test('editing, deleting and forwarding', async () => {
    await stage.act({ act: 'send', user: ANNA, text: 'Frist', entities: [], replyTo: null })
    const id = stage.emulator.chat(ANNA).at(-1)?.message_id ?? 0
    await stage.act({ act: 'edit', user: ANNA, message: id, text: 'First' })
    expect(stage.emulator.chat(ANNA).at(-1)).toMatchObject({ message_id: id, text: 'First' })
    await stage.act({ act: 'forward', user: ANNA, message: id })
    expect(stage.emulator.chat(ANNA).at(-1)).toHaveProperty('forward_origin')
    await stage.act({ act: 'remove', user: ANNA, message: id })
    expect(stage.emulator.chat(ANNA).map(one => one.message_id)).not.toContain(id)
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
    const before = JSON.stringify(stage.emulator.chat(ANNA))
    const response = await stage.post(body)
    expect(response.status).toBe(code)
    expect(JSON.parse(await response.text()).error).toMatch(/\w/)
    expect(JSON.stringify(stage.emulator.chat(ANNA))).toBe(before)
  })

  test('a form of another site is not taken', async () => {
    expect((await stage.post({ act: 'block', user: ANNA }, 'text/plain')).status).toBe(415)
    expect(stage.emulator.person(ANNA).state()).toBe('open')
  })
})

describe('who may ask', () => {
  const ask = (path: string, headers: Record<string, string>, body = '{}') =>
    new Promise<number>((resolve, reject) => {
      const { port } = stage.emulator
      const asked = request({ host: '127.0.0.1', port, path, method: 'POST', headers }, answer => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      })
      asked.on('error', reject)
      asked.end(body)
    })
  const act = JSON.stringify({ act: 'send', user: ANNA, text: 'by somebody else' })
  const local = () => `127.0.0.1:${stage.emulator.port}`

  test.each(['evil.example', 'localhost.evil.example'])(
    'a page of another site that leads here (%s) may not',
    async host => {
      expect(await ask('/page/act', { host }, act)).toBe(404)
    },
  )

  test('a form on a page of another site may not; the page itself may', async () => {
    expect(await ask('/page/act', { host: local(), origin: 'https://evil.example' }, act)).toBe(404)
    expect(await ask('/page/act', { host: local(), origin: `http://${local()}` }, act)).not.toBe(404)
  })

  test('without being asked for, an emulator cannot be driven from outside', async () => {
    const alone = await createEmulator({ limits: null })
    onTestFinished(() => alone.close())
    for (const path of ['health', 'users', 'chats']) {
      expect((await fetch(`${alone.apiRoot}/control/${path}`)).status).toBe(404)
    }
  })
})
