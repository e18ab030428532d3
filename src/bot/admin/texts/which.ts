import type { Db } from '../../../db/open.js'
import type { Content } from '../../../offers/content.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { concat, type Rich } from '../../../text/rich.js'
import type { Here } from '../../here.js'
import { languages } from '../../language.js'
import { findOwnText, sourceNumber, sourceOf, type TextName, textNames } from '../../settings/texts.js'

/** One of the texts: which, in which language, for people of which source (null: all). */
export type Which = { name: TextName; language: Language; source: string | null }

/** The numbers that stand for it in a button. */
export type Numbers = { name: number; language: number; source: number }

/** The text behind a button's numbers; what was tampered with means the welcome. */
export function whichOf(db: Db, { name, language, source }: Numbers): Which {
  const known = textNames[name] ?? 'welcome'
  return {
    name: known,
    language: languages[language] ?? 'en',
    source: known === 'welcome' ? sourceOf(db, source) : null,
  }
}

/** The numbers of a text; its source must have one already. */
export function numbersOf(db: Db, { name, language, source }: Which): Numbers {
  return {
    name: textNames.indexOf(name),
    language: languages.indexOf(language),
    source: source === null ? 0 : sourceNumber(db, source),
  }
}

/** The words that serve where the shop sent none. @param bot what the bot is called */
export function usualWords({ name, language }: Pick<Which, 'name' | 'language'>, bot: string): Rich {
  const { subscriber, replies, survey, textCards } = texts(language)
  switch (name) {
    case 'welcome':
      return subscriber.welcome(bot)
    case 'stop':
      return concat([subscriber.stopped])
    case 'pause':
      return concat([subscriber.pausedToast(textCards.someDay)])
    case 'received':
      return concat([replies.received])
    case 'survey':
      return concat([survey.thanks])
    case 'first':
      return subscriber.firstLine(bot)
    case 'phone':
      return concat([subscriber.phoneCard.ask])
    case 'line':
      return concat([textCards.noLine])
  }
}

/** What people know a text's sender by: the shop's title where it is about the shop, else the bot's name. */
export function senderOf({ preferences, bot }: Pick<Here, 'preferences' | 'bot'>, name: TextName): string {
  return (name === 'first' ? preferences.title() : null) ?? bot().first_name
}

/** What is read now: the shop's own words, else those for all, else the usual ones. */
export function contentOf(db: Db, which: Which, bot: string): Content {
  const { name, language, source } = which
  const own = findOwnText(db, name, language, source) ?? findOwnText(db, name, language, null)
  if (own !== null) return own
  const { text, entities } = usualWords(which, bot)
  return { kind: 'text', text, entities, fileId: null, preview: false, buttons: [] }
}
