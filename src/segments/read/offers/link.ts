import type { AnyLeaf, Tree } from '../../rule.js'
import { type Cursor, fail, peek, pick, seeBeginning, take, takeSign } from '../cursor.js'
import { readEventName, seesName } from '../events/event.js'
import { endsHere } from '../fields/field.js'
import { namedAt } from '../names/bare.js'
import { byForm } from '../names/things.js'
import { seesQuotedField } from '../starter.js'
import { seesWindow } from '../times/window.js'
import type { Token } from '../tokens.js'
import { failAt, raw } from '../value.js'
import { sameWord } from '../words/inflect.js'

/** A link of an offer by its number. */
export type Link = { offer: number; link: number }

/** Links that are named together, and whether each of them is meant or one is enough. */
export type Links = { of: [Link, ...Link[]]; all: boolean }

/** "link 2", with its label behind or not; or the label alone. */
export function readLink(c: Cursor, offer: number): number {
  const token = peek(c)
  if (token?.kind === 'number' && Number.isInteger(token.value) && !/\D/.test(token.text)) {
    c.at++
    if (peek(c)?.kind === 'quoted') c.at++
    else if (c.vocabulary.link(offer, token.value) === null) {
      c.at--
      const numbers = c.vocabulary.links(offer).map(name => String(c.vocabulary.findLink(offer, name)))
      return fail(c, { kind: 'link' }, numbers)
    }
    return token.value
  }
  const written = readEventName(c)
  if (written === null) return fail(c, { kind: 'link' })
  return c.vocabulary.findLink(offer, written.text) ?? failAt(c, written, { kind: 'link' }, c.vocabulary.links(offer))
}

/** Takes the links of an offer that stand behind the first: "link 1 or 2", "link Sizes, Prices"; only those that there are. */
export function takeMoreLinks(c: Cursor, first: Link): Links {
  return more(c, [first], () => {
    const said = take(c, 'link') !== null
    const token = peek(c)
    if (token?.kind === 'number') {
      // "Link 1 or 2 orders" goes on with something else.
      const behind: Cursor = { ...c, at: c.at + 1, trying: true }
      const alone = said || endsHere(behind) || seesWindow(behind)
      if (!alone || c.vocabulary.link(first.offer, token.value) === null) return null
      c.at++
      if (said && peek(c)?.kind === 'quoted') c.at++
      return { offer: first.offer, link: token.value }
    }
    const found = namedAt(c, label => c.vocabulary.findLink(first.offer, label))
    if (found === null) return null
    c.at = found.to
    return { offer: first.offer, link: found.value }
  })
}

/** Takes links by their labels alone: `clicked "Choose boots" or Sizes`. Where several offers have one, each may be meant. */
export function takeLinksCalled(c: Cursor): Links | null {
  if (peek(c)?.kind !== 'quoted' && !seesName(c)) return null
  const { offers } = c.vocabulary
  const begin = c.at
  const whole = readEventName(c)
  c.at = begin
  if (whole !== null && byForm(offers, whole.text) !== null) return null
  // «Перешли в магазин» of a link that is called «В магазин».
  let labels = takeLabels(c)
  if (labels === null) {
    c.at = begin
    while (take(c, 'offer', 'link') !== null);
    takeSign(c, ':')
    labels = takeLabels(c)
  }
  if (labels === null) {
    c.at = begin
    return null
  }
  // "Sizes or Prices in Spring sale" are both of that offer.
  const at = c.at
  // «Программу вечера джаза»: the offer may stand with no word before it.
  take(c, 'offer', 'at')
  const named = namedAt(c, name => byForm(offers, name))
  const inOffer = named === null ? null : linksOf(c, named.value, labels.of)
  if (named !== null && inOffer !== null) {
    c.at = named.to
    return { of: inOffer, all: labels.all }
  }
  c.at = at
  const together = offerIds(c).flatMap(offer => linksOf(c, offer, labels.of) ?? [])
  const many = together.length / labels.of.length
  if (many > 0) {
    const from = pick(c, many) * labels.of.length
    const [first, ...others] = together.slice(from, from + labels.of.length)
    return first === undefined ? null : { of: [first, ...others], all: labels.all }
  }
  const [first, ...others] = labels.of.flatMap(label => {
    const found = offerIds(c).flatMap(offer => linksOf(c, offer, [label]) ?? [])
    return found[pick(c, found.length)] ?? []
  })
  return first === undefined ? null : { of: [first, ...others], all: labels.all }
}

/** True where the words up to there label a link. */
export function isLinkCalled(c: Cursor, to: number): boolean {
  return isLabel(c, raw(c, c.at, to))
}

/** The same of each of the links. */
export function ofLinks<L extends AnyLeaf>({ of, all }: Links, leafOf: (link: Link) => Tree<L>): Tree<L> {
  const each = of.map(leafOf)
  const [only] = each
  if (only !== undefined && each.length === 1) return only
  return all ? { all: each } : { any: each }
}

/** Labels of links with commas, *or* or *and* between them; null, and nothing is taken, where none stands. */
function takeLabels(c: Cursor): { of: [string, ...string[]]; all: boolean } | null {
  const label = () => {
    const found = namedAt(c, name => labelCalled(c, name))
    if (found !== null) c.at = found.to
    if (found !== null || peek(c)?.kind === 'quoted' || !seesName(c)) return found?.value ?? null
    // Longer than a name is looked for.
    const at = c.at
    const whole = readEventName(c)?.text ?? ''
    if (isLabel(c, whole)) return whole
    c.at = at
    return null
  }
  const first = label()
  if (first === null) return null
  return more(c, [first], () => {
    take(c, 'link')
    return label()
  })
}

/** What stands behind the first with commas, *or* or *and* between them, one or the other throughout. */
function more<T>(c: Cursor, of: [T, ...T[]], next: () => T | null): { of: [T, ...T[]]; all: boolean } {
  let all = false
  for (;;) {
    const begin = c.at
    const comma = takeSign(c, ',')
    const key = take(c, 'or', 'and')
    const starts = seeBeginning(c) !== null
    const quoted = peek(c)?.kind === 'quoted'
    const read = (comma || key !== null) && !seesQuotedField(c) ? next() : null
    // A label may be a word that begins a condition: "Orders".
    const found = starts && !quoted && !endsHere({ ...c, trying: true }) && !seesOfferBehind(c) ? null : read
    if (found === null || (key === 'and' && of.length > 1 && !all) || (key === 'or' && all)) {
      c.at = begin
      return { of, all }
    }
    all ||= key === 'and'
    of.push(found)
  }
}

/** True before "in Spring sale". */
function seesOfferBehind(c: Cursor): boolean {
  const place: Cursor = { ...c }
  return take(place, 'offer', 'at') !== null && namedAt(place, name => byForm(c.vocabulary.offers, name)) !== null
}

/** The labels of every offer, for as long as one sentence is read. */
const labelled = new WeakMap<readonly Token[], string[]>()

/** The label that was written, or of which another form was: «доставку» is «Доставка». */
function labelCalled(c: Cursor, name: string): string | null {
  if (isLabel(c, name)) return name
  if (!/^\p{Script=Cyrillic}[\p{Script=Cyrillic} ]{3,}$/u.test(name)) return null
  const all = labelled.get(c.tokens) ?? [...new Set(offerIds(c).flatMap(offer => c.vocabulary.links(offer)))]
  labelled.set(c.tokens, all)
  return sameWord(name, all)
}

function isLabel(c: Cursor, label: string): boolean {
  return offerIds(c).some(offer => c.vocabulary.findLink(offer, label) !== null)
}

/** The links of one offer that are labelled so; null where it lacks one of them. */
function linksOf(
  c: Cursor,
  offer: number,
  [first, ...others]: readonly [string, ...string[]],
): [Link, ...Link[]] | null {
  const numbers = [first, ...others].map(label => c.vocabulary.findLink(offer, label))
  const [one, ...more] = numbers.flatMap(link => (link === null ? [] : [{ offer, link }]))
  return one === undefined || more.length < others.length ? null : [one, ...more]
}

function offerIds(c: Cursor): number[] {
  const { offers } = c.vocabulary
  return [...offers.all()].flatMap(name => offers.find(name) ?? [])
}
