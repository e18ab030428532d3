import { describe, expect, test } from 'vitest'
import { DAY, HOUR } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { forgetWords, WORDS_KEPT_MS } from '../../../src/delivery/service/erase.js'
import { createServiceIntake } from '../../../src/delivery/service/intake.js'
import { PER_DAY } from '../../../src/delivery/service/message.js'
import type { To } from '../../../src/delivery/service/recipient.js'
import type { ServiceWords } from '../../../src/delivery/service/words.js'
import { silentLog } from '../../../src/log.js'
import { temporaryDb } from '../../support/db.js'
import { AT, crowd, seed } from '../fixture.js'
import { ask, asked, link, rows, said, telegram } from './stage.js'

describe('whom it is for', () => {
  async function people(): Promise<Db> {
    const db = await temporaryDb()
    seed(db, [
      { name: 'Anna' },
      { name: 'Boris', stopped: true },
      { name: 'Vera', unreachable: 'blocked' },
      { name: 'Gleb', unreachable: 'deactivated' },
      { name: 'Dina', pausedUntil: AT + DAY },
      { name: 'Moved' },
      { name: 'Erased' },
      { name: 'Egor' },
    ])
    db.sql("update subscribers set phone = '+79161234567' where id = 1").run()
    db.sql('update subscribers set last_seen_at = null, vouched_by = 1 where id = 6').run()
    db.sql('update subscribers set erased_at = 1, telegram_id = null, subscribed_at = null where id = 7').run()
    db.sql("update subscribers set phone = '+551187654321' where id = 2").run()
    link(db, { externalId: 'phone', subscriber: 1, by: 'phone' })
    link(db, { externalId: 'admin', subscriber: 2, by: 'admin', phone: '+79160000002' })
    link(db, { externalId: 'personal', subscriber: 5, by: 'personal_link', phone: '+79160000005' })
    link(db, { externalId: 'file', subscriber: 8, by: 'file_phone', phone: '+79160000008' })
    link(db, { externalId: 'waiting', subscriber: null, by: null })
    link(db, { externalId: 'twin', subscriber: 3, by: 'admin', phone: '+79160000005' })
    return db
  }

  test.each<[string, To, string]>([
    ['their Telegram id', telegram(101), 'accepted'],
    ['whoever stopped offers', telegram(102), 'accepted'],
    ['whoever paused offers', telegram(105), 'accepted'],
    ['whoever blocked the bot', telegram(103), 'service_unreachable blocked'],
    ['an account that is gone', telegram(104), 'service_unreachable deactivated'],
    ['whoever was moved in and never came', telegram(106), 'service_unknown never_came'],
    ['whoever was forgotten', telegram(107), 'service_unknown nobody'],
    ['a stranger', telegram(999), 'service_unknown nobody'],
    ['a customer by the phone that they shared', { by: 'customer', externalId: 'phone' }, 'accepted'],
    ['a customer linked by an admin', { by: 'customer', externalId: 'admin' }, 'accepted'],
    ['a customer linked by a personal link', { by: 'customer', externalId: 'personal' }, 'accepted'],
    ['a customer whom only a file linked', { by: 'customer', externalId: 'file' }, 'service_unknown unsure'],
    ['a customer nobody linked', { by: 'customer', externalId: 'waiting' }, 'service_unknown unlinked'],
    ['no such customer', { by: 'customer', externalId: 'none' }, 'service_unknown nobody'],
    ['a shared phone, as written in the shop', { by: 'phone', phone: '8 (916) 123-45-67' }, 'accepted'],
    ['a shared phone, as Brazil writes it today', { by: 'phone', phone: '+55 11 98765-4321' }, 'accepted'],
    ['the phone of a linked customer', { by: 'phone', phone: '+7 916 000-00-02' }, 'accepted'],
    ['a phone of two customers', { by: 'phone', phone: '+79160000005' }, 'service_unknown unsure'],
    ['a phone that only a file knows', { by: 'phone', phone: '+79160000008' }, 'service_unknown unsure'],
    ['a rounded phone', { by: 'phone', phone: '7.9161E+10' }, 'service_unknown nobody'],
  ])('%s', async (_name, to, expected) => {
    const db = await people()
    expect(said(ask(db, asked('1', to)))).toBe(expected)
    expect(rows(db)).toHaveLength(expected === 'accepted' ? 1 : 0)
  })

  test('what was refused is counted, with nothing of whom it was for', async () => {
    const db = await people()
    let accepted = 0
    const intake = createServiceIntake({ db, log: silentLog, ownTargets: [], accepted: () => accepted++ })
    for (const [id, chat, words] of [
      ['1', 999, {}],
      ['2', 999, {}],
      ['3', 103, {}],
      ['4', 101, { text: ' ' }],
      ['5', 101, {}],
    ] as const)
      try {
        db.write(() => {
          // Whoever asks undoes what is refused.
          if (intake(asked(id, telegram(chat), words), null, AT).kind === 'refused') throw new Error('refused')
        })
      } catch {}
    await db.group(() => undefined)
    expect(accepted).toBe(1)
    expect(db.sql('select why, n from service_refusals order by why').all()).toEqual([
      { why: 'invalid', n: 1 },
      { why: 'unknown', n: 2 },
      { why: 'unreachable', n: 1 },
    ])
  })
})

describe('what it says', () => {
  const bold = (offset: number, length: number) => ({ type: 'bold' as const, offset, length })
  test.each<[string, Partial<ServiceWords>, string]>([
    ['braces and marks, which mean nothing', { text: 'Hi {first_name|friend}, <b>50%</b> of *order_1*' }, 'accepted'],
    ['4,096 characters', { text: 'я'.repeat(4_096) }, 'accepted'],
    ['one more', { text: 'я'.repeat(4_097) }, 'service_words long'],
    ['nothing', { text: '' }, 'service_words empty'],
    ['nothing to be seen', { text: ' \u200b\u2060\n' }, 'service_words empty'],
    ['half of an emoji', { text: 'Hi \ud83d!' }, 'service_words letters'],
    ['formatting', { text: 'Hi 👋 all', entities: [bold(3, 2)] }, 'accepted'],
    ['formatting that cuts an emoji', { text: 'Hi 👋 all', entities: [bold(4, 2)] }, 'service_words entity'],
    ['formatting beyond the end', { text: 'Hi', entities: [bold(0, 3)] }, 'service_words entity'],
    ['formatting of nothing', { text: 'Hi', entities: [bold(1, 0)] }, 'service_words entity'],
    ['formatting before the start', { text: 'Hi', entities: [bold(-1, 2)] }, 'service_words entity'],
    [
      'a link without an address',
      { text: 'Hi', entities: [{ type: 'text_link', offset: 0, length: 2 }] },
      'service_words entity',
    ],
    [
      'too much formatting',
      { text: 'Hi', entities: Array.from({ length: 101 }, () => bold(0, 2)) },
      'service_words entities',
    ],
    ['a button', { button: { label: 'Track', url: 'shop.example/t/1' } }, 'accepted'],
    ['a button without words', { button: { label: ' ', url: 'https://shop.example' } }, 'service_words label'],
    ['a long label', { button: { label: 'x'.repeat(65), url: 'https://shop.example' } }, 'service_words label'],
    ['a button into a private network', { button: { label: 'Track', url: 'http://192.168.0.1/' } }, 'url_private'],
    ['a button that runs something', { button: { label: 'Track', url: 'javascript:alert(1)' } }, 'url_scheme'],
  ])('%s', async (_name, words, expected) => {
    const db = await temporaryDb()
    seed(db, crowd(1))
    expect(said(ask(db, asked('1', telegram(101), words)))).toBe(expected)
  })
})

describe('a name is used once', () => {
  test('the same again changes nothing; other words, or somebody else, are refused', async () => {
    const db = await temporaryDb()
    seed(db, crowd(2))
    const button = { label: 'Track', url: 'https://shop.example/t/1' }
    expect(said(ask(db, asked('1', telegram(101), { button })))).toBe('accepted')
    expect(ask(db, asked('1', telegram(101), { button }), AT + HOUR)).toEqual({ kind: 'same', id: 1, state: 'queued' })
    expect(said(ask(db, asked('1', telegram(101))))).toBe('service_other_words')
    expect(said(ask(db, asked('1', telegram(101), { button, text: 'Other' })))).toBe('service_other_words')
    expect(said(ask(db, asked('1', telegram(102), { button })))).toBe('service_other_words')
    expect(rows(db)).toHaveLength(1)
  })

  test('the same is known when its words are gone, and when the customer is linked no more', async () => {
    const db = await temporaryDb()
    seed(db, crowd(1))
    link(db, { externalId: 'c', subscriber: 1, by: 'admin' })
    const message = asked('1', { by: 'customer', externalId: 'c' })
    ask(db, message)
    db.sql("update service_messages set state = 'sent'").run()
    expect(db.write(() => forgetWords(db, AT + WORDS_KEPT_MS))).toBe(0)
    expect(db.write(() => forgetWords(db, AT + WORDS_KEPT_MS + 1))).toBe(1)
    expect(db.sql('select text, entities, button from service_messages').get()).toEqual({
      text: null,
      entities: null,
      button: null,
    })
    db.sql('update customers set subscriber_id = null').run()
    expect(said(ask(db, message))).toBe('same')
    expect(said(ask(db, { ...message, text: 'Other' }))).toBe('service_other_words')
  })

  test(`a system gone wild reaches one person ${PER_DAY} times in 24 h, and the others as ever`, async () => {
    const db = await temporaryDb()
    seed(db, crowd(2))
    const all = Array.from({ length: PER_DAY + 3 }, (_, i) => said(ask(db, asked(`a${i}`, telegram(101)), AT + i)))
    expect(all.filter(one => one === 'accepted')).toHaveLength(PER_DAY)
    expect(all.at(-1)).toBe('service_too_many')
    expect(said(ask(db, asked('b', telegram(102))))).toBe('accepted')
    expect(said(ask(db, asked('c', telegram(101)), AT + DAY))).toBe('accepted')
    expect(said(ask(db, asked('a0', telegram(101)), AT + DAY))).toBe('same')
  })
})
