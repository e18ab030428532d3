import { Composer } from 'grammy'
import { z } from 'zod'
import type { Db } from '../../../db/open.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { type Card, key, moveCard, pairs, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { sourceOf } from '../../payload.js'
import { onPress, type Press } from '../../press.js'
import { listTextSources } from '../../texts.js'
import { ask, type Topics, topic } from '../ask.js'
import { pageRow } from '../page.js'
import { presses } from './addresses.js'
import { textCard } from './card.js'
import type { TextDeps } from './deps.js'
import { languages, numbersOf } from './which.js'

const TOPIC = 'text_source'
const PAGE = 10
const LABEL = 18
const MOST = 200
const argsSchema = z.object({
  language: z.int(),
  place: z.object({ chat: z.int(), message: z.int() }),
})

/** The welcome by source: which sources there are, and another one by its name. */
export function sourcesFeature({ db }: TextDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  onPress(composer, presses.sources, async (ctx, { language, page }) => {
    const card = await db.group(() => sourcesCard(db, ctx, language, page))
    await showCard(ctx, card)
  })
  onPress(composer, presses.addSource, async (ctx, { language }) => {
    const { textCards: t, admin } = texts(ctx.language)
    const place = await showCard(ctx, {
      text: { text: t.sourcesAsk, entities: [] },
      keyboard: [[key(admin.back, presses.sources, { language, page: 0 })]],
    })
    await ask(ctx, TOPIC, { language, place })
  })
  return composer
}

/** The typed name. */
export function sourcesTopics({ db }: TextDeps): Topics {
  return {
    [TOPIC]: topic(argsSchema, async (ctx, { language, place }, message) => {
      const source = message.text?.trim().replace(/^.*[?&]start=/, '') ?? ''
      if (sourceOf(source) === null) {
        await ctx.reply(texts(ctx.language).textCards.sourceInvalid)
        return 'again'
      }
      const which = { name: 'welcome' as const, language: languages[language] ?? 'en', source }
      await moveCard(ctx, await db.group(() => textCard(db, ctx, which)), place)
      return 'done'
    }),
  }
}

/** Sources people came by, those with words of their own first. */
function sourcesCard(db: Db, ctx: BotContext, languageNumber: number, wanted: number): Card {
  const { textCards: t, admin } = texts(ctx.language)
  const language = languages[languageNumber] ?? 'en'
  const own = listTextSources(db, 'welcome', language)
  const sources = [...own, ...knownSources(db).filter(source => !own.includes(source.toLowerCase()))]
  const page = Math.max(0, Math.min(wanted, Math.ceil(sources.length / PAGE) - 1))
  const pages: Press<'page'> = {
    ...presses.sources,
    data: numbers => presses.sources.data({ language: languageNumber, ...numbers }),
  }
  const shown = sources.slice(page * PAGE, (page + 1) * PAGE)
  return {
    text: t.sourcesTitle(t.languages[language]),
    keyboard: [
      ...pairs(
        shown.map(source =>
          key(
            shorten(own.includes(source) ? `✏️ ${source}` : source, LABEL),
            presses.open,
            numbersOf(db, { name: 'welcome', language, source }),
          ),
        ),
      ),
      ...pageRow(pages, { page, size: PAGE, total: sources.length }),
      [key(t.keys.source, presses.addSource, { language: languageNumber })],
      [key(admin.back, presses.open, { name: 0, language: languageNumber, source: 0 })],
    ],
  }
}

function knownSources(db: Db): string[] {
  return db
    .sql<{ source: string }>(
      'select min(source) as source from subscribers where source is not null group by source collate nocase order by count(*) desc, 1 limit ?',
    )
    .all(MOST)
    .map(({ source }) => source)
}
