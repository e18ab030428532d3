import {
  archiveInterest,
  countDeclined,
  createInterest,
  getInterest,
  INTEREST_LENGTH,
  interests as listInterests,
  MOST_INTERESTS,
  renameInterest,
} from '../../../audience/interest.js'
import { leaveInterest } from '../../../offers/offer.js'
import { checkUnused } from '../../../segments/reference.js'
import { lines } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import { deed, type Entry, go, screen, words } from '../../screen.js'
import { peopleList } from '../cards/people-list.js'
import { toGroup } from '../settings/addresses.js'
import { interests } from './addresses.js'

/** What people may choose to hear about: none until the shop makes some. */
export const listPlaces: Entry[] = [
  screen(interests.list, ({ db, t: { admin, interestCards: t } }) => {
    const there = listInterests(db)
    return {
      text: lines([
        t.title,
        there.length === 0 ? t.none : t.about,
        ...there.map(({ id, name }) => t.line(name, countDeclined(db, id))),
        there.length >= MOST_INTERESTS ? t.full(MOST_INTERESTS) : null,
      ]),
      keyboard: [
        ...pairs(there.map(({ id, name }) => key(name, interests.open, { interest: id }))),
        ...pairs([
          ...(there.length >= MOST_INTERESTS ? [] : [key(t.keys.add, interests.add, {})]),
          toGroup(admin.back, 'often'),
        ]),
      ],
    }
  }),

  screen(
    interests.add,
    ({ t: { admin, interestCards: t } }) => ({
      text: t.wanted(INTEREST_LENGTH),
      keyboard: [[key(admin.back, interests.list, {})]],
    }),
    {
      words: words(
        ({ db, me, at }, _, { text: name }) => {
          createInterest(db, { name, createdBy: me }, at)
          return go(interests.list, {})
        },
        here => here.t.asked.interest,
      ),
    },
  ),

  screen(interests.open, ({ db, t: { admin, interestCards: t } }, { interest: id }) => {
    const { name } = getInterest(db, id)
    const declined = countDeclined(db, id)
    return {
      text: t.one(name, declined),
      keyboard: [
        ...(declined === 0 ? [] : [[key(t.keys.who, interests.people, { interest: id, page: 0 })]]),
        [
          key(t.keys.rename, interests.rename, { interest: id }),
          key(t.keys.archive, interests.archive, { interest: id }),
        ],
        [key(admin.back, interests.list, {})],
      ],
    }
  }),

  ...peopleList(
    { list: interests.people, file: interests.peopleFile },
    ({ db, t: { admin, interestCards: t } }, values) => {
      const { id, name } = getInterest(db, values.interest)
      return {
        name: t.peopleOf(name),
        criterion: { not: { leaf: 'wish', wants: { about: id } } },
        rows: [[key(admin.back, interests.open, { interest: id })]],
      }
    },
  ),

  screen(
    interests.rename,
    ({ db, t: { admin, interestCards: t } }, { interest }) => {
      getInterest(db, interest)
      return { text: t.wanted(INTEREST_LENGTH), keyboard: [[key(admin.back, interests.open, { interest })]] }
    },
    {
      words: words(
        ({ db }, { interest }, { text }) => {
          renameInterest(db, interest, text)
          return go(interests.open, { interest })
        },
        here => here.t.asked.interest,
      ),
    },
  ),

  screen(interests.archive, ({ db, t: { admin, interestCards: t } }, { interest }) => ({
    text: t.askArchive(getInterest(db, interest).name),
    keyboard: [
      [key(t.keys.archiveYes, interests.archiveYes, { interest }), key(admin.back, interests.open, { interest })],
    ],
  })),

  deed(interests.archiveYes, ({ db, at }, { interest }) => {
    checkUnused(db, { kind: 'interest', id: interest })
    archiveInterest(db, interest, at)
    leaveInterest(db, interest)
    return go(interests.list, {})
  }),
]
