import { changeDraft } from '../../../offers/offer.js'
import { texts } from '../../../text/index.js'
import type { Message } from '../../emulator/wire.js'
import { browse, openLocally } from '../../people/browser.js'
import type { Marketer } from '../marketer.js'
import { photoOf } from '../photo.js'
import type { Stage } from '../stage.js'
import { captionOf, demoWords } from '../words.js'

const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'

type Show = (message: Message) => void

/** The file of codes that the marketer drops into the chat: one for everybody, and a few to spare. */
function codesFile(people: number): { name: string; text: string } {
  const codes = Array.from({ length: people + SPARE }, (_none, i) => `BOOTS-${codeOf(i)}`)
  return { name: 'codes.csv', text: ['Promo code', ...codes].join('\n') }
}

const SPARE = 20
/** Without what is read as something else. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

/** Four signs that nobody guesses from the ones before. */
function codeOf(nth: number): string {
  let left = (nth * 48_611 + 7_919) % SIGNS.length ** 4
  let code = ''
  for (let i = 0; i < 4; i += 1) {
    code += SIGNS[left % SIGNS.length] ?? ''
    left = Math.floor(left / SIGNS.length)
  }
  return code
}

/** `/new`: two segments made on the way, a photo offer with a message for each, buttons, a goal. */
export async function composeOffer(stage: Stage, marketer: Marketer, show: Show): Promise<void> {
  const words = demoWords(stage.language)
  const { offerCards, segmentCards, segments, admin, offers, codeCards } = texts(stage.language)
  const { keys } = offerCards

  await marketer.type('/new')
  await marketer.walk(keys.whom, keys.newSegment, segmentCards.readyGroups.origin)
  await marketer.walk(segments.ready.source(words.source), segmentCards.save)
  await marketer.see({ label: segmentCards.takeName })
  await marketer.type(words.segment)
  await marketer.walk(keys.newSegment, segments.ready.new)
  show(await marketer.see({ label: segmentCards.save }))
  await marketer.walk(segmentCards.save, segmentCards.takeName, admin.done)
  show(await marketer.see({ label: keys.forEach }))
  await marketer.press(keys.forEach)

  await marketer.see({ words: words.segment })
  await marketer.sendPhoto({ ...photoOf('boots'), ...captionOf(words.captionForSource) })
  await marketer.see({ label: keys.same })
  await marketer.sendWords(words.captionForOthers)

  await marketer.press(keys.buttons)
  await marketer.see({ label: offerCards.utmOn })
  await marketer.type(
    `${words.button} - ${stage.shop.address('boots')} | ${words.sizes} - ${stage.shop.address('sizes')}`,
  )
  await marketer.walk(keys.goal, offers.goals.sell, codeCards.keys.more, codeCards.keys.promo)
  await marketer.see({ words: codeCards.ask })
  await marketer.sendFile(codesFile(stage.audience))
  show(await marketer.see({ words: codeCards.askMore }))
  await marketer.press(admin.card)
  show(await marketer.see({ label: keys.goal }))
}

/**
 * So many of 10,000 are kept out, by dice. The button of the check offers a tenth, and only where that would show something:
 * in a shop as small as this one it would not.
 */
export async function keepOut({ app: { db } }: Stage, share: number): Promise<void> {
  const offer = db.sql<{ id: number }>("select id from offers where state = 'draft' order by id limit 1").get()
  if (offer === undefined) throw new Error('there is no draft')
  await db.group(() => void changeDraft(db, offer.id, () => ({ control: share, shown: null })))
}

/** Tests the offer and opens a link of the test. */
export async function testOffer(
  stage: Stage,
  marketer: Marketer,
  show: Show,
  opens: (label: string) => void,
): Promise<void> {
  const words = demoWords(stage.language)
  const { offerCards } = texts(stage.language)
  await marketer.press(offerCards.keys.test)
  await marketer.see({ words: offerCards.testDoneMany })
  const tests = marketer.person.messages().filter(message => message.from.is_bot && message.photo !== undefined)
  const [test] = tests
  if (test === undefined || tests.length !== 2) throw new Error(words.tooLate(offerCards.keys.test, 0))
  show(test)
  await marketer.read()
  opens(words.button)
  await browse(openLocally, marketer.person.addressOf(test.message_id, words.button), PHONE)
  show(await marketer.see({ words: offerCards.buttonWorks(1, '').trim() }))
}

/** The check, and Send now. Resolves when the progress card stands in the chat. */
export async function sendOffer(stage: Stage, marketer: Marketer, show: Show): Promise<void> {
  const { keys } = texts(stage.language).offerCards
  await marketer.press(keys.check)
  show(await marketer.see({ label: keys.sendNow }))
  await marketer.walk(keys.sendNow, keys.atOnce)
  await marketer.see({ label: texts(stage.language).delivery.buttons.stop })
}
