import { describe, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../../../src/clock.js'
import { planDeliveries } from '../../../../src/delivery/plan.js'
import { claimDeliveries } from '../../../../src/delivery/queue.js'
import { settleDelivery } from '../../../../src/delivery/settle.js'
import { countVersions } from '../../../../src/delivery/trial/count.js'
import { runTrials } from '../../../../src/delivery/trial/decide.js'
import { listTrials, trialOf } from '../../../../src/delivery/trial/trial.js'
import { copyOffer } from '../../../../src/offers/offer/copy.js'
import { listVariants } from '../../../../src/offers/variant.js'
import type { Language } from '../../../../src/text/format.js'
import { noRules } from '../../../support/gates.js'
import { NOW, stage } from './stage.js'

const WORDS = {
  en: { way: ['Buttons'], whom: ['To whom', 'Loyal', 'Done'], message: 'Message', ab: '⚖️ A/B', card: '← Card' },
  ru: { way: ['Кнопки'], whom: ['Кому', 'Loyal', 'Готово'], message: 'Сообщение', ab: '⚖️ A/B', card: '← Карточка' },
} as const

/** A draft with a button for so many people, and its message. */
async function written(language: Language = 'en', people = 400) {
  const s = await stage({ language })
  s.addPeople(people, 'a')
  s.addSegment('Loyal', 'a')
  const words = WORDS[language]
  await s.ada.send('/new')
  await s.ada.walk(words.message)
  await s.ada.send('−20 % until Sunday')
  await s.ada.walk(...words.way)
  await s.ada.send('Choose boots - shop.ru/boots')
  await s.ada.walk(...words.whom)
  return { ...s, words }
}

/** The same with version B. */
async function tried(language: Language = 'en', people = 400) {
  const s = await written(language, people)
  await s.ada.walk(s.words.ab)
  await s.ada.send('Free delivery until Sunday')
  return s
}

type On = Awaited<ReturnType<typeof written>>

/** It begins; whoever may gets it. @returns the broadcast's id */
async function begin(s: On): Promise<number> {
  const id = s.broadcast()?.id ?? 0
  s.db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
  await planDeliveries(s.db, id, s.clock.wall, noRules)
  send(s, id)
  await runTrials(s.db, s.clock.wall)
  return id
}

function send(s: On, id: number): number {
  let sent = 0
  for (;;) {
    const { messages, skipped } = claimDeliveries(s.db, id, 100, s.clock.wall, noRules)
    for (const message of messages) settleDelivery(s.db, message, { kind: 'sent', messageId: 1 }, s.clock.wall)
    sent += messages.length
    if (messages.length + skipped === 0) return sent
  }
}

/** So many of those who got each version click, and its time is over. */
async function judge(s: On, id: number, clicks: readonly number[]): Promise<void> {
  const { variants = [] } = trialOf(s.db, id) ?? {}
  for (const [i, n] of clicks.entries())
    s.db
      .sql(
        `insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent)
         select d.id, 1, d.subscriber_id, d.broadcast_id, ?, 'human', 'person', 'Chrome' from deliveries d
         where d.broadcast_id = ? and d.variant_id = ? and d.state = 'sent' order by d.id limit ?`,
      )
      .run(NOW, id, variants[i] ?? 0, n)
  s.clock.wall = (trialOf(s.db, id)?.decidesAt ?? 0) + MINUTE
  await runTrials(s.db, s.clock.wall)
}

describe('two versions', () => {
  test('are one tap and a message away, and need no more', async () => {
    const s = await written()
    expect(s.ada.text()).toContain('6 Versions — one')
    await s.ada.walk('⚖️ A/B')
    expect(s.ada.text()).toContain('Send version B. If you send only text, the picture and the buttons stay.')
    await s.ada.send('Free delivery until Sunday')
    const shown = s.ada.text()
    expect(shown).toContain('A “−20 % until Sunday”\nB “Free delivery until Sunday”')
    expect(shown).toContain('400 people')
    expect(shown).toContain('1 Tried on — 40 %: about 80 each\n2 Decides — clicks')
    expect(shown).toContain('4 Then — the better one goes by itself')
    await s.ada.walk('← Card')
    expect(s.ada.text()).toContain('6 Versions — A, B · 40 % · clicks · the better one goes by itself')
    const [a, b] = listVariants(s.db, s.offer().id)
    expect(b).toMatchObject({ version: 1, content: { text: 'Free delivery until Sunday' } })
    // Its buttons are those of the message, and lead to the same link.
    expect(b?.content.buttons).toEqual(a?.content.buttons)
    expect(b?.links.map(({ number }) => number)).toEqual(a?.links.map(({ number }) => number))
  })

  test('say what they can show, and that few people would show nothing', async () => {
    const s = await tried('en', 60)
    expect(s.ada.text()).toMatch(/With 60 people \(all of them, in equal parts\) (nothing|no difference) /)
    await s.ada.walk('⚖️ Try anyway')
    expect(s.ada.text()).toContain('1 Tried on — everybody: about 30 each')
    await s.ada.walk('✏️ Version B', '🗑 Take out')
    expect(s.ada.text()).toContain('Send version B.')
    await s.ada.walk('← Card')
    expect(s.ada.text()).toContain('6 Versions — one')
    const large = await tried('en', 3_000)
    expect(large.ada.text()).toMatch(/Shows a difference of \d+\.\d in 100 or more \(5\.0 against \d/)
    expect(large.ada.text()).toContain('I assume that 5.0 in 100 clicked.')
  })

  test('are tried on as many, decided, for as long and followed by what was said; nonsense is asked again', async () => {
    const s = await tried()
    await s.ada.walk('👥 Tried on')
    for (const nonsense of ['30/50', '0', '95', '120 %', 'all', '40 40']) {
      await s.ada.send(nonsense)
      expect(s.ada.text()).toContain('I need one share of all its people from 2 to 90')
    }
    await s.ada.send('25 %')
    await s.ada.walk('⏳ Wait')
    for (const nonsense of ['0 h', '31 days', 'soon', '6']) {
      await s.ada.send(nonsense)
      expect(s.ada.text()).toContain('I need a time from 1 hour to 30 days')
    }
    await s.ada.send('6 h')
    await s.ada.walk('🏁 Decides', 'Replies', '➡️ Then', 'Ask me')
    expect(s.offer().draft.trial).toEqual({ share: 2_500, decides: 'replies', wait: 6 * HOUR, goesOn: 'ask' })
    await s.ada.walk('🏁 Decides', 'Orders')
    expect(s.ada.text()).toContain('3 Wait — 3 days, as long as orders count for it')
    expect(s.ada.text()).toContain('Where orders decide, nothing goes without your word.')
    await s.ada.walk('← Card', 'Check')
    expect(s.ada.text()).toContain('Orders are to decide, but no orders are known yet.')
    await s.ada.walk('🏁 Decides', 'Clicks', '➡️ Then', 'Only compare', '← Card')
    expect(s.ada.text()).toContain('6 Versions — A, B · clicks · 6 h · nothing: everybody gets one of them')
  })

  test('need something to click on in each where clicks decide', async () => {
    const s = await tried()
    await s.ada.walk('← Card', 'Buttons', 'No buttons')
    await s.ada.walk('Check')
    expect(s.ada.text()).toContain('Clicks are to decide, but there is nothing to click on in version A.')
  })

  test('have buttons of their own where somebody says so, which those of A change without; each is counted by its version', async () => {
    const s = await tried('en', 400)
    await s.ada.walk('➕ Version C')
    await s.ada.send('A gift until Sunday')
    await s.ada.walk('✏️ Version B', '🔘 Buttons')
    expect(s.ada.text()).toContain('They are those of version A')
    await s.ada.send('nonsense')
    const own = s.ada.person.send('See boots - shop.ru/all').message_id
    await s.settled()
    expect(s.ada.text()).toContain('See boots - https://shop.ru/all')
    const labels = () =>
      listVariants(s.db, s.offer().id).map(({ content }) => content.buttons.flat().map(({ label }) => label))
    expect(labels()).toEqual([['Choose boots'], ['See boots'], ['Choose boots']])
    await s.ada.sends(person => person.edit(own, 'Look - shop.ru/all'))
    expect(labels()[1]).toEqual(['Look'])
    // Those of A change: B keeps its own, C follows.
    await s.ada.walk('← A/B', '← Card', 'Buttons')
    expect(s.ada.text()).toContain('Version B keeps buttons of its own.')
    await s.ada.send('Buy boots - shop.ru/boots')
    expect(s.ada.text()).toContain('Version B keeps buttons of its own.')
    expect(labels()).toEqual([['Buy boots'], ['Look'], ['Buy boots']])
    await s.ada.walk('⚖️ A/B', '✏️ Version C', '🔘 Buttons', 'No buttons')
    expect(s.ada.text()).toContain('Version A has buttons, this one has none.')
    await s.ada.walk('🔘 Buttons', '↩️ As A')
    expect(labels()).toEqual([['Buy boots'], ['Look'], ['Buy boots']])
    await s.ada.walk('🗑 Take out', '← Card', 'Check', 'Send now')
    const id = await begin(s)
    const links = s.db
      .sql<{ version: number; n: number }>(
        `select v.version, count(distinct l.number) as n from variants v join links l on l.variant_id = v.id
         join broadcasts b on b.offer_id = v.offer_id where b.id = ? and v.version >= 0 group by 1`,
      )
      .all(id)
    expect(links.map(({ version }) => version)).toEqual([0, 1])
    await judge(s, id, [10, 25])
    const trial = trialOf(s.db, id)
    if (trial === null) throw new Error('nothing was tried')
    expect((await countVersions(s.db, trial, s.clock.wall)).map(({ n }) => n)).toEqual([10, 25])
  })

  test('follow what their author edits, each its own message, until they have another letter', async () => {
    const s = await written()
    await s.ada.walk('⚖️ A/B')
    const b = s.ada.person.send('Free delivery').message_id
    await s.settled()
    const c = s.ada.person.send('A gift').message_id
    await s.settled()
    const texts = () => listVariants(s.db, s.offer().id).map(({ content }) => content.text)
    await s.ada.sends(person => person.edit(b, 'Free delivery until Sunday'))
    expect(texts()).toEqual(['−20 % until Sunday', 'Free delivery until Sunday', 'A gift'])
    expect(s.ada.text()).toContain('✏️ You edited your message, so the offer has changed too.')
    await s.ada.walk('✏️ Version B', '🗑 Take out')
    await s.ada.sends(person => person.edit(c, 'A gift for you'))
    await s.ada.sends(person => person.edit(b, 'Free'))
    expect(texts()).toEqual(['−20 % until Sunday', 'A gift'])
  })

  test('become five at most, and move up where one is taken out; the same words are told', async () => {
    const s = await tried()
    for (const letter of ['C', 'D', 'E']) {
      await s.ada.walk(`➕ Version ${letter}`)
      await s.ada.send(`Version ${letter}`)
    }
    expect(s.ada.labels().join()).not.toContain('➕ Version')
    await s.ada.walk('✏️ Version C', '🗑 Take out')
    const texts = () => listVariants(s.db, s.offer().id).map(({ version, content }) => [version, content.text])
    expect(texts()).toEqual([
      [0, '−20 % until Sunday'],
      [1, 'Free delivery until Sunday'],
      [2, 'Version D'],
      [3, 'Version E'],
    ])
    await s.ada.walk('✏️ Version D')
    await s.ada.send('Version D')
    expect(s.ada.text()).toContain('⚠️ It is the same as version C')
  })

  test('are all tested, and checked as they will be sent', async () => {
    const s = await tried()
    await s.ada.walk('← Card', 'Test')
    const texts = s.ada.shown().map(message => message.text ?? '')
    expect(texts).toContain('−20 % until Sunday')
    expect(texts).toContain('Free delivery until Sunday')
    await s.ada.walk('Check')
    expect(s.ada.text()).toMatch(/⚖️ A, B: about 80 each get one first; clicks decide 18 h after the last of them\./)
    expect(s.ada.text()).toContain('The better one then goes to the other 240 by itself, about ')
    await s.ada.walk('Send now')
    const id = s.broadcast()?.id ?? 0
    expect(listTrials(s.db, id)).toMatchObject([{ part: 0, share: 4_000, decides: 'clicks', wait: 18 * HOUR }])
  })

  test('of what is scheduled may be changed, and its copy has the one that went on', async () => {
    const s = await tried()
    await s.ada.walk('← Card', 'When', 'Tomorrow 10:00')
    if (s.ada.labels().includes('📋 Check')) await s.ada.walk('Check')
    await s.ada.walk('Schedule')
    const id = s.broadcast()?.id ?? 0
    const [trial] = listTrials(s.db, id)
    expect(trial?.variants).toHaveLength(2)
    await s.ada.walk('✏️ Change', '⚖️ A/B', '👥 Tried on', '60 %')
    await s.ada.walk('← Card', 'Check')
    expect(s.ada.text()).toMatch(/Versions: A, B · 40 % · .+ → A, B · 60 % · /)
    await s.ada.walk('Schedule')
    const [changed] = listTrials(s.db, id)
    expect(changed).toMatchObject({ share: 6_000 })
    expect(changed?.variants).not.toEqual(trial?.variants)
    await begin(s)
    await judge(s, id, [30, 70])
    s.db.sql(`update broadcasts set state = 'finished', finished_at = ? where id = ?`).run(NOW, id)
    s.db.sql(`update trials set state = 'decided', chosen_variant_id = ?`).run(changed?.variants[1] ?? 0)
    const copy = s.db.write(() =>
      copyOffer(s.db, s.broadcast()?.offerId ?? 0, { createdBy: 1, keepAudience: true }, NOW),
    )
    expect(listVariants(s.db, copy.id).map(({ version, content }) => [version, content.text])).toEqual([
      [0, 'Free delivery until Sunday'],
    ])
  })

  test('in Russian', async () => {
    const s = await tried('ru')
    expect(s.ada.text()).toContain('Варианты: −20 % until Sunday')
    expect(s.ada.text()).toContain('А «−20 % until Sunday»\nБ «Free delivery until Sunday»')
    expect(s.ada.text()).toContain('1 На ком — 40 %: примерно по 80\n2 Что решает — переходы')
    for (const label of ['👥 На ком', '🏁 Что решает', '⏳ Ждать', '➡️ Потом', '✏️ Вариант Б', '➕ Вариант В'])
      expect(s.ada.labels()).toContain(label)
  })
})

describe('of messages for each', () => {
  test('the one that is meant is tried, the others go as they are', async () => {
    const s = await stage()
    s.addPeople(300, 'a')
    s.addPeople(300, 'b')
    s.addSegment('Loyal', 'a')
    s.addSegment('Asleep', 'b')
    await s.ada.send('/new')
    await s.ada.walk('To whom', 'Loyal', 'Asleep', 'Done', 'One for each')
    await s.ada.send('Thank you t.me/x shop.ru/a')
    await s.ada.send('Come back shop.ru/b')
    await s.ada.walk('⚖️ A/B', 'Asleep')
    await s.ada.send('We miss you shop.ru/b')
    expect(s.ada.text()).toContain('300 people')
    await s.ada.walk('← A/B')
    expect(s.ada.labels()).toContain('⚖️ Asleep')
    await s.ada.walk('← Card', 'Check')
    expect(s.ada.text()).toContain('⚖️ Asleep · A, B: about 60 each')
    await s.ada.walk('Send now')
    const id = s.broadcast()?.id ?? 0
    expect(listTrials(s.db, id)).toMatchObject([{ part: 1 }])
    await begin({ ...s, words: WORDS.en })
    const sent = s.db
      .sql<{ n: number }>(`select count(*) as n from deliveries where broadcast_id = ? and state = 'sent'`)
      .get(id)?.n
    expect(sent).toBeGreaterThan(380)
    expect(sent).toBeLessThan(460)
  })

  test('for each RFM group or step one tap makes a message for each', async () => {
    const s = await written()
    await s.ada.walk('⚖️ A/B')
    expect(await s.ada.press('🗺 One for each RFM group')).toContain('Orders are not known yet')
    s.db
      .sql(
        `insert into awareness (subscriber_id, rung, because, evidence_at, since) select id, 1 + id % 3, 'visit', 0, 0 from subscribers`,
      )
      .run()
    await s.ada.walk('🪜 One for each step')
    expect(s.offer().draft).toMatchObject({ each: true, rest: false })
    expect(s.offer().draft.segments.length).toBeGreaterThan(2)
    expect(s.ada.text()).toContain('1 of ')
  })
})

describe('the verdict', () => {
  test('comes as a message, and holds, changes or lets it go at one tap', async () => {
    const s = await tried('en', 1_000)
    await s.ada.walk('← Card', 'Check', 'Send now')
    const id = await begin(s)
    await s.ada.send('/broadcasts')
    await s.ada.walk('−20 %')
    expect(s.ada.text()).toMatch(/⚖️ A\/B: decided (?:at|on) .+; \d+ people wait\./)
    await judge(s, id, [30, 70])
    s.door().notices.run(s.clock.wall)
    await s.door().notices.idle()
    expect(s.ada.text()).toMatch(
      /B is better\. \d+\.\d of 100 clicked, A \d+\.\d \(difference between \d+\.\d and \d+\.\d\)\./,
    )
    expect(s.ada.text()).toMatch(/B goes to the other \d+ at \d\d:\d\d\./)
    expect(s.ada.rows()[0]).toEqual(['⏸ Wait', 'A instead'])
    await s.ada.walk('⏸ Wait')
    expect(s.ada.text()).toMatch(/The other \d+ wait for your word\./)
    await s.ada.walk('▶️ Send A')
    expect(s.ada.text()).toContain('A goes to the others.')
    const { variants = [] } = trialOf(s.db, id) ?? {}
    expect(trialOf(s.db, id)).toMatchObject({ state: 'decided', chosenVariantId: variants[0] })
    expect(send(s, id)).toBeGreaterThan(500)
  })

  test('that too little is known asks, in Russian too', async () => {
    const s = await tried('ru', 1_000)
    await s.ada.walk('← Карточка', 'Проверить', 'Отправить')
    const id = await begin(s)
    // Dice say how many got each: the shares are set, so that neither another leader nor a sure one comes by chance.
    const { variants = [] } = trialOf(s.db, id) ?? {}
    const got = s.db.sql<{ n: number }>(
      `select count(*) as n from deliveries where broadcast_id = ? and variant_id = ? and state = 'sent'`,
    )
    const clicked = [0.2, 0.17].map((share, i) => Math.round(share * (got.get(id, variants[i] ?? 0)?.n ?? 0)))
    await judge(s, id, clicked)
    await s.ada.send('/broadcasts')
    await s.ada.walk('−20 %', '⚖️ A/B')
    expect(s.ada.text()).toMatch(
      /Мало данных\. А \d+,\d, Б \d+,\d из 100\. А — догадка, верная примерно в \d+ случаях из 10\./,
    )
    expect(s.ada.rows().slice(0, 2)).toEqual([
      ['▶️ Отправить А', '🤝 Пополам'],
      ['▶️ Отправить Б', '⏳ Ещё 4 ч'],
    ])
    await s.ada.walk('⏳ Ещё 4 ч')
    expect(s.ada.text()).toContain('Решим ')
  })

  test('stands in the report by version, with figures of those who tried', async () => {
    const s = await tried('en', 300)
    await s.ada.walk('➡️ Then', 'Only compare', '← Card', 'Check', 'Send now')
    const id = await begin(s)
    s.db.sql(`update broadcasts set state = 'finished', finished_at = ? where id = ?`).run(NOW, id)
    await judge(s, id, [40, 30])
    await s.ada.send('/broadcasts')
    await s.ada.walk('−20 %', 'More', '⚖️ By version')
    expect(s.ada.text()).toMatch(/A: \d+ got it, 40 clicked\nB: \d+ got it, 30 clicked/)
    expect(s.ada.text()).toContain('Everybody got one of them.')
    // What is sent again is what people have.
    await s.ada.walk('Report', 'By message')
    expect(s.ada.text()).toContain('Loyal · A')
    expect(s.ada.text()).toContain('Loyal · B')
  })
})
