import { SECOND, sleep } from '../../../clock.js'
import { findBroadcast } from '../../../delivery/broadcast.js'
import { type TrialVerdict, trialOf } from '../../../delivery/trial/trial.js'
import { findReport } from '../../../reports/metrics.js'
import type { Proportion } from '../../../statistics/proportion.js'
import { type Language, versionLetter } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import type { Message } from '../../emulator/wire.js'
import { browse, openLocally } from '../../people/browser.js'
import { linksOf } from '../../people/people.js'
import { isOffer } from '../crowd.js'
import type { Marketer } from '../marketer.js'
import type { Row } from '../show/tally.js'
import type { Stage } from '../stage.js'
import { againWords } from '../words/again-words.js'
import { demoWords } from '../words.js'
import { soon } from './soon.js'

type Show = (message: Message) => void

const PHONE =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36'
/** A click within two seconds of the message may be a scanner's, and is counted as such. */
const BELIEVED_MS = 2 * SECOND + SECOND / 2
/** On so many of 100 both are tried. */
const SHARE = 50
/** Beside those who would have clicked anyway so many of five of those who got a version open it. */
const OPENS = [2, 4] as const
const FIVE = 5

/** Somebody who has a version, 0 is A, in their chat; `url`: where its button leads. */
type Got = { person: number; message: number; version: number; url: string }

/**
 * The offer in two versions is tried on some people of two segments, and the leader goes to the others by itself.
 * @param options.tell told of what happens, in words
 * @param options.meanwhile done while the tried messages leave; `came` is what it comes to
 * @returns `compare`, once the leader goes: what the product says of it, beside what people have in their chats and did
 */
export async function tryVersions<T>(
  stage: Stage,
  marketer: Marketer,
  { show, tell, meanwhile }: { show: Show; tell: (words: string) => void; meanwhile: () => Promise<T> },
): Promise<{ came: T; compare: () => Promise<Row[]> }> {
  const { app, emulator, people, language, now } = stage
  const { db } = app
  const words = againWords(language)
  const begins = [words.versionA, words.versionB].map(({ text }) => text.split('\n')[0] ?? '')
  const got: Got[] = []
  const stop = emulator.watch(event => {
    if (event.kind !== 'message' || !isOffer(event.accepted)) return
    const version = begins.findIndex(line => (event.message.text ?? '').startsWith(line))
    const [link] = linksOf(event.message)
    if (version < 0 || link === undefined) return
    got.push({ person: event.accepted.chat, message: event.accepted.message, version, url: link.url })
  })
  await send(stage, marketer, begins[0] ?? '')
  const came = await meanwhile()
  const id = await soon(words.trying, () => newestTrial(stage))
  const decidesAt = await soon(words.trying, () => trialOf(db, id)?.decidesAt ?? null)
  const tried = [...got]
  tell(words.tried(tried.length))
  const opened = await openSome(tried)
  await people.settled()
  await stage.handled()

  tell(words.decided)
  stage.passes(Math.max(0, decidesAt - now()) + SECOND)
  const verdict = await soon(words.decided, () => trialOf(db, id)?.verdict ?? null)
  show(await marketer.see({ words: verdictTitle(verdict, language) }))
  const clicks = people.acts(({ kind, ok }) => kind === 'click' && ok)
  const truth = begins.map((_line, version) => {
    const own = tried.filter(one => one.version === version)
    const did = own.filter(
      ({ person, message }) =>
        opened.has(person) || clicks.some(act => act.person === person && act.message === message),
    )
    return { n: did.length, of: own.length }
  })
  // What nobody objects to, or answers, goes.
  stage.passes(Math.max(0, (trialOf(db, id)?.decidesAt ?? now()) - now()) + SECOND)

  return {
    came,
    async compare() {
      await soon(words.decided, () => (findBroadcast(db, id)?.state === 'finished' ? true : null))
      stop()
      const { delivered } = await findReport(db, id)
      return rowsOf(language, { verdict, delivered, truth, others: got.slice(tried.length) })
    },
  }
}

/** `/new`: a message, a button, two segments, version B, and how many try them. */
export async function composeVersions(stage: Stage, marketer: Marketer, show: Show): Promise<void> {
  const { language, shop } = stage
  const words = againWords(language)
  const { offerCards, segmentCards, segments, admin, versionCards } = texts(language)
  const { keys } = offerCards
  marketer.turnPage()
  await marketer.type('/new')
  await marketer.walk(offerCards.another, keys.message)
  await stage.handled()
  await marketer.sendWords(words.versionA)
  await marketer.press(keys.buttons)
  await marketer.see({ label: offerCards.utmOn })
  await marketer.type(`${words.button} - ${shop.address('newBoots')}`)
  await stage.handled()
  await marketer.walk(keys.whom, keys.newSegment, segmentCards.readyGroups.origin)
  await marketer.walk(segments.ready.source(words.qr), segmentCards.save)
  await marketer.see({ label: segmentCards.takeName })
  await marketer.type(words.segment)
  await marketer.walk(demoWords(language).segment, admin.done, keys.forAll)

  await marketer.press(versionCards.keys.door)
  await stage.handled()
  await marketer.sendWords(words.versionB)
  await marketer.press(versionCards.keys.tried)
  await stage.handled()
  await marketer.type(String(SHARE))
  await stage.handled()
  show(await marketer.see({ label: versionCards.keys.decides }))
  await marketer.press(admin.card)
}

/** Opens the draft of this name, checks it, and sends it. */
async function send({ language }: Stage, marketer: Marketer, name: string): Promise<void> {
  const { keys } = texts(language).offerCards
  marketer.turnPage()
  await marketer.type('/new')
  await marketer.walk(name, keys.check, keys.sendNow, keys.atOnce)
}

/** Some of those who got a version open it, of B's more, once the product believes that people do. @returns who */
async function openSome(tried: readonly Got[]): Promise<ReadonlySet<number>> {
  await sleep(BELIEVED_MS)
  const opening = OPENS.flatMap((opens, version) =>
    tried.filter(one => one.version === version).filter((_one, i) => i % FIVE < opens),
  )
  for (const { url } of opening) await browse(openLocally, url, PHONE)
  return new Set(opening.map(({ person }) => person))
}

/** What the verdict begins with. */
function verdictTitle({ kind, leader }: TrialVerdict, language: Language): string {
  const { verdict } = texts(language).versionCards
  return (kind === 'better' ? verdict.better(versionLetter(leader, language)) : verdict[kind]).text
}

/** What really came of both versions, and who of the others has which. */
type Came = { verdict: TrialVerdict; delivered: number; truth: readonly Proportion[]; others: readonly Got[] }

function rowsOf(language: Language, { verdict, delivered, truth, others }: Came): Row[] {
  const { figures } = againWords(language)
  const one = (name: string, product: number, emulator: number): Row => ({
    name,
    product: [product],
    emulator: [emulator],
  })
  const [a = NOBODY, b = NOBODY] = truth
  // The first of equals leads.
  const leader = b.n * a.of > a.n * b.of ? 1 : 0
  const tried = verdict.versions.reduce((sum, { of }) => sum + of, 0)
  return [
    ...truth.flatMap(({ n, of }, version) => {
      const said = verdict.versions[version] ?? NOBODY
      const letter = versionLetter(version, language)
      return [one(figures.tried(letter), said.of, of), one(figures.clicked(letter), said.n, n)]
    }),
    one(figures.leads, verdict.leader + 1, leader + 1),
    one(figures.others, delivered - tried, others.length),
    one(figures.wrong, 0, others.filter(({ version }) => version !== leader).length),
  ]
}

const NOBODY: Proportion = { n: 0, of: 0 }

function newestTrial({ app: { db } }: Stage): number | null {
  return db.sql<{ id: number | null }>('select max(broadcast_id) as id from trials').get()?.id ?? null
}
