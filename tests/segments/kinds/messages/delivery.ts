import fc from 'fast-check'
import type { Criterion } from '../../../../src/segments/criterion.js'
import type { Delivery } from '../../../../src/segments/kinds/messages/delivery.js'
import { ALL_FATES, type Fate } from '../../../../src/segments/phrase/fate.js'
import type { EvaluationContext } from '../../../../src/segments/window.js'
import { NOBODY } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { byId } from '../../fill.js'
import type { Delivered, Human, World } from '../../fixture.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

const delivery = (offer: number, ...is: Fate[]): Criterion => ({ leaf: 'delivery', offer, is })
const ofMessage = (offer: number, message: number, ...is: Fate[]): Criterion => ({
  leaf: 'delivery',
  offer,
  message,
  is,
})
const SPRING = ['outcome of "Spring sale"', 'итог предложения "Spring sale"'] as const
const BOOTS = ['outcome of "Autumn boots"', 'итог предложения "Autumn boots"'] as const
const row = (
  name: string,
  criterion: Criterion,
  people: string,
  [en, ru]: readonly [string, string],
  says: [string, string],
): [string, Criterion, string, string, string] => [name, criterion, people, `${en}: ${says[0]}`, `${ru}: ${says[1]}`]

registerCases<Delivery>('delivery', {
  table: [
    row('delivered', delivery(1, 'delivered'), 'ann bob cat dan eve', SPRING, ['delivered', 'доставлено']),
    row('delivered, not after the evaluation', delivery(2, 'delivered'), 'ann eve', BOOTS, ['delivered', 'доставлено']),
    row('no answer', delivery(1, 'no_answer'), 'dan', SPRING, ['Telegram did not answer', 'Telegram не ответил']),
    row('not delivered', delivery(1, 'failed'), 'gus', SPRING, ['not delivered', 'не доставлено']),
    row('not delivered because blocked', delivery(1, 'failed_blocked'), 'gus', SPRING, [
      'not delivered because blocked',
      'не доставлено из-за блокировки',
    ]),
    row('not delivered for another reason', delivery(1, 'failed_other'), NOBODY, SPRING, [
      'not delivered because of something else',
      'не доставлено из-за другого',
    ]),
    row('left out', delivery(1, 'skipped'), 'gus', SPRING, ['left out', 'пропущено']),
    row('left out because had enough', delivery(1, 'skipped_cap', 'skipped_asked'), 'gus', SPRING, [
      'left out because had enough, left out because asked already',
      'пропущено из-за частоты, пропущено из-за прежнего вопроса',
    ]),
    row('left out of another offer', delivery(2, 'skipped'), NOBODY, BOOTS, ['left out', 'пропущено']),
    row('waiting', delivery(2, 'waiting'), 'gus', BOOTS, ['still waiting', 'ещё ждёт']),
    row('not sent, but nothing was cancelled', delivery(2, 'not_sent'), NOBODY, BOOTS, ['not sent', 'не отправлено']),
    row('taken back', delivery(2, 'taken_back'), NOBODY, BOOTS, ['taken back', 'удалено из чата']),
    row('replied', delivery(1, 'replied'), 'ann bob', SPRING, ['led to a reply', 'привело к ответу']),
    row('stopped', delivery(1, 'stopped'), 'cat dan', SPRING, ['led to a stop', 'привело к отписке']),
    row('stopped because too many', delivery(1, 'stopped_too_many'), 'cat', SPRING, [
      'led to a stop because too many',
      'привело к отписке из-за частоты',
    ]),
    row('stopped and said nothing', delivery(1, 'stopped_silent'), 'dan', SPRING, [
      'led to a stop nobody explained',
      'привело к молчаливой отписке',
    ]),
    row('stopped, not after the evaluation', delivery(2, 'stopped'), NOBODY, BOOTS, [
      'led to a stop',
      'привело к отписке',
    ]),
    row('paused, but for who took it back', delivery(2, 'paused'), 'ann', BOOTS, ['led to a pause', 'привело к паузе']),
    row('blocked', delivery(1, 'blocked'), 'bob', SPRING, ['led to a block', 'привело к блокировке']),
    row(
      'of one message',
      ofMessage(2, 2, 'delivered', 'no_answer'),
      'dan eve',
      [`${BOOTS[0]} message 2`, `${BOOTS[1]} сообщение 2`],
      ['delivered, Telegram did not answer', 'доставлено, Telegram не ответил'],
    ),
    row(
      'a message that is not there',
      ofMessage(2, 3, 'delivered'),
      NOBODY,
      [`${BOOTS[0]} message 3`, `${BOOTS[1]} сообщение 3`],
      ['delivered', 'доставлено'],
    ),
    [
      'not delivered to them, whatever the reason',
      { not: delivery(2, 'delivered') },
      'bob cat dan finn gus hana',
      'not outcome of "Autumn boots": delivered',
      'не итог предложения "Autumn boots": доставлено',
    ],
  ],
  holds: (leaf, person, world, context) => {
    const own = world.deliveries.filter(
      d =>
        d.person === person.id &&
        byId(world.broadcasts, d.broadcast).offer === leaf.offer &&
        (leaf.message === undefined || d.message === leaf.message),
    )
    return leaf.is.some(fate => cameTo(fate, own, person, world, context))
  },
  asked: fc
    .record({
      leaf: fc.constant('delivery' as const),
      offer: fc.integer({ min: 1, max: 3 }),
      message: fc.integer({ min: 1, max: 2 }),
      is: small.some(...ALL_FATES),
    })
    .chain(({ message, ...leaf }): fc.Arbitrary<Delivery> => fc.constantFrom(leaf, leaf, { ...leaf, message })),
  weight: 4,
  buttons: [
    [
      [
        '📣 Messages',
        '📮 What became',
        'Boots',
        '✏️ Values',
        { type: 'left out because had enough, led to a stop' },
        'Done',
      ],
      { leaf: 'delivery', offer: 1, is: ['delivered', 'skipped_cap', 'stopped'] },
    ],
    [
      ['📣 Messages', '📮 What became', 'Boots', '✉️ Which message', 'Message 2'],
      { leaf: 'delivery', offer: 1, message: 2, is: ['delivered'] },
    ],
    [
      ['📣 Messages', '📮 What became', 'Boots', '✉️ Which message', 'Message 2', '✉️ Which message', 'Any'],
      { leaf: 'delivery', offer: 1, is: ['delivered'] },
    ],
  ],
  any: fc.oneof(
    wide.leafOf('delivery', fc.record({ offer: wide.offer, is: wide.some(...ALL_FATES) })),
    wide.leafOf(
      'delivery',
      fc.record({ offer: wide.offer, message: fc.integer({ min: 1, max: 10_000 }), is: wide.some(...ALL_FATES) }),
    ),
  ),
})

const FAILURES = ['blocked', 'deactivated', 'unknown_chat', 'content', 'limited']
const EXCLUSIONS = [
  'left_out',
  'unsubscribed',
  'paused',
  'blocked',
  'deactivated',
  'cap',
  'less_often',
  'topic',
  'quiet',
  'too_late',
  'asked',
  'control',
]

function cameTo(fate: Fate, own: Delivered[], person: Human, world: World, { at }: EvaluationContext): boolean {
  const broadcastOf = (d: Delivered) => byId(world.broadcasts, d.broadcast)
  const begun = own.filter(
    d => (['queued', 'skipped', 'held_out'].includes(d.state) ? broadcastOf(d).startedAt : d.at) <= at,
  )
  const inState = (state: Delivered['state'], reasonIs: (reason: string | undefined) => boolean = () => true) =>
    begun.some(d => d.state === state && reasonIs(d.reason))
  const because = (known: string[], which: string) => (reason: string | undefined) =>
    which === 'other' ? reason === undefined || !known.includes(reason) : reason === which
  const [family, ...rest] = fate.split('_')
  const which = rest.join('_')
  if (fate === 'delivered') return inState('sent')
  if (fate === 'no_answer') return inState('uncertain')
  if (fate === 'held_out') return inState('held_out')
  if (fate === 'taken_back') return begun.some(d => (d.takenBackAt ?? at + 1) <= at)
  if (fate === 'waiting')
    return begun.some(d => d.state === 'sending' || (d.state === 'queued' && broadcastOf(d).cancelled !== true))
  if (fate === 'not_sent') return begun.some(d => d.state === 'queued' && broadcastOf(d).cancelled === true)
  if (family === 'failed') return inState('failed', which === '' ? undefined : because(FAILURES, which))
  if (family === 'skipped') return inState('skipped', which === '' ? undefined : because(EXCLUSIONS, which))
  const ids = new Set(own.filter(d => fate !== 'replied' || d.state === 'sent').map(d => d.id))
  const isOwn = (delivery: number | undefined) => delivery !== undefined && ids.has(delivery)
  if (fate === 'replied') {
    const asked = new Set(
      own.filter(d => world.offers.some(o => o.id === broadcastOf(d).offer && o.survey)).map(d => d.id),
    )
    const told = world.answers.some(
      a => a.person === person.id && a.at !== null && a.at <= at && isOwn(a.delivery) && asked.has(a.delivery ?? 0),
    )
    const voted = world.polls.some(
      ({ delivery, chosen, at: when }) => chosen.length > 0 && when <= at && isOwn(delivery),
    )
    return told || voted || world.replies.some(r => r.person === person.id && r.at <= at && isOwn(r.delivery))
  }
  const acts = [...world.stops.map(stop => ({ ...stop, kind: 'stop' as const })), ...world.acts].filter(
    act => act.person === person.id && act.at <= at,
  )
  if (fate === 'blocked') return acts.some(act => act.kind === 'block' && isOwn(act.delivery))
  const meant = acts.filter((act, i) => {
    const next = acts.slice(i + 1).find(({ kind }) => kind !== 'block')
    return (act.kind === 'stop' || act.kind === 'pause') && isOwn(act.delivery) && next?.kind !== 'undo'
  })
  // One broadcast, one message: whoever stopped did not only pause, and said at most one reason, the last in the alphabet.
  const partOf = ({ delivery = 0 }: { delivery?: number }) => {
    const { broadcast, message } = byId(world.deliveries, delivery)
    return `${broadcast} ${message}`
  }
  return [...new Set(meant.map(partOf))].some(part => {
    const stops = meant.flatMap(act => (act.kind === 'stop' && partOf(act) === part ? [act] : []))
    if (fate === 'paused') return stops.length === 0
    const reasons = stops.flatMap(stop => (stop.why == null ? [] : [stop.why])).sort()
    if (fate === 'stopped') return stops.length > 0
    if (fate === 'stopped_silent') return stops.length > 0 && reasons.length === 0
    return reasons.at(-1) === which
  })
}
