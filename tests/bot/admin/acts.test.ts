import { describe, expect, test } from 'vitest'
import { createAttribute } from '../../../src/audience/attribute.js'
import { createTopic } from '../../../src/audience/topic.js'
import { offers } from '../../../src/bot/admin/offers/addresses.js'
import { siteMap } from '../../../src/bot/admin/site-map.js'
import { actWords } from '../../../src/bot/admin/team/act-words.js'
import { team } from '../../../src/bot/admin/team/addresses.js'
import { recordAct } from '../../../src/bot/team/audit.js'
import { removeMember } from '../../../src/bot/team.js'
import { createOffer } from '../../../src/offers/offer.js'
import { createSegment, deleteSegment } from '../../../src/segments/segment.js'
import { texts } from '../../../src/text/index.js'
import { approveBroadcast, seedPeople } from '../../support/campaign.js'
import { ADMIN, COLLEAGUE, type Hand, type Stage, stage } from './stage.js'

const AT = Date.UTC(2026, 10, 24, 9)
const { acts: t, settingsCards, teamCards } = texts('en')
const longest = (labels: readonly string[]) => Math.max(...labels.map(label => label.length))

/** Settings → Team → What was done. */
async function open(hand: Hand, language: 'en' | 'ru' = 'en'): Promise<void> {
  const words = texts(language).settingsCards
  await hand.send('/settings')
  await hand.walk(words.groups.team, words.ways.acts)
}

/** Something was done to this, as the log has it. */
async function did(on: Stage, subject: string | null, address = 'sg.gone:1:0', admin = ADMIN): Promise<void> {
  await on.db.group(() => recordAct(on.db, { admin, at: on.clock.wall, address, subject }))
}

test.each(['en', 'ru'] as const)('whatever the team can do is told in words (%s)', language => {
  const names = siteMap.flatMap(entry => {
    if (entry.kind === 'deed' || (entry.kind === 'screen' && entry.words !== null)) return [`${entry.to.name}:1:2`]
    return entry.kind === 'unasked' || entry.kind === 'edited' ? [entry.kind] : []
  })
  expect(names.length).toBeGreaterThan(150)
  const told = names.map(name => actWords(texts(language), name))
  expect(names.filter((_, i) => told[i] === texts(language).acts.elsewhere)).toEqual([])
  for (const words of told) expect(words).toMatch(/^\p{Lu}[^_.:]{3,60}$/u)
})

test.each([
  ['fd.name:1', 'Renamed a field'],
  ['/new', 'Began an offer'],
  ['sg.tick:1:2:3:1:0', 'Put a segment together'],
  ['fd.list:0', 'Something done in Fields'],
  ['gone.from:1', 'Something done'],
  ['', 'Something done'],
])('%s is told as %j', (address, words) => {
  expect(actWords(texts('en'), address)).toBe(words)
})

describe('what was done', () => {
  test('who did what, when and to what, the newest first, and the way there', async () => {
    const on = await stage({ at: AT })
    await open(on.ada)
    expect(on.ada.text()).toContain(t.none)
    const field = { group: 'personality', type: 'text', label: 'Humour', options: null, purpose: null } as const
    await on.db.group(() => void createAttribute(on.db, { ...field, createdBy: ADMIN }, AT))
    await on.boris.send('/settings')
    await on.boris.walk(settingsCards.groups.groups, settingsCards.ways.fields, 'Humour', texts('en').fieldCards.rename)
    await on.boris.send('Wit')
    on.clock.wall += 60_000
    await on.ada.send('/settings')
    await on.ada.walk(settingsCards.groups.often, settingsCards.ways.quiet, settingsCards.quietOff)
    await open(on.ada)
    expect(on.ada.text().split('\n').slice(2, -2)).toEqual([
      '1. Tue 24 Nov, 12:01 · Ada',
      'Changed the quiet hours',
      '2. Tue 24 Nov, 12:00 · Boris',
      'Renamed a field: Wit',
    ])
    expect(on.ada.labels()).toEqual(['2. Wit', '← Back'])
    await on.ada.walk('2. Wit')
    expect(on.ada.text()).toContain('Wit')
    expect(on.refused()).toEqual([])
  })

  test('in pages, in Russian, with names that are long', async () => {
    const on = await stage({ at: AT, language: 'ru' })
    for (let i = 0; i < 13; i++) {
      const name = `Сегмент с длинным названием ${i + 1} для всех, кто давно не был`
      const { id } = await on.db.group(() =>
        createSegment(on.db, { name, criterion: { leaf: 'premium', value: true }, createdBy: ADMIN }, AT),
      )
      await did(on, `segment:${id}`, `sg.rename:${id.toString(36)}:0`)
    }
    await open(on.ada, 'ru')
    expect(on.ada.text()).toContain('Сегмент переименован')
    expect(on.ada.labels()).toContain('1 / 3')
    expect(longest(on.ada.labels())).toBeLessThanOrEqual(18)
    await on.ada.walk('›', '›')
    expect(on.ada.text().split('\n').slice(2, -2)).toHaveLength(2)
    expect(on.ada.text()).toContain('13. ')
    await on.ada.walk('‹', '← Назад')
    expect(on.ada.text()).toContain(texts('ru').settingsCards.groups.team)
  })

  test('a typed name shows only theirs, also of somebody who left, and one tap leads back to all', async () => {
    const on = await stage({ at: AT })
    const member = (id: number, name: string) =>
      on.db.sql(`insert into admins (telegram_id, role, name, created_at) values (?, 'marketer', ?, 0)`).run(id, name)
    for (const [id, name] of [
      [77, 'Nina Orlova'],
      [78, 'Nina Berg'],
      [79, 'Adam'],
    ] as const)
      member(id, name)
    for (let i = 0; i < 7; i++) await did(on, null, 'st.noquiet', 77)
    await did(on, null, 'fd.gone:1', 78)
    await did(on, null, 'st.ru', 123_456)
    await did(on, null, 'st.en', 79)
    const doers = () => new Set(on.ada.text().match(/(?<=· ).+$/gm))

    await open(on.ada)
    expect(on.ada.text()).toContain(t.typeName)
    await on.ada.send('orlova NINA')
    expect(doers()).toEqual(new Set(['Nina Orlova']))
    await on.ada.walk('›')
    expect([doers(), on.ada.labels()]).toEqual([new Set(['Nina Orlova']), ['‹', '2 / 2', '← Back', t.all]])

    // A whole name comes before a part of another, and two who have it are told apart by a tap.
    await on.ada.send('adam')
    expect(doers()).toEqual(new Set(['Adam']))
    await on.ada.send('nina')
    expect(on.ada.labels()).toEqual(['Nina Orlova', 'Nina Berg', t.all])
    await on.ada.walk('Nina Berg')
    expect(on.ada.text()).toContain('Removed a field')
    on.db.sql(`update admins set name = 'Nina Berg' where telegram_id = 77`).run()
    await on.ada.send('Nina')
    expect(on.ada.labels()).toEqual(['Nina Berg · id 77', 'Nina Berg · id 78', t.all])
    on.db.sql(`update admins set name = 'Nina Orlova' where telegram_id = 77`).run()
    await on.ada.send('123456')
    expect(doers()).toEqual(new Set(['id 123456']))

    // Who left is a number.
    await on.db.group(() => removeMember(on.db, { adminIds: [ADMIN] }, 78, ADMIN))
    await on.ada.send('berg')
    expect(on.ada.text()).toBe(t.nobody)
    await on.ada.send('78')
    expect(doers()).toEqual(new Set(['id 78']))
    await on.boris.send('/settings')
    for (const typed of ['Zoe', '?!', '\u200b', 'x'.repeat(300)]) {
      await on.ada.send(typed)
      expect(on.ada.text()).toBe(t.nobody)
    }
    await on.ada.send('Boris')
    expect(on.ada.text()).toBe('📜 What Boris did\n\nNothing yet.')
    await on.ada.walk(t.all)
    expect(doers().size).toBe(4)
    // Looking for somebody is no deed.
    expect(on.db.sql('select count(*) as n from audit_log').get()).toEqual({ n: 10 })
    expect(on.refused()).toEqual([])
  })

  test('what is sent to any card of a draft is told as its message', async () => {
    const on = await stage({ at: AT })
    const { id: offer } = await on.db.group(() => createOffer(on.db, { createdBy: ADMIN, name: 'Boots' }, AT))
    await on.ada.send('/settings')
    await on.ada.forge(offers.kind.data({ offer }))
    await on.ada.send('Boots are here')
    await open(on.ada)
    expect(on.ada.text()).toContain('Wrote the message of an offer: Boots')
  })

  test('what one of many did is found by an index', async () => {
    const { db } = await stage({ at: AT })
    const plan = db
      .sql<{ detail: string }>(
        'explain query plan select at from audit_log where admin_id = 5 order by id desc limit 6 offset 60',
      )
      .all()
    expect(plan.map(({ detail }) => detail)).toEqual([expect.stringContaining('audit_log_admin')])
  })

  test('only owners see it', async () => {
    const on = await stage({ at: AT })
    on.db.sql(`insert into admins (telegram_id, role, name, created_at) values (77, 'marketer', 'Nina', 0)`).run()
    const nina = on.emulator.user({ id: 77, firstName: 'Nina', language: 'en' })
    nina.start()
    const hand = on.hand(nina)
    await hand.send('/settings')
    await hand.walk(settingsCards.groups.team)
    expect(hand.labels()).not.toContain(settingsCards.ways.acts)
    expect(await hand.forge(team.acts.data({ page: 0 }))).toBe(teamCards.onlyOwners)
  })

  test('whatever it was about has its name, and a button where there is a screen', async () => {
    const on = await stage({ at: AT })
    const { db } = on
    await seedPeople(db, on.emulator, 1, AT)
    const rule = { leaf: 'premium', value: true } as const
    const made = await db.group(() => {
      const segment = (name: string) => createSegment(db, { name, criterion: rule, createdBy: ADMIN }, AT).id
      const gone = segment('Old ones')
      deleteSegment(db, gone, AT)
      return {
        gone,
        segment: segment('Premium'),
        topic: createTopic(db, { name: 'Tea', rung: 3, createdBy: ADMIN }, AT).id,
        broadcast: approveBroadcast(db, 1, AT),
      }
    })
    const offer = db.sql<{ id: number; name: string }>('select o.id, o.name from offers o').get() ?? { id: 0, name: '' }
    const cases: [subject: string | null, name: string | null, leads: boolean][] = [
      [`segment:${made.segment}`, 'Premium', true],
      [`segment:${made.gone}`, 'Old ones', false],
      [`topic:${made.topic}`, 'Tea', true],
      [`broadcast:${made.broadcast}`, offer.name, true],
      [`offer:${offer.id}`, offer.name, true],
      [`member:${COLLEAGUE}`, 'Boris', true],
      ['segment:999', null, false],
      ['offer:0', null, false],
      ['sketch:4', null, false],
      ['field', null, false],
      ['constructor:1', null, false],
      [null, null, false],
    ]
    await on.boris.send('/settings')
    for (const [subject] of cases.toReversed()) await did(on, subject)
    await open(on.ada)
    const first = { text: on.ada.text(), labels: on.ada.labels() }
    await on.ada.walk('›')
    const lines = [first.text, on.ada.text()].flatMap(text => text.split('\n').slice(2, -2))
    const buttons = [...first.labels, ...on.ada.labels()].filter(label => /^\d+\. /.test(label))
    expect(lines.filter((_, i) => i % 2 === 1)).toEqual(
      cases.map(([, name]) => (name === null ? 'Deleted a segment' : `Deleted a segment: ${name}`)),
    )
    expect(buttons).toEqual(
      cases.flatMap(([, name, leads], i) =>
        leads ? [expect.stringContaining(`${i + 1}. ${name?.slice(0, 10)}`)] : [],
      ),
    )
    for (const label of buttons) {
      await open(on.ada)
      await on.ada.walk(label)
      expect(on.ada.text()).toContain(cases[Number(label.split('.')[0]) - 1]?.[1])
    }
    expect(on.refused()).toEqual([])
  })
})
