import type { Sql } from '../segments/compile.js'

/** Why somebody in the audience gets nothing; `left_out` is the marketer's wish, the others are the person's or Telegram's. */
export type SkipReason = 'left_out' | 'unsubscribed' | 'paused' | 'blocked' | 'deactivated'

/**
 * The one rule of who may be written to, as SQL over alias `s` of subscribers: the reason against it, or NULL. It stands
 * outside every criterion, so that no "any of" can let somebody around it; planning asks it, and each claim again.
 * @param at ms UTC of the question
 */
export function gateSql(at: number): Sql {
  return {
    text: `case when s.status <> 'active' then s.status when s.paused_until > ? then 'paused' end`,
    params: [at],
  }
}
