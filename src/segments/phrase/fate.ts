import { z } from 'zod'
import type { Language } from '../../text/format.js'
import { all, among, type Sql, sql } from '../compile/sql.js'
import { capital } from '../phrase.js'
import type { Said } from '../read/lexicon.js'

/** Reasons that have a name here; whatever else a row says is another. */
const FAILURES = ['blocked', 'deactivated', 'unknown_chat', 'no_voice', 'content', 'limited'] as const

const EXCLUSIONS = [
  ...(['left_out', 'unsubscribed', 'paused', 'blocked', 'deactivated', 'cap'] as const),
  ...(['less_often', 'topic', 'quiet', 'too_late', 'no_code', 'asked', 'control'] as const),
] as const

/**
 * Everything that can become of a message, as it is said. `row`: how the delivery `d` of a broadcast `b` stands then; `did`:
 * what somebody did because of it, by all their stops and pauses after it.
 */
export const FATES = {
  delivered: { en: 'delivered', ru: 'доставлено', row: sql`d.state = 'sent'` },
  waiting: {
    ...{ en: 'still waiting', ru: 'ещё ждёт' },
    row: sql`(d.state = 'sending' or (d.state = 'queued' and b.state <> 'cancelled'))`,
  },
  not_sent: { en: 'not sent', ru: 'не отправлено', row: sql`d.state = 'queued' and b.state = 'cancelled'` },
  held_out: { en: 'control group', ru: 'контрольная группа', row: sql`d.state = 'held_out'` },
  no_answer: { en: 'Telegram did not answer', ru: 'Telegram не ответил', row: sql`d.state = 'uncertain'` },
  taken_back: { en: 'taken back', ru: 'удалено из чата' },
  failed: { en: 'not delivered', ru: 'не доставлено', row: sql`d.state = 'failed'` },
  failed_blocked: failed('blocked', 'because blocked', 'из-за блокировки'),
  failed_deactivated: failed('deactivated', 'because account deleted', 'из-за удалённого аккаунта'),
  failed_unknown_chat: failed('unknown_chat', 'because no such chat', 'из-за пропавшего чата'),
  failed_no_voice: failed('no_voice', 'because voice is off', 'из-за запрета голосовых'),
  failed_content: failed('content', 'because refused', 'из-за отказа Telegram'),
  failed_limited: failed('limited', 'because chat limited', 'из-за ограничения чата'),
  failed_other: failed(null, 'because of something else', 'из-за другого'),
  skipped: { en: 'left out', ru: 'пропущено', row: sql`d.state = 'skipped'` },
  skipped_left_out: skipped('left_out', 'because of a segment', 'из-за сегмента'),
  skipped_unsubscribed: skipped('unsubscribed', 'because stopped', 'из-за отписки'),
  skipped_paused: skipped('paused', 'because on pause', 'из-за паузы'),
  skipped_blocked: skipped('blocked', 'because blocked', 'из-за блокировки'),
  skipped_deactivated: skipped('deactivated', 'because account deleted', 'из-за удалённого аккаунта'),
  skipped_cap: skipped('cap', 'because had enough', 'из-за частоты'),
  skipped_less_often: skipped('less_often', 'because wanted less', 'из-за просьбы писать реже'),
  skipped_topic: skipped('topic', 'because not about this', 'из-за выбора тем'),
  skipped_quiet: skipped('quiet', 'because of quiet hours', 'из-за тихих часов'),
  skipped_too_late: skipped('too_late', 'because too late', 'из-за опоздания'),
  skipped_no_code: skipped('no_code', 'because of no code', 'из-за нехватки промокодов'),
  skipped_asked: skipped('asked', 'because asked already', 'из-за прежнего вопроса'),
  skipped_control: skipped('control', 'because in control group', 'из-за контрольной группы'),
  skipped_other: skipped(null, 'because of something else', 'из-за другого'),
  replied: { en: 'led to a reply', ru: 'привело к ответу' },
  stopped: { en: 'led to a stop', ru: 'привело к отписке', did: sql`max(e.kind) = 'stop'` },
  stopped_too_many: stopped('too_many', 'because too many', 'из-за частоты'),
  stopped_not_for_me: stopped('not_for_me', 'because not theirs', 'из-за неподходящего'),
  stopped_bought: stopped('bought', 'because bought already', 'из-за покупки'),
  stopped_other: stopped('other', 'because of something else', 'из-за другого'),
  stopped_silent: {
    ...{ en: 'led to a stop nobody explained', ru: 'привело к молчаливой отписке' },
    did: sql`max(e.kind) = 'stop' and max(e.why) is null`,
  },
  paused: { en: 'led to a pause', ru: 'привело к паузе', did: sql`max(e.kind) = 'pause'` },
  blocked: { en: 'led to a block', ru: 'привело к блокировке' },
} satisfies Record<string, Said & { row?: Sql; did?: Sql }>

/** What became of a message, or what somebody did because of it. */
export type Fate = keyof typeof FATES

/** All of them, in the order in which a report tells them. */
export const ALL_FATES = z.enum(Object.keys(FATES) as [Fate, ...Fate[]]).options

/** What it is called. */
export function fateName(fate: Fate, language: Language): string {
  return FATES[fate][language]
}

/** Before reasons, in place of what they are reasons of: with both a button is too long for a phone. */
const MARKS = [
  ['✖️', /^(?:not delivered|не доставлено) (?=because|из-за)/u],
  ['➖', /^(?:left out|пропущено) (?=because|из-за)/u],
  ['🔕', /^(?:led to a stop|привело к отписке) (?=because|из-за)/u],
] as const

/** The same on a button. */
export function fateLabel(fate: Fate, language: Language): string {
  const name = fateName(fate, language)
  const [mark, begin] = MARKS.find(([, begin]) => begin.test(name)) ?? []
  return begin === undefined ? capital(name, language) : `${mark} ${capital(name.replace(begin, ''), language)}`
}

/** How the delivery `d` stands that came to it; false for what somebody did because of it. */
export function fateRow(fate: Fate): Sql {
  const { row }: Said & { row?: Sql } = FATES[fate]
  return row ?? sql`false`
}

function failed(reason: (typeof FAILURES)[number] | null, en: string, ru: string) {
  return {
    en: `not delivered ${en}`,
    ru: `не доставлено ${ru}`,
    row: all(sql`d.state = 'failed'`, isReason(reason, FAILURES)),
  }
}

function skipped(reason: (typeof EXCLUSIONS)[number] | null, en: string, ru: string) {
  return {
    en: `left out ${en}`,
    ru: `пропущено ${ru}`,
    row: all(sql`d.state = 'skipped'`, isReason(reason, EXCLUSIONS)),
  }
}

function isReason(reason: string | null, known: readonly string[]): Sql {
  return reason === null ? sql`coalesce(d.reason, '') not in ${among(known)}` : sql`d.reason = ${reason}`
}

function stopped(why: string, en: string, ru: string) {
  const did = sql`max(e.kind) = 'stop' and max(e.why) = ${why}`
  return { en: `led to a stop ${en}`, ru: `привело к отписке ${ru}`, did }
}
