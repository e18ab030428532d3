import { answerOf } from '../../../../../segments/kinds/buttons.js'
import type { Thing } from '../../../../../segments/parts.js'
import { createVocabulary } from '../../../../../segments/vocabulary.js'
import { withoutEdges } from '../../../../../text/edges.js'
import { shorten } from '../../../../../text/format.js'
import { isGroup } from '../tree.js'
import { partOf } from './field.js'
import { readRest, readWords } from './rest.js'
import { type At, question, SIZE, type Slot, said } from './slot.js'

const LABEL = 40
const ANY = 0
const MEASURES = ['r', 'f', 'm'] as const
/** Scores from–to, the best first. */
const SCORES = [
  ...([
    [5, 5],
    [4, 5],
    [3, 5],
    [2, 5],
    [4, 4],
    [3, 4],
    [2, 4],
    [1, 4],
  ] as const),
  ...([
    [3, 3],
    [2, 3],
    [1, 3],
    [2, 2],
    [1, 2],
    [1, 1],
  ] as const),
] as const

/** How much was spent in all, or for one order on average. */
export const amountSlot: Slot = {
  show(at) {
    const { segmentCards: words } = at.here.t
    const { body } = at.part
    const average = 'blank' in body ? body.blank === 'average' : 'measure' in body && body.measure === 'average'
    return { asked: average ? words.askAverage : question(at, 'amount', words.askSpent), options: [] }
  },
  typed: (at, { text }) =>
    readRest(at, 'spent ', text, read =>
      read.leaf === 'spent' ? said(at, 'amount', { compare: read.compare, currency: read.currency }) : null,
    ),
}

/** How much one order came to. */
export const totalSlot: Slot = {
  show: ({ here }) => {
    const { segmentCards: words } = here.t
    return { asked: words.askTotal, options: [{ label: words.anyTotal, value: ANY }] }
  },
  choose: at => said(at, 'total', null),
  typed: (at, { text }) =>
    readRest(at, 'spent ', text, read =>
      read.leaf === 'spent' ? said(at, 'total', { compare: read.compare, currency: read.currency }) : null,
    ),
  hint: 'amount',
}

/** What was bought: one of the things that are bought most, or a typed one. */
export const productSlot: Slot = thingSlot('product')

/** Of which kind what was bought is. */
export const categorySlot: Slot = thingSlot('category')

function thingSlot(what: 'product' | 'category'): Slot {
  const set = (at: At, value: Thing | null) => said(at, what, value)
  return {
    async show({ here }, page) {
      const { segmentCards: words } = here.t
      const rows = await here.db.people.rows<{ name: string; id: number; total: number }>(
        `select min(${what}) as name, min(order_id * 1000 + line) as id, count(*) over () as total from order_lines
         where ${what} is not null and length(${what}) <= 256 and line < 1000
         group by ${what}_folded order by count(*) desc, ${what}_folded limit ? offset ?`,
        [SIZE, page * SIZE],
      )
      const any = what === 'product' ? words.anyProduct : words.anyCategory
      return {
        asked: what === 'product' ? words.askProduct : words.askCategory,
        options: [
          { label: any, value: ANY },
          ...rows.map(({ name, id }) => ({ label: shorten(name, LABEL), value: id })),
        ],
        total: rows[0]?.total ?? 0,
      }
    },
    choose(at, value) {
      if (value === ANY) return set(at, null)
      // A line of an order never changes what was bought: it stands for it in the button.
      const row = at.here.db
        .sql<{ name: string | null }>(`select ${what} as name from order_lines where order_id = ? and line = ?`)
        .get(Math.floor(value / 1000), value % 1000)
      return row?.name == null ? null : set(at, row.name)
    },
    typed: (at, { text }) => readWords(at, text, words => set(at, thingOf(at, what, words))),
    hint: 'things',
  }
}

/** Several names with commas, a part of a name behind *contains*, or the name itself. */
function thingOf({ here }: At, what: 'product' | 'category', text: string): Thing {
  const begin = /^(?:contains|содержит)\s/iu.exec(text)?.[0].length ?? 0
  const part = withoutEdges(text.slice(begin).trim(), '"«»“”')
  if (begin > 0 && part !== '') return { contains: part }
  const edge = partOf(text)
  if (edge.at !== undefined) return edge
  const { products, categories } = createVocabulary(here.db)
  const used = what === 'product' ? products : categories
  const names = text.split(/[,;]/u).map(name => name.trim())
  return names.length > 1 && !used.has(text) && names.every(name => used.has(name)) ? { any: names } : text
}

/** Which promo code: one of those that are used most, or a typed one. An order stands for its code in the button. */
export const codeSlot: Slot = {
  async show({ here }, page) {
    const { segmentCards: words } = here.t
    const rows = await here.db.people.rows<{ name: string; id: number; total: number }>(
      `select min(promo_code) as name, min(id) as id, count(*) over () as total from orders
       where promo_folded is not null group by promo_folded order by count(*) desc, promo_folded limit ? offset ?`,
      [SIZE, page * SIZE],
    )
    return {
      asked: words.askCode,
      options: [
        { label: words.anyCode, value: ANY },
        ...rows.map(({ name, id }) => ({ label: shorten(name, LABEL), value: id })),
      ],
      total: rows[0]?.total ?? 0,
    }
  },
  choose(at, value) {
    if (value === ANY) return said(at, 'code', null)
    const row = at.here.db.sql<{ code: string | null }>('select promo_code as code from orders where id = ?').get(value)
    return row?.code == null ? null : said(at, 'code', row.code)
  },
  typed: (at, { text }) => readWords(at, text, words => said(at, 'code', words)),
  hint: 'words',
}

/** Which of the three measures a score is of. */
export const measureSlot: Slot = {
  show({ here }) {
    const { segmentCards: words } = here.t
    return {
      asked: words.askMeasure,
      options: MEASURES.map((measure, value) => ({ label: words.measures[measure], value })),
    }
  },
  choose(at, value) {
    const measure = MEASURES[value]
    return measure === undefined ? null : said(at, 'measure', measure)
  },
}

/** Which scores. */
export const scoreSlot: Slot = {
  show({ here, part: { body } }) {
    const { segmentCards: words } = here.t
    const measure = (isGroup(body) ? null : answerOf(body, 'measure')) ?? 'r'
    return {
      asked: words.askScore(words.measures[measure]),
      options: SCORES.map(([from, to], value) => ({ label: from === to ? `${from}` : `${from}–${to}`, value })),
    }
  },
  choose(at, value) {
    const scores = SCORES[value]
    return scores === undefined ? null : said(at, 'score', { from: scores[0], to: scores[1] })
  },
}
