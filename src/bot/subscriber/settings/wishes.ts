import { Composer } from 'grammy'
import { answerInterest, interestsOf } from '../../../audience/interest.js'
import { languageOf } from '../../../audience/subscriber.js'
import { chooseOwnQuiet, findOwnQuiet, type OwnQuiet } from '../../../audience/subscription/own-hours.js'
import { chooseOften, findWish, HOW_OFTEN, type Wish } from '../../../audience/subscription/wish.js'
import type { QuietHours } from '../../../delivery/gate/hours.js'
import { AppError, isAppError } from '../../../errors.js'
import { clockOf } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { b, lines } from '../../../text/rich.js'
import { type Card, type Key, key, pairs } from '../../card.js'
import { showCard } from '../../card-message.js'
import type { BotContext } from '../../context.js'
import { usualQuiet } from '../../settings/preference.js'
import { own } from '../addresses.js'
import { words } from '../own.js'
import { answer, onButton } from '../press.js'
import { invite } from '../start.js'
import type { SubscriberDeps } from '../works.js'

const FROM = [20, 21, 22, 23]
const TO = [7, 8, 9, 10]
/** Both ends alike: no hour is quiet. */
const ANY_HOUR: OwnQuiet = { from: 0, to: 0 }

/** `/settings` → what and how often: what somebody wants to hear about, how often, and in which hours they want peace. */
export function ownWishes(deps: SubscriberDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()

  /** @param change keeps what the press means; it is told the label that was pressed */
  function onChange<T extends object>(
    button: { read(data: string): T | null },
    card: (ctx: BotContext, id: number) => Card,
    change: (ctx: BotContext, id: number, values: T) => void = () => {},
  ): void {
    onButton(composer, button, async (ctx, values) => {
      const { subscriber } = ctx
      if (subscriber === null) return void (await Promise.all([answer(ctx), invite(ctx)]))
      ctx.language = languageOf(subscriber, ctx.language)
      try {
        await ctx.deed(() => change(ctx, subscriber.id, values))
        await Promise.all([answer(ctx), showCard(ctx, card(ctx, subscriber.id))])
      } catch (error) {
        // It was put away while the card stood there.
        if (!isAppError(error, 'interest_not_found')) throw error
        await Promise.all([answer(ctx, say(ctx).gone), showCard(ctx, card(ctx, subscriber.id))])
      }
    })
  }

  const say = (ctx: BotContext) => texts(ctx.language).subscriber.wishes
  const by = (ctx: BotContext, name: string, shown: string) => ({
    source: 'settings' as const,
    wording: words(ctx, name, shown),
    deliveryId: null,
  })
  const wishes = (ctx: BotContext, id: number) => wishesCard(ctx, id, deps)
  const hours = (ctx: BotContext, id: number) => hoursCard(ctx, id, deps)

  onChange(own.wishes, wishes)
  onChange(own.about, wishes, (ctx, id, { interest, wants }) => {
    const chosen = interestsOf(db, id).find(one => one.id === interest)
    if (chosen === undefined) throw new AppError('interest_not_found')
    const shown = tickOf(chosen.name, wants === 1)
    answerInterest(db, id, { interest, wants: wants === 1 }, by(ctx, 'about', shown), ctx.at)
  })
  onChange(own.often, wishes, (ctx, id, { n }) => {
    const wish = HOW_OFTEN[n]
    if (wish === undefined) return
    chooseOften(db, id, wish, by(ctx, 'often', say(ctx).often[oftenName(wish)]), ctx.at)
  })

  onChange(own.hours, hours)
  const choose = (ctx: BotContext, id: number, quiet: OwnQuiet | null, shown: string) => {
    chooseOwnQuiet(db, id, quiet, by(ctx, 'hours', shown), ctx.at)
  }
  /** Of the hours that hold for them now one end becomes another. */
  const end = (ctx: BotContext, id: number, part: Partial<OwnQuiet>, shown: string) => {
    const quiet = { ...(quietNow(id, deps) ?? usualQuiet), ...part }
    if (quiet.from !== quiet.to) choose(ctx, id, quiet, shown)
  }
  onChange(own.hoursFrom, hours, (ctx, id, { hour }) => {
    if (FROM.includes(hour)) end(ctx, id, { from: hour * 60 }, say(ctx).from(clockOf(hour * 60)))
  })
  onChange(own.hoursTo, hours, (ctx, id, { hour }) => {
    if (TO.includes(hour)) end(ctx, id, { to: hour * 60 }, say(ctx).to(clockOf(hour * 60)))
  })
  onChange(own.hoursAny, hours, (ctx, id) => choose(ctx, id, ANY_HOUR, say(ctx).anyHour))
  onChange(own.hoursUsual, hours, (ctx, id) => choose(ctx, id, null, say(ctx).asUsual))
  return composer
}

/** What a choice of how often is called among the words of the screen. */
export function oftenName(wish: Wish | null): 'usual' | 'twice' | 'weekly' | 'monthly' {
  if (wish === null) return 'usual'
  if (wish.perMonth !== null) return 'monthly'
  return wish.perWeek === 1 ? 'weekly' : 'twice'
}

type Shop = Pick<SubscriberDeps, 'db' | 'quiet'>

function wishesCard(ctx: BotContext, id: number, deps: Shop): Card {
  const { subscriber } = texts(ctx.language)
  const t = subscriber.wishes
  const about = interestsOf(deps.db, id)
  const wish = oftenName(findWish(deps.db, id))
  const often = HOW_OFTEN.map((one, n): Key => {
    const name = oftenName(one)
    return key(name === wish ? `✅ ${t.oftenKeys[name]}` : t.oftenKeys[name], own.often, { n })
  })
  return {
    text: lines([
      b(t.title),
      '',
      about.length === 0 ? null : t.about,
      t.oftenNow(t.often[wish]),
      t.hoursNow(hoursWords(ctx, id, deps)),
    ]),
    keyboard: [
      ...pairs(
        about.map(({ id: interest, name, wants }) =>
          key(tickOf(name, wants), own.about, { interest, wants: wants ? 0 : 1 }),
        ),
      ),
      ...pairs(often),
      ...pairs([key(t.hoursKey, own.hours, {}), key(subscriber.back, own.settings, {})]),
    ],
  }
}

function hoursCard(ctx: BotContext, id: number, deps: Shop): Card {
  const { subscriber } = texts(ctx.language)
  const t = subscriber.wishes
  const mine = findOwnQuiet(deps.db, id)
  const now = quietNow(id, deps)
  const mark = (label: string, on: boolean) => (on ? `✅ ${label}` : label)
  const any = mine !== null && mine.from === mine.to
  return {
    text: lines([b(t.hoursTitle), '', t.hoursNow(hoursWords(ctx, id, deps)), t.hoursMean]),
    keyboard: [
      ...pairs(
        FROM.map(hour => key(mark(t.from(clockOf(hour * 60)), now?.from === hour * 60), own.hoursFrom, { hour })),
      ),
      ...pairs(TO.map(hour => key(mark(t.to(clockOf(hour * 60)), now?.to === hour * 60), own.hoursTo, { hour }))),
      [key(mark(t.anyHour, any), own.hoursAny, {}), key(mark(t.asUsual, mine === null), own.hoursUsual, {})],
      [key(subscriber.back, own.wishes, {})],
    ],
  }
}

/** The hours that hold for somebody: their own, else the shop's; null: no hour is quiet. */
function quietNow(id: number, { db, quiet }: Shop): QuietHours | null {
  const hours = findOwnQuiet(db, id) ?? quiet()
  return hours === null || hours.from === hours.to ? null : hours
}

function hoursWords(ctx: BotContext, id: number, deps: Shop): string {
  const hours = quietNow(id, deps)
  const t = texts(ctx.language).subscriber.wishes
  return hours === null ? t.noHours : `${clockOf(hours.from)}–${clockOf(hours.to)}`
}

function tickOf(name: string, wants: boolean): string {
  return `${wants ? '☑' : '☐'} ${name}`
}
