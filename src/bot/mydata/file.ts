import { claimsOf, type KnownValue, valuesOf } from '../../audience/attribute/value.js'
import { listAttributes } from '../../audience/attribute.js'
import { listInterestAnswers } from '../../audience/interest.js'
import { explainRung } from '../../audience/ladder.js'
import { findSubscriber, type Subscriber } from '../../audience/subscriber.js'
import { findOwnQuiet } from '../../audience/subscription/own-hours.js'
import { findWish } from '../../audience/subscription/wish.js'
import type { Db } from '../../db/open.js'
import { onOneLine } from '../../text/edges.js'
import { clockOf, date, dateTime, type Language, money, shorten, zoneName } from '../../text/format.js'
import { texts } from '../../text/index.js'
import { fieldName } from '../admin/words/field-name.js'
import { rungName } from '../admin/words/rung-name.js'
import type { Preferences } from '../settings/preference.js'
import { fullName } from '../team.js'
import { statusWords } from '../words/status-words.js'
import { valueWords } from '../words/value-words.js'
import { type Held, type HeldCustomer, type HeldOrder, readHeld } from './held.js'

const WORDS = 200

/** What making the file takes. `bot`: its name; `zone`: in which its times are shown where the person's own is not known. */
export type OwnDataDeps = { db: Db; bot: string; zone: string; rungNames: Preferences['rungNames'] }

type Writing = OwnDataDeps & {
  language: Language
  at: number
  held: Held
  day(at: number): string
  when(at: number): string
}

/**
 * The file of everything that is held of one person, in plain words and UTF-8, which any phone opens. What the CRM says is
 * in it only where the person is proven to be that customer: by their Telegram id or by a number of their own.
 * @param language of the person
 * @param at ms UTC
 * @throws AppError `query_timeout`
 */
export async function writeOwnData(
  deps: OwnDataDeps,
  telegramId: number,
  language: Language,
  at: number,
): Promise<string> {
  const person = findSubscriber(deps.db, telegramId)
  const held = await readHeld(deps.db, telegramId, person?.id ?? null)
  const zone = held.row?.zone ?? deps.zone
  const day = (at: number) => date(at, zone, language)
  const writing: Writing = { ...deps, zone, language, at, held, day, when: at => dateTime(at, zone, language, 0) }
  const t = texts(language).ownData
  const parts = [
    ...(person === null ? [] : personParts(writing, person)),
    part(t.parts.wrote, [...held.wrote.map(writing.when), ...(held.muted ? [t.muted] : [])]),
    part(t.parts.lists, held.lists),
    part(
      t.parts.series,
      held.series.map(({ at, name, state }) => t.series(day(at), name, t.seriesStates[state])),
    ),
    ...(held.customer === null ? [] : [part(t.parts.shop, customerLines(writing, held.customer))]),
  ].filter(one => one !== null)
  const only = person === null ? [parts.length === 0 ? t.nothing : t.wroteOnly] : []
  const head = [t.title(deps.bot), t.made(writing.when(at), zoneName(zone, language)), ...only]
  // The mark of its encoding, which some phones need.
  return `\uFEFF${[head.join('\n'), ...parts, t.end].join('\n\n')}\n`
}

/** A headed part; null where it has no lines. */
function part(title: string, lines: readonly (string | null)[]): string | null {
  const told = lines.filter(line => line !== null)
  return told.length === 0 ? null : [title.toUpperCase(), ...told].join('\n')
}

function personParts(writing: Writing, person: Subscriber): (string | null)[] {
  const { held, day, when, language, db } = writing
  const t = texts(language).ownData
  const { row } = held
  const standing = explainRung(db, person.id, writing.at)
  const wish = findWish(db, person.id)
  const quiet = findOwnQuiet(db, person.id)
  return [
    part(t.parts.telegram, [
      t.name(fullName(person)),
      person.username === null ? null : t.username(person.username),
      t.id(person.telegramId),
      person.telegramLanguage === null ? null : t.language(person.telegramLanguage),
      person.premium ? t.premium : null,
    ]),
    part(t.parts.subscription, [
      statusWords(person, writing.at, writing.day, texts(writing.language).ownData.status),
      t.since(day(person.subscribedAt)),
      person.source === null ? null : t.source(person.source),
      row?.lastSource == null || row.lastSource === person.source ? null : t.lastSource(row.lastSource),
      person.lastSeenAt === null ? t.never : t.seen(when(person.lastSeenAt)),
      person.chosenLanguage === null ? null : t.chosen(person.chosenLanguage),
      wish === null ? null : t.less(wish.perWeek, wish.perMonth),
      ...listInterestAnswers(db, person.id).map(({ name, wants, at }) => t.about(name, wants === 1, day(at))),
      quiet === null
        ? null
        : t.ownHours(quiet.from === quiet.to ? null : `${clockOf(quiet.from)}–${clockOf(quiet.to)}`),
      ...held.quarters.map(({ from, to, held }) => (held === 1 ? t.inControl : t.notInControl)(day(from), day(to - 1))),
      row?.ground == null ? null : t.ground(row.ground),
      standing === null ? null : t.step(rungName(writing, standing.rung, language), day(standing.since)),
    ]),
    part(
      t.parts.history,
      held.events.flatMap(event => eventLines(writing, event)),
    ),
    part(t.parts.contact, contactLines(writing)),
    part(t.parts.fields, fieldLines(writing, person.id)),
    part(t.parts.questions, [...questionLines(writing, person.id), ...voteLines(writing)]),
    part(
      t.parts.messages,
      held.messages.map(message => messageLine(writing, message, texts(language).ownData.picture)),
    ),
    part(
      t.parts.orderMessages,
      held.orderMessages.map(message => messageLine(writing, message, texts(language).ownData.wordsGone)),
    ),
    part(
      t.parts.codes,
      held.codes.map(({ at, code }) => t.code(when(at), code)),
    ),
    part(
      t.parts.clicks,
      held.clicks.map(({ at, label, agent, human }) =>
        t.click(when(at), label ?? t.lostLink, human === 1 ? agent : t.robot),
      ),
    ),
    part(
      t.parts.reported,
      held.reported.map(({ at, name, properties }) =>
        // What came with it may be of somebody else, where only a file says which customer they are.
        t.reported(when(at), name, held.customer?.proven === false ? null : properties),
      ),
    ),
  ]
}

function eventLines(
  { language, when }: Writing,
  { at, kind, source, shown, vouched }: Held['events'][number],
): string[] {
  const t = texts(language).ownData
  const came = kind === 'start' || kind === 'source' || kind === 'move_in'
  const by =
    vouched === 1 || source?.startsWith('admin:') === true
      ? t.byTeam
      : came && source !== null
        ? t.bySource(source)
        : null
  const words = shown === null ? [] : [`  ${t.read(onOneLine(shown))}`]
  return [`${when(at)} · ${t.events[kind]}${by === null ? '' : ` · ${by}`}`, ...words]
}

function contactLines({ language, when, held: { row, asks } }: Writing): (string | null)[] {
  const t = texts(language).ownData
  if (row === null) return []
  const { lat, lon, placeFrom } = row
  const place = placeFrom === 'location' ? t.place : t.townPlace
  return [
    row.phone === null ? null : t.phone(row.phone),
    row.filePhone === null ? null : t.filePhone(row.filePhone),
    lat === null || lon === null ? null : place(lat.toFixed(5), lon.toFixed(5)),
    row.zone === null ? null : t.zone(zoneName(row.zone, language)),
    ...asks.map(({ at, sharedAt }) => t.askedNumber(when(at), sharedAt === null ? null : when(sharedAt))),
  ]
}

function fieldLines({ db, language, day }: Writing, subscriberId: number): string[] {
  const t = texts(language).ownData
  const claims = claimsOf(db, subscriberId)
  const values = valuesOf(db, subscriberId)
  return listAttributes(db).flatMap(attribute => {
    const of = (known: readonly KnownValue[]) => known.filter(({ attributeId }) => attributeId === attribute.id)
    const words = (shown: string) => valueWords(attribute, shown, language)
    return [
      ...of(values).map(({ shown, provenance, at }) =>
        t.field(fieldName(attribute, language), words(shown), t.from[provenance], day(at)),
      ),
      ...of(claims).map(({ shown, provenance, at }) => t.alsoSaid(words(shown), t.from[provenance], day(at))),
    ]
  })
}

function questionLines({ db, language, day, held }: Writing, subscriberId: number): string[] {
  const t = texts(language).ownData
  const values = valuesOf(db, subscriberId)
  const attributes = listAttributes(db)
  return held.questions.flatMap(({ text, attribute: id, askedAt, answeredAt, skippedAt }) => {
    const attribute = attributes.find(one => one.id === id)
    const said = values
      .filter(({ attributeId }) => attributeId === id)
      .map(({ shown }) => (attribute === undefined ? shown : valueWords(attribute, shown, language)))
    const answer =
      answeredAt !== null ? t.answer(said.join(', '), day(answeredAt)) : skippedAt !== null ? t.skipped : t.unanswered
    return [t.asked(text, day(askedAt)), answer]
  })
}

function voteLines({ language, day, held }: Writing): string[] {
  const t = texts(language).ownData
  return [
    ...held.votes.flatMap(({ at, question, answer }) => [t.asked(question, day(at)), t.answer(answer, day(at))]),
    ...held.keptVotes.map(({ at, options }) =>
      t.keptVote(
        options.map(option => option + 1),
        day(at),
      ),
    ),
  ]
}

function messageLine(
  { language, when }: Writing,
  { at, words, state, seen, takenBack }: Held['messages'][number],
  wordless: string,
): string {
  const t = texts(language).ownData
  const facts = [
    t.states[state],
    ...(seen === null ? [] : [t.seenFor[seen]]),
    ...(takenBack === 1 ? [t.takenBack] : []),
  ]
  const said = words === null ? wordless : shorten(onOneLine(words), WORDS)
  return t.message(when(at), said, facts.join(', '))
}

function customerLines({ language, day }: Writing, customer: HeldCustomer): (string | null)[] {
  const t = texts(language).ownData
  if (!customer.proven) return [t.unproven]
  const name = [customer.firstName, customer.lastName].filter(part => part !== null).join(' ')
  return [
    customer.number === null ? null : t.customer(customer.number),
    name === '' ? null : t.name(name),
    customer.phone === null ? null : t.shopPhone(customer.phone),
    customer.email === null ? null : t.email(customer.email),
    ...customer.orders.flatMap(order => orderWords({ language, day }, order)),
  ]
}

function orderWords({ language, day }: Pick<Writing, 'language' | 'day'>, order: HeldOrder): string[] {
  const t = texts(language).ownData
  const { number, at, status, total, refunded, discount, renewal, promoCode, currency, after, lines } = order
  const amount = (minor: number) => money(minor, currency, language)
  return [
    [
      t.order(day(at), number, amount(total)),
      ...(status === 'paid' || status === 'refunded' ? [] : [t.orderStates[status]]),
      ...(refunded > 0 ? [t.refunded(amount(refunded))] : []),
      ...(discount === null || discount === 0 ? [] : [t.discount(amount(discount))]),
      ...(promoCode === null ? [] : [t.promoCode(promoCode)]),
      ...(renewal === 1 ? [t.renewal] : []),
      ...(after === null ? [] : [t.afterMessage(day(after))]),
    ].join(' · '),
    ...lines.map(({ product, sku, category, quantity, price }) =>
      [
        t.line(product, quantity),
        ...[sku === null ? null : t.sku(sku), category, price === null ? null : t.each(amount(price))],
      ]
        .filter(part => part !== null)
        .join(' · '),
    ),
  ]
}
