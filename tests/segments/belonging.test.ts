import { expect, test } from 'vitest'
import { segmentsOf } from '../../src/segments/people/belonging.js'
import { createSegment } from '../../src/segments/segment.js'
import { openTemporary } from '../support/migrated.js'
import { fill } from './fill.js'
import { CONTEXT, human, worldOf } from './fixture.js'

test('names the segments of one person, and counts those that cannot be asked', async () => {
  const { db, close } = await openTemporary()
  fill(db, worldOf({ people: [human(1, 'Ann', { source: 'fair' }), human(2, 'Bob')] }))
  const save = (name: string, values: string[]) =>
    createSegment(db, { name, criterion: { leaf: 'source', values }, createdBy: 1 }, 1).id
  for (let i = 0; i < 23; i++) save(`Segment ${String(i).padStart(2, '0')}`, [i % 2 === 0 ? 'fair' : 'shop'])
  const [broken, lost] = [save('Broken', ['fair']), save('Lost', ['fair'])]
  db.sql('update segments set criterion = ? where id = ?').run('{"leaf":', broken)
  db.sql('update segments set criterion = ? where id = ?').run('{"leaf":"segment","segment":999}', lost)
  const { segments, unasked } = await segmentsOf(db, 1, CONTEXT)
  const even = Array.from({ length: 12 }, (_, i) => `Segment ${String(i * 2).padStart(2, '0')}`)
  expect([segments.map(({ name }) => name), unasked]).toEqual([even, 2])
  expect(await segmentsOf(db, 2, CONTEXT)).toEqual({ segments: [], unasked: 2 })
  await close()
})
