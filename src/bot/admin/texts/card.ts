import type { Db } from '../../../db/open.js'
import { type Language, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Rich, rich } from '../../../text/rich.js'
import { type Card, key, pairs } from '../../card.js'
import type { BotContext } from '../../context.js'
import { findOwnText, listTextSources, textNames } from '../../texts.js'
import { contentWords } from '../offers/words.js'
import { toGroup } from '../settings/addresses.js'
import { presses } from './addresses.js'
import { languages, numbersOf, usualWords, type Which } from './which.js'

const SHOWN = 1_500
const LABELS = 300

/** All texts, and which of them are the shop's own. */
export function listCard(db: Db, ctx: BotContext): Card {
  const { textCards: t, admin } = texts(ctx.language)
  const language = languages.indexOf(ctx.language)
  return {
    text: lines([t.title, '', ...textNames.map(name => t.row(t.names[name], stateOf(name)))]),
    keyboard: [
      ...pairs(textNames.map((name, i) => key(t.names[name], presses.open, { name: i, language, source: 0 }))),
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
}

/** One text: what is read now, and what may be done. @param note what was just done */
export function textCard(db: Db, ctx: BotContext, which: Which, note: Rich | null = null): Card {
  const { textCards: t, admin } = texts(ctx.language)
  const { name, source } = which
  const own = findOwnText(db, name, which.language, source)
  const numbers = numbersOf(db, which)
  const at = (label: string, definition: typeof presses.open) => key(label, definition, numbers)
  const other = (language: Language, label: string) =>
    key(which.language === language ? `✅ ${label}` : label, presses.open, {
      ...numbers,
      language: languages.indexOf(language),
    })
  const back =
    source === null
      ? key(admin.back, presses.list, {})
      : key(admin.back, presses.sources, { language: numbers.language, page: 0 })
  return {
    text: lines([
      t.one(t.names[name], t.languages[which.language]),
      source === null ? rich`${t.about[name]}` : t.forSource(source),
      '',
      ...nowLines(),
      note === null ? null : rich`\n${note}`,
    ]),
    keyboard: [
      [at(t.keys.change, presses.change), at(t.keys.buttons, presses.buttons)],
      [
        at(t.keys.preview, presses.preview),
        ...(own === null ? [] : [at(source === null ? t.keys.reset : t.keys.resetSource, presses.reset)]),
      ],
      [other('en', 'English'), other('ru', 'Русский')],
      ...(name === 'welcome' && source === null
        ? [[key(t.keys.sources, presses.sources, { language: numbers.language, page: 0 })]]
        : []),
      [back],
    ],
  }

  function nowLines(): Rich[] {
    if (own === null && source !== null) return [rich`${t.isGeneral}`]
    if (own === null) return [rich`${t.isUsual}`, usualWords(which, ctx.me.first_name)]
    const labels = own.buttons.flat().map(({ label }) => label)
    return [
      rich`${t.isOwn(contentWords(own, ctx.language))}`,
      ...(own.text === '' ? [] : [rich`${shorten(own.text, SHOWN)}`]),
      ...(labels.length === 0 ? [] : [rich`${t.buttons(shorten(labels.join(', '), LABELS))}`]),
    ]
  }
}
