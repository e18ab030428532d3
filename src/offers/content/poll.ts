import { z } from 'zod'
import { AppError } from '../../errors.js'
import { CODE, type FieldIds, findPlaceholders, UNTIL, withFallbacks } from '../personal/template.js'
import { type ContentEntity, entitySchema } from './entity.js'

/** What Telegram takes at most: signs of a question, of an option and of an explanation, how many options, and line ends of an explanation. */
export const POLL_LIMITS = { question: 300, option: 100, options: 12, explanation: 200, lineFeeds: 2 } as const

const saidSchema = z.object({ text: z.string(), entities: z.array(entitySchema) })

/**
 * A poll as an offer's content. An option that `sets` something names it as a button does (`do:set/…`, see button/action.ts). `right`:
 * it is a quiz, and these options, counted from 0, are its right answer, all of them together; `explanation` stands with it. `many`: several
 * options may be chosen; `changeable`: an answer can be changed, or taken back. Whoever answers is always known to us.
 */
export const pollSchema = z.object({
  question: saidSchema,
  options: z.array(saidSchema.extend({ sets: z.exactOptional(z.string()) })),
  right: z.exactOptional(z.array(z.int())),
  explanation: z.exactOptional(saidSchema),
  many: z.exactOptional(z.literal(true)),
  changeable: z.boolean(),
})

export type Poll = z.infer<typeof pollSchema>
export type PollOption = Poll['options'][number]

type Media = { media?: unknown }

/** The part of a Telegram poll that an offer is read from. */
export type IncomingPoll = {
  question: string
  question_entities?: ContentEntity[]
  options: readonly ({ text: string; text_entities?: ContentEntity[] } & Media)[]
  is_anonymous?: boolean
  type: string
  allows_multiple_answers?: boolean
  allows_revoting?: boolean
  correct_option_ids?: number[]
  /** The only right one, as older servers say it. */
  correct_option_id?: number
  explanation?: string
  explanation_entities?: ContentEntity[]
  explanation_media?: unknown
  description?: string
  description_entities?: ContentEntity[]
} & Media

/**
 * Reads a poll. @throws AppError `poll_media` where pictures belong to it; `poll_right_unknown`: of a quiz made elsewhere Telegram
 * does not say which answer is right
 */
export function readPoll(poll: IncomingPoll): Poll {
  const media = [poll.media, poll.explanation_media, ...poll.options.map(option => option.media)]
  if (media.some(one => one !== undefined)) throw new AppError('poll_media')
  const quiz = poll.type === 'quiz'
  const right = poll.correct_option_ids ?? (poll.correct_option_id === undefined ? [] : [poll.correct_option_id])
  if (quiz && right.length === 0) throw new AppError('poll_right_unknown')
  return {
    question: said(poll.question, poll.question_entities),
    options: poll.options.map(({ text, text_entities }) => said(text, text_entities)),
    ...(quiz && { right: [...new Set(right)].sort((a, b) => a - b) }),
    ...(quiz && poll.explanation !== undefined && { explanation: said(poll.explanation, poll.explanation_entities) }),
    ...(poll.allows_multiple_answers === true && { many: true as const }),
    changeable: poll.allows_revoting ?? !quiz,
  }
}

function said(text: string, entities: ContentEntity[] = []): { text: string; entities: ContentEntity[] } {
  return { text, entities: entities.map(entity => entitySchema.parse(entity)) }
}

/** A poll's words that stand for everybody as they are: those of its options and of its explanation. */
function plainWords({ options, explanation }: Poll): string[] {
  return [...options.map(({ text }) => text), ...(explanation === undefined ? [] : [explanation.text])]
}

/** Everything that is written in a poll. */
export function pollWords(poll: Poll): string[] {
  return [poll.question.text, ...plainWords(poll)]
}

/**
 * Makes sure that Telegram takes a poll, whoever gets it: where nothing is known of somebody, what stands for that counts.
 * @param fields of the shop's, that the question may name
 * @throws AppError `poll_too_long` {what, length, limit}, `poll_empty` {what}, `poll_options` {count, limit}, `poll_right_gone`,
 * `poll_lines` {limit}, `poll_field` {field} for one that stands where none can, `poll_own` for the promo code or the deadline in a question
 */
export function checkPoll(poll: Poll, fields: FieldIds | undefined): void {
  const { question, options, right, explanation } = poll
  const [plain] = plainWords(poll).flatMap(text => findPlaceholders(text, fields).map(one => placeholder(text, one)))
  if (plain !== undefined) throw new AppError('poll_field', { field: plain })
  const own = findPlaceholders(question.text, fields).some(({ field }) => field === CODE || field === UNTIL)
  if (own) throw new AppError('poll_own')
  checkLength('question', withFallbacks(question.text, fields), POLL_LIMITS.question)
  if (options.length < 1 || options.length > POLL_LIMITS.options)
    throw new AppError('poll_options', { count: options.length, limit: POLL_LIMITS.options })
  for (const { text } of options) checkLength('option', text, POLL_LIMITS.option)
  if (right !== undefined && (right.length === 0 || right.some(option => options[option] === undefined)))
    throw new AppError('poll_right_gone')
  if (explanation === undefined) return
  if (explanation.text !== '') checkLength('explanation', explanation.text, POLL_LIMITS.explanation)
  if (explanation.text.split('\n').length - 1 > POLL_LIMITS.lineFeeds)
    throw new AppError('poll_lines', { limit: POLL_LIMITS.lineFeeds })
}

function placeholder(text: string, { start, end }: { start: number; end: number }): string {
  return text.slice(start, end)
}

/** Telegram counts signs here, where it counts UTF-16 units in texts. */
function checkLength(what: 'question' | 'option' | 'explanation', text: string, limit: number): void {
  if (text.trim() === '') throw new AppError('poll_empty', { what })
  const length = [...text].length
  if (length > limit) throw new AppError('poll_too_long', { what, length, limit })
}

/** What is sent of a poll beside its question, the same for everybody. */
export function pollParameters({ options, right, explanation, many, changeable }: Poll): Record<string, unknown> {
  return {
    options: options.map(({ text, entities }) => ({ text, ...(entities.length > 0 && { text_entities: entities }) })),
    is_anonymous: false,
    type: right === undefined ? 'regular' : 'quiz',
    allows_revoting: changeable,
    ...(many === true && { allows_multiple_answers: true }),
    ...(right !== undefined && { correct_option_ids: right }),
    ...(explanation !== undefined &&
      explanation.text !== '' && { explanation: explanation.text, explanation_entities: explanation.entities }),
  }
}

/** Whether an answer is right: exactly the right options were chosen; null for what is no quiz. */
export function isRight({ right }: Pick<Poll, 'right'>, chosen: readonly number[]): boolean | null {
  if (right === undefined) return null
  return right.length === chosen.length && right.every(option => chosen.includes(option))
}

/** The same poll with what its options set taken over from another, where they are called the same. */
export function withSets(poll: Poll, before: Poll | undefined): Poll {
  if (before === undefined) return poll
  const sets = new Map(before.options.map(option => [option.text, option.sets]))
  return {
    ...poll,
    options: poll.options.map(option => {
      const known = sets.get(option.text)
      return known === undefined ? option : { ...option, sets: known }
    }),
  }
}
