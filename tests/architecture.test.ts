import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { getTableColumns } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { packageRoot } from '../src/db/root.js'
import * as schema from '../src/db/schema/index.js'
import { KINDS } from '../src/segments/kinds/all.js'
import type { Menu } from '../src/segments/kinds/slot.js'

const src = join(packageRoot(), 'src')
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'))
const contexts = ['audience', 'segments', 'offers', 'tracking', 'delivery', 'crm', 'reports']
const leaves = ['errors', 'clock', 'log', 'text', 'statistics', 'signals', 'callback-data']

/** Who may import whom; leaf files are free to all. */
const allowed: Record<string, readonly string[]> = {
  db: [],
  text: [],
  statistics: [],
  errors: [],
  clock: [],
  log: [],
  signals: [],
  'callback-data': [],
  config: [],
  audience: ['db'],
  tracking: ['db'],
  offers: ['db'],
  segments: ['db', 'audience'],
  reports: ['db', 'segments', 'offers', 'crm'],
  crm: ['db', 'audience', 'tracking'],
  delivery: ['db', 'audience', 'segments', 'offers', 'tracking'],
  jobs: ['db', ...contexts],
  bot: ['db', 'config', ...contexts],
  http: ['tracking', 'crm', 'reports'],
  door: ['db', 'config', 'audience', 'crm', 'http', 'offers', 'tracking'],
  dock: ['db', 'bot', 'crm', 'delivery', 'tracking'],
  revision: ['db', 'audience'],
  sandbox: [],
  upkeep: ['db', 'delivery', 'bot', 'crm'],
  timetable: ['db', 'jobs', 'bot', ...contexts],
  app: ['db', 'config', 'jobs', 'timetable', 'bot', 'http', 'dock', 'door', 'revision', ...contexts],
  main: ['app', 'config', 'db', 'upkeep'],
}

const libraries: readonly [RegExp, (file: string) => boolean][] = [
  [/^(grammy|@grammyjs\/)/, file => /^(bot|sandbox)\//.test(file)],
  [/^better-sqlite3(-\d+)?$/, file => file.startsWith('db/')],
  [/^node-cron$/, file => file === 'jobs.ts'],
]

function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(match => match[1] ?? '')
}

/** Those of our own files that a file imports, types included. */
function oursIn(file: string): string[] {
  return importsOf(file)
    .filter(name => name.startsWith('.'))
    .map(name => target(file, name))
    .filter(name => name.endsWith('.ts'))
}

/** The first folder of a file, or its name where it stands alone. */
function room(file: string): string {
  const [first = ''] = file.split('/')
  return first.replace(/\.ts$/, '')
}

function target(file: string, imported: string): string {
  return relative(src, resolve(src, dirname(file), imported)).replace(/\.js$/, '.ts')
}

describe('imports go one way only', () => {
  test.each(files)('%s', file => {
    const wrong = oursIn(file).filter(to => {
      const [from, other] = [room(file), room(to)]
      if (from === other || leaves.includes(other)) return false
      if (file.startsWith('sandbox/demo') || file.startsWith('sandbox/seed')) return false
      return !(allowed[from] ?? []).includes(other)
    })
    expect(wrong).toEqual([])
  })

  test.each(files)('%s uses only the libraries of its room', file => {
    const wrong = importsOf(file).filter(name => libraries.some(([library, may]) => library.test(name) && !may(file)))
    expect(wrong).toEqual([])
  })

  test('requests go through an agent of ours: what Node itself puts in place of undici’s refuses our options', () => {
    const others = files.filter(file =>
      [...readFileSync(join(src, file), 'utf8').matchAll(/import \{([^}]*)\} from 'undici'/g)].some(match =>
        (match[1] ?? '').split(',').some(name => !['Agent', 'buildConnector'].includes(name.trim())),
      ),
    )
    expect(others).toEqual([])
  })

  test('no file imports, by however many others, what imports it: types count too', () => {
    const done = new Set<string>()
    const circleFrom = (file: string, way: readonly string[]): string[] => {
      if (way.includes(file)) return [...way.slice(way.indexOf(file)), file]
      if (done.has(file)) return []
      for (const next of oursIn(file)) {
        const circle = circleFrom(next, [...way, file])
        if (circle.length > 0) return circle
      }
      done.add(file)
      return []
    }
    expect(files.map(file => circleFrom(file, [])).filter(circle => circle.length > 0)).toEqual([])
  })

  test('the environment is read at the entries only', () => {
    const readers = files.filter(file => /process\.env/.test(readFileSync(join(src, file), 'utf8')))
    expect(readers.filter(file => file !== 'main.ts' && !file.startsWith('sandbox/'))).toEqual([])
  })
})

test('what each role may press is known of every room', () => {
  const rooms = files.filter(file => /^bot\/(admin\/.+|replies)\/addresses\.ts$/.test(file))
  const known = new Set(oursIn('bot/admin/addresses.ts'))
  expect(rooms.length).toBeGreaterThan(30)
  expect(rooms.filter(file => !known.has(file))).toEqual([])
})

describe('only its owner writes a table', () => {
  const owners = new Map<string, string>()
  const exported = new Map<string, string>()
  for (const file of files.filter(name => name.startsWith('db/schema/') && !name.endsWith('index.ts'))) {
    const owner = room(file.replace('db/schema/', ''))
    for (const match of readFileSync(join(src, file), 'utf8').matchAll(
      /export const (\w+) = sqliteTable\(\s*'(\w+)'/g,
    )) {
      exported.set(match[1] ?? '', owner)
      owners.set(match[2] ?? '', owner)
    }
  }

  test('the schema was read', () => {
    expect(owners.get('subscribers')).toBe('audience')
    expect(owners.get('deliveries')).toBe('delivery')
    expect(owners.size).toBeGreaterThan(15)
  })

  test.each(files.filter(file => !file.startsWith('db/') && !file.startsWith('sandbox/')))('%s', file => {
    const text = readFileSync(join(src, file), 'utf8')
    const sqlWrites = [
      ...text.matchAll(/\b(?:insert(?: or \w+)? into|update|delete from|replace into)\s+(?:main\.)?"?(\w+)"?/gi),
    ]
      .map(match => match[1] ?? '')
      .filter(table => owners.has(table) && owners.get(table) !== room(file))
    const ormWrites = [...text.matchAll(/\.(?:insert|update|delete)\((?:schema\.)?(\w+)\)/g)]
      .map(match => match[1] ?? '')
      .filter(table => exported.has(table) && exported.get(table) !== room(file))
    expect([...sqlWrites, ...ormWrites]).toEqual([])
  })
})

describe('the schema says what a column may hold', () => {
  const enums = new Map(
    Object.entries(schema).flatMap(([name, table]) =>
      Object.values(getTableColumns(table)).flatMap(({ name: column, enumValues = [] }) =>
        enumValues.length < 2 ? [] : [[enumValues.toSorted().join(), `${name}.${column}`] as const],
      ),
    ),
  )
  const words = (text: string) => [...text.matchAll(/'(\w+)'/g)].map(match => match[1] ?? '')

  test('the columns were read', () => {
    expect(enums.get('cancelled,paid,pending,refunded')).toBe('orders.status')
    expect(enums.size).toBeGreaterThan(20)
  })

  // The sandbox is Telegram and its people, and knows nothing of the database.
  test.each(files.filter(file => !/^(db\/schema|sandbox)\//.test(file)))('%s takes it from there', file => {
    const text = readFileSync(join(src, file), 'utf8')
    const copies = [...text.matchAll(/'\w+'(?:\s*\|\s*'\w+')+|\[\s*'\w+'(?:,\s*'\w+')+,?\s*\]/g)]
      .map(([union]) => enums.get([...new Set(words(union))].sort().join()))
      .filter(column => column !== undefined)
    expect(copies).toEqual([])
  })
})

describe('a kind of condition is one file', () => {
  const folder = 'segments/kinds/'
  const common = ['all', 'kind', 'slot', 'complement', 'buttons'].map(name => `${folder}${name}.ts`)
  const importedBy = (file: string) =>
    [...readFileSync(join(src, file), 'utf8').matchAll(/^(?:import|export)\s+(type\s+)?[^;]*?from '(\.[^']+)'/gm)].map(
      ([, type, name = '']) => ({ onlyType: type !== undefined, file: target(file, name), by: file }),
    )

  test('each file is in the list, under the name that it has, in the room of its first button', () => {
    const kinds = files.filter(file => file.startsWith(folder) && !common.includes(file))
    const kebab = (name: string) => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
    const rooms: Record<string, Menu> = { everyone: 'more', listed: 'groups' }
    const named = KINDS.map(({ name, builder }) => {
      const menu = builder.entries[0]?.menu ?? rooms[name]
      return `${folder}${menu}/${kebab(name)}.ts`
    })
    expect(kinds.sort()).toEqual(named.sort())
  })

  test('whoever deals with conditions asks the list, and no other file names a kind', () => {
    const wrong = files
      .filter(file => !file.startsWith(folder))
      .flatMap(importedBy)
      .filter(({ onlyType, file }) => !onlyType && file.startsWith(folder) && !common.includes(file))
    expect(wrong).toEqual([])
  })

  test('nothing tells kinds apart by itself, where a new one would fall through', () => {
    const wrong = files.filter(file => /switch \([^)]*\bleaf(?:\.leaf)?\)/.test(readFileSync(join(src, file), 'utf8')))
    expect(wrong).toEqual([])
  })
})

describe('rooms of the team’s door', () => {
  const door = 'bot/admin/'
  const joints = ['bot/bot.ts', ...['addresses.ts', 'notices.ts', 'site-map.ts'].map(name => door + name)]
  /** What an `addresses.ts` may stand on, beside words of the contexts. */
  const stands = ['bot/address.ts', 'bot/card.ts', 'callback-data.ts']
  const leavesOfRooms = files.filter(file => /(^|\/)addresses\.ts$/.test(file) && !joints.includes(file))
  const folderOf = (file: string) => /^bot\/admin\/[^/]+\//.exec(file)?.[0] ?? null
  const rooms = new Set(leavesOfRooms.map(folderOf))
  rooms.delete(null)
  /** The room that a file belongs to; null for what is nobody's: what several rooms say, read, show or do. */
  const roomOf = (file: string) => [...rooms].find(folder => folder !== null && file.startsWith(folder)) ?? null

  test('all were found', () => {
    expect(rooms.size).toBeGreaterThan(12)
    expect(roomOf(`${door}segments/builder/level.ts`)).toBe(`${door}segments/`)
    expect(roomOf(`${door}words/name.ts`)).toBeNull()
  })

  test.each(leavesOfRooms)('%s is a leaf', file => {
    const wrong = oursIn(file).filter(to => !stands.includes(to) && !contexts.includes(room(to)))
    expect(wrong).toEqual([])
  })

  test('what such a leaf stands on knows no room, and nothing that is sent', () => {
    const under = (file: string): string[] => oursIn(file).flatMap(to => [to, ...under(to)])
    const wrong = stands.flatMap(under).filter(to => to.startsWith('bot/') && !stands.includes(to))
    expect(wrong).toEqual([])
  })

  test.each(files.filter(file => file.startsWith('bot/') && !joints.includes(file)))(
    '%s meets rooms by address',
    file => {
      const wrong = oursIn(file).filter(
        to => roomOf(to) !== null && roomOf(to) !== roomOf(file) && !leavesOfRooms.includes(to),
      )
      expect(wrong).toEqual([])
    },
  )

  test('no two addresses have one name', () => {
    const buttons = files.filter(file => oursIn(file).some(to => to === 'callback-data.ts' || to === 'bot/address.ts'))
    const names = buttons.flatMap(file =>
      [...readFileSync(join(src, file), 'utf8').matchAll(/\b(?:address|codec)\(\s*'([^']+)'/g)].map(([, name]) => name),
    )
    expect(names.length).toBeGreaterThan(200)
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
  })

  test('bot.ts puts the door together, and no more', () => {
    expect(readFileSync(join(src, 'bot/bot.ts'), 'utf8').split('\n').length).toBeLessThanOrEqual(121)
  })
})

describe('decisions can be found by their numbers', () => {
  const root = packageRoot()
  const decisions = readdirSync(join(root, 'docs/adr'))
  const numbers = decisions.map(name => name.slice(0, 4))

  test('no two have the same', () => {
    expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([])
  })

  test.each(decisions)('%s begins with its own', name => {
    const [title = ''] = readFileSync(join(root, 'docs/adr', name), 'utf8').split('\n')
    expect(title).toMatch(new RegExp(`^# ${Number(name.slice(0, 4))}\\. \\S`))
  })

  test('whoever names one names one that is there', () => {
    const pages = [
      'README.md',
      'CHANGELOG.md',
      'docs/lifecycle.md',
      'docs/operations.md',
      ...files.map(file => join('src', file)),
    ]
    const named = pages.flatMap(page =>
      [...readFileSync(join(root, page), 'utf8').matchAll(/docs\/adr\/(\d{4})/g)].map(match => match[1] ?? ''),
    )
    expect(named.length).toBeGreaterThan(3)
    expect(named.filter(number => !numbers.includes(number))).toEqual([])
  })
})
