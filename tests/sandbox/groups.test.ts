import { expect, onTestFinished, test } from 'vitest'
import { createBench } from './bench.js'

async function stage() {
  const bench = await createBench()
  onTestFinished(() => bench.emulator.close())
  const { emulator, anna } = bench
  const group = emulator.group({ title: 'Staff' })
  const clerk = emulator.user({ id: 2001, firstName: 'Clerk' })
  group.join(clerk)
  const updates = async () => {
    const { result } = await bench.call('getUpdates', { timeout: 0 })
    if (!Array.isArray(result)) throw new Error('no list of updates')
    const last: { update_id: number } | undefined = result.at(-1)
    if (last !== undefined) await bench.call('getUpdates', { timeout: 0, offset: last.update_id + 1, limit: 1 })
    return result
  }
  await updates()
  return { ...bench, group, clerk, anna, updates }
}

test('ids are negative, and every group counts its own messages', async () => {
  const { emulator, group, clerk, call } = await stage()
  const other = emulator.group({ title: 'Other' })
  other.join(clerk)
  expect(group.id).toBeLessThan(0)
  expect(other.id).not.toBe(group.id)
  for (const one of [group, other]) one.setBot(clerk, { kind: 'administrator', topics: true })
  for (const one of [group, other]) {
    const sent = await call('sendMessage', { chat_id: one.id, text: 'Hello' })
    expect(sent.result).toMatchObject({ message_id: 1, chat: { id: one.id, type: 'supergroup', is_forum: true } })
  }
  expect(emulator.accepted().map(({ chat }) => chat)).toEqual([group.id, other.id])
})

test('the bot writes only where it is, and is told when it comes and goes', async () => {
  const { group, clerk, call, updates } = await stage()
  const refusal = async () => (await call('sendMessage', { chat_id: group.id, text: 'Hello' })).description
  expect(await refusal()).toBe('Forbidden: bot is not a member of the supergroup chat')
  group.setBot(clerk, { kind: 'member' })
  expect(await refusal()).toBeUndefined()
  group.setBot(clerk, { kind: 'kicked' })
  expect(await refusal()).toBe('Forbidden: bot was kicked from the supergroup chat')
  expect(await updates()).toMatchObject([
    { my_chat_member: { chat: { id: group.id }, new_chat_member: { status: 'member' } } },
    { my_chat_member: { old_chat_member: { status: 'member' }, new_chat_member: { status: 'kicked' } } },
  ])
})

test('as a member it sees commands and answers to itself, as an administrator everything', async () => {
  const { group, clerk, call, updates } = await stage()
  group.setBot(clerk, { kind: 'member' })
  await call('sendMessage', { chat_id: group.id, text: 'Ask me' })
  group.send(clerk, 'between us')
  group.send(clerk, '/bind 1')
  group.send(clerk, 'well then', { replyTo: 1 })
  group.setBot(clerk, { kind: 'administrator', topics: false })
  group.sendPhoto(clerk, { caption: 'all of us' })
  const texts = (await updates()).map(update => update.message?.text ?? update.message?.caption ?? null)
  expect(texts).toEqual([null, '/bind 1', 'well then', null, 'all of us'])
})

test('topics: opened with the right to, written into, deleted, closed', async () => {
  const { group, clerk, anna, call, updates } = await stage()
  const open = (name: string) => call('createForumTopic', { chat_id: group.id, name })
  group.setBot(clerk, { kind: 'administrator', topics: false })
  expect((await open('Anna')).description).toBe('Bad Request: not enough rights to create a topic')
  group.setBot(clerk, { kind: 'administrator', topics: true })
  expect((await open(' ')).description).toBe('Bad Request: topic name must be non-empty')
  expect((await open('x'.repeat(129))).description).toBe('Bad Request: TOPIC_TITLE_TOO_LONG')
  expect((await open('Anna')).result).toEqual({ message_thread_id: 1, name: 'Anna', icon_color: 7322096 })

  const words = anna.send('Are you open?')
  const into = { chat_id: group.id, message_thread_id: 1 }
  await call('copyMessage', { ...into, from_chat_id: anna.id, message_id: words.message_id })
  expect(group.messages(1).map(({ message_thread_id, text }) => [message_thread_id, text])).toEqual([
    [1, undefined],
    [1, 'Are you open?'],
  ])
  expect((await call('sendMessage', { ...into, message_thread_id: 2, text: 'x' })).description).toBe(
    'Bad Request: message thread not found',
  )
  await updates()
  group.send(clerk, 'Until eight', { topic: 1 })
  const [update] = await updates()
  expect(update.message).toMatchObject({
    message_thread_id: 1,
    is_topic_message: true,
    reply_to_message: { forum_topic_created: { name: 'Anna' } },
  })
  await call('copyMessage', { chat_id: anna.id, from_chat_id: group.id, message_id: update.message.message_id })
  expect(anna.lastMessage()).toMatchObject({ text: 'Until eight', chat: { id: anna.id } })
  expect(anna.lastMessage()).not.toHaveProperty('message_thread_id')
  expect((await call('copyMessage', { chat_id: anna.id, from_chat_id: group.id, message_id: 1 })).description).toBe(
    "Bad Request: the message can't be copied",
  )

  group.closeTopic(1)
  expect((await call('sendMessage', { ...into, text: 'x' })).ok).toBe(true)
  group.setBot(clerk, { kind: 'member' })
  expect((await call('sendMessage', { ...into, text: 'x' })).description).toBe('Bad Request: TOPIC_CLOSED')
  group.deleteTopic(1)
  expect((await call('sendMessage', { ...into, text: 'x' })).description).toBe('Bad Request: message thread not found')
  group.setForum(false)
  group.setBot(clerk, { kind: 'administrator', topics: true })
  expect((await open('Anna')).description).toBe('Bad Request: the chat is not a forum')
})

test('reactions of the bot, presses and members of a group', async () => {
  const { emulator, group, clerk, anna, call } = await stage()
  group.setBot(clerk, { kind: 'administrator', topics: true })
  const { message_id } = group.send(clerk, 'Hello')
  const react = (emoji: string) =>
    call('setMessageReaction', { chat_id: group.id, message_id, reaction: [{ type: 'emoji', emoji }] })
  expect((await react('✓')).description).toBe('Bad Request: REACTION_INVALID')
  expect((await react('👌')).ok).toBe(true)
  expect(group.mark(message_id)).toBe('👌')
  const status = async (id: number) => (await call('getChatMember', { chat_id: group.id, user_id: id })).result
  expect(await status(emulator.bot.id)).toMatchObject({ status: 'administrator', can_manage_topics: true })
  expect(await status(clerk.id)).toMatchObject({ status: 'member' })
  expect(await status(anna.id)).toMatchObject({ status: 'left' })

  const reply_markup = { inline_keyboard: [[{ text: 'Done', callback_data: 'done' }]] }
  await call('sendMessage', { chat_id: group.id, text: 'Is it?', reply_markup })
  const pressed = group.press(clerk, message_id + 1, 'Done')
  const { result } = await call('getUpdates', { timeout: 0, offset: -1 })
  const [update] = Array.isArray(result) ? result : []
  expect(update.callback_query).toMatchObject({ from: { id: clerk.id }, message: { chat: { id: group.id } } })
  await call('answerCallbackQuery', { callback_query_id: update.callback_query.id, text: 'It is' })
  expect(await pressed).toMatchObject({ text: 'It is', chat: group.id })
})

test('twenty messages a minute go into a group', async () => {
  const { emulator, group, clerk, call } = await stage()
  group.setBot(clerk, { kind: 'administrator', topics: true })
  emulator.setLimits({ bot: null, chat: null, group: { perSecond: 1 / 3, burst: 20, pause: 3 }, longest: 60 })
  for (let i = 0; i < 20; i++) expect((await call('sendMessage', { chat_id: group.id, text: `${i}` })).ok).toBe(true)
  expect(await call('sendMessage', { chat_id: group.id, text: '20' })).toMatchObject({
    error_code: 429,
    parameters: { retry_after: 3 },
  })
})
