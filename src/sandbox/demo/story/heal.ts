import { SECOND, sleep } from '../../../clock.js'
import { texts } from '../../../text/index.js'
import type { Message } from '../../emulator/wire.js'
import type { Marketer } from '../marketer.js'
import type { Stage } from '../stage.js'
import { demoWords } from '../words.js'

const STILL_MS = SECOND / 10

/**
 * Repairs the first link of the broadcast whose card is in the chat: Fix, A link, the right address, Change and go on.
 * @returns the message in which the progress card then stands
 */
export async function healLink(stage: Stage, marketer: Marketer, show: (message: Message) => void): Promise<Message> {
  const words = demoWords(stage.language)
  const { buttons } = texts(stage.language).repairCards
  const link = `1 ${words.button}`
  await marketer.walk(buttons.fix, buttons.link, link)
  await marketer.type(stage.shop.address('newBoots'))
  show(await marketer.see({ label: buttons.change }))
  // Between the press and its outcome nobody could say which page a visitor gets.
  const goOn = stage.delayVisits()
  try {
    await sleep(STILL_MS)
    await marketer.press(buttons.change)
    await marketer.see({ label: buttons.broadcast })
  } finally {
    goOn()
  }
  const card = await marketer.see({ label: buttons.broadcast })
  show(card)
  await marketer.press(buttons.broadcast)
  return card
}
