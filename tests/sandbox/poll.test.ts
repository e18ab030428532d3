import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Bench, createBench } from './bench.js'

let bench: Bench
beforeEach(async () => {
  bench = await createBench()
})
afterEach(() => bench.emulator.close())

/** Sends one to Anna. @returns its message, and what was answered to it since */
async function send(more: object = {}) {
  const { api, anna } = bench
  await api.getUpdates({ offset: -1 })
  const options = ['A', 'B', 'C'].map(text => ({ text }))
  const sent = await bench.call('sendPoll', {
    chat_id: anna.id,
    question: 'Which?',
    is_anonymous: false,
    options,
    ...more,
  })
  expect(sent.description).toBeUndefined()
  const message = anna.lastMessage()
  const answers = async () =>
    (await api.getUpdates({ allowed_updates: ['poll_answer'] })).flatMap(({ poll_answer: answer }) =>
      answer === undefined ? [] : [[answer.poll_id === message.poll?.id, answer.user?.id, ...answer.option_ids]],
    )
  return { id: message.message_id, message, answers }
}

test('answers come with who gave them, changed ones and those taken back too, and count in the poll', async () => {
  const { id, answers } = await send({ allows_multiple_answers: true })
  const { anna } = bench
  anna.vote(id, [2, 0])
  anna.vote(id, [1])
  expect(anna.message(id).poll).toMatchObject({
    total_voter_count: 1,
    options: [{ voter_count: 0 }, { voter_count: 1 }, {}],
  })
  anna.vote(id, [])
  expect(await answers()).toEqual([
    [true, anna.id, 0, 2],
    [true, anna.id, 1],
    [true, anna.id],
  ])
  expect(anna.message(id).poll?.total_voter_count).toBe(0)
})

test.each<[string, object, number[][], string]>([
  ['two options where one may be chosen', {}, [[0, 1]], 'only one option'],
  ['an option that is not there', {}, [[3]], 'no such option'],
  ['nothing before anything', {}, [[]], 'no answer to take back'],
  ['another answer to a quiz', { type: 'quiz', correct_option_ids: [0] }, [[1], [0]], 'cannot be changed'],
  ['an answer to a closed poll', { is_closed: true }, [[0]], 'closed'],
  ['an answer after its end', { close_date: 1 }, [[0]], 'closed'],
])('an app lets nobody give %s', async (_, more, votes, words) => {
  const { id } = await send(more)
  const all = () => {
    for (const options of votes) bench.anna.vote(id, options)
  }
  expect(all).toThrow(words)
})

test('an anonymous poll tells the bot nothing, and a copy is a poll of its own', async () => {
  const { id, message, answers } = await send({ is_anonymous: true })
  bench.anna.vote(id, [0])
  expect(await answers()).toEqual([])
  await bench.api.copyMessage(bench.anna.id, bench.anna.id, id)
  const copy = bench.anna.lastMessage()
  expect(copy.poll).toMatchObject({ question: 'Which?', total_voter_count: 0 })
  expect(copy.poll?.id).not.toBe(message.poll?.id)
})

test('is stopped once, with other buttons, and edited never', async () => {
  const { id } = await send()
  const { api, anna } = bench
  const reply_markup = { inline_keyboard: [[{ text: 'Over', callback_data: 'o' }]] }
  expect(await api.stopPoll(anna.id, id, { reply_markup })).toMatchObject({ is_closed: true })
  expect(anna.message(id).reply_markup?.inline_keyboard[0]?.[0]?.text).toBe('Over')
  expect((await bench.call('stopPoll', { chat_id: anna.id, message_id: id })).description).toBe(
    'Bad Request: poll has already been closed',
  )
  expect((await bench.call('editMessageText', { chat_id: anna.id, message_id: id, text: 'x' })).description).toBe(
    "Bad Request: message can't be edited",
  )
})
