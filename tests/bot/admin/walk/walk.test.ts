import { Api, type InputFile } from 'grammy'
import { describe, expect, test } from 'vitest'
import { people } from '../../../../src/bot/admin/people/addresses.js'
import { siteMap } from '../../../../src/bot/admin/site-map.js'
import type { Key } from '../../../../src/bot/card.js'
import { createExports } from '../../../../src/bot/files/exports.js'
import { type Here, hereFor } from '../../../../src/bot/here.js'
import { createSite } from '../../../../src/bot/screen/site.js'
import type { Db } from '../../../../src/db/open.js'
import { silentLog } from '../../../../src/log.js'
import { sources } from '../../../../src/sandbox/seed/names.js'
import { temporaryDb } from '../../../support/db.js'
import { unzip } from '../../../support/unzip.js'
import { ADMIN, createDoor, createWorld } from '../door.js'
import { fillHands } from './hands.js'
import { BOT, walkScreens } from './stage.js'
import { fillTown } from './town.js'

/** Tue 24 Nov 2026, 18:40 in Moscow. */
const AT = Date.UTC(2026, 10, 24, 15, 40)
const MARKETER = 900_000_003
const ANALYST = 900_000_004
const SOURCES = new RegExp(`https?://\\S+|${sources.join('|')}`, 'g')
const SHARED = 18
const ALONE = 34
/** Words of the code, or of nothing, that no card may show. */
const CODE = /\b(?:undefined|null|NaN|Infinity|true|false)\b|\[object|\$\{|\b(?!utm_)[a-z]+_[a-z]+|=>/

/** Code on purpose: what is copied into another system. */
const TEMPLATES = /^co\.retailmade:/

const site = createSite(siteMap)
const lengthOf = (label: string) => [...new Intl.Segmenter().segment(label)].length

describe.each(['en', 'ru'] as const)('every screen (%s)', language => {
  test.each([
    ['owner', ADMIN],
    ['marketer', MARKETER],
    ['analyst', ANALYST],
  ] as const)('is shown to whom it is open, and leads somewhere: %s', async (role, me) => {
    const db = await temporaryDb()
    await fillTown(db, AT)
    for (const [id, is] of [
      [MARKETER, 'marketer'],
      [ANALYST, 'analyst'],
    ] as const)
      db.sql(`insert into admins (telegram_id, role, name, invited_by, created_at) values (?, ?, 'Mia', ?, ?)`).run(
        id,
        is,
        ADMIN,
        AT,
      )
    fillHands(db, me, role === 'marketer', AT)
    const clock = { now: () => AT, monotonic: () => 0 }
    const client = { apiRoot: 'http://127.0.0.1:9' }
    const door = createDoor({ db, clock, world: createWorld(), language, token: '1:a', client, adminIds: [ADMIN] })
    const here = hereFor({ ...door.works, bot: () => BOT }, me, AT)
    if (here?.role !== role) throw new Error(`nobody is a ${role}`)
    if (role === 'analyst') nameEverybody(db)
    const taken = takesFiles(db)
    const walked = await walk({ ...here, exports: taken.exports })
    await door.close()
    expect(walked.faults).toEqual([])
    if (role === 'analyst') {
      expect(walked.said.flatMap(whoIsIn)).toEqual([])
      expect(taken.files.map(({ name, text }) => `${name}: ${text}`).flatMap(whoIsIn)).toEqual([])
      expect(walked.said.some(words => /№ \d/.test(words))).toBe(true)
    }
    expect(taken.files.length).toBeGreaterThan(10)
    expect(withoutFile(walked.filed)).toEqual([])
    const mine = siteMap.flatMap(entry => (entry.kind === 'screen' && here.may(entry.to) ? [entry.to.name] : []))
    expect(mine.filter(name => !walked.seen.has(name))).toEqual([])
    expect(mine.filter(name => !walked.filed.has(name) && !LEADS_ON.has(name) && name !== SPARED[role])).toEqual([])
  })
})

/**
 * Lists of what is no people: their things are looked at one by one, and go out with everything. Whatever else has pages or is
 * a picture counts people, and has a file.
 */
const NO_PEOPLE: ReadonlySet<string> = new Set([
  // Drafts, links, texts, answers, topics, questions and their options, fields, places, what was written, what was done.
  ...['an.l', 'mn.aa', 'mn.aq'],
  ...['of.d', 'b.fix-links', 'tx.s', 'la.topics', 'la.sent', 'la.l', 'sv.home', 'sv.add', 'sv.topic'],
  ...[
    'im.words',
    'im.word',
    'fd.list',
    'fd.opts',
    'pl.list',
    're.l',
    'tm.acts',
    'tm.did',
    'co.list',
    'so.qr',
    'so.merge',
    'so.names',
    'so.tidy',
    'so.stray',
  ],
  // Files that came in, and the columns, lists and fields that one may mean.
  ...['im.home', 'im.role', 'im.lists', 'im.fields'],
  // Customers who are nobody's yet: their links go out as a file, and one is a picture.
  ...['or.found', 'or.code'],
  // Campaigns, and what one may begin by.
  ...['cp.list', 'cp.ended', 'cp.only', 'cp.subs', 'cp.seg', 'cp.date', 'cp.event'],
  // Offers.
  ...['lb.list', 'lb.found', 'lb.old'],
  // What was found in a list that has its file, and whoever was found by a name.
  ...['b.found', 'sg.found', 'an.laps', 'pp.found', 'b.why-found'],
  // What a draft may be for, and in which order; its links, and what answers to its poll become; what a segment may ask.
  ...['of.w', 'of.l', 'of.wg', 'of.wv', 'of.bt', 'of.bl', 'la.l1', 'of.ph', 'sg.level', 'sg.slot'],
  // The runs of a repeat: each has a report with its people.
  'rp.runs',
  // The team, and those who see tests.
  ...['tm.list', 'st.testers', 'ak.list', 'ev.list'],
  // One segment: the page is that of the list it stands on, and its people have a list of their own.
  ...['sg.seg', 'sg.rename', 'sg.del', 'an.lap', 'sg.unwatchq', 'sg.unrfmq'],
  // One person.
  ...[
    'pp.fields',
    'pp.findcustomer',
    'pp.customers',
    'pp.messages',
    'pp.clicks',
    'pp.orders',
    'pp.events',
    'pp.segments',
    'pp.whys',
  ],
])

/** Screens that only lead on to others, and those of the quarter, of an export that runs and of what is lacking: the town has none. */
const LEADS_ON: ReadonlySet<string> = new Set([
  ...['b.back', 'b.open', 'b.ask-end', 'st.fields', 'st.places', 'st.texts', 'tm.chat', 'sg.five', 'sg.asked5'],
  ...['sv.how', 'sv.group', 'ct.sizes', 'ct.size', 'ct.result', 'xp.far', 'cp.lack'],
])

/** What an owner and a marketer have not put forward, and what leads on who only looks. */
const SPARED = { owner: 'b.link-new', marketer: 'b.text-new', analyst: 'b.follow-ups' } as const

/** Screens that list or draw people and were never seen with the way to a file. @param filed those that were */
function withoutFile(filed: ReadonlyMap<string, boolean>): string[] {
  return siteMap.flatMap(entry => {
    if (entry.kind !== 'screen' || NO_PEOPLE.has(entry.to.name)) return []
    const lists = entry.to.fields.includes('page') || entry.options.picture === true
    return lists && filed.get(entry.to.name) === false ? [entry.to.name] : []
  })
}

/** Telegram as far as it takes files: what they are called and what is in them. */
function takesFiles(db: Db) {
  const files: { name: string; text: string }[] = []
  const api = Object.assign(new Api('1:a', { apiRoot: 'http://127.0.0.1:9' }), {
    async sendDocument(_chat: number, file: InputFile, { caption = '' }: { caption?: string } = {}) {
      const parts: Uint8Array[] = []
      const raw = await file.toRaw()
      for await (const part of raw instanceof Uint8Array ? [raw] : raw) parts.push(part)
      const bytes = Buffer.concat(parts)
      const packed = file.filename?.endsWith('.xlsx') === true
      const text = packed ? [...(await unzip(bytes)).values()].join('\n') : bytes.toString('utf8')
      files.push({ name: `${file.filename} ${caption}`, text })
    },
  })
  return { files, exports: createExports({ db, api, log: silentLog }) }
}

/** Gives everybody names, a phone, an id and words of their own that stand nowhere else. */
function nameEverybody(db: Db): void {
  db.write(() => {
    db.sql(
      `update subscribers set first_name = 'Zelda' || id, last_name = 'Quux' || id, username = 'zquux' || id,
         telegram_id = 7770000000 + id, phone = '+3712777' || printf('%04d', id)`,
    ).run()
    db.sql(
      `update segments set criterion = '{"leaf":"name","contains":"Quux"}'
       where id = (select max(id) from segments where deleted_at is null and listed = 1 and kind = 'rule')`,
    ).run()
    db.sql(`update service_messages set text = 'Zelda' || subscriber_id || ', your order is on its way'`).run()
    db.sql(`update customers set phone = '+3712777' || printf('%04d', id), external_id = 'Quux-' || id`).run()
    const field = db
      .sql<{ id: number }>(
        `insert into attributes (key, label, label_folded, "group", type, created_at)
         values ('said', 'Anything else', 'anything else', 'personality', 'text', 0) returning id`,
      )
      .get()
    db.sql(
      `insert into attribute_values (attribute_id, value, subscriber_id, shown, provenance, origin, at)
       select ?, 'i am zelda' || (id % 3), id, 'I am Zelda' || (id % 3), 'declared', 'survey', 0 from subscribers`,
    ).run(field?.id ?? 0)
    db.sql(
      `insert into survey_questions (position, attribute_id, text, purpose, options, created_by, created_at)
       values (99, ?, 'Anything else?', 'To know', '[]', 1, 0)`,
    ).run(field?.id ?? 0)
    db.sql(
      `insert into survey_answers (subscriber_id, question_id, asked_at, answered_at)
       select id, (select max(id) from survey_questions), 0, 1 from subscribers`,
    ).run()
  })
}

/** Where a person can be told from what is said, with what stands around it. */
function whoIsIn(said: string): string[] {
  const found = /zelda|quux|777\d{7}|2777\d{4}|\b(?:phone|тел\.?) …/iu.exec(said)
  return found === null ? [] : [`${said.slice(0, 30)} … ${said.slice(Math.max(0, found.index - 40), found.index + 40)}`]
}

/** Screens that were seen, what was wrong with them, all that they said, and whether a way to a file stood on them. */
type Walked = { seen: Set<string>; faults: string[]; said: string[]; filed: ReadonlyMap<string, boolean> }

async function walk(here: Here): Promise<Walked> {
  const filed = new Map<string, boolean>()
  const said: string[] = []
  const seen = new Set<string>()
  const faults: string[] = []
  for await (const { data, card } of walkScreens(site, siteMap, here, { analyst: ANALYST })) {
    seen.add(data.split(':')[0] ?? '')
    if (card === null) continue
    const { shown } = card
    const { name } = card.screen.to
    seen.add(name)
    filed.set(name, filed.get(name) === true || shown.keyboard.flat().some(leadsToFile))
    faults.push(...unfiled(data, shown.keyboard))
    said.push(`${data}: ${JSON.stringify([shown.text.text, shown.picture, shown.keyboard])}`)
    const most = shown.picture === undefined ? 4_096 : 1_024
    if (shown.text.text.length > most) faults.push(`${data} is too long for Telegram`)
    faults.push(...faultsOf(data, shown.text.text, shown.keyboard))
  }
  return { seen, faults: [...new Set(faults)], said, filed }
}

function leadsToFile(key: Key): boolean {
  const entry = 'data' in key ? site.find(key.data)?.entry : undefined
  return entry?.kind === 'way' && entry.file
}

/** A card with the ways to several people has the way to a file of them all. */
function unfiled(data: string, keyboard: Key[][]): string[] {
  const rows = keyboard.flat().filter(key => 'data' in key && key.data.startsWith(`${people.below.name}:`))
  return rows.length === 0 || keyboard.flat().some(leadsToFile) ? [] : [`${data} lists people and has no file`]
}

function faultsOf(data: string, text: string, keyboard: Key[][]): string[] {
  // What people are greeted by, where they came from, what the bot is called and what may hold of somebody may be written so.
  const plain = text.replace(/\{[^}]*\}|@\w+|\btrue of\b/g, '').replaceAll(SOURCES, '')
  const code = TEMPLATES.test(data) ? null : CODE.exec(plain)
  return [
    ...(text.trim() === '' ? [`${data} says nothing`] : []),
    ...(code === null ? [] : [`${data} says ${code[0]}: ${text.slice(Math.max(0, code.index - 30), code.index + 30)}`]),
    ...keyboard.flatMap(row => row.flatMap(key => keyFaults(data, key, row.length))),
  ]
}

function keyFaults(data: string, key: Key, beside: number): string[] {
  const most = beside > 1 ? SHARED : ALONE
  const said = `${data} → «${key.label}»`
  return [
    ...(key.label.trim() === '' ? [`${said} has no words`] : []),
    ...(lengthOf(key.label) > most ? [`${said} is longer than ${most}`] : []),
    ...('data' in key && site.find(key.data) === null ? [`${said} leads nowhere (${key.data})`] : []),
    ...('data' in key && key.data.length > 64 ? [`${said} does not fit into a button`] : []),
  ]
}
