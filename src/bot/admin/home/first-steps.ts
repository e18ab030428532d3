import { languages } from '../../language.js'
import { deed, type Entry, go, saying, way } from '../../screen.js'
import { wordings } from '../texts/addresses.js'
import { home } from './addresses.js'
import { recordWelcomeLooked } from './first-day.js'

/** The first day's list: what its buttons lead to. */
export const firstStepPlaces: Entry[] = [
  way(home.bot, here => saying(go(home.home, {}), here.t.home.connected(here.bot().username))),
  deed(home.welcome, ({ db, language }) => {
    recordWelcomeLooked(db)
    return go(wordings.open, { name: 0, language: languages.indexOf(language), source: 0 })
  }),
]
