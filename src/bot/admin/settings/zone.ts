import { Composer } from 'grammy'
import { shorten, time, zoneName } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import type { BotContext } from '../../context.js'
import { onPress } from '../../press.js'
import type { Topics } from '../ask.js'
import { findZone } from '../offers/when/zone-names.js'
import { presses, toGroup } from './addresses.js'
import type { SettingsDeps } from './deps.js'
import { settingsCard } from './home.js'
import { showQuestion, wordsTopic } from './question.js'

const TOPIC = 'settings_zone'

/** Whose clock the bot goes by. */
export function zoneFeature({ preferences }: SettingsDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  onPress(composer, presses.zone, ctx => {
    const { admin, settingsCards: t } = texts(ctx.language)
    const zone = preferences.zone()
    const text = t.zoneAsked(zoneName(zone, ctx.language), time(ctx.at, zone))
    return showQuestion(ctx, { text, keyboard: [[toGroup(admin.back, 'shop')]] }, TOPIC)
  })
  return composer
}

/** The zone, typed. */
export function zoneTopics(deps: SettingsDeps): Topics {
  const { preferences } = deps
  return {
    [TOPIC]: wordsTopic('zone', async (ctx, words) => {
      const t = texts(ctx.language).settingsCards
      const named = findZone(words)
      if (named.kind === 'none') return { problem: t.zoneUnknown(shorten(words, 60)) }
      if (named.kind === 'several') {
        const several = named.zones.map(zone => zoneName(zone, ctx.language))
        return { problem: t.zoneSeveral(shorten(words, 60), several) }
      }
      const { zone } = named
      await ctx.deed(() => preferences.save.zone(zone))
      return { card: settingsCard(deps, ctx, t.saved(t.zone(zoneName(zone, ctx.language), time(ctx.at, zone)))) }
    }),
  }
}
