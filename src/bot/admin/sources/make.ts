import { sourceOf } from '../../../audience/source/payload.js'
import { CHANNEL_LENGTH, channelOf, linkName, readSource } from '../../../audience/source/typed.js'
import { createSource, getSource, renameSource, setSourceChannel, setSourceCost } from '../../../audience/source.js'
import { key } from '../../card.js'
import { again, deed, type Entry, go, screen, takes } from '../../screen.js'
import { moveTexts } from '../../settings/texts.js'
import { sources } from './addresses.js'
import { costLike, costWords, typedCost } from './figures.js'

/** A new source in one typed line, and what is known of one: its name, its channel, what it costs. */
export const makePlaces: Entry[] = [
  screen(
    sources.add,
    here => ({
      text: here.t.sourceCards.asked(costLike(here)),
      keyboard: [[key(here.t.sourceCards.keys.list, sources.list, { page: 0 })]],
    }),
    {
      words: takes(
        {
          look({ preferences, t }, { said: { text } }) {
            const typed = readSource(text, preferences.currency())
            return typed.name === '' ? again(t.sourceCards.noName) : typed
          },
          do({ db, me, at }, _, typed) {
            return go(sources.open, { id: createSource(db, { ...typed, createdBy: me }, at).id })
          },
        },
        here => here.t.asked.sourceName,
      ),
    },
  ),

  screen(
    sources.rename,
    ({ db, t: { admin, sourceCards: t } }, { id }) => ({
      text: t.renameAsked(getSource(db, id).name),
      keyboard: [[key(admin.back, sources.open, { id })]],
    }),
    {
      words: takes(
        {
          look({ t }, { said: { text } }) {
            const name = sourceOf(text) === null ? linkName(text) : text
            return name === '' ? again(t.sourceCards.noName) : { name }
          },
          do({ db }, { values: { id } }, { name }) {
            const before = getSource(db, id).name
            renameSource(db, id, name)
            moveTexts(db, before, name, 'from')
            return go(sources.open, { id })
          },
        },
        here => here.t.asked.sourceName,
      ),
    },
  ),

  screen(
    sources.cost,
    (here, { id }) => {
      const { admin, sourceCards: t } = here.t
      const { name, cost } = getSource(here.db, id)
      return {
        text: t.costAsked(name, costWords(cost, here), costLike(here)),
        keyboard: [
          [
            ...(cost === null ? [] : [key(t.keys.noCost, sources.noCost, { id })]),
            key(admin.back, sources.open, { id }),
          ],
        ],
      }
    },
    {
      words: takes(
        {
          look(here, { said: { text } }) {
            return typedCost(here, text) ?? again(here.t.sourceCards.costUnread(costLike(here)))
          },
          do({ db }, { values: { id } }, cost) {
            setSourceCost(db, getSource(db, id).id, cost)
            return go(sources.open, { id })
          },
        },
        here => here.t.sourceCards.costUnread(costLike(here)),
      ),
    },
  ),

  deed(sources.noCost, ({ db }, { id }) => {
    setSourceCost(db, getSource(db, id).id, null)
    return go(sources.open, { id })
  }),

  screen(
    sources.channel,
    ({ db, t: { admin, sourceCards: t } }, { id }) => {
      const { name, channel } = getSource(db, id)
      return { text: t.channelAsked(name, channel), keyboard: [[key(admin.back, sources.open, { id })]] }
    },
    {
      words: takes(
        {
          look({ t }, { said: { text } }) {
            const channel = text.replace(/\s+/gu, ' ')
            return channel.length > CHANNEL_LENGTH
              ? again(t.sourceCards.channelLong(CHANNEL_LENGTH))
              : channelOf(channel)
          },
          do({ db }, { values: { id } }, channel) {
            setSourceChannel(db, getSource(db, id).id, channel)
            return go(sources.open, { id })
          },
        },
        here => here.t.asked.channel,
      ),
    },
  ),
]
