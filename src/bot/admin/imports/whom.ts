import { readFacts } from '../../../audience/attribute/fact.js'
import { listAttributes } from '../../../audience/attribute.js'
import { findImport } from '../../../crm/import/record.js'
import { changeList, LIST_CHANGES, previewList } from '../../../segments/list/list-change.js'
import { type PreparedList, prepareList } from '../../../segments/list.js'
import { getSegment, listFixed } from '../../../segments/segment.js'
import { shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { ALONE, key, pairs } from '../../card.js'
import { isTableSent } from '../../files/table-file.js'
import type { Here } from '../../here.js'
import { again, deed, type Entry, go, leave, saying, screen, takes } from '../../screen.js'
import { underFreeName } from '../named-segment.js'
import { pageRow, pageWithin } from '../page.js'
import { segments } from '../segments/addresses.js'
import { fieldName } from '../words/field-name.js'
import { imports } from './addresses.js'
import { headOf } from './head.js'

const SIZE = 6
const NAME = 64

/** What is done with the people whom a bare list names. */
export const whomPlaces: Entry[] = [
  deed(imports.newList, {
    async look(doing, { id }) {
      const people = await doing.bringing.people(id)
      return prepareList(doing.db, { createdBy: doing.me, subscriberIds: people }, doing.at)
    },
    do(doing, { id }, list: PreparedList) {
      const file = findImport(doing.db, id)?.file ?? doing.t.importCards.unnamed
      const name = shorten(file.replace(/\.\w{1,6}$/u, ''), NAME)
      const made = underFreeName(name, name => list.publish(name))
      const { analysisCards } = doing.t
      return go(segments.open, { id: made, page: 0 }, analysisCards.listMade(getSegment(doing.db, made).name))
    },
    after: ({ bringing }, { id }) => bringing.leave(id),
  }),

  screen(imports.lists, (here, { id, change, page: wanted }) => {
    const { importCards: t, admin } = here.t
    const brought = here.bringing.find(id)
    const kind = LIST_CHANGES[change]
    if (brought?.step.kind !== 'list' || kind === undefined) return go(imports.open, { id })
    const { total } = listFixed(here.db, { offset: 0, limit: 1 })
    const page = pageWithin(wanted, { size: SIZE, total })
    const { segments: shown } = listFixed(here.db, { offset: page * SIZE, limit: SIZE })
    return {
      text: lines([headOf(here, brought), total === 0 ? t.noLists : t.whichList[kind]]),
      keyboard: [
        ...shown.map(({ id: segment, name }) => [key(shorten(name, ALONE), imports.sure, { id, change, segment })]),
        ...pageRow(page => imports.lists.data({ id, change, page }), { page, size: SIZE, total }),
        [key(admin.back, imports.open, { id })],
      ],
    }
  }),

  screen(
    imports.sure,
    async (here, { id, change, segment }) => {
      const { importCards: t, analysisCards, admin } = here.t
      const kind = LIST_CHANGES[change]
      if (here.bringing.find(id)?.step.kind !== 'list' || kind === undefined) return go(imports.open, { id })
      const difference = await previewList(here.db, segment, kind, await here.bringing.people(id))
      const { added, gone } = difference
      const back = key(admin.back, imports.lists, { id, change, page: 0 })
      const same = added + gone === 0
      return {
        text: lines([
          analysisCards.changeTitle(getSegment(here.db, segment).name),
          same ? analysisCards.unchanged(difference.before) : analysisCards.wouldChange(difference),
        ]),
        keyboard: [
          same ? [back] : [key(analysisCards.applyChange(added, gone), imports.change, { id, change, segment })],
          same ? [key(t.keys.nothing, imports.leave, { id })] : [back],
        ],
      }
    },
    { costly: true },
  ),

  deed(imports.change, {
    async look(doing, { id, change, segment }) {
      const kind = LIST_CHANGES[change]
      if (kind === undefined) return go(imports.open, { id })
      return { difference: await previewList(doing.db, segment, kind, await doing.bringing.people(id)) }
    },
    do: (doing, { segment }, { difference }) =>
      saying(go(segments.open, { id: segment, page: 0 }), doing.t.analysisCards.changed(difference)),
    async after({ db, bringing, at }, { id, change, segment }) {
      const kind = LIST_CHANGES[change]
      if (kind === undefined || bringing.find(id)?.step.kind !== 'list') return
      await changeList(db, segment, kind, await bringing.people(id), at)
      await bringing.leave(id)
    },
  }),

  screen(imports.fields, (here, { id, page: wanted }) => {
    const { importCards: t, admin } = here.t
    const brought = here.bringing.find(id)
    if (brought?.step.kind !== 'list') return go(imports.open, { id })
    const all = listAttributes(here.db)
    const page = pageWithin(wanted, { size: SIZE, total: all.length })
    return {
      text: lines([headOf(here, brought), t.whichField]),
      keyboard: [
        ...pairs(
          all
            .slice(page * SIZE, (page + 1) * SIZE)
            .map(field => key(shorten(fieldName(field, here.language), ALONE), imports.value, { id, field: field.id })),
        ),
        ...pageRow(page => imports.fields.data({ id, page }), { page, size: SIZE, total: all.length }),
        [key(admin.back, imports.open, { id })],
      ],
    }
  }),

  screen(
    imports.value,
    (here, { id, field }) => {
      const { importCards: t, admin } = here.t
      const brought = here.bringing.find(id)
      const attribute = fieldOf(here, field)
      if (brought?.step.kind !== 'list' || attribute === null) return go(imports.open, { id })
      return {
        text: lines([headOf(here, brought), t.whichValue(fieldName(attribute, here.language), brought.step.people)]),
        keyboard: [
          ...pairs(
            (attribute.options ?? [])
              .slice(0, 12)
              .map((option, i) => key(shorten(option, ALONE), imports.setValue, { id, field, option: i })),
          ),
          [key(admin.back, imports.fields, { id, page: 0 })],
        ],
      }
    },
    {
      words: takes({
        look(doing, { values: { id, field }, said: { text, message } }) {
          if (isTableSent(message)) return leave
          const attribute = fieldOf(doing, field)
          if (attribute === null) return go(imports.open, { id })
          const read = readFacts(attribute, [text], doing.at)
          return read.kind === 'invalid' ? again(doing.t.importCards.valueUnread) : read
        },
        do: (doing, { values }) => go(imports.home, { page: 0 }, fieldSet(doing, values)),
        after: (here, { values, said }) => setField(here, values, said.text),
      }),
    },
  ),

  deed(imports.setValue, {
    look(doing, { id, field, option }) {
      const attribute = fieldOf(doing, field)
      const value = attribute?.options?.[option]
      if (attribute === null || value === undefined) return go(imports.open, { id })
      const read = readFacts(attribute, [value], doing.at)
      return read.kind === 'invalid' ? go(imports.open, { id }) : read
    },
    do: (doing, values) => go(imports.home, { page: 0 }, fieldSet(doing, values)),
    after: (here, values) => setField(here, values, fieldOf(here, values.field)?.options?.[values.option] ?? ''),
  }),
]

function fieldOf({ db }: Here, id: number) {
  return listAttributes(db).find(one => one.id === id) ?? null
}

function fieldSet(here: Here, { id, field }: { id: number; field: number }): string {
  const attribute = fieldOf(here, field)
  const step = here.bringing.find(id)?.step
  const people = step?.kind === 'list' ? step.people : 0
  return here.t.importCards.fieldSet(attribute === null ? '—' : fieldName(attribute, here.language), people)
}

/** An import of its own, which can be undone. The list is left with it, so that done again nothing happens. */
async function setField(here: Here, { id, field }: { id: number; field: number }, value: string): Promise<void> {
  const attribute = fieldOf(here, field)
  if (here.bringing.find(id)?.step.kind !== 'list' || attribute === null) return
  const read = readFacts(attribute, [value], here.at)
  if (read.kind === 'invalid') return
  const values = read.facts.map(({ shown }) => shown)
  const people = await here.bringing.people(id)
  await here.imports.setField({ of: id, adminId: here.me, people, attributeId: field, values }, here.at)
}
