import { b, code, lines, type Rich, rich } from '../rich.js'

/** Keys by which a shop's site, its CRM or a program of its own tells of people, orders and events. */
export const apiCards = {
  title: (n: number): Rich => (n === 0 ? b('🔑 API keys · none yet') : b(`🔑 API keys · ${n}`)),
  what: (address: string): Rich =>
    rich`With a key, your site, CRM or accounting sends people, orders and events by itself. What it can send, for your developer: ${address}`,
  row: (n: number, name: string, may: string, used: string): Rich => rich`${n} ${b(name)} · ${may} · ${used}`,
  scopes: { people: 'people', orders: 'orders', messages: 'messages', events: 'events' },
  scopeKeys: {
    people: 'People and customers',
    orders: 'Orders',
    messages: 'Messages about an order',
    events: 'Events, such as a cart left',
  },
  tick: (on: boolean, what: string): string => `${on ? '☑' : '☐'} ${what}`,
  neverUsed: 'not used yet',
  used: (when: string): string => `last used ${when}`,
  one: (name: string, hint: string): Rich => rich`🔑 ${b(name)} · ${code(hint)}`,
  may: (scopes: string): string => `May tell of: ${scopes}`,
  since: (by: string, day: string): string => `Made by ${by}, ${day}`,
  addAsked: lines([b('🔑 A new key'), 'Tick what it may do. Then send a name you will recognise: “Site”, “CRM”.']),
  made: (name: string, key: string): Rich =>
    lines([
      b(`🔑 ${name}`),
      code(key),
      '',
      'Give it to whoever sets up your site or CRM. It is shown only once: nobody can look it up later, and “Done” deletes it from this chat.',
    ]),
  revokeAsked: (name: string): Rich =>
    rich`Revoke ${b(name)}? Whatever uses it will stop working. What it has already sent stays.`,
  revoked: (name: string): Rich => rich`✅ ${b(name)} is revoked.`,
  keys: {
    add: '➕ New key',
    copy: '📋 Copy',
    done: '✅ Done',
    revoke: '🗑 Revoke',
    revokeYes: '🗑 Revoke it',
  },
}
