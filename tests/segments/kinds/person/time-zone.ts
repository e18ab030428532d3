import fc from 'fast-check'
import type { Criterion } from '../../../../src/segments/criterion.js'
import type { InZone } from '../../../../src/segments/kinds/person/time-zone.js'
import { registerCases } from '../../cases/kind.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

const inZone = (...zones: string[]): Criterion => ({ leaf: 'timeZone', zones })
const ASKED = ['Europe/Moscow', 'Europe/Riga', 'Asia/Kolkata', 'UTC+3', 'UTC+5:30', 'UTC-5', 'UTC', 'America/New_York']

registerCases<InZone>('timeZone', {
  table: [
    ['a zone', inZone('Europe/Riga'), 'ann', 'time zone: Riga', 'часовой пояс: Латвия'],
    [
      'a zone, by its former name too',
      inZone('Asia/Kolkata'),
      'cat dan',
      'time zone: Kolkata',
      'часовой пояс: "Asia/Kolkata"',
    ],
    ['so far ahead, whatever it is called', inZone('UTC+3'), 'bob eve', 'time zone: UTC+3', 'часовой пояс: UTC+3'],
    [
      'in winter',
      inZone('UTC+2', 'UTC+5:30'),
      'ann cat dan',
      'time zone: UTC+2, "UTC+5:30"',
      'часовой пояс: UTC+2, "UTC+5:30"',
    ],
    [
      'not a zone',
      { not: inZone('Europe/Riga') },
      'bob cat dan eve finn gus hana',
      'not time zone: Riga (or unknown)',
      'не часовой пояс: Латвия (или неизвестно)',
    ],
  ],
  holds: ({ zones }, { timeZone }, _world, { at }) =>
    timeZone !== undefined && zones.some(zone => sameZone(zone, timeZone, at)),
  asked: fc.record({ leaf: fc.constant('timeZone' as const), zones: small.some(...ASKED) }),
  any: wide.leafOf(
    'timeZone',
    fc.record({ zones: wide.some(...ASKED, 'Europe/Kyiv', 'America/Argentina/Buenos_Aires') }),
  ),
  buttons: [
    [['🙂 Person', '🕰 Time zone', { type: 'Riga, UTC+3' }, 'Done'], inZone('Europe/Riga', 'UTC+3')],
    [
      ['🙂 Person', '🕰 Time zone', { type: 'europe/riga' }, 'Done', '❔ Known', 'Unknown'],
      { leaf: 'known', fact: 'timeZone', value: false },
    ],
  ],
})

function sameZone(asked: string, kept: string, at: number): boolean {
  const [, sign, hours, minutes = '0'] = /^UTC(?:([+-])(\d+)(?::(\d+))?)?$/.exec(asked) ?? []
  if (hours === undefined && asked !== 'UTC') return nameOf(asked) === nameOf(kept)
  const ahead = (Number(hours ?? 0) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
  return aheadOf(kept, at) === ahead
}

const nameOf = (timeZone: string) => new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone

/** Minutes, from what the clock on a wall there shows. */
function aheadOf(timeZone: string, at: number): number {
  const text = new Date(at).toLocaleString('sv-SE', { timeZone })
  return Math.round((Date.parse(`${text.replace(' ', 'T')}Z`) - at) / 60_000)
}
