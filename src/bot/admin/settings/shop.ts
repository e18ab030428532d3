import type { Rich } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { again, type Doing, deed, type Entry, go, screen, takes } from '../../screen.js'
import { CONTACT_LENGTH, TITLE_LENGTH } from '../../settings/preference.js'
import { settings, toGroup } from './addresses.js'

/** What the shop is called, and where it is reached when nobody answers here. */
export const namePlaces: Entry[] = [
  screen(settings.shop, ({ preferences, bot, t: { admin, settingsCards: t } }) => {
    const contact = preferences.contact()
    return {
      text: t.shopAsked(preferences.title() ?? bot().first_name, contact),
      keyboard: pairs([
        key(t.titleKey, settings.title, {}),
        key(t.contactKey, settings.contact, {}),
        ...(contact === null ? [] : [key(t.noContact, settings.noContact, {})]),
        toGroup(admin.back, 'shop'),
      ]),
    }
  }),

  screen(settings.title, here => asking(here, here.t.settingsCards.titleWanted(TITLE_LENGTH)), {
    words: line('shopName', TITLE_LENGTH, ({ preferences }, words) => preferences.save.title(words)),
  }),
  screen(settings.contact, here => asking(here, here.t.settingsCards.contactWanted(CONTACT_LENGTH)), {
    words: line('contact', CONTACT_LENGTH, ({ preferences }, words) => preferences.save.contact(words)),
  }),
  deed(settings.noContact, ({ preferences }) => {
    preferences.save.contact(null)
    return go(settings.shop, {})
  }),
]

function asking({ t }: Here, text: Rich) {
  return { text, keyboard: [[key(t.admin.back, settings.shop, {})]] }
}

/** Takes one line of at most so many letters. */
function line(wanted: 'shopName' | 'contact', most: number, save: (here: Doing, words: string) => void) {
  return takes(
    {
      look({ t }, { said }) {
        const words = said.text.normalize('NFKC').replace(/\s+/g, ' ')
        return words.length > most ? again(t.settingsCards.tooLong(words.length, most)) : words
      },
      do(here, _, words) {
        save(here, words)
        return go(settings.shop, {})
      },
    },
    here => here.t.asked[wanted],
  )
}
