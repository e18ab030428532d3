import { describe, expect, test } from 'vitest'
import type { Status } from '../../src/sandbox/page/protocol.js'
import { ANNA, BORIS, serverStage, VERA } from './page.stage.js'

const stage = serverStage()

describe('people to be', () => {
  test('found by any part of the name, with what they have not read, without the marketer', async () => {
    await stage.say(ANNA, 'one')
    const last = await stage.say(ANNA, 'two\nlines')
    expect(await stage.people()).toMatchObject({
      total: 2,
      people: [
        { id: ANNA, name: 'Anna Petrova', unread: 2, state: 'open', last: { own: false, text: 'two lines' } },
        { id: BORIS, unread: 0, state: 'stranger', last: null },
      ],
    })
    await stage.act({ act: 'read', user: ANNA, message: last })
    expect((await stage.people('PETR')).people).toMatchObject([{ id: ANNA, unread: 0 }])
    expect((await stage.people('борис')).people).toMatchObject([{ id: BORIS }])
    expect((await stage.people('@anna_p')).total).toBe(1)
    expect(await stage.people('vera')).toEqual({ people: [], total: 0 })
  })

  test('somebody new joins', async () => {
    const made = await stage.act({ act: 'join', name: ' Clara ', language: 'en' })
    expect((await stage.people('Clara')).people).toMatchObject([made])
  })

  test('the demo brings somebody in and offers things to try', async () => {
    const page = await stage.listen()
    await page.next('status')
    stage.emulator.page.pick(BORIS)
    expect(await page.next('pick')).toEqual({ person: BORIS })
    expect(await (await stage.listen()).next('hello')).toMatchObject({ right: BORIS, front: 'subscriber' })
    stage.emulator.page.pick(VERA)
    expect(await (await stage.listen()).next('hello')).toMatchObject({ right: BORIS, front: 'marketer' })
    const tried = new Promise<string>(resolve => {
      stage.emulator.page.suggest([
        { label: 'A', description: 'a', run: () => resolve('A') },
        { label: 'B', description: 'b', run: () => resolve('B') },
      ])
    })
    stage.emulator.page.setCaption('Now: 500 people join')
    const status = await page.next<Status>('status', body => body.caption !== null)
    expect(status.suggestions.map(one => one.label)).toEqual(['A', 'B'])
    await stage.act({ act: 'try', n: 2 })
    expect(await tried).toBe('B')
  })

  test('another marketer makes pages connect anew', async () => {
    const page = await stage.listen()
    await page.next('status')
    stage.emulator.page.setMarketer(BORIS)
    await page.ended()
    expect(await (await stage.listen()).next('hello')).toMatchObject({ marketer: BORIS, left: BORIS })
  })
})

describe('what is served', () => {
  test('the page allows nothing from outside', async () => {
    const response = await fetch(`${stage.emulator.apiRoot}/`)
    const html = await response.text()
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
    expect(html).not.toMatch(/https?:\/\//)
    const parts = [...html.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(match => match[1] ?? '')
    expect(parts.length).toBeGreaterThan(5)
    for (const part of parts) expect((await fetch(stage.emulator.apiRoot + part)).status, part).toBe(200)
  })

  test.each(['/page/main.ts', '/page/../page.ts', '/page/%2e%2e%2fpage.js', '/page/nothing.js', '/page/file/x'])(
    '%s is not there',
    async path => {
      expect((await fetch(stage.emulator.apiRoot + path)).status).toBe(404)
    },
  )

  test('pictures are shown, in stretches too; what could run is a download', async () => {
    const photo = stage.emulator.person(ANNA).sendPhoto()
    const image = await fetch(`${stage.emulator.apiRoot}/page/file/${photo.photo?.at(-1)?.file_id}`, {
      headers: { range: 'bytes=1-3' },
    })
    expect(image.status).toBe(206)
    expect(image.headers.get('content-type')).toBe('image/png')
    expect(await image.text()).toBe('PNG')
    const file = stage.emulator
      .person(ANNA)
      .sendDocument({ name: 'x.html', type: 'text/html', bytes: Buffer.from('<script>1</script>') })
    const page = await fetch(`${stage.emulator.apiRoot}/page/file/${file.document?.file_id}`)
    expect(page.headers.get('content-type')).toBe('application/octet-stream')
    expect(page.headers.get('content-disposition')).toBe('attachment')
    expect(page.headers.get('content-security-policy')).toContain('sandbox')
  })
})
