import { lines } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import { languages } from '../../language.js'
import { type Entry, go, screen } from '../../screen.js'
import { findOwnText, listTextSources, textNames } from '../../settings/texts.js'
import { settings, toGroup } from '../settings/addresses.js'
import { wordings } from './addresses.js'

/** Settings → Texts: what the bot says by itself, and which of it is in the shop's own words. */
export const listPlaces: Entry[] = [
  screen(wordings.list, ({ db, ...here }) => {
    const { textCards: t, admin } = here.t
    const language = languages.indexOf(here.language)
    return {
      text: lines([t.title, '', ...textNames.map(name => t.row(t.names[name], stateOf(name)))]),
      keyboard: [
        ...pairs(textNames.map((name, i) => key(t.names[name], wordings.open, { name: i, language, source: 0 }))),
        [toGroup(admin.back, 'read')],
      ],
    }

    function stateOf(name: (typeof textNames)[number]): string {
      const states = languages.map(one => {
        const own = findOwnText(db, name, one, null) !== null
        return own ? t.own(t.languages[one]) : t.usual(t.languages[one])
      })
      const sources = new Set(languages.flatMap(one => listTextSources(db, name, one))).size
      return [...states, ...(sources === 0 ? [] : [t.sources(sources)])].join(' · ')
    }
  }),

  screen(settings.texts, () => go(wordings.list, {})),
]
