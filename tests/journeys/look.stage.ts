import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { onTestFinished } from 'vitest'
import type { Emulator } from '../../src/sandbox/emulator/emulator.js'
import { openMessenger } from '../support/browser.js'
import { type Hand, until } from '../support/product.js'

const PHONE = { width: 390, height: 844 }
const CALM = { animations: 'disabled', timeout: 90_000 } as const

/** What is looked at: an emulated Telegram, and the one of the team who sits before it. */
export type Watched = {
  emulator: Emulator
  settled(): Promise<unknown>
  ada: Pick<Hand, 'person' | 'send' | 'press' | 'text' | 'labels' | 'holding'>
}

/**
 * A phone beside a journey, that keeps a picture of whatever stands newest in a chat, light and dark, and everything said in
 * `all.txt` of the folder. `faults`: labels beside another that wrap; `taken`: how many pictures there are.
 */
export async function openLook(
  browser: Browser,
  stage: Watched,
  { language, folder }: { language: 'en' | 'ru'; folder: string },
) {
  const messenger = await openMessenger(browser, stage.emulator, stage.settled, {
    size: PHONE,
    locale: language === 'ru' ? 'ru-RU' : 'en-GB',
  })
  onTestFinished(() => messenger.close())
  const { page } = messenger
  mkdirSync(join(folder, 'dark'), { recursive: true })
  const faults: string[] = []
  let taken = 0

  /** Keeps how the newest message looks, and what is wrong with its labels. */
  async function look(name: string, who: Pick<Hand, 'person' | 'text'> = stage.ada): Promise<void> {
    const side = who.person === stage.ada.person ? 'marketer' : 'subscriber'
    const pane = messenger[side]
    const tab = page.locator('.tab').nth(side === 'marketer' ? 0 : 1)
    if (await tab.isVisible()) await tab.click()
    await pane.shown()
    await page.waitForTimeout(60)
    taken += 1
    const file = `${String(taken).padStart(3, '0')}-${name.replace(/[^\p{L}\p{N}-]+/gu, '_').slice(-60)}`
    await page.screenshot({ path: join(folder, `${file}.png`), ...CALM })
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.screenshot({ path: join(folder, 'dark', `${file}.png`), ...CALM })
    await page.emulateMedia({ colorScheme: 'light' })
    const wrapped = await page.evaluate<string[]>(
      `[...[...document.querySelectorAll('.pane[data-side="${side}"] .message:not(.leaving)')].at(-1)?.querySelectorAll('.row:has(.key + .key) .label') ?? []]
        .filter(one => one.getBoundingClientRect().height > 26).map(one => one.textContent)`,
    )
    const rows = who.person.lastMessage().reply_markup?.inline_keyboard ?? []
    const keys = rows.map(row => row.map(one => `[${one.text}]`).join(' ')).join('\n')
    appendFileSync(join(folder, 'all.txt'), `=== ${file}\n${who.text()}\n${keys}\n`)
    for (const label of wrapped) faults.push(`${name}: ${label}`)
    for (const label of wrapped) appendFileSync(join(folder, 'all.txt'), `!! WRAPS ${label}\n`)
  }

  /** Presses the newest button of this label, once there is one. */
  const tap = async (label: string) => {
    await stage.settled()
    const labels = () => stage.ada.labels(stage.ada.holding(label))
    await until(() => {
      try {
        return stage.ada.holding(label)
      } catch {
        return null
      }
    }, label)
    return stage.ada.press(labels().find(one => one.includes(label)) ?? label, stage.ada.holding(label))
  }

  const seen = new Set<string>()
  /** Presses everything that can be pressed from a screen on, and keeps each kind of screen once. */
  async function roam(root: string, depth: number, skip: RegExp | null, first: readonly string[] = []) {
    const queue: string[][] = [[...first]]
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      try {
        await stage.ada.send(root)
        let toast: string | null = null
        for (const label of path) toast = await stage.ada.press(label)
        if (toast !== null) appendFileSync(join(folder, 'all.txt'), `--- toast ${path.join(' > ')}: ${toast}\n`)
      } catch (error) {
        appendFileSync(join(folder, 'all.txt'), `--- lost ${path.join(' > ')}: ${String(error).slice(0, 120)}\n`)
        continue
      }
      const labels = stage.ada.labels()
      const shape = `${stage.ada.text()} ${labels.join('|')}`.replace(/[\d:]+/g, '#')
      if (seen.has(shape)) continue
      seen.add(shape)
      await look(`${root}${path.map(one => `-${one}`).join('')}`)
      if (path.length - first.length >= depth) continue
      for (const label of labels) {
        if (label.startsWith('←') || label === '◀️' || label === '▶️' || skip?.test(label)) continue
        queue.push([...path, label])
      }
    }
  }

  return { messenger, faults, taken: () => taken, look, tap, roam }
}
