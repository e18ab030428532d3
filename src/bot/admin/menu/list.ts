import { lines } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import { below, deed, type Entry, go, screen, words } from '../../screen.js'
import {
  dropMenuButton,
  getMenuButton,
  labelMenuButton,
  listMenu,
  MENU_LABEL,
  MOST_MENU,
  placeMenuButton,
} from '../../settings/menu.js'
import { menuRows } from '../../subscriber/menu/keys.js'
import { toGroup } from '../settings/addresses.js'
import { menu } from './addresses.js'
import { actionWords } from './words.js'

/** The subscribers' menu: its buttons in their order, and each of them. */
export const listPlaces: Entry[] = [
  screen(menu.list, here => {
    const { admin, menuCards: t } = here.t
    const buttons = listMenu(here.db)
    return {
      text: lines([
        t.title,
        buttons.length === 0 ? t.none : t.about,
        ...buttons.map((button, i) => t.line(i + 1, button.label, actionWords(here, button), button.presses)),
        buttons.length >= MOST_MENU ? t.full(MOST_MENU) : null,
      ]),
      keyboard: [
        ...pairs(buttons.map(({ id, label }) => key(label, menu.open, { button: id }))),
        ...pairs([
          ...(buttons.length >= MOST_MENU ? [] : [key(t.keys.add, menu.add, {})]),
          ...(buttons.length === 0 ? [] : [key(t.keys.preview, menu.preview, {})]),
          toGroup(admin.back, 'read'),
        ]),
      ],
    }
  }),

  deed(menu.preview, {
    look: () => null,
    do(doing) {
      const { db, me, t } = doing
      const { text } = lines([t.menuCards.previewHead, '', t.subscriber.menu.asked])
      doing.send(me, { method: 'sendMessage', payload: { text, reply_markup: { inline_keyboard: menuRows(db) } } })
      return below(go(menu.list, {}))
    },
    came: (_here, _values, _posted, outcome) => outcome,
  }),

  screen(menu.open, (here, { button: id }) => {
    const { admin, menuCards: t } = here.t
    const button = getMenuButton(here.db, id)
    const place = listMenu(here.db).findIndex(one => one.id === id)
    return {
      text: t.one(button.label, actionWords(here, button), button.action.kind === 'link' ? null : button.presses),
      keyboard: [
        ...pairs([
          key(t.keys.label, menu.label, { button: id }),
          ...(place > 0 ? [key(t.keys.earlier, menu.place, { button: id, place: place - 1 })] : []),
          key(t.keys.drop, menu.drop, { button: id }),
          key(admin.back, menu.list, {}),
        ]),
      ],
    }
  }),

  screen(
    menu.label,
    ({ db, t: { admin, menuCards: t } }, { button }) => ({
      text: t.askLabel(getMenuButton(db, button).label, MENU_LABEL),
      keyboard: [[key(admin.back, menu.open, { button })]],
    }),
    {
      words: words(
        ({ db }, { button }, { text }) => {
          labelMenuButton(db, button, text)
          return go(menu.open, { button })
        },
        here => here.t.asked.menuLabel,
      ),
    },
  ),

  deed(menu.place, ({ db }, { button, place }) => {
    placeMenuButton(db, button, place)
    return go(menu.list, {})
  }),

  screen(menu.drop, ({ db, t: { admin, menuCards: t } }, { button }) => ({
    text: t.askDrop(getMenuButton(db, button).label),
    keyboard: [[key(t.keys.dropYes, menu.dropYes, { button }), key(admin.back, menu.open, { button })]],
  })),

  deed(menu.dropYes, ({ db }, { button }) => {
    dropMenuButton(db, button)
    return go(menu.list, {})
  }),
]
