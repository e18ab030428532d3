import { z } from 'zod'
import { sleep } from '../../src/clock.js'
import { quietData } from '../../src/delivery/button/quiet.js'
import { createEmulator, type Emulator } from '../../src/sandbox/emulator/emulator.js'
import type { FaultOptions } from '../../src/sandbox/emulator/faults.js'
import type { GroupHandle } from '../../src/sandbox/emulator/group.js'
import { type Act, ADMIN, MARKETER, PEOPLE, STRANGER } from './subjects/scene.js'

/** Troubles with an answer of the bot's on its way to whoever did it. */
export const OUTSIDE = ['cut', '504', 'late'] as const

/** Within this the product polls, however busy the machine is. */
const POLLS_MS = 4_000
const POP_UP = 'answerCallbackQuery'
const ANSWERS = ['sendMessage', 'sendDocument', 'editMessage*', 'copyMessage', POP_UP, 'setMessageReaction']

/** A Telegram of its own with everybody in it, and with one photo that it knows by its id; always the same. */
export async function telegram() {
  const emulator = await createEmulator({ limits: null, name: 'Boot shop' })
  for (const id of [...Array.from({ length: PEOPLE }, (_, i) => i + 1), STRANGER, MARKETER, ADMIN])
    emulator.user({ id, firstName: `Person ${id}` })
  const photo = emulator.person(ADMIN).sendPhoto({}).photo?.at(-1)?.file_id ?? ''
  const group = staffGroup(emulator)
  return { emulator, group, photo, messages: await firstMessages(emulator) }
}

/** Messages of the bot under which presses are forged, each a reply to the one before it. @returns their ids by chat */
async function firstMessages(emulator: Emulator): Promise<Map<number, number>> {
  const ids = new Map<number, number>()
  const call = async (method: string, payload: object) => {
    const response = await fetch(`${emulator.apiRoot}/bot${emulator.token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
    })
    return first.parse(await response.json()).result
  }
  for (const { id } of emulator.people().map(person => person)) {
    if (id === STRANGER) continue
    const said = emulator.person(id).send('Boots')
    const reply_parameters = { message_id: said.message_id }
    const sent = await call('sendMessage', { chat_id: id, text: 'Hello', reply_markup: BELL, reply_parameters })
    ids.set(id, sent.message_id ?? 0)
  }
  await call('deleteWebhook', { drop_pending_updates: true })
  return ids
}

/**
 * Strikes the first answer to that chat, after Telegram took it; null where the trouble is none of an answer.
 * @param chat null: the answer is a pop-up, which is in no chat
 */
export function faultOf(trouble: string | null, chat: number | null): FaultOptions | null {
  const where = chat === null ? { methods: [POP_UP], times: 1 } : { methods: ANSWERS, chats: [chat], times: 1 }
  if (trouble === 'cut') return { kind: 'cut', when: 'after', ...where }
  if (trouble === '504') return { kind: 'error', code: 504, when: 'after', ...where }
  if (trouble === 'late') return { kind: 'hang', when: 'after', ...where }
  return null
}

/** Whether the answers since so many calls were a pop-up, and nothing in a chat. */
export function isPopUp(emulator: Emulator, since: number): boolean {
  const answers = emulator
    .calls()
    .slice(since)
    .filter(({ method }) => !method.startsWith('get'))
  return answers.length > 0 && answers.every(({ method }) => method === POP_UP)
}

/** The poll under way still brings the update; the next one, which would confirm it, hangs. */
export async function stopConfirming(emulator: Emulator): Promise<void> {
  await sleep(POLLS_MS)
  emulator.fault({ kind: 'hang', methods: ['getUpdates'] })
}

/** A group that the admin may bind. The bot hears nothing of how it came to be. */
function staffGroup(emulator: Emulator): GroupHandle {
  const group = emulator.group({ title: 'Staff' })
  const admin = emulator.person(ADMIN)
  group.join(admin)
  group.setBot(admin, { kind: 'administrator', topics: true })
  return group
}

/** Somebody does it. @param messages of the bot, by chat */
export function perform(emulator: Emulator, group: GroupHandle, act: Act, messages: Map<number, number>): void {
  const person = emulator.person(act.by)
  const message = messages.get(act.by) ?? 0
  if ('data' in act) void person.forge(message, act.data, 1)
  else if ('place' in act) person.sendLocation(act.place.lat, act.place.lon)
  else if ('phone' in act) person.sendContact(act.phone)
  else if ('album' in act) {
    const { album, caption, reply } = act
    person.sendPhoto({ album, caption, ...(reply === true ? { replyTo: message } : {}) })
  } else if ('demotes' in act) group.setBot(person, { kind: 'member' })
  else if ('poll' in act) person.answer(act.poll, act.options)
  else if ('file' in act) person.sendDocument({ name: act.file, bytes: Buffer.from(act.content) })
  else if ('blocks' in act) {
    person.block()
    if (act.returns === true) person.unblock()
  } else if ('edits' in act) person.edit(message - 1, act.edits)
  else if (act.group === true) group.send(person, act.words)
  else if (act.words.startsWith('/start')) person.start(act.words.slice('/start '.length))
  else person.send(act.words, act.reply === true ? { replyTo: message } : {})
}

/** True while the message is there under which was pressed. */
export function stands(emulator: Emulator, by: number, messages: Map<number, number>): boolean {
  return emulator
    .person(by)
    .messages()
    .some(({ message_id }) => message_id === messages.get(by))
}

const BELL = { inline_keyboard: [[{ text: '🔕', callback_data: quietData({ kind: 'delivery', id: 1 }, 'ask') }]] }
const first = z.object({ result: z.looseObject({ message_id: z.int().optional() }).catch({}) })
