import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Bench, createBench } from './bench.js'

let bench: Bench
beforeEach(async () => {
  bench = await createBench()
  bench.emulator.user({ id: 2, firstName: 'Stranger' })
  const blocked = bench.emulator.user({ id: 3, firstName: 'Blocked' })
  blocked.start()
  blocked.block()
  const gone = bench.emulator.user({ id: 4, firstName: 'Gone' })
  gone.start()
  gone.deactivate()
})
afterEach(() => bench.emulator.close())

const to = { chat_id: 1001 }
const inline = (button: object) => ({ reply_markup: { inline_keyboard: [[{ text: 'B', ...button }]] } })

const poll = (more: object) => ({ question: 'Which?', options: [{ text: 'A' }, { text: 'B' }], ...more })

type Case = [name: string, method: string, params: object, code: number, description: string]

const CASES: Case[] = [
  ['an unknown chat', 'sendMessage', { chat_id: 99, text: 'x' }, 400, 'Bad Request: chat not found'],
  ['an unknown username', 'sendMessage', { chat_id: '@nobody', text: 'x' }, 400, 'Bad Request: chat not found'],
  [
    'a stranger',
    'sendMessage',
    { chat_id: 2, text: 'x' },
    403,
    "Forbidden: bot can't initiate conversation with a user",
  ],
  ['a blocker', 'sendMessage', { chat_id: 3, text: 'x' }, 403, 'Forbidden: bot was blocked by the user'],
  ['a deactivated account', 'sendMessage', { chat_id: 4, text: 'x' }, 403, 'Forbidden: user is deactivated'],
  [
    'a blocker, typing',
    'sendChatAction',
    { chat_id: 3, action: 'typing' },
    403,
    'Forbidden: bot was blocked by the user',
  ],
  ['no chat', 'sendMessage', { text: 'x' }, 400, 'Bad Request: chat_id is empty'],
  ['no text', 'sendMessage', to, 400, 'Bad Request: message text is empty'],
  ['an empty text', 'sendMessage', { ...to, text: '' }, 400, 'Bad Request: message text is empty'],
  ['white space', 'sendMessage', { ...to, text: ' \n ' }, 400, 'Bad Request: message text is empty'],
  ['4,097 units', 'sendMessage', { ...to, text: 'я'.repeat(4_097) }, 400, 'Bad Request: message is too long'],
  ['2,049 emoji', 'sendMessage', { ...to, text: '🔥'.repeat(2_049) }, 400, 'Bad Request: message is too long'],
  [
    'an unknown parameter',
    'sendMessage',
    { ...to, text: 'x', silent: true },
    400,
    'Bad Request: unknown parameter "silent"',
  ],
  [
    'an unknown field inside',
    'sendMessage',
    { ...to, text: 'x', link_preview_options: { off: true } },
    400,
    'Bad Request: unknown field "off" in "link_preview_options"',
  ],
  ['a method nobody knows', 'sendTelepathy', {}, 404, 'Not Found: method not found'],
  [
    'an entity out of bounds',
    'sendMessage',
    { ...to, text: 'hello', entities: [{ type: 'bold', offset: 0, length: 6 }] },
    400,
    'Bad Request: entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 5',
  ],
  [
    'an entity that begins inside an emoji',
    'sendMessage',
    { ...to, text: '🔥!', entities: [{ type: 'bold', offset: 1, length: 2 }] },
    400,
    'Bad Request: entity begins in a middle of a UTF-16 symbol at byte offset 3',
  ],
  [
    'an entity before the text',
    'sendMessage',
    { ...to, text: 'x', entities: [{ type: 'bold', offset: -1, length: 1 }] },
    400,
    'Bad Request: receive an entity with incorrect offset -1',
  ],
  [
    'bad HTML',
    'sendMessage',
    { ...to, text: 'я <foo>x</foo>', parse_mode: 'HTML' },
    400,
    `Bad Request: can't parse entities: Unsupported start tag "foo" at byte offset 3`,
  ],
  [
    'HTML left open',
    'sendMessage',
    { ...to, text: '<b>x', parse_mode: 'HTML' },
    400,
    `Bad Request: can't parse entities: Can't find end tag corresponding to start tag "b"`,
  ],
  [
    'an unknown parse mode',
    'sendMessage',
    { ...to, text: 'x', parse_mode: 'BB' },
    400,
    'Bad Request: unsupported parse_mode',
  ],
  [
    'a button host without a dot',
    'sendMessage',
    { ...to, text: 'x', ...inline({ url: 'http://localhost/x' }) },
    400,
    "Bad Request: inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL",
  ],
  [
    'a button of another scheme',
    'sendMessage',
    { ...to, text: 'x', ...inline({ url: 'ftp://example.com' }) },
    400,
    "Bad Request: inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
  ],
  [
    'callback data of 65 bytes',
    'sendMessage',
    { ...to, text: 'x', ...inline({ callback_data: `${'я'.repeat(32)}x` }) },
    400,
    'Bad Request: BUTTON_DATA_INVALID',
  ],
  [
    'empty callback data',
    'sendMessage',
    { ...to, text: 'x', ...inline({ callback_data: '' }) },
    400,
    'Bad Request: BUTTON_DATA_INVALID',
  ],
  [
    'a button that does nothing',
    'sendMessage',
    { ...to, text: 'x', ...inline({}) },
    400,
    "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
  ],
  [
    'a button that does two things',
    'sendMessage',
    { ...to, text: 'x', ...inline({ url: 'https://a.example', callback_data: 'a' }) },
    400,
    `Bad Request: can't parse inline keyboard button: Exactly one action is allowed, found "url", "callback_data"`,
  ],
  [
    '101 buttons',
    'sendMessage',
    {
      ...to,
      text: 'x',
      reply_markup: { inline_keyboard: Array.from({ length: 101 }, () => [{ text: 'b', callback_data: 'b' }]) },
    },
    400,
    'Bad Request: reply markup is too long',
  ],
  [
    'a wrong file id',
    'sendPhoto',
    { ...to, photo: 'AgAC-no-such' },
    400,
    'Bad Request: wrong file identifier/HTTP URL specified',
  ],
  [
    'a poll that asks nothing',
    'sendPoll',
    { ...to, ...poll({ question: ' ' }) },
    400,
    'Bad Request: poll question must be non-empty',
  ],
  [
    'a question of 301 signs',
    'sendPoll',
    { ...to, ...poll({ question: 'x'.repeat(301) }) },
    400,
    'Bad Request: poll question length must not exceed 300',
  ],
  ['no option', 'sendPoll', { ...to, ...poll({ options: [] }) }, 400, 'Bad Request: poll must have at least 1 option'],
  [
    '13 options',
    'sendPoll',
    { ...to, ...poll({ options: Array.from({ length: 13 }, () => ({ text: 'x' })) }) },
    400,
    "Bad Request: poll can't have more than 12 options",
  ],
  [
    'an option of 101 signs',
    'sendPoll',
    { ...to, ...poll({ options: [{ text: 'x'.repeat(101) }] }) },
    400,
    'Bad Request: poll options length must not exceed 100',
  ],
  [
    'a quiz without a right answer',
    'sendPoll',
    { ...to, ...poll({ type: 'quiz' }) },
    400,
    'Bad Request: wrong correct option IDs specified',
  ],
  [
    'an explanation on four lines',
    'sendPoll',
    { ...to, ...poll({ type: 'quiz', correct_option_ids: [0], explanation: 'a\nb\nc\nd' }) },
    400,
    'Bad Request: poll explanation is too long',
  ],
  [
    'the end of a poll that is not there',
    'stopPoll',
    { ...to, message_id: 77 },
    400,
    'Bad Request: message with poll to stop not found',
  ],
  ['the end of what is no poll', 'stopPoll', { ...to, message_id: 1 }, 400, 'Bad Request: message is not a poll'],
  [
    'an album of one',
    'sendMediaGroup',
    { ...to, media: [{ type: 'photo', media: 'x' }] },
    400,
    'Bad Request: there must be at least 2 messages to send as an album',
  ],
  [
    'an album of eleven',
    'sendMediaGroup',
    { ...to, media: Array.from({ length: 11 }, () => ({ type: 'photo', media: 'x' })) },
    400,
    'Bad Request: too many messages to send as an album',
  ],
  [
    'a file among photos',
    'sendMediaGroup',
    {
      ...to,
      media: [
        { type: 'photo', media: 'x' },
        { type: 'document', media: 'x' },
      ],
    },
    400,
    "Bad Request: Document can't be mixed with other media types",
  ],
  [
    'an album with a wrong file id',
    'sendMediaGroup',
    { ...to, media: ['x', 'y'].map(media => ({ type: 'photo', media })) },
    400,
    'Bad Request: wrong file identifier/HTTP URL specified',
  ],
  [
    'an album with buttons',
    'sendMediaGroup',
    { ...to, media: ['x', 'y'].map(media => ({ type: 'photo', media })), ...inline({ callback_data: 'b' }) },
    400,
    'Bad Request: unknown parameter "reply_markup"',
  ],
  ['no photo', 'sendPhoto', to, 400, 'Bad Request: there is no photo in the request'],
  [
    'an edit of nothing',
    'editMessageText',
    { ...to, message_id: 77, text: 'x' },
    400,
    'Bad Request: message to edit not found',
  ],
  [
    "an edit of somebody else's message",
    'editMessageText',
    { ...to, message_id: 1, text: 'x' },
    400,
    "Bad Request: message can't be edited",
  ],
  [
    'an edit without an id',
    'editMessageText',
    { ...to, text: 'x' },
    400,
    'Bad Request: message identifier is not specified',
  ],
  [
    'a deletion of nothing',
    'deleteMessage',
    { ...to, message_id: 77 },
    400,
    'Bad Request: message to delete not found',
  ],
  [
    'a copy of nothing',
    'copyMessage',
    { ...to, from_chat_id: 1001, message_id: 77 },
    400,
    'Bad Request: message to copy not found',
  ],
  [
    'a forward of nothing',
    'forwardMessage',
    { ...to, from_chat_id: 1001, message_id: 77 },
    400,
    'Bad Request: message to forward not found',
  ],
  [
    'an answer to nothing',
    'sendMessage',
    { ...to, text: 'x', reply_parameters: { message_id: 77 } },
    400,
    'Bad Request: message to be replied not found',
  ],
  [
    'an answer to a press that never was',
    'answerCallbackQuery',
    { callback_query_id: '1' },
    400,
    'Bad Request: query is too old and response timeout expired or query ID is invalid',
  ],
  [
    'a bad command',
    'setMyCommands',
    { commands: [{ command: 'Ünknown', description: 'x' }] },
    400,
    'Bad Request: BOT_COMMAND_INVALID',
  ],
  [
    'commands for an unknown chat',
    'setMyCommands',
    { commands: [], scope: { type: 'chat', chat_id: 5 } },
    400,
    'Bad Request: chat not found',
  ],
  ['a file nobody sent', 'getFile', { file_id: 'x' }, 400, 'Bad Request: invalid file_id'],
  [
    'a bad secret',
    'setWebhook',
    { url: 'https://a.example', secret_token: 'ä' },
    400,
    'Bad Request: secret token contains unallowed characters',
  ],
]

describe('Telegram refuses', () => {
  test.each(CASES)('%s', async (_name, method, params, code, description) => {
    const answer = await bench.call(method, params)
    expect(answer).toMatchObject({ ok: false, status: code, error_code: code, description })
    expect(bench.emulator.accepted()).toHaveLength(0)
  })

  const TYPES: [string, object][] = [
    ['text', { ...to, text: 5 }],
    ['entities', { ...to, text: 'x', entities: 'bold' }],
    ['entities.0.type', { ...to, text: 'x', entities: [{ type: 'loud', offset: 0, length: 1 }] }],
    ['disable_notification', { ...to, text: 'x', disable_notification: 'yes' }],
    [
      'reply_markup.inline_keyboard.0.0.text',
      { ...to, text: 'x', reply_markup: { inline_keyboard: [[{ text: 1, url: 'https://a.example' }]] } },
    ],
    ['chat_id', { chat_id: 1.5, text: 'x' }],
  ]
  test.each(TYPES)('a wrongly typed %s', async (name, params) => {
    const answer = await bench.call('sendMessage', params)
    expect(answer.status).toBe(400)
    expect(answer.description).toContain(`parameter "${name}" is wrong`)
  })

  test('another token, and none at all', async () => {
    const wrong = await fetch(`${bench.emulator.apiRoot}/bot700000001:AAwrong/getMe`)
    expect([wrong.status, await wrong.json()]).toEqual([
      401,
      { ok: false, error_code: 401, description: 'Unauthorized' },
    ])
    const none = await fetch(`${bench.emulator.apiRoot}/botnonsense/getMe`)
    expect(none.status).toBe(404)
  })

  test('a body that is no JSON', async () => {
    const answer = await fetch(`${bench.emulator.apiRoot}/bot${bench.emulator.token}/getMe`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"chat_id":',
    })
    expect(answer.status).toBe(400)
  })
})
