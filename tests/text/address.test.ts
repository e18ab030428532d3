import { describe, expect, test } from 'vitest'
import { parseTarget } from '../../src/offers/link.js'
import { readableAddress, shortAddress, urlOf } from '../../src/text/address.js'

describe('an address as people read it', () => {
  test.each([
    ['https://кириллица.рф/путь', 'https://кириллица.рф/путь'],
    ['https://xn--80apaahia1b8c.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C', 'https://кириллица.рф/путь'],
    ['https://магазин.рус/скидки?размер=41&цвет=чёрный#верх', 'https://магазин.рус/скидки?размер=41&цвет=чёрный#верх'],
    ['https://шубы.com/', 'https://шубы.com/'],
    ['https://bücher.de/straße', 'https://bücher.de/straße'],
    ['https://shop.ru/a%20b/c%2Fd?e=%26f', 'https://shop.ru/a%20b/c%2Fd?e=%26f'],
    ['https://shop.ru/%25D0', 'https://shop.ru/%25D0'],
    ['https://shop.ru:8443/', 'https://shop.ru:8443/'],
    ['https://shop.ru/#/a', 'https://shop.ru/#/a'],
    ['https://shop.ru/cp1251?q=%EF%F0', 'https://shop.ru/cp1251?q=%EF%F0'],
  ])('%s is %s, and leads there when typed', (address, readable) => {
    const href = parseTarget(address, [])
    expect(readableAddress(href)).toBe(readable)
    expect(parseTarget(readable, [])).toBe(href)
  })

  test.each([
    ['all look-alikes', 'https://аррӏе.com/', 'xn--'],
    ['mixed alphabets', 'https://pаypal.com/', 'xn--'],
    ['a turned path', 'https://shop.ru/%E2%80%AEevil', '%E2%80%AE'],
    ['an invisible sign', 'https://shop.ru/a%E2%80%8Bb', '%E2%80%8B'],
    ['a slash that is none', 'https://shop.ru%E2%88%95evil.com/', ''],
    ['a slash that is none in the path', 'https://shop.ru/%E2%88%95evil.com', '%E2%88%95'],
    ['full-width letters', 'https://shop.ru/%EF%BC%85', '%EF%BC%85'],
    ['a filler that is empty', 'https://shop.ru/a%E3%85%A4b', '%E3%85%A4'],
    ['letters from right to left', 'https://shop.ru/%D7%90', '%D7%90'],
    ['a mark without a letter', 'https://shop.ru/%CC%B8', '%CC%B8'],
  ])('does not deceive by %s', (_, address, kept) => {
    if (!URL.canParse(address)) return expect(readableAddress(address)).toBe(address)
    expect(readableAddress(new URL(address).href)).toContain(kept)
  })

  test('is short where it has to be, and keeps what tells pages apart', () => {
    expect(shortAddress('https://www.shop.ru/')).toBe('shop.ru')
    expect(shortAddress('https://shop.ru/boots/')).toBe('shop.ru/boots/')
    expect(shortAddress('https://shop.ru/#/a')).not.toBe(shortAddress('https://shop.ru/#/b'))
    expect(shortAddress('tg://resolve?domain=shop')).toBe('tg://resolve?domain=shop')
    expect(shortAddress(`https://shop.ru/${'x'.repeat(100)}`)).toHaveLength(60)
  })
})

test('an address with letters of Western Europe is one however many were read before', () => {
  const read = new Set<string | null>()
  for (let i = 0; i < 10_000; i++) read.add(urlOf('https://bücher.de/straße')?.href ?? null)
  expect([...read]).toEqual(['https://xn--bcher-kva.de/stra%C3%9Fe'])
})
