import { Composer } from 'grammy'
import { texts } from '../../../text/index.js'
import type { Rich } from '../../../text/rich.js'
import { type Card, key, pairs, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { CONTACT_LENGTH, TITLE_LENGTH } from '../../preference.js'
import { onPress } from '../../press.js'
import type { Topics } from '../ask.js'
import type { Wanted } from '../words.js'
import { presses, toGroup } from './addresses.js'
import type { SettingsDeps } from './deps.js'
import { showQuestion, wordsTopic } from './question.js'

const TITLE_TOPIC = 'settings_title'
const CONTACT_TOPIC = 'settings_contact'

/** What the shop is called, and where it is reached when nobody answers here. */
export function shopFeature({ preferences }: SettingsDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  const question = (ctx: BotContext, text: Rich, topic: string) =>
    showQuestion(ctx, { text, keyboard: [[key(texts(ctx.language).admin.back, presses.shop, {})]] }, topic)
  const say = (ctx: BotContext) => texts(ctx.language).settingsCards
  onPress(composer, presses.shop, ctx => showCard(ctx, shopCard(preferences, ctx)))
  onPress(composer, presses.title, ctx => question(ctx, say(ctx).titleWanted(TITLE_LENGTH), TITLE_TOPIC))
  onPress(composer, presses.contact, ctx => question(ctx, say(ctx).contactWanted(CONTACT_LENGTH), CONTACT_TOPIC))
  onPress(composer, presses.noContact, async ctx => {
    await ctx.deed(() => preferences.save.contact(null))
    await showCard(ctx, shopCard(preferences, ctx))
  })
  return composer
}

/** Both, typed. */
export function shopTopics({ preferences }: SettingsDeps): Topics {
  const typed = (wanted: Wanted, most: number, save: (words: string) => void) =>
    wordsTopic(wanted, async (ctx, words) => {
      const line = words.replace(/\s+/g, ' ')
      if (line.length > most) return { problem: texts(ctx.language).settingsCards.tooLong(line.length, most) }
      await ctx.deed(() => save(line))
      return { card: shopCard(preferences, ctx) }
    })
  return {
    [TITLE_TOPIC]: typed('shopName', TITLE_LENGTH, preferences.save.title),
    [CONTACT_TOPIC]: typed('contact', CONTACT_LENGTH, preferences.save.contact),
  }
}

function shopCard(preferences: SettingsDeps['preferences'], ctx: BotContext): Card {
  const { admin, settingsCards: t } = texts(ctx.language)
  const contact = preferences.contact()
  return {
    text: t.shopAsked(preferences.title() ?? ctx.me.first_name, contact),
    keyboard: pairs([
      key(t.titleKey, presses.title, {}),
      key(t.contactKey, presses.contact, {}),
      ...(contact === null ? [] : [key(t.noContact, presses.noContact, {})]),
      toGroup(admin.back, 'shop'),
    ]),
  }
}
