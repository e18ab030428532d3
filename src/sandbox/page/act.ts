import { z } from 'zod'
import { unreachable } from '../../errors.js'
import type { Person, Profile, Sent } from '../emulator/profile.js'
import type { Message } from '../emulator/wire.js'
import type { Act, Look, PressAnswer } from './protocol.js'

const user = z.int().positive()
const message = z.int().positive()
const text = z.string().min(1).max(4_096)

const entity = z.strictObject({
  type: z.enum(['bold', 'italic', 'underline', 'strikethrough', 'spoiler', 'code', 'pre', 'text_link']),
  offset: z.int().min(0),
  length: z.int().min(1),
  url: z.url({ protocol: /^https?$/ }).optional(),
  language: z.string().max(32).optional(),
})

const file = z.strictObject({
  kind: z.enum(['photo', 'video', 'document']),
  name: z.string().max(255),
  type: z.string().max(100),
  data: z.base64(),
  width: z.int().positive().optional(),
  height: z.int().positive().optional(),
  duration: z.int().min(0).optional(),
})

const formatted = { entities: z.array(entity).max(100), replyTo: message.nullable() }

/** What a page may ask for. */
export const actSchema: z.ZodType<Act> = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('start'), user, payload: z.string().max(64).nullable() }),
  z.strictObject({ act: z.literal('send'), user, text, ...formatted }),
  z.strictObject({
    act: z.literal('files'),
    user,
    files: z.array(file).min(1).max(10),
    caption: z.string().max(4_096),
    ...formatted,
  }),
  z.strictObject({ act: z.literal('sticker'), user, emoji: z.string().min(1).max(16) }),
  z.strictObject({
    act: z.literal('poll'),
    user,
    question: z.string().min(1).max(300),
    options: z.array(z.string().min(1).max(100)).min(1).max(12),
    right: z.array(z.int().min(0)).max(12),
    many: z.boolean(),
  }),
  z.strictObject({ act: z.literal('vote'), user, message, options: z.array(z.int().min(0)).max(12) }),
  z.strictObject({ act: z.literal('voice'), user, seconds: z.int().min(1).max(3_600) }),
  z.strictObject({ act: z.enum(['contact', 'location', 'block', 'unblock', 'click']), user }),
  z.strictObject({ act: z.enum(['remove', 'forward', 'read']), user, message }),
  z.strictObject({ act: z.literal('press'), user, message, data: z.string() }),
  z.strictObject({ act: z.literal('react'), user, message, emoji: z.string().max(16).nullable() }),
  z.strictObject({ act: z.literal('edit'), user, message, text }),
  z.strictObject({ act: z.literal('try'), n: z.int().min(1) }),
  z.strictObject({ act: z.literal('join'), name: z.string().trim().min(1).max(64), language: z.enum(['en', 'ru']) }),
])

/** What acts reach beyond a person's own hand. */
export type Reach = {
  person(id: number): Person
  join(profile: Omit<Profile, 'id'>): Person
  read(person: number, message: number): void
  clicked(): void
  try(n: number): void
}

/**
 * Does it. @returns the answer to a press, the id of who joined, else null
 * Throws an `Error` where an app would not let the person do it, a `Refusal` where Telegram would not.
 */
export async function perform(act: Act, reach: Reach): Promise<PressAnswer | { id: number }> {
  switch (act.act) {
    case 'press': {
      const answer = await reach.person(act.user).press(act.message, act.data)
      return answer === null ? null : { text: answer.text, alert: answer.alert, url: answer.url }
    }
    case 'join':
      return { id: reach.join({ firstName: act.name, language: act.language }).id }
    case 'try':
      reach.try(act.n)
      return null
    case 'click':
      reach.clicked()
      return null
    case 'read':
      reach.read(act.user, act.message)
      return null
    default:
      carryOut(reach.person(act.user), act)
      return null
  }
}

type Deed = Exclude<Act, { act: 'press' | 'join' | 'try' | 'click' | 'read' }>

function carryOut(person: Person, deed: Deed): unknown {
  switch (deed.act) {
    case 'start':
      return person.start(deed.payload ?? undefined)
    case 'send':
      return person.send(deed.text, extraOf(deed))
    case 'files':
      return sendFiles(person, deed)
    case 'sticker':
      return person.sendSticker({ emoji: deed.emoji })
    case 'voice':
      return person.sendVoice({ duration: deed.seconds })
    case 'poll': {
      const { question, options, right, many } = deed
      return person.sendPoll({
        question,
        options,
        ...(right.length > 0 && { right }),
        ...((many || right.length > 1) && { many: true }),
      })
    }
    case 'vote':
      return person.vote(deed.message, deed.options)
    case 'contact':
      return person.sendContact(`+1555${String(person.id).padStart(7, '0').slice(-7)}`)
    case 'location':
      return person.sendLocation(56.9496, 24.1052)
    case 'react':
      return person.react(deed.message, deed.emoji)
    case 'edit':
      return person.edit(deed.message, deed.text)
    case 'remove':
      return person.remove(deed.message)
    case 'forward':
      return person.forward(deed.message)
    case 'block':
      return person.block()
    case 'unblock':
      return person.unblock()
    default:
      return unreachable(deed)
  }
}

function extraOf({ entities, replyTo }: { entities: Look[]; replyTo: number | null }) {
  return replyTo === null ? { entities } : { entities, replyTo }
}

/** The caption stands under the first file. */
function sendFiles(person: Person, deed: Extract<Act, { act: 'files' }>): Message | Message[] {
  const [first, ...others] = deed.files.map(({ kind, data, ...about }) => ({
    kind,
    sent: { ...about, bytes: Buffer.from(data, 'base64') },
  }))
  if (first === undefined) return []
  const extra: Sent =
    deed.caption === '' ? extraOf({ ...deed, entities: [] }) : { ...extraOf(deed), caption: deed.caption }
  const captioned = { kind: first.kind, sent: { ...first.sent, ...extra } }
  const all = [captioned, ...others]
  const files = all.filter(({ kind }) => kind === 'document').length
  // Files stand among their own.
  if (all.length > 1 && (files === 0 || files === all.length))
    return person.sendAlbum(all.map(({ kind, sent }) => ({ kind, ...sent })))
  return all.map(({ kind, sent }) => {
    if (kind === 'photo') return person.sendPhoto(sent)
    return kind === 'video' ? person.sendVideo(sent) : person.sendDocument(sent)
  })
}
