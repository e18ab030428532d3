import type { GroupHandle } from '../../../src/sandbox/emulator/group.js'
import type { Message } from '../../../src/sandbox/emulator/wire.js'
import { texts } from '../../../src/text/index.js'
import { type Hand, type Stage, stageProduct, until } from '../../support/product.js'

export const en = texts('en').replies

export const ru = texts('ru').replies

export async function scene(options: Parameters<typeof stageProduct>[0] = {}) {
  const s = await stageProduct(options)
  const anna = s.hand({ id: 101, firstName: 'Anna', lastName: 'Petrova', username: 'anna', language: 'en' })
  await anna.start('fb_spring')
  return { s, anna }
}

/** Everything written has reached those who answer. */
export const passed = (s: Stage) => until(() => s.count('inbox where passed_at is null') === 0, 'it to be passed on')

export const wordsOf = (message: Message) => message.text ?? message.caption ?? ''

export const seen = (hand: Hand) => hand.person.messages().filter(message => message.from.is_bot)

/** A group with topics, bound by Ada with her code. */
export async function bind(s: Stage, title = 'Staff'): Promise<GroupHandle> {
  const group = s.emulator.group({ title })
  for (const { person } of [s.ada, s.boris]) group.join(person)
  group.setBot(s.ada.person, { kind: 'administrator', topics: true })
  group.send(s.ada.person, `/bind ${await codeOf(s)}`)
  await s.settled()
  return group
}

export async function codeOf(s: Stage): Promise<string> {
  await s.ada.send('/settings')
  await s.ada.walk('👥 Team', 'Staff chat', 'Bind a group')
  return /\/bind (\w+)/.exec(s.ada.text())?.[1] ?? ''
}
