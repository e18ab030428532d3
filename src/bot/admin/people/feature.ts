import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { z } from 'zod'
import { findPeople } from '../../../audience/search.js'
import { findSubscriber } from '../../../audience/subscriber.js'
import { pauseOffers, stopOffers } from '../../../audience/subscription.js'
import { DAY } from '../../../clock.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { type Card, key, sendCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { MOST_TEST_PEOPLE } from '../../preference.js'
import { isPassed, onPress, type Press } from '../../press.js'
import { findConcerned } from '../../replies/copies.js'
import { ask, type Topics } from '../ask.js'
import { home } from '../home/addresses.js'
import { pageRow } from '../page.js'
import { findWords, keepWords } from '../search.js'
import { presses } from './addresses.js'
import { questionTopic, type Reply, showQuestion } from './asked.js'
import { getPerson, type PeopleDeps, personCard, personName } from './card.js'
import { ordersOfPerson, segmentsOfPerson } from './details.js'
import { knownFeature, knownTopics } from './known.js'
import { clicksOfPerson, messagesOfPerson } from './messages.js'
import { personLines, personRows } from './rows.js'
import { scoresCard } from './scores.js'
import { stepFeature, stepTopics } from './step.js'

const TOPIC = 'person'
const SIZE = 6
const PAUSE_DAYS = 30

/** `/who`: one person, what is known of them and what can be done. */
export function peopleFeature(deps: PeopleDeps): Composer<BotContext> {
  const { db, preferences } = deps
  const composer = new Composer<BotContext>()

  composer.command('who', async ctx => {
    const replied = ctx.message?.reply_to_message
    const reply =
      ctx.match.trim() !== ''
        ? await byWords(deps, ctx, ctx.match)
        : replied === undefined
          ? null
          : await byReply(deps, ctx, replied)
    if (reply === null) return void (await ask(ctx, TOPIC, { place: await sendCard(ctx, askCard(ctx)) }))
    if ('card' in reply) return void (await sendCard(ctx, reply.card))
    await ctx.reply(typeof reply.problem === 'string' ? reply.problem : reply.problem.text)
  })
  onPress(composer, presses.ask, ctx => showQuestion(ctx, askCard(ctx), TOPIC))
  onPress(composer, presses.found, async (ctx, { search, page }) => {
    const words = findWords(db, ctx.from?.id ?? 0, search)
    if (words === null) return showQuestion(ctx, askCard(ctx), TOPIC)
    await showCard(ctx, await foundCard(deps, ctx, { id: search, words }, page))
  })
  onPress(composer, presses.below, (ctx, { id }) => sendCard(ctx, personCard(deps, ctx, id)))
  onPress(composer, presses.open, (ctx, { id }) => showCard(ctx, personCard(deps, ctx, id)))
  onPress(composer, presses.scores, (ctx, { id }) => showCard(ctx, scoresCard(deps, ctx, id)))
  knownFeature(deps, composer)
  stepFeature(deps, composer)
  const paged = [
    [presses.messages, messagesOfPerson],
    [presses.clicks, clicksOfPerson],
    [presses.orders, ordersOfPerson],
    [presses.segments, segmentsOfPerson],
  ] as const
  for (const [press, card] of paged)
    onPress(composer, press, async (ctx, { id, page }) => showCard(ctx, await card(deps, ctx, id, page)))

  onPress(composer, presses.pause, async (ctx, { id }) => {
    const { done } = texts(ctx.language).personCards
    const change = { source: byAdmin(ctx), wording: null, deliveryId: null, until: ctx.at + PAUSE_DAYS * DAY } as const
    const changed = await ctx.deed(z.boolean(), () => pauseOffers(db, id, change, ctx.at))
    await showCard(ctx, personCard(deps, ctx, id, changed ? done.paused : done.unpaused))
  })
  onPress(composer, presses.askStop, (ctx, { id }) => {
    const { admin, personCards: t } = texts(ctx.language)
    return showCard(ctx, {
      text: t.stopAsked(personName(getPerson(deps, id))),
      keyboard: [[key(admin.card, presses.open, { id }), key(t.stopYes, presses.stop, { id })]],
    })
  })
  onPress(composer, presses.stop, async (ctx, { id }) => {
    await ctx.deed(() => stopOffers(db, id, { source: byAdmin(ctx), wording: null, deliveryId: null }, ctx.at))
    await showCard(ctx, personCard(deps, ctx, id, texts(ctx.language).personCards.done.stopped))
  })
  onPress(composer, presses.tester, async (ctx, { id, generation }) => {
    const t = texts(ctx.language).personCards
    const { telegramId } = getPerson(deps, id)
    const came = await ctx.deed(z.enum(['tester', 'noTester', 'full']), () => {
      const people = preferences.testPeople()
      const there = people.includes(telegramId)
      // The button was made when they were none, or one: it is what it says, not what stands now, that is wanted.
      if (isPassed(generation, there ? 1 : 0)) return there ? 'tester' : 'noTester'
      if (!there && people.length >= MOST_TEST_PEOPLE) return 'full'
      preferences.save.testPeople(there ? people.filter(one => one !== telegramId) : [...people, telegramId])
      return there ? 'noTester' : 'tester'
    })
    await showCard(ctx, personCard(deps, ctx, id, came === 'full' ? t.testersFull : t.done[came]))
  })
  return composer
}

/** What is typed there: whom they mean (words, a forwarded message or a contact), values, days and reasons. */
export function peopleTopics(deps: PeopleDeps): Topics {
  return {
    [TOPIC]: questionTopic((ctx, message) => byMessage(deps, ctx, message)),
    ...knownTopics(deps),
    ...stepTopics(deps),
  }
}

function byAdmin(ctx: BotContext): `admin:${number}` {
  return `admin:${ctx.from?.id ?? 0}`
}

function askCard(ctx: BotContext): Card {
  const { admin, personCards: t } = texts(ctx.language)
  return { text: t.asked(), keyboard: [[key(admin.back, home.home, {})]] }
}

/** A message in this chat that somebody of the team replied to; what was passed on is of whoever wrote it. */
async function byReply(deps: PeopleDeps, ctx: BotContext, replied: Message): Promise<Reply> {
  const writer = findConcerned(deps.db, replied.chat.id, replied.message_id)
  return writer === null ? byMessage(deps, ctx, replied) : byTelegramId(deps, ctx, writer)
}

async function byMessage(deps: PeopleDeps, ctx: BotContext, message: Message): Promise<Reply> {
  const t = texts(ctx.language).personCards
  const { forward_origin: origin, contact } = message
  if (origin?.type === 'hidden_user') return { problem: t.hidden }
  if (origin !== undefined)
    return origin.type === 'user' ? byTelegramId(deps, ctx, origin.sender_user.id) : { problem: t.unreadable }
  if (contact?.user_id !== undefined) return byTelegramId(deps, ctx, contact.user_id)
  const words = contact?.phone_number.replace(/^\+?/, '+') ?? message.text
  return words === undefined ? { problem: t.unreadable } : byWords(deps, ctx, words)
}

function byTelegramId(deps: PeopleDeps, ctx: BotContext, telegramId: number): Reply {
  const person = findSubscriber(deps.db, telegramId)
  if (person === null) return { problem: texts(ctx.language).personCards.unknown }
  return { card: personCard(deps, ctx, person.id) }
}

async function byWords(deps: PeopleDeps, ctx: BotContext, typed: string): Promise<Reply> {
  const t = texts(ctx.language).personCards
  const id = await deps.db.group(() => keepWords(deps.db, ctx.from?.id ?? 0, typed))
  const words = id === null ? null : findWords(deps.db, ctx.from?.id ?? 0, id)
  if (id === null || words === null) return { problem: t.unreadable }
  const { people, total } = await findPeople(deps.db, words, { offset: 0, limit: 1 })
  const [first] = people
  if (first === undefined) return { problem: t.nobody(words) }
  return { card: total === 1 ? personCard(deps, ctx, first.id) : await foundCard(deps, ctx, { id, words }, 0) }
}

async function foundCard(
  deps: PeopleDeps,
  ctx: BotContext,
  search: { id: number; words: string },
  page: number,
): Promise<Card> {
  const { admin, personCards: t } = texts(ctx.language)
  const { people, total } = await findPeople(deps.db, search.words, { offset: Math.max(0, page) * SIZE, limit: SIZE })
  const turn: Press<'page'> = {
    name: presses.found.name,
    data: ({ page }) => presses.found.data({ search: search.id, page }),
    read: presses.found.read,
  }
  const first = Math.max(0, page) * SIZE + 1
  return {
    text: lines([t.found(search.words, total), ...personLines({ ...deps, language: ctx.language }, people, first)]),
    keyboard: [
      ...personRows(people, first, presses.open),
      ...pageRow(turn, { page, size: SIZE, total }),
      [key(admin.back, presses.ask, {})],
    ],
  }
}
