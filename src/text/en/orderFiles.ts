import { count, money as inWords, plural } from '../format.js'
import { b, lines, type Rich, rich } from '../rich.js'

const n = (value: number): string => count(value, 'en')
const money = (minor: number, currency: string): string => inWords(minor, currency, 'en')
const orders = (value: number): string => `${n(value)} ${plural(value, 'en', ['order', 'orders'])}`
const customers = (value: number): string => `${n(value)} ${plural(value, 'en', ['customer', 'customers'])}`
const people = (value: number): string => `${n(value)} ${plural(value, 'en', ['person', 'people'])}`
const rows = (value: number): string => `${n(value)} ${plural(value, 'en', ['row', 'rows'])}`

/** Files of orders: what stands in one, what it would change, what came of it. */
export const orderFiles = {
  about: (all: number, of: number, from: string, to: string): Rich =>
    rich`${b(orders(all))} of ${customers(of)}, ${from === to ? from : `${from} – ${to}`}`,
  none: 'No order could be read.',
  sum: (total: number, refunded: number, currency: string): Rich =>
    rich`${b(`Sum ${money(total, currency)}`)}${refunded === 0 ? '' : ` · refunds ${money(refunded, currency)}`}`,
  compare: 'Compare it with the shop’s own figure.',
  comes: (sums: { minor: number; currency: string }[]): string =>
    `Of that, taken in: ${sums.map(({ minor, currency }) => money(minor, currency)).join(' + ')}`,
  states: {
    pending: 'not paid',
    cancelled: 'cancelled',
    refunded: 'refunded in full',
    paid: 'paid',
  } as Readonly<Record<string, string>>,
  state: (of: number, word: string, sums: { minor: number; currency: string }[]): string =>
    `${n(of)} ${word} (${sums.map(({ minor, currency }) => money(minor, currency)).join(' + ')})`,
  notCounted: (states: string[]): string => `Not counted as bought: ${states.join(' · ')}`,
  moved: (of: number): string =>
    `⚠️ ${n(of)} of the changed would go to another customer. Is this the file of another shop, with numbers of its own?`,
  twice: (of: number): string =>
    `${orders(of)} ${of === 1 ? 'is' : 'are'} in it twice, with different contents: the later one counts.`,
  changes: (fresh: number, changed: number, same: number): Rich =>
    rich`${b(`New ${n(fresh)}`)} · changed ${n(changed)} · as before ${n(same)}`,
  leftOut: (of: number, why: string[]): string => `Left out ${rows(of)}: ${why.join(', ')}`,
  forgotten: (of: number, theirs: number): string =>
    `Left out ${people(of)} with ${orders(theirs)}: they asked to be forgotten`,
  unnumbered: 'It has no order numbers: a sum corrected in the next file becomes another order.',
  pendingWords: (words: string[], of: number): string =>
    `${orders(of)} with statuses I do not know (${words.join(', ')}): not paid yet`,
  inTheBot: (of: number, all: number, by: string[]): Rich =>
    rich`${b(`In the bot: ${n(of)} of ${n(all)}`)}${by.length === 0 ? '' : ` (${by.join(' · ')})`}`,
  by: {
    phone: (of: number): string => `by own phone ${n(of)}`,
    telegramId: (of: number): string => `by id ${n(of)}`,
    filePhone: (of: number): string => `by phone from a file ${n(of)}`,
    otherwise: (of: number): string => `known before ${n(of)}`,
  },
  comeLater: 'The others are linked by themselves when they come.',
  filePhones: (of: number): Rich =>
    lines([
      rich`${b(people(of))} ${of === 1 ? 'is' : 'are'} found only by a phone that came with a file. They did not confirm it. Use it?`,
      'Wrong numbers mean: somebody sees an offer made for another. Orders are never shown to them in the chat.',
    ]),
  merging: (share: number): string => `Importing the orders … ${Math.floor(share * 100)} %`,
  imported: (seconds: number | null): Rich =>
    rich`✅ ${b(seconds === null ? 'Imported' : `Imported in ${n(seconds)} s`)}`,
  importedWhat: (fresh: number, changed: number, sums: { minor: number; currency: string }[]): string =>
    `New orders ${n(fresh)} · changed ${n(changed)}${
      sums.length === 0 ? '' : ` · ${sums.map(({ minor, currency }) => money(minor, currency)).join(' + ')}`
    }`,
  rfmReady: (groups: string[]): string => `RFM is ready: ${groups.join(' · ')}`,
  rfmGroup: (name: string, of: number): string => `${name} ${n(of)}`,
  rfmSoon: 'The RFM groups are worked out within a minute …',
  undoAsked: ({ new: fresh, changed, stay }: { new: number; changed: number; stay: number }): string =>
    `${orders(fresh)} go, ${n(changed)} return to what they were.${
      stay === 0
        ? ''
        : ` ${n(stay)} were changed since (by the shop or by another file): they stay, and you get them as a file.`
    } Reports will show other sums.`,
  undone: (kept: number): string =>
    kept === 0
      ? '↩️ Undone: all is as it was.'
      : `↩️ Undone. ${n(kept)} stayed, because something has happened to them since.`,
  found: (of: number): Rich => rich`${b('👥 Who is found')}: ${n(of)}`,
  foundBy: {
    phone: 'own phone',
    telegram_id: 'Telegram id',
    file_phone: 'phone from a file',
    personal_link: 'personal link',
    click: 'a click',
    admin: 'by hand',
  } as Readonly<Record<string, string>>,
  foundRow: (number: number, name: string, customer: string, by: string): Rich =>
    rich`${n(number)}. ${b(name)} — ${customer} · ${by}`,
  foundFile: 'found',
  foundHeader: ['subscriber', 'customer', 'by'],
  statusMoney: (word: string, of: number, sum: string | null): Rich =>
    rich`What does ${b(`“${word}”`)} mean? ${orders(of)}${sum === null ? '' : `, ${sum}`}.`,
  otherStatuses: (more: number, some: string[]): string =>
    `${n(more)} more ${plural(more, 'en', ['status', 'statuses'])}: ${some.join(', ')}${more > some.length ? ' …' : ''}`,
  statusWord: (word: string, meaning: string): string => `“${word}” ${meaning}`,
  meanings: {
    paid: 'counts',
    partly: 'counts by what was paid',
    pending: 'not yet',
    cancelled: 'cancelled',
    refunded: 'refunded',
  },
  allStatuses: (of: number): Rich => rich`${b('📋 Statuses of the file')}: ${n(of)}`,
  statusRow: (word: string, of: number, sum: string | null, meaning: string): Rich =>
    rich`${b(word)} — ${meaning} · ${orders(of)}${sum === null ? '' : ` · ${sum}`}`,
  keys: {
    found: '👥 Who is found',
    statuses: '📋 All statuses',
    useThem: '✅ Use them',
    onlyOwn: '🚫 Only confirmed',
    connect: '🔌 Connect shop',
    rfmMap: '🗺 RFM map',
    askPhones: '📱 Ask for phones',
  },
}
