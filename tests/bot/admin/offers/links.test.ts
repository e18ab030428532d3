import { expect, test } from 'vitest'
import { listLinks, listVariants } from '../../../../src/offers/variant.js'
import { texts } from '../../../../src/text/index.js'
import { stage } from './stage.js'

type Stage = Awaited<ReturnType<typeof stage>>

const links = (s: Stage) =>
  listVariants(s.db, s.offer().id)
    .flatMap(({ id }) => listLinks(s.db, id))
    .map(({ url, tracked, marked }) => ({ url, tracked, marked }))

async function written(message: string): Promise<Stage> {
  const s = await stage()
  s.addPeople(3, 'loyal')
  s.addSegment('Loyal', 'loyal')
  await s.ada.send('/new')
  await s.ada.walk('To whom', '☐ Loyal', 'Done', 'Message')
  await s.ada.send(message)
  return s
}

test('an address is opened as people will get it; one that opens only bare goes out bare, and the card says so', async () => {
  const s = await written('Hello')
  const { ada } = s
  await ada.walk('Buttons')
  await ada.send('A - signed.shop.ru/x?sig=ab | B - shop.ru')
  expect(ada.text()).toContain(texts('en').offerCards.opensBare('signed.shop.ru/x?sig=ab'))
  const [first = '', ...others] = s.world.visited
  expect(first).toContain('?sig=ab&utm_source=telegram')
  expect(others).toContain('https://signed.shop.ru/x?sig=ab')
  expect(links(s)).toEqual([
    { url: 'https://signed.shop.ru/x?sig=ab', tracked: true, marked: false },
    { url: 'https://shop.ru/', tracked: true, marked: true },
  ])
  // Without marks there is nothing to fail; with them again it is seen again.
  await ada.walk('Buttons', '✅ UTM marks', '☐ UTM marks')
  expect(ada.text()).toContain(texts('en').offerCards.opensBare('signed.shop.ru/x?sig=ab'))
})

test('links into Telegram go out as they are unless they are wanted counted, and the card says which', async () => {
  const s = await written('Ask us at https://t.me/shop')
  const { ada } = s
  const { offerCards: t } = texts('en')
  expect(links(s)).toEqual([{ url: 'https://t.me/shop', tracked: false, marked: false }])
  await ada.walk('Buttons')
  expect(ada.text()).toContain(t.telegramDirect)
  await ada.walk(t.telegramOff)
  expect(ada.text()).toContain(t.telegramTracked)
  expect(links(s)).toEqual([{ url: 'https://t.me/shop', tracked: true, marked: true }])
  await ada.walk(t.telegramOn)
  await ada.send('App - tg://resolve?domain=shop')
  expect(links(s)).toEqual([{ url: 'https://t.me/shop', tracked: false, marked: false }])
  expect(listVariants(s.db, s.offer().id)[0]?.content.buttons).toEqual([
    [{ label: 'App', url: 'tg://resolve?domain=shop' }],
  ])
  await ada.walk('Check')
  await ada.walk('Send now')
  expect(s.refused()).toEqual([])
})

const POST = {
  text: 'Boots at https://shop.ru/boots',
  link_preview_options: { url: 'https://shop.ru/look', prefer_large_media: true, show_above_text: true },
  reply_markup: {
    inline_keyboard: [
      [
        { text: 'Choose', url: 'https://shop.ru/choose' },
        { text: 'Chat', url: 'https://t.me/shop' },
      ],
      [{ text: 'Like', callback_data: 'x' }],
    ],
  },
}

test('a forwarded post keeps its preview and its buttons; what cannot be taken is said; a test shows it so', async () => {
  const s = await written('Hello')
  const { ada } = s
  const { offerCards: t } = texts('en')
  await ada.walk('Message')
  await ada.sends(person => person.forwardPost(POST))
  expect(ada.text()).toContain(t.buttonsTaken(2))
  expect(ada.text()).toContain(t.buttonsLeft(1))
  const [variant] = listVariants(s.db, s.offer().id)
  expect(variant?.content.buttons.flat().map(({ url }) => url)).toEqual(['https://shop.ru/choose', 'https://t.me/shop'])
  await ada.walk('Test')
  const test = ada.person.messages().findLast(message => message.text === POST.text && message.from.is_bot)
  expect(test?.link_preview_options).toEqual(POST.link_preview_options)
  await ada.walk('← Card', 'Message')
  await ada.sends(person => person.forwardPost({ ...POST, text: 'Again' }))
  expect(ada.text()).toContain(t.buttonsKept(2))
})

test.each((['en', 'ru'] as const).flatMap(language => [true, false].map(customEmoji => ({ language, customEmoji }))))(
  'custom emoji that Telegram will flatten are said ($language, kept: $customEmoji)',
  async ({ language, customEmoji }) => {
    const s = await stage({ language, customEmoji })
    const { offerCards: t } = texts(language)
    await s.ada.send('/new')
    await s.ada.walk(t.keys.message)
    const before = s.ada.person.messages().length
    await s.ada.sends(person =>
      person.send('🔥 Boots', {
        entities: [{ type: 'custom_emoji', offset: 0, length: 2, custom_emoji_id: '5368324170671202286' }],
      }),
    )
    expect(s.ada.text().includes(t.emojiFlat)).toBe(!customEmoji)
    // The look leaves nothing behind.
    expect(
      s.ada.person
        .messages()
        .slice(before)
        .filter(({ text }) => text === '🔥'),
    ).toEqual([])
  },
)
