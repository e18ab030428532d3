import { describe, expect, test } from 'vitest'
import { createPaint, widthOf } from '../../src/sandbox/demo/paint.js'
import { createStage } from '../../src/sandbox/demo/stage.js'
import { playStory } from '../../src/sandbox/demo/story.js'
import { createTerminal, silentTerminal } from '../../src/sandbox/demo/terminal.js'
import { createView } from '../../src/sandbox/demo/view.js'
import { demoWords } from '../../src/sandbox/demo/words.js'

describe('a small demo', () => {
  test.concurrent.for(['en', 'ru'] as const)(
    'the product’s figures are the emulator’s (%s)',
    { timeout: 25_000 },
    async (language, { expect, onTestFinished }) => {
      const stage = await createStage({
        language,
        people: 42,
        limits: null,
        delay: { min: 2_600, max: 3_200 },
        zone: 'Europe/Riga',
        page: { host: '127.0.0.1', port: 0 },
      })
      onTestFinished(() => stage.close())
      const { emulator, anna } = stage
      const page = { captions: new Set<string | null>(), picked: new Set<number>(), clicks: 0 }
      const { setCaption, pick, addClicks } = emulator.page
      Object.assign(emulator.page, {
        setCaption: (text: string | null) => (page.captions.add(text), setCaption(text)),
        pick: (id: number) => (page.picked.add(id), pick(id)),
        addClicks: (count: number) => ((page.clicks += count), addClicks(count)),
      })
      const view = createView(stage, silentTerminal)
      onTestFinished(() => view.close())
      const { rows, wrong, report } = await playStory(stage, view.terminal, {
        beat: 0,
        retryAfter: 2,
        cuts: 2,
        before: { stop: 2, pause: 2, block: 2, delete: 2 },
        between: { stop: 2, block: 1 },
      })
      expect(wrong).toEqual([])
      expect(rows.length).toBeGreaterThan(20)
      expect(report).toMatchObject({ state: 'finished', planned: 42, waiting: 0, notSent: 0 })
      expect(report.delivered).toBeGreaterThan(20)
      expect(report.clicked).toBeGreaterThan(0)
      const people = (reasons: readonly { people: number }[]) => reasons.reduce((sum, one) => sum + one.people, 0)
      expect(people(report.leftOut)).toBe(2 + 2 + 2 + 2 + 1)
      // The link was mended on the way: the shop saw people on its old page, on its new one, or on both.
      expect(report.links.filter(link => link.targets.length === 2)).toHaveLength(2)
      const { visitsAfter } = demoWords(language).figures
      expect(rows.find(row => row.name === visitsAfter)?.emulator[0]).toBeGreaterThan(0)
      // The page showed Anna, the marketer, and people of the crowd, with what happened.
      expect([...page.picked]).toEqual(expect.arrayContaining([anna.id, stage.marketer.id]))
      expect(page.picked.size).toBeGreaterThan(2)
      expect(page.captions).toContain(demoWords(language).healing(demoWords(language).marketer))
      expect(page.clicks).toBeGreaterThan(0)
      expect(stage.warnings().filter(line => line.includes('"level":50'))).toEqual([])
    },
  )
})

describe('the terminal', () => {
  function screen(place: boolean) {
    let written = ''
    let now = 0
    const terminal = createTerminal({
      write: text => {
        written += text
      },
      place,
      colours: false,
      columns: () => 60,
      now: () => now,
    })
    return {
      terminal,
      pass: (ms: number) => {
        now += ms
      },
      taken: () => {
        const taken = written
        written = ''
        return taken
      },
    }
  }

  test('writes the status anew in its place, below what stays', () => {
    const { terminal, taken } = screen(true)
    terminal.status(['10 %', 'so far'], '10 %')
    expect(taken()).toBe('10 %\nso far\n')
    terminal.status(['20 %', 'so far'], '20 %')
    expect(taken()).toBe('\u001b[2A\u001b[0J20 %\nso far\n')
    terminal.line('something happened')
    expect(taken()).toBe('\u001b[2A\u001b[0J  something happened\n20 %\nso far\n')
    terminal.clear()
    expect(taken()).toBe('\u001b[2A\u001b[0J')
  })

  test('elsewhere writes a short line when it is new, but not too often', () => {
    const { terminal, taken, pass } = screen(false)
    terminal.status(['10 %'], '10 %')
    terminal.status(['11 %'], '11 %')
    expect(taken()).toBe('    10 %\n')
    pass(4_000)
    terminal.status(['20 %'], '20 %')
    pass(4_000)
    terminal.status(['20 %'], '20 %')
    expect(taken()).toBe('    20 %\n')
    terminal.clear()
    expect(taken()).toBe('')
  })

  test('shows a message as a box', () => {
    const paint = createPaint(false)
    const text = { text: 'Hello, Anna, there are boots', entities: [{ type: 'bold', offset: 0, length: 5 }] }
    expect(paint.card(text, [['Choose', '🔕']], 26)).toEqual([
      '    ╭────────────────────',
      '    │ Hello, Anna, there',
      '    │ are boots',
      '    │',
      '    │ [Choose] [🔕]',
      '    ╰────────────────────',
    ])
    const [, first] = createPaint(true).card(text, [], 80)
    expect(first).toContain('\u001b[1mHello\u001b[22m, Anna')
  })

  test.each([
    ['plain', 5],
    ['👨‍👩‍👧 a', 4],
    ['小龍', 4],
    ['\u001b[1mbold\u001b[22m', 4],
    ['ё́', 1],
  ])('%s takes %i columns', (text, width) => {
    expect(widthOf(text)).toBe(width)
  })
})
