import { describe, expect, test } from 'vitest'
import { ladderChart } from '../../src/reports/picture/ladder.js'
import { SIZE, WIDTH } from '../../src/reports/picture/look.js'
import { paintPicture } from '../../src/reports/picture/paint.js'
import type { LadderPicture, Picture, RfmPicture, SizesPicture } from '../../src/reports/picture/picture.js'
import { rfmChart } from '../../src/reports/picture/rfm.js'
import { sizesChart } from '../../src/reports/picture/sizes.js'
import { pictureSize } from '../../src/sandbox/emulator/image.js'

const sizes: SizesPicture = {
  kind: 'sizes',
  language: 'en',
  title: 'Champions',
  names: { size: 'People in it', reachable: 'Can be reached' },
  points: [1, 2, 3].map(day => ({ day: 20_000 + day, size: 100 * day, reachable: 90 * day })),
}

const rfm: RfmPicture = {
  kind: 'rfm',
  language: 'ru',
  title: 'RFM-карта',
  axes: { recent: 'недавно', old: 'давно', often: 'часто', once: 'один раз' },
  squares: [
    { r: 5, f: 5, people: 12_000, names: ['Чемпионы', 'Лояльные'], hue: 0 },
    { r: 1, f: 5, people: 3, names: ['Нельзя потерять', 'В зоне риска'], hue: 8 },
  ],
}

const ladder: LadderPicture = {
  kind: 'ladder',
  language: 'ru',
  title: 'Лестница Ханта',
  rungs: ['Нет проблемы', 'Осознал проблему', 'Ищет решение', 'Выбирает продукт', 'Готов купить'].map((name, i) => ({
    name,
    people: i * 10,
  })),
  unknown: { name: 'Неизвестно', people: 7 },
}

const charts = { sizes: sizesChart(sizes), rfm: rfmChart(rfm), ladder: ladderChart(ladder) }

/** Everything that a chart says, with the size of its letters. */
function said(value: unknown): { text: string; size: number }[] {
  if (typeof value !== 'object' || value === null) return []
  const here =
    'text' in value && 'fontSize' in value ? [{ text: String(value.text), size: Number(value.fontSize) }] : []
  return [...here, ...Object.values(value).flatMap(said)]
}

describe('pictures', () => {
  test.each(Object.entries({ sizes, rfm, ladder }))(
    '%s is a picture as wide as a phone shows it',
    async (kind, picture) => {
      const bytes = await paintPicture(picture)
      expect(pictureSize(bytes)).toEqual({ width: WIDTH, height: charts[picture.kind].height })
      expect(kind).toBe(picture.kind)
      // A page without letters is a tenth of that.
      expect(bytes.length).toBeGreaterThan(20_000)
    },
  )

  test.each(Object.entries(charts))('letters of %s can be read on a phone', (_kind, { option }) => {
    const texts = said(option.graphic)
    expect(texts.length).toBeGreaterThan(5)
    expect(Math.min(...texts.map(({ size }) => size))).toBeGreaterThanOrEqual(28)
    expect(SIZE.small).toBeGreaterThanOrEqual(28)
  })

  test('Cyrillic letters are drawn, each as itself', async () => {
    const titled = (title: string): Picture => ({ ...ladder, title })
    const [one, other, latin] = await Promise.all(['Ж', 'Ш', 'W'].map(title => paintPicture(titled(title))))
    // Without the letters both would show the same empty box.
    expect(one?.equals(other ?? Buffer.alloc(0))).toBe(false)
    expect(one?.equals(latin ?? Buffer.alloc(0))).toBe(false)
  })

  test('many at once come one after another, and one that cannot be painted harms no other', async () => {
    const broken = { ...sizes, points: null } as unknown as Picture
    const [first, second] = await Promise.allSettled([paintPicture(broken), paintPicture(sizes)])
    expect([first.status, second.status]).toEqual(['rejected', 'fulfilled'])
  })
})

test('the ladder tells shares of those who stand on it, and the unknown apart', () => {
  const texts = said(ladderChart(ladder).option.graphic).map(({ text }) => text)
  expect(texts).toContain('40 · 40,0 %')
  expect(texts).toContain('0 · 0 %')
  const { graphic } = ladderChart(ladder).option
  const height = (name: string) => {
    const found = (Array.isArray(graphic) ? graphic : []).find(one => said(one)[0]?.text === name)
    return found !== undefined && 'y' in found ? found.y : undefined
  }
  expect(Number(height('Готов купить'))).toBeLessThan(Number(height('Нет проблемы')))
  expect(Number(height('Нет проблемы'))).toBeLessThan(Number(height('Неизвестно')))
  expect(texts.slice(-2)).toEqual(['Неизвестно', '7'])
})

test('a square names its groups on as many lines as they need', () => {
  const texts = said(rfmChart(rfm).option.graphic).map(({ text }) => text)
  expect(texts).toEqual(expect.arrayContaining(['12\u00a0000', 'Чемпионы', 'Нельзя', 'потерять', 'В зоне', 'риска']))
  expect(texts.filter(text => text === '·').length).toBe(23)
})
