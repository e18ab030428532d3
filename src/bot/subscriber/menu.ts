import { Composer } from 'grammy'
import { findQuestion, isAsked } from '../../audience/survey/question.js'
import type { Db } from '../../db/open.js'
import { unreachable } from '../../errors.js'
import { texts } from '../../text/index.js'
import { lines } from '../../text/rich.js'
import { type Card, key } from '../card.js'
import { sendCard } from '../card-message.js'
import { type BotContext, personOf } from '../context.js'
import { handOver, putContent } from '../replies/ready/hand.js'
import { countSent, findReady } from '../replies/ready.js'
import { countPress, findMenuButton, type MenuButton } from '../settings/menu.js'
import { own } from './addresses.js'
import { menuKeys } from './menu/keys.js'
import { answer, onButton } from './press.js'
import { invite } from './start.js'
import { putQuestion } from './survey/ballot.js'
import type { SubscriberDeps } from './works.js'

/** `/menu`, and what its buttons do wherever they stand. */
export function ownMenu({ db }: Pick<SubscriberDeps, 'db'>): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  composer.command('menu', async ctx => {
    if (ctx.subscriber === null) return invite(ctx)
    await sendCard(ctx, menuCard(db, ctx))
  })

  onButton(composer, own.menu, async (ctx, { button: id }) => {
    const { subscriber, from } = ctx
    if (subscriber === null || from === undefined) return void (await Promise.all([answer(ctx), invite(ctx)]))
    const button = findMenuButton(db, id)
    if (button === null) return answer(ctx, texts(ctx.language).subscriber.menu.gone)
    await press(ctx, subscriber.id, button)
  })

  async function press(ctx: BotContext, subscriberId: number, { id, label, action }: MenuButton): Promise<void> {
    const t = texts(ctx.language).subscriber
    switch (action.kind) {
      case 'link':
        // It was one that came to us when this menu was shown.
        return void (await Promise.all([
          answer(ctx),
          sendCard(ctx, { text: lines([label]), keyboard: [[{ label, url: action.url }]] }),
        ]))
      case 'code': {
        await ctx.deed(() => countPress(db, id))
        const keyboard = [[{ label: t.menu.copy, copy: action.code }]]
        return void (await Promise.all([answer(ctx), sendCard(ctx, { text: t.menu.code(action.code), keyboard })]))
      }
      case 'answer': {
        const ready = findReady(db, action.answerId)
        const person = ctx.from === undefined ? null : personOf(ctx.from)
        if (person === null || (ready === null && !ctx.deed.isDone())) return answer(ctx, t.menu.gone)
        await ctx.deed(() => {
          if (ready === null) return
          countPress(db, id)
          countSent(db, ready.id, 'byMenu')
          putContent(db, ctx, person, ready.content)
        })
        return void (await Promise.all([answer(ctx), handOver(db, ctx, person, ready?.content ?? null)]))
      }
      case 'question': {
        const question = findQuestion(db, action.questionId)
        if (question === null || !isAsked(question)) return answer(ctx, t.menu.gone)
        await ctx.deed(() => countPress(db, id))
        const asked = { question, place: { kind: 'chat' } } as const
        const show = (card: Card) => sendCard(ctx, card)
        return void (await Promise.all([answer(ctx), putQuestion(db, ctx, subscriberId, asked, show)]))
      }
      default:
        return unreachable(action)
    }
  }

  return composer
}

/** The menu as people have it: the shop's own buttons, and their settings. */
export function menuCard(db: Db, ctx: BotContext): Card {
  const t = texts(ctx.language).subscriber
  const keys = menuKeys(db)
  return {
    text: keys.length === 0 ? t.help(ctx.me.first_name) : lines([t.menu.asked]),
    keyboard: [...keys, [key(`⚙️ ${t.settings}`, own.settings, {})]],
  }
}
