import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Bench, createBench } from './bench.js'

let bench: Bench
beforeEach(async () => {
  bench = await createBench()
})
afterEach(() => bench.emulator.close())

const to = { chat_id: 1001 }

describe('Telegram refuses', () => {
  test('an edit that changes nothing, also in its keyboard', async () => {
    const { api } = bench
    const reply_markup = { inline_keyboard: [[{ text: 'B', callback_data: 'b' }]] }
    const sent = await api.sendMessage(1001, 'same', { reply_markup })
    const again = await bench.call('editMessageText', {
      ...to,
      message_id: sent.message_id,
      text: 'same',
      reply_markup,
    })
    expect(again.description).toBe(
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    )
    const without = await api.editMessageText(1001, sent.message_id, 'same')
    expect(without).not.toHaveProperty('reply_markup')
    const empty = await bench.call('editMessageReplyMarkup', { ...to, message_id: sent.message_id })
    expect(empty.description).toMatch(/^Bad Request: message is not modified/)
  })

  test('an edit of the wrong part', async () => {
    const photo = bench.anna.sendPhoto().photo?.[0]?.file_id ?? ''
    const media = await bench.api.sendPhoto(1001, photo)
    const text = await bench.api.sendMessage(1001, 'words')
    const edits = [
      ['editMessageText', { message_id: media.message_id, text: 'x' }, 'there is no text in the message to edit'],
      [
        'editMessageCaption',
        { message_id: text.message_id, caption: 'x' },
        'there is no caption in the message to edit',
      ],
    ] as const
    for (const [method, params, words] of edits) {
      expect((await bench.call(method, { ...to, ...params })).description).toBe(`Bad Request: ${words}`)
    }
  })

  test('a caption over 1,024 and a photo sent as a video', async () => {
    const photo = bench.anna.sendPhoto().photo?.[0]?.file_id ?? ''
    const long = await bench.call('sendPhoto', { ...to, photo, caption: 'x'.repeat(1_025) })
    expect(long.description).toBe('Bad Request: message caption is too long')
    const video = await bench.call('sendVideo', { ...to, video: photo })
    expect(video.description).toBe("Bad Request: can't use file of type Photo as Video")
  })
})
