import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { availableParallelism, getPriority } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { interpretFile } from '../../src/crm/interpret.js'
import { lookAtFile } from '../../src/crm/look.js'
import { createPace } from '../../src/crm/pace.js'
import { type Following, interpret, lookAt } from '../../src/crm/reading.js'
import type { Mapping } from '../../src/crm/role.js'
import type { ResultRow } from '../../src/crm/scratch.js'
import { openFile } from '../../src/db/binding.js'
import { PATIENCE_MS } from '../../src/sandbox/emulator/patience.js'
import { withFile } from './table/opened.js'

const shop = { country: 'LV', currency: 'EUR' }
const reading = { country: 'LV', zone: 'Europe/Riga', now: Date.UTC(2026, 10, 29) }
const beside = { shop, remembered: () => null }

const people = [
  'Telegram ID;Имя;Телефон;Email',
  '700000001;Анна;+371 20 000 001;',
  '700000002;Борис;20000002;boris@example.org',
  'x;Вера;7,9991E+10;',
  '700000002;Борис;;b@example.org',
  '1;2;3;4;5',
  'Итого;;;4',
].join('\n')

/** What a scratch file says. */
function written<Row>(path: string, sql: string): Row[] {
  const sqlite = openFile(path, { readonly: true })
  try {
    return sqlite.prepare<[], Row>(sql).all()
  } finally {
    sqlite.close()
  }
}

describe('a file that somebody sent is read in a process of its own', () => {
  test('which says what it is, and then writes down who is in it', async () => {
    await withFile(people, async path => {
      const asked: string[][] = []
      const remembered = (headers: string[]) => {
        asked.push(headers)
        return null
      }
      const look = await lookAt(path, { shop, remembered })
      expect(asked).toEqual([['Telegram ID', 'Имя', 'Телефон', 'Email']])
      expect(look).toMatchObject({
        table: { container: 'csv', delimiter: ';', headerRow: 1, encoding: 'utf-8', certain: true },
        ...{ rows: 4, others: { too_many_cells: 1, totals: 1 } },
        recognition: { mapping: { kind: 'subscribers', roles: { telegram_id: [0], phone: [2], email: [3] } } },
      })
      expect(look.first[1]).toEqual({ line: 3, cells: ['700000002', 'Борис', '20000002', 'boris@example.org'] })

      const into = `${path}.scratch`
      const { counts, skipped } = await interpret(path, look, look.recognition.mapping, reading, into)
      expect([counts, skipped]).toMatchObject([
        { rows: 5, accepted: 3, leftOut: 2, skipped: 0, people: 2, reasons: { too_many_cells: 1 } },
        { totals: 1 },
      ])
      expect(statSync(into).mode & 0o777).toBe(0o600)
      expect(written<ResultRow>(into, 'select rowid, line, telegram_id, phone, email, first_name from result')).toEqual(
        [
          { rowid: 1, line: 2, telegram_id: 700000001, phone: '+37120000001', email: null, first_name: 'Анна' },
          {
            rowid: 2,
            line: 3,
            telegram_id: 700000002,
            phone: '+37120000002',
            email: 'boris@example.org',
            first_name: 'Борис',
          },
        ],
      )
      expect(written(into, 'select line, reason, cells from left_out order by line')).toMatchObject([
        { line: 4, cells: JSON.stringify(['x', 'Вера', '7,9991E+10', '']) },
        { line: 6, reason: 'too_many_cells', cells: '["1","2","3","4","5"]' },
      ])
      expect(written(into, "select json_extract(value, '$.people') as n from facts where key = 'counts'")).toEqual([
        { n: 2 },
      ])
      await expect(interpret(path, look, look.recognition.mapping, reading, into)).rejects.toThrow(/EEXIST/)
    })
  })

  test('which refuses with one sentence', async () => {
    await withFile('', async path => {
      await expect(lookAt(path, beside)).rejects.toMatchObject({ code: 'file_empty' })
    })
  })

  const large = `id;phone\n${Array.from({ length: 400_000 }, (_none, i) => `${700_000_000 + i};+3712${i}`).join('\n')}`

  test('whose end is one sentence too, and nobody is left behind', async () => {
    await withFile(large, async path => {
      const told: number[] = []
      const killed = follow({ onProgress: ({ rows, share }) => told.push(rows, share) }, child =>
        process.kill(child, 'SIGKILL'),
      )
      await expect(lookAt(path, beside, killed)).rejects.toMatchObject({ code: 'file_too_heavy' })
      expect(told.every(value => value >= 0)).toBe(true)
      expect(children()).toEqual([])
    })
  })

  test('that can be told to stop', async () => {
    await withFile(large, async path => {
      const cancel = new AbortController()
      const reason = new Error('cancelled')
      const stopped = follow({ signal: cancel.signal }, () => cancel.abort(reason))
      await expect(lookAt(path, beside, stopped)).rejects.toBe(reason)
      expect(children()).toEqual([])
      await expect(lookAt(path, beside, { signal: cancel.signal })).rejects.toBe(reason)
    })
  })
})

describe('what is read ahead', () => {
  /** A process that does nothing; raising its turn is for root, or for a machine that lets everybody. */
  function sleeper(): number {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 600_000)'], { stdio: 'ignore' })
    onTestFinished(() => void child.kill('SIGKILL'))
    return child.pid ?? 0
  }
  const mayRaise = process.platform === 'linux' && process.getuid?.() === 0

  test.skipIf(!mayRaise)(
    'stands behind until somebody waits; once it has ended nobody else is put forward in its place',
    () => {
      const [waitedFor, ended] = [sleeper(), sleeper()]
      const [pace, over] = [createPace(), createPace()]
      pace.begin(waitedFor)
      over.begin(ended)
      expect([getPriority(waitedFor), getPriority(ended)]).toEqual([10, 10])
      // Its number may be that of another process by now.
      over.end()
      over.hasten()
      pace.hasten()
      expect([getPriority(waitedFor), getPriority(ended)]).toEqual([0, 10])
    },
  )
})

describe('a long file is read while it is still looked at', () => {
  const lines = (n: number, day: (i: number) => string) =>
    `telegram_id,phone,subscribed_at\n${Array.from({ length: n }, (_, i) => `${700_000_000 + i},+3712${1_000_000 + i},${day(i)}\n`).join('')}`
  const tables = ['result', 'left_out'].map(name => `select * from ${name} order by rowid`)

  test.each([
    ['its end says the same as its beginning', lines(4_000, () => '2025-05-09'), true],
    ['its end says otherwise', lines(4_000, i => (i < 3_990 ? '03/04/2025' : '04/25/2025')), false],
  ])('and where %s, what comes of it is what comes of reading it afterwards', async (_name, text, same) => {
    await withFile(text, async path => {
      const [into, ahead, plain] = [`${path}.scratch`, `${path}.ahead`, `${path}.plain`]
      const look = await lookAt(path, { ...beside, ahead: { into: ahead, reading } })
      if (availableParallelism() > 1) await vi.waitFor(() => expect(existsSync(ahead)).toBe(true), PATIENCE_MS)
      const { mapping } = look.recognition
      const collected = await interpret(path, look, mapping, reading, into)
      expect(existsSync(ahead)).toBe(false)
      expect(statSync(into).mode & 0o777).toBe(0o600)
      expect(collected).toEqual(await interpretFile(path, {}, mapping, reading, plain, () => undefined))
      for (const sql of tables) expect(written(into, sql)).toEqual(written(plain, sql))
      expect(Object.values(mapping.dates)).toContain(same ? 'ymd' : 'mdy')
    })
  })

  test('and what nobody comes back for goes with the next look, or with one that is stopped', async () => {
    await withFile(
      lines(4_000, () => '2025-05-09'),
      async path => {
        const ahead = `${path}.ahead`
        await lookAt(path, { ...beside, ahead: { into: ahead, reading } })
        await lookAt(path, beside)
        expect(existsSync(ahead)).toBe(false)
        const stop = new AbortController()
        const looking = lookAt(path, { ...beside, ahead: { into: ahead, reading } }, { signal: stop.signal })
        stop.abort(new Error('left'))
        await expect(looking).rejects.toThrow('left')
        expect(existsSync(ahead)).toBe(false)
      },
    )
  })
})

describe('what is done in that process', () => {
  const no = () => undefined

  test('people who turn out to be one are one, numbered without gaps', async () => {
    const rows = [
      ...['Telegram ID;Phone;Name', '700000001;;Anna', ';+37120000002;Boris', ';+37120000001;Nobody'],
      ...['700000003;;Vera', '700000001;+37120000001;'],
    ]
    await withFile(rows.join('\n'), async path => {
      const { recognition } = await lookAtFile(path, {}, shop, async () => null, no)
      const into = `${path}.scratch`
      expect((await interpretFile(path, {}, recognition.mapping, reading, into, no)).counts.people).toBe(3)
      expect(written(into, 'select rowid, line, telegram_id as id, phone from result')).toEqual([
        { rowid: 1, line: 2, id: 700000001, phone: '+37120000001' },
        { rowid: 2, line: 3, id: null, phone: '+37120000002' },
        { rowid: 3, line: 5, id: 700000003, phone: null },
      ])
    })
  })

  test('orders find their people, also those who were two before', async () => {
    const rows = [
      ...[
        'Order number;Date;Phone;Email;Total;Product',
        '1;2026-11-01;+37120000001;;10.00;Tea',
        '2;2026-11-02;;b@example.org;20.00;Cup',
      ],
      ...[
        '3;2026-11-03;+37120000003;;30.00;Pot',
        '4;2026-11-04;+37120000001;b@example.org;40.00;Tea',
        '5;2026-11-05;;;50.00;Tea',
      ],
    ]
    await withFile(rows.join('\n'), async path => {
      const { recognition } = await lookAtFile(path, {}, shop, async () => null, no)
      const into = `${path}.scratch`
      const { counts } = await interpretFile(path, {}, recognition.mapping, reading, into, no)
      expect(counts).toMatchObject({ rows: 5, accepted: 4, leftOut: 1, people: 2, orders: 5 })
      expect(
        written(
          into,
          'select o.order_id as n, r.rowid as person, r.phone, o.total from result_orders o left join result r on r.rowid = o.person order by o.id',
        ),
      ).toEqual([
        { n: '1', person: 1, phone: '+37120000001', total: 1_000 },
        { n: '2', person: 1, phone: '+37120000001', total: 2_000 },
        { n: '3', person: 2, phone: '+37120000003', total: 3_000 },
        { n: '4', person: 1, phone: '+37120000001', total: 4_000 },
        { n: '5', person: null, phone: null, total: 5_000 },
      ])
    })
  })

  test('a file that was read before is read so again', async () => {
    await withFile(people, async path => {
      const { recognition } = await lookAtFile(path, {}, shop, async () => null, no)
      const mapping: Mapping = { ...recognition.mapping, roles: { phone: [2] } }
      const again = await lookAtFile(path, {}, shop, async () => mapping, no)
      expect(again.recognition).toMatchObject({ by: 'remembered', mapping })
    })
  })

  test('a mapping of another table is not used', async () => {
    await withFile('id;phone\n1;+37120000001\n', async path => {
      const { recognition } = await lookAtFile(path, {}, shop, async () => null, no)
      const mapping: Mapping = { ...recognition.mapping, roles: { phone: [7] } }
      await expect(interpretFile(path, {}, mapping, reading, `${path}.scratch`, no)).rejects.toMatchObject({
        code: 'file_broken',
      })
    })
  })
})

/** Does something as soon as the process is there. */
function follow(following: Following, then: (child: number) => void): Following {
  void (async () => {
    for (let i = 0; i < 1_000; i += 1) {
      const [child] = children()
      if (child !== undefined) return then(child)
      await wait(5)
    }
  })()
  return following
}

/** The processes that this one has started to read files. */
function children(): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(name => {
      try {
        const mine = new RegExp(`^PPid:\\s+${process.pid}$`, 'm').test(readFileSync(`/proc/${name}/status`, 'utf8'))
        return mine && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('reading-child')
      } catch {
        return false
      }
    })
    .map(Number)
}
