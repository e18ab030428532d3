import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { listTurnout } from '../../src/audience/survey/turnout.js'
import { packageRoot } from '../../src/db/root.js'
import { inventFolk, tellFolk } from '../../src/sandbox/demo/crowd/folk.js'
import { tellPast } from '../../src/sandbox/demo/crowd/past.js'
import { createMarketer, labelsOf } from '../../src/sandbox/demo/marketer.js'
import { createPaint, widthOf } from '../../src/sandbox/demo/show/paint.js'
import { createTerminal, type Terminal } from '../../src/sandbox/demo/show/terminal.js'
import { createView, showClicks } from '../../src/sandbox/demo/show/view.js'
import { createStage } from '../../src/sandbox/demo/stage.js'
import { bringOrders } from '../../src/sandbox/demo/story/bring.js'
import { healLink } from '../../src/sandbox/demo/story/heal.js'
import { offerTries } from '../../src/sandbox/demo/story/tries.js'
import { playStory } from '../../src/sandbox/demo/story.js'
import { againWords } from '../../src/sandbox/demo/words/again-words.js'
import { insightWords } from '../../src/sandbox/demo/words/insight-words.js'
import { pageWords } from '../../src/sandbox/demo/words/page-words.js'
import { pollWords } from '../../src/sandbox/demo/words/poll-words.js'
import { demoWords } from '../../src/sandbox/demo/words.js'
import { PATIENCE_MS } from '../../src/sandbox/emulator/patience.js'
import type { Message } from '../../src/sandbox/emulator/wire.js'
import { browse, openLocally } from '../../src/sandbox/people/browser.js'
import { USUAL_MIX } from '../../src/sandbox/people/temperament.js'
import { versionLetter } from '../../src/text/format.js'
import { texts } from '../../src/text/index.js'

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

const small = {
  limits: null,
  delay: { min: 2_600, max: 3_200 },
  mix: USUAL_MIX,
  zone: 'Europe/Riga',
  page: { host: '127.0.0.1', port: 0 },
}

/** So many figures the story holds against the emulator. */
const FIGURES = 83

/** A terminal that shows nothing. */
const silentTerminal: Terminal = {
  paint: createPaint(false),
  chapter() {},
  line() {},
  step() {},
  card() {},
  status() {},
  clear() {},
}

const holds = (message: Message, label: string) => labelsOf(message).flat().includes(label)

describe('a small demo', () => {
  test.concurrent.for(['en', 'ru'] as const)(
    'the product’s figures are the emulator’s (%s)',
    async (language, { expect, onTestFinished }) => {
      const stage = await createStage({ ...small, language, people: 60 })
      onTestFinished(() => stage.close())
      const { emulator, anna } = stage
      const setCaption = vi.spyOn(emulator.page, 'setCaption')
      const pick = vi.spyOn(emulator.page, 'pick')
      const addClicks = vi.spyOn(emulator.page, 'addClicks')
      showClicks(stage)
      const view = createView(stage, silentTerminal)
      onTestFinished(() => view.close())
      const { rows, wrong, report } = await playStory(stage, view.terminal, {
        beat: 0,
        every: 300,
        retryAfter: 2,
        cuts: 2,
        control: 2_500,
        before: { stop: 2, pause: 2, block: 2, delete: 2 },
        between: { stop: 2, block: 1 },
      })
      expect(wrong).toEqual([])
      // As many as in any other run, whatever the dice bring.
      expect(rows).toHaveLength(FIGURES)
      expect(report).toMatchObject({ state: 'finished', planned: 60, waiting: 0, notSent: 0 })
      expect(report.delivered).toBeGreaterThan(20)
      expect(report.clicked).toBeGreaterThan(0)
      const people = (reasons: readonly { people: number }[]) => reasons.reduce((sum, one) => sum + one.people, 0)
      expect(people(report.leftOut)).toBe(2 + 2 + 2 + 2 + 1)
      // The link was repaired on the way. Whether one of so few presses it afterwards is chance; the rows agree either way.
      expect(report.links.filter(link => link.targets.length === 2)).toHaveLength(2)
      // The page showed Anna and the marketer, with what happened; who of the crowd is shown between them is chance.
      expect(pick.mock.calls.flat()).toEqual(expect.arrayContaining([anna.id, stage.marketer.id]))
      const { healing, marketer } = demoWords(language)
      expect(setCaption.mock.calls.flat()).toContain(healing(marketer))
      expect(addClicks.mock.calls.flat().reduce((sum, clicks) => sum + clicks, 0)).toBeGreaterThan(0)
      // Customers are five kinds of equal number; the sentence, the cells and the ladder hold those whom the demo knows.
      const known = insightWords(language)
      const figure = (name: string) => rows.find(row => row.name === name)?.product
      const { labels } = texts(language)
      for (const cell of ['champions', 'promising', 'need_attention', 'at_risk', 'lost'] as const)
        expect(figure(known.figures.group(labels.cells[cell]))).toEqual([7])
      expect(figure(known.figures.ready)).toEqual([14])
      // Seven of each kind: 6 + 1 + 3 + 3 + 1 orders, and what champions bought meanwhile.
      const { figures } = demoWords(language)
      const [called = 0] = figure(figures.called) ?? []
      expect(called).toBeGreaterThan(0)
      expect(figure(figures.orders)).toEqual([7 * 14 + called])
      expect(figure(figures.buyers)?.[0]).toBeGreaterThan(20)
      expect(figure(figures.told)).toEqual([1])
      expect(figure(known.figures.counted(known.cities[0] ?? ''))?.[0]).toBeGreaterThan(0)
      expect(figure(known.figures.clicked)).toEqual([report.clicked])
      // Two pictures were seen and put away; the offer for two groups stands as a draft with a version for each.
      const seen = stage.marketer.messages()
      expect(seen.some(one => holds(one, texts(language).analysisCards.close))).toBe(false)
      const groups = `${labels.cells.champions}, ${labels.cells.at_risk}`
      expect(seen.some(({ text }) => text?.includes(groups))).toBe(true)
      // A week later it is seen what came after the offer and because of it.
      expect(seen.some(({ text }) => text?.includes(`📊 ${report.name}`))).toBe(true)
      expect(figure(figures.came)?.[0]).toBeGreaterThan(0)
      expect(figure(figures.cameBy.code)?.[0]).toBeGreaterThan(0)
      expect(figure(figures.heldOut)?.[0]).toBeGreaterThan(0)
      expect(figure(figures.heldGot)).toEqual([0])
      // It ends on the card of a series, whatever else is told meanwhile: of five newcomers one bought and one stopped.
      const { figures: again } = againWords(language)
      const { campaigns, readyCampaigns } = texts(language)
      const series = seen.find(one => holds(one, campaigns.keys.pause))
      expect(series?.text).toContain(readyCampaigns.names.welcome)
      expect([again.came, again.first, again.second, again.done].map(figure)).toEqual([[5], [5], [3], [3]])
      // Anna's birthday comes before the series is over; who else of the crowd has one then depends on the day.
      const [wish] = readyCampaigns.messages.birthday
      const wishes = wish?.text.split('}').at(-1) ?? ''
      expect(figure(again.wished)?.[0]).toBeGreaterThan(0)
      expect(anna.messages().filter(({ text }) => text?.includes(wishes))).toHaveLength(1)
      const tried = [0, 1].map(version => figure(again.tried(versionLetter(version, language)))?.[0] ?? 0)
      expect(Math.min(...tried)).toBeGreaterThan(0)
      // Most answer the poll, and what they chose stands in their field.
      const { figures: poll } = pollWords(language)
      const [answered = 0] = figure(poll.answered) ?? []
      expect(answered).toBeGreaterThan(5)
      expect(figure(poll.known)).toEqual([answered])
      expect(Math.min(...known.interests.map(option => figure(poll.chose(option))?.[0] ?? 0))).toBeGreaterThan(0)
      expect(emulator.page.visited()).toBe(false)
      expect(stage.warnings().filter(line => line.includes('"level":50'))).toEqual([])
    },
  )

  test.concurrent('all three tries can be done, by whoever sits before the page', async ({
    expect,
    onTestFinished,
  }) => {
    const stage = await createStage({ ...small, language: 'en', people: 24 })
    onTestFinished(() => stage.close())
    const { emulator, anna, shop } = stage
    const { repairCards, offerCards, subscriber } = texts('en')
    const captions = vi.spyOn(emulator.page, 'setCaption').mock.calls
    const tries = vi.spyOn(emulator.page, 'suggest').mock.calls
    const words = pageWords('en')
    const ada = createMarketer({
      emulator,
      person: stage.marketer,
      words: demoWords('en'),
      beat: 0,
      limited: false,
      did() {},
    })
    const attempt = async (n: number, caption: string) => {
      const body = JSON.stringify({ act: 'try', n })
      const headers = { 'content-type': 'application/json' }
      await fetch(`${emulator.apiRoot}/page/act`, { method: 'POST', headers, body })
      await vi.waitFor(() => expect(captions.at(-1)?.[0]).toBe(caption), PATIENCE_MS)
    }
    offerTries(stage, words.handsOn, 0)
    anna.start()
    await stage.people.join()
    await stage.handled()
    expect(tries.flat(2).map(one => one.label)).toEqual([words.write.label, words.break.label, words.anna.label])

    // What README asks of --hands-on has an answer at once, and so have the map and the ladder.
    const folk = inventFolk(stage)
    await tellFolk(stage, folk)
    await bringOrders(stage, ada, folk)
    await tellPast(stage)
    const readme = readFileSync(join(packageRoot(), 'README.md'), 'utf8')
    const questions = readme.match(/^\/count .+$/gm) ?? []
    expect(questions.length).toBeGreaterThan(3)
    for (const question of questions) {
      ada.person.send(question)
      await stage.handled()
      expect(ada.person.lastMessage().text, question).toMatch(/^🔢 \d/)
    }
    ada.person.send('/segments')
    await ada.walk(texts('en').analysisCards.buttons.ladder)
    expect((await ada.see({ label: texts('en').analysisCards.close })).photo).toBeDefined()

    expect(await listTurnout(stage.app.db)).toMatchObject([{ answered: 17, skipped: 3, left: 0 }])

    // Nobody has clicked yet: an offer goes to everybody first, and its report comes.
    const clicked = repairCards.groups.clicked(0).replace(/ · .*/, '')
    await attempt(1, words.write.now(clicked))
    await ada.press(clicked)
    const draft = await ada.see({ label: offerCards.keys.whom })
    expect(draft.text).toContain('Clicked “Boots for the first snow”')

    // The visitor's own draft, and words of theirs that may be an offer, stay unsent.
    for (const text of ['A thought of mine', '/cancel', 'Another one']) {
      ada.person.send(text)
      await stage.handled()
    }
    await ada.see({ label: offerCards.keys.start })
    await attempt(2, words.break.now(shop.address('newBoots')))
    const more = texts('en').reports.buttons.more
    const card = () => ada.person.messages().findLast(one => holds(one, repairCards.buttons.fix) || holds(one, more))
    const repairable = () => card()?.text ?? ''
    await vi.waitFor(() => expect(repairable()).toContain('Boots for the first snow 2'), PATIENCE_MS)
    await vi.waitFor(() => expect(labelsOf(card() ?? ada.person.lastMessage()).flat()).toContain(more), PATIENCE_MS)
    await ada.walk(more)
    await healLink(stage, ada, () => {})
    const offer = await emulator.waitFor(() => anna.messages().filter(one => one.photo !== undefined)[1])
    const before = shop.visits('newBoots')
    await browse(openLocally, anna.addressOf(offer.message_id, demoWords('en').button), BROWSER)
    expect(shop.visits('newBoots')).toBe(before + 1)

    await attempt(3, words.anna.now)
    const state = () => {
      const [row] = stage.app.db
        .sql<{ stopped: number; paused: number }>(
          'select unsubscribed_at is not null as stopped, paused_until is not null as paused from subscribers where telegram_id = ?',
        )
        .all(anna.id)
      return row
    }
    const press = async (label: string) => {
      await emulator.waitFor(() => holds(anna.message(offer.message_id), label), PATIENCE_MS, label)
      await anna.press(offer.message_id, label)
    }
    await press('🔕')
    await press(subscriber.stopOffers)
    expect(state()).toEqual({ stopped: 1, paused: 0 })
    await press(subscriber.undo)
    await press('🔕')
    await press(subscriber.pause)
    expect(state()).toEqual({ stopped: 0, paused: 1 })
    anna.send('/start')
    const paused = await emulator.waitFor(() => anna.messages().findLast(one => holds(one, subscriber.resume)))
    await anna.press(paused.message_id, subscriber.resume)
    expect(state()).toEqual({ stopped: 0, paused: 0 })
    expect(stage.warnings().filter(line => line.includes('"level":50'))).toEqual([])
  })
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
