import { describe, expect, test } from 'vitest'
import type { Address } from '../../src/bot/address.js'
import { broadcasts } from '../../src/bot/admin/broadcasts/addresses.js'
import { home } from '../../src/bot/admin/home/addresses.js'
import { ladder } from '../../src/bot/admin/ladder/addresses.js'
import { offers } from '../../src/bot/admin/offers/addresses.js'
import { rfm } from '../../src/bot/admin/rfm/addresses.js'
import { segments } from '../../src/bot/admin/segments/addresses.js'
import { builder } from '../../src/bot/admin/segments/builder/addresses.js'
import { settings } from '../../src/bot/admin/settings/addresses.js'
import { team } from '../../src/bot/admin/team/addresses.js'
import { wordings as ownTexts } from '../../src/bot/admin/texts/addresses.js'
import { replies as answers } from '../../src/bot/replies/addresses.js'
import { mayCommand, mayPress } from '../../src/bot/team/permission.js'
import {
  createClaim,
  createInvitation,
  join,
  listInvitations,
  listTeam,
  ownerIds,
  type Role,
  removeMember,
  roleOf,
} from '../../src/bot/team.js'
import { DAY, HOUR } from '../../src/clock.js'
import { texts } from '../../src/text/index.js'
import { ADMIN } from '../support/campaign.js'
import { temporaryDb } from '../support/db.js'
import { COLLEAGUE, type Hand, type Stage, type StageOptions, stageProduct } from '../support/product.js'

const en = texts('en')
const t = en.settingsCards
const members = en.teamCards
/** What somebody outside the team is told of a button of the marketers. */
const OLD_BUTTON = /^This button no longer works/
const AT = 1_795_000_000_000
const CLARA = ADMIN + 2
const DAVID = ADMIN + 3
const config = { adminIds: [ADMIN] }

const all: Pick<Address, 'name'>[] = [
  offers,
  broadcasts,
  builder,
  home,
  settings,
  team,
  segments,
  answers,
  ownTexts,
].flatMap(presses => Object.values(presses))

/** The product with one owner, Ada. */
const oneOwner = (options: StageOptions = {}) => stageProduct({ ...options, config: { adminIds: [ADMIN] } })

const payloadIn = (text: string): string => /\?start=([\w-]+)/.exec(text)?.[1] ?? ''

/** The payload of the claim link that the last start printed; empty when it printed none. */
const claimIn = (log: Stage['log']): string =>
  payloadIn(log.warnings.findLast(line => line.includes('?start=claim_')) ?? '')

/** The menu that Telegram shows to one of the team alone. */
async function commandsOf({ apiRoot, token }: Stage['emulator'], id: number): Promise<string[]> {
  const scope = encodeURIComponent(JSON.stringify({ type: 'chat', chat_id: id }))
  const answer = await fetch(`${apiRoot}/bot${token}/getMyCommands?scope=${scope}`)
  const { result } = (await answer.json()) as { result: { command: string }[] }
  return result.map(({ command }) => command)
}

/** Ada makes a link for somebody; its payload. */
async function invite(ada: Hand, label: string): Promise<string> {
  await ada.send('/settings')
  await ada.walk(t.groups.team, t.ways.team, label)
  return payloadIn(ada.text())
}

describe('the claim link', () => {
  test('of two who open it at once, one becomes the owner', async () => {
    const { log, hand, db, settled } = await stageProduct({ config: { adminIds: [] } })
    const rivals = [hand({ id: CLARA, firstName: 'Clara' }), hand({ id: DAVID, firstName: 'David' })]
    const claim = claimIn(log)
    for (const { person } of rivals) person.start(claim)
    await settled()
    const answers = rivals.map(rival => rival.text())
    expect(answers.toSorted()).toEqual([members.claimOver, members.joined.owner].toSorted())
    const winner = rivals[answers.indexOf(members.joined.owner)]
    expect(listTeam(db(), { adminIds: [] }).map(({ telegramId }) => telegramId)).toEqual([winner?.person.id])
    await winner?.send('/settings')
    await winner?.walk(t.groups.team)
    expect(winner?.labels()).toContain(t.ways.team)
    await winner?.start(claim)
    expect(winner?.text()).toBe(members.already.owner)
    // Neither of them has subscribed by it.
    expect(db().sql('select 1 from subscribers').all()).toEqual([])
  })

  test('works for an hour, and each start makes the ones before worthless', async () => {
    const { log, clock, hand, restart, db } = await stageProduct({ config: { adminIds: [] } })
    const clara = hand({ id: CLARA, firstName: 'Clara' })
    const first = claimIn(log)
    clock.shift += HOUR
    await clara.start(first)
    expect(clara.text()).toBe(members.claimOver)
    await restart()
    const second = claimIn(log)
    await restart()
    const third = claimIn(log)
    expect(new Set([first, second, third]).size).toBe(3)
    await clara.start(second)
    expect(clara.text()).toBe(members.claimOver)
    await clara.start(third)
    expect(clara.text()).toBe(members.joined.owner)
    const printed = log.warnings.length
    await restart()
    expect(log.warnings.slice(printed).filter(line => line.includes('claim_'))).toEqual([])
    expect(ownerIds(db(), { adminIds: [] })).toEqual([CLARA])
  })

  test('is not printed where the configuration names owners, and an old one no longer works there', async () => {
    const { log, hand, restart } = await stageProduct({ config: { adminIds: [] } })
    const claim = claimIn(log)
    await restart(() => {}, { adminIds: [ADMIN] })
    const clara = hand({ id: CLARA, firstName: 'Clara' })
    await clara.start(claim)
    expect(clara.text()).toBe(members.claimOver)
    expect((await oneOwner()).log.warnings.join()).not.toContain('claim_')
  })

  test('its code is nowhere in the database', async () => {
    const db = await temporaryDb()
    const code = db.write(() => createClaim(db, { adminIds: [] }, AT)) ?? ''
    expect(code).toHaveLength(22)
    expect(JSON.stringify(db.sql('select * from invitations').all())).not.toContain(code)
  })
})

describe('an invitation', () => {
  test('lets in the first who opens it; its maker hears who that was', async () => {
    const { ada, hand, emulator, db } = await oneOwner()
    const payload = await invite(ada, members.invite.marketer)
    expect(payload).toMatch(/^join_[\w-]{22}$/)
    const [clara, david] = [
      hand({ id: CLARA, firstName: 'Clara', lastName: 'Novak' }),
      hand({ id: DAVID, firstName: 'David' }),
    ]
    await clara.send('/new')
    expect(clara.text()).not.toContain('draft')
    await clara.start(payload)
    await clara.sees(members.joined.marketer)
    await ada.sees(members.hasJoined('Clara Novak', 'marketer').text)
    await david.start(payload)
    expect(david.text()).toBe(members.linkOver)
    expect(roleOf(db(), config, DAVID)).toBeNull()
    expect(await commandsOf(emulator, CLARA)).toContain('new')
    await clara.send('/new')
    expect(clara.text()).toContain('draft')
  })

  test('is not used up by somebody who has as much already', async () => {
    const { ada, hand } = await oneOwner()
    const payload = await invite(ada, members.invite.analyst)
    await ada.start(payload)
    expect(ada.text()).toBe(members.already.owner)
    const clara = hand({ id: CLARA, firstName: 'Clara' })
    await clara.start(payload)
    expect(clara.text()).toBe(members.joined.analyst)
  })

  test('ends after 7 days, when it is withdrawn, and when its maker leaves', async () => {
    const { ada, hand, clock, db } = await oneOwner()
    const david = hand({ id: DAVID, firstName: 'David' })
    const old = await invite(ada, members.invite.owner)
    clock.shift += 7 * DAY
    await david.start(old)
    expect(david.text()).toBe(members.linkOver)
    const withdrawn = await invite(ada, members.invite.owner)
    await ada.walk(en.admin.back, members.withdraw(1))
    await david.start(withdrawn)
    expect(david.text()).toBe(members.linkOver)
    const good = await invite(ada, members.invite.owner)
    await david.start(good)
    expect(david.text()).toBe(members.joined.owner)
    const fromDavid = await invite(david, members.invite.owner)
    await ada.send('/settings')
    await ada.walk(t.groups.team, t.ways.team, '👑 David', members.remove)
    expect(ada.text()).toContain(members.removed('David').text)
    const clara = hand({ id: CLARA, firstName: 'Clara' })
    await clara.start(fromDavid)
    expect(clara.text()).toBe(members.linkOver)
    expect(listTeam(db(), config)).toHaveLength(1)
  })

  test('that was damaged on its way is no source, subscribes nobody, and says so; a word that only begins alike does', async () => {
    const { hand, rows } = await oneOwner()
    const stranger = hand({ id: 60, firstName: 'Stranger' })
    const whole = `join_${'A'.repeat(22)}`
    const damaged = [
      ...[
        'join_',
        'join_spring',
        'claim_gift',
        'JOIN_SPRING',
        '_join_AbC',
        whole.slice(0, 20),
        whole.replace('_', '-'),
      ],
      ...[`Claim_${'A'.repeat(21)}`, `join${'A'.repeat(22)}`, `join_${'A'.repeat(10)}.${'A'.repeat(5)}`],
    ]
    for (const payload of damaged) {
      await stranger.start(payload)
      expect([payload, stranger.text()]).toEqual([payload, members.linkDamaged])
    }
    for (const payload of [whole, `${whole}_`, `${whole}.`, `${whole}…`, `(${whole})`, whole.replace('join', 'JOIN')]) {
      await stranger.start(payload)
      expect([payload, stranger.text()]).toEqual([payload, members.linkOver])
    }
    expect(rows('select 1 from subscribers where telegram_id = 60')).toEqual([])
    for (const [i, source] of ['join', 'joint_sale', 'claims', 'join-us'].entries())
      await hand({ id: 50 + i, firstName: 'Person' }).start(source)
    expect(rows('select source from subscribers order by telegram_id')).toEqual(
      ['join', 'joint_sale', 'claims', 'join-us'].map(source => ({ source })),
    )
  })
})

describe('the team', () => {
  const person = (telegramId: number) => ({ telegramId, name: `Member ${telegramId}` })

  async function withTeam(...roles: Role[]) {
    const db = await temporaryDb()
    roles.forEach((role, i) => {
      db.write(() => {
        const made = createInvitation(db, config, role, ADMIN, AT)
        expect(join(db, config, person(i + 1), made?.code ?? '', AT)).toEqual({
          kind: 'joined',
          role,
          invitedBy: ADMIN,
        })
      })
    })
    return db
  }

  test('a better invitation raises somebody, a lesser one changes nothing', async () => {
    const db = await withTeam('analyst')
    const codes = (['marketer', 'analyst'] as const).map(
      role => db.write(() => createInvitation(db, config, role, ADMIN, AT))?.code ?? '',
    )
    const [better = '', lesser = ''] = codes
    expect(db.write(() => join(db, config, person(1), better, AT))).toEqual({
      kind: 'joined',
      role: 'marketer',
      invitedBy: ADMIN,
    })
    expect(db.write(() => join(db, config, person(1), lesser, AT))).toEqual({ kind: 'already', role: 'marketer' })
    expect(listInvitations(db, AT)).toEqual([{ role: 'analyst', expiresAt: AT + 7 * DAY }])
  })

  test('only owners invite and remove', async () => {
    const db = await withTeam('marketer', 'analyst', 'owner')
    for (const id of [1, 2, 77]) {
      expect(db.write(() => createInvitation(db, config, 'owner', id, AT))).toBeNull()
      expect(db.write(() => removeMember(db, config, 3, id))).toBe('not_allowed')
    }
    expect(db.write(() => removeMember(db, config, 1, 3))).toBe('removed')
    expect(db.write(() => removeMember(db, config, 1, 3))).toBe('gone')
    expect(listTeam(db, config).map(({ telegramId, role }) => [telegramId, role])).toEqual([
      [ADMIN, 'owner'],
      [3, 'owner'],
      [2, 'analyst'],
    ])
  })

  test('always keeps an owner', async () => {
    const db = await withTeam('owner', 'owner')
    expect(db.write(() => removeMember(db, config, ADMIN, 1))).toBe('first_owner')
    // The configuration names nobody any more: the two who are left take each other off at once.
    const none = { adminIds: [] }
    expect(db.write(() => removeMember(db, none, 2, 1))).toBe('removed')
    expect(db.write(() => removeMember(db, none, 1, 2))).toBe('not_allowed')
    expect(db.write(() => removeMember(db, none, 1, 1))).toBe('last_owner')
    expect(ownerIds(db, none)).toEqual([1])
  })
})

describe('roles', () => {
  test('every button of the marketers has a name of its own, which the rule recognises', () => {
    const names = all.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[a-z]+\.[\w-]+$/)
  })

  test('owners may everything, marketers everything but the team, analysts what looks', () => {
    const allowed = (role: Role) => all.filter(({ name }) => mayPress(role, name)).map(({ name }) => name)
    expect(allowed('owner')).toHaveLength(all.length)
    const denied = all.map(({ name }) => name).filter(name => !allowed('marketer').includes(name))
    expect(denied).toEqual(expect.arrayContaining(Object.values(team).map(({ name }) => name)))
    expect(denied.filter(name => !name.startsWith('tm.'))).toEqual([])
    const looking = allowed('analyst')
    for (const { name } of [offers, settings, team, answers, ownTexts].flatMap(presses => Object.values(presses)))
      expect(looking).not.toContain(name)
    expect(looking).toEqual(expect.arrayContaining([broadcasts.report.name, segments.people.name, home.home.name]))
    expect(['new', 'import', 'keys'].filter(command => mayCommand('analyst', command))).toEqual([])
  })

  test('an analyst looks: whatever writes or sends is refused and changes nothing', async () => {
    const { ada, boris, db, picture, hand, rows } = await oneOwner({ people: 3 })
    const analyst = boris
    await analyst.start(await invite(ada, members.invite.analyst))
    await ada.send('/new')
    const kept = () =>
      rows<{ key: string; value: string }>('select key, value from settings').filter(({ key }) => !/^\w+:/.test(key))
    const before = [picture(), kept()]
    await analyst.send('/admin')
    expect(analyst.text()).toContain('Boot shop')
    const offer = 1
    for (const data of [
      offers.another.data({}),
      offers.approve.data({ offer }),
      offers.test.data({ offer, generation: 0 }),
      offers.discardYes.data({ offer }),
      broadcasts.resend.data({ id: 1, generation: 0 }),
      broadcasts.pause.data({ id: 1 }),
      segments.delete.data({ id: 1, page: 0 }),
      segments.add.data({ offer: 0 }),
      settings.noCaps.data({}),
      team.invite.data({ role: 0, generation: 0 }),
    ])
      expect(await analyst.forge(data), data).toBe(members.onlyLooks)
    await analyst.send('/new')
    expect(analyst.text()).toBe(members.onlyLooks)
    await analyst.send('/segments', '/broadcasts')
    expect(analyst.text()).toBe(en.delivery.listEmpty)
    // To those screens an analyst who writes is a person like any other.
    const messages = analyst.person.messages().length
    await analyst.send('An offer?')
    await analyst.does(person => person.sendPhoto({ caption: 'Boots' }))
    expect(db().sql('select 1 from offers').all()).toHaveLength(1)
    expect(analyst.person.messages().length).toBeGreaterThan(messages)
    expect([picture(), kept()]).toEqual(before)
    const stranger = hand({ id: 70, firstName: 'Stranger' })
    await stranger.start()
    expect(await stranger.forge(offers.another.data({}))).toMatch(OLD_BUTTON)
    expect(roleOf(db(), config, COLLEAGUE)).toBe('analyst')
  })

  test('an analyst looks at the groups of customers and at the ladder, and changes neither', async () => {
    const { ada, boris } = await oneOwner()
    await boris.start(await invite(ada, members.invite.analyst))
    await boris.send('/admin')
    await boris.walk(t.ways.rfm)
    const keys = [en.orderCards.keys.bring, en.rfmCards.keys.movement, '← Segments', t.keys.menu]
    expect(boris.labels().filter(label => label !== en.reports.buttons.refresh)).toEqual(keys)
    await boris.walk(en.rfmCards.keys.movement, en.admin.back, t.keys.menu, t.ways.ladder)
    expect(boris.text()).toContain(en.ladderCards.rule)
    expect(boris.labels()).toEqual([en.orderCards.keys.bring, en.exportCards.file, '← Segments', t.keys.menu])
    for (const data of [rfm.shares.data({ measure: 0 }), ladder.usual.data({}), ladder.sent.data({ page: 0 })])
      expect(await boris.forge(data), data).toBe(members.onlyLooks)
  })

  test('an analyst sees who stands on a step, and can neither keep them nor write to them', async () => {
    const { ada, boris, db } = await oneOwner({ people: 2 })
    await boris.start(await invite(ada, members.invite.analyst))
    db().write(() => void db().sql(`insert into awareness values (1, 4, '{}', 0, null, 0)`).run())
    await boris.send('/admin')
    await boris.walk(t.ways.ladder, `${en.labels.rungs[4]} · 1`)
    expect(boris.labels()).toEqual([en.segmentCards.who, en.admin.back])
    await boris.walk(en.segmentCards.who)
    expect(boris.labels()[0]).toMatch(/^1\. /)
    await boris.walk(en.admin.back, en.admin.back)
    expect(boris.text()).toContain(en.segmentCards.noneYet.text)
  })

  test('a marketer has no team', async () => {
    const { ada, boris } = await oneOwner()
    await boris.start(await invite(ada, members.invite.marketer))
    await boris.send('/settings')
    await boris.walk(t.groups.team)
    expect(boris.labels()).not.toContain(t.ways.team)
    expect(await boris.forge(team.list.data({ page: 0 }))).toBe(members.onlyOwners)
    expect(await boris.forge(team.remove.data({ id: ADMIN }))).toBe(members.onlyOwners)
  })
})

describe('somebody taken off the team', () => {
  test('their buttons, commands and open questions stop at once; invited again, they begin anew', async () => {
    const { ada, boris, emulator, db, picture, rows } = await oneOwner()
    await boris.start(await invite(ada, members.invite.marketer))
    await boris.send('/new')
    const card = boris.lastId()
    await boris.press('Goal')
    await boris.send('/settings')
    const settingsCard = boris.lastId()
    await boris.walk(t.groups.shop, t.ways.shop, t.titleKey)
    expect(rows('select 1 from conversations where key = ?', String(COLLEAGUE))).toHaveLength(1)

    await ada.send('/settings')
    await ada.walk(t.groups.team, t.ways.team, '✍️ Boris', members.remove)
    const before = picture()
    expect(rows('select 1 from conversations where key = ?', String(COLLEAGUE))).toEqual([])
    await boris.send('Their own shop')
    const keyboard = boris.person.message(card).reply_markup?.inline_keyboard ?? []
    for (const { callback_data } of keyboard.flat()) {
      if (callback_data !== undefined) expect(await boris.forge(callback_data, card)).toMatch(OLD_BUTTON)
    }
    expect(keyboard.length).toBeGreaterThan(0)
    expect(await boris.forge(settings.noCaps.data({}), settingsCard)).toMatch(OLD_BUTTON)
    await boris.send('/admin', '/new', '/settings')
    expect(picture()).toBe(before)
    expect(rows(`select 1 from settings where key in ('title', 'frequency') and value <> 'null'`)).toEqual([])
    expect(roleOf(db(), config, COLLEAGUE)).toBeNull()
    expect(await commandsOf(emulator, COLLEAGUE)).toEqual([])

    await boris.start(await invite(ada, members.invite.marketer))
    await boris.send('/cancel')
    expect(boris.text()).toBe(en.admin.nothingToCancel)
    expect(await boris.press(en.offerCards.keys.goal, card)).toBeNull()
  })

  test('sees no more tests', async () => {
    const { ada, boris, rows } = await oneOwner()
    await boris.start(await invite(ada, members.invite.marketer))
    await ada.send('/settings')
    await ada.walk(t.groups.team, t.ways.testPeople, t.add)
    await ada.send(String(COLLEAGUE))
    expect(ada.text()).toContain(t.testerAdded('Boris').text)
    await ada.walk(en.admin.back, t.ways.team, '✍️ Boris', members.remove)
    expect(rows(`select value from settings where key = 'test_people'`)).toEqual([{ value: '[]' }])
  })

  test('an owner of the configuration cannot be', async () => {
    const { ada } = await stageProduct()
    await ada.send('/settings')
    await ada.walk(t.groups.team, t.ways.team, '👑 id')
    expect(ada.text()).toContain('ADMIN_IDS')
    expect(ada.labels()).toEqual([en.admin.back])
    expect(await ada.forge(team.remove.data({ id: COLLEAGUE }))).toBe(members.removeRefused.first_owner)
  })
})
