import { Composer } from 'grammy'
import { findCurrency } from '../../../text/currency.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { type Card, key, pairs } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress, stopClock } from '../../press.js'
import type { Topics } from '../ask.js'
import { presses, toGroup } from './addresses.js'
import type { SettingsDeps } from './deps.js'
import { settingsCard } from './home.js'
import { showQuestion, wordsTopic } from './question.js'
import { marked } from './words.js'

const TOPIC = 'settings_currency'
const OFFERED = ['EUR', 'USD', 'RUB', 'KZT'] as const

/** The currency that sums are counted in. */
export function currencyFeature(deps: SettingsDeps): Composer<BotContext> {
  const { preferences } = deps
  const composer = new Composer<BotContext>()
  onPress(composer, presses.currency, ctx => showQuestion(ctx, currencyCard(deps, ctx), TOPIC))
  onPress(composer, presses.currencyIs, async (ctx, { index }) => {
    const chosen = OFFERED[index]
    if (chosen === undefined) return stopClock(ctx, texts(ctx.language).admin.oldButton)
    await ctx.deed(() => preferences.save.currency(chosen))
    await showQuestion(ctx, currencyCard(deps, ctx), TOPIC)
  })
  return composer
}

/** The currency, typed. */
export function currencyTopics(deps: SettingsDeps): Topics {
  const { preferences } = deps
  return {
    [TOPIC]: wordsTopic('currency', async (ctx, words) => {
      const t = texts(ctx.language).settingsCards
      const currency = findCurrency(words)
      if (currency === null) return { problem: t.currencyUnknown(shorten(words, 30)) }
      await ctx.deed(() => preferences.save.currency(currency))
      return { card: settingsCard(deps, ctx, t.saved(t.currency(currency))) }
    }),
  }
}

function currencyCard({ preferences }: SettingsDeps, ctx: BotContext): Card {
  const { admin, settingsCards: t } = texts(ctx.language)
  const now = preferences.currency()
  const choices = OFFERED.map((code, index) => key(marked(code, code === now), presses.currencyIs, { index }))
  return { text: t.currencyAsked(now), keyboard: [...pairs(choices), [toGroup(admin.back, 'shop')]] }
}
