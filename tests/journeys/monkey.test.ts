import { expect, test } from 'vitest'
import { createRandom, pick, type Random } from '../../src/sandbox/emulator/random.js'
import { approveBroadcast } from '../support/campaign.js'
import { type Hand, stageProduct, until } from '../support/product.js'

const STEPS = 90
const SEEDS = [1]

const WORDS = [
  '/new',
  '/segments',
  '/broadcasts',
  '/admin',
  '/cancel',
  'Hello {first_name|friend}, see https://shop.example/all',
  '{last_name}',
  'Choose - shop.example/boots | Sizes - shop.example/sizes',
  'tomorrow 10:00',
  '45',
  'Riga',
  'Loyal ones 🎁',
  '<b>نادي</b> & "кавычки"',
  'x'.repeat(300),
] as const

/** Does something at random: presses any button there is, old ones too, or says something. */
async function act(hand: Hand, random: Random): Promise<string> {
  const buttons = hand.person.messages().flatMap(message =>
    (message.reply_markup?.inline_keyboard ?? []).flat().flatMap(button => {
      const { callback_data: data } = button
      return data === undefined ? [] : [{ message: message.message_id, data, label: button.text }]
    }),
  )
  const newest = buttons.filter(({ message }) => message === buttons.at(-1)?.message)
  const dice = random()
  if (buttons.length > 0 && dice < 0.85) {
    const pool = dice < 0.75 ? newest : buttons
    const [first, ...others] = pool
    if (first !== undefined) {
      const { message, data, label } = pick(random, [first, ...others])
      const answer = await hand.person.press(message, data)
      return `${answer === null ? 'NOT ANSWERED ' : ''}press ${label} ${data}`
    }
  }
  if (dice < 0.88) {
    hand.person.sendPhoto({ caption: 'A photo for {first_name|you}' })
    return 'a photo'
  }
  if (dice < 0.89) {
    hand.person.sendSticker()
    return 'a sticker'
  }
  const words = pick(random, WORDS)
  hand.person.send(words)
  return words.slice(0, 40)
}

test.each(SEEDS)('two admins who press and type at random break nothing: seed %i', async seed => {
  const s = await stageProduct({ people: 12 })
  const random = createRandom(seed)
  approveBroadcast(s.db(), 12, s.clock.now())
  await until(() => s.count(`broadcasts where state = 'finished'`), 'an offer to be sent')
  const trail: string[] = []
  for (let step = 0; step < STEPS; step++) {
    const done = await Promise.all([act(s.ada, random), act(s.boris, random)])
    await s.settled()
    trail.push(...done)
    if (step % 40 === 39) await s.restart()
    const last = trail.slice(-12).join('\n')
    expect(s.log.errors, last).toEqual([])
    expect(s.refused(), last).toEqual([])
    expect(done.filter(deed => deed.startsWith('NOT ANSWERED'))).toEqual([])
  }
  // Whoever was sent something was sent it once.
  expect(s.rows('select 1 from deliveries group by broadcast_id, subscriber_id having count(*) > 1')).toEqual([])
  const offers = s.emulator.accepted().filter(({ chat }) => chat <= 12)
  expect(offers.length).toBe(s.count(`deliveries where state = 'sent'`))
})
