import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { packageRoot } from '../../src/db/root.js'
import { isOffer } from '../../src/sandbox/demo/crowd.js'
import { createMarketer } from '../../src/sandbox/demo/marketer.js'
import { showClicks } from '../../src/sandbox/demo/show/view.js'
import { createStage } from '../../src/sandbox/demo/stage.js'
import { composeOffer, sendOffer } from '../../src/sandbox/demo/story/campaign.js'
import { captionOf, demoWords } from '../../src/sandbox/demo/words.js'
import { pictureSize } from '../../src/sandbox/emulator/image.js'
import type { Accepted } from '../../src/sandbox/emulator/truth.js'
import { launchBrowser, noBrowser, openMessenger } from '../support/browser.js'

/** `UPDATE_PICTURE=1` paints it anew. */
const UPDATE = process.env['UPDATE_PICTURE'] === '1'
const PICTURE = 'docs/page.png'
const SIZE = { width: 1280, height: 800 }
const MOST_BYTES = 400_000
/** More people make a picture with bigger figures. */
const PEOPLE = UPDATE ? 320 : 90
const words = demoWords('en')
const title = captionOf(words.captionForOthers).caption.split('\n')[0] ?? ''

test('the README shows the picture', () => {
  const bytes = readFileSync(join(packageRoot(), PICTURE))
  expect(pictureSize(bytes)).toEqual(SIZE)
  expect(bytes.length).toBeLessThanOrEqual(MOST_BYTES)
  expect(readFileSync(join(packageRoot(), 'README.md'), 'utf8')).toContain(`](${PICTURE})`)
})

describe.skipIf(noBrowser !== null)(`the picture${noBrowser === null ? '' : ` (${noBrowser})`}`, () => {
  test('is the page in the middle of a sending', async () => {
    const stage = await createStage({
      language: 'en',
      people: PEOPLE,
      limits: null,
      delay: { min: 2_100, max: 3_000 },
      zone: 'Europe/Riga',
      page: { host: '127.0.0.1', port: 0 },
    })
    onTestFinished(() => stage.close())
    const { emulator, anna, marketer: ada } = stage
    const browser = await launchBrowser()
    onTestFinished(() => browser.close())
    const { page, marketer, subscriber, complaints } = await openMessenger(browser, emulator, stage.handled, {
      size: SIZE,
      query: '?lang=en',
    })

    showClicks(stage)
    anna.start()
    // As many a second as can be welcomed at once.
    await stage.people.join(27)
    await stage.handled()
    const hand = createMarketer({ emulator, person: ada, words, beat: 0, limited: false, did() {} })
    await composeOffer(stage, hand, () => {})
    await sendOffer(stage, hand, () => {})
    const progress = (await marketer.sees('▓')).locator('.text')
    const share = async () => Number(/(\d+) % ·/.exec((await progress.textContent()) ?? '')?.[1] ?? 0)
    await expect.poll(share, { interval: 100 }).toBeGreaterThan(UPDATE ? 60 : 20)
    const isOurs = (one: Accepted) => isOffer(one) && String(one.payload['caption']).startsWith(title)
    const offer = await emulator.waitFor(() => emulator.accepted().findLast(isOurs))
    emulator.page.pick(offer.chat)
    emulator.person(offer.chat).react(offer.message, '❤')
    await subscriber.sees(title)
    await subscriber.pane.locator('.reaction').waitFor()
    const photo = subscriber.pane.locator('.message img').last()
    await expect.poll(() => photo.evaluate(one => Reflect.get(one, 'naturalWidth'))).toBe(1_000)
    expect(await subscriber.pane.locator('.key').allTextContents()).toEqual([words.button, words.sizes, '🔕'])
    await page.mouse.move(0, 0)
    const bytes = await page.screenshot({ animations: 'disabled' })
    if (UPDATE) writeFileSync(join(packageRoot(), PICTURE), bytes)
    expect(pictureSize(bytes)).toEqual(SIZE)
    expect(complaints).toEqual([])
  })
})
