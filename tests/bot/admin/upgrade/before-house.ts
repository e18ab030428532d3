import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputFile } from 'grammy'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import { openFile } from '../../../../src/db/binding.js'
import { openDb } from '../../../../src/db/open.js'
import { packageRoot } from '../../../../src/db/root.js'
import { drawPicture } from '../../../../src/sandbox/emulator/picture.js'
import type { Message } from '../../../../src/sandbox/emulator/wire.js'
import { temporaryPath } from '../../../support/db.js'
import { readers } from '../../../support/migrated.js'
import { stage } from '../stage.js'

const file = (name: string) => readFileSync(join(packageRoot(), 'tests/fixtures', name), 'utf8')

/** What the bot showed in answer: the words of the pop-up, null without one, and the first words of what stood there then. */
const led = { says: z.string().nullable(), head: z.string() }

/** Lines of the fixture: when it was, cards that stood there, what presses of their buttons led to, and what answers did. */
const line = z.discriminatedUnion('line', [
  z.strictObject({
    line: z.literal('then'),
    at: z.int(),
    owners: z.int(),
    lastMessage: z.int(),
    progress: z.int(),
    repair: z.int(),
  }),
  z.strictObject({
    line: z.literal('card'),
    chat: z.int(),
    id: z.int(),
    head: z.string(),
    photo: z.literal(true).optional(),
    to: z.strictObject({ id: z.int(), text: z.string() }).optional(),
  }),
  z.strictObject({ line: z.literal('press'), card: z.int().nullable(), data: z.string(), label: z.string(), ...led }),
  z.strictObject({
    line: z.literal('answer'),
    admin: z.int(),
    topic: z.string(),
    to: z.string(),
    words: z.string(),
    head: z.string(),
    asks: z.boolean(),
  }),
])

type Line = z.infer<typeof line>

/**
 * What stood in the chats of a team before screens had addresses: a database of then (schema 0010), every card with what its
 * buttons led to, and a question open to each owner but the first. Recorded from the product of then, with invented people.
 */
export function readThen() {
  const lines = file('before-house.jsonl')
    .trimEnd()
    .split('\n')
    .map(one => line.parse(JSON.parse(one)))
  const those = <Kind extends Line['line']>(kind: Kind) =>
    lines.filter((one): one is Extract<Line, { line: Kind }> => one.line === kind)
  const [then] = those('then')
  if (then === undefined) throw new Error('the fixture does not say when it was')
  return { ...then, cards: those('card'), presses: those('press'), answers: those('answer') }
}

/** The door of today on the database of then; in the chats stand the cards of then, by their first words. */
export async function stageThen(then: ReturnType<typeof readThen>) {
  const path = temporaryPath()
  const old = openFile(path)
  old.exec(file('before-house.sql'))
  old.close()
  const db = await openDb(path, { readers })
  onTestFinished(() => db.close())
  const standing = new Map(then.cards.map(card => [card.id, card]))
  const written = new Map(then.cards.flatMap(({ to }) => (to === undefined ? [] : [[to.id, to.text]])))
  const first = Math.min(...standing.keys())
  return stage({
    at: then.at,
    goes: true,
    found: {
      db,
      owners: Array.from({ length: then.owners }, (_none, i) => 900_000_001 + i),
      async chats({ emulator, owners, api }) {
        const [ada] = owners
        const say = (text: string) => ada?.send(text).message_id ?? 0
        let last = 0
        const people = db.sql<{ id: number }>('select telegram_id as id from subscribers').all()
        for (const { id } of people.filter(({ id }) => id !== ada?.id))
          last = emulator.user({ id, firstName: 'Anna' }).start().message_id
        while (last < first - 1) last = say('…')
        for (let id = first; id <= then.lastMessage; id++) {
          const card = standing.get(id)
          if (card === undefined) say(written.get(id) ?? '…')
          else if (card.photo) await api.sendPhoto(card.chat, new InputFile(drawPicture(8, 8, [0, 0, 0], [9, 9, 9])))
          else await api.sendMessage(card.chat, card.head || '…', replyTo(card.to?.id))
        }
      },
    },
  })
}

const replyTo = (id: number | undefined) => (id === undefined ? {} : { reply_parameters: { message_id: id } })

/** The first words of a message, by which one screen is told from another. */
export function headOf(message: Message): string {
  const words = message.text ?? message.caption ?? ''
  const head = words.split('\n').find(one => one.trim() !== '') ?? ''
  return head.replace(/[\u00a0\u202f]/g, ' ').slice(0, 70)
}
