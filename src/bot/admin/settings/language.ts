import { Composer } from 'grammy'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { type Card, key, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress } from '../../press.js'
import { presses, toGroup } from './addresses.js'
import type { SettingsDeps } from './deps.js'
import { marked } from './words.js'

/** The language for people whose own the bot does not speak. */
export function languageFeature({ preferences }: SettingsDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  const show = (ctx: BotContext) => showCard(ctx, languageCard(ctx, preferences.language()))
  const speak = (language: Language) => async (ctx: BotContext) => {
    await ctx.deed(() => preferences.save.language(language))
    await show(ctx)
  }
  onPress(composer, presses.language, show)
  onPress(composer, presses.english, speak('en'))
  onPress(composer, presses.russian, speak('ru'))
  return composer
}

function languageCard(ctx: BotContext, language: Language): Card {
  const { admin, settingsCards: t } = texts(ctx.language)
  return {
    text: t.languageAsked(t.languages[language]),
    keyboard: [
      [
        key(marked(t.languages.en, language === 'en'), presses.english, {}),
        key(marked(t.languages.ru, language === 'ru'), presses.russian, {}),
      ],
      [toGroup(admin.back, 'shop')],
    ],
  }
}
