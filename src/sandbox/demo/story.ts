import { DAY, SECOND, sleep } from '../../clock.js'
import { findReport, type Report } from '../../reports/metrics.js'
import { findPaid } from '../../reports/summary/paid.js'
import { reportText } from '../../reports/summary.js'
import { texts } from '../../text/index.js'
import { rich } from '../../text/rich.js'
import type { Message } from '../emulator/wire.js'
import { inventFolk, nameTopics, tellFolk } from './crowd/folk.js'
import { createLeavers } from './crowd.js'
import { createMarketer, labelsOf, type Marketer, shownOf } from './marketer.js'
import { buyAfter, compareBought } from './shop/buyers.js'
import { openTill } from './shop/till.js'
import { agrees, compareFigures, type Row, tableOf } from './show/tally.js'
import type { Terminal } from './show/terminal.js'
import { countTruth } from './show/truth.js'
import type { Stage } from './stage.js'
import { playAgain, prepareAgain } from './story/again.js'
import { bringOrders, compareOrders, tellBuyer } from './story/bring.js'
import { composeOffer, keepOut, sendOffer, testOffer } from './story/campaign.js'
import { lookAtPeople, writeToGroups } from './story/insight.js'
import { playPoll } from './story/poll.js'
import { followSending, type Trouble } from './story/sending.js'
import { insightWords } from './words/insight-words.js'
import { demoWords } from './words.js'

const LIMIT_MS = 40 * SECOND
const AGREE_MS = 8 * SECOND
/** So many orders come in by themselves. */
const SOLD = 12
/** Until an offer that is to sell has been judged. */
const LATER_MS = 8 * DAY

/** How the story is played. */
export type StoryOptions = Trouble & {
  /** ms between two deeds of the marketer. */
  beat: number
  /** ms between two orders of the shop while the story goes on. */
  every: number
  /** Who leaves before the sending. */
  before: { stop: number; pause: number; block: number; delete: number }
}

/** How the story ended: every figure, and those that differ. */
export type Ending = { rows: Row[]; wrong: Row[]; report: Report }

/** Plays the whole story: join, compose, test, check, send, react, report, compare. Rejects with a sentence. */
export async function playStory(stage: Stage, terminal: Terminal, options: StoryOptions): Promise<Ending> {
  const { emulator, people, language } = stage
  const words = demoWords(language)
  const began = performance.now()
  const seconds = (digits: number) => ((performance.now() - began) / SECOND).toFixed(digits)
  const clock = () => words.seconds(seconds(0).padStart(3))
  const tell = (text: string) => terminal.step(text, clock())
  const show = (message: Message) => terminal.card(shownOf(message), labelsOf(message))
  const marketer = createMarketer({
    emulator,
    person: stage.marketer,
    words,
    beat: options.beat,
    limited: stage.limited,
    did: deed => terminal.step(`${words.marketer} ${deed}`, clock()),
  })

  const folk = inventFolk(stage)
  terminal.chapter(words.opening(words.marketer))
  const joined = joinAll(stage, terminal)
  // A fault of it is told where it is awaited.
  joined.catch(() => {})
  // Whoever bought is found when they come.
  const before = await bringOrders(stage, marketer, folk, show)
  await marketer.rest()
  await Promise.race([joined, firstArrivals(stage)])
  await composeOffer(stage, marketer, show)
  terminal.chapter(words.testing)
  await marketer.rest()
  await testOffer(stage, marketer, show, label => terminal.step(`${words.marketer} ${words.opensTest(label)}`, clock()))
  await joined
  await tellFolk(stage, folk)
  await nameTopics(stage, 1)
  const till = await openTill(stage, {
    buyers: folk.everybody.filter(({ kind }) => kind?.cell === 'champions').slice(0, SOLD),
    after: before.length,
    every: options.every,
  })

  terminal.chapter(words.leaving)
  const leavers = createLeavers(stage)
  await stage.handled()
  await leavers.before(options.before)
  await stage.handled()
  const { stop, pause, block, delete: gone } = options.before
  terminal.line(words.left(stop, pause, block, gone))

  // What is sold meanwhile has nothing to do with the offer.
  await till.close()
  terminal.chapter(words.checking)
  terminal.step(words.keeping(words.marketer, Math.round(options.control / 100)), clock())
  await keepOut(stage, options.control)
  const visits = countVisits(stage)
  await sendOffer(stage, marketer, show)
  terminal.chapter(words.sending)
  const { cut } = await followSending(stage, terminal, marketer, leavers, options)
  terminal.step(words.sent, clock())
  await within(people.settled(), LIMIT_MS, words.sent)
  await stage.handled()

  const about = {
    left: leavers.left,
    cut,
    source: words.source,
    captions: [words.captionForSource, words.captionForOthers].map(caption => caption.text.split('\n')[0] ?? ''),
  }
  const [first = '', others = ''] = about.captions
  const truth = () => countTruth(stage, { ...about, captions: [first, others] })
  const compare = async () => {
    const report = await findReport(stage.app.db, 1)
    const rows = compareFigures(report, truth(), language)
    return { report, rows: [...rows, ...visits(report)] }
  }
  // What proves that a message without an answer arrived is looked for every two seconds.
  let { report, rows } = await compare()
  for (const until = performance.now() + AGREE_MS; !rows.every(agrees) && performance.now() < until; ) {
    await sleep(SECOND / 4)
    ;({ report, rows } = await compare())
  }

  terminal.chapter(words.reporting)
  const card = await readReport(stage, marketer, report, null)
  show(card.message)
  rows.push({ name: words.figures.card, product: [card.different], emulator: [0] })
  await marketer.press(texts(language).reports.buttons.byLink)
  show(await marketer.see({ words: texts(language).reports.byLink }))

  await marketer.press(texts(language).admin.back)

  terminal.chapter(insightWords(language).knowing)
  const clicked = truth().clicked.reduce((sum, people) => sum + people, 0)
  const known = await lookAtPeople(stage, marketer, show, { folk, clicked })
  rows.push(...known)
  const sold = [...till.sold()]
  rows.push(...(await compareOrders(stage, folk, { before, sold })))
  const [latest] = sold
  if (latest !== undefined) rows.push(await tellBuyer(stage, latest))
  terminal.chapter(insightWords(language).writing)
  await writeToGroups(stage, marketer, show)

  terminal.chapter(words.buying)
  const after = { early: leavers.early, cut }
  const [bought] = await Promise.all([
    buyAfter(stage, till, folk, after),
    prepareAgain(stage, marketer, { show, tell }),
  ])
  terminal.step(words.bought(bought.length, bought.filter(one => one.held).length), clock())
  rows.push(...(await compareBought(stage, bought, folk, after)))
  terminal.chapter(words.later)
  stage.passes(LATER_MS)
  const verdict = await readVerdict(stage, marketer)
  show(verdict.message)
  rows.push({ name: words.figures.verdict, product: [verdict.different], emulator: [0] })

  rows.push(...(await playPoll(stage, terminal, marketer, { show, tell, folk })))
  rows.push(...(await playAgain(stage, terminal, marketer, { show, tell, till, folk, left: leavers.left })))

  terminal.chapter(words.comparing)
  for (const line of tableOf(rows, language, terminal.paint)) terminal.line(line)
  const wrong = rows.filter(row => !agrees(row))
  const names = report.messages.map(message => message.names.join(', ')).join(' + ')
  terminal.line()
  terminal.line(terminal.paint.dim(words.byMessage(names)))
  const { paint } = terminal
  const took = words.seconds(seconds(1))
  terminal.line(wrong.length === 0 ? paint.good(words.agree(rows.length, took)) : paint.bad(words.differ(wrong.length)))
  if (wrong.length > 0 && emulator.page.visited()) terminal.line(words.tookPart)
  return { rows, wrong, report }
}

/**
 * What the shop sees from now on, beside the product's report: of every page, and of the two that a link led to before
 * and after it was repaired.
 */
function countVisits({ shop, language }: Stage): (report: Report) => Row[] {
  const { figures } = demoWords(language)
  const before = { all: shop.visits(), boots: shop.visits('boots'), newBoots: shop.visits('newBoots') }
  return ({ openings, links }) => {
    const repaired = (stage: number) => links.reduce((sum, link) => sum + (link.targets[stage]?.openings ?? 0), 0)
    return [
      {
        name: figures.visits,
        product: [openings.human + openings.unsure],
        emulator: [shop.visits() - before.all],
      },
      { name: figures.visitsBefore, product: [repaired(0)], emulator: [shop.visits('boots') - before.boots] },
      { name: figures.visitsAfter, product: [repaired(1)], emulator: [shop.visits('newBoots') - before.newBoots] },
    ]
  }
}

/** Everybody presses Start; resolves when everybody was welcomed. */
async function joinAll({ emulator, people, anna, language }: Stage, terminal: Terminal): Promise<void> {
  const words = demoWords(language)
  const ids = new Set([anna, ...people.persons].map(person => person.id))
  const welcomed = new Set<number>()
  const stop = emulator.watch(event => {
    if (event.kind !== 'message' || !ids.has(event.accepted.chat)) return
    welcomed.add(event.accepted.chat)
    const line = words.joined(welcomed.size, ids.size)
    terminal.status(welcomed.size === ids.size ? [] : ['', `  ${terminal.paint.dim(line)}`], line)
  })
  try {
    anna.start()
    await people.join(27)
    await emulator.waitFor(() => welcomed.size === ids.size, LIMIT_MS, words.joined(ids.size, ids.size))
  } finally {
    stop()
  }
}

/** Enough people are there for ready-made segments to be worth a look. */
async function firstArrivals({ emulator, people, language }: Stage): Promise<void> {
  const wanted = Math.min(25, people.persons.length)
  await emulator.waitFor(
    () => emulator.accepted().length >= wanted,
    LIMIT_MS,
    demoWords(language).joined(wanted, wanted),
  )
}

/** The report card as it stands in the chat, renewed, and how many of its lines do not show the report's figures. */
async function readReport(
  stage: Stage,
  marketer: Marketer,
  report: Report,
  margin: number | null,
): Promise<{ message: Message; different: number }> {
  const { language } = stage
  const { refresh } = texts(language).reports.buttons
  await marketer.press(refresh)
  const at = stage.now()
  const { currency } = stage.rfmTerms()
  const paid = await findPaid(stage.app.db, report.broadcastId, { margin, currency }, at)
  const expected = figureLines(rich`${reportText(report, language, at, { usual: null, paid, currency })}`.text)
  let message = await marketer.see({ label: refresh })
  let different = expected.length
  for (let tries = 0; tries < 20 && different > 0; tries++) {
    await sleep(SECOND / 5)
    message = await marketer.see({ label: refresh })
    const shown = figureLines(message.text ?? '')
    different = Math.max(expected.length, shown.length) - expected.filter((line, i) => line === shown[i]).length
  }
  return { message, different }
}

/** What the marketer keeps of 100, of those that the card offers. */
const MARGIN = 40

/** Of a broadcast's name this much stands on its button in any case. */
const BUTTON_NAME = 9

/** The report of the offer once its time is over: it asks what the shop keeps, and reckons whether it paid. */
async function readVerdict(stage: Stage, marketer: Marketer): Promise<{ message: Message; different: number }> {
  const { app, language } = stage
  const { name } = await findReport(app.db, 1)
  const open = async () => {
    marketer.turnPage()
    await marketer.type('/broadcasts')
    // The button holds as much of the name as its figure leaves.
    await marketer.press(name.slice(0, BUTTON_NAME))
  }
  await open()
  const { settingsCards, reports } = texts(language)
  const first = await marketer.see({ label: reports.buttons.refresh })
  // Where too few bought to say anything there is nothing to reckon.
  const reckons = labelsOf(first).flat().includes(settingsCards.ways.margin)
  if (reckons) {
    await marketer.walk(settingsCards.ways.margin, String(MARGIN))
    await open()
  }
  return readReport(stage, marketer, await findReport(app.db, 1), reckons ? MARGIN : null)
}

/** All but the last line, which tells the time. */
function figureLines(text: string): string[] {
  return text.split('\n').slice(0, -1)
}

/** A promise with a limit. */
async function within<T>(promise: Promise<T>, ms: number, what: string): Promise<T> {
  const limit = new AbortController()
  const late = sleep(ms, limit.signal).then(() => {
    if (!limit.signal.aborted) throw new Error(`waited ${ms / SECOND} s: ${what}`)
    return new Promise<never>(() => {})
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    limit.abort()
  }
}
