import { lines } from '../../../text/rich.js'
import { key } from '../../card.js'
import { deed, type Entry, go, screen } from '../../screen.js'
import { marked } from '../words/mark.js'
import { settings, toGroup } from './addresses.js'

/** Whether shops are told which click somebody came by. */
export const clickIdPlaces: Entry[] = [
  screen(settings.clickIds, ({ preferences, t: { admin, settingsCards: t } }) => {
    const told = preferences.clickIds()
    return {
      text: lines([told ? t.clickIds.on : t.clickIds.off, '', ...t.clickIds.about]),
      keyboard: [
        [
          key(marked(t.clickIds.tell, told), settings.tellClicks, {}),
          key(marked(t.clickIds.hide, !told), settings.hideClicks, {}),
        ],
        [toGroup(admin.back, 'data')],
      ],
    }
  }),

  deed(settings.tellClicks, ({ preferences }) => {
    preferences.save.clickIds(true)
    return go(settings.clickIds, {})
  }),
  deed(settings.hideClicks, ({ preferences }) => {
    preferences.save.clickIds(false)
    return go(settings.clickIds, {})
  }),
]
