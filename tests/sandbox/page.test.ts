import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { drawPicture } from '../../src/sandbox/emulator/picture.js'
import { noBrowser } from '../support/browser.js'
import { ANNA, BORIS, browserStage, VERA } from './page.stage.js'

describe.skipIf(noBrowser !== null)(`the page in a browser${noBrowser === null ? '' : ` (${noBrowser})`}`, () => {
  const stage = browserStage()

  test('start, press, and see a message change and go away; taps and messages are counted', async () => {
    const { page, subscriber, marketer } = await stage.open()
    await subscriber.start()
    expect(await subscriber.labels()).toEqual(['Tell me more', 'Alert', 'Our shop'])
    await subscriber.press('Tell me more')
    expect(await subscriber.text()).toBe('Boots, shoes and everything for them.')
    expect(await page.locator('.toast').textContent()).toBe('There you are')
    const changed = await subscriber.sees('Boots, shoes')
    expect(await changed.locator('.meta').textContent()).toContain('edited')
    await subscriber.press('Take it away')
    expect(await subscriber.text()).toBe('/start')
    await subscriber.send('Thanks')
    expect([subscriber.taps, subscriber.messages, marketer.taps]).toEqual([3, 1, 0])
    expect(await page.locator('[data-count="presses"]').textContent()).toBe('2')
    expect(await page.locator('[data-count="delivered"]').textContent()).toBe('2')
  })

  test('an alert waits to be confirmed', async () => {
    const { page, subscriber } = await stage.open()
    await subscriber.start()
    await subscriber.press('Alert')
    const alert = page.locator('.dialog')
    expect(await alert.locator('.alert-text').textContent()).toBe('This needs your attention.')
    await alert.locator('.primary').click()
    await alert.waitFor({ state: 'detached' })
  })

  test('a press shows the clock until the bot answers', async () => {
    const { page, subscriber } = await stage.open()
    await subscriber.start()
    stage.emulator.setLatency({ min: 1_000, max: 1_000 })
    const key = subscriber.pane.locator('.key', { hasText: 'Tell me more' })
    await key.click()
    await page.locator('.key[aria-busy="true"]').waitFor()
    stage.emulator.setLatency(null)
    await subscriber.sees('Boots, shoes')
  })

  test('every look of a text is an element, and nothing in it is markup', async () => {
    const { subscriber } = await stage.open()
    await subscriber.start()
    await subscriber.send('/looks')
    const message = await subscriber.sees('Bold')
    for (const [tag, words] of [
      ['strong', 'Bold'],
      ['em', 'italic'],
      ['u', 'under'],
      ['s', 'struck'],
      ['blockquote', 'Best boots I ever had.'],
      ['pre code', 'boots(20)'],
      ['button.spoiler', 'secret'],
      ['a[href="https://shop.example/boots"]', 'a link'],
      ['a[href="http://shop.example/"]', 'shop.example'],
    ] as const) {
      expect(await message.locator(tag).first().textContent(), tag).toBe(words)
    }
    expect(await message.locator('img').count()).toBe(0)
    expect(await message.textContent()).toContain('<img src=x onerror=alert(1)>')
    await message.locator('.spoiler').click()
    expect(await message.locator('.revealed').textContent()).toBe('secret')
    await message.locator('button.link', { hasText: '/help' }).click()
    await subscriber.sees('You said “/help”')
  })

  test('a mention of somebody known brings them in; a link opens a tab and is counted', async () => {
    const { page, subscriber } = await stage.open()
    await subscriber.start()
    const { url, title } = await subscriber.open('Our shop')
    expect([url, title]).toEqual([`${stage.emulator.apiRoot}/control/health`, ''])
    await page.locator('[data-count="clicks"]', { hasText: '1' }).waitFor()
    stage.emulator.user({ id: BORIS, firstName: 'Boris', username: 'ann_k' })
    await subscriber.send('/looks')
    await subscriber.pane.locator('button.link', { hasText: '@ann_k' }).click()
    await page.locator(`.pane[data-person="${BORIS}"]`).waitFor()
  })

  test('a photo, the sample, files and stickers', async () => {
    const { page, marketer } = await stage.open()
    await marketer.start()
    const path = join(mkdtempSync(join(tmpdir(), 'page-')), 'boots.png')
    writeFileSync(path, drawPicture(600, 400, [200, 100, 50], [20, 20, 60]))
    await marketer.sendPhoto('Autumn **boots**', path)
    expect(await marketer.text()).toBe('A photo with “Autumn boots”')
    expect(stage.emulator.chat(VERA).at(-2)).toMatchObject({
      caption_entities: [{ type: 'bold', offset: 7, length: 5 }],
    })
    const image = '[...document.querySelectorAll(".picture img")].at(-1)'
    expect(await page.evaluate<number>(`${image}.decode().then(() => ${image}.naturalWidth)`)).toBe(600)
    await marketer.sendPhoto('')
    expect(stage.emulator.chat(VERA).at(-2)?.photo?.at(-1)).toMatchObject({ width: 960 })
    await marketer.pane.locator('input[data-files="document"]').setInputFiles(path)
    await page.locator('.parcel .primary').click()
    await marketer.sees('A file boots.png')
    await page.locator('.pane[data-side="marketer"] .field .icon-button').first().click()
    await page.getByRole('menuitem', { name: 'Sticker' }).click()
    await page.locator('.react-strip button').first().click()
    await marketer.sees('I cannot read that.')
  })

  test('reply, edit by the up arrow, react, delete', async () => {
    const { page, subscriber } = await stage.open()
    await subscriber.start()
    await subscriber.send('Frist')
    const input = subscriber.pane.locator('.field textarea')
    await input.press('ArrowUp')
    expect(await input.inputValue()).toBe('Frist')
    await input.fill('First')
    await input.press('Enter')
    await subscriber.sees('You mean “First”')
    const choose = async (words: string, item: string) => {
      const message = await subscriber.sees(words)
      await message.hover()
      await message.locator('.actions').click()
      await page
        .locator('.menu')
        .getByRole(item.length > 2 ? 'menuitem' : 'button', { name: item })
        .click()
    }
    await choose('Hello!', '🔥')
    await subscriber.sees('Thank you')
    expect(await (await subscriber.sees('Hello!')).locator('.reaction').textContent()).toBe('🔥')
    await choose('Hello!', 'Reply')
    await subscriber.send('About that')
    expect(stage.emulator.chat(ANNA).findLast(one => !one.from.is_bot)?.reply_to_message?.text).toContain('Hello!')
    await choose('About that', 'Delete')
    await subscriber.pane.locator('.message:not(.leaving)', { hasText: /^About that/ }).waitFor({ state: 'detached' })
  })

  test('the commands menu and a keyboard instead of the own one', async () => {
    const { subscriber } = await stage.open()
    await subscriber.start()
    await subscriber.pane.locator('.field textarea').fill('/lo')
    await subscriber.pane.locator('.command-list button').click()
    await subscriber.sees('Bold')
    await subscriber.send('/keys')
    await subscriber.pane.locator('.reply-keyboard .key', { hasText: 'Left' }).click()
    await subscriber.sees('You said “Left”')
    await subscriber.pane.locator('.reply-keyboard .key', { hasText: 'My number' }).click()
    await subscriber.sees('A number')
  })

  test('block, restart, and start with a source', async () => {
    const { page, subscriber } = await stage.open()
    await subscriber.start()
    const more = async (item: string) => {
      await subscriber.pane.locator('.pane-head .icon-button').click()
      await page.getByRole('menuitem', { name: item }).click()
    }
    await more('Stop and block')
    const restart = subscriber.pane.getByRole('button', { name: 'Restart the bot' })
    await restart.waitFor()
    expect(stage.emulator.person(ANNA).state()).toBe('blocked')
    await subscriber.start()
    expect(stage.emulator.person(ANNA).state()).toBe('open')
    await more('Start with a source')
    await page.locator('.dialog input').fill('fb_spring')
    await page.locator('.dialog input').press('Enter')
    await subscriber.sees('Hello from fb_spring!')
  })

  test('a poll is answered and taken back, and one is made from the clip', async () => {
    const { page, subscriber, marketer } = await stage.open()
    await subscriber.start()
    const asked = ['36', '37', '38'].map(text => ({ text }))
    const more = { is_anonymous: false, allows_multiple_answers: true, description: 'The last pairs' }
    const { message_id: id } = await stage.toy.bot.api.sendPoll(ANNA, 'Which sizes?', asked, more)
    await subscriber.shown()
    const poll = subscriber.pane.locator('.poll')
    const option = (text: string) => poll.locator('.option', { hasText: text })
    const chosen = () => stage.emulator.chat(ANNA).find(one => one.message_id === id)?.poll
    await option('36').click()
    await option('38').click()
    await option('36').click()
    await poll.getByRole('button', { name: 'Vote' }).click()
    await expect.poll(() => option('38').textContent()).toContain('100 %')
    expect(await option('36').isDisabled()).toBe(true)
    expect(await poll.textContent()).toContain('1 vote')
    expect(chosen()?.total_voter_count).toBe(1)
    await poll.getByRole('button', { name: 'Take the answer back' }).click()
    await expect.poll(() => option('38').isEnabled()).toBe(true)
    expect(chosen()?.total_voter_count).toBe(0)
    await marketer.start()
    await marketer.pane.getByRole('button', { name: 'Attach' }).click()
    await page.locator('.menu').getByText('Poll').click()
    await page.locator('.dialog').getByLabel('What do you ask?').fill('Which is warm?')
    await page.locator('.dialog textarea').fill('Sandals\n* Boots')
    await page.locator('.dialog .primary').click()
    const quiz = { question: 'Which is warm?', type: 'quiz', correct_option_ids: [1], allows_multiple_answers: false }
    await expect.poll(() => stage.emulator.chat(VERA).findLast(one => one.poll !== undefined)?.poll).toMatchObject(quiz)
  })

  test('be somebody else: found by name, unread counted, drafts kept, new people join', async () => {
    const { page, subscriber } = await stage.open()
    await subscriber.start()
    stage.emulator.person(BORIS).start()
    await stage.toy.settled()
    await subscriber.pane.locator('.field textarea').fill('half a thought')
    await subscriber.pane.locator('.who-am-i').click()
    expect(await page.locator('.person', { hasText: 'Boris' }).locator('.badge').textContent()).toBe('1')
    await page.keyboard.press('Escape')
    await subscriber.become('Boris')
    await expect.poll(() => subscriber.pane.locator('.field textarea').inputValue()).toBe('')
    expect(page.url()).toContain(`right=${BORIS}`)
    await subscriber.become('Petrova')
    await expect.poll(() => subscriber.pane.locator('.field textarea').inputValue()).toBe('half a thought')
    await subscriber.pane.locator('.who-am-i').click()
    await page.locator('.picker input').fill('Clara')
    await page.getByRole('button', { name: 'Join as “Clara”' }).click()
    await subscriber.start()
    expect(stage.emulator.people().at(-1)?.profile().first_name).toBe('Clara')
  })

  test('who reads old messages is not thrown to the end; everybody else is', async () => {
    const { page, subscriber } = await stage.open()
    await subscriber.start()
    for (let i = 0; i < 30; i++) await stage.toy.bot.api.sendMessage(ANNA, `number ${i}`)
    await subscriber.shown()
    const scroller = subscriber.pane.locator('.scroller')
    const fromEnd = () =>
      page.evaluate<number>(`(one => one.scrollHeight - one.scrollTop - one.clientHeight)(
        document.querySelector('.pane[data-side="subscriber"] .scroller'))`)
    expect(await fromEnd()).toBeLessThan(3)
    await scroller.hover()
    await page.mouse.wheel(0, -600)
    await subscriber.pane.locator('.newest.there').waitFor()
    const before = await fromEnd()
    await stage.toy.bot.api.sendMessage(ANNA, 'news')
    await subscriber.pane.locator('.newest .badge', { hasText: '1' }).waitFor()
    expect(await fromEnd()).toBeGreaterThan(before)
    await subscriber.pane.locator('.newest').click()
    await subscriber.pane.locator('.newest:not(.there)').waitFor({ state: 'attached' })
  })

  test('whoever does something in a chat stays there, unless they want to try something', async () => {
    const { page, subscriber } = await stage.open()
    const right = (person: number) => page.locator(`.pane[data-side="subscriber"][data-person="${person}"]`)
    // What is picked before the page listens is not for it.
    await right(ANNA).waitFor()
    stage.emulator.page.pick(BORIS)
    await right(BORIS).waitFor()
    await subscriber.become('Anna')
    stage.emulator.page.suggest([{ label: 'Boris', description: 'again', run: () => stage.emulator.page.pick(BORIS) }])
    stage.emulator.page.pick(BORIS)
    stage.emulator.page.setCaption('Boris it would be')
    // What was told before is heard before.
    await page.locator('.caption', { hasText: 'Boris' }).waitFor()
    expect(await right(ANNA).count()).toBe(1)
    expect(stage.emulator.page.visited()).toBe(false)
    await page.locator('.card').click()
    await right(BORIS).waitFor()
    await subscriber.start()
    expect(stage.emulator.page.visited()).toBe(true)
  })

  test('a pause of Telegram with its clock, a caption, and things to try', async () => {
    const { page, subscriber } = await stage.open()
    stage.emulator.fault({ kind: 'limit', retryAfter: 3, times: 1, methods: ['sendMessage'] })
    await stage.toy.bot.api.sendMessage(ANNA, 'x').catch(() => {})
    const rest = page.locator('.rest')
    await rest.waitFor()
    expect(await rest.textContent()).toMatch(/Telegram asks the bot to wait[123] s/)
    stage.emulator.page.setCaption('Five hundred people join')
    await page.locator('.caption', { hasText: 'Five hundred' }).waitFor()
    stage.emulator.page.suggest([
      { label: 'Be Boris', description: 'stop and come back', run: () => stage.emulator.page.pick(BORIS) },
    ])
    await page.locator('.card').click()
    await page.locator(`.pane[data-person="${BORIS}"]`).waitFor()
    await subscriber.start()
    await rest.waitFor({ state: 'hidden' })
  })
})
