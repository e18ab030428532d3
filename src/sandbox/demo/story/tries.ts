import { SECOND, sleep } from '../../../clock.js'
import { texts } from '../../../text/index.js'
import type { Accepted } from '../../emulator/truth.js'
import { isOffer } from '../crowd.js'
import { createMarketer, type Marketer } from '../marketer.js'
import { photoOf } from '../photo.js'
import type { Stage } from '../stage.js'
import { pageWords } from '../words/page-words.js'
import { demoWords } from '../words.js'
import { sendOffer } from './campaign.js'

const BEAT_MS = 400
const LIMIT_MS = 120 * SECOND
/** A chat that gets nothing new for so many beats is calm, and it is waited for so often. */
const CALM_BEATS = 6
const CALM_TRIES = 15

/**
 * Puts three things to try oneself onto the page. Each lays out what it needs, and leaves the last presses to whoever
 * sits before it.
 * @param greeting what stands above the chats until then
 * @param beat ms between two deeds of the marketer
 */
export function offerTries(stage: Stage, greeting: string, beat = BEAT_MS): void {
  const { emulator, marketer: ada, anna, language, shop } = stage
  const { page } = emulator
  const words = pageWords(language)
  const { repairCards, reports, delivery } = texts(language)
  const mark = delivery.marks.finished
  let busy = false

  const marketer = createMarketer({
    emulator,
    person: ada,
    words: demoWords(language),
    beat,
    limited: stage.limited,
    did: deed => page.setCaption(`${demoWords(language).marketer} ${deed}`),
  })
  const hasReport = () => labelsOf(ada.messages()).some(label => label === reports.buttons.refresh)

  const alone = (deed: () => Promise<void>) => async () => {
    if (busy) return page.setCaption(words.oneMoment)
    busy = true
    try {
      await stage.handOver()
      await deed()
    } catch (error) {
      page.setCaption(words.failed(error instanceof Error ? error.message : String(error)))
    } finally {
      busy = false
    }
  }

  /** What people write comes to this chat, a message a second: the card that is to be pressed would be far above. */
  async function calm(): Promise<void> {
    for (let tries = 0; tries < CALM_TRIES; tries++) {
      const newest = ada.messages().at(-1)?.message_id
      await sleep(CALM_BEATS * beat)
      if (ada.messages().at(-1)?.message_id === newest) return
    }
  }

  async function write(): Promise<void> {
    page.pick(ada.id)
    if (!hasReport()) {
      page.setCaption(words.first)
      await sendToEverybody(stage, marketer)
      await emulator.waitFor(hasReport, LIMIT_MS, reports.buttons.refresh)
      await stage.people.settled()
    }
    await calm()
    const before = ada.messages().at(-1)?.message_id ?? 0
    marketer.turnPage()
    await marketer.type('/broadcasts')
    const finished = () =>
      labelsOf(ada.messages().filter(message => message.message_id > before)).find(label => label.startsWith(mark))
    await marketer.walk(await emulator.waitFor(finished, LIMIT_MS, '/broadcasts'), repairCards.buttons.followUps)
    const clicked = repairCards.groups.clicked(0).split('·', 1).join('').trim()
    await marketer.see({ label: clicked })
    page.setCaption(words.write.now(clicked))
  }

  async function breakIt(): Promise<void> {
    page.pick(ada.id)
    const since = emulator.accepted().length
    await sendToEverybody(stage, marketer)
    const lives = ({ chat }: Accepted) => emulator.person(chat).state() === 'open'
    const arrival = () => emulator.accepted(since).find(one => isOffer(one) && lives(one))
    const first = await emulator.waitFor(arrival, LIMIT_MS, words.break.label)
    page.pick(first.chat)
    page.pick(ada.id)
    page.setCaption(words.break.now(shop.address('newBoots')))
  }

  page.suggest([
    { ...shownOf(words.write), run: alone(write) },
    { ...shownOf(words.break), run: alone(breakIt) },
    {
      ...shownOf(words.anna),
      run() {
        page.pick(anna.id)
        page.setCaption(words.anna.now)
      },
    },
  ])
  page.pick(anna.id)
  page.setCaption(greeting)
}

const shownOf = ({ label, description }: { label: string; description: string }) => ({ label, description })

/** One message for everybody, with a link to the wrong page; sent at once. */
async function sendToEverybody(stage: Stage, marketer: Marketer): Promise<void> {
  const { language, shop } = stage
  const { offerCards, segments, admin } = texts(language)
  const { keys } = offerCards
  // Whatever the visitor left open would take the photo.
  await marketer.type('/cancel')
  await stage.handled()
  marketer.turnPage()
  await marketer.sendPhoto({ ...photoOf('snow'), caption: pageWords(language).offer })
  await marketer.walk(keys.start, keys.whom, `☐ ${segments.ready.everyone}`, admin.done, keys.buttons)
  await marketer.see({ label: offerCards.utmOn })
  await marketer.type(`${demoWords(language).button} - ${shop.address('boots')}`)
  await stage.handled()
  await sendOffer(stage, marketer, () => {})
}

const labelsOf = (messages: readonly { reply_markup?: { inline_keyboard: { text: string }[][] } }[]): string[] =>
  messages.flatMap(message => (message.reply_markup?.inline_keyboard ?? []).flat().map(button => button.text))
