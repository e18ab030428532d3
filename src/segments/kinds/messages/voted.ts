import { z } from 'zod'
import { fold } from '../../../text/fold.js'
import { isAmong, type Sql, sql } from '../../compile/sql.js'
import { idSchema, textSchema } from '../../parts.js'
import { offerPhrase } from '../../phrase/offer.js'
import { quoted } from '../../phrase.js'
import { begunBy } from '../../read/candidate.js'
import { type Cursor, fail, peek, seeAhead } from '../../read/cursor.js'
import { seesName } from '../../read/events/event.js'
import { endsHere } from '../../read/fields/field.js'
import type { Said, Words } from '../../read/lexicon.js'
import { offerAbout, takeOffer } from '../../read/offers/offer.js'
import { seesWindow } from '../../read/times/window.js'
import { readName } from '../../read/value.js'
import { type EvaluationContext, ofOne } from '../../window.js'
import { PLAIN_NOT } from '../complement.js'
import type { Kind } from '../kind.js'

const DID = ['any', 'right', 'wrong', 'silent'] as const
type Did = (typeof DID)[number]

const schema = z.strictObject({
  leaf: z.literal('voted'),
  did: z.enum(DID),
  offer: idSchema.nullable(),
  option: textSchema.nullable(),
})

/**
 * Who answered the poll of an offer, or (null) of any: somehow, or with an option, by its words; a quiz right or wrong. `silent`: they
 * got it and have not answered. An answer that was taken back is none. An option is asked of *any* answer alone.
 */
export type Voted = z.infer<typeof schema>

const SAID: Record<Did, { in: Said; any: Said }> = {
  any: {
    in: { en: 'voted in', ru: 'проголосовали в опросе' },
    any: { en: 'voted in any poll', ru: 'проголосовали в любом опросе' },
  },
  right: {
    in: { en: 'answered right in', ru: 'дали верный ответ в' },
    any: { en: 'answered right in any quiz', ru: 'дали верный ответ в любой викторине' },
  },
  wrong: {
    in: { en: 'answered wrong in', ru: 'дали неверный ответ в' },
    any: { en: 'answered wrong in any quiz', ru: 'дали неверный ответ в любой викторине' },
  },
  silent: {
    in: { en: 'ignored the poll', ru: 'промолчали в опросе' },
    any: { en: 'ignored any poll', ru: 'промолчали в любом опросе' },
  },
}
const FOR: Said = { en: 'for', ru: 'за' }

const BEGINS = {
  voted: {
    en: [
      ...['voted in', 'voted in the poll', 'voted in poll', 'voted', 'votes in', 'vote in', 'voted in the quiz'],
      ...['answered the poll', 'answered poll', 'answered a poll', 'answered the quiz', 'answered quiz'],
      ...['took the poll', 'took the quiz', 'took part in the poll'],
      ...[
        'answer the poll',
        'answer poll',
        'answer the quiz',
        'took the poll in',
        'took the quiz in',
        'answered the poll in',
      ],
      ...[
        'answered the quiz in',
        'voted in the poll in',
        'took part in the poll in',
        'answered the poll of',
        'took the poll of',
      ],
    ],
    ru: [
      ...['проголосовали в опросе', 'проголосовал в опросе', 'проголосовала в опросе', 'голосовали в опросе'],
      ...['голосовал в опросе', 'голосовала в опросе', 'проголосовали в', 'проголосовали', 'проголосовал'],
      ...['проголосовала', 'голосовали', 'голосовал', 'голосовала', 'ответили на викторину', 'ответил на викторину'],
      ...['ответила на викторину', 'прошли викторину', 'участвовали в опросе', 'проголосовавшие'],
      ...['ответили в опросе', 'ответил в опросе', 'ответила в опросе', 'ответили в викторине'],
    ],
  },
  votedAny: {
    en: [
      ...['voted in any poll', 'answered any poll', 'voted in any quiz', 'voted in a poll', 'took part in a poll'],
      ...[
        'took part in any poll',
        'took any poll',
        'took a poll',
        'voted in polls',
        'answered polls',
        'voted in a quiz',
      ],
    ],
    ru: ['проголосовали в любом опросе', 'проголосовал в любом опросе', 'голосовали в любом опросе'],
  },
  right: {
    en: [
      ...['answered right in', 'answered right', 'answered correctly in', 'answered correctly', 'passed the quiz'],
      ...['answered right in the quiz', 'right in the quiz', 'right answer in'],
    ],
    ru: [
      ...['дали верный ответ в', 'дал верный ответ в', 'дала верный ответ в', 'дали верный ответ в викторине'],
      ...['верно ответили в', 'верно ответили на', 'верно ответили на викторину', 'верно ответили в викторине'],
      ...['правильно ответили в', 'правильно ответили на', 'правильно ответили на викторину', 'верно ответили'],
      ...['правильно ответили', 'дали правильный ответ в', 'верный ответ в'],
    ],
  },
  rightAny: {
    en: ['answered right in any quiz', 'passed any quiz'],
    ru: ['дали верный ответ в любой викторине', 'верно ответили в любой викторине'],
  },
  wrong: {
    en: [
      ...['answered wrong in', 'answered wrong', 'answered wrongly in', 'answered incorrectly in', 'failed the quiz'],
      ...['answered wrong in the quiz', 'wrong in the quiz', 'wrong answer in'],
    ],
    ru: [
      ...['дали неверный ответ в', 'дал неверный ответ в', 'дала неверный ответ в', 'дали неверный ответ в викторине'],
      ...['неверно ответили в', 'неверно ответили на', 'неверно ответили на викторину', 'неверно ответили'],
      ...['неправильно ответили в', 'неправильно ответили на', 'неправильно ответили на викторину'],
      ...['дали неправильный ответ в', 'ошиблись в викторине', 'неверный ответ в'],
    ],
  },
  wrongAny: {
    en: ['answered wrong in any quiz', 'failed any quiz'],
    ru: ['дали неверный ответ в любой викторине', 'неверно ответили в любой викторине'],
  },
  silent: {
    en: ['ignored the poll', 'ignored poll', 'ignored the quiz', 'silent in the poll', 'left unanswered the poll'],
    ru: [
      ...['промолчали в опросе', 'промолчал в опросе', 'промолчала в опросе', 'промолчали в викторине'],
      ...['оставили без ответа опрос', 'промолчали'],
    ],
  },
  silentAny: {
    en: ['ignored any poll', 'ignored any quiz'],
    ru: ['промолчали в любом опросе', 'промолчали в любой викторине'],
  },
} satisfies Record<string, Words>

const BEGUN: Record<keyof typeof BEGINS, { did: Did; any: boolean }> = {
  voted: { did: 'any', any: false },
  votedAny: { did: 'any', any: true },
  right: { did: 'right', any: false },
  rightAny: { did: 'right', any: true },
  wrong: { did: 'wrong', any: false },
  wrongAny: { did: 'wrong', any: true },
  silent: { did: 'silent', any: false },
  silentAny: { did: 'silent', any: true },
}

const LABELS: Record<Did, Said> = {
  any: { en: 'Answered', ru: 'Ответили' },
  right: { en: 'Right', ru: 'Верно' },
  wrong: { en: 'Wrong', ru: 'Неверно' },
  silent: { en: 'Got it, no answer', ru: 'Промолчали' },
}

export const voted: Kind<Voted> = {
  name: 'voted',
  schema,
  sql: (leaf, context) => isAmong(peopleOf(leaf, context)),
  not: PLAIN_NOT,
  refers: ({ offer }) => (offer === null ? [] : [{ kind: 'offer', id: offer }]),
  names: () => [],
  restsOnOrders: false,
  facts: () => ['engagement'],
  begins: BEGINS,
  read: c => begunBy(c, BEGINS, begun => readVoted(c, BEGUN[begun])),
  say({ did, offer, option }, phrasing) {
    const { language } = phrasing
    const words = SAID[did][offer === null ? 'any' : 'in'][language]
    const chosen = option === null || did !== 'any' ? [] : [FOR[language], quoted(option)]
    return [words, ...offerPhrase(offer, phrasing), ...chosen].join(' ')
  },
  builder: {
    entries: [
      {
        ...{ name: 'voted', number: 103, menu: 'messages', label: { en: '📊 Voted in a poll', ru: '📊 Голосовали' } },
        ...{ begins: { leaf: 'voted', did: 'any', offer: null, option: null }, asks: null },
      },
    ],
    slots: {
      offer: {
        asks: { en: 'In the poll of which offer?', ru: 'В опросе какого предложения?' },
        says: (leaf, offer) => (leaf === null ? null : { ...leaf, offer, option: null }),
        of: leaf => leaf.offer,
      },
      did: {
        asks: { en: 'What did they do?', ru: 'Что они сделали?' },
        options: DID.map((answer, number) => ({ number, answer, label: LABELS[answer] })),
        says(leaf, answer) {
          const did = DID.find(known => known === answer)
          return leaf === null || did === undefined ? null : { ...leaf, did, option: null }
        },
        of: leaf => leaf.did,
      },
      option: {
        says: (leaf, option) => (leaf === null ? null : { ...leaf, did: 'any', option }),
        of: leaf => leaf.option,
      },
    },
    shown: leaf => (leaf.did === 'any' ? ['offer', 'did', 'option'] : ['offer', 'did']),
  },
}

function peopleOf({ did, offer, option }: Voted, context: EvaluationContext): Sql {
  const of = (column: Sql) => (offer === null ? sql`${column} > 0` : sql`${column} = ${offer}`)
  if (did === 'silent')
    return sql`select p.subscriber_id from polls p cross join deliveries d on d.id = p.delivery_id
      where ${of(sql`p.offer_id`)} and d.state = 'sent' and d.sent_at <= ${context.at}${ofOne(sql`p.subscriber_id`, context)}
      and not exists (select 1 from poll_votes e where e.subscriber_id = p.subscriber_id and e.offer_id = p.offer_id
        and e.at <= ${context.at})`
  const which =
    did === 'any'
      ? option === null
        ? sql``
        : sql` and e.folded = ${fold(option)}`
      : sql` and e.correct = ${did === 'right' ? 1 : 0}`
  const index = context.one === true ? sql`poll_votes_subscriber` : sql`poll_votes_offer`
  return sql`select e.subscriber_id from poll_votes e indexed by ${index}
    where ${of(sql`e.offer_id`)}${which} and e.at <= ${context.at}${ofOne(sql`e.subscriber_id`, context)}`
}

const CHOSE: ReadonlySet<string> = new Set([FOR.en, FOR.ru, 'with'])
const INSIDE: ReadonlySet<string> = new Set(['in', 'of', 'в'])
const POLLS: ReadonlySet<string> = new Set(['the', 'poll', 'quiz', 'опросе', 'викторине'])
/** What stands behind the offer and says how the answer was. */
const JUDGED: ReadonlyMap<string, Did> = new Map([
  ...['right', 'correctly', 'верно', 'правильно'].map(word => [word, 'right'] as const),
  ...['wrong', 'wrongly', 'incorrectly', 'неверно', 'неправильно'].map(word => [word, 'wrong'] as const),
])

function readVoted(c: Cursor, { did, any }: { did: Did; any: boolean }): Voted {
  const named = any || seesChoice(c) ? null : takeOffer(c)
  const judged = did === 'any' ? takeJudged(c) : null
  if (did !== 'any' || judged !== null || !seesChoice(c))
    return { leaf: 'voted', did: judged ?? did, offer: offerAbout(c, named, false), option: null }
  c.at++
  const seesInside = () => !any && named === null && INSIDE.has(peek(c)?.text ?? '')
  const written = readName(c, seesInside) ?? fail(c, { kind: 'value' })
  // "Voted for “Riga” in the poll “Spring sale”": the offer stands behind what they chose.
  const behind = seesInside() ? takeBehind(c) : null
  return { leaf: 'voted', did, offer: offerAbout(c, named ?? behind, false), option: written.text }
}

/** "For “Riga”": what they chose follows, and no stretch of time. */
function seesChoice(c: Cursor): boolean {
  if (!CHOSE.has(peek(c)?.text ?? '')) return false
  // A size is a number, and 30 days are none.
  if (peek(c, 1)?.kind === 'number') return seeAhead(c, 2, 'hours', 'days', 'weeks', 'months', 'years') === null
  return !seesWindow(c) && seesName({ ...c, at: c.at + 1 })
}

function takeBehind(c: Cursor): number | null {
  c.at++
  while (POLLS.has(peek(c)?.text ?? '')) c.at++
  return takeOffer(c)
}

/** "Correctly", «неверно», where nothing else follows. */
function takeJudged(c: Cursor): Did | null {
  const judged = JUDGED.get(peek(c)?.text ?? '')
  if (judged === undefined || !endsHere({ ...c, at: c.at + 1 })) return null
  c.at++
  return judged
}
