import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { launchBrowser, noBrowser, openMessenger } from '../support/browser.js'
import { ADMIN, approveBroadcast } from '../support/campaign.js'
import { stageProduct, until } from '../support/product.js'

const ANNA = 42
/** A click sooner after the message came is not believed to be a person's. */
const BELIEVED_MS = 2_100
const PICTURES = process.env['PAGE_PICTURES'] ?? null

describe.skipIf(noBrowser !== null)('the product on the page', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  test('an offer comes with a button that really opens, counted as a person’s click; its draft card is filled by hand', async () => {
    const stage = await stageProduct({ emulator: { marketer: ADMIN, name: 'Boot shop' }, admin: { lastName: 'Stone' } })
    const anna = stage.hand({ id: ANNA, firstName: 'Anna', lastName: 'Petrova', username: 'anna_p', language: 'en' })
    await anna.start('fb_spring')
    const { page, marketer, subscriber, complaints, close } = await openMessenger(
      browser,
      stage.emulator,
      stage.settled,
    )
    onTestFinished(close)
    approveBroadcast(stage.db(), 1, stage.clock.now())
    const offer = await subscriber.sees('Autumn boots are here, Anna.')
    expect(await offer.locator('strong').textContent()).toBe('Autumn boots')
    await page.waitForTimeout(BELIEVED_MS)
    // Where it leads is outside, so that only the way there can be seen.
    const asked: string[] = []
    page.context().on('request', request => {
      if (request.isNavigationRequest()) asked.push(request.url())
    })
    await subscriber.open('Choose')
    expect(asked[0]?.startsWith(`${stage.config.publicUrl}/r/`)).toBe(true)
    expect(new URL(asked[1] ?? '').hostname).toBe('shop.example')
    await until(() => stage.count("clicks where verdict = 'human'"), 'the click')

    await marketer.send('/new')
    await marketer.press('Message')
    await marketer.sendPhoto('Winter boots, **20 % off** until Sunday')
    await marketer.shown()
    await page.waitForTimeout(300)
    if (PICTURES !== null) {
      await page.screenshot({ path: join(PICTURES, 'product.png'), animations: 'disabled' })
      await page.setViewportSize({ width: 390, height: 844 })
      await page.waitForTimeout(300)
      await page.screenshot({ path: join(PICTURES, 'product-phone.png'), animations: 'disabled' })
    }
    expect(complaints).toEqual([])
  })
})
