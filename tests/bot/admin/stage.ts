import type { Api } from 'grammy'
import { onTestFinished } from 'vitest'
import type { Db } from '../../../src/db/open.js'
import { createEmulator, type Emulator, type EmulatorOptions } from '../../../src/sandbox/emulator/emulator.js'
import { PATIENCE_MS } from '../../../src/sandbox/emulator/patience.js'
import type { Person, Profile } from '../../../src/sandbox/emulator/profile.js'
import type { Message } from '../../../src/sandbox/emulator/wire.js'
import type { Language } from '../../../src/text/format.js'
import { temporaryDb } from '../../support/db.js'
import { ADMIN, COLLEAGUE, createDoor, createWorld, type DoorOptions } from './door.js'

export { ADMIN, COLLEAGUE } from './door.js'

/** How a stage should be. Everything but the time may be left out. */
export type StageOptions = Pick<DoorOptions, 'rate' | 'change'> & {
  /** The wall clock, ms UTC. */
  at: number
  /** What Ada's Telegram speaks, and the bot by itself. */
  language?: Language
  /** What Boris's Telegram speaks; the same as hers unless given. */
  colleague?: Language
  ada?: Partial<Profile>
  emulator?: EmulatorOptions
  /** A database that was there before, its owners, and what stands in their chats. An empty one unless given. */
  found?: {
    db: Db
    owners: readonly number[]
    chats: (before: { emulator: Emulator; owners: readonly Person[]; api: Api }) => Promise<void>
  }
  /** True: the monotonic clock goes by itself, as tests that wait for sending need it. It stands otherwise. */
  goes?: boolean
}

/** What somebody does and sees in their chat with the bot. Every deed resolves once the bot is done with it. */
export type Hand = ReturnType<typeof handOf>

/**
 * The whole door (`createBot`) on a database of its own, talking to an emulated Telegram; two owners who use it, neither a
 * subscriber. Both clocks and all that lies outside the door are in the test's hands.
 */
export async function stage({ at, language = 'en', ...options }: StageOptions) {
  const { found } = options
  const db = found?.db ?? (await temporaryDb())
  const emulator = await createEmulator({ limits: null, ...options.emulator })
  const admin = emulator.user({ id: ADMIN, firstName: 'Ada', language, ...options.ada })
  const colleague = emulator.user({ id: COLLEAGUE, firstName: 'Boris', language: options.colleague ?? language })
  const others = (found?.owners ?? []).filter(id => id !== ADMIN && id !== COLLEAGUE)
  const owners = [
    admin,
    colleague,
    ...others.map((id, i) => emulator.user({ id, firstName: `Owner ${i + 2}`, language })),
  ]
  const clock = {
    wall: at,
    mono: 0,
    now: () => clock.wall,
    monotonic: () => clock.mono + (options.goes === true ? performance.now() : 0),
  }
  const world = createWorld()
  const { rate, change } = options
  const build = () =>
    createDoor({
      ...{ db, clock, world, language, token: emulator.token, client: { apiRoot: emulator.apiRoot } },
      ...(rate === undefined ? {} : { rate }),
      ...(change === undefined ? {} : { change }),
      adminIds: owners.map(({ id }) => id),
    })
  const faults: unknown[] = []
  let door = build()

  async function open(): Promise<void> {
    door.bot.catch(error => void faults.push(error.error))
    await new Promise<void>((resolve, reject) => {
      door.bot.start({ onStart: () => resolve() }).catch(reject)
    })
  }
  async function shut(): Promise<void> {
    await door.bot.stop()
    await door.close()
  }

  // They may be written to, and the bot never hears of their start.
  for (const person of owners) person.start()
  await found?.chats({ emulator, owners, api: door.api })
  await door.api.deleteWebhook({ drop_pending_updates: true })
  await open()
  onTestFinished(async () => {
    emulator.clearFaults()
    await shut()
    await emulator.close()
    if (faults.length > 0) throw faults[0]
  })
  const settled = async () => {
    await emulator.waitFor(() => emulator.pendingUpdates() === 0, PATIENCE_MS, 'the bot to be done')
  }

  return {
    db,
    emulator,
    clock,
    world,
    settled,
    /** What stands behind the bot in the process of now. */
    door: () => door,
    /** A new process on the same database. */
    async restart() {
      await shut()
      door = build()
      await open()
    },
    ada: handOf(admin, settled),
    boris: handOf(colleague, settled),
    /** All owners: these two, and those of a database that was there before. */
    owners: owners.map(person => handOf(person, settled)),
    /** The hands of somebody else whom the emulator knows. */
    hand: (person: Person) => handOf(person, settled),
    calls: (method: string) => emulator.calls().filter(call => call.method === method).length,
    /** So many calls said or changed something; a process that starts or ends makes none of them. */
    writes: () => emulator.calls().filter(({ method }) => !/^(get|deleteWebhook$)/.test(method)).length,
    /** Calls that Telegram refused, except those that are expected: with `twice` also what comes of pressing twice. */
    refused: (twice = true) =>
      emulator
        .calls()
        .filter(call => call.code !== 200)
        .map(call => `${call.method}: ${call.description}`)
        .filter(words => !/not modified|terminated/.test(words) && !(twice && /query is too old/.test(words))),
  }
}

/** The door and those who use it. */
export type Stage = Awaited<ReturnType<typeof stage>>

/** A message's text; the no-break spaces of Russian numbers are shown as plain ones. */
export function plain(message: Message): string {
  return (message.text ?? '').replace(/[\u00a0\u202f]/g, ' ')
}

function handOf(person: Person, settled: () => Promise<void>) {
  const last = () => person.lastMessage()
  const lastId = () => last().message_id
  const rows = () => (last().reply_markup?.inline_keyboard ?? []).map(row => row.map(button => button.text))
  const shown = () => person.messages().filter(message => message.from.is_bot)

  /** Presses a button of the newest message, or of another. @returns the words of the pop-up, null without one */
  async function press(label: string, message = lastId()): Promise<string | null> {
    const answer = await person.press(message, label)
    await settled()
    if (answer === null) throw new Error(`${label} was not answered`)
    return answer.text ?? null
  }

  return {
    person,
    async send(...texts: string[]) {
      for (const text of texts) person.send(text)
      await settled()
    },
    async sends(what: (person: Person) => unknown) {
      what(person)
      await settled()
    },
    press,
    async forge(data: string, message = lastId()) {
      const answer = await person.forge(message, data)
      await settled()
      return answer?.text ?? null
    },
    /** Several presses, one after another, none of which may be answered with words. */
    async walk(...labels: string[]) {
      for (const label of labels) {
        // A room of the picker shows what is used most; the others stand behind "All".
        const all = rows()
          .flat()
          .find(one => /^(?:All|Все) · /.test(one))
        const shown = rows()
          .flat()
          .some(one => one.startsWith(label))
        if (all !== undefined && !shown) await press(all)
        const words = await press(label)
        if (words !== null) throw new Error(`${label}: ${words}`)
      }
    },
    text: () => last().text ?? '',
    plain: () => plain(last()),
    labels: () => rows().flat(),
    rows,
    lastId,
    /** Messages of the bot that stand in the chat. */
    shown,
    /** Those that carry a card. */
    cards: () => shown().filter(message => message.reply_markup !== undefined),
  }
}
