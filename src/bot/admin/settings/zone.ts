import { findZone } from '../../../audience/place/zone-name.js'
import { shorten, time, zoneName } from '../../../text/format.js'
import { again, type Entry, go, screen, takes } from '../../screen.js'
import { settings, toGroup } from './addresses.js'

/** Whose clock the bot goes by. */
export const zonePlaces: Entry[] = [
  screen(
    settings.zone,
    ({ preferences, language, at, t: { admin, settingsCards: t } }) => {
      const zone = preferences.zone()
      return {
        text: t.zoneAsked(zoneName(zone, language), time(at, zone)),
        keyboard: [[toGroup(admin.back, 'shop')]],
      }
    },
    {
      words: takes(
        {
          look({ language, t: { settingsCards: t } }, { said }) {
            const words = said.text.normalize('NFKC')
            const named = findZone(words)
            if (named.kind === 'none') return again(t.zoneUnknown(shorten(words, 60)))
            if (named.kind === 'zone') return named
            return again(
              t.zoneSeveral(
                shorten(words, 60),
                named.zones.map(zone => zoneName(zone, language)),
              ),
            )
          },
          do({ preferences, language, at, t: { settingsCards: t } }, _, { zone }) {
            preferences.save.zone(zone)
            return go(settings.home, {}, t.saved(t.zone(zoneName(zone, language), time(at, zone))))
          },
        },
        here => here.t.asked.zone,
      ),
    },
  ),
]
