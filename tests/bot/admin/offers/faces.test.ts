import { describe, expect, test } from 'vitest'
import { findByName } from '../../../../src/bot/admin/drafts/faces.js'
import { announceTestOpened } from '../../../../src/bot/admin/offers/test/opened.js'
import { findTest } from '../../../../src/offers/offer/tested.js'
import { ADMIN, COLLEAGUE, NOW, stage } from './stage.js'

/** People of one segment, by name. */
async function crowd(...people: [first: string, last?: string | null, username?: string | null][]) {
  const s = await stage()
  s.addPeople(people.length, 'a')
  const ids = s.db.sql<{ id: number }>('select id from subscribers order by id').all()
  people.forEach(([first, last = null, username = null], i) => {
    s.db
      .sql('update subscribers set first_name = ?, last_name = ?, username = ? where id = ?')
      .run(first, last, username, ids[i]?.id ?? 0)
  })
  s.addSegment('Loyal', 'a')
  return s
}

type Stage = Awaited<ReturnType<typeof stage>>

async function write(s: Stage, text: string) {
  await s.ada.send('/new')
  await s.ada.send(text)
  await s.ada.walk('To whom', 'Loyal', 'Done')
}

const heads = (s: Stage) =>
  s.ada.person
    .messages()
    .map(message => message.text ?? '')
    .filter(text => text.startsWith('Test'))

describe('seen as', () => {
  test('a typical person, the longest name, none, and one found by name', async () => {
    const s = await crowd(['Bo'], ['Anna', 'Petrova'], ['Alexandrina', 'Wilhelmina'], ['Кира', 'Ёлкина', 'kira_e'])
    await write(s, 'Hi {first_name|friend}!')
    await s.ada.walk('Test')
    const typical = heads(s)[0]
    expect(typical).toMatch(/^Test · as (Anna P\.|Кира Ё\.)$/)
    expect(s.ada.labels()).toEqual(['👤 As somebody else', '🕙 When', '📋 Check', '🔁 Test again', '← Card'])
    expect(s.ada.text()).toContain('The longest name makes 15 of 4,096 characters.')
    await s.ada.walk('As somebody else', 'Longest name')
    expect(heads(s).at(-1)).toBe('Test · as Alexandrina W.')
    await s.ada.walk('As somebody else', 'No name')
    expect(heads(s).at(-1)).toBe('Test · as somebody without a name')
    await s.ada.walk('As somebody else')
    await s.ada.send('nobody at all')
    expect(s.ada.text()).toBe('I know nobody called “nobody at all”. Type another name.')
    await s.ada.send('кира')
    expect(s.ada.labels()[0]).toBe('👤 Кира Ё.')
    await s.ada.walk('Кира')
    expect(heads(s).at(-1)).toBe('Test · as Кира Ё.')
    const said = s.ada.person.messages().map(message => message.text)
    for (const words of ['Hi Alexandrina!', 'Hi friend!', 'Hi Кира!']) expect(said).toContain(words)
    const before = heads(s).length
    await s.ada.walk('Test again')
    expect(heads(s).slice(before)).toEqual(['Test · as Кира Ё.'])
    expect(s.refused()).toEqual([])
  })

  test('without names in it, it is the same for everybody', async () => {
    const s = await crowd(['Bo'])
    await write(s, 'Hello')
    await s.ada.walk('Test')
    expect(heads(s)).toEqual(['Test'])
    expect(s.ada.labels()).toEqual(['🕙 When', '📋 Check', '🔁 Test again', '← Card'])
  })

  test('where nobody is in the audience, it is seen as the admin', async () => {
    const s = await crowd()
    await write(s, 'Hi {first_name|friend}')
    await s.ada.walk('Test')
    expect(heads(s)).toEqual(['Test · as Ada'])
  })

  test('who has no last name is counted, with what they read instead', async () => {
    const s = await crowd(['Bo'], ['Anna', 'Petrova'], ['Kim'])
    await write(s, 'Dear {first_name|friend} {last_name|reader}')
    await s.ada.walk('Test')
    expect(s.ada.text()).toContain('2 people have no last name and read “reader”.')
  })

  test.each([
    ['anna', ['Anna P.']],
    ['ANNA  petrova', ['Anna P.']],
    ['кира', ['Кира Ё.']],
    ['@Kira_E', ['Кира Ё.']],
    ['%', []],
    ["' or 1=1 --", []],
    ['   ', []],
  ])('a name typed as %s', async (typed, expected) => {
    const s = await crowd(['Anna', 'Petrova'], ['Кира', 'Ёлкина', 'kira_e'], ['Bo'])
    const found = await findByName(s.db, typed)
    expect(found.map(({ firstName, lastName }) => `${firstName} ${lastName?.[0] ?? ''}.`)).toEqual(expected)
  })
})

describe('test people', () => {
  test('get every version; their presses are answered to them; who cannot be reached is counted', async () => {
    const s = await crowd(['Bo'])
    s.boris.person.start()
    await s.settled()
    s.door().preferences.save.testPeople([ADMIN, COLLEAGUE, 900_000_077])
    await write(s, 'Look at shop.ru/boots')
    await s.ada.walk('Test')
    expect(s.ada.labels()).toContain('👥 To test people · 2')
    expect(await s.ada.press('To test people')).toBe(
      'Sent to 1. 1 could not be reached: they have to press Start in this bot first.',
    )
    const got = s.boris.person.messages().find(message => message.text?.startsWith('Look'))
    const address = s.boris.person.addressOf(got?.message_id ?? 0, 'shop.ru')
    const opened = s.door().tokens.open(address.replace('https://go.example/r/', ''))
    if (opened?.kind !== 'test') throw new Error('not a link of a test')
    expect(findTest(s.db, opened.testId)).toMatchObject({ adminId: COLLEAGUE, at: NOW })
    await announceTestOpened(s.door().api, s.db, opened, () => 'en')
    expect(s.boris.text()).toBe('✅ The link “shop.ru/boots” works → shop.ru/boots')
  })

  test('none are named where there are none', async () => {
    const s = await crowd(['Bo'])
    await write(s, 'Hello')
    await s.ada.walk('Test')
    expect(await s.ada.forge(`of.pp:${s.offer().id.toString(36)}:0`)).toBe(
      'There are no test people yet. Add them in Settings.',
    )
  })
})

test('a caption too long with somebody’s name: the check says whose, how many and how long, and it can be sent', async () => {
  const s = await crowd(['Bo'], ['Alexandrina Charlotte', 'Wilhelmina'], ['🎉'.repeat(30)], ['Kim'])
  await s.ada.sends(person => person.sendPhoto({ caption: `${'x'.repeat(1_000)} {first_name|dear friend}!` }))
  await s.ada.walk('Start an offer', 'To whom', 'Loyal', 'Done', 'Check')
  expect(s.ada.text()).toContain(
    '⚠️ With the name filled in it is too long for 1 person (🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉…): up to 1,062 of 1,024 characters.',
  )
  await s.ada.walk('Test', 'As somebody else', 'Longest name')
  expect(s.refused()).toEqual([])
  const shown = s.ada.person.messages().findLast(message => message.from.is_bot && message.photo !== undefined)
  expect(shown?.caption?.length).toBeLessThanOrEqual(1_024)
  expect(shown?.caption).toMatch(/🎉…!$/)
})
