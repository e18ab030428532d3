import { InputFile } from 'grammy'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTransport } from '../../src/bot/lanes/sender.js'
import { drawPicture } from '../../src/sandbox/emulator/picture.js'
import { type Bench, createBench } from './bench.js'

let bench: Bench
beforeEach(async () => {
  bench = await createBench()
})
afterEach(() => bench.emulator.close())

describe('messages', () => {
  test('share one counter over all private chats', async () => {
    const boris = bench.emulator.user({ id: 1002, firstName: 'Boris' })
    boris.start()
    const first = await bench.api.sendMessage(1001, 'one')
    const second = await bench.api.sendMessage(1002, 'two')
    const third = bench.anna.send('three')
    expect([first.message_id, second.message_id, third.message_id]).toEqual([3, 4, 5])
  })

  test('keep text, entities, keyboard and what they answer', async () => {
    const sent = await bench.api.sendMessage(1001, '  <b>Bold</b> /start https://a.example/x. 🔥', {
      parse_mode: 'HTML',
      reply_parameters: { message_id: 1 },
      reply_markup: { inline_keyboard: [[{ text: 'Go', url: 'example.com/x' }], []] },
    })
    expect(sent.text).toBe('Bold /start https://a.example/x. 🔥')
    expect(sent.entities).toEqual([
      { type: 'bold', offset: 0, length: 4 },
      { type: 'bot_command', offset: 5, length: 6 },
      { type: 'url', offset: 12, length: 19 },
    ])
    expect(sent.reply_to_message?.text).toBe('/start')
    expect(sent.reply_markup).toEqual({ inline_keyboard: [[{ text: 'Go', url: 'http://example.com/x' }]] })
    expect(bench.anna.lastMessage()).toEqual(JSON.parse(JSON.stringify(sent)))
    expect(bench.anna.addressOf(sent.message_id, 'Go')).toBe('http://example.com/x')
  })

  test('exactly 4,096 units after parsing are taken', async () => {
    const sent = await bench.api.sendMessage(1001, `<i>${'🔥'.repeat(2_048)}</i>`, { parse_mode: 'HTML' })
    expect(sent.text).toHaveLength(4_096)
  })

  test('media go by upload, then by file id, and can be fetched', async () => {
    const picture = drawPicture(400, 300, [255, 0, 0], [0, 0, 255])
    const uploaded = await bench.api.sendPhoto(1001, new InputFile(picture, 'boots.png'), {
      caption: 'Boots',
      caption_entities: [{ type: 'bold', offset: 0, length: 5 }],
      reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] },
    })
    expect(uploaded.photo.map(size => [size.width, size.height])).toEqual([
      [90, 68],
      [320, 240],
      [400, 300],
    ])
    const id = uploaded.photo.at(-1)?.file_id ?? ''
    const again = await bench.api.sendPhoto(1001, id)
    expect(again.photo).toEqual(uploaded.photo)
    const file = await bench.api.getFile(id)
    const fetched = await fetch(`${bench.emulator.apiRoot}/file/bot${bench.emulator.token}/${file.file_path}`)
    expect(Buffer.from(await fetched.arrayBuffer()).equals(picture)).toBe(true)
  })

  test('every kind of media a person sends can be sent on by the bot', async () => {
    const { anna, api } = bench
    const video = anna.sendVideo().video?.file_id ?? ''
    const animation = anna.sendAnimation().animation?.file_id ?? ''
    const document = anna.sendDocument({ name: 'price.pdf' }).document?.file_id ?? ''
    expect((await api.sendVideo(1001, video)).video.mime_type).toBe('video/mp4')
    expect((await api.sendAnimation(1001, animation)).animation.duration).toBe(5)
    expect((await api.sendDocument(1001, document)).document.file_name).toBe('price.pdf')
  })

  test('form and query calls are read as the real server reads them', async () => {
    const address = `${bench.emulator.apiRoot}/bot${bench.emulator.token}/sendMessage`
    const markup = JSON.stringify({ inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] })
    const fields = { chat_id: '1001', text: '{"not": "parsed"}', disable_notification: 'true', reply_markup: markup }
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    const answers = await Promise.all([
      fetch(address, { method: 'POST', body: new URLSearchParams(fields) }),
      fetch(address, { method: 'POST', body: form }),
      fetch(`${address}?${new URLSearchParams(fields)}`),
    ])
    expect(answers.map(answer => answer.status)).toEqual([200, 200, 200])
    for (const { payload } of bench.emulator.accepted()) {
      expect(payload).toMatchObject({ text: '{"not": "parsed"}', disable_notification: true })
    }
    expect(bench.anna.lastMessage().reply_markup?.inline_keyboard[0]?.[0]?.callback_data).toBe('go')
  })

  test('are edited in text, caption, keyboard and media, copied, forwarded and deleted', async () => {
    const { api, anna } = bench
    const photo = anna.sendPhoto({ caption: 'hers' }).photo?.[0]?.file_id ?? ''
    const text = await api.sendMessage(1001, 'old')
    await api.editMessageText(1001, text.message_id, 'new')
    await api.editMessageReplyMarkup(1001, text.message_id, {
      reply_markup: { inline_keyboard: [[{ text: 'B', callback_data: 'b' }]] },
    })
    expect(anna.message(text.message_id)).toMatchObject({
      text: 'new',
      reply_markup: { inline_keyboard: [[{ text: 'B' }]] },
    })
    const media = await api.sendPhoto(1001, photo, { caption: 'old' })
    await api.editMessageCaption(1001, media.message_id, { caption: 'new' })
    await api.editMessageMedia(1001, media.message_id, { type: 'photo', media: photo, caption: 'newest' })
    await api.editMessageMedia(1001, text.message_id, {
      type: 'photo',
      media: new InputFile(drawPicture(10, 10, [0, 0, 0], [0, 0, 0])),
    })
    expect(anna.message(media.message_id).caption).toBe('newest')
    expect(anna.message(text.message_id)).not.toHaveProperty('text')
    const copy = await api.copyMessage(1001, 1001, 2, { caption: 'ours' })
    expect(anna.message(copy.message_id)).toMatchObject({ caption: 'ours', from: { is_bot: true } })
    const forward = await api.forwardMessage(1001, 1001, 2)
    expect(forward).toMatchObject({ caption: 'hers', forward_origin: { type: 'user', sender_user: { id: 1001 } } })
    await api.deleteMessage(1001, forward.message_id)
    expect(() => anna.message(forward.message_id)).toThrow('no message')
    expect(bench.emulator.changes().map(change => change.method)).toEqual([
      'editMessageText',
      'editMessageReplyMarkup',
      'editMessageCaption',
      'editMessageMedia',
      'editMessageMedia',
      'deleteMessage',
    ])
  })

  test('reply keyboards, their removal and forced replies are taken', async () => {
    const { api, anna } = bench
    await api.sendMessage(1001, 'k', {
      reply_markup: { keyboard: [['A', { text: 'B', request_contact: true }]], resize_keyboard: true },
    })
    expect(anna.keyboard()?.keyboard[0]?.map(button => button.text)).toEqual(['A', 'B'])
    await api.sendMessage(1001, 'k', { reply_markup: { remove_keyboard: true } })
    expect(anna.keyboard()).toBeNull()
    await api.sendMessage(1001, 'k', { reply_markup: { force_reply: true, input_field_placeholder: 'Type' } })
    expect(bench.emulator.accepted()).toHaveLength(3)
  })

  test('commands, chats and the bot itself', async () => {
    const { api } = bench
    const commands = [{ command: 'start', description: 'Begin' }]
    await api.setMyCommands(commands, { scope: { type: 'chat', chat_id: 1001 } })
    expect(await api.getMyCommands({ scope: { type: 'chat', chat_id: 1001 } })).toEqual(commands)
    expect(await api.getMyCommands()).toEqual([])
    await api.deleteMyCommands({ scope: { type: 'chat', chat_id: 1001 } })
    expect(await api.getMyCommands({ scope: { type: 'chat', chat_id: 1001 } })).toEqual([])
    expect(await api.getChat(1001)).toMatchObject({ type: 'private', first_name: 'Anna', username: 'anna' })
    expect(await api.getMe()).toMatchObject({ is_bot: true, username: 'emulated_bot' })
    expect(await api.sendChatAction(1001, 'typing')).toBe(true)
  })

  test('whoever can be written to is found out silently', async () => {
    const transport = createTransport(bench.api)
    expect(await transport.touch(1001)).toMatchObject({ kind: 'accepted' })
    bench.anna.block()
    expect(await transport.touch(1001)).toMatchObject({
      code: 403,
      description: 'Forbidden: bot was blocked by the user',
    })
    expect(bench.emulator.accepted()).toEqual([])
  })
})
