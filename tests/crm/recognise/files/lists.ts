import type { FileCase } from './case.js'

/** Bare lists, and what is no table of people or orders. */
export const lists: readonly FileCase[] = [
  {
    name: 'appointments, with the address of the shop’s own in each row',
    header: 'User Name|User Email|Invitee Name|Invitee Email|Text Reminder Number|Canceled',
    rows: [
      'Olga|olga@shop.test|Ann Hill|ann@shop.test|+1 303-555-0163|No',
      'Olga|olga@shop.test|Bob K|bob@shop.test|+1 303-555-0164|Yes',
      'Olga|olga@shop.test|Cyd R|cyd@shop.test||No',
    ],
    kind: 'customers',
    roles: { full_name: 'Invitee Name', email: 'Invitee Email', phone: 'Text Reminder Number' },
    people: 3,
  },
  {
    name: 'ids under a header',
    header: 'id',
    rows: ['4718641803', '534893199', '115575851', '4718641803'],
    kind: 'list',
    roles: { telegram_id: 'id' },
    people: 3,
  },
  {
    name: 'ids without a header',
    header: '',
    rows: ['4718641803', '534893199', '115575851'],
    kind: 'list',
    roles: { telegram_id: '' },
    people: 3,
  },
  {
    name: 'phones without a header',
    country: 'RU',
    header: '',
    rows: ['79160000001', '89160000002', '9160000003'],
    kind: 'list',
    roles: { phone: '' },
    people: 3,
  },
  {
    name: 'names of Telegram',
    header: 'Username',
    rows: ['@anna_p', 'https://t.me/oleg_r', 'yana_k', '-'],
    kind: 'list',
    roles: { username: 'Username' },
    people: 3,
    skipped: 1,
  },
  {
    name: 'an export of Telegram Desktop',
    header: 'id|type|date|date_unixtime|from|from_id|text|text_entities',
    rows: ['1|message|2026-03-01T10:00:00|1772355600|Ann|user4718641803|hi|[]'],
    kind: 'none',
    roles: {},
    verdict: 'no_list',
  },
  {
    name: 'a table of something else',
    header: 'Model|Colour|Stock',
    rows: ['Bag|red|12', 'Hat|blue|7'],
    kind: 'none',
    roles: {},
    verdict: 'no_list',
  },
]
