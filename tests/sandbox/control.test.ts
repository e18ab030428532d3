import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type RemoteEmulator, spawnEmulator } from './remote.js'

describe('the emulator as a process', () => {
  let remote: RemoteEmulator
  beforeEach(async () => {
    remote = await spawnEmulator(['--no-limits', '--token', '123456:AAsomeTokenOfTheProof_0123456789abc'])
  })
  afterEach(() => remote.close())

  const bot = async (method: string, params: object = {}) => {
    const answer = await fetch(`${remote.apiRoot}/bot${remote.token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    })
    return answer.json()
  }

  test('is driven through /control and tells the truth', async () => {
    const users = [11, 12, 13].map(id => ({ id, firstName: `P${id}` }))
    expect(await remote.control('POST', 'users', { users, start: 'site' })).toEqual({ users: 3 })
    const reply_markup = { inline_keyboard: [[{ text: '🔕', callback_data: 'o:1:q' }]] }
    expect(await bot('sendMessage', { chat_id: 11, text: 'offer', reply_markup })).toMatchObject({ ok: true })
    const pressed = remote.control('POST', 'acts', {
      acts: [
        { act: 'press', user: 11, message: 4, button: '🔕' },
        { act: 'press', user: 12, message: 4, button: '🔕' },
        { act: 'block', user: 13 },
      ],
    })
    const updates = await bot('getUpdates', { offset: 4, timeout: 5 })
    expect(updates).toMatchObject({ result: [{ callback_query: { data: 'o:1:q', id: '4000000000001' } }, {}] })
    await bot('answerCallbackQuery', { callback_query_id: '4000000000001', text: 'Sure?' })
    expect(await pressed).toMatchObject({
      results: [{ text: 'Sure?' }, { error: 'no message 4 in the chat of 12' }, null],
    })
    const { id } = Object.assign(
      { id: 0 },
      await remote.control('POST', 'faults', { kind: 'error', methods: ['send*'] }),
    )
    expect(await bot('sendMessage', { chat_id: 11, text: 'x' })).toMatchObject({ error_code: 500 })
    await remote.control('DELETE', `faults?id=${id}`)
    await remote.control('PUT', 'limits', {
      limits: { bot: { perSecond: 1, burst: 1, pause: 3 }, chat: null, longest: 60 },
    })
    expect(await bot('sendMessage', { chat_id: 11, text: 'x' })).toMatchObject({ ok: true })
    expect(await bot('sendMessage', { chat_id: 11, text: 'x' })).toMatchObject({ error_code: 429 })
    expect(await remote.control('GET', 'counts')).toMatchObject({ accepted: 2, answers: 1, codes: { 429: 1, 500: 1 } })
    expect(await remote.control('GET', 'accepted?since=1')).toMatchObject({ total: 2, accepted: [{ n: 2, chat: 11 }] })
    expect(await remote.control('GET', 'chats')).toEqual({
      chats: [
        { id: 11, state: 'open', messages: 3, accepted: 2 },
        { id: 12, state: 'open', messages: 1, accepted: 0 },
        { id: 13, state: 'blocked', messages: 1, accepted: 0 },
      ],
    })
    expect(await remote.control('GET', 'chat?user=12')).toMatchObject({ messages: [{ text: '/start site' }] })
    await expect(remote.control('POST', 'users', { users: [{ id: -1 }] })).rejects.toThrow('control users')
    await expect(remote.control('GET', 'nonsense')).rejects.toThrow('no such control')
  })
})
