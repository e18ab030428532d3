import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawingOf, svgOf } from '../../src/reports/picture/drawing.js'
import { COLOURS, WIDTH, type Words } from '../../src/reports/picture/look.js'
import { outlineOf } from '../../src/reports/picture/outline.js'
import { paintPicture } from '../../src/reports/picture/paint.js'
import type { Picture } from '../../src/reports/picture/picture.js'
import { ticks } from '../../src/reports/picture/scale.js'
import { clean, oneLine, widthOf, wrap } from '../../src/reports/picture/wrap.js'
import { pictureSize } from '../../src/sandbox/emulator/image.js'
import { anyText } from '../support/any-text.js'
import { casesIn, fullMap, grown, LANGUAGES, ladder, NAMES, rfm, sizes } from './picture-cases.js'

const said = (picture: Picture): Words[] => drawingOf(picture).parts.flatMap(({ words }) => (words ? [words] : []))
const linesOf = (picture: Picture) => said(picture).map(({ text }) => text)

/** Letters of 12 pixels where a phone shows a picture 390 wide. */
const SMALLEST = (12 * WIDTH) / 390

/** How strongly two colours differ, 1–21, by WCAG. */
function contrast(first: string, second: string): number {
  const light = (colour: string) =>
    [1, 3, 5]
      .map(at => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
      .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, i) => sum + part * ([0.2126, 0.7152, 0.0722][i] ?? 0), 0.05)
  const [a, b] = [light(first), light(second)]
  return Math.max(a, b) / Math.min(a, b)
}

type Room = { x: number; y: number; width: number; height: number }

const meet = (a: Room, b: Room) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** The room of every bar, dot and line of figures in a drawing's SVG. */
function marksOf(svg: string): Room[] {
  const number = (shape: string, name: string) => Number(new RegExp(` ${name}="([-\\d.]+)"`).exec(shape)?.[1])
  return [
    ...(svg.match(/<rect [^>]+>/g) ?? []).map(shape => ({
      ...{ x: number(shape, 'x'), y: number(shape, 'y') },
      ...{ width: number(shape, 'width'), height: number(shape, 'height') },
    })),
    ...(svg.match(/<circle [^>]+>/g) ?? []).map(shape => {
      const [x, y, r] = [number(shape, 'cx'), number(shape, 'cy'), number(shape, 'r')]
      return { x: x - r, y: y - r, width: 2 * r, height: 2 * r }
    }),
    ...[...svg.matchAll(/<poly\w+ points="([^"]+)"/g)].map(([, points = '']) => {
      const places = points.split(' ').map(place => place.split(',').map(Number))
      const [xs, ys] = [places.map(([x = 0]) => x), places.map(([, y = 0]) => y)]
      const [x, y] = [Math.min(...xs), Math.min(...ys)]
      return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
    }),
  ]
}

/** What is wrong with how words stand: too small, outside, or over each other; empty where all can be read. */
function faultsOf(picture: Picture): string[] {
  const { height, parts } = drawingOf(picture)
  const words = said(picture)
  // The words of a map, and of a month, stand in their squares.
  const marks =
    picture.kind === 'rfm' || picture.kind === 'month'
      ? []
      : parts.flatMap(({ svg, words }) => (words ? [] : marksOf(svg)))
  const outside = words.filter(
    ({ x, y, width, height: tall }) => x < 0 || y < 0 || x + width > WIDTH + 0.01 || y + tall > height,
  )
  const over = words.flatMap((a, i) =>
    words
      .slice(i + 1)
      .filter(b => meet(a, b))
      .map(b => `“${a.text}” over “${b.text}”`),
  )
  return [
    ...words.filter(({ size }) => size < SMALLEST).map(({ text }) => `“${text}” is too small`),
    ...outside.map(({ text }) => `“${text}” leaves the picture`),
    ...over,
    ...words.filter(word => marks.some(mark => meet(word, mark))).map(({ text }) => `“${text}” under a figure`),
  ]
}

describe.each(LANGUAGES)('every kind of picture, in %s', language => {
  test.each(Object.entries(casesIn(language)))('%s can be read on a phone', (_name, picture) => {
    expect(faultsOf(picture)).toEqual([])
    expect(said(picture).length).toBeGreaterThan(2)
    if (picture.kind !== 'rfm') expect(marksOf(svgOf(drawingOf(picture))).length).toBeGreaterThan(1)
  })
})

const point = fc.record({
  day: fc.integer({ min: 0, max: 400 }),
  size: fc.nat(2_000_000_000),
  reachable: fc.nat(9_999),
})
const name = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 64 }),
  anyText({ maxLength: 64 }),
  fc.constantFrom(...Object.values(NAMES)),
)
const picture = fc.oneof(
  fc
    .tuple(fc.constantFrom(...LANGUAGES), fc.uniqueArray(point, { selector: ({ day }) => day, maxLength: 90 }), name)
    .map(([language, points, title]) =>
      sizes(
        language,
        [...points].sort((a, b) => a.day - b.day),
        title,
      ),
    ),
  fc
    .tuple(fc.constantFrom(...LANGUAGES), fc.array(fc.nat(1_000_000_000), { maxLength: 5 }), fc.nat(), fc.array(name))
    .map(([language, people, unknown, names]) => ladder(language, people, { unknown, names })),
  fc
    .tuple(
      fc.constantFrom(...LANGUAGES),
      fc.integer({ min: 1, max: 2_000_000_000 }),
      fc.integer({ max: 25, min: 0 }),
      name,
    )
    .map(([language, people, from, title]) => rfm(language, fullMap(language, people).slice(from), title)),
)

test('whatever is counted and called, no words stand over others, leave the picture or are too small', () => {
  fc.assert(
    fc.property(picture, one => {
      expect(faultsOf(one)).toEqual([])
    }),
    { numRuns: 150, seed: 9 },
  )
})

describe('pictures', () => {
  test.each([sizes('en', grown(30, 100, 3)), rfm('ru', fullMap('ru', 12_000)), ladder('ru', [0, 10, 20, 30, 40])])(
    '$kind is a picture as wide as a phone shows it',
    async picture => {
      const bytes = await paintPicture(picture)
      expect(pictureSize(bytes)).toEqual({ width: WIDTH, height: drawingOf(picture).height })
      // A page without letters is a tenth of that.
      expect(bytes.length).toBeGreaterThan(20_000)
    },
  )

  test('a code to be scanned stands on white, on whole pixels, with room around it and its address below', async () => {
    for (const name of ['a', 'x'.repeat(64)]) {
      const qr: Picture = { kind: 'qr', address: `https://links.example/s/${name}` }
      const svg = svgOf(drawingOf(qr))
      const modules = [...svg.matchAll(/M(\d+) (\d+)h(\d+)v\3h-\3z/g)].map(([, x, y, size]) => [x, y, size].map(Number))
      const size = modules[0]?.[2] ?? 0
      expect(new Set(modules.map(([, , one]) => one)).size).toBe(1)
      expect(Math.min(...modules.map(([x = 0]) => x))).toBeGreaterThanOrEqual(4 * size)
      expect(Math.max(...modules.map(([x = 0]) => x))).toBeLessThanOrEqual(WIDTH - 5 * size)
      expect(said(qr)).toEqual([expect.objectContaining({ text: `links.example/s/${name}` })])
      expect(faultsOf(qr)).toEqual([])
      expect(pictureSize(await paintPicture(qr))?.width).toBe(WIDTH)
    }
  })

  test('words are outlines, so that no font of the machine is asked', () => {
    const svg = svgOf(drawingOf(sizes('ru', grown(3, 1, 1), NAMES.markup)))
    expect(svg).not.toMatch(/<text|font-family|&amp;amp;|quotes/)
  })

  test('is the same each time, and one that cannot be painted harms no other', async () => {
    const broken = { ...sizes('en', []), points: null } as unknown as Picture
    const good = sizes('en', grown(2, 1, 1))
    const [first, ...others] = await Promise.allSettled([broken, good, good].map(paintPicture))
    expect([first?.status, ...others.map(({ status }) => status)]).toEqual(['rejected', 'fulfilled', 'fulfilled'])
    expect(others[0]).toEqual(others[1])
  })

  test('quiet words and words on the strongest colours differ from what is under them', () => {
    expect(contrast(COLOURS.quiet, COLOURS.ground)).toBeGreaterThan(4.5)
    const grounds = drawingOf(
      rfm(
        'en',
        fullMap('en', 25).map(square => ({ ...square, people: 25 })),
      ),
    ).parts.flatMap(({ svg }) => [...svg.matchAll(/^<rect .*fill="(#\w{6})"/g)].map(match => match[1] ?? ''))
    expect(new Set(grounds).size).toBeGreaterThan(10)
    expect(Math.min(...grounds.map(ground => contrast(COLOURS.text, ground)))).toBeGreaterThan(4.5)
  })
})

describe('letters', () => {
  const setting = { size: 46, bold: true }
  const missing = outlineOf('\u{12000}', setting).svg
  const boxed = (text: string) => outlineOf(text, setting).svg.includes(missing.replace(/^.* d=/, 'd='))

  test.each([
    'Ж',
    'Ғ',
    'ß',
    'Ω',
    'ℵ',
    'ع',
    'ש',
    'ქ',
    '里',
    'リ',
    '한',
    '₽',
    '→',
    '—',
    '…',
    '🔥',
    '👩‍👩‍👧‍👦',
    '🇱🇻',
    '1️⃣',
  ])('%s is drawn, and as itself', sign => {
    expect(missing).toMatch(/d="M/)
    expect(outlineOf(sign, setting).svg).toMatch(/d="M/)
    expect(boxed(sign)).toBe(false)
    expect(outlineOf(sign, setting).svg).not.toBe(outlineOf('?', setting).svg)
  })

  test('what no font has is an empty box, and does not take its neighbours along', () => {
    expect(boxed('ไ')).toBe(true)
    expect(outlineOf('Aไ', setting).width).toBeGreaterThan(outlineOf('A', setting).width)
  })

  test('emoji have their colours; a family and a skin are one sign', () => {
    expect(outlineOf('🔥', setting).svg).toContain('fill="rgba(')
    expect(widthOf('👩‍👩‍👧‍👦', setting)).toBe(widthOf('🔥', setting))
    expect(widthOf('👍🏽', setting)).toBe(widthOf('🔥', setting))
  })

  test('Arabic joins its letters and runs from right to left', () => {
    expect(widthOf('عين', setting)).toBeLessThan(widthOf('ع', setting) + widthOf('ي', setting) + widthOf('ن', setting))
    const places = (text: string) => [...outlineOf(text, setting).svg.matchAll(/translate\(([\d.]+)/g)].map(Number)
    expect(places('אב').length).toBe(places('ab').length)
    const [first] = outlineOf('אב', setting).svg.split('</path>')
    const [last] = outlineOf('ב', setting).svg.split('</path>')
    // What is read last stands first.
    expect(first?.startsWith(last?.slice(0, 60) ?? 'none')).toBe(true)
  })
})

describe('long names', () => {
  const setting = { size: 34, bold: false }

  test.each(Object.entries(NAMES))('%s fits on three lines, with nothing lost or broken but at the end', (_, text) => {
    for (const width of [90, 190, 984]) {
      const lines = wrap(text, setting, { width, lines: 3 })
      expect(lines.length).toBeLessThanOrEqual(3)
      for (const line of lines) expect(widthOf(line, setting)).toBeLessThanOrEqual(width)
      const whole = wrap(text, setting, { width, lines: 100 })
      const signs = (value: string) => value.replaceAll(' ', '')
      expect(signs(whole.join(''))).toBe(signs(clean(text)))
      expect(lines.join('').endsWith('…')).toBe(whole.length > 3)
    }
  })

  test('is broken between words, Chinese between any signs but before a mark', () => {
    expect(wrap('Need attention', setting, { width: 190, lines: 2 })).toEqual(['Need', 'attention'])
    expect(wrap('里加,里加,', setting, { width: 60, lines: 9 })).toEqual(['里', '加,', '里', '加,'])
    expect(oneLine('Need attention', setting, 160)).toBe('Need att…')
  })
})

test.each([
  [[], [0, 1]],
  [[0], [0, 1]],
  [[3], [0, 1, 2, 3]],
  [[12], [0, 5, 10, 15]],
  [[999], [0, 500, 1_000]],
  [[1_000_000], [0, 500_000, 1_000_000]],
  [
    [-40, 90],
    [-50, 0, 50, 100],
  ],
])('an axis for %j goes by %j', (values, expected) => {
  expect(ticks(values)).toEqual(expected)
})

describe('growth', () => {
  const shapes = (points: Parameters<typeof sizes>[1], shape: string) =>
    svgOf(drawingOf(sizes('en', points))).match(new RegExp(`<${shape} `, 'g'))?.length ?? 0

  test('a day that nobody counted is a gap, no zero and no line across', () => {
    expect(shapes(grown(60, 10, 1), 'polyline')).toBe(2)
    expect(
      shapes(
        grown(60, 10, 1, day => day === 30),
        'polyline',
      ),
    ).toBe(4)
    // A day alone is a dot: two for the two figures beside their names, two for it.
    expect(
      shapes(
        grown(60, 10, 1, day => day < 59),
        'circle',
      ),
    ).toBe(4)
    expect(
      linesOf(
        sizes(
          'en',
          grown(9, 1, 1, day => day === 4),
        ),
      ),
    ).toContain('one point a day; a gap: not counted')
    expect(linesOf(sizes('ru', grown(9, 1, 1)))).toContain('точка — один день')
  })

  test('names its axes, and writes numbers and days as the reader does', () => {
    const said = linesOf(sizes('ru', grown(90, 3_000, 40)))
    expect(said).toEqual(expect.arrayContaining(['человек', '2\u00a0000', '4 сентября 2026', '2 декабря 2026']))
    expect(linesOf(sizes('en', grown(90, 3_000, 40)))).toEqual(
      expect.arrayContaining(['people', '2,000', '4 Sept 2026']),
    )
    expect(linesOf(sizes('en', []))).toEqual(expect.arrayContaining(['—', 'people', '0', '1']))
  })
})

test('the ladder tells shares of those who stand on it, and the unknown apart', () => {
  const drawn = said(ladder('ru', [0, 10, 20, 30, 40]))
  const texts = drawn.map(({ text }) => text)
  expect(texts).toEqual(expect.arrayContaining(['40 · 40,0 %', '0 · 0 %', '7', 'Полосы — число людей']))
  const heightOf = (name: string) => Number(drawn.find(({ text }) => text === name)?.y)
  expect(heightOf('Готов купить')).toBeLessThan(heightOf('Нет проблемы'))
  expect(heightOf('Нет проблемы')).toBeLessThan(heightOf('Неизвестно'))
})

describe('the RFM map', () => {
  test('a square names its groups on as many lines as they need, and no word is broken', () => {
    for (const language of LANGUAGES) {
      const map = rfm(language, fullMap(language, 12_000))
      const given = new Set(map.squares.flatMap(({ names }) => names).flatMap(name => name.split(' ')))
      const drawn = said(map).filter(({ y, size }) => size === 34 && y > 250 && y < 1_400)
      const words = drawn.flatMap(({ text }) => text.split(' ')).filter(word => !/^\d$/.test(word))
      expect(words.length).toBeGreaterThan(40)
      expect(words.filter(word => !given.has(word))).toEqual([])
    }
  })

  test('names its axes and what the strength of a colour counts', () => {
    const texts = linesOf(rfm('ru', fullMap('ru', 12_000)))
    expect(texts).toEqual(
      expect.arrayContaining(['12\u00a0000', '→ Давность: 1 — давно, 5 — недавно', 'Покупателей в клетке:']),
    )
  })

  test('a number too long for a square is rough, and stands in full in the scale', () => {
    const texts = linesOf(rfm('ru', fullMap('ru', 8_000_000_000)))
    expect(texts).toEqual(expect.arrayContaining(['8\u00a0млрд', '8\u00a0000\u00a0000\u00a0000', '1']))
    expect(linesOf(rfm('en', fullMap('en', 1_234_567)))).toContain('1,234,567')
  })
})
