import { ORDER_STATUSES } from '../../../audience/order.js'
import type { Brought } from '../../../crm/bringing.js'
import { type Draft, reviseDraft } from '../../../crm/import/draft.js'
import { meaningOf, withMeaning } from '../../../crm/recognise/answer.js'
import type { StatusWord } from '../../../crm/role.js'
import { exponentOf, minorOf } from '../../../text/currency.js'
import { money, shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { ALONE, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, screen } from '../../screen.js'
import { pageRow, pageWithin } from '../page.js'
import { imports } from './addresses.js'

const SIZE = 6
const WORD = 40

/** What the statuses of a file mean: all of them, each with what it holds, and the way to say otherwise. */
export const statusPlaces: Entry[] = [
  screen(imports.statuses, (here, { id, page: wanted }) => {
    const open = statusesOf(here, id)
    if (open === null) return go(imports.open, { id })
    const { words, draft } = open
    const { orderFiles: t, admin } = here.t
    const page = pageWithin(wanted, { size: SIZE, total: words.length })
    const shown = words.slice(page * SIZE, (page + 1) * SIZE)
    return {
      text: lines([
        t.allStatuses(words.length),
        '',
        ...shown.map(one =>
          t.statusRow(
            shorten(one.word, WORD),
            one.orders,
            moneyOf(here, draft, one),
            t.meanings[meaningOf(draft.mapping, one.word)],
          ),
        ),
      ]),
      keyboard: [
        ...shown.map((one, i) => [key(shorten(one.word, ALONE), imports.status, { id, word: page * SIZE + i, page })]),
        ...pageRow(page => imports.statuses.data({ id, page }), { page, size: SIZE, total: words.length }),
        [key(admin.back, imports.open, { id })],
      ],
    }
  }),

  screen(imports.status, (here, { id, word: number, page }) => {
    const open = statusesOf(here, id)
    const one = open?.words[number]
    if (open === null || one === undefined) return go(imports.open, { id })
    const { orderFiles: t, importCards, admin } = here.t
    return {
      text: t.statusMoney(shorten(one.word, WORD), one.orders, moneyOf(here, open.draft, one)),
      keyboard: [
        ...pairs(
          ORDER_STATUSES.map((meaning, i) =>
            key(importCards.statuses[meaning], imports.setStatus, { id, word: number, meaning: i, page }),
          ),
        ),
        [key(admin.back, imports.statuses, { id, page })],
      ],
    }
  }),

  deed(imports.setStatus, {
    look: () => null,
    do(doing, { id, word: number, meaning: chosen, page }) {
      const open = statusesOf(doing, id)
      const [one, meaning] = [open?.words[number], ORDER_STATUSES[chosen]]
      if (open === null || one === undefined || meaning === undefined) return go(imports.open, { id })
      const { draft, questions } = open
      const asked = questions.flatMap((question, i) =>
        question.kind === 'status' && question.word === one.word ? [i] : [],
      )
      reviseDraft(doing.db, id, {
        ...draft,
        mapping: withMeaning(draft.mapping, one.word, meaning),
        answered: [...new Set([...draft.answered, ...asked])],
      })
      return go(imports.statuses, { id, page })
    },
    hint: ({ bringing }, { id }) => bringing.goOn(id),
  }),
]

/** The statuses of a file that waits; null where it has none, or waits no more. */
function statusesOf({ bringing }: Pick<Here, 'bringing'>, id: number) {
  const brought: Brought | null = bringing.find(id)
  if (brought === null || brought.draft === null || brought.look === null) return null
  const { statuses: words, questions } = brought.look.recognition
  return words.length === 0 ? null : { words, questions, draft: brought.draft }
}

/** What the orders with a word come to; null where the file has several currencies, or names none. */
export function moneyOf(
  { language }: Pick<Here, 'language'>,
  { mapping }: Draft,
  { money: sum }: StatusWord,
): string | null {
  const { currency } = mapping
  const minor =
    currency === null || mapping.roles.currency !== undefined
      ? null
      : minorOf(Number(Math.abs(sum).toFixed(exponentOf(currency))), currency)
  return minor === null || minor === 0 || currency === null ? null : money(minor, currency, language)
}
