import { format } from './content.js'
import { badRequest } from './refusal.js'
import type { Ballot } from './store.js'
import type { Message, MessageEntity, Poll, User } from './wire.js'
import { unix, type World } from './world.js'

const LONGEST = { question: 300, option: 100, explanation: 200, description: 1_024 } as const
const MOST_OPTIONS = 12
const MOST_LINE_FEEDS = 2
const OPEN = { least: 5, most: 2_628_000 } as const

type Given = {
  question: string
  question_entities?: MessageEntity[] | undefined
  options: readonly { text: string; text_entities?: MessageEntity[] | undefined }[]
  is_anonymous?: boolean | undefined
  type?: 'regular' | 'quiz' | undefined
  allows_multiple_answers?: boolean | undefined
  allows_revoting?: boolean | undefined
  correct_option_ids?: number[] | undefined
  explanation?: string | undefined
  explanation_entities?: MessageEntity[] | undefined
  open_period?: number | undefined
  close_date?: number | undefined
  is_closed?: boolean | undefined
  description?: string | undefined
  description_entities?: MessageEntity[] | undefined
}

/** A poll as a message of the bot keeps it, counted from now on. Throws `Refusal` 400. */
export function readPoll(world: World, given: Given): Pick<Message, 'poll'> {
  const question = emojiOnly(world, given.question, given.question_entities)
  if (question.text === '') throw badRequest('poll question must be non-empty')
  if (signs(question.text) > LONGEST.question)
    throw badRequest(`poll question length must not exceed ${LONGEST.question}`)
  if (given.options.length < 1) throw badRequest('poll must have at least 1 option')
  if (given.options.length > MOST_OPTIONS) throw badRequest(`poll can't have more than ${MOST_OPTIONS} options`)
  const options = given.options.map((option, i) => {
    const { text, entities } = emojiOnly(world, option.text, option.text_entities)
    if (text === '') throw badRequest('poll options must be non-empty')
    if (signs(text) > LONGEST.option) throw badRequest(`poll options length must not exceed ${LONGEST.option}`)
    return { persistent_id: String(i), text, ...(entities.length > 0 && { text_entities: entities }), voter_count: 0 }
  })
  const quiz = given.type === 'quiz'
  const right = given.correct_option_ids ?? []
  if (quiz && !isAscending(right, options.length)) throw badRequest('wrong correct option IDs specified')
  if (quiz && right.length > 1 && given.allows_multiple_answers !== true)
    throw badRequest('wrong correct option IDs specified')
  const poll: Poll = {
    id: idOf(world),
    question: question.text,
    ...(question.entities.length > 0 && { question_entities: question.entities }),
    options,
    total_voter_count: 0,
    is_closed: given.is_closed ?? false,
    is_anonymous: given.is_anonymous ?? true,
    type: quiz ? 'quiz' : 'regular',
    allows_multiple_answers: given.allows_multiple_answers ?? false,
    allows_revoting: given.allows_revoting ?? !quiz,
    members_only: false,
    ...(quiz && { correct_option_ids: right }),
    ...(quiz && explained(given)),
    ...described(given),
    ...ending(given),
  }
  world.store.polls.set(poll.id, { poll, bot: true, votes: new Map() })
  return { poll }
}

/** The next poll's id, as long as Telegram's. */
export function idOf(world: World): string {
  return String(5_300_000_000_000_000_000n + BigInt(world.store.polls.size + 1))
}

/** A copy is a poll of its own, without anybody's answers. */
export function copiedPoll(world: World, { poll }: Message): Pick<Message, 'poll'> {
  if (poll === undefined) return {}
  const { close_date: _close, open_period: _open, ...rest } = poll
  const options = poll.options.map(option => ({ ...option, voter_count: 0 }))
  const copy: Poll = { ...rest, id: idOf(world), options, total_voter_count: 0, is_closed: false }
  world.store.polls.set(copy.id, { poll: copy, bot: true, votes: new Map() })
  return { poll: copy }
}

/** Somebody answers, changes their answer, or (with no options) takes it back. Throws an `Error` where an app would not let them. */
export function vote(world: World, user: User, ballot: Ballot | undefined, options: readonly number[]): void {
  if (ballot === undefined) throw new Error('there is no poll in this message')
  const { poll, votes } = ballot
  if (isClosed(world, poll)) throw new Error('the poll is closed')
  if (options.some(option => poll.options[option] === undefined)) throw new Error('there is no such option')
  if (options.length > 1 && !poll.allows_multiple_answers) throw new Error('only one option can be chosen')
  const before = votes.get(user.id)
  if (before !== undefined && !poll.allows_revoting) throw new Error('an answer to this poll cannot be changed')
  if (before === undefined && options.length === 0) throw new Error('there is no answer to take back')
  if (options.length === 0) votes.delete(user.id)
  else votes.set(user.id, [...options])
  count(ballot)
  if (!ballot.bot || poll.is_anonymous) return
  const option_ids = [...options].sort((a, b) => a - b)
  const option_persistent_ids = option_ids.map(option => poll.options[option]?.persistent_id ?? '')
  world.updates.push('poll_answer', user.id, {
    poll_answer: { poll_id: poll.id, user, option_ids, option_persistent_ids },
  })
}

/** Ends a poll. Throws `Refusal` 400 where it is over. */
export function stop(world: World, { poll }: Ballot): void {
  if (isClosed(world, poll)) throw badRequest('poll has already been closed')
  poll.is_closed = true
}

/** True once it takes no more answers. */
export function isClosed(world: World, poll: Poll): boolean {
  return poll.is_closed || (poll.close_date !== undefined && poll.close_date <= unix(world))
}

function count({ poll, votes }: Ballot): void {
  poll.total_voter_count = votes.size
  for (const [i, option] of poll.options.entries())
    option.voter_count = [...votes.values()].filter(chosen => chosen.includes(i)).length
}

/** Only custom emoji may stand in a question and its options; other formatting is left away, as Telegram does. */
function emojiOnly(
  world: World,
  text: string,
  entities: MessageEntity[] = [],
): { text: string; entities: MessageEntity[] } {
  const formatted = format(text, { entities })
  const kept = formatted.entities.filter(({ type }) => type === 'custom_emoji' && world.customEmoji)
  return { text: formatted.text, entities: kept }
}

function explained({ explanation, explanation_entities: entities }: Given): Partial<Poll> {
  if (explanation === undefined || explanation === '') return {}
  const formatted = format(explanation, { entities })
  const feeds = formatted.text.split('\n').length - 1
  if (signs(formatted.text) > LONGEST.explanation || feeds > MOST_LINE_FEEDS)
    throw badRequest('poll explanation is too long')
  return {
    explanation: formatted.text,
    ...(formatted.entities.length > 0 && { explanation_entities: formatted.entities }),
  }
}

function described({ description, description_entities: entities }: Given): Partial<Poll> {
  if (description === undefined || description === '') return {}
  const formatted = format(description, { entities })
  if (formatted.text.length > LONGEST.description) throw badRequest('message caption is too long')
  return {
    description: formatted.text,
    ...(formatted.entities.length > 0 && { description_entities: formatted.entities }),
  }
}

function ending({ open_period, close_date }: Given): Partial<Poll> {
  if (open_period !== undefined && (open_period < OPEN.least || open_period > OPEN.most))
    throw badRequest('wrong open period specified')
  return { ...(open_period !== undefined && { open_period }), ...(close_date !== undefined && { close_date }) }
}

function isAscending(right: readonly number[], options: number): boolean {
  return right.length > 0 && right.every((id, i) => id >= 0 && id < options && id > (right[i - 1] ?? -1))
}

const signs = (text: string): number => [...text].length
