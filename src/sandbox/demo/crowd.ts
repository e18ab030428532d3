import { SECOND } from '../../clock.js'
import { texts } from '../../text/index.js'
import type { Person } from '../emulator/profile.js'
import type { Stage } from './stage.js'

const LIMIT_MS = 20 * SECOND

/** Why somebody is to get nothing, as the product's report names it. */
export type Leaving = 'unsubscribed' | 'paused' | 'blocked'

/** People who left before the offer could reach them. */
export type Leavers = {
  /** Who left, and how. */
  readonly left: ReadonlyMap<number, Leaving>
  /** Those of them who had left before the offer was sent. */
  readonly early: ReadonlySet<number>
  /** Some stop, pause, block, and delete their account before anything is sent. */
  before(numbers: { stop: number; pause: number; block: number; delete: number }): Promise<void>
  /** Some of those who still wait for the offer stop and block. @param not who waits for none @returns how many of each really did */
  between(numbers: { stop: number; block: number }, not: ReadonlySet<number>): { stop: number; block: number }
}

/** Makes the people who leave. Those of the crowd who do nothing of that live on as they like. */
export function createLeavers(stage: Stage): Leavers {
  const { emulator, people, language } = stage
  const left = new Map<number, Leaving>()
  const early = new Set<number>()

  /** Some of those who are there and fit, evenly from first to last, so that both segments lose some. */
  function pick(n: number, fits: (person: Person) => boolean): Person[] {
    const there = people.persons.filter(person => person.state() === 'open' && !left.has(person.id) && fits(person))
    const picked = Array.from({ length: n }, (_none, i) => there[Math.floor(((i + 0.5) * there.length) / n)])
    return [...new Set(picked)].filter(person => person !== undefined)
  }

  function leave(person: Person, how: Leaving): void {
    left.set(person.id, how)
    if (how === 'unsubscribed') person.send('/stop')
    if (how === 'blocked') person.block()
  }

  async function pause(person: Person): Promise<void> {
    left.set(person.id, 'paused')
    const label = texts(language).subscriber.pause
    person.send('/settings')
    const card = await emulator.waitFor(
      () => person.messages().findLast(message => message.reply_markup !== undefined),
      LIMIT_MS,
      'the settings of somebody who wants a pause',
    )
    // Somebody's app may speak the other language; the words of the button are then those.
    const labels = (card.reply_markup?.inline_keyboard ?? []).flat().map(button => button.text)
    const wanted = [label, texts('en').subscriber.pause, texts('ru').subscriber.pause].find(one => labels.includes(one))
    if (wanted === undefined) throw new Error(`the settings offer no pause: ${labels.join(', ')}`)
    if ((await person.press(card.message_id, wanted, LIMIT_MS)) === null) throw new Error('the pause was not answered')
  }

  return {
    left,
    early,
    async before(numbers) {
      const anyone = () => true
      for (const person of pick(numbers.stop, anyone)) leave(person, 'unsubscribed')
      for (const person of pick(numbers.block, anyone)) leave(person, 'blocked')
      for (const person of pick(numbers.delete, anyone)) person.deactivate()
      await Promise.all(pick(numbers.pause, anyone).map(pause))
      for (const id of left.keys()) early.add(id)
    },
    between(numbers, not) {
      const reached = new Set(
        emulator
          .accepted()
          .filter(isOffer)
          .map(message => message.chat),
      )
      const waits = (person: Person) => !reached.has(person.id) && !not.has(person.id)
      const stopping = pick(numbers.stop, waits)
      for (const person of stopping) leave(person, 'unsubscribed')
      const blocking = pick(numbers.block, waits)
      for (const person of blocking) leave(person, 'blocked')
      return { stop: stopping.length, block: blocking.length }
    },
  }
}

/** A message that belongs to a broadcast: under it stands a 🔕 that names a delivery. */
export function isOffer({ payload }: { payload: Readonly<Record<string, unknown>> }): boolean {
  return JSON.stringify(payload['reply_markup'] ?? '').includes('"o:')
}
