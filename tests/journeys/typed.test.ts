import { expect, test } from 'vitest'
import { createRandom, pick } from '../../src/sandbox/emulator/random.js'
import { stageProduct } from '../support/product.js'

/** `npm run prove:typed` goes on until it has seen nearly every question there is. */
const STEPS = Number(process.env['TYPED_STEPS'] ?? 24)
const COMMANDS = ['/admin', '/segments', '/broadcasts', '/new'] as const

/** The longest and the strangest that can be typed. */
const HOSTILE = [
  'x'.repeat(4_096),
  '🎁'.repeat(2_048),
  'שלום '.repeat(819),
  '.,;:!?()-–…'.repeat(372),
  `a${'\n'.repeat(4_094)}b`,
  '9'.repeat(4_096),
].slice(0, STEPS > 100 ? undefined : 2)

const nameOf = (data: string) => data.split(':')[0] ?? ''

test('whatever is typed where something is asked, and where nothing is, is answered', async () => {
  const s = await stageProduct({ people: 12 })
  const random = createRandom(7)
  const silent: string[] = []
  const doors = new Set<string>()
  const pressed = new Map<string, number>()

  /** The question that waits for words; empty when none does. */
  const asked = () =>
    s.rows<{ topic: string }>('select topic from prompts where admin_id = ?', s.ada.person.id)[0]?.topic ?? ''
  const say = async (door: string, text: string) => {
    const before = s.emulator.calls().length
    await s.ada.send(text)
    const said = s.emulator.calls().slice(before)
    if (!said.some(({ method, code }) => code === 200 && /^(?:send|edit|copy)/.test(method)))
      silent.push(`${door}: ${text.slice(0, 12)}`)
  }

  for (const command of ['/count', '/who'])
    for (const text of HOSTILE) await say(command, `${command} ${text}`.slice(0, 4_096))
  for (const text of HOSTILE) await say('nothing asked', text)
  for (let step = 0; step < STEPS; step++) {
    if (step % 8 === 0) await s.ada.send(COMMANDS[(step / 8) % COMMANDS.length] ?? '/admin')
    const message = s.ada.person.lastMessage()
    const buttons = (message.reply_markup?.inline_keyboard ?? [])
      .flat()
      .flatMap(({ callback_data: data }) => data ?? [])
    // What was pressed least leads to what was not seen yet.
    const least = Math.min(...buttons.map(data => pressed.get(nameOf(data)) ?? 0))
    const [first, ...others] = buttons.filter(data => (pressed.get(nameOf(data)) ?? 0) === least)
    if (first === undefined) continue
    const data = pick(random, [first, ...others])
    pressed.set(nameOf(data), least + 1)
    await s.ada.forge(data, message.message_id)
    const door = asked()
    if (door === '' || doors.has(door)) continue
    doors.add(door)
    for (const text of HOSTILE) await say(door, text)
  }
  expect(doors.size).toBeGreaterThan(STEPS / 100)
  expect(silent).toEqual([])
  expect(s.refused().filter(line => !line.includes('message to delete not found'))).toEqual([])
  expect(s.log.errors).toEqual([])
}, 900_000)
