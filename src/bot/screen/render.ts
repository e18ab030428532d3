import { createHash } from 'node:crypto'
import { lines } from '../../text/rich.js'
import type { Values } from '../address.js'
import type { Here } from '../here.js'
import type { Go, Screen, Shown } from '../screen.js'
import { forRole } from '../team/permission.js'
import type { Site } from './site.js'

/** How many times one screen may lead on to another. */
const HOPS = 5

/** A screen as somebody sees it. `data`: callback data that leads to it. */
export type Rendered = {
  screen: Screen
  values: Values
  data: string
  memo: string | null
  shown: Shown
  subject: string | null
  hash: string
}

/**
 * What stands where this leads, as whoever is here sees it: buttons that they may not press are left out.
 * @throws AppError as the screen does
 */
export async function render(site: Site, here: Here, led: Pick<Go, 'data' | 'note' | 'memo'>): Promise<Rendered> {
  let { data, note, memo } = led
  for (let hop = 0; hop < HOPS; hop++) {
    const found = site.find(data)
    if (found?.entry.kind !== 'screen') throw new Error(`${data} leads to no screen`)
    const { entry: screen, values } = found
    const shown = await screen.show(here, values, note, memo ?? null)
    if ('keyboard' in shown) {
      const above = note !== null && screen.options.note !== 'own'
      const whole = {
        ...shown,
        text: above ? lines([note, '', shown.text]) : shown.text,
        keyboard: shown.keyboard.map(row => forRole(here.role, row)).filter(row => row.length > 0),
      }
      return {
        screen,
        values,
        data,
        memo: memo ?? null,
        shown: whole,
        subject: screen.to.subject(values),
        hash: hashOf(whole),
      }
    }
    data = shown.data
    memo = shown.memo
    note = shown.note ?? note
  }
  throw new Error(`${led.data} leads on and on`)
}

function hashOf({ text, keyboard, picture }: Shown): string {
  return createHash('sha256')
    .update(JSON.stringify([text, keyboard, picture]))
    .digest('base64url')
    .slice(0, 22)
}
