import { createHash } from 'node:crypto'
import { distance } from 'fastest-levenshtein'
import { channelOf, readSource } from '../../../audience/source/typed.js'
import {
  addAlias,
  createSource,
  dropAlias,
  findSourceOf,
  getSource,
  listAliases,
  listSources,
  mergeSource,
  type Source,
} from '../../../audience/source.js'
import type { Db } from '../../../db/open.js'
import { findStrays } from '../../../reports/source.js'
import { shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { ALONE, key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, go, say, screen } from '../../screen.js'
import { moveTexts } from '../../settings/texts.js'
import { pageRow, pageWithin } from '../page.js'
import { sources } from './addresses.js'

const SIZE = 6
/** So many names that nobody made are looked at; more are a flood, and the first ones come first. */
const MOST = 60

/** One source of two, and names that nobody made brought to the source that they mean. */
export const mergePlaces: Entry[] = [
  screen(sources.merge, ({ db, t: { admin, sourceCards: t } }, { id, page: wanted }) => {
    const source = getSource(db, id)
    const others = nearestFirst(listSources(db), source.name).filter(other => other.id !== id)
    const page = pageWithin(wanted, { size: SIZE, total: others.length })
    return {
      text: lines([others.length === 0 ? t.mergeNone : t.mergeAsked(source.name)]),
      keyboard: [
        ...pairs(
          others
            .slice(page * SIZE, (page + 1) * SIZE)
            .map(other => key(shorten(other.name, ALONE), sources.mergeWith, { id, into: other.id })),
        ),
        ...pageRow(page => sources.merge.data({ id, page }), { page, size: SIZE, total: others.length }),
        [key(admin.back, sources.open, { id })],
      ],
    }
  }),

  screen(sources.mergeWith, ({ db, t: { admin, sourceCards: t } }, { id, into }) => ({
    text: t.mergeSure(getSource(db, id).name, getSource(db, into).name),
    keyboard: [[key(t.keys.mergeYes, sources.mergeYes, { id, into }), key(admin.back, sources.merge, { id, page: 0 })]],
  })),

  deed(sources.mergeYes, ({ db, t: { sourceCards: t } }, { id, into }) => {
    const [from, to] = [getSource(db, id).name, getSource(db, into).name]
    if (id === into) return go(sources.open, { id })
    mergeSource(db, id, into)
    moveTexts(db, from, to, 'to')
    return go(sources.open, { id: into }, t.merged(from, to))
  }),

  screen(sources.names, ({ db, t: { admin, sourceCards: t } }, { id, page: wanted }) => {
    const source = getSource(db, id)
    const others = otherNames(db, source)
    const page = pageWithin(wanted, { size: SIZE, total: others.length })
    return {
      text: t.namesAsked(source.name, others.length),
      keyboard: [
        ...pairs(
          others
            .slice(page * SIZE, (page + 1) * SIZE)
            .map(payload => key(shorten(`✖️ ${payload}`, ALONE), sources.part, { id, name: numberOf(payload) })),
        ),
        ...pageRow(page => sources.names.data({ id, page }), { page, size: SIZE, total: others.length }),
        [key(admin.back, sources.open, { id })],
      ],
    }
  }),

  deed(sources.part, ({ db, t }, { id, name }) => {
    const source = getSource(db, id)
    const payload = otherNames(db, source).find(one => numberOf(one) === name)
    if (payload === undefined) return say(t.admin.oldButton)
    dropAlias(db, payload, id)
    return go(sources.names, { id, page: 0 }, t.sourceCards.parted(payload))
  }),

  screen(
    sources.tidy,
    async ({ db, t: { sourceCards: t } }, { page: wanted }) => {
      const { strays, people, names } = await findStrays(db, MOST)
      const page = pageWithin(wanted, { size: SIZE, total: strays.length })
      return {
        text: t.tidyTitle(names, people),
        keyboard: [
          ...pairs(
            strays
              .slice(page * SIZE, (page + 1) * SIZE)
              .map(({ payload, people, someone }) =>
                key(t.strayKey(shorten(payload, ALONE - 10), people), sources.stray, { someone, page: 0 }),
              ),
          ),
          ...pageRow(sources.tidy, { page, size: SIZE, total: strays.length }),
          [key(t.keys.list, sources.list, { page: 0 })],
        ],
      }
    },
    { costly: true },
  ),

  screen(sources.stray, (here, { someone, page: wanted }) => {
    const { admin, sourceCards: t } = here.t
    const payload = strayOf(here, someone)
    if (payload === null) return go(sources.tidy, { page: 0 })
    const made = nearestFirst(listSources(here.db), payload)
    const page = pageWithin(wanted, { size: SIZE, total: made.length })
    return {
      text: t.strayAsked(payload),
      keyboard: [
        ...pairs(
          made
            .slice(page * SIZE, (page + 1) * SIZE)
            .map(({ id, name }) => key(shorten(name, ALONE), sources.join, { id, someone })),
        ),
        ...pageRow(page => sources.stray.data({ someone, page }), { page, size: SIZE, total: made.length }),
        [key(t.keys.own, sources.own, { someone }), key(admin.back, sources.tidy, { page: 0 })],
      ],
    }
  }),

  deed(sources.join, (doing, { id, someone }) => {
    const { db, t } = doing
    const payload = strayOf(doing, someone)
    if (payload === null) return say(t.admin.oldButton)
    const { name } = getSource(db, id)
    addAlias(db, payload, id)
    moveTexts(db, payload, name, 'to')
    return go(sources.tidy, { page: 0 }, t.sourceCards.joined(payload, name))
  }),

  deed(sources.own, (doing, { someone }) => {
    const { db, me, at, t, preferences } = doing
    const payload = strayOf(doing, someone)
    if (payload === null) return say(t.admin.oldButton)
    const { channel } = readSource(payload, preferences.currency())
    const made = { name: payload, channel: channel === null ? null : channelOf(channel), cost: null, createdBy: me }
    createSource(db, made, at)
    return go(sources.tidy, { page: 0 }, t.sourceCards.stray(payload))
  }),
]

/** Names beside its own that mean a source. */
function otherNames(db: Db, { id, name }: Source): string[] {
  return listAliases(db, id).filter(payload => payload !== name.toLowerCase())
}

/** A number that stands for a name in a button. */
function numberOf(name: string): number {
  return createHash('sha256').update(name).digest().readUIntBE(0, 5)
}

/** The name that somebody came by; null where they are not there, or it means a source by now. */
function strayOf({ db }: Pick<Here, 'db'>, someone: number): string | null {
  const row = db.sql<{ source: string | null }>('select source from subscribers where id = ?').get(someone)
  const payload = row?.source ?? null
  return payload === null || findSourceOf(db, payload) !== null ? null : payload
}

/** Those first whose names are most like this one, since people mistype and shorten. */
function nearestFirst<S extends { name: string }>(made: readonly S[], name: string): S[] {
  const wanted = name.toLowerCase()
  const far = ({ name: other }: S) => {
    const theirs = other.toLowerCase()
    return theirs.startsWith(wanted) || wanted.startsWith(theirs) ? 0 : distance(theirs, wanted)
  }
  return [...made].sort((a, b) => far(a) - far(b))
}
