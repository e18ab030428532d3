import { readFacts } from '../../../../audience/attribute/fact.js'
import { type Attribute, createAttribute, findAttribute, listAttributes } from '../../../../audience/attribute.js'
import { AppError } from '../../../../errors.js'
import { actionAddress, actionOf } from '../../../../offers/button/action.js'
import type { Poll } from '../../../../offers/content/poll.js'
import { setPollSettings } from '../../../../offers/content/poll-settings.js'
import { findVariant, type Variant } from '../../../../offers/variant.js'
import { fold } from '../../../../text/fold.js'
import { shorten } from '../../../../text/format.js'
import { lines, rich } from '../../../../text/rich.js'
import { ALONE, BESIDE, type Key, key, pairs } from '../../../card.js'
import type { Here } from '../../../here.js'
import { deed, type Entry, type Go, type Guard, go, guarded, words } from '../../../screen.js'
import { changeRows } from '../../drafts/change.js'
import { pageRow } from '../../page.js'
import { actionReader } from '../../typed/action.js'
import { actionWords } from '../../words/action.js'
import { fieldName } from '../../words/field-name.js'
import { offers } from '../addresses.js'
import { draftPlaces, draftScreen } from '../place.js'

const SHOWN = 60
const QUESTION = 200
const MOST = 6
const PAGE = 8
/** What may stand before the field, as it does on a button. */
const VERB = /^(?:field|поле)\s+/iu

type Where = { offer: number; segment: number; version: number }

/** Without a poll there is nothing to set. */
const isPoll: Guard<keyof Where> = (here, where) => (polledAt(here, where) === null ? messageOf(where) : null)
const isOption: Guard<keyof Where | 'option'> = (here, { option, ...where }) =>
  polledAt(here, where)?.poll.options[option] === undefined ? go(offers.answers, where) : null

/** What the answers to a poll become: a field of whoever gives them, or nothing. */
export const answerPlaces: Entry[] = draftPlaces(
  guarded(isPoll, [
    draftScreen(
      offers.answers,
      (here, where, note) => {
        const { poll } = getPolled(here, where)
        const { pollCards: t, admin } = here.t
        const { options, right, question } = poll
        const named = (text: string, i: number) => t.option(i + 1, shorten(text, SHOWN), right?.includes(i) === true)
        return {
          text: lines([
            t.title(shorten(question.text, QUESTION)),
            note,
            ...options.map((option, i) => t.becomes(named(option.text, i), becomes(here, option.sets))),
            rich`\n${t.hint}`,
          ]),
          keyboard: [
            ...pairs(
              options.map(({ text }, option) =>
                key(shorten(`${option + 1} ${text}`, BESIDE), offers.answer, { ...where, option }),
              ),
            ),
            [
              key(t.keys.into, offers.answersInto, { ...where, page: 0 }),
              ...(options.some(option => option.sets !== undefined)
                ? [key(t.keys.none, offers.answersAre, { ...where, field: 0 })]
                : []),
            ],
            [{ label: admin.back, data: messageOf(where).data }],
          ],
        }
      },
      { note: 'own' },
    ),

    draftScreen(
      offers.answersInto,
      (here, { page: wanted, ...where }) => {
        const { poll } = getPolled(here, where)
        const { pollCards: t, admin } = here.t
        // A field of any words takes every answer, and is seldom what is meant.
        const fitting = listAttributes(here.db)
          .map(field => ({ field, fits: poll.options.filter(({ text }) => heldOf(here, field, text) !== null).length }))
          .filter(({ fits }) => fits > 0)
          .sort((a, b) => Number(a.field.type === 'text') - Number(b.field.type === 'text') || b.fits - a.fits)
        const page = Math.max(0, Math.min(wanted, Math.ceil(fitting.length / PAGE) - 1))
        const all = poll.options.length
        return {
          text: lines([t.title(shorten(poll.question.text, QUESTION)), fitting.length === 0 ? t.noField : t.intoAsked]),
          keyboard: [
            ...fitting.slice(page * PAGE, (page + 1) * PAGE).map(({ field, fits }) => [
              key(t.intoKey(shorten(fieldName(field, here.language), ALONE - 12), fits, all), offers.answersAre, {
                ...where,
                field: field.id,
              }),
            ]),
            ...pageRow(one => offers.answersInto.data({ ...where, page: one }), {
              page,
              size: PAGE,
              total: fitting.length,
            }),
            [key(admin.back, offers.answers, where)],
          ],
        }
      },
      {
        words: words<keyof Where | 'page'>(
          (here, { page: _page, ...where }, { text }) => {
            const known = listAttributes(here.db).find(field => fold(fieldName(field, here.language)) === fold(text))
            return known === undefined ? intoNew(here, where, text) : into(here, where, known)
          },
          here => here.t.pollCards.nameAsked,
        ),
      },
    ),

    deed(offers.answersAre, (here, { field: id, ...where }) => into(here, where, id === 0 ? null : usable(here, id))),
  ]).concat(
    guarded(isOption, [
      draftScreen(
        offers.answer,
        (here, { option, ...where }) => {
          const { poll } = getPolled(here, where)
          const { pollCards: t, admin } = here.t
          const { text, sets } = poll.options[option] ?? { text: '', sets: undefined }
          return {
            text: lines([
              t.optionAsked(text),
              sets === undefined ? null : t.optionNow(becomes(here, sets)),
              t.optionHint,
            ]),
            keyboard: [
              ...pairs(suggested(here, text).map(field => suggestion(here, field, { ...where, option, text }))),
              [
                ...(sets === undefined
                  ? []
                  : [key(t.keys.optionNone, offers.answerIs, { ...where, option, field: 0 })]),
                key(admin.back, offers.answers, where),
              ],
            ],
          }
        },
        {
          words: words<keyof Where | 'option'>(
            (here, { option, ...where }, { text }) => {
              const { variant } = getPolled(here, where)
              const read = actionReader(here)('set', text.trim().replace(VERB, ''))
              if (actionOf(read)?.kind !== 'set') throw new AppError('poll_setting')
              setPollSettings(here.db, variant.id, (one, now) => (one === option ? read : now))
              changeRows(here.db, where.offer, () => ({}))
              return go(offers.answers, where)
            },
            here => here.t.pollCards.asked,
          ),
        },
      ),

      deed(offers.answerIs, (here, { option, field: id, ...where }) => {
        const { variant, poll } = getPolled(here, where)
        const field = id === 0 ? null : usable(here, id)
        const sets = field === null ? null : settingOf(here, field, poll.options[option]?.text ?? '')
        setPollSettings(here.db, variant.id, (one, now) => (one === option ? sets : now))
        changeRows(here.db, where.offer, () => ({}))
        return go(offers.answers, where)
      }),
    ]),
  ),
)

/** Each answer becomes the value of the same name, where the field takes it. @param field null: none becomes anything */
function into(here: Here, where: Where, field: Attribute | null): Go {
  const { variant, poll } = getPolled(here, where)
  const sets = poll.options.map(({ text }) => (field === null ? null : settingOf(here, field, text)))
  const fits = sets.filter(one => one !== null).length
  if (field !== null && fits === 0) throw new AppError('poll_field_unfit', { field: fieldName(field, here.language) })
  setPollSettings(here.db, variant.id, option => sets[option] ?? null)
  changeRows(here.db, where.offer, () => ({}))
  if (field === null) return go(offers.answers, where)
  return go(offers.answers, where, here.t.pollCards.into(fieldName(field, here.language), fits, sets.length))
}

/** A new field whose values are the answers. */
function intoNew(here: Here, where: Where, label: string): Go {
  const { poll } = getPolled(here, where)
  const options = poll.options.map(({ text }) => text)
  const type = poll.many === true ? 'many_of' : 'one_of'
  const about = { group: 'personality', purpose: null, createdBy: here.me } as const
  const field = createAttribute(here.db, { ...about, label, type, options }, here.at)
  into(here, where, field)
  return go(offers.answers, where, here.t.pollCards.made(fieldName(field, here.language), options.length))
}

/** The poll that stands there; null where the message is none (any more). */
function polledAt(
  { db }: Pick<Here, 'db'>,
  { offer, segment, version }: Where,
): { variant: Variant; poll: Poll } | null {
  const variant = findVariant(db, offer, segment || null, version)
  return variant?.content.poll === undefined ? null : { variant, poll: variant.content.poll }
}

/** The same behind the guard. */
function getPolled(here: Pick<Here, 'db'>, where: Where): { variant: Variant; poll: Poll } {
  const found = polledAt(here, where)
  if (found === null) throw new AppError('deed_done')
  return found
}

function messageOf({ offer, segment, version }: Where): Go {
  return version === 0 ? go(offers.version, { offer, segment }) : go(offers.abVersion, { offer, segment, version })
}

function becomes({ db, language, t }: Here, sets: string | undefined): string {
  const action = sets === undefined ? null : actionOf(sets)
  return action === null ? t.pollCards.nothing : actionWords(db, action, language)
}

function usable({ db }: Here, id: number): Attribute | null {
  const field = findAttribute(db, id)
  return field?.archivedAt === null ? field : null
}

/** What a field holds once somebody chose an option of these words; null where it cannot hold such a thing. */
function heldOf({ at }: Pick<Here, 'at'>, field: Attribute, text: string): string | null {
  const read = readFacts(field, [text], at)
  return read.kind === 'facts' ? (read.facts[0]?.shown ?? null) : null
}

function settingOf(here: Here, field: Attribute, text: string): string | null {
  const value = heldOf(here, field, text)
  return value === null ? null : actionAddress({ kind: 'set', field: field.id, value })
}

/** Fields that hold these words already as one of few values stand before those that hold any. */
function suggested(here: Here, text: string): Attribute[] {
  return listAttributes(here.db)
    .filter(field => heldOf(here, field, text) !== null)
    .sort((a, b) => Number(a.type === 'text') - Number(b.type === 'text'))
    .slice(0, MOST)
}

function suggestion(here: Here, field: Attribute, { text, ...where }: Where & { option: number; text: string }): Key {
  const label = `${fieldName(field, here.language)} = ${text}`
  return key(shorten(label, ALONE), offers.answerIs, { ...where, field: field.id })
}
