import { DAY, HOUR } from '../../../clock.js'
import type { Db } from '../../../db/open.js'
import { AppError } from '../../../errors.js'
import { onOneLine } from '../../../text/edges.js'
import { isStopWord, plainWords } from '../../subscriber/stop/words.js'
import { findReady, type Ready } from '../ready.js'

/** How many words may bring one answer, and how long each may be, in UTF-16 units. */
export const MOST_WORDS = 20
const WORD_LENGTH = 40
/** What stands behind the beginning of a word: whatever begins so is meant. */
const ANY_END = '*'
/** Fewer letters than that begin too many words. */
const SHORTEST_BEGINNING = 3
/** What is longer is no question that one answer would do for. */
const LONGEST_MESSAGE = 300

/** The words that bring an answer by themselves, as they were typed. */
export function wordsOf(db: Db, answerId: number): string[] {
  return db
    .sql<{ words: string }>('select words from answer_words where answer_id = ? order by rowid')
    .all(answerId)
    .map(({ words }) => words)
}

/**
 * Says which words bring an answer from now on, in the place of those that did: with commas or on lines of their own.
 * @throws AppError `answer_word_invalid` {word, why: 'empty' | 'long' | 'short' | 'stop' | 'command', limit}, `answer_words_many`
 * {limit}, `answer_word_taken` {word, name}
 */
export function setWords(db: Db, answerId: number, typed: string): void {
  const words = typed
    .split(/[,;\n]/)
    .map(onOneLine)
    .filter(word => word !== '')
  const folded = new Map<string, string>()
  for (const word of words) {
    const key = foldedWord(word)
    if (!folded.has(key)) folded.set(key, word)
  }
  if (folded.size === 0)
    throw new AppError('answer_word_invalid', { word: typed.trim(), why: 'empty', limit: WORD_LENGTH })
  if (folded.size > MOST_WORDS) throw new AppError('answer_words_many', { limit: MOST_WORDS })
  db.sql('delete from answer_words where answer_id = ?').run(answerId)
  for (const [key, word] of folded) {
    const taken = db
      .sql<{ name: string }>(
        'select r.name from answer_words w join ready_answers r on r.id = w.answer_id where w.folded = ?',
      )
      .get(key)
    if (taken !== undefined) throw new AppError('answer_word_taken', { word, name: taken.name })
    db.sql('insert into answer_words (folded, words, answer_id) values (?, ?, ?)').run(key, word, answerId)
  }
}

/** No words bring it by itself any more. */
export function dropWords(db: Db, answerId: number): void {
  db.sql('delete from answer_words where answer_id = ?').run(answerId)
}

/**
 * The answer whose words stand in what somebody wrote, each as whole words; of several the one with the longest, and
 * of those alike the oldest. Null when none does.
 */
export function matchReady(db: Db, text: string): Ready | null {
  if (text.length > LONGEST_MESSAGE) return null
  const written = ` ${plainWords(text)} `
  if (written.trim() === '') return null
  const found = db
    .sql<{ folded: string; id: number }>(
      'select folded, answer_id as id from answer_words order by length(folded) desc, answer_id, folded',
    )
    .all()
    .find(({ folded }) => written.includes(folded.endsWith(ANY_END) ? ` ${folded.slice(0, -1)}` : ` ${folded} `))
  return found === undefined ? null : findReady(db, found.id)
}

/**
 * True while somebody talks with people: they wait for an answer since less than a day, or somebody answered them in the
 * last hour. Nothing answers them by itself then.
 * @param at ms UTC
 */
export function isTalking(db: Db, telegramId: number, at: number): boolean {
  return (
    db
      .sql(
        `select 1 from inbox where telegram_id = ? and answer_id is null
           and (answered_at > ? or (answered_at is null and at > ?)) limit 1`,
      )
      .get(telegramId, at - HOUR, at - DAY) !== undefined
  )
}

function foldedWord(word: string): string {
  const wrong = (why: string) => new AppError('answer_word_invalid', { word, why, limit: WORD_LENGTH })
  if (word.length > WORD_LENGTH) throw wrong('long')
  if (word.startsWith('/')) throw wrong('command')
  const plain = plainWords(word)
  if (plain === '') throw wrong('empty')
  if (isStopWord(word)) throw wrong('stop')
  if (!word.endsWith(ANY_END)) return plain
  if (plain.length < SHORTEST_BEGINNING) throw wrong('short')
  return plain + ANY_END
}
