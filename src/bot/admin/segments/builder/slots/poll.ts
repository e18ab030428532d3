import { answerOf } from '../../../../../segments/kinds/buttons.js'
import { shorten } from '../../../../../text/format.js'
import { ALONE } from '../../../../card.js'
import { isGroup } from '../tree.js'
import { readWords } from './rest.js'
import { type At, SIZE, type Slot, said } from './slot.js'

const ANY = 0

/** Which option of a poll: those of the offer, where one is chosen; or typed, as it stands in the poll. */
export const optionSlot: Slot = {
  show(at, page) {
    const { segmentCards: words } = at.here.t
    const all = optionsOf(at)
    return {
      asked: words.askOption,
      options: [
        { label: words.anyOption, value: ANY },
        ...all
          .slice(page * SIZE, (page + 1) * SIZE)
          .map((text, i) => ({ label: shorten(text, ALONE), value: page * SIZE + i + 1 })),
      ],
      total: all.length,
    }
  },
  choose(at, value) {
    if (value === ANY) return said(at, 'option', null)
    const option = optionsOf(at)[value - 1]
    return option === undefined ? null : said(at, 'option', option)
  },
  typed: (at, { text }) => readWords(at, text, words => said(at, 'option', words)),
  hint: 'words',
}

/** The options of the polls of the chosen offer, those of all its versions, each once, in their order. */
function optionsOf({ here: { db }, part: { body } }: At): string[] {
  const offer = isGroup(body) ? null : answerOf(body, 'offer')
  if (offer === null) return []
  const rows = db
    .sql<{ text: string }>(
      `select o.value ->> '$.text' as text from variants v, json_each(v.content, '$.poll.options') o
       where v.offer_id = ? and v.content ->> '$.kind' = 'poll' order by v.id, o.key`,
    )
    .all(offer)
  return [...new Set(rows.map(({ text }) => text))]
}
