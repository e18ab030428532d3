import { count, plural } from '../format.js'
import { b, code, lines, type Rich, rich } from '../rich.js'

const n = (value: number): string => count(value, 'en')
const people = (value: number): string => `${n(value)} ${plural(value, 'en', ['person', 'people'])}`
const rows = (value: number): string => `${n(value)} ${plural(value, 'en', ['row', 'rows'])}`
const percent = (share: number): string => `${Math.floor(share * 100)} %`

const kinds = {
  subscribers: 'people of another bot',
  customers: 'customers',
  orders: 'orders',
  list: 'a list of people',
  none: 'a table',
}

/** Files that bring people. */
export const importCards = {
  door: '📥 Import',
  home: lines([
    b('📥 Import'),
    'Drop a file here: orders or customers of a shop or a CRM, people of another bot (SendPulse, BotHelp, ManyChat, Botmother, Salebot), or a list of ids, phones, usernames or names.',
    'CSV, Excel or JSON, as it came out. Nothing changes before you say so.',
  ]),
  homeDone: (total: number): string => `Files so far: ${n(total)}`,
  pasted: 'pasted',
  unnamed: 'file',
  tooLarge:
    'Telegram gives a bot files of up to 20 MB. Zip does not help: put the file on the server and run npm run import -- FILE there.',
  gone: 'That file is not here any more. Drop it again.',
  head: (file: string, what: string | null, system: string | null): Rich =>
    rich`📄 ${b(file)}${system === null ? '' : ` · ${system}`}${what === null ? '' : `${system === null ? ' · ' : ', '}${what}`}`,
  kinds,
  kindKeys: {
    subscribers: '🤖 People of another bot',
    customers: '🛍 Customers of a shop or CRM',
    list: '📋 Only a list of people',
    orders: '🛒 Orders',
    none: '📄 A table',
  },
  reading: (read: number, share: number): string =>
    read === 0 ? 'Reading …' : `Reading … ${rows(read)}${share > 0 ? `, ${percent(share)}` : ''}`,
  matching: (read: number): string =>
    read === 0 ? 'Comparing with who is here …' : `Comparing with who is here … ${rows(read)}`,
  merging: (done: number, of: number): string => (of === 0 ? 'Importing …' : `Importing … ${n(done)} of ${n(of)}`),
  left: 'Not imported. Nothing was changed.',
  byValues: 'I have not seen such a file before; I read it by its values. Look at the columns if in doubt.',
  guessed: (samples: string[]): string => `I had to guess the encoding. Does this read well? ${samples.join(' · ')}`,
  sameFile: (day: string): string => `This very file was imported on ${day}.`,
  rows: (all: number, of: number): Rich => rich`${b(rows(all))} in the file, ${people(of)}`,
  leftLine: (left: number, why: string): string => `− ${n(left)} ${why}`,
  asideBecause: {
    twice: 'that are in the file twice',
    forgotten: 'who asked to be forgotten',
    team: 'of your own team',
    broken: 'that cannot be read',
    too_many_cells: 'with more cells than columns',
    not_json: 'that are not JSON',
  } as Readonly<Record<string, string>>,
  otherReasons: 'for other reasons',
  stopped: (stopped: number): Rich => rich`${n(stopped)} of them had stopped there: ${b('they stay stopped')}`,
  blocked: (blocked: number): string =>
    `${n(blocked)} of them had blocked the old bot: nobody writes to them until they come`,
  toMoveIn: (fresh: number, changed: number, same: number): Rich =>
    lines([
      rich`= ${b(`${n(fresh)} to move in`)}${changed + same === 0 ? '' : ` · ${n(changed + same)} are here already`}`,
      changed === 0 ? null : `Of those who are here, ${n(changed)} get something added.`,
    ]),
  toBring: (fresh: number, changed: number, same: number): Rich =>
    rich`= ${b(`${n(fresh)} new`)} · ${n(changed)} changed · ${n(same)} as before`,
  here: (here: number): string => `In the bot: ${n(here)}. The others are linked by themselves when they come.`,
  fields: (names: string[], more: number): string =>
    `Fields: ${names.join(', ')}${more > 0 ? ` and ${n(more)} more` : ''}`,
  phones: (phones: number): string => `Phones ${n(phones)} (from the file, not confirmed)`,
  vouch: 'I vouch that these people agreed to get offers from this shop. My name and today’s date are kept with it.',
  vouchFirst: 'First tick that you vouch for these people.',
  ownersOnly: 'Only an owner can move people in: they find this file under /import.',
  ground: (shop: string): string => `They agreed to get offers from ${shop}; an owner vouches for it.`,
  movedIn: (fresh: number, changed: number): Rich =>
    rich`✅ ${b(`${people(fresh)} moved in.`)}${changed === 0 ? '' : ` Something was added to ${n(changed)} who were here.`}`,
  broughtIn: (fresh: number, changed: number, here: number): Rich =>
    rich`✅ ${b(`${n(fresh)} new, ${n(changed)} changed.`)} In the bot: ${n(here)}.`,
  nobodyWritten:
    'Nobody was written to. Who of them still has the bot is not known yet; I can find out silently, and nobody sees anything. Their first offer starts carefully: with a few, then more, and it stops by itself when too many block.',
  check: {
    title: b('🔎 Silent check'),
    about: (unknown: number): string =>
      unknown === 0
        ? 'It is known of everybody who was moved in whether they can be reached.'
        : `It is not known of ${people(unknown)} whether they still have the bot. I can ask Telegram; they see nothing of it.`,
    running: (done: number, of: number): string => `Asked ${n(done)} of ${n(of)} …`,
    done: (reached: number, blocked: number, gone: number): Rich =>
      lines([
        rich`${b(n(reached))} can be reached`,
        `${n(blocked)} blocked the bot · ${n(gone)} have no account any more`,
      ]),
    unsure: (unsure: number): string => `Telegram did not say about ${n(unsure)}: the first offer will tell.`,
    tooLong: 'Counting takes too long just now. Open this again in a minute.',
  },
  by: (who: string, day: string): string => `${who} · ${day}`,
  somebody: 'a colleague',
  peopleMovedIn: 'Moved in',
  undoing: '↩️ Undoing …',
  undone: (kept: number): string =>
    kept === 0
      ? '↩️ Undone: all is as it was.'
      : `↩️ Undone. ${n(kept)} stayed, because something has happened to them since.`,
  undoAsked: ({ added, changed, pressed }: { added: number; changed: number; pressed: number }): string =>
    [
      added === 0 && changed === 0 ? 'It changed nothing that is still there.' : null,
      added === 0 ? null : `What it added is taken out: ${n(added)}.`,
      changed === 0 ? null : `What it changed returns to what it was: ${n(changed)}.`,
      pressed === 0 ? null : `${people(pressed)} pressed or wrote since: they stay.`,
    ]
      .filter(line => line !== null)
      .join(' '),
  listFound: (all: number, found: number): Rich =>
    rich`${n(all)} ${plural(all, 'en', ['line', 'lines'])}, ${b(`${people(found)} found`)}${all > found ? ` (${n(all - found)} unknown)` : ''}.`,
  listWhat: 'What is it?',
  listNobody: 'None of them has pressed Start here.',
  whichList: {
    add: 'Which list should they join?',
    take: 'Which list should they leave?',
    replace: 'Which list should they replace?',
  },
  noLists: 'There is no list yet. Make a new one of these people.',
  whichField: 'Which field do you want to set for all of them?',
  whichValue: (field: string, of: number): Rich =>
    rich`What should ${b(field)} be for ${people(of)}? Press or type it.`,
  valueUnread:
    'This field cannot hold that. Write a day like 14.02.1990, a number in digits, an option as it is called.',
  fieldSet: (field: string, of: number): string => `${field} is set for ${people(of)}.`,
  noFile: 'There is no such file any more.',
  fileSent: 'The file is below.',
  leftOutHeadings: { line: 'row', column: 'column', reason: 'why it stayed out' },
  leftOutFile: 'left-out',
  keptFile: 'stayed',
  keptHeader: ['id', 'name', 'why it stayed'],
  tableAt: (sheet: string | null, row: number): string | null =>
    sheet === null && row === 1 ? null : `${sheet === null ? '' : `Sheet “${sheet}”, `}header in row ${n(row)}`,
  eachRow: (kind: string): string => `The rows are: ${kind}`,
  roleLine: (role: string, column: string, example: string): Rich =>
    example === '' ? rich`${role} — ${b(column)}` : rich`${role} — ${b(column)} · ${code(example)}`,
  fieldColumns: (names: string[], more: number): string =>
    `Fields — ${names.join(', ')}${more > 0 ? ` and ${n(more)} more` : ''}`,
  unreadColumns: (unread: number): string => `Other columns (${n(unread)}): not read.`,
  lacking: (roles: string[]): string => `I need one of these columns: ${roles.join(', ')}.`,
  columnsHint: 'Press what is wrong, or type it: phone = Contact, name = Client',
  columnsUnread: (part: string): string =>
    `I do not know “${part}”. Type it like: phone = Contact, name = Client. On the right goes the header from the file.`,
  whichRole: 'What else is in the file?',
  whichKind: 'What are the rows?',
  whichColumn: (role: string): Rich => rich`Which column is ${b(role)}?`,
  roleKeys: {
    telegram_id: '🆔 Telegram id',
    phone: '📱 Phone',
    full_name: '🙂 Name',
    status: '🔕 Stopped?',
    tags: '🏷 Tags',
    external_id: '🔖 Number',
    email: '✉️ E-mail',
    username: '@ Username',
    field: '➕ A field',
    subscribed_at: '🗓 Since when',
    ordered_at: '🗓 When',
    total: '💰 Sum',
    order_id: '🔖 Order number',
    order_status: '✅ Status',
    refunded: '💸 Refund',
    product: '📦 Product',
    promo_code: '🎟 Promo code',
    currency: '💱 Currency',
    category: '🗂 Category',
    quantity: '🔢 Quantity',
    birthday: '🎂 Birthday',
  } as Readonly<Record<string, string>>,
  questions: {
    date: (example: string, line: number): Rich =>
      rich`${b(example)} in row ${n(line)}: which day is it? No row of the file decides it.`,
    amount: (example: string, line: number): Rich => rich`${b(example)} in row ${n(line)}: how much is it?`,
    column: (role: string): Rich => rich`Several columns fit. Which one is ${b(role)}?`,
    currency: (example: string): Rich => rich`Which currency is ${b(example)}? Press it, or type any other.`,
    grouping: (order: string, totals: string[]): Rich =>
      rich`Order ${b(order)} takes several rows: ${totals.join(', ')}. Is each a part of what was paid, or all of it once more?`,
  },
  answerUnread: 'I cannot read that as an answer. Press a button, or type its words.',
  questionsLeft: (left: number): string => `Then ${n(left)} more.`,
  statuses: {
    paid: '✅ Counts',
    partly: '✅ Counts',
    pending: '⏳ Not yet',
    cancelled: '↩️ Cancelled',
    refunded: '💸 Refunded',
  },
  keptBecause: {
    imported: 'came again with a later file',
    pressed: 'pressed or wrote since',
    changed: 'was changed since',
    used: 'is used by something else',
  },
  keys: {
    leave: '✖️ Leave it',
    cancel: '✖️ Cancel',
    nothing: '✖️ Leave it',
    again: '🔁 Try again',
    columns: '🔧 Columns',
    leftOut: (left: number): string => `❓ Left out · ${n(left)}`,
    vouch: (vouched: boolean): string => `${vouched ? '☑' : '☐'} I vouch for them`,
    check: '🔎 Check silently',
    firstOffer: '✍️ First offer',
    checkStop: '⏹ Stop',
    moveIn: '✅ Move in',
    bring: '✅ Import',
    undo: '↩️ Undo import',
    kept: (kept: number): string => `📄 What stayed · ${n(kept)}`,
    menu: '← Menu',
    newList: '📋 A new list',
    setField: '🏷 Set a field',
    addToList: '➕ Add to a list',
    takeOut: '➖ Take out',
    replaceList: '🔁 Replace a list',
    moveThemIn: '📥 Move the others in',
    kind: '📄 What the rows are',
    moreRoles: '➕ More',
    goOn: '✅ Go on',
    none: '— None',
    addUp: '➕ Add them up',
    takeFirst: '1️⃣ Take the first',
  },
}
