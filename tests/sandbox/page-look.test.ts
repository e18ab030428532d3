import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pageWords } from '../../src/sandbox/demo/words/page-words.js'
import { type Look, noBrowser } from '../support/browser.js'
import { ANNA, browserStage } from './page.stage.js'

const PHONE = { width: 390, height: 844 }

const POLLS = {
  en: {
    question: 'Which of our boots would you wear to work on a wet day?',
    options: ['Ankle boots with a zip', 'Rubber boots', 'Whatever is warm and does not let any water in', 'None'],
    explanation: 'Wet feet are cold feet: what lets no water in keeps the warmth.',
  },
  ru: {
    question: 'Какую обувь вы наденете на работу в дождливый день?',
    options: ['Ботильоны на молнии', 'Резиновые сапоги', 'Что угодно тёплое, лишь бы не промокало', 'Никакую'],
    explanation: 'Мокрые ноги мёрзнут: тепло держит то, что не пропускает воду.',
  },
} as const

/** Where pictures of the page are kept when somebody wants to look at them. */
const PICTURES = process.env['PAGE_PICTURES'] ?? null

describe.skipIf(noBrowser !== null)(`how the page looks${noBrowser === null ? '' : ` (${noBrowser})`}`, () => {
  const stage = browserStage()

  test('works by keyboard alone, and every control has a name', async () => {
    const { page, subscriber } = await stage.open()
    await subscriber.start()
    await subscriber.pane.locator('.key', { hasText: 'Tell me more' }).focus()
    await page.keyboard.press('Enter')
    await subscriber.sees('Boots, shoes')
    const nameless = await page.evaluate<string[]>(`[...document.querySelectorAll('button, a, input, textarea')]
      .filter(one => one.checkVisibility() && !(one.getAttribute('aria-label') || one.textContent.trim()))
      .map(one => one.outerHTML)`)
    expect(nameless).toEqual([])
  })

  test.each<[string, Look]>([
    ['desk-light-en', {}],
    ['desk-dark-ru', { dark: true, locale: 'ru-RU' }],
    ['phone-light-ru', { size: PHONE, touch: true, locale: 'ru-RU' }],
    ['phone-dark-en', { size: PHONE, touch: true, dark: true, query: `?right=${ANNA}&lang=en` }],
  ])('fits: %s', async (name, look) => {
    const { page, subscriber, marketer } = await stage.open(look)
    await marketer.start()
    await marketer.sendPhoto('Autumn boots, **20 % off**')
    await subscriber.start()
    await subscriber.send('/photo')
    await subscriber.send('Do you have them in **41**?')
    const russian = look.locale === 'ru-RU'
    expect(await page.locator('html').getAttribute('lang')).toBe(russian ? 'ru' : 'en')
    expect(await page.locator('.role').last().textContent()).toBe(russian ? 'Подписчик' : 'Subscriber')
    const sides = look.touch === true ? 1 : 2
    expect(await page.locator('.pane').filter({ visible: true }).count()).toBe(sides)
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    if (look.touch === true) {
      // All that stands above the chat is a fifth of the screen, whatever is said and offered there.
      const words = pageWords(russian ? 'ru' : 'en')
      stage.emulator.page.suggest([words.write, words.break, words.anna].map(one => ({ ...one, run() {} })))
      for (const caption of [
        words.yourTurn,
        words.handsOn,
        words.first,
        words.anna.now,
        words.break.now('http://127.0.0.1:65535/new-boots'),
      ]) {
        stage.emulator.page.setCaption(caption)
        await page.locator('.caption', { hasText: caption }).waitFor()
        await page.locator('.card').last().waitFor()
        const head = await page.locator('.panes').evaluate(one => Reflect.get(one, 'offsetTop'))
        expect(head, caption).toBeLessThanOrEqual(PHONE.height / 5)
      }
    }
    const { question, options, explanation } = russian ? POLLS.ru : POLLS.en
    const asked = options.map(text => ({ text }))
    // In the dark it is a quiz.
    const quiz = look.dark === true ? { type: 'quiz' as const, correct_option_ids: [2], explanation } : {}
    await stage.toy.bot.api.sendPoll(ANNA, question, asked, { is_anonymous: false, ...quiz })
    await subscriber.shown()
    const keep = async (part: string) => {
      if (PICTURES === null) return
      await page.screenshot({ path: join(PICTURES, `page-${name}${part}.png`), animations: 'disabled' })
    }
    const option = subscriber.pane.locator('.poll .option').first()
    await option.waitFor()
    await keep('-asked')
    await option.click()
    await option.locator('small').waitFor()
    if (look.dark === true) {
      const marks = await subscriber.pane.locator('.poll .mark').allTextContents()
      expect(marks).toEqual(['❌', '', '✅', ''])
      expect(await subscriber.pane.locator('.poll .explained').textContent()).toBe(explanation)
    }
    const wide = await page.evaluate<number>(
      "[...document.querySelectorAll('.scroller')].filter(one => one.scrollWidth > one.clientWidth).length",
    )
    expect(wide).toBe(0)
    await keep('')
  })
})
