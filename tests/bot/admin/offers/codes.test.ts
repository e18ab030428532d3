import { describe, expect, test } from 'vitest'
import { broadcasts } from '../../../../src/bot/admin/broadcasts/addresses.js'
import { planDeliveries } from '../../../../src/delivery/plan.js'
import { claimDeliveries } from '../../../../src/delivery/queue.js'
import { listRunningOut, promoOf } from '../../../../src/offers/promo.js'
import { drop } from '../imports/dropped.js'
import { NOW, stage } from './stage.js'

async function drafted(people: number, text = 'Boots for autumn') {
  const s = await stage()
  s.addPeople(people, 'a')
  await s.ada.send('/new')
  await s.ada.walk('Message')
  await s.ada.send(text)
  await s.ada.walk('To whom', 'Everyone', 'Done', '⋯ More', '🎟 Promo code')
  return s
}

describe('the promo code of a draft', () => {
  test('typed once it is everybody’s, and a button shows it where no message does; a test plays along', async () => {
    const s = await drafted(3)
    await s.ada.send('  AUTUMN20 ')
    expect(s.ada.plain()).toContain('Everybody gets AUTUMN20.')
    expect(s.ada.plain()).toContain('when they press “Show my code”')
    await s.ada.walk('Card')
    expect(s.ada.plain()).toContain('🎟 Promo code — AUTUMN20 for everybody')
    await s.ada.walk('👁 Test')
    const copy = s.ada.shown().find(({ text }) => text === 'Boots for autumn')
    expect(copy?.reply_markup?.inline_keyboard[0]?.[0]).toMatchObject({ text: '🎟 Show my code' })
    const said = await s.ada.press('🎟 Show my code', copy?.message_id)
    expect(said).toContain('such as AUTUMN20')
    const after = s.ada.shown().find(({ text }) => text === 'Boots for autumn')
    expect(after?.reply_markup?.inline_keyboard[0]?.[0]).toMatchObject({ copy_text: { text: 'AUTUMN20' } })
    expect(s.db.sql('select count(*) as n from reads').get()).toEqual({ n: 0 })
  })

  test('stands where {code} does, as code that a tap copies, and never shows what is nobody’s', async () => {
    const s = await drafted(3, 'Your code: {code}, {first_name|friend}')
    await s.ada.send('ab-10\nAB-11\nab-12')
    expect(s.ada.plain()).toContain('3 codes in the list')
    expect(s.ada.labels()).toContain('☐ “Show my code” button')
    await s.ada.walk('Card', '👁 Test')
    const copy = s.ada.shown().find(({ text }) => text?.startsWith('Your code: '))
    expect(copy?.text).toBe('Your code: XX-00, Anna')
    expect(copy?.entities).toEqual([{ type: 'code', offset: 11, length: 5 }])
  })

  test.each([
    ['SALE 20', 'A promo code has no spaces'],
    ['X'.repeat(65), 'at most 64 characters'],
  ])('%s is none, and the question stays open', async (typed, words) => {
    const s = await drafted(1)
    await s.ada.send(typed)
    expect(s.ada.plain()).toContain(words)
    await s.ada.send('SALE20')
    expect(s.ada.plain()).toContain('Everybody gets SALE20.')
  })

  test('a list says what it left out: doubles, spaces, what is too long, and what another offer gives out', async () => {
    const s = await drafted(2)
    await s.ada.send('ONE\nTWO')
    await s.ada.send('/new')
    await s.ada.walk('Another', '⋯ More', '🎟 Promo code')
    const rows = ['Name;Promo code', 'a;K-1', 'b;k-1', 'c;two words', `d;${'Z'.repeat(70)}`, 'e;TWO', 'f;K-2', ';']
    await drop(s.ada, rows.join('\n'), 'codes.csv')
    const said = s.ada.plain()
    expect(said).toContain('✅ 2 codes added.')
    expect(said).toContain('1 code was in it twice or in the list already')
    expect(said).toContain('1 with spaces left out: “two words”')
    expect(said).toContain('1 longer than 64 characters left out')
    expect(said).toContain('1 code left out: Boots for autumn gives them out')
    await drop(s.ada, 'K-2\nK-3\n', 'more.txt')
    expect(s.ada.plain()).toContain('3 codes in the list')
    await s.ada.walk('🗑 Remove code', '🗑 Remove')
    expect(s.ada.plain()).toContain('Type one code for everybody')
    expect(promoOf(s.db, s.offer().id)).toBeNull()
    expect(s.db.sql('select count(*) as n from promo_codes where offer_id = ?').get(s.offer().id)).toEqual({ n: 0 })
  })

  test('that is in another offer as well is told', async () => {
    const s = await drafted(2)
    await s.ada.send('AUTUMN20')
    await s.ada.send('/new')
    await s.ada.walk('Another', '⋯ More', '🎟 Promo code')
    await s.ada.send('autumn20')
    expect(s.ada.plain()).toContain('autumn20 is also the code of Boots for autumn')
  })
})

describe('fewer codes than people', () => {
  test('is asked at the check: to as many as there are, more codes, or one for the rest', async () => {
    const s = await drafted(5)
    await s.ada.send('A1\nA2\nA3')
    await s.ada.walk('Card', 'Check')
    expect(s.ada.plain()).toContain('🎟 3 codes, 5 people: 2 would get none.')
    expect(s.ada.labels()).toEqual(expect.arrayContaining(['Only to 3', '➕ Add codes', '➕ One for rest']))
    expect(s.ada.labels().some(label => label.includes('Send now'))).toBe(false)
    await s.ada.walk('➕ One for rest')
    await s.ada.send('REST5')
    expect(s.ada.plain()).toContain('the other 2 get REST5')
    await s.ada.walk('Card', '⋯ More', '🎟 Promo code', '🚫 None for rest', 'Card', 'Check', 'Only to 3')
    expect(s.ada.plain()).toContain('only 3 of them get the message, drawn by lot')
    expect(s.ada.plain()).toContain('5 in the segments\n− 2 no promo code left for them\n= 3 will get it')
    await s.ada.walk('Send now')
    expect(s.broadcast()?.shownAudience).toBe(3)
  })

  test('a message with {code} and no code, and a code that nobody would see, are not sent', async () => {
    const s = await drafted(2, 'Take {code}')
    await s.ada.walk('Card', 'Check')
    expect(s.ada.plain()).toContain('the offer has no promo code')
    await s.ada.walk('🎟 Promo code')
    await s.ada.send('X5')
    await s.ada.walk('Card', 'Message')
    await s.ada.send('No code in it')
    await s.ada.walk('Check')
    expect(s.ada.plain()).toContain('Nobody would see the promo code')
  })
})

test('while it is sent its list may grow, and who got none waits again; a file says who got which', async () => {
  const s = await drafted(12, 'Take {code}')
  await s.ada.send(Array.from({ length: 10 }, (_none, i) => `C${i}`).join('\n'))
  await s.ada.walk('Card', 'Check', 'Only to 10', 'Send now')
  const id = s.broadcast()?.id ?? 0
  s.db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
  await planDeliveries(s.db, id, NOW, s.door().works.rules())
  expect(listRunningOut(s.db)).toEqual([])
  claimDeliveries(s.db, id, 9, NOW, s.door().works.rules())
  expect(listRunningOut(s.db)).toMatchObject([{ left: 1, total: 10, broadcastId: id }])
  await s.ada.forge(broadcasts.codes.data({ id }))
  expect(s.ada.plain()).toContain('9 given, 1 left')
  expect(s.ada.plain()).toContain('2 people got no message, because no code was left for them.')
  await s.ada.send('C9\nD1\nD2')
  expect(s.ada.plain()).toContain('✅ 2 codes added.')
  expect(s.db.sql(`select count(*) as n from deliveries where broadcast_id = ? and state = 'queued'`).get(id)).toEqual({
    n: 3,
  })
  await s.ada.walk('📄 Who got which')
  const [file] = s.emulator.calls().filter(({ method }) => method === 'sendDocument')
  expect(file).toBeDefined()
})
