import { valuesOf } from '../../../audience/attribute/value.js'
import { listAttributes } from '../../../audience/attribute.js'
import { findSubscriber } from '../../../audience/subscriber.js'
import { findBroadcast } from '../../../delivery/broadcast.js'
import { findReport } from '../../../reports/metrics.js'
import { texts } from '../../../text/index.js'
import type { Message } from '../../emulator/wire.js'
import type { Folk } from '../crowd/folk.js'
import type { Marketer } from '../marketer.js'
import { type Row, untilAgreed } from '../show/tally.js'
import type { Terminal } from '../show/terminal.js'
import type { Stage } from '../stage.js'
import { insightWords } from '../words/insight-words.js'
import { pollWords } from '../words/poll-words.js'
import { demoWords } from '../words.js'
import { soon } from './soon.js'

type Telling = { show: (message: Message) => void; tell: (words: string) => void }

/** Of so many who got it one does not answer. */
const SILENT = 4

/** Somebody who has the poll in their chat. */
type Asked = { person: number; message: number }

/**
 * The marketer asks the people of one segment what their boots are for; what they answer becomes their interest. Most answer, one of
 * them something else afterwards, and one takes the answer back.
 * @returns what the product says of it, beside what the people themselves did
 */
export async function playPoll(
  stage: Stage,
  terminal: Terminal,
  marketer: Marketer,
  { show, tell, folk }: Telling & { folk: Folk },
): Promise<Row[]> {
  const { app, emulator, people, language } = stage
  const words = pollWords(language)
  terminal.chapter(words.asking)
  const asked: Asked[] = []
  const stop = emulator.watch(event => {
    if (event.kind === 'message' && event.message.poll?.question.endsWith(words.asks) === true)
      asked.push({ person: event.accepted.chat, message: event.accepted.message })
  })
  await ask(stage, marketer, show)
  const id = await soon(words.asking, () => newestBroadcast(stage))
  await soon(words.asking, () => (findBroadcast(app.db, id)?.state === 'finished' ? true : null))
  await people.settled()
  stop()
  const chosen = answer(stage, asked, tell)
  await stage.handled()
  const rows = await untilAgreed(() => compare(stage, id, { asked, chosen, folk }))
  const { name } = await findReport(app.db, id)
  marketer.turnPage()
  await marketer.type('/broadcasts')
  await marketer.press(name.slice(0, BUTTON_NAME))
  show(await marketer.see({ label: texts(language).reports.buttons.refresh }))
  return rows
}

/** So much of a name a button of `/broadcasts` holds at least. */
const BUTTON_NAME = 9

/** `/new`: a poll for a segment, its answers tied to a field, sent. */
async function ask(stage: Stage, marketer: Marketer, show: Telling['show']): Promise<void> {
  const { language } = stage
  const words = pollWords(language)
  const { interest, interests } = insightWords(language)
  const { offerCards, pollCards, admin } = texts(language)
  const { keys } = offerCards
  marketer.turnPage()
  await marketer.type('/new')
  await marketer.walk(offerCards.another, keys.message)
  await stage.handled()
  await marketer.sendPoll({ question: words.question, options: interests }, words.poll)
  await marketer.see({ words: words.asks })
  await marketer.walk(keys.message, pollCards.door, pollCards.keys.into)
  await marketer.press(pollCards.intoKey(interest, interests.length, interests.length))
  show(await marketer.see({ words: pollCards.into(interest, interests.length, interests.length) }))
  await marketer.walk(admin.back, admin.card, keys.whom, demoWords(language).segment, admin.done, keys.check)
  show(await marketer.see({ label: keys.sendNow }))
  await marketer.walk(keys.sendNow, keys.atOnce)
}

/** Most of those who can answer do. @returns what each of them has chosen in the end, options from 0 */
function answer(stage: Stage, asked: readonly Asked[], tell: Telling['tell']): ReadonlyMap<number, number> {
  const { emulator, language } = stage
  const options = insightWords(language).interests.length
  const chosen = new Map<number, number>()
  const vote = ({ person, message }: Asked, option: number | null) => {
    emulator.person(person).vote(message, option === null ? [] : [option])
    if (option === null) chosen.delete(person)
    else chosen.set(person, option)
  }
  const voters = asked
    .filter(({ person }) => emulator.person(person).state() === 'open')
    .toSorted((a, b) => a.person - b.person)
    .filter((_one, i) => i % SILENT !== 0)
  tell(pollWords(language).voting(voters.length))
  for (const [i, voter] of voters.entries()) vote(voter, i % options)
  const [first, second] = voters
  if (first === undefined || second === undefined) throw new Error('too few got the poll')
  vote(first, 1)
  vote(second, null)
  emulator.page.pick(first.person)
  return chosen
}

/** Whoever chose nothing keeps the interest that was known of them before. */
async function compare(
  { app: { db }, language }: Stage,
  id: number,
  { asked, chosen, folk }: { asked: readonly Asked[]; chosen: ReadonlyMap<number, number>; folk: Folk },
): Promise<Row[]> {
  const { figures } = pollWords(language)
  const { interest, interests } = insightWords(language)
  const report = await findReport(db, id)
  const [poll] = report.polls
  const field = listAttributes(db).find(({ label }) => label === interest)?.id
  const knownOf = (person: number) =>
    valuesOf(db, findSubscriber(db, person)?.id ?? 0).find(({ attributeId }) => attributeId === field)
  const saysSo = (person: number) => {
    const option = chosen.get(person)
    const before = folk.everybody.find(one => one.id === person)?.interest
    return knownOf(person)?.shown === (option === undefined ? before : interests[option])
  }
  const votes = [...chosen.values()]
  const one = (name: string, product: number, emulator: number): Row => ({
    name,
    product: [product],
    emulator: [emulator],
  })
  return [
    one(figures.asked, report.delivered, asked.length),
    one(figures.answered, poll?.answered ?? 0, votes.length),
    ...interests.map((option, i) =>
      one(figures.chose(option), poll?.options[i]?.people ?? 0, votes.filter(choice => choice === i).length),
    ),
    one(figures.known, asked.filter(({ person }) => knownOf(person)?.provenance === 'declared').length, votes.length),
    one(figures.wrong, asked.filter(({ person }) => !saysSo(person)).length, 0),
  ]
}

function newestBroadcast({ app: { db }, language }: Stage): number | null {
  return (
    db
      .sql<{ id: number }>(
        `select b.id from broadcasts b join variants v on v.offer_id = b.offer_id
         where v.content ->> '$.poll.question.text' = ? order by b.id desc limit 1`,
      )
      .get(pollWords(language).question)?.id ?? null
  )
}
