import { isRung, RUNGS, type Rung, type RungNames } from '../../../audience/ladder/rung.js'
import { key, pairs } from '../../card.js'
import { again, deed, type Entry, go, screen, takes } from '../../screen.js'
import { RUNG_LENGTH } from '../../settings/preference.js'
import { rungName, rungNameList } from '../words/rung-name.js'
import { ladder } from './addresses.js'

/** What the steps of the ladder are called. */
export const namePlaces: Entry[] = [
  screen(ladder.names, here => {
    const { admin, ladderCards: t } = here.t
    return {
      text: t.namesAsked(rungNameList(here.preferences, here.language)),
      keyboard: pairs([
        ...RUNGS.map(rung => key(`✏️ ${rung}`, ladder.name, { rung })),
        key(t.keys.usual, ladder.usual, {}),
        key(admin.back, ladder.home, {}),
      ]),
    }
  }),

  deed(ladder.usual, ({ preferences }) => {
    preferences.save.rungNames([null, null, null, null, null])
    return go(ladder.names, {})
  }),

  screen(
    ladder.name,
    (here, { rung }) => {
      const { admin, ladderCards: t } = here.t
      if (!isRung(rung)) return go(ladder.names, {})
      return {
        text: t.nameWanted(rungName(here.preferences, rung, here.language), RUNG_LENGTH),
        keyboard: [[key(admin.back, ladder.names, {})]],
      }
    },
    {
      words: takes(
        {
          look({ t }, { said }) {
            const name = said.text.replace(/\s+/g, ' ')
            return name.length > RUNG_LENGTH ? again(t.ladderCards.tooLong(name.length, RUNG_LENGTH)) : name
          },
          do({ preferences }, { values: { rung } }, name) {
            if (isRung(rung)) preferences.save.rungNames(renamed(preferences.rungNames(), rung, name))
            return go(ladder.names, {})
          },
        },
        here => here.t.asked.stepName,
      ),
    },
  ),
]

function renamed([one, two, three, four, five]: RungNames, rung: Rung, name: string): RungNames {
  const or = (own: Rung, old: string | null) => (own === rung ? name : old)
  return [or(1, one), or(2, two), or(3, three), or(4, four), or(5, five)]
}
