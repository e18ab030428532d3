import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import type { Emulator } from '../../src/sandbox/emulator/emulator.js'
import { PATIENCE_MS } from '../../src/sandbox/emulator/patience.js'
import type { Message } from '../../src/sandbox/emulator/wire.js'
import { type Hand, until } from '../support/product.js'

/** A phone's width, four of which stand beside each other on a sheet, and how tall a sheet is. */
const SHEET = { phone: 390, phones: 4, height: 1_560 }
/** What is taller than this is not seen at once on a phone. */
const TALL = 680

/** What is looked at: an emulated Telegram, and the one of the team who sits before it. */
export type Watched = {
  emulator: Emulator
  settled(): Promise<unknown>
  ada: Pick<Hand, 'person' | 'send' | 'press' | 'text' | 'labels' | 'holding'>
}

type Taken = { name: string; message: Message }

/**
 * Somebody who remembers whatever stands newest in a chat, each kind of screen once, and everything said in `all.txt` of the
 * folder; `draw` makes sheets of it at last, as it looks on a phone, light and dark.
 */
export function openLook(browser: Browser, stage: Watched, { language, folder }: { language: string; folder: string }) {
  mkdirSync(join(folder, 'dark'), { recursive: true })
  const taken: Taken[] = []
  const seen = new Set<string>()
  const note = (line: string) => appendFileSync(join(folder, 'all.txt'), `${line}\n`)

  /** Keeps the newest message, unless one that differs by its numbers alone is kept. */
  async function look(name: string, who: Pick<Hand, 'person'> = stage.ada): Promise<void> {
    const message = who.person.lastMessage()
    const shape = shapeOf(message)
    if (seen.has(shape)) return
    seen.add(shape)
    taken.push({ name: `${taken.length + 1} ${name}`, message })
    const rows = message.reply_markup?.inline_keyboard ?? []
    const keys = rows.map(row => row.map(one => `[${one.text}]`).join(' ')).join('\n')
    note(`=== ${taken.length} ${name}\n${message.text ?? message.caption ?? ''}\n${keys}`)
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

  const met = new Set<string>()
  /** Presses everything that can be pressed from a screen on, and keeps each kind of screen once. */
  async function roam(root: string, depth: number, skip: RegExp | null, first: readonly string[] = []) {
    const queue: string[][] = [[...first]]
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      try {
        await stage.ada.send(root)
        let toast: string | null = null
        for (const label of path) toast = await stage.ada.press(label)
        if (toast !== null) note(`--- toast ${path.join(' > ')}: ${toast}`)
      } catch (error) {
        note(`--- lost ${path.join(' > ')}: ${String(error).slice(0, 120)}`)
        continue
      }
      const message = stage.ada.person.lastMessage()
      const shape = shapeOf(message)
      if (met.has(shape)) continue
      met.add(shape)
      await look(`${root}${path.map(one => `-${one}`).join('')}`)
      if (path.length - first.length >= depth) continue
      for (const label of stage.ada.labels()) {
        if (label.startsWith('←') || label === '◀️' || label === '▶️' || skip?.test(label)) continue
        queue.push([...path, label])
      }
    }
  }

  /** Draws everything that was kept. @returns labels beside another that wrap */
  async function draw(): Promise<string[]> {
    const { phone, phones, height } = SHEET
    const context = await browser.newContext({
      viewport: { width: phone * phones, height },
      reducedMotion: 'reduce',
      locale: language === 'ru' ? 'ru-RU' : 'en-GB',
      bypassCSP: true,
    })
    try {
      const page = await context.newPage()
      page.setDefaultTimeout(PATIENCE_MS)
      await page.goto(`${stage.emulator.apiRoot}/`)
      // Colours that go over into others are caught halfway.
      await page.addStyleTag({ content: '* { transition: none !important }' })
      const drawn = await page.evaluate<Drawn>(scriptFor(taken, language))
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        for (let sheet = 0; sheet < drawn.sheets; sheet++) {
          await page.evaluate(showing(sheet))
          const file = `${String(sheet + 1).padStart(3, '0')}.png`
          await page.screenshot({ path: join(folder, colorScheme === 'dark' ? 'dark' : '', file) })
        }
      }
      for (const line of [...drawn.wrapped.map(one => `!! WRAPS ${one}`), ...drawn.tall.map(one => `!! TALL ${one}`)])
        note(line)
      note(`TAKEN ${taken.length} on ${drawn.sheets} sheets`)
      return drawn.wrapped
    } finally {
      await context.close()
    }
  }

  return { look, tap, roam, draw }
}

/** The same for messages that differ by their numbers alone. */
function shapeOf({ text, caption, photo, from, reply_markup }: Message): string {
  const labels = (reply_markup?.inline_keyboard ?? []).flat().map(one => one.text)
  return [text ?? caption, photo === undefined, from.is_bot, ...labels].join('|').replace(/[\d:]+/g, '#')
}

type Drawn = { sheets: number; wrapped: string[]; tall: string[] }

/** Shows one sheet alone, and waits until it is painted; runs in the page. */
const showing = (sheet: number): string => `
  document.querySelectorAll('.sheet').forEach((one, i) => { one.style.display = i === ${sheet} ? 'flex' : 'none' })
  new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))`

/** Draws messages on sheets by the page's own means; runs there. */
const scriptFor = (taken: readonly Taken[], language: string): string => `
(async () => {
  const [{ bubble }, { createTimes }, { wordsIn }] =
    await Promise.all(['bubble', 'time', 'words'].map(name => import('/page/' + name + '.js')))
  const words = wordsIn(${JSON.stringify(language)})
  const nothing = () => undefined
  const hand = {
    words, times: createTimes(${JSON.stringify(language)}, words), person: () => 1, bot: () => ({ id: 1, is_bot: true, first_name: 'Bot' }),
    act: async () => undefined, say: nothing, start: nothing, opened: nothing, mentioned: nothing, reply: nothing, edit: nothing, show: nothing,
  }
  const make = (name, style, ...children) => {
    const one = document.createElement('div')
    one.className = name
    Object.assign(one.style, style)
    one.append(...children)
    return one
  }
  document.body.replaceChildren()
  Object.assign(document.body.style, { display: 'block', height: 'auto', overflow: 'visible' })
  const cards = ${JSON.stringify(taken)}.map(({ name, message }) => {
    const made = bubble(message, null, null, hand)
    const said = make('', { font: '11px monospace', color: 'red', whiteSpace: 'nowrap', overflow: 'hidden' }, name)
    return { name, made, card: make('', { width: '362px', padding: '6px 0' }, said, made) }
  })
  const trial = make('', { width: '390px' }, ...cards.map(one => one.card))
  document.body.append(trial)
  await Promise.all([...document.images].map(one => one.decode().catch(nothing)))
  const wrapped = []
  const tall = []
  for (const one of cards) {
    one.height = one.card.offsetHeight
    if (one.height > ${TALL}) tall.push(one.name + ': ' + one.height)
    for (const label of one.made.querySelectorAll('.row:has(.key + .key) .label'))
      if (label.getBoundingClientRect().height > 26) wrapped.push(one.name + ': ' + label.textContent)
  }
  const sheets = []
  let left = 0
  const newColumn = () => {
    if ((sheets.at(-1)?.children.length ?? 4) === ${SHEET.phones}) {
      sheets.push(make('sheet', { display: 'none', background: 'var(--chat)', minHeight: '100vh' }))
      document.body.append(sheets.at(-1))
    }
    sheets.at(-1).append(make('', { width: '${SHEET.phone}px', padding: '0 14px', boxSizing: 'border-box' }))
    left = ${SHEET.height}
  }
  for (const { card, height } of cards) {
    if (sheets.length === 0 || height > left) newColumn()
    left -= height
    sheets.at(-1).lastChild.append(card)
  }
  trial.remove()
  return { sheets: sheets.length, wrapped, tall }
})()`
