import { Info } from 'luxon'
import type {
  BarsPicture,
  ColumnsPicture,
  EffectPicture,
  LadderPicture,
  MonthPicture,
  Picture,
  RfmPicture,
  SizesPicture,
} from '../../src/reports/picture/picture.js'
import { perHundred } from '../../src/reports/summary/money.js'
import { wilson } from '../../src/statistics/proportion.js'
import { count, type Language, share } from '../../src/text/format.js'
import { texts } from '../../src/text/index.js'

export const LANGUAGES = ['en', 'ru'] as const

/** Names as people give them, and as they should not. */
export const NAMES = {
  plain: 'Champions',
  long: 'Women from Riga who bought winter boots twice in autumn and clicked',
  russian: 'Покупательницы из Риги, которые дважды брали зимнюю обувь осенью',
  unbroken: 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz!',
  wide: 'W'.repeat(64),
  emoji: '🔥 VIP 👩‍👩‍👧‍👦 ❤️ 🇱🇻 👍🏽 1️⃣ 🧊',
  chinese: '里加的女士们,秋天买了两次冬靴,还点击了我们的优惠链接。',
  japanese: 'リガの女性で、秋に冬のブーツを二回買ったお客さま',
  korean: '가을에 겨울 부츠를 두 번 산 리가의 여성들',
  arabic: 'نساء من ريغا اشترين 2 من الأحذية VIP',
  hebrew: 'נשים מריגה שקנו מגפיים (VIP) פעמיים',
  marks: `Z${'\u0301\u0316'.repeat(20)}alg${'\u030a'.repeat(30)}o й ё`,
  control: 'one\ntwo\tthree\u0000 \u202etfel\u202c \ud800',
  markup: '<b>&amp; "quotes" </svg>',
  unknown: 'ไทย हिन्दी 𒀀',
  empty: '',
} as const

export function sizes(language: Language, points: SizesPicture['points'], title: string = NAMES.plain): SizesPicture {
  const { lines: names, growthAxes: axes } = texts(language).analysisCards
  return { kind: 'sizes', language, title, names, axes, points }
}

/** Days of a segment that grows, as `day` and `size`; `skip` are those that nobody counted. */
export function grown(days: number, from: number, more: number, skip: (day: number) => boolean = () => false) {
  return Array.from({ length: days }, (_, i) => ({
    day: 20_700 + i,
    size: Math.round(from + more * i + (more * 3 * ((i * 7) % 5)) / 5),
    reachable: Math.round((from + more * i) * 0.82),
  })).filter(({ day }) => !skip(day - 20_700))
}

const CELLS = ['champions', 'loyal', 'potential', 'new', 'promising', 'need_attention'] as const
const MORE = ['about_to_sleep', 'at_risk', 'cant_lose', 'hibernating', 'lost'] as const

/** Customers in every square, `people` in the fullest; each names two groups. */
export function fullMap(language: Language, people: number): RfmPicture['squares'] {
  const { cells } = texts(language).labels
  const names = [...CELLS, ...MORE].map(cell => cells[cell])
  return Array.from({ length: 25 }, (_, i) => ({
    ...{ r: (i % 5) + 1, f: Math.floor(i / 5) + 1, hue: i % 11 },
    people: Math.max(1, Math.round(people / (i + 1) ** 2)),
    names: [names[i % 11] ?? '', names[(i + 4) % 11] ?? ''],
  }))
}

export function rfm(language: Language, squares: RfmPicture['squares'], title?: string): RfmPicture {
  const { mapTitle, axes } = texts(language).analysisCards
  const customers = squares.reduce((sum, square) => sum + square.people, 0)
  return { kind: 'rfm', language, title: title ?? mapTitle(customers), axes, squares }
}

export function ladder(
  language: Language,
  people: readonly number[],
  { unknown = 7, names = [] }: { unknown?: number; names?: readonly string[] } = {},
): LadderPicture {
  const { analysisCards: words, labels } = texts(language)
  const usual = [labels.rungs[1], labels.rungs[2], labels.rungs[3], labels.rungs[4], labels.rungs[5]]
  return {
    kind: 'ladder',
    language,
    title: words.ladderTitle,
    rungs: people.map((n, i) => ({ name: names[i] ?? usual[i] ?? '', people: n })),
    unknown: { name: labels.rungs[0], people: unknown },
    axes: words.ladderAxes,
  }
}

export function bars(language: Language, names: readonly string[], values: readonly number[]): BarsPicture {
  const { moneyCards: t } = texts(language)
  const rows = names.map((name, i) => {
    const value = values[i % Math.max(1, values.length)] ?? 0
    return { name, value, figure: t.drawn.message(share(value, 1_500_000, language), value) }
  })
  return { kind: 'bars', language, title: NAMES.plain, rows, note: t.drawn.byMessage }
}

export function hours(
  language: Language,
  stretches: number,
  clicked: (hour: number) => number,
  ordered: (hour: number) => number,
): ColumnsPicture {
  const { hours: t } = texts(language).moneyCards
  const all = Array.from({ length: stretches }, (_, hour) => hour)
  return {
    ...{ kind: 'columns', language, title: t.title(NAMES.russian).text, note: t.note },
    labels: all.map(hour => (hour < 24 ? t.hour(hour, hour + 1) : t.day(hour - 22))),
    series: [
      { name: t.clicked, values: all.map(clicked) },
      { name: t.orders, values: all.map(ordered) },
    ],
  }
}

export function effect(
  language: Language,
  orders: readonly number[],
  sides: readonly [number, number, number, number] | null,
): EffectPicture {
  const { drawn: t, by } = texts(language).moneyCards
  const names = [by.code, by.click, by.seen]
  const side = (name: string, n: number, of: number) => ({
    ...{ name, figure: t.side(perHundred(n / of, language), n, of), share: n / of },
    ...wilson(n, of),
  })
  const [a, b, c, d] = sides ?? [0, 0, 0, 0]
  return {
    ...{ kind: 'effect', language, title: NAMES.plain },
    after: {
      title: orders.length === 0 ? t.noneAfter : t.after,
      parts: orders.map((value, i) => ({ name: names[i] ?? '', value, figure: count(value, language) })),
    },
    because: {
      title: t.because,
      sides: sides === null ? [] : [side(t.treated, a, b), side(t.held, c, d)],
      note: sides === null ? t.noControl : t.ends,
    },
  }
}

/** Every kind of picture with data as it is and as it is not meant to be, by what is awkward about it. */
export function month(language: Language, days: readonly (readonly string[])[], first: number): MonthPicture {
  const weekdays = Info.weekdays('short', { locale: language })
  return { kind: 'month', language, title: NAMES.plain, weekdays, first, days, today: 11 }
}

export function casesIn(language: Language): Record<string, Picture> {
  const titled = Object.entries(NAMES).map(([name, title]) => [
    `titled-${name}`,
    sizes(language, grown(8, 40, 5), title),
  ])
  const gaps = (day: number) => (day > 5 && day < 12) || day === 20 || (day > 20 && day < 27)
  return {
    'growth-quarter': sizes(language, grown(90, 3_000, 40)),
    'growth-empty': sizes(language, []),
    'growth-one': sizes(language, grown(1, 12, 0)),
    'growth-two': sizes(language, grown(2, 12, 30)),
    'growth-none': sizes(language, grown(7, 0, 0)),
    'growth-million': sizes(language, grown(90, 1_000_000, 3_100)),
    'growth-billions': sizes(language, grown(12, 8_000_000_000, 3_100)),
    'growth-negative': sizes(language, grown(20, -40, 9)),
    'growth-gaps': sizes(language, grown(30, 800, 12, gaps)),
    'growth-lone': sizes(
      language,
      grown(90, 500, 5, day => day % 11 !== 0),
    ),
    ...Object.fromEntries(titled),
    'rfm-full': rfm(language, fullMap(language, 12_000)),
    'rfm-million': rfm(language, fullMap(language, 1_234_567)),
    'rfm-billions': rfm(language, fullMap(language, 8_000_000_000)),
    'rfm-empty': rfm(language, []),
    'rfm-one': rfm(language, fullMap(language, 1).slice(24)),
    'rfm-names': rfm(
      language,
      fullMap(language, 900).map((square, i) => ({ ...square, names: Object.values(NAMES).slice(i % 15) })),
      NAMES.russian,
    ),
    'month-full': month(language, Array(31).fill(Object.values(NAMES)), 6),
    'month-few': month(
      language,
      Array.from({ length: 28 }, (_, day) => (day % 9 === 2 ? [NAMES.russian, NAMES.wide] : [])),
      0,
    ),
    'ladder-usual': ladder(language, [240, 130, 75, 32, 9], { unknown: 310 }),
    'ladder-empty': ladder(language, [0, 0, 0, 0, 0], { unknown: 0 }),
    'ladder-million': ladder(language, [1, 12, 340, 5_600, 78_000], { unknown: 1_234_567 }),
    'ladder-names': ladder(language, [1_234_567, 12, 340, 5_600, 78_000], {
      names: [NAMES.emoji, 'Покупатели, которые ещё думают!!', NAMES.wide.slice(0, 32), NAMES.chinese, NAMES.arabic],
    }),
    'ladder-bare': ladder(language, [], { unknown: 3 }),
    'bars-usual': bars(language, ['Champions', 'Loyal', 'Asleep 60 days'], [126, 91, 14]),
    'bars-names': bars(language, Object.values(NAMES), [1, 1_234_567, 0, 12, 340, 5_600, 78_000]),
    'bars-none': bars(language, ['Champions'], [0]),
    'hours-usual': hours(
      language,
      30,
      hour => Math.round(120 / (1 + hour)),
      hour => Math.round(18 / (1 + hour / 3)),
    ),
    'hours-one': hours(
      language,
      1,
      () => 1,
      () => 0,
    ),
    'hours-empty': hours(
      language,
      0,
      () => 0,
      () => 0,
    ),
    'hours-million': hours(
      language,
      24,
      hour => 1_234_567 - hour * 51_000,
      hour => 8_000_000_000 - hour,
    ),
    'effect-more': effect(language, [22, 96, 31], [1_712, 7_870, 148, 874]),
    'effect-few': effect(language, [1, 0, 0], [1, 4, 0, 1]),
    'effect-none': effect(language, [], null),
    'effect-million': effect(language, [1_234_567, 8_000_000_000, 1], [412_000, 8_000_000, 31_000, 800_000]),
  }
}
