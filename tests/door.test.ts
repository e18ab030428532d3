import { spawnSync } from 'node:child_process'
import { appendFileSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { systemClock } from '../src/clock.js'
import { parseConfig } from '../src/config.js'
import { openDb } from '../src/db/open.js'
import { BOT_NAME, createDoor } from '../src/door.js'
import { createMetrics } from '../src/http/metrics.js'
import { createLog } from '../src/log.js'
import { PATIENCE_MS } from '../src/sandbox/emulator/patience.js'
import { loadKeys } from '../src/tracking/key.js'
import { createTokens } from '../src/tracking/token.js'
import { freePort } from './support/product.js'
import { PHONE, seedCampaign, seedDelivery } from './tracking/campaign.js'

const PAGE = 4_096

/** A disk of 6 MB of its own; null where this user may not make one. */
function smallDisk(): string | null {
  const place = mkdtempSync(join(tmpdir(), 'segcast-disk-'))
  const made = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', place]).status === 0
  onTestFinished(() => {
    if (made) spawnSync('umount', ['-l', place])
    rmSync(place, { recursive: true, force: true })
  })
  return made ? place : null
}

const remount = (place: string, how: 'ro' | 'rw') => spawnSync('mount', ['-o', `remount,${how}`, place]).status === 0

function fill(place: string): void {
  for (const bytes of [PAGE * 16, PAGE, 1]) {
    try {
      for (;;) appendFileSync(join(place, 'filler'), Buffer.alloc(bytes, 1))
    } catch {}
  }
}

type Trouble = {
  name: string
  crashed: boolean
  begin: (place: string) => void
  end: (place: string) => void
  says: RegExp
}
const troubles: Trouble[] = [
  {
    name: 'a full disk',
    crashed: false,
    begin: fill,
    end: place => rmSync(join(place, 'filler')),
    says: /is full: make room/,
  },
  {
    name: 'a full disk after a crash',
    crashed: true,
    begin: fill,
    end: place => rmSync(join(place, 'filler')),
    says: /is full: make room/,
  },
  {
    name: 'a read-only mount',
    crashed: false,
    begin: place => void remount(place, 'ro'),
    end: place => void remount(place, 'rw'),
    says: /takes no writes/,
  },
  {
    name: 'a read-only mount after a crash',
    crashed: true,
    begin: place => void remount(place, 'ro'),
    end: place => void remount(place, 'rw'),
    says: /takes no writes/,
  },
]

test.each(troubles)('on $name links open, health says what is missing, and it goes on by itself', async trouble => {
  const place = smallDisk()
  // Only root may mount one.
  if (place === null) return
  const path = join(place, 'test.db')
  const seeded = await openDb(path)
  const tokens = createTokens(seeded.write(() => loadKeys(seeded, Date.now())))
  seedCampaign(seeded)
  seedDelivery(seeded, { id: 1 })
  seeded.write(() => void seeded.sql('insert into settings (key, value) values (?, ?)').run(BOT_NAME, '"boots_bot"'))
  const copy = join(place, 'copy')
  if (trouble.crashed) {
    mkdirSync(copy)
    for (const part of ['', '-wal']) copyFileSync(path + part, join(copy, `test.db${part}`))
  }
  await seeded.close()
  if (trouble.crashed) for (const part of ['', '-wal']) copyFileSync(join(copy, `test.db${part}`), path + part)
  expect(existsSync(`${path}-wal`)).toBe(trouble.crashed)
  trouble.begin(place)

  const port = await freePort()
  const config = parseConfig({
    BOT_TOKEN: `1000000:${'a'.repeat(35)}`,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
    DATABASE_PATH: path,
    PORT: String(port),
  })
  const lines: string[] = []
  const log = createLog('info', line => lines.push(line))
  const door = createDoor({ config, clock: systemClock, log, metrics: createMetrics(), instance: 'me' })
  onTestFinished(() => door.close())
  const stopping = new AbortController()
  onTestFinished(() => stopping.abort())
  let opened = false
  const opening = door.openDb(stopping.signal)
  void opening.then(
    () => {
      opened = true
    },
    () => undefined,
  )
  const health = () => fetch(`${config.publicUrl}/health`)
  await vi.waitFor(async () => expect((await health()).status).toBe(503), PATIENCE_MS)
  expect(await (await health()).json()).toMatchObject({
    instance: 'me',
    ok: false,
    missing: expect.stringMatching(trouble.says),
  })
  for (let i = 0; i < 3; i++) {
    const answer = await fetch(`${config.publicUrl}/r/${tokens.delivery(1, 1)}`, { redirect: 'manual' })
    expect(answer.status).toBe(302)
  }
  expect(await (await health()).json()).toMatchObject({ clicksWaiting: 3 })
  const visit = await fetch(`${config.publicUrl}/s/vk_spring`, { redirect: 'manual', headers: { 'user-agent': PHONE } })
  expect(visit.headers.get('location')).toBe('https://t.me/boots_bot?start=vk_spring')
  expect((await fetch(`${config.publicUrl}/r/${'x'.repeat(28)}`)).status).toBe(404)
  expect(opened).toBe(false)
  expect(lines.filter(line => trouble.says.test(line))).toHaveLength(1)
  expect(lines.join()).not.toContain('    at ')

  trouble.end(place)
  const { db } = await opening
  onTestFinished(() => db.close())
  await vi.waitFor(
    () => expect(db.sql<{ n: number }>('select count(*) as n from clicks').get()?.n).toBe(3),
    PATIENCE_MS,
  )
  const visits = 'select source_id as source, verdict, n from source_visits'
  await vi.waitFor(() => expect(db.sql(visits).all()).toEqual([{ source: 0, verdict: 'human', n: 1 }]), PATIENCE_MS)
  expect((await fetch(`${config.publicUrl}/r/${tokens.delivery(1, 1)}`, { redirect: 'manual' })).status).toBe(302)
})
