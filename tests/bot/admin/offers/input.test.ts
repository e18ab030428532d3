import { describe, expect, test } from 'vitest'
import { changeDraft } from '../../../../src/offers/offer.js'
import { findVariant } from '../../../../src/offers/variant.js'
import { deleteSegment } from '../../../../src/segments/segment.js'
import { NOW, stage } from './stage.js'

async function started(...rows: string[]) {
  const s = await stage()
  await s.ada.send('/new')
  await s.ada.walk(...rows)
  return s
}

describe('the message', () => {
  test.each([
    ['a photo', 'sendPhoto', '🖼 photo'],
    ['a video', 'sendVideo', '🎬 video'],
    ['an animation', 'sendAnimation', '🎞 animation'],
    ['a file', 'sendDocument', '📎 file'],
  ] as const)('%s with a caption', async (_, send, words) => {
    const s = await started('Message')
    await s.ada.sends(person =>
      person[send]({
        caption: 'See link',
        entities: [{ type: 'text_link', offset: 4, length: 4, url: 'https://a.ru/' }],
      }),
    )
    expect(s.ada.text()).toContain(`3 Message — ${words}, 8 of 1,024 characters`)
    expect(s.ada.text()).toContain('{first_name|friend} in the text is replaced by the name')
    const before = s.emulator.accepted().length
    await s.ada.walk('Test')
    expect(s.emulator.accepted(before)[1]?.method).toBe(send)
    expect(s.refused()).toEqual([])
  })

  test('a sticker is asked for again, in one sentence', async () => {
    const s = await started('Message')
    await s.ada.sends(person => person.sendSticker())
    expect(s.ada.text()).toBe(
      'A sticker cannot be sent to people. Send text, a photo, video, animation, file, music or voice message with a caption, a round video, or a poll.',
    )
    await s.ada.send('Hello')
    expect(s.ada.text()).toContain('3 Message — 💬 text, 5 of 4,096 characters')
  })

  test('an album is one answer, however many messages it comes in', async () => {
    const s = await started('Message')
    await s.ada.sends(person =>
      person.sendAlbum([{ kind: 'photo', caption: 'Hi' }, { kind: 'photo' }, { kind: 'video' }]),
    )
    expect(findVariant(s.db, s.offer().id, null)?.content.items).toHaveLength(3)
    expect(s.ada.person.messages().filter(message => message.text?.includes('Got it'))).toHaveLength(1)
    await s.ada.walk('Message')
    await s.ada.sends(person => person.sendPhoto({ caption: 'Hi' }))
    expect(s.ada.text()).toContain('🖼 photo, 2 of 1,024')
  })

  test('too long tells both numbers and changes nothing', async () => {
    const s = await started('Message')
    await s.ada.send(`{first_name|${'x'.repeat(60)}}${'x'.repeat(4_050)}`)
    expect(s.ada.text()).toBe('This is 4,110 characters; Telegram takes 4,096. Shorten it by 14.')
    expect(findVariant(s.db, s.offer().id, null)).toBeNull()
    await s.ada.sends(person => person.sendPhoto({ caption: 'x'.repeat(1_025) }))
    expect(s.ada.text()).toContain('1,025 characters; Telegram takes 1,024')
  })

  test.each([
    ['Hi {nome}', 'I do not know {nome}.'],
    ['Look: http://192.168.1.1/x', 'opens only inside a private network'],
    ['{first_name}', 'There is nothing to read in it'],
  ])('%s is refused', async (text, words) => {
    const s = await started('Message')
    await s.ada.send(text)
    expect(s.ada.text()).toContain(words)
    expect(findVariant(s.db, s.offer().id, null)).toBeNull()
  })

  test('words alone keep the picture until it is taken away', async () => {
    const s = await started('Message')
    await s.ada.sends(person => person.sendPhoto({ caption: 'First' }))
    await s.ada.walk('Message')
    await s.ada.send('Second')
    expect(s.ada.text()).toContain('🖼 photo, 6 of 1,024')
    await s.ada.walk('Message', 'Words only')
    expect(s.ada.text()).toContain('Now: 💬 text, 6 of 4,096 characters.')
    await s.ada.walk('Card', 'Message')
    await s.ada.sends(person => person.sendPhoto())
    await s.ada.walk('Message')
    expect(await s.ada.press('Words only')).toContain('There is nothing to read in it')
  })

  test('a command ends the question', async () => {
    const s = await started('Message')
    await s.ada.send('/help')
    await s.ada.send('Hello')
    expect(s.ada.text()).toBe('An offer?')
    expect(findVariant(s.db, s.offer().id, null)).toBeNull()
  })

  test('one of several versions is rewritten by a tap', async () => {
    const s = await stage()
    s.addSegment('Loyal', 'a')
    s.addSegment('New', 'b')
    await s.ada.send('/new')
    await s.ada.walk('To whom', 'New', 'Loyal', 'Everyone else', 'Done', 'One for each')
    expect(s.ada.labels()).toEqual(['☐ New', '☐ Loyal', '☐ Everyone else', '← Card'])
    await s.ada.walk('Loyal')
    await s.ada.send('For the loyal')
    expect(s.ada.text()).toContain('✅ Loyal: 💬 text, 13 of 4,096 characters.\n1 of 3 · Send the message for New')
    await s.ada.walk('Card')
    expect(s.ada.text()).toContain('3 Message — 1 of 3 messages')
    await s.ada.walk('Check')
    expect(s.ada.text()).toContain('There is no message for New.\n· There is no message for Everyone else.')
    await s.ada.walk('Message')
    await s.ada.send('For the new', 'For the rest')
    expect(s.ada.text()).toContain('3 Message — 3 messages')
    await s.ada.walk('Message')
    expect(s.ada.text()).toContain('Every segment has its message.')
    // A segment that is not ticked has no version, whatever a button says.
    await s.ada.forge(`of.mv:${s.offer().id.toString(36)}:zz`)
    expect(s.ada.text()).toContain('📝')
    await s.ada.walk('To whom', 'New', 'Everyone else', 'Done')
    expect(s.offer().draft).toMatchObject({ each: false })
    expect(s.refused()).toEqual([])
  })
})

describe('the buttons', () => {
  test.each([
    ['Boots shop.ru', 'Line 1, “Boots shop.ru”: I see no “ - ” between label and address.'],
    ['Boots - shop.ru\nSizes - ftp://shop.ru', 'Line 2, “Sizes - ftp://shop.ru”'],
    ['Boots - http://localhost/x', 'opens only inside a private network'],
    ['Boots - https://user:pw@shop.ru', 'holds a name or password'],
    ['a - shop.ru|'.repeat(9).slice(0, -1), 'Line 1 has 9 buttons; 8 fit side by side.'],
  ])('%s names the line and why', async (text, words) => {
    const s = await started('Buttons')
    await s.ada.send(text)
    expect(s.ada.text()).toContain(words)
    expect(s.offer().draft.buttons).toEqual([])
    await s.ada.send('Shop - http://127.0.0.1:4000/boots')
    expect(s.ada.text()).toContain('4 Buttons — Shop')
  })

  test('a sticker where text is asked; then no buttons again, and no UTM marks', async () => {
    const s = await started('Buttons')
    await s.ada.sends(person => person.sendSticker())
    expect(s.ada.text()).toBe('I need the buttons as text, one per line, like Choose boots - shop.com/boots.')
    await s.ada.send('A - a.ru | B - b.ru\nC - c.ru')
    await s.ada.walk('Buttons')
    expect(s.ada.text()).toContain('Now:\nA - https://a.ru/ | B - https://b.ru/\nC - https://c.ru/')
    await s.ada.walk('UTM')
    expect(s.ada.text()).toContain('Links go out without UTM marks.')
    expect(s.offer().utmCampaign).toBeNull()
    await s.ada.walk('No buttons')
    expect(s.ada.text()).toContain('4 Buttons — none')
  })
})

describe('to whom', () => {
  test('the order is that of the ticks; who is left out is not chosen', async () => {
    const s = await stage()
    for (const name of ['A', 'B', 'C']) s.addSegment(name, name)
    await s.ada.send('/new')
    await s.ada.walk('To whom', 'B', 'A', 'C')
    expect(s.ada.labels().slice(0, 3)).toEqual(['3️⃣ C · 0', '1️⃣ B · 0', '2️⃣ A · 0'])
    await s.ada.walk('B')
    expect(s.ada.labels().slice(0, 3)).toEqual(['2️⃣ C · 0', '☐ B · 0', '1️⃣ A · 0'])
    await s.ada.walk('Leave out', 'A · 0', 'Back')
    expect(s.ada.labels().slice(0, 3)).toEqual(['1️⃣ C · 0', '☐ B · 0', '☐ A · 0'])
    expect(s.ada.text()).toContain('🚫 Left out: A')
    await s.ada.walk('A · 0', 'Done', 'Order', '⬆️ A', 'Back')
    expect(s.ada.text()).toContain('A 0 · C 0')
    await s.ada.walk('One for all')
    expect(s.ada.text()).toContain('2 To whom — A, C')
  })

  test('the order of many is turned page by page, and what moved is followed to its page', async () => {
    const s = await stage()
    const names = Array.from({ length: 10 }, (_, i) => `S${i}`)
    const ids = names.map(name => s.addSegment(name, name).id)
    await s.ada.send('/new')
    changeDraft(s.db, s.offer().id, () => ({ segments: ids }))
    await s.ada.walk('To whom', 'Done', 'Order')
    expect(s.ada.labels().slice(7)).toEqual(['⬆️ S7', '1 / 2', '›', '← Back'])
    expect(s.ada.text()).toContain('8')
    await s.ada.walk('›')
    expect(s.ada.labels()).toEqual(['⬆️ S8', '⬆️ S9', '‹', '2 / 2', '← Back'])
    await s.ada.walk('⬆️ S8')
    expect(s.ada.labels().slice(7)).toEqual(['⬆️ S8', '1 / 2', '›', '← Back'])
    await s.ada.walk('⬆️ S0')
    expect(s.ada.labels(), 'the first goes to the end').toEqual(['⬆️ S9', '⬆️ S0', '‹', '2 / 2', '← Back'])
    expect(s.refused()).toEqual([])
  })

  test('a segment that was deleted meanwhile is refused, and a chosen one cannot be deleted', async () => {
    const s = await stage()
    const { id: gone } = s.addSegment('Gone', 'a')
    const { id: kept } = s.addSegment('Kept', 'b')
    await s.ada.send('/new')
    await s.ada.walk('To whom', 'Kept')
    expect(() => deleteSegment(s.db, kept, NOW)).toThrow('segment_in_use')
    deleteSegment(s.db, gone, NOW)
    expect(await s.ada.press('Gone')).toBe('This segment no longer exists. Choose another from /segments.')
    expect(s.ada.labels()).toEqual([
      '1️⃣ Kept · 0',
      '☐ New this week · 0',
      '☐ Everyone else',
      '➕ New segment',
      '🚫 Leave out',
      'Done',
    ])
    expect(s.offer().draft.segments).toEqual([kept])
  })

  test('a new segment comes back ticked; a segment can start an offer', async () => {
    const s = await started()
    s.addPeople(2, 'fresh')
    await s.ada.walk('To whom', 'New segment', 'Where from', 'Source: fresh', 'Save', 'Take this name')
    expect(s.ada.labels()[0]).toBe('1️⃣ Source: fresh · 2')
    expect(s.ada.cards()).toHaveLength(1)
    const { id: gone } = s.addSegment('Gone', 'a')
    s.addSegment('Other', 'b')
    const asked = s.offer().id
    await s.ada.send('/segments')
    await s.ada.walk('Gone')
    deleteSegment(s.db, gone, NOW)
    expect(await s.ada.press('Write them an offer')).toBe(
      'This segment no longer exists. Choose another from /segments.',
    )
    await s.ada.send('/segments')
    await s.ada.walk('Other', 'Write them an offer')
    expect(s.offer().id).not.toBe(asked)
    expect(s.ada.text()).toContain('2 To whom — Other')
  })
})

test.each(['of.c', 'of.c:', 'of.c:1:1', 'of.c:zzzzzzzzzzzz', 'of.gs:1:9', 'of.c:-1', 'of.wt:1:1', "of.c:1' or 1"])(
  'callback data %s that nobody was given changes nothing',
  async data => {
    const s = await started()
    const before = JSON.stringify(s.offer())
    await s.ada.person.forge(s.ada.lastId(), data, 300)
    await s.settled()
    expect(JSON.stringify(s.offer())).toBe(before)
  },
)

test('how long things count: as is usual for the goal, by a button, typed, and as usual again', async () => {
  const s = await started('Goal')
  const windows = () => {
    const { id } = s.offer()
    return s.db
      .sql('select window_days as counts, click_days as click, seen_days as seen from offers where id = ?')
      .get(id)
  }
  expect(s.ada.text()).toContain('What people do counts for 3 days after it.')
  await s.ada.walk('Bring back', 'Goal')
  expect(s.ada.text()).toContain('counts for 14 days after it')
  expect(s.ada.text()).toContain('at most 14 days after a click, or 2 days after it was seen')
  await s.ada.walk('📆 Counts 14 days', '30 days')
  expect(s.ada.text()).toContain('counts for 30 days after it')
  for (const [typed, days] of [
    ['5', 5],
    ['10 days', 10],
    ['2 недели', 14],
    ['неделя', 7],
    ['90', 90],
  ] as const) {
    await s.ada.walk('👆 Click')
    await s.ada.send(typed)
    expect(windows(), typed).toMatchObject({ click: days })
  }
  await s.ada.walk('👁 Seen 2 days')
  for (const wrong of ['0', '91', '14 weeks', '2.5', '-3', 'soon']) {
    await s.ada.send(wrong)
    expect(s.ada.text(), wrong).toContain('I need a number of days from 1 to 90')
  }
  expect(windows()).toEqual({ counts: 30, click: 90, seen: null })
  await s.ada.send('1')
  await s.ada.walk('👆 Click 90 days', 'As usual: 14 days')
  expect(windows()).toEqual({ counts: 30, click: null, seen: 1 })
  expect(s.ada.text()).toContain('1 day after it was seen')
  // What people expect sells nothing: no order comes after it.
  s.db.sql("update offers set kind = 'service' where id = ?").run(s.offer().id)
  await s.ada.walk('Sell', 'Goal')
  expect(s.ada.labels().filter(label => /Click|Seen/.test(label))).toEqual([])
})
