import type { AttributeType } from '../../src/audience/attribute/comparable.js'
import { DAY } from '../../src/clock.js'
import type { Criterion } from '../../src/segments/criterion.js'
import type { EventProperty } from '../../src/segments/property.js'
import type { EvaluationContext } from '../../src/segments/window.js'

/** Tuesday 24 November 2026, noon in Moscow. */
export const AT = Date.UTC(2026, 10, 24, 9)
export const CONTEXT: EvaluationContext = { at: AT, zone: 'Europe/Moscow' }
export const ago = (days: number) => AT - days * DAY

export type Human = {
  id: number
  /** First name. */
  name: string
  lastName: string | null
  username?: string | undefined
  timeZone?: string | undefined
  telegramLanguage: string | null
  chosenLanguage: string | null
  premium: boolean
  source: string | null
  lastSource: string | null
  phone: string | null
  place: { lat: number; lon: number } | null
  dice: number
  subscribedAt: number
  unsubscribedAt: number | null
  pausedUntil: number | null
  unreachable: 'blocked' | 'deactivated' | null
  /** Why somebody who was moved in may be written to; null: nobody moved them in. */
  ground: string | null
}
export type DeliveryState = 'queued' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'skipped' | 'held_out'
export type Delivered = {
  id: number
  broadcast: number
  person: number
  state: DeliveryState
  at: number
  takenBackAt?: number
  reason?: string
  /** Which of the offer's messages, from 1. */
  message?: number
}
export type Why = 'too_many' | 'not_for_me' | 'bought' | 'other'
export type Evidence = 'press' | 'click' | 'reply' | 'reaction' | 'activity'
export type Read = { delivery: number; evidence: Evidence; at: number }
export type Click = { delivery: number; link: number; at: number; verdict: 'human' | 'machine' | 'unsure' }
export type Broadcast = { id: number; offer: number; startedAt: number; cancelled?: boolean }

/** `shown` as it was written; a field of many values has one for each. */
export type Value = {
  person: number
  field: number
  shown: string
  /** *declared* where left out. */
  from?: 'declared' | 'imported' | 'observed' | 'corrected'
  /** ms UTC; 0 where left out. */
  at?: number
}
export type Order = {
  id: number
  customer: number
  at: number
  status: 'paid' | 'cancelled' | 'pending' | 'refunded'
  total: number
  refunded: number
  currency: string
  promo?: string | undefined
  /** null: nobody says. */
  discount?: number | null
  lines: {
    product: string
    category: string | null
    sku?: string | undefined
    quantity?: number
    price?: number | null
  }[]
}
export type Score = { customer: number; r: number; f: number; m: number; cell: string }

/** Everything that a criterion may ask about, as plain data. */
export type World = {
  people: Human[]
  /** `promo`: its code for everybody. */
  offers: { id: number; name: string; survey?: boolean; promo?: string | undefined }[]
  /** Codes of lists; `delivery` null: nobody's. */
  codes: { offer: number; code: string; delivery: number | null; at: number }[]
  broadcasts: Broadcast[]
  deliveries: Delivered[]
  reads: Read[]
  clicks: Click[]
  replies: { person: number; at: number; delivery?: number }[]
  /** Messages that are polls, and what was chosen in them (nothing: no answer); `right`: of a quiz, whether that was right. */
  polls: { delivery: number; chosen: string[]; right?: boolean | null; at: number }[]
  /** `at` null: skipped or not answered. */
  answers: {
    person: number
    question: number
    at: number | null
    delivery?: number
    /** ms UTC; 0 where left out. */
    askedAt?: number
    /** Where nothing is said, what was not answered was skipped at 1; null: neither. */
    skippedAt?: number | null
  }[]
  /** `delivery`: because of which message. */
  stops: { person: number; at: number; delivery?: number; why?: Why | null }[]
  /** Whatever else people did about being written to, after the stops where it is about the order of acts. */
  acts: { person: number; at: number; kind: 'pause' | 'block' | 'undo' | 'resume'; delivery?: number }[]
  /** Beside those that are always there: city 1, country 2, birthday 3. */
  fields: { id: number; label: string; type: AttributeType; options?: string[] }[]
  values: Value[]
  topics: { id: number; name: string; rung: number }[]
  /** Links by which people come; `aliases`: other payloads that mean the same. */
  sources: { id: number; name: string; channel: string | null; aliases: string[] }[]
  linkTopics: { offer: number; link: number; topic: number }[]
  places: { id: number; name: string; lat: number; lon: number }[]
  customers: { id: number; person: number | null }[]
  orders: Order[]
  /** Which messages orders came after; `by` shared: it was somebody else's. */
  conversions: { order: number; delivery: number; by: 'code' | 'shared' | 'click' }[]
  scores: Score[]
  rungs: { person: number; rung: number }[]
  /** Who entered a segment, or left it. */
  changes: { segment: number; person: number; entered: boolean; at: number }[]
  /** From one step of the ladder to another; null is unknown. */
  moves: { person: number; from: number | null; to: number | null; at: number }[]
  /** From one RFM group to another; null is without a score. */
  rfmMoves: { customer: number; from: string | null; to: string | null; at: number }[]
  segments: { id: number; name: string; criterion: Criterion; people?: number[] }[]
  /** What people may choose to hear about, and what they said to it. */
  interests: { id: number; name: string }[]
  interestAnswers: { person: number; interest: number; wants: boolean }[]
  /** How many offers they want at most. */
  wishes: { person: number; perWeek: number; perMonth: number | null }[]
  series: { id: number; name: string }[]
  /** Who came into a series; `endedAt` null: they are on their way. */
  enrolments: { person: number; series: number; at: number; endedAt: number | null; done: boolean }[]
  eventNames: { id: number; name: string; properties: EventProperty[] }[]
  events: { person: number; event: number; at: number; properties?: Record<string, string | number | string[]> }[]
}

/** The fields that are there in every database. */
export const BUILT_IN = [
  { id: 1, key: 'city', type: 'text' },
  { id: 2, key: 'country', type: 'text' },
  { id: 3, key: 'birthday', type: 'date' },
] as const

/** A world with nothing in it but what is said. */
export function worldOf(parts: Partial<World>): World {
  return {
    ...{ people: [], offers: [], broadcasts: [], deliveries: [], reads: [], clicks: [], replies: [], answers: [] },
    polls: [],
    ...{
      stops: [],
      acts: [],
      fields: [],
      values: [],
      topics: [],
      linkTopics: [],
      places: [],
      customers: [],
      orders: [],
      conversions: [],
    },
    ...{ scores: [], rungs: [], segments: [], changes: [], moves: [], rfmMoves: [], sources: [], codes: [] },
    ...{ eventNames: [], events: [], interests: [], interestAnswers: [], wishes: [], series: [], enrolments: [] },
    ...parts,
  }
}

/** Somebody of whom nothing is known but what is said. */
export const human = (id: number, name: string, facts: Partial<Human> = {}): Human => ({
  id,
  name,
  lastName: null,
  telegramLanguage: 'en',
  chosenLanguage: null,
  premium: false,
  source: null,
  lastSource: facts.source ?? null,
  phone: null,
  place: null,
  dice: (id * 1_000_003) % 2_147_483_647,
  subscribedAt: ago(200),
  unsubscribedAt: null,
  pausedUntil: null,
  unreachable: null,
  ground: null,
  ...facts,
})
