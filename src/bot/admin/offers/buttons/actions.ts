import { type Attribute, listAttributes } from '../../../../audience/attribute.js'
import { interests } from '../../../../audience/interest.js'
import { listQuestions } from '../../../../audience/survey/question.js'
import { actionAddress } from '../../../../offers/button/action.js'
import { setButtons } from '../../../../offers/button/own.js'
import { parseButtons } from '../../../../offers/button.js'
import { getDraft } from '../../../../offers/draft.js'
import { lines, type Rich } from '../../../../text/rich.js'
import { type Key, key } from '../../../card.js'
import type { Here } from '../../../here.js'
import { type Entry, go, takes } from '../../../screen.js'
import { changeRows } from '../../drafts/change.js'
import { fields } from '../../fields/addresses.js'
import { survey } from '../../survey/addresses.js'
import { actionReader } from '../../typed/action.js'
import { keepVisits, type Visits, visitAll, visitWords } from '../../visits.js'
import { buttonWords } from '../../words/action.js'
import { offers } from '../addresses.js'
import { draftPlaces, draftScreen } from '../place.js'

type Typed = { buttons: ReturnType<typeof parseButtons>; visits: Visits }

/** What a button can do beside opening an address, with lines that this shop could send. What is sent comes below the buttons that are there. */
export const actionPlaces: Entry[] = draftPlaces([
  draftScreen(
    offers.actions,
    (here, { offer }) => {
      const { lines: examples, missing } = examplesOf(here)
      const { offerCards: t, admin } = here.t
      return {
        text: lines([t.actionsAsked, ...examples.flatMap(example => ['', example])]),
        keyboard: [...(missing.length === 0 ? [] : [missing]), [key(admin.back, offers.buttons, { offer })]],
      }
    },
    {
      words: takes<'offer', Typed>(
        {
          async look(here, { values, said }) {
            const buttons = parseButtons(said.text, here.ownTargets, actionReader(here))
            const addresses = buttons.flat().map(({ url }) => url)
            return { buttons, visits: await visitAll(here, getDraft(here.db, values.offer), addresses) }
          },
          do({ db, t }, { values: { offer } }, { buttons, visits }) {
            setButtons(db, offer, [...getDraft(db, offer).draft.buttons, ...buttons])
            changeRows(db, offer, () => ({}))
            keepVisits(db, offer, visits)
            const notes = visitWords(visits, t)
            return go(offers.buttons, { offer }, notes.length === 0 ? null : lines(notes))
          },
        },
        here => here.t.asked.buttons,
      ),
    },
  ),
])

/** Lines that can be sent as they stand, made of the shop's own fields and questions. */
function examplesOf({ db, language, t }: Here): { lines: (Rich | string)[]; missing: Key[] } {
  const { offerCards: words } = t
  const known = listAttributes(db)
  const line = (label: string, url: string) => `${label} - ${buttonWords(db, url, language)}`
  const set = (field: Attribute, value: string | null) => actionAddress({ kind: 'set', field: field.id, value })
  const yesNo = known.find(({ type }) => type === 'yes_no')
  const choice = known.find(({ options }) => options !== null && options.length > 0)
  const date = known.find(({ type, key: name }) => type === 'date' && name !== 'birthday')
  const city = known.find(({ key: name }) => name === 'city')
  const [question] = listQuestions(db).filter(({ attribute }) => attribute.archivedAt === null)
  const [topic] = interests(db)
  const [option = ''] = choice?.options ?? []
  const setting =
    yesNo !== undefined
      ? line(words.actionExamples.yes, set(yesNo, 'yes'))
      : choice !== undefined
        ? line(words.actionExamples.pick, set(choice, option))
        : city === undefined
          ? null
          : line('Riga', set(city, 'Riga'))
  return {
    lines: [
      setting === null ? words.actionNoFields : words.actionField(setting),
      ...(date === undefined ? [] : [words.actionToday(line(words.actionExamples.today, set(date, null)))]),
      ...(topic === undefined
        ? []
        : [words.actionTopic(line(topic.name, actionAddress({ kind: 'about', interest: topic.id, wants: true })))]),
      question === undefined
        ? words.actionNoQuestions
        : words.actionQuestion(line(words.actionExamples.ask, actionAddress({ kind: 'ask', question: question.id }))),
    ],
    missing: [
      key(words.addField, fields.add, {}),
      ...(question === undefined ? [key(words.addQuestion, survey.add, { page: 0 })] : []),
    ],
  }
}
