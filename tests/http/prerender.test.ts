import { expect, onTestFinished, test } from 'vitest'
import { launchBrowser, noBrowser } from '../support/browser.js'
import { openDoor, TOKEN } from './door.js'

const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

test.skipIf(noBrowser !== null).each(['prefetch', 'prerender'])(
  'a link that a browser opens ahead of a press (%s) is opened by the press, once',
  async kind => {
    const asked: string[] = []
    const door = await openDoor({
      async redirect({ token, prefetch }) {
        asked.push(prefetch ? 'ahead' : 'pressed')
        if (token !== TOKEN) return { kind: 'unknown' }
        return prefetch ? { kind: 'early' } : { kind: 'found', url: `${door.base}/health?landed` }
      },
    })
    const browser = await launchBrowser()
    onTestFinished(() => browser.close())
    const context = await browser.newContext({ userAgent: AGENT })
    const page = await context.newPage()
    await page.goto(`${door.base}/health`)
    const path = `/r/${TOKEN}`
    const rules = JSON.stringify({ [kind]: [{ urls: [path], eagerness: 'immediate' }] })
    await page.addScriptTag({ type: 'speculationrules', content: rules })
    // A string, because the tests know no DOM.
    await page.evaluate(`document.body.insertAdjacentHTML('beforeend', '<a href="${path}">Boots</a>')`)
    await expect.poll(() => asked).toEqual(['ahead'])
    await page.click('text=Boots')
    await page.waitForURL('**/health?landed')
    expect(asked).toEqual(['ahead', 'pressed'])
  },
)
