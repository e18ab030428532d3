import { describe, expect, test } from 'vitest'
import { builtIn } from '../../src/audience/attribute.js'
import { createQuestion } from '../../src/audience/survey/question.js'
import { createPreferences } from '../../src/bot/settings/preference.js'
import { noteRestored } from '../../src/bot/settings/restored.js'
import { HOUR, MINUTE } from '../../src/clock.js'
import { findOffer } from '../../src/offers/offer.js'
import { listSegments } from '../../src/segments/segment.js'
import { ADMIN } from '../support/campaign.js'
import { type Stage, stageProduct, until } from '../support/product.js'

/** People who pressed Start, with the ids from `first` on. */
async function joined(s: Stage, first: number, n: number): Promise<void> {
  for (let id = first; id < first + n; id++) s.emulator.user({ id, firstName: `Person ${id}` }).start('fair')
  await s.settled()
}

/** An offer to everyone for tomorrow 10:00, written and approved in the chat. @returns when it is due */
async function scheduled(s: Stage): Promise<number> {
  const { ada } = s
  await ada.send('/new')
  await ada.walk('Message')
  await ada.send('Hello {first_name|friend}')
  await ada.walk('To whom', 'Everyone', 'Done', 'When')
  await ada.send('tomorrow 10:00')
  await ada.walk('Schedule')
  expect(ada.text()).toMatch(/Starts .*10:00/)
  const [due] = s.rows<{ at: number }>(`select starts_at as at from broadcasts where state = 'scheduled'`)
  if (due === undefined) throw new Error('nothing was scheduled')
  return due.at
}

const offersGot = (s: Stage) =>
  s.emulator
    .accepted()
    .filter(({ payload }) => String(payload['text']).startsWith('Hello Person'))
    .map(({ chat }) => chat)
    .sort()

const ended = (s: Stage) => until(() => s.count(`broadcasts where state = 'finished'`), 'the broadcast to end')
const held = (s: Stage) => until(() => s.count(`broadcasts where state = 'paused'`), 'the broadcast to be held')

/** Presses under the card that says this. It comes below as a notice, with sound, and what said it before goes. */
async function pressUnder(s: Stage, words: string, label: string): Promise<void> {
  for (;;) {
    const card = await s.ada.sees(words)
    try {
      await s.ada.press(label, card.message_id)
      return
    } catch (error) {
      if (!String(error).includes('no message')) throw error
    }
  }
}

describe('a broadcast for tomorrow', () => {
  test('begins by itself at its time, and its report comes even if the program ended before it', async () => {
    const s = await stageProduct()
    await joined(s, 1, 3)
    const due = await scheduled(s)
    await s.restart(() => {
      s.clock.shift += due - MINUTE - s.clock.now()
    })
    expect(s.count(`broadcasts where state = 'scheduled'`)).toBe(1)
    s.clock.shift += MINUTE
    await ended(s)
    expect(offersGot(s)).toEqual([1, 2, 3])
    await s.restart()
    await s.ada.sees('Delivered 3 of 3')
    await until(() => s.count('broadcasts where reported_at is not null'), 'the report to be noted')
    await s.restart()
    expect(s.ada.person.messages().filter(message => message.text?.includes('Delivered 3 of 3'))).toHaveLength(1)
  })

  test('begins up to an hour late after downtime', async () => {
    const s = await stageProduct()
    await joined(s, 1, 3)
    const due = await scheduled(s)
    await s.restart(() => {
      s.clock.shift += due + HOUR - 5_000 - s.clock.now()
    })
    await ended(s)
    expect(offersGot(s)).toEqual([1, 2, 3])
  })

  test('later than that it is held, and an admin is asked', async () => {
    const s = await stageProduct()
    await joined(s, 1, 3)
    const due = await scheduled(s)
    await s.restart(() => {
      s.clock.shift += due + HOUR + 1_000 - s.clock.now()
    })
    await s.ada.sees('It should have started')
    expect(offersGot(s)).toEqual([])
    await s.restart()
    expect(s.ada.person.messages().filter(message => message.text?.includes('It should have started'))).toHaveLength(1)
    await pressUnder(s, 'It should have started', 'Start now')
    await ended(s)
    expect(offersGot(s)).toEqual([1, 2, 3])
  })

  test('that finds nobody is held; tried again when somebody is there', async () => {
    const s = await stageProduct()
    await joined(s, 1, 2)
    const due = await scheduled(s)
    for (const id of [1, 2]) s.emulator.person(id).send('/stop')
    await s.settled()
    s.clock.shift += due - s.clock.now()
    await held(s)
    await s.ada.sees('It found nobody')
    expect(s.count('deliveries')).toBe(0)
    await s.emulator.person(1).press(s.emulator.person(1).lastMessage().message_id, 'Undo')
    await s.settled()
    await pressUnder(s, 'It found nobody', 'Try again')
    await ended(s)
    expect(offersGot(s)).toEqual([1])
  })

  test('that finds more than twice as many is held, and goes to all of them on a yes', async () => {
    const s = await stageProduct()
    await joined(s, 1, 2)
    const due = await scheduled(s)
    await joined(s, 3, 3)
    s.clock.shift += due - s.clock.now()
    await held(s)
    await s.ada.sees('It found 5 people')
    expect(offersGot(s)).toEqual([])
    await pressUnder(s, 'It found 5 people', 'Send to 5')
    await ended(s)
    expect(offersGot(s)).toEqual([1, 2, 3, 4, 5])
  })

  test('is brought to mind a quarter of an hour before, and may still be changed or cancelled', async () => {
    const s = await stageProduct()
    await joined(s, 1, 2)
    const due = await scheduled(s)
    await s.restart(() => {
      s.clock.shift += due - 14 * MINUTE - s.clock.now()
    })
    const reminder = await s.ada.sees('🔔')
    expect(reminder.text).toMatch(/goes at 10:00 UTC, in 14 min\. 2 were to get it/)
    await s.restart()
    await s.ada.press('Change', reminder.message_id)
    expect(s.ada.person.message(reminder.message_id).text).toContain('on hold while open')
    s.clock.shift += due - s.clock.now()
    await s.settled()
    expect(s.count('deliveries')).toBe(0)
    // At its hour it waits, and asks.
    await s.ada.sees('on hold')
    await s.settled()
    await s.ada.walk('When', 'Now', 'Schedule')
    s.clock.shift += MINUTE
    await ended(s)
    expect(offersGot(s)).toEqual([1, 2])
    expect(s.refused()).toEqual([])
  })

  test('cancelled before it begins: nobody gets it, and it is a draft again', async () => {
    const s = await stageProduct()
    await joined(s, 1, 2)
    const due = await scheduled(s)
    await s.ada.walk('Cancel')
    s.clock.shift += due - s.clock.now()
    await s.restart()
    await s.ada.walk('Draft')
    expect(s.ada.text()).toContain('draft, saved')
    expect(s.count(`broadcasts where state = 'cancelled'`)).toBe(1)
    expect(offersGot(s)).toEqual([])
  })
})

test('after a backup was brought back neither a broadcast nor the survey begins, until an owner says so', async () => {
  const s = await stageProduct()
  await joined(s, 1, 2)
  const due = await scheduled(s)
  createQuestion(
    s.db(),
    { attributeId: builtIn(s.db(), 'city').id, text: 'Which town?', purpose: 'to know', options: [], createdBy: ADMIN },
    s.clock.now(),
  )
  s.db().write(() => {
    const survey = { everyDays: 7, by: ADMIN, alone: true, underOffer: false }
    createPreferences(s.db(), s.config).save.survey(survey)
    noteRestored(s.db(), s.clock.now())
  })
  await s.restart(() => {
    s.clock.shift += due + MINUTE - s.clock.now()
  })
  /** What is done by the hour is done at once where the clock leaps ahead. */
  const leap = async () => {
    const before = s.log.warnings.length
    s.clock.shift += 10_000
    await until(() => s.log.warnings.slice(before).some(line => line.includes('leapt')), 'the leap to be followed')
    await s.settled()
  }
  await leap()
  expect(s.rows('select state from broadcasts')).toEqual([{ state: 'scheduled' }])
  await s.ada.send('/admin')
  expect(s.ada.text()).toContain('A backup was restored: schedules and the survey wait')
  await s.ada.walk('Needs you', 'Let them go on')
  await leap()
  await until(() => s.count(`broadcasts where state = 'finished'`) === 2, 'the broadcast and the survey')
  expect(offersGot(s)).toEqual([1, 2])
  expect(s.emulator.accepted().filter(({ payload }) => String(payload['text']).includes('Which town?'))).toHaveLength(2)
})

describe('a restart in the middle of composing', () => {
  test('loses nothing, also with a question open', async () => {
    const s = await stageProduct()
    const { ada } = s
    await joined(s, 1, 3)
    s.emulator.user({ id: 4, firstName: 'Person 4' }).start('other')
    await s.settled()

    await ada.send('/segments')
    await ada.walk('New segment', 'From conditions', 'Condition', 'Came from', 'First source', 'fair')
    await s.restart()
    await ada.walk('Done')
    expect(ada.text()).toContain('source: fair\n\n3 of 4 people')
    await ada.walk('Conditions', 'Save')
    await s.restart()
    await ada.send('At the fair')
    expect(listSegments(s.db(), { offset: 0, limit: 9 }).segments.map(segment => segment.name)).toEqual(['At the fair'])

    await ada.send('/new')
    await s.restart()
    await ada.walk('To whom', 'At the fair', 'Everyone else', 'Done', 'One for each')
    await s.restart()
    await ada.send('Hello {first_name} of the fair')
    expect(ada.text()).toContain('2 of 2')
    await s.restart()
    await ada.send('Hello {first_name} of elsewhere')
    await ada.walk('Buttons')
    await s.restart()
    // A wrong answer keeps the question open over the restart; the right one is taken.
    await ada.send('no button at all')
    await s.restart()
    await ada.send('Choose - shop.example/boots')
    await ada.walk('When')
    await s.restart()
    await ada.send('31.02 10:00')
    await s.restart()
    await ada.send('tomorrow 10:00')
    await ada.walk('Card', 'Name')
    await s.restart()
    await ada.send('Fair offer')
    expect(findOffer(s.db(), 1)).toMatchObject({ name: 'Fair offer', state: 'draft' })
    expect(ada.text()).toContain('📝 Fair offer')
    expect(ada.text()).toContain('3 Message — 2 messages')
    expect(ada.text()).toContain('4 Buttons — Choose')
    expect(ada.text()).toMatch(/5 When — .*10:00/)
    await s.restart()
    await ada.walk('Check')
    await s.restart()
    await ada.walk('Schedule')
    const [due] = s.rows<{ at: number }>('select starts_at as at from broadcasts')
    s.clock.shift += (due?.at ?? 0) - s.clock.now()
    await ended(s)
    expect(
      s.emulator
        .accepted()
        .filter(({ chat }) => chat < 9)
        .map(({ chat, payload }) => [chat, payload['text']])
        .filter(([, text]) => String(text).includes('Hello Person'))
        .sort(),
    ).toEqual([
      [1, 'Hello Person 1 of the fair'],
      [2, 'Hello Person 2 of the fair'],
      [3, 'Hello Person 3 of the fair'],
      [4, 'Hello Person 4 of elsewhere'],
    ])
    expect(s.refused()).toEqual([])
  })

  test('/cancel ends an open question, before and after a restart', async () => {
    const s = await stageProduct()
    const { ada } = s
    await ada.send('/new')
    await ada.walk('Message')
    await s.restart()
    await ada.send('/cancel')
    expect(ada.text()).toBe('All right, nothing changed.')
    const before = s.picture()
    await ada.send('Hello')
    await ada.send('/cancel')
    expect(ada.text()).toBe('Nothing is open. Send /new to start an offer.')
    expect(s.picture()).toBe(before)
  })
})
