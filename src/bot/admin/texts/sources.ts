import { sourceOf } from '../../../audience/source/payload.js'
import { listSources, sourceName } from '../../../audience/source.js'
import type { Db } from '../../../db/open.js'
import { shorten } from '../../../text/format.js'
import { rich } from '../../../text/rich.js'
import { BESIDE, key, pairs } from '../../card.js'
import { languages } from '../../language.js'
import { again, type Entry, go, screen, takes } from '../../screen.js'
import { listTextSources } from '../../settings/texts.js'
import { pageRow, pageWithin } from '../page.js'
import { wordings } from './addresses.js'
import { numbersOf } from './which.js'

const PAGE = 10
const MOST = 200

/** The welcome by source: which sources there are, those with words of their own first, and another one by its name. */
export const sourcePlaces: Entry[] = [
  // A source has a number from the moment its button is shown; giving it one twice gives the same.
  screen(wordings.sources, ({ db, t: { textCards: t, admin } }, { language: number, page: wanted }) =>
    db.group(() => {
      const language = languages[number] ?? 'en'
      const own = listTextSources(db, 'welcome', language)
      const sources = [...own, ...knownSources(db).filter(source => !own.includes(source.toLowerCase()))]
      const page = pageWithin(wanted, { size: PAGE, total: sources.length })
      const shown = sources.slice(page * PAGE, (page + 1) * PAGE)
      return {
        text: t.sourcesTitle(t.languages[language]),
        keyboard: [
          ...pairs(
            shown.map(source =>
              key(
                shorten(own.includes(source) ? `✏️ ${source}` : source, BESIDE),
                wordings.open,
                numbersOf(db, { name: 'welcome', language, source }),
              ),
            ),
          ),
          ...pageRow(page => wordings.sources.data({ language: number, page }), {
            page,
            size: PAGE,
            total: sources.length,
          }),
          [key(t.keys.source, wordings.addSource, { language: number })],
          [key(admin.back, wordings.open, { name: 0, language: number, source: 0 })],
        ],
      }
    }),
  ),

  screen(
    wordings.addSource,
    ({ t: { textCards: t, admin } }, { language }) => ({
      text: rich`${t.sourcesAsk}`,
      keyboard: [[key(admin.back, wordings.sources, { language, page: 0 })]],
    }),
    {
      words: takes({
        look({ t }, { said: { text } }) {
          const source = text.replace(/^.*[?&]start=/, '')
          return sourceOf(source) === null ? again(t.textCards.sourceInvalid) : { source }
        },
        do({ db }, { values }, { source }) {
          const language = languages[values.language] ?? 'en'
          return go(wordings.open, numbersOf(db, { name: 'welcome', language, source }))
        },
      }),
    },
  ),
]

/** What people came by, the most frequent first, and what was made for those to come; each as it is called now. */
function knownSources(db: Db): string[] {
  const came = db
    .sql<{ source: string }>(
      'select min(source) as source from subscribers where source is not null group by source collate nocase order by count(*) desc, 1 limit ?',
    )
    .all(MOST)
    .map(({ source }) => sourceName(db, source))
  return [...new Set([...came, ...listSources(db).map(({ name }) => name)])]
}
