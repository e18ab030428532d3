import { key } from '../../card.js'
import { deed, type Entry, go, screen } from '../../screen.js'
import { marked } from '../words/mark.js'
import { settings, toGroup } from './addresses.js'

/** The language for people whose own the bot does not speak. */
export const languagePlaces: Entry[] = [
  screen(settings.language, ({ preferences, t: { admin, settingsCards: t } }) => {
    const language = preferences.language()
    return {
      text: t.languageAsked(t.languages[language]),
      keyboard: [
        [
          key(marked(t.languages.en, language === 'en'), settings.english, {}),
          key(marked(t.languages.ru, language === 'ru'), settings.russian, {}),
        ],
        [toGroup(admin.back, 'shop')],
      ],
    }
  }),

  deed(settings.english, ({ preferences }) => {
    preferences.save.language('en')
    return go(settings.language, {})
  }),
  deed(settings.russian, ({ preferences }) => {
    preferences.save.language('ru')
    return go(settings.language, {})
  }),
]
