import { firstWords } from '../../../offers/draft/name.js'
import { shorten, wholeCharacters } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { key } from '../../card.js'
import { wordsOf } from '../../replies/ready/keyword.js'
import { ANSWER_NAME, createReady, listReady, MOST_ANSWERS } from '../../replies/ready.js'
import { type Entry, go, screen, takes } from '../../screen.js'
import { pageRow, pageWithin } from '../page.js'
import { toGroup } from '../settings/addresses.js'
import { answers } from './addresses.js'
import { checkedAnswer } from './content.js'

const SIZE = 6
const WORDS = 60

/** The ready answers, and a new one: it is sent as it should look. */
export const listPlaces: Entry[] = [
  screen(answers.list, ({ db, t: { admin, answerCards: t } }, { page: wanted }) => {
    const { total } = listReady(db, { offset: 0, limit: 0 })
    const page = pageWithin(wanted, { size: SIZE, total })
    const shown = listReady(db, { offset: page * SIZE, limit: SIZE }).ready
    return {
      text: lines([
        t.title(total),
        total === 0 ? t.none : t.about,
        ...shown.map(one => t.line(one.name, shorten(wordsOf(db, one.id).join(', '), WORDS))),
        total >= MOST_ANSWERS ? t.full(MOST_ANSWERS) : null,
      ]),
      keyboard: [
        ...shown.map(({ id, name }) => [key(name, answers.open, { answer: id })]),
        ...pageRow(answers.list, { page, size: SIZE, total }),
        [...(total >= MOST_ANSWERS ? [] : [key(t.keys.add, answers.add, {})]), toGroup(admin.back, 'read')],
      ],
    }
  }),

  screen(
    answers.add,
    ({ t: { admin, answerCards: t, offers } }) => ({
      text: lines([t.askNew, offers.placeholderHint]),
      keyboard: [[key(admin.back, answers.list, { page: 0 })]],
    }),
    {
      words: takes({
        look: (here, { said: { message } }) => checkedAnswer(here, message, null),
        do({ db, me, at, t: { answerCards: t } }, _, content) {
          const name = nameOf(content.text) || t.unnamed
          return go(answers.open, { answer: createReady(db, { name, content, createdBy: me }, at).id })
        },
      }),
    },
  ),
]

/** Its first words, as many whole ones as fit; '' where there are none. */
function nameOf(text: string): string {
  const words = firstWords(text)
  const space = words.lastIndexOf(' ', ANSWER_NAME)
  return words.length <= ANSWER_NAME || space <= 0 ? wholeCharacters(words, ANSWER_NAME) : words.slice(0, space)
}
