import { describe, expect, test } from 'vitest'
import { valuesOf } from '../../../../src/audience/attribute/value.js'
import { archiveAttribute, createAttribute } from '../../../../src/audience/attribute.js'
import { archiveInterest, createInterest, interestsOf } from '../../../../src/audience/interest.js'
import { archiveQuestion, createQuestion } from '../../../../src/audience/survey/question.js'
import { createTransport } from '../../../../src/bot/lanes/sender.js'
import { createLetters } from '../../../../src/delivery/engine/letter.js'
import { planDeliveries } from '../../../../src/delivery/plan.js'
import { claimDeliveries } from '../../../../src/delivery/queue.js'
import { settleDelivery } from '../../../../src/delivery/settle.js'
import { actionAddress, actionOf } from '../../../../src/offers/button/action.js'
import { listVariants } from '../../../../src/offers/variant.js'
import { createSegment, deleteSegment } from '../../../../src/segments/segment.js'
import { texts } from '../../../../src/text/index.js'
import { ADMIN, NOW, stage } from './stage.js'

type Stage = Awaited<ReturnType<typeof stage>>

const field = (
  s: Stage,
  label: string,
  type: 'yes_no' | 'one_of' | 'many_of' | 'date' | 'number',
  options?: string[],
) =>
  s.db.write(() =>
    createAttribute(
      s.db,
      { label, type, options: options ?? null, group: 'behavioural', purpose: null, createdBy: ADMIN },
      NOW,
    ),
  )

const question = (s: Stage, attributeId: number, text: string, labels: readonly string[]) =>
  s.db.write(() => {
    const options = labels.map(label => ({ label, value: label, topicId: null }))
    return createQuestion(s.db, { attributeId, text, purpose: 'So that it fits', options, createdBy: ADMIN }, NOW)
  })

/** A shop with a few fields and a question, one subscriber, and a draft whose buttons are asked for. */
async function shop(language: 'en' | 'ru' = 'en') {
  const s = await stage({ language })
  const reader = s.emulator.user({ id: 501, firstName: 'Rita', language })
  reader.send('/start')
  await s.settled()
  const coming = field(s, 'Coming', 'yes_no')
  const size = field(s, 'Size', 'one_of', ['S', 'M', 'L'])
  const likes = field(s, 'Likes', 'many_of', ['Boots', 'Bags'])
  const visit = field(s, 'Last visit', 'date')
  const asks = question(s, size.id, 'Which size do you wear?', ['S', 'M', 'L'])
  await s.ada.send('/new', 'Come to us on Sunday')
  return { s, reader, coming, size, likes, visit, asks }
}

/** Sends the draft to everybody as the engine does. */
async function sendOut(s: Stage) {
  await s.ada.walk('To whom', 'Everyone', 'Done', 'Check', 'Send now')
  const id = s.broadcast()?.id ?? 0
  s.db.sql(`update broadcasts set state = 'planning'`).run()
  await planDeliveries(s.db, id, NOW, s.world.rules)
  const letters = createLetters(s.db, { address: (delivery, link) => `https://go.example/r/${delivery}-${link}` })
  const transport = createTransport(s.door().api)
  for (const message of claimDeliveries(s.db, id, 10, NOW, s.world.rules).messages) {
    const sent = await transport.send(message.telegramId, letters.write(message))
    if (sent.kind !== 'accepted') throw new Error(JSON.stringify(sent))
    settleDelivery(s.db, message, { kind: 'sent', messageId: sent.messageId }, NOW)
  }
  return id
}

const known = (s: Stage) => valuesOf(s.db, 1).map(({ attributeId, shown, origin }) => [attributeId, shown, origin])

describe('buttons that do something', () => {
  test('are typed beside links, say in a test what they would do, and keep nothing of it', async () => {
    const { s, size, coming, asks } = await shop()
    const { ada } = s
    await ada.walk('Buttons')
    await ada.send(
      'Shop - shop.ru\nI am in — field coming: Yes | Not now - FIELD “Coming” = no\nTell - question which size\nM - поле Size = m',
    )
    const [row1, row2, row3, row4] = listVariants(s.db, s.offer().id)[0]?.content.buttons ?? []
    expect(row1?.[0]?.url).toBe('https://shop.ru/')
    expect(row2?.map(({ label, url }) => [label, actionOf(url)])).toEqual([
      ['I am in', { kind: 'set', field: coming.id, value: 'yes' }],
      ['Not now', { kind: 'set', field: coming.id, value: 'no' }],
    ])
    expect(actionOf(row3?.[0]?.url ?? '')).toEqual({ kind: 'ask', question: asks.id })
    expect(actionOf(row4?.[0]?.url ?? '')).toEqual({ kind: 'set', field: size.id, value: 'M' })
    // What stands on the card may be sent again as it stands.
    await ada.walk('Buttons')
    const typed = /Shop - [\s\S]*Size = M/.exec(ada.plain())?.[0] ?? ''
    const before = JSON.stringify(s.offer().draft.buttons)
    await ada.send(typed)
    expect(JSON.stringify(s.offer().draft.buttons)).toBe(before)

    await ada.walk('👁 Test')
    const copy = ada.shown().find(({ text }) => text === 'Come to us on Sunday')
    expect(await ada.press('I am in', copy?.message_id)).toContain('field Coming = Yes')
    expect(await ada.press('Tell', copy?.message_id)).toContain('what a reader is asked')
    expect(ada.plain()).toContain('Which size do you wear?')
    expect(s.db.sql('select count(*) as n from attribute_values').get()).toEqual({ n: 0 })
    expect(s.db.sql('select count(*) as n from clicks').get()).toEqual({ n: 0 })
    expect(s.refused()).toEqual([])
  })

  test.each([
    ['Yes - field Comming = yes', 'Did you mean Coming?'],
    ['Yes - field Coming', 'say what the field becomes'],
    ['Yes - field Coming = perhaps', 'Write yes or no.'],
    ['Yes - field Size = XXL', 'Write one of its options.'],
    ['Yes - field Last visit = 30.02.2026', 'Write a day'],
    ['Yes - topic Nothing', 'there is no topic “Nothing”'],
    ['Yes - question What is love', 'the survey has no question “What is love”'],
  ])('%s is refused, and nothing changes', async (line, words) => {
    const { s } = await shop()
    await s.ada.walk('Buttons')
    await s.ada.send(`Shop - shop.ru\n${line}`)
    expect(s.ada.plain()).toContain('Line 2')
    expect(s.ada.plain()).toContain(words)
    expect(s.offer().draft.buttons).toEqual([])
  })

  test('an address behind a dash stays one, whatever stands before it', async () => {
    const { s } = await shop()
    await s.ada.walk('Buttons')
    await s.ada.send('FAQ - question - shop.ru/faq\nField guide - shop.ru/field')
    expect(s.offer().draft.buttons.flat()).toEqual([
      { label: 'FAQ - question', url: 'https://shop.ru/faq' },
      { label: 'Field guide', url: 'https://shop.ru/field' },
    ])
  })

  test('the card of what else they can do gives lines that can be sent, which come below those that are there', async () => {
    for (const language of ['en', 'ru'] as const) {
      const { s } = await shop(language)
      const { ada } = s
      await ada.walk(language === 'en' ? 'Buttons' : '🔘')
      await ada.send('Shop - shop.ru')
      await ada.walk(...(language === 'en' ? ['Buttons', '⚡ Not only links'] : ['🔘', '⚡ Ещё действия']))
      const code = (ada.shown().at(-1)?.entities ?? []).filter(({ type }) => type === 'code')
      const lines = code.map(({ offset, length }) => ada.text().slice(offset, offset + length))
      expect(lines).toHaveLength(3)
      await ada.send(lines.join('\n'))
      expect(s.offer().draft.buttons.map(row => row.map(({ url }) => actionOf(url)?.kind ?? url))).toEqual([
        ['https://shop.ru/'],
        ['set'],
        ['set'],
        ['ask'],
      ])
      expect(s.refused()).toEqual([])
    }
  })
})

describe('a reader presses', () => {
  test('and the field is what they said; the newest press counts, and each is a click of a person', async () => {
    const { s, reader, size, visit, likes } = await shop()
    await s.ada.walk('Buttons')
    await s.ada.send(
      'S - field Size = S | M - field Size = M\nI was there - field Last visit = now\nBags - field Likes = Bags\nBoots - field Likes = Boots',
    )
    const id = await sendOut(s)
    const offer = `button:${s.offer().id}`
    const { message_id: message } = reader.lastMessage()
    const labels = () =>
      (reader.lastMessage().reply_markup?.inline_keyboard ?? []).map(row => row.map(({ text }) => text))
    const press = async (label: string) => {
      const said = await reader.press(message, label)
      await s.settled()
      return said?.text
    }
    expect(await press('S')).toBe('✅ Saved')
    expect(labels()[0]).toEqual(['✅ S', 'M'])
    expect(known(s)).toEqual([[size.id, 'S', offer]])
    await press('M')
    await press('M')
    expect(labels()[0]).toEqual(['S', '✅ M'])
    expect(known(s)).toEqual([[size.id, 'M', offer]])
    await press('I was there')
    await press('Bags')
    await press('Boots')
    expect(labels().flat()).toEqual(['S', '✅ M', '✅ I was there', '✅ Bags', '✅ Boots', '🔕'])
    expect(known(s).map(([field, value]) => [field, value])).toEqual([
      [size.id, 'M'],
      [likes.id, 'Bags'],
      [likes.id, 'Boots'],
      [visit.id, '2026-11-24'],
    ])
    const clicks = s.db.sql('select link, verdict, agent from clicks where broadcast_id = ? order by id').all(id)
    expect(clicks).toHaveLength(5)
    expect(clicks[0]).toEqual({ link: 1, verdict: 'human', agent: 'Telegram' })
    expect(
      s.db.sql(`select evidence, grade, message_id as message from reads where evidence <> 'activity'`).all(),
    ).toEqual([{ evidence: 'press', grade: 'confirmed', message }])
    expect(s.refused()).toEqual([])
  })

  test('and chooses what to hear about, or not; a topic that was put away is chosen no more', async () => {
    const { s, reader } = await shop()
    const sales = s.db.write(() => createInterest(s.db, { name: 'Sales', createdBy: ADMIN }, NOW))
    await s.ada.walk('Buttons', '⚡ Not only links')
    expect(s.ada.plain()).toContain('Sales - topic Sales')
    await s.ada.send('Yes, sales - topic sales | No sales - тема Sales = нет')
    expect(s.ada.plain()).toContain('Yes, sales - topic Sales | No sales - topic Sales = no')
    await s.ada.walk('Card')
    await sendOut(s)
    const { message_id: message } = reader.lastMessage()
    const wants = () => interestsOf(s.db, 1).map(({ name, wants }) => [name, wants])
    const press = async (label: string) => {
      const said = await reader.press(message, label)
      await s.settled()
      return said?.text
    }
    expect(await press('No sales')).toBe('✅ Saved')
    expect(wants()).toEqual([['Sales', false]])

    await s.ada.send('/settings')
    await s.ada.walk('🔔 How often', '💭 About what', 'Sales', '👥 Who unticked it')
    expect(s.ada.plain()).toContain('Rita')
    await s.ada.walk('← Back')
    const criterion = { not: { leaf: 'wish' as const, wants: { about: sales.id } } }
    const segment = s.db.write(() => createSegment(s.db, { name: 'No sales', criterion, createdBy: ADMIN }, NOW))
    await s.ada.walk('🗑 Remove')
    expect(await s.ada.press('🗑 Remove')).toBe(texts('en').errors.segment_in_use({ by: 'No sales' }))
    s.db.write(() => deleteSegment(s.db, segment.id, NOW))

    await press('Yes, sales')
    expect(wants()).toEqual([['Sales', true]])
    expect(reader.lastMessage().reply_markup?.inline_keyboard[0]?.map(({ text }) => text)).toEqual([
      '✅ Yes, sales',
      'No sales',
    ])
    s.db.write(() => archiveInterest(s.db, sales.id, NOW))
    expect(await press('No sales')).toContain('does nothing any more')
    expect(s.refused()).toEqual([])
  })

  test('and is asked the question below; the answer is theirs, and the message keeps its buttons', async () => {
    const { s, reader, size } = await shop()
    await s.ada.walk('Buttons')
    await s.ada.send('Tell us - question Which size')
    await sendOut(s)
    const { message_id: message } = reader.lastMessage()
    await reader.press(message, 'Tell us')
    await s.settled()
    const asked = reader.lastMessage()
    expect(asked.text).toContain('Which size do you wear?')
    expect(asked.reply_to_message?.message_id).toBe(message)
    await reader.press(asked.message_id, 'L')
    await s.settled()
    expect(valuesOf(s.db, 1).map(({ attributeId, shown }) => [attributeId, shown])).toEqual([[size.id, 'L']])
    expect(reader.messages().some(({ message_id }) => message_id === message)).toBe(true)
    expect(s.refused()).toEqual([])
  })

  test('what is put away does nothing any more and says so; a button of somebody else is none of theirs', async () => {
    const { s, reader, coming, asks } = await shop()
    await s.ada.walk('Buttons')
    await s.ada.send('In - field Coming = yes\nTell us - question 1')
    await sendOut(s)
    // A field that a broadcast writes into stays; once it is over it may go.
    expect(() => archiveAttribute(s.db, coming.id, NOW)).toThrow('attribute_in_use')
    s.db.sql(`update broadcasts set state = 'finished', finished_at = ?`).run(NOW)
    s.db.write(() => {
      archiveAttribute(s.db, coming.id, NOW)
      archiveQuestion(s.db, asks.id, NOW)
    })
    const { message_id: message } = reader.lastMessage()
    expect((await reader.press(message, 'In'))?.text).toContain('does nothing any more')
    expect((await reader.press(message, 'Tell us'))?.text).toContain('does nothing any more')
    await s.settled()
    expect(known(s)).toEqual([])
    const stranger = s.emulator.user({ id: 502, firstName: 'Sam' })
    stranger.send('/start')
    await s.settled()
    const other = stranger.messages().findLast(({ from }) => from.is_bot)
    await stranger.forge(other?.message_id ?? 0, 'do:1:1')
    await s.settled()
    expect(s.db.sql('select count(*) as n from clicks where subscriber_id <> 1').get()).toEqual({ n: 0 })
  })
})

test('what a button does reads back as it was, whatever is in it', () => {
  for (const value of ['Riga', '{City}', '100 %', 'a|b', 'Ёлка/сосна', '👠', ' '])
    expect(actionOf(actionAddress({ kind: 'set', field: 7, value }))).toEqual({ kind: 'set', field: 7, value })
  expect(actionOf(actionAddress({ kind: 'set', field: 7, value: null }))).toEqual({
    kind: 'set',
    field: 7,
    value: null,
  })
  for (const wants of [true, false])
    expect(actionOf(actionAddress({ kind: 'about', interest: 3, wants }))).toEqual({
      kind: 'about',
      interest: 3,
      wants,
    })
  expect(actionOf('https://shop.ru/do:ask/1')).toBeNull()
})
