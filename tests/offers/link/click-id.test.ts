import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withClickId } from '../../../src/offers/link/click-id.js'

const ID = 'AbCdEfGhIjKlMnOpQrStUvWx-_12'
const HEX = '0123456789abcdef0123456789abcdef'
const MIXED = 'aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5zA7bC9'

describe('a click id', () => {
  test.each([
    ['https://shop.example/', 'https://shop.example/?sgc='],
    ['https://shop.example/boots', 'https://shop.example/boots?sgc='],
    ['https://shop.example/boots?', 'https://shop.example/boots?sgc='],
    ['https://shop.example/boots?size=42', 'https://shop.example/boots?size=42&sgc='],
    ['https://shop.example/boots?size=42&', 'https://shop.example/boots?size=42&sgc='],
    ['https://shop.example/?q=%D1%81%20a+b&b=2&a=%7e', 'https://shop.example/?q=%D1%81%20a+b&b=2&a=%7e&sgc='],
    ['https://shop.example/?a=1;b=2', 'https://shop.example/?a=1;b=2&sgc='],
    ['https://shop.example/?q=why?', 'https://shop.example/?q=why?&sgc='],
    ['http://shop.example:8080/a?x', null],
    [
      'https://shop.example/?design=modern&signup=1&expand=2',
      'https://shop.example/?design=modern&signup=1&expand=2&sgc=',
    ],
    ['https://shop.example/?code=SPRING&s=boots&p=12', 'https://shop.example/?code=SPRING&s=boots&p=12&sgc='],
    [`https://shop.example/?gclid=${MIXED}`, `https://shop.example/?gclid=${MIXED}&sgc=`],
    [`https://shop.example/?utm_content=${MIXED}`, `https://shop.example/?utm_content=${MIXED}&sgc=`],
    [
      'https://shop.example/?category=autumn-winter-collection-of-the-year-2026-and-more',
      'https://shop.example/?category=autumn-winter-collection-of-the-year-2026-and-more&sgc=',
    ],
    ['https://not-t.me/a', 'https://not-t.me/a?sgc='],
  ])('goes to %s', (url, expected) => {
    expect(withClickId(url, ID)).toBe(expected === null ? url : expected + ID)
  })

  test('stands before what follows #, which stays', () => {
    expect(withClickId('https://shop.example/a?b=1#/cart?x=1', ID)).toBe(
      `https://shop.example/a?b=1&sgc=${ID}#/cart?x=1`,
    )
    expect(withClickId('https://shop.example/#top', ID)).toBe(`https://shop.example/?sgc=${ID}#top`)
  })

  test('takes the place of another that was copied along', () => {
    const other = 'x'.repeat(28)
    expect(withClickId(`https://shop.example/?sgc=${other}&a=1#b`, ID)).toBe(`https://shop.example/?sgc=${ID}&a=1#b`)
    expect(withClickId(`https://shop.example/?a=1&sgc=${other}`, ID)).toBe(`https://shop.example/?a=1&sgc=${ID}`)
  })

  test.each([
    `https://bucket.s3.amazonaws.com/a.pdf?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=60&X-Amz-Signature=${HEX}`,
    'https://bucket.s3.amazonaws.com/a.pdf?AWSAccessKeyId=A&Expires=1&Signature=b',
    'https://storage.googleapis.com/b/a?X-Goog-Signature=ab',
    'https://storage.googleapis.com/b/a?GoogleAccessId=a&Expires=1&Signature=b',
    'https://a.oss-cn.aliyuncs.com/b?OSSAccessKeyId=a&x-oss-signature=b',
    'https://a.blob.core.windows.net/c?sv=2022&se=2026-11-30&sr=b&sp=r&sig=ab%3D',
    'https://d111.cloudfront.net/a?Policy=x&Key-Pair-Id=K',
    'https://cdn.example/video.mp4?hdnts=exp=1~acl=/*~hmac=ab',
    `https://img.example/a.png?w=10&s=${HEX}`,
    'https://shop.example/?token=1',
    'https://shop.example/?access_token=1',
    'https://shop.example/?accessToken=1',
    'https://shop.example/?a=1&X%2DAmz%2DSignature=1',
    'https://shop.example/?hmac=1',
    'https://shop.example/?hash=1',
    'https://shop.example/?a[hash]=1',
    'https://shop.example/?sign=1',
    'https://shop.example/?login_sig=1',
    'https://shop.example/?t=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc',
    `https://shop.example/?key=${MIXED}`,
    'https://shop.example/index.php?/topic/12',
    'https://shop.example/service?wsdl',
    'https://shop.example/?1234&a=2',
    'https://t.me/shop?start=abc',
    'https://T.ME/shop',
    'https://shop.t.me/',
    'https://telegram.me/shop',
    'https://wa.me/79161234567?text=hello',
    'tg://resolve?domain=shop',
    'mailto:a@shop.example?subject=b',
    'tel:+79161234567',
    `https://shop.example/?a=${'b'.repeat(2_000)}-${'c'.repeat(20)}`,
  ])('is kept from %s', url => {
    expect(withClickId(url, ID)).toBe(url)
  })

  test('changes nothing else of any address, and is read back as it was', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), url => {
        const told = withClickId(url, ID)
        if (told === url) return
        const [head = ''] = url.split('#', 1)
        expect([told.startsWith(head), told.endsWith(url.slice(head.length))]).toEqual([true, true])
        expect(told.slice(head.length, head.length + told.length - url.length)).toMatch(new RegExp(`^[?&]?sgc=${ID}$`))
        expect(new URL(told).searchParams.get('sgc')).toBe(ID)
        expect([new URL(told).origin, new URL(told).pathname, new URL(told).hash]).toEqual([
          ...[new URL(url).origin, new URL(url).pathname, new URL(url).hash],
        ])
      }),
      { numRuns: 300 },
    )
  })
})
