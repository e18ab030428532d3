import { getDraft } from '../../../../offers/draft.js'
import { listVariants } from '../../../../offers/variant.js'
import { shorten } from '../../../../text/format.js'
import { rich } from '../../../../text/rich.js'
import { type Key, key, pairs } from '../../../card.js'
import type { Here } from '../../../here.js'
import { after, below, deed, type Entry, go, type Parts, say, saying, type Words, words } from '../../../screen.js'
import { type Face, faceName, faceNumber, faceOf, findByName, otherPeople } from '../../drafts/faces.js'
import { type Copy, copiesFor, problemsOf, putTests, versionsOf } from '../../drafts/trial.js'
import { findWords, keepWords } from '../../search.js'
import { offers } from '../addresses.js'
import { draftPlaces, draftScreen } from '../place.js'
import { testedPlaces } from './tested.js'

/** The typed name of somebody as whom the test is wanted. */
const personWords: Words<'offer'> = words<'offer'>(
  ({ db, me, t, at }, { offer }, { text }) => {
    const search = keepWords(db, me, text, at)
    return search === null
      ? go(offers.testAs, { offer }, t.offerCards.nobodyNamed(shorten(text, 60)))
      : go(offers.testFound, { offer, search })
  },
  here => here.t.asked.person,
)

/** A test: every version, by the same renderer and the same way out as a broadcast, seen as somebody of the audience. */
export const testPlaces: Entry[] = draftPlaces([
  deed(
    offers.test,
    testing(() => ({ kind: 'typical' })),
  ),
  deed(
    offers.testFace,
    testing<'face'>(({ face }) => faceOf(face)),
  ),

  deed(offers.testPeople, {
    look(doing, { offer, face }) {
      const others = otherPeople(doing)
      return others.length === 0 ? say(doing.t.offerCards.noTestPeople) : copiesFor(doing, offer, faceOf(face), others)
    },
    do(doing, values, copies: Copy[]) {
      for (const { chat, parcel } of putTests(doing, values, copies)) doing.send(chat, parcel)
      return go(offers.tested, { offer: values.offer, face: values.face, failed: 0 })
    },
    came(here, { offer, face }, posted) {
      const problems = problemsOf(here.t, posted)
      const each = versionsOf(here, offer).length
      const people = Array.from({ length: problems.length / each }, (_, i) => problems.slice(i * each, (i + 1) * each))
      const failed = people.filter(theirs => theirs.some(problem => problem !== null)).length
      const led = go(offers.tested, { offer, face, failed: failed > 0 ? 1 : 0 })
      return saying(led, here.t.offerCards.testedPeople(people.length - failed, failed))
    },
  }),

  draftScreen(
    offers.testAs,
    (here, { offer }, note) => ({
      text: rich`${note ?? here.t.offerCards.facesAsked}`,
      keyboard: pairs(faceKeys(here, offer)),
    }),
    { note: 'own', words: personWords },
  ),

  draftScreen(
    offers.testFound,
    async (here, { offer, search }) => {
      const { offerCards: t } = here.t
      const words = findWords(here.db, here.me, search)
      if (words === null) return go(offers.testAs, { offer })
      const found = await findByName(here.db, words)
      const { generation } = getDraft(here.db, offer)
      const keys = found.map(person =>
        key(`👤 ${shorten(faceName(person), 40)}`, offers.testFace, { offer, face: person.id, generation }),
      )
      return {
        text: rich`${found.length === 0 ? t.nobodyNamed(shorten(words, 60)) : t.namedSo}`,
        keyboard: [...pairs(keys), ...pairs(faceKeys(here, offer))],
      }
    },
    { words: personWords },
  ),

  ...testedPlaces,
])

/** A test for whoever asks for it: what to do with it stands below. */
function testing<Field extends string>(
  seen: (values: Record<Field | 'offer' | 'generation', number>) => Face,
): Parts<Record<Field | 'offer' | 'generation', number>, Copy[]> {
  return {
    look(doing, values) {
      const nothing = listVariants(doing.db, values.offer).length === 0
      return nothing ? say(doing.t.offerCards.testNothing) : copiesFor(doing, values.offer, seen(values), [doing.me])
    },
    do(doing, values, copies) {
      for (const { chat, parcel } of putTests(doing, values, copies)) doing.send(chat, parcel)
      return below(go(offers.tested, { offer: values.offer, face: faceNumber(seen(values)), failed: 0 }))
    },
    came(here, values, posted) {
      const problems = problemsOf(here.t, posted).filter(problem => problem !== null)
      const failed = problems.length > 0 ? 1 : 0
      return after(problems, below(go(offers.tested, { offer: values.offer, face: faceNumber(seen(values)), failed })))
    },
  }
}

function faceKeys({ db, t: { offerCards: t, admin } }: Here, offer: number): Key[] {
  const { generation } = getDraft(db, offer)
  const faces = (['typical', 'longest', 'none'] as const).map(kind =>
    key(t.faces[kind], offers.testFace, { offer, face: faceNumber({ kind }), generation }),
  )
  return [...faces, key(admin.card, offers.open, { offer })]
}
