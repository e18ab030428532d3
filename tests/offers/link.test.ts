import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Content } from '../../src/offers/content.js'
import {
  addUtm,
  appAddressOf,
  isInTelegram,
  keyOf,
  type Link,
  listTargets,
  numberLinks,
  parseTarget,
} from '../../src/offers/link.js'
import { contents, over, textContent } from './people.js'

describe('where a link may lead', () => {
  const allowed: [string, string][] = [
    ['shop.ru', 'https://shop.ru/'],
    ['  shop.ru/boots ', 'https://shop.ru/boots'],
    ['\ufeffshop.ru/boots\u200b', 'https://shop.ru/boots'],
    ['\u200eshop.ru/boots \u200f\u2060', 'https://shop.ru/boots'],
    ['shop.ru/👨\u200d👩', 'https://shop.ru/%F0%9F%91%A8%E2%80%8D%F0%9F%91%A9'],
    ['http://shop.ru', 'http://shop.ru/'],
    ['shop.ru:8443/a', 'https://shop.ru:8443/a'],
    ['//shop.ru/a', 'https://shop.ru/a'],
    ['https:shop.ru', 'https://shop.ru/'],
    ['https:/\\shop.ru', 'https://shop.ru/'],
    ['https://shop.ru./a', 'https://shop.ru/a'],
    ['https://sh\u00adop.ru', 'https://shop.ru/'],
    ['пример.рф/путь', 'https://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C'],
    ['https://shop.ru/a?b=c%20d#e', 'https://shop.ru/a?b=c%20d#e'],
    ['t.me/shop', 'https://t.me/shop'],
    ['http://8.8.8.8/', 'http://8.8.8.8/'],
    ['http://[2606:4700::1111]/', 'http://[2606:4700::1111]/'],
  ]
  test.each(allowed)('%s', (address, href) => {
    expect(parseTarget(address, [])).toBe(href)
  })

  const refused: [string, string][] = [
    ['', 'url_invalid'],
    ['boots', 'url_invalid'],
    ['http://intranet/', 'url_invalid'],
    ['http://com./', 'url_invalid'],
    ['http://a..b/', 'url_invalid'],
    ['shop .ru', 'url_invalid'],
    ['https://shop.ru/a\r\nLocation: x', 'url_invalid'],
    ['https://{City}.shop.ru/', 'url_invalid'],
    ['https://shop.ru/{a b}', 'url_invalid'],
    ['https://shop.ru/{', 'url_invalid'],
    ['https://shop.ru:99999/', 'url_invalid'],
    ['ftp://shop.ru/', 'url_scheme'],
    ['javascript:alert(1)', 'url_scheme'],
    ['data:text/html,x', 'url_scheme'],
    ['tg://resolve?domain=x', 'url_scheme'],
    ['mailto:a@shop.ru', 'url_scheme'],
    ['file:///etc/passwd', 'url_scheme'],
    ['https://good@evil.com/', 'url_credentials'],
    ['https://shop.ru:x@evil.com/', 'url_credentials'],
    ['localhost:3000', 'url_private'],
    ['http://localhost./', 'url_private'],
    ['http://a.localhost/', 'url_private'],
    ['http://printer.local/', 'url_private'],
    ['http://db.internal./', 'url_private'],
    ['http://127.0.0.1/', 'url_private'],
    ['http://127.1/', 'url_private'],
    ['http://0x7f000001/', 'url_private'],
    ['http://2130706433/', 'url_private'],
    ['http://017700000001/', 'url_private'],
    ['http://①②⑦.0.0.1/', 'url_private'],
    ['http://0.0.0.0/', 'url_private'],
    ['http://10.1.2.3/', 'url_private'],
    ['http://172.16.0.1/', 'url_private'],
    ['http://192.168.1.1/', 'url_private'],
    ['http://169.254.169.254/', 'url_private'],
    ['http://100.64.0.1/', 'url_private'],
    ['http://198.18.0.1/', 'url_private'],
    ['http://224.0.0.1/', 'url_private'],
    ['http://255.255.255.255/', 'url_private'],
    ['http://[::1]/', 'url_private'],
    ['http://[::]/', 'url_private'],
    ['http://[::ffff:127.0.0.1]/', 'url_private'],
    ['http://[::127.0.0.1]/', 'url_private'],
    ['http://[64:ff9b::7f00:1]/', 'url_private'],
    ['http://[fc00::1]/', 'url_private'],
    ['http://[fe80::1]/', 'url_private'],
    ['http://[2001:db8::1]/', 'url_private'],
    [`https://shop.ru/${'a'.repeat(2_048)}`, 'url_too_long'],
    [`https://shop.ru/${'я'.repeat(400)}`, 'url_too_long'],
  ]
  test.each(refused)('refuses %s', (address, code) => {
    expect(() => parseTarget(address, [])).toThrow(expect.objectContaining({ code }))
  })

  test('own targets are allowed by origin, and by nothing less', () => {
    const own = ['http://127.0.0.1:4000']
    expect(parseTarget('http://127.1:4000/a', own)).toBe('http://127.0.0.1:4000/a')
    expect(() => parseTarget('http://127.0.0.1:4001/a', own)).toThrow(expect.objectContaining({ code: 'url_private' }))
    expect(() => parseTarget('http://a@127.0.0.1:4000/', own)).toThrow(
      expect.objectContaining({ code: 'url_credentials' }),
    )
  })

  test('what is accepted is normal: reading it again changes nothing', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), address => {
        let href: string
        try {
          href = parseTarget(address, [])
        } catch {
          return
        }
        expect(parseTarget(href, [])).toBe(href)
        expect(href).toMatch(/^https?:\/\/[\x21-\x7e]+$/)
      }),
    )
  })
})

describe('UTM parameters', () => {
  const cases: [string, string][] = [
    ['https://a.ru/', 'https://a.ru/?utm_source=telegram&utm_medium=bot&utm_campaign=boots'],
    ['https://a.ru/?', 'https://a.ru/?utm_source=telegram&utm_medium=bot&utm_campaign=boots'],
    ['https://a.ru/?b=1%20+2#c', 'https://a.ru/?b=1%20+2&utm_source=telegram&utm_medium=bot&utm_campaign=boots#c'],
    ['https://a.ru/?utm_source=x&utm_campaign=', 'https://a.ru/?utm_source=x&utm_campaign=&utm_medium=bot'],
    ['https://a.ru/?UTM_Source=x', 'https://a.ru/?UTM_Source=x&utm_medium=bot&utm_campaign=boots'],
    [
      'https://a.ru/?utm_source=x&utm_medium=y&utm_campaign=z',
      'https://a.ru/?utm_source=x&utm_medium=y&utm_campaign=z',
    ],
  ]
  test.each(cases)('%s', (href, expected) => {
    expect(addUtm(href, 'boots')).toBe(expected)
  })

  test.each([
    'https://x.s3.amazonaws.com/a.pdf?X-Amz-Algorithm=AWS4&X-Amz-Signature=ab12',
    'https://storage.googleapis.com/a?GoogleAccessId=x&Signature=y',
  ])('leave alone what is signed as a whole: %s', href => {
    expect(addUtm(href, 'boots')).toBe(href)
  })

  test.each([
    [
      'https://a.ru/x;size=41;colour=red',
      'https://a.ru/x;size=41;colour=red?utm_source=telegram&utm_medium=bot&utm_campaign=b',
    ],
    [
      'https://a.ru/?sig=a%2Bb&token=c==',
      'https://a.ru/?sig=a%2Bb&token=c==&utm_source=telegram&utm_medium=bot&utm_campaign=b',
    ],
    ['https://a.ru/#/a?x=1', 'https://a.ru/?utm_source=telegram&utm_medium=bot&utm_campaign=b#/a?x=1'],
    ['https://a.ru/?', 'https://a.ru/?utm_source=telegram&utm_medium=bot&utm_campaign=b'],
    ['https://a.ru/?a&b=', 'https://a.ru/?a&b=&utm_source=telegram&utm_medium=bot&utm_campaign=b'],
  ])('keep what else stands in %s', (href, expected) => {
    expect(addUtm(href, 'b')).toBe(expected)
  })

  test.each([
    ['https://t.me/shop', true],
    ['https://shop.t.me/', true],
    ['http://telegram.me/shop', true],
    ['https://telegram.dog/shop', true],
    ['https://t.me.evil.com/', false],
    ['https://not-t.me/', false],
    ['https://telegram.org/', false],
  ])('%s is in Telegram: %s', (href, inside) => {
    expect(isInTelegram(href)).toBe(inside)
  })

  test.each([
    ['tg://resolve?domain=shop', 'tg://resolve?domain=shop'],
    ['TG:resolve?domain=shop', 'tg:resolve?domain=shop'],
    ['tg://a b', null],
    ['https://t.me/shop', null],
    ['javascript:alert(1)', null],
  ])('%s is an address of the app: %s', (address, expected) => {
    expect(appAddressOf(address)).toBe(expected)
  })

  test('never overwrite, and adding them twice adds them once', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string(), (address, campaign) => {
        const href = new URL(address).href
        const tagged = new URL(addUtm(href, campaign))
        for (const [key, value] of new URL(href).searchParams) expect(tagged.searchParams.getAll(key)).toContain(value)
        expect(tagged.hash).toBe(new URL(href).hash)
        expect(addUtm(tagged.href, 'other')).toBe(tagged.href)
      }),
    )
  })
})

describe('numbers of links', () => {
  const button = (label: string, url: string) => ({ label, url })
  const withButtons = (...buttons: { label: string; url: string }[]): Content =>
    textContent('x', { buttons: buttons.map(one => [one]) })
  const A = 'https://a.ru/'
  const B = 'https://b.ru/'

  test('text first, then buttons; an address without a scheme is one; tg: and mailto: are none', () => {
    const text = 'Look at a.ru and here, or write'
    const entities = [
      over(text, 'here', 'text_link', { url: 'https://b.ru' }),
      over(text, 'a.ru', 'url'),
      over(text, 'write', 'text_link', { url: 'tg://resolve?domain=x' }),
      over(text, 'or', 'text_link', { url: 'mailto:a@b.ru' }),
    ]
    const content = textContent(text, { entities, buttons: [[button('Boots', 'https://c.ru/')]] })
    expect(numberLinks(content, []).links).toEqual([
      { number: 1, url: A, label: 'a.ru' },
      { number: 2, url: B, label: 'here' },
      { number: 3, url: 'https://c.ru/', label: 'Boots' },
    ])
  })

  test('labels read as without a name, on one line', () => {
    const content = withButtons(button('For\n{first_name|you}', A), button('{username}', B))
    expect(listTargets(content).map(target => target.label)).toEqual(['For you', ''])
  })

  const first = [
    { number: 1, url: A, label: 'Boots' },
    { number: 2, url: B, label: 'Sizes' },
  ]
  const edits: [string, Content, Link[]][] = [
    ['nothing changed', withButtons(button('Boots', A), button('Sizes', B)), first],
    ['other order', withButtons(button('Sizes', B), button('Boots', A)), first],
    ['one removed is kept', withButtons(button('Sizes', B)), first],
    [
      'other words keep the number',
      withButtons(button('New boots', A)),
      [{ number: 1, url: A, label: 'New boots' }, ...first.slice(1)],
    ],
    [
      'another address takes a new number',
      withButtons(button('Boots', 'https://c.ru/'), button('Sizes', B)),
      [...first, { number: 3, url: 'https://c.ru/', label: 'Boots' }],
    ],
    [
      'a second button of the same address takes a new number',
      withButtons(button('Again', A), button('Boots', A)),
      [...first, { number: 3, url: A, label: 'Again' }],
    ],
    ['the same twice is one', withButtons(button('Boots', A), button('Boots', A)), first],
  ]
  test.each(edits)('%s', (_, content, links) => {
    expect(numberLinks(content, first)).toEqual({ links })
  })

  test('the same link has the same number in every version; new numbers are new to the whole offer', () => {
    const content = withButtons(button('Sizes', B), button('Other', 'https://c.ru/'))
    expect(numberLinks(content, [], first).links).toEqual([
      { number: 2, url: B, label: 'Sizes' },
      { number: 3, url: 'https://c.ru/', label: 'Other' },
    ])
  })

  test('over any history of edits of three versions, a number always opens the address it was given for', () => {
    const edit = fc.record({ version: fc.integer({ min: 0, max: 2 }), content: contents })
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 25 }), history => {
        const versions: Link[][] = [[], [], []]
        const given = new Map<number, string>()
        for (const { version, content } of history) {
          const before = versions[version] ?? []
          const siblings = versions.flat().sort((a, b) => a.number - b.number)
          const { links } = numberLinks(content, before, siblings)
          versions[version] = links
          for (const { number, url } of links) {
            expect(given.get(number) ?? url).toBe(url)
            given.set(number, url)
          }
          const numbers = links.map(link => link.number)
          expect(new Set(numbers).size).toBe(numbers.length)
          expect(numbers).toEqual(expect.arrayContaining(before.map(link => link.number)))
          const known = links.map(keyOf)
          for (const target of listTargets(content)) expect(known.filter(key => key === keyOf(target))).toHaveLength(1)
        }
      }),
    )
  })
})
