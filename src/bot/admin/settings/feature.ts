import { Composer } from 'grammy'
import type { BotContext } from '../../context.js'
import type { Topics } from '../ask.js'
import { currencyFeature, currencyTopics } from './currency.js'
import type { SettingsDeps } from './deps.js'
import { frequencyFeature, frequencyTopics } from './frequency.js'
import { searchTopics, settingsHome } from './home.js'
import { languageFeature } from './language.js'
import { quietFeature, quietTopics } from './quiet.js'
import { shopFeature, shopTopics } from './shop.js'
import { testersFeature, testersTopics } from './testers.js'
import { zoneFeature, zoneTopics } from './zone.js'

export type { SettingsDeps } from './deps.js'
export { showSettings } from './home.js'

/** The settings of the bot, as those who run it see them. */
export function botSettingsFeature(deps: SettingsDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(settingsHome(deps), frequencyFeature(deps), quietFeature(deps), testersFeature(deps))
  composer.use(zoneFeature(deps), languageFeature(deps), shopFeature(deps), currencyFeature(deps))
  return composer
}

/** What is typed there. */
export function botSettingsTopics(deps: SettingsDeps): Topics {
  return {
    ...searchTopics(deps),
    ...frequencyTopics(deps),
    ...quietTopics(deps),
    ...testersTopics(deps),
    ...zoneTopics(deps),
    ...shopTopics(deps),
    ...currencyTopics(deps),
  }
}
