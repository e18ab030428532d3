import { z } from 'zod'
import { byPerson, type EventRows, happened, holdsWithout, ofOffer, type Times } from '../../compile/event.js'
import { type Sql, sql } from '../../compile/sql.js'
import { eventShape, idSchema } from '../../parts.js'
import { type AnyOffer, linkPhrase, offerOfEvent } from '../../phrase/offer.js'
import { type Counted, countPhrase, eventPhrase, type Phrasing, quoted, type Verbs } from '../../phrase.js'
import { begunBy, type Candidate, type Sure } from '../../read/candidate.js'
import { type Cursor, fail, peek, pick, see, take, takeSign } from '../../read/cursor.js'
import { counted, readParts } from '../../read/events/event.js'
import { namedAt } from '../../read/names/bare.js'
import { anyOf } from '../../read/names/things.js'
import { topicsHere } from '../../read/names/topics.js'
import { countFirst, type Often } from '../../read/numbers/count.js'
import { type Links, ofLinks, readLink, takeLinksCalled, takeMoreLinks } from '../../read/offers/link.js'
import { linkDone } from '../../read/offers/link-done.js'
import {
  type Offers,
  ofEach,
  offerAbout,
  takeBeforeSeveral,
  takeMoreOffers,
  takeOffer,
} from '../../read/offers/offer.js'
import { offerAlone } from '../../read/offers/offer-first.js'
import { readTopic, takeTopicCalled } from '../../read/offers/topic.js'
import type { Rule } from '../../rule.js'
import { type EvaluationContext, ofOne, windowBounds, within } from '../../window.js'
import { countedOtherwise } from '../complement.js'
import type { Kind, NameUse, Reference } from '../kind.js'
import { countSlot, FIRST_EVENT, windowSlot } from '../slot.js'

const schema = z
  .strictObject({
    leaf: z.literal('clicked'),
    ...eventShape,
    offer: idSchema.nullable(),
    link: z.int().min(0).nullable(),
    topic: z.exactOptional(idSchema),
  })
  .refine(({ offer, link }) => link === null || offer !== null, 'a link needs its offer')
  .refine(({ offer, topic }) => topic === undefined || offer === null, 'a topic or an offer, not both')

/** How often they opened links: of an offer or of any, one link of it by its number, or those on a topic. */
export type Clicked = z.infer<typeof schema>

const VERBS: Verbs = {
  en: { some: 'clicked', times: 'clicked', none: 'no clicks', noneOf: 'no clicks on' },
  ru: { some: 'есть клик', times: 'клики', none: 'нет кликов', noneOf: 'нет кликов' },
}
const TOPIC = { en: 'topic', ru: 'по теме' }
const ANY: AnyOffer = {
  en: { some: 'any offer', none: 'any offer' },
  ru: { some: 'в любом предложении', none: 'ни в одном предложении' },
}
const BEGINS = {
  clicked: {
    en: [
      ...['clicked', 'click', 'clicks', 'clicked on', 'clicks on', 'click on', 'pressed', 'tapped', 'clicked through'],
      ...['clicking', 'clicked any link', 'opened a link', 'opened the link', 'clicked a link', 'clicked on a link'],
      ...['clicked any', 'opened any link', 'followed a link', 'followed the link', 'tapped on', 'pressed on'],
      ...['click through', 'clickers', 'clickthroughs', 'has clicked', 'went through', 'clicked the', 'clicked on the'],
      ...['clicked links', 'clicked on any link', 'clicked something'],
    ],
    ru: [
      ...['клики', 'клик', 'клика', 'кликов', 'кликал', 'кликала', 'кликали', 'кликнул', 'кликнула', 'кликнули'],
      ...['переход', 'переходы', 'перехода', 'переходов', 'перешел', 'перешла', 'перешли', 'переходил', 'переходили'],
      ...['нажал', 'нажала', 'нажали', 'нажатия', 'нажатий', 'клику', 'кликом', 'нажимал', 'нажимали', 'кликнувшие'],
      ...['кликавшие', 'кликают', 'кликает', 'жали', 'тыкали', 'тыкнули', 'ткнули', 'ткнул', 'тыкают', 'тапали'],
      ...['жмут', 'нажимают', 'жмякали', 'тапнули', 'клацали', 'щелкали', 'щелкнули'],
      ...['открывали ссылку', 'открыли ссылку', 'открывали ссылки', 'открыли ссылки', 'перешедшие', 'переходят'],
      ...['кликнувших', 'клики по ссылкам', 'кликали по ссылкам', 'кликали по ссылке', 'перешли по ссылке'],
      ...['переходили по ссылкам', 'переходили по ссылке', 'были клики', 'был клик', 'ходили по ссылкам'],
    ],
  },
}

/** What a number before them counts. */
const NOUNS: ReadonlySet<string> = new Set([
  ...'click clicks клик клика кликов клики переход перехода переходов переходы кликом кликами'.split(' '),
])

export const clicked: Kind<Clicked> = {
  name: 'clicked',
  schema,
  sql(leaf, context) {
    const { offer, topic } = leaf
    const rows = rowsOf(leaf, context)
    return happened(leaf.count, times => {
      if (offer !== null) return ofOffer(offer, rows, times)
      return topic === undefined ? byPerson(rows, times) : onTopic(topic, rows, times)
    })
  },
  not: countedOtherwise(phrase),
  refers: leaf => refersOf(leaf),
  names: leaf => namesOf(leaf),
  restsOnOrders: false,
  facts: () => ['clicked', 'engagement'],
  begins: BEGINS,
  read: c => [
    ...begunBy(c, BEGINS, () => readClicked(c)),
    ...(c.tokens[c.at - 1]?.text === 'not' ? linkAgain(c, 'name') : []),
    ...linkDone(c),
  ],
  bare: c => [
    ...offerAlone(c, 'clicked', offer => ({ leaf: 'clicked', count: { atLeast: 1 }, window: null, offer, link: null })),
    ...countFirst(c, NOUNS, first => readClicked(c, first)),
    ...[...linkAgain(c, 'value'), ...topicsHere(c, topics => anyOf(topics.map(onTopicOf)))],
  ],
  say: (leaf, phrasing) => phrase(leaf, countPhrase(leaf.count, phrasing), phrasing),
  builder: {
    entries: [
      {
        ...{ name: 'clicked', number: 6, menu: 'messages', label: { en: '👆 Clicked', ru: '👆 Клики' } },
        ...{ begins: { leaf: 'clicked', ...FIRST_EVENT, offer: null, link: null }, asks: null },
      },
    ],
    slots: {
      count: countSlot({ en: 'How many clicks?', ru: 'Сколько было кликов?' }),
      window: windowSlot({ en: 'When did they click?', ru: 'Когда они перешли по ссылке?' }),
      offer: {
        says: (leaf, offer) => (leaf === null ? null : { ...withoutTopic(leaf), offer, link: null }),
        of: leaf => leaf.offer,
      },
      link: {
        says: (leaf, link) => (leaf === null || leaf.offer === null ? null : { ...leaf, link }),
        of: leaf => leaf.link,
      },
      topic: {
        says(leaf, topic) {
          if (leaf === null) return null
          return topic === null ? withoutTopic(leaf) : { ...leaf, offer: null, link: null, topic }
        },
        of: leaf => leaf.topic ?? null,
      },
    },
    shown: ({ offer }) => ['count', 'window', 'offer', offer === null ? 'topic' : 'link'],
  },
}

function withoutTopic({ topic: _topic, ...leaf }: Clicked): Clicked {
  return leaf
}

/** Openings by people; those by machines, and those nobody is sure of, count for nothing. */
function rowsOf({ window, link }: Clicked, context: EvaluationContext): EventRows {
  const mine = ofOne(sql`e.subscriber_id`, context)
  const human = sql`e.verdict = 'human' and ${within(sql`e.at`, windowBounds(window, context))}${mine}`
  const test = link === null ? human : sql`e.link = ${link} and ${human}`
  return { table: sql`clicks`, index: sql`clicks_subscriber`, what: sql`count(*)`, test }
}

/** From the links that carry the topic on. */
function onTopic(topic: number, { what, test }: EventRows, times: Times): Sql {
  return sql`select e.subscriber_id from link_topics t cross join broadcasts b on b.offer_id = t.offer_id
      cross join clicks e on e.broadcast_id = b.id and e.link = t.number
      where t.topic_id = ${topic} and ${test} group by e.subscriber_id having ${times(what)}`
}

function refersOf({ offer, link, topic }: Clicked): Reference[] {
  return [
    ...(offer === null ? [] : [{ kind: 'offer' as const, id: offer }]),
    ...(topic === undefined ? [] : [{ kind: 'topic' as const, id: topic }]),
    ...(offer === null || link === null ? [] : [{ kind: 'link' as const, offer, number: link }]),
  ]
}

function namesOf(leaf: Clicked): NameUse<Clicked>[] {
  const { offer, link, count } = leaf
  if (offer === null || link === null) return []
  const use = { kind: 'link', of: offer, values: [String(link)], holds: holdsWithout(count) } as const
  return [{ ...use, with: ([name]) => ({ ...leaf, link: name === undefined ? link : Number(name) }) }]
}

function readClicked(c: Cursor, first: Often | null = null): Rule {
  let offer: number | null = null
  let others: Offers | null = null
  let link: number | null = null
  let links: Links | null = null
  let topic: number | null = null
  const { count, negated, window, any } = readParts(c, () => {
    if (topic === null && offer === null && take(c, 'topic') !== null) {
      takeSign(c, ':')
      topic = readTopic(c)
      return true
    }
    if (offer === null && link === null && seesLinkOf(c)) {
      // "Link 1 in "Spring sale"": the number stands before what it belongs to.
      const at = c.at
      const number = peek(c, 1)?.value ?? 0
      c.at += 2
      offer = takeOffer(c)
      if (offer !== null) {
        if (c.vocabulary.link(offer, number) === null) {
          const numbers = c.vocabulary.links(offer).map(name => String(c.vocabulary.findLink(offer ?? 0, name)))
          c.at = at + 1
          return fail(c, { kind: 'link' }, numbers)
        }
        link = number
        return true
      }
      c.at = at
    }
    if (offer !== null && link === null && take(c, 'link') !== null) {
      links = takeMoreLinks(c, { offer, link: readLink(c, offer) })
      link = links.of[0].link
      return true
    }
    if (offer !== null || topic !== null) return false
    takeBeforeSeveral(c)
    topic = takeTopicCalled(c)
    if (topic !== null) return true
    const called = takeLinksCalled(c)
    if (called !== null) {
      links = called
      offer = called.of[0].offer
      link = called.of[0].link
      return true
    }
    offer = takeOffer(c)
    if (offer !== null && see(c, 'link') === null) others = takeMoreOffers(c, offer)
    return offer !== null
  })
  const about = topic === null ? {} : { topic }
  offer = offerAbout(c, offer, !any && topic === null && count === null && window === null && first === null)
  if (first !== null && count !== null) return fail(c, { kind: 'once' })
  const times = first?.count ?? count ?? { atLeast: 1 }
  const leaf: Clicked = { leaf: 'clicked', count: times, window, offer, link, ...about }
  const turned = first?.negated ?? negated
  if (links !== null) return ofLinks(links, found => counted({ ...leaf, ...found }, turned))
  if (others === null || link !== null) return counted(leaf, turned)
  return ofEach(others, offer => counted({ ...leaf, offer }, turned))
}

function seesLinkOf(c: Cursor): boolean {
  const word = see(c, 'link')
  const number = peek(c, 1)
  return word?.length === 1 && number?.kind === 'number' && Number.isInteger(number.value) && peek(c, 2) !== null
}

function phrase(leaf: Clicked, counted: Counted, phrasing: Phrasing): string {
  const object = objectOf(leaf, counted, phrasing)
  return eventPhrase({ verbs: VERBS, object, window: leaf.window }, counted, phrasing)
}

function objectOf(leaf: Clicked, counted: Counted, phrasing: Phrasing): string[] {
  const { offer, link, topic } = leaf
  const { names, language } = phrasing
  if (topic !== undefined) {
    const name = names.topics.name(topic)
    return [`${TOPIC[language]} ${name === null ? `#${topic}` : quoted(name)}`]
  }
  const about = offerOfEvent(leaf, counted, phrasing, ANY)
  return offer === null || link === null ? about : [...about, linkPhrase(offer, link, phrasing)]
}

/** "Clicked dresses but not coats": another link of the offer whose link was named before. */
function linkAgain(c: Cursor, sure: Sure): Candidate[] {
  const { last, at: begin } = c
  const before = last?.leaf === 'clicked' ? schema.safeParse(last).data : undefined
  if (before === undefined || before.offer === null || before.link === null) return []
  const { offer, window } = before
  // "Clicked A this week but not B": whether that is of this week too is asked.
  const timed = () => (sure === 'name' && window !== null && pick(c, 2) === 1 ? null : window)
  const found = namedAt(c, label => c.vocabulary.findLink(offer, label))
  const againOf = (of: Partial<Clicked>): Clicked => ({ ...before, ...of, count: { atLeast: 1 }, window: timed() })
  const read = (): Clicked => againOf({ link: found?.value ?? before.link })
  if (found !== null) return [{ to: found.to, sure, read }]
  // "Clicked Register but not Buy tickets": a link of another offer.
  const place: Cursor = { ...c, made: new Set(), ways: { many: 1 }, trying: true }
  const other = sure === 'name' ? takeLinksCalled(place) : null
  if (other === null || other.of.length > 1) return []
  const readOther = (): Rule => {
    c.at = begin
    return ofLinks(takeLinksCalled(c) ?? other, againOf)
  }
  return [{ to: place.at, sure, read: readOther }]
}

function onTopicOf(topic: number): Clicked {
  return { leaf: 'clicked', count: { atLeast: 1 }, window: null, offer: null, link: null, topic }
}
