import { lines } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import { type Entry, go, screen } from '../../screen.js'
import { broadcasts } from './addresses.js'

/** The figures of a report, in its order. Buttons hold their number: new ones come at the end. */
export const FIGURES = [
  ...(['delivered', 'seen', 'clicked', 'replied', 'stopped', 'blocked'] as const),
  ...(['came', 'because', 'sold', 'paid', 'known', 'usual', 'shared', 'control', 'answered'] as const),
] as const

/** What each figure of a report means, in one line, with how it is counted and where that comes from. */
export const figurePlaces: Entry[] = [
  screen(broadcasts.figures, ({ t: { admin, figureCards: t } }, { id }) => ({
    text: lines([t.title, t.hint]),
    keyboard: [
      ...pairs(FIGURES.map((name, figure) => key(t.names[name], broadcasts.figure, { id, figure }))),
      [key(admin.back, broadcasts.more, { id })],
    ],
  })),

  screen(broadcasts.figure, ({ t: { admin, figureCards: t } }, { id, figure }) => {
    const name = FIGURES[figure]
    if (name === undefined) return go(broadcasts.figures, { id })
    const { line, how, source } = t.figures[name]
    return {
      text: lines([t.one(t.names[name]), line, '', how, ...(source === null ? [] : [t.from(source.name)]), t.more]),
      keyboard: [
        ...(source === null ? [] : [[{ label: t.read, url: source.url }]]),
        [key(admin.back, broadcasts.figures, { id }), key(t.report, broadcasts.report, { id })],
      ],
    }
  }),
]
