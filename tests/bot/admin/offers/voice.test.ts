import { describe, expect, test } from 'vitest'
import { createTransport } from '../../../../src/bot/lanes/sender.js'
import { createLetters } from '../../../../src/delivery/engine/letter.js'
import { claimSteps } from '../../../../src/delivery/engine/step.js'
import { classify } from '../../../../src/delivery/outcome.js'
import { planDeliveries } from '../../../../src/delivery/plan.js'
import { claimDeliveries } from '../../../../src/delivery/queue.js'
import { listRunningRepairs, startEdit } from '../../../../src/delivery/repair.js'
import { settleDelivery } from '../../../../src/delivery/settle.js'
import { replaceVariant } from '../../../../src/offers/offer/repair.js'
import { listVariants } from '../../../../src/offers/variant.js'
import { ADMIN, NOW, stage } from './stage.js'

describe.each([
  ['voice', '🎤 voice message, 5 of 1,024 characters', 'Hello'],
  ['video_note', '⏺ round video', undefined],
  ['audio', '🎵 music, 5 of 1,024 characters', 'Hello'],
] as const)('%s', (kind, words, caption) => {
  test('is an offer as it was sent: tested, sent with its buttons, and its buttons are mended', async () => {
    const s = await stage()
    const reader = s.emulator.user({ id: 501, firstName: 'Rita' })
    reader.send('/start')
    await s.settled()
    const { ada } = s
    await ada.send('/new')
    await ada.sends(person => {
      if (kind === 'video_note') return person.sendVideoNote()
      return kind === 'voice' ? person.sendVoice({ caption: 'Hello' }) : person.sendAudio({ caption: 'Hello' })
    })
    expect(ada.plain()).toContain(`3 Message — ${words}`)
    await ada.walk('Buttons')
    await ada.send('Shop - shop.ru')
    await ada.walk('👁 Test')
    const copy = ada.shown().find(message => message[kind] !== undefined)
    expect(copy?.caption).toBe(caption)
    expect(copy?.reply_markup?.inline_keyboard.flat().map(({ text }) => text)).toEqual(['Shop', '🔕'])

    await ada.walk('📋 Check')
    await ada.walk(
      ...(ada.labels().includes('👥 To whom') ? ['👥 To whom'] : ['Card', 'To whom']),
      'Everyone',
      'Done',
      'Check',
      'Send now',
    )
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
    const got = reader.lastMessage()
    expect(got[kind]).toBeDefined()
    const [variant] = listVariants(s.db, s.offer().id)
    if (variant === undefined) throw new Error('no message')
    const right = { ...variant.content, buttons: [[{ label: 'Our shop', url: 'https://shop.ru/' }]] }
    s.db.write(() => {
      const { id: next } = replaceVariant(s.db, variant.id, right, NOW)
      startEdit(s.db, id, new Map([[variant.id, next]]), ADMIN, NOW)
    })
    const [repair] = listRunningRepairs(s.db)
    if (repair === undefined) throw new Error('no repair')
    for (const step of s.db.write(() => claimSteps(s.db, repair, 9, NOW)))
      for (const { edit } of letters.rewrite(step))
        expect(await transport.edit(step.telegramId, step.messageId, edit)).toMatchObject({ kind: 'accepted' })
    const now = reader.message(got.message_id)
    expect(now[kind]).toBeDefined()
    expect(now.caption).toBe(caption)
    expect(now.reply_markup?.inline_keyboard[0]?.[0]?.text).toBe('Our shop')
    expect(s.refused()).toEqual([])
  })
})

test('whoever lets nobody send them voice messages is no fault of the message', () => {
  const answer = { kind: 'answered', code: 400, description: 'Bad Request: VOICE_MESSAGES_FORBIDDEN', retryAfter: null }
  expect(classify({ ...answer, kind: 'answered' })).toMatchObject({ kind: 'refused', reason: 'no_voice' })
})
