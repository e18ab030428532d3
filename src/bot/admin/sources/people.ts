import { getSource, type Source } from '../../../audience/source.js'
import type { Criterion } from '../../../segments/criterion.js'
import { key } from '../../card.js'
import { languages } from '../../language.js'
import { deed, type Entry, go } from '../../screen.js'
import { sourceNumber } from '../../settings/texts.js'
import { peopleList } from '../cards/people-list.js'
import { beginFor } from '../drafts/begin.js'
import { saveReady } from '../named-segment.js'
import { wordings } from '../texts/addresses.js'
import { sources } from './addresses.js'

/** Who came by a source, an offer for them, and what newcomers by it read. */
export const peoplePlaces: Entry[] = [
  ...peopleList({ list: sources.people, file: sources.peopleFile }, (here, { id }) => {
    const { admin, sourceCards: t } = here.t
    const source = getSource(here.db, id)
    return {
      name: t.peopleOf(source.name),
      criterion: cameBy(source),
      rows: [[key(t.keys.write, sources.write, { id }), key(admin.back, sources.open, { id })]],
    }
  }),

  deed(sources.write, (doing, { id }) => {
    const source = getSource(doing.db, id)
    const name = doing.t.sourceCards.peopleOf(source.name)
    return beginFor(doing, saveReady(doing.db, { name, criterion: cameBy(source) }, doing.me, doing.at))
  }),

  // A source has a number among the texts from the moment somebody looks for its own.
  deed(sources.welcome, ({ db, language }, { id }) =>
    go(wordings.open, {
      name: 0,
      language: languages.indexOf(language),
      source: sourceNumber(db, getSource(db, id).name),
    }),
  ),
]

function cameBy({ name }: Source): Criterion {
  return { leaf: 'source', values: [name] }
}
