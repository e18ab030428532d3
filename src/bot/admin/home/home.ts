import { GrammyError } from 'grammy'
import { type Clock, HOUR, MINUTE } from '../../../clock.js'
import { describeError } from '../../../log.js'
import type { Language } from '../../../text/format.js'
import { type Card, editCard, type Key, type Place, removeCard, sendCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { type Role, roleOf } from '../../team.js'
import type { AdminDeps } from '../deps.js'
import { homeCard } from './card.js'
import { endFirstDay, isDone } from './first-day.js'
import { findHome, type HomeSources } from './view.js'

const EVERY_MS = MINUTE
/** After this long nobody looks at it any more. */
const OPEN_MS = HOUR

/** The menus that stand open, each kept current. */
export type Home = {
  /** Sends it anew; the one that stood open goes. */
  send(ctx: BotContext): Promise<void>
  /** Shows it where the button was pressed. */
  show(ctx: BotContext): Promise<void>
  /** A button of this message was pressed: it may become something else, and is not edited any more. */
  leave(ctx: BotContext): Promise<void>
  /** Edits what is due: each at most once a minute, for an hour. Call it every few seconds. @param at ms UTC */
  run(at: number): Promise<void>
  close(): void
}

/** What it works with. `languageFor`: the language an admin reads. `doors`: buttons of further screens. */
export type HomeDeps = HomeSources &
  Pick<AdminDeps, 'log' | 'api' | 'adminIds' | 'preferences'> & {
    clock: Clock
    languageFor: (adminId: number) => Language
    doors: (role: Role, unanswered: number, language: Language) => Key[]
  }

type Open = {
  readonly place: Place
  readonly bot: string
  /** What it shows, as JSON. */
  shows: string
  /** When it may be edited again, and until when it is; monotonic ms. */
  dueAt: number
  readonly until: number
  /** The edit under way. */
  edit: Promise<void> | null
}

/** Creates it; nothing stands open yet. */
export function createHome(deps: HomeDeps): Home {
  const { db, api, log, clock, languageFor } = deps
  /** By chat: an admin has one. */
  const open = new Map<number, Open>()
  let closed = false

  async function cardFor(role: Role, bot: string, language: Language, at: number): Promise<Card> {
    const view = await findHome(deps, at)
    const { firstDay } = view
    const over = firstDay !== null && isDone(firstDay)
    if (over) await db.group(() => endFirstDay(db))
    const shown = over ? { ...view, firstDay: null } : view
    const unanswered = view.needs.find(need => need.kind === 'inbox')?.people ?? 0
    const doors = deps.doors(role, unanswered, language)
    return homeCard(shown, { shop: deps.preferences.title() ?? bot, role, doors }, language)
  }

  function build(ctx: BotContext): Promise<Card> {
    // Whoever is nobody's colleague any more only sees what all of the team may see.
    const role = roleOf(db, deps, ctx.from?.id ?? 0) ?? 'analyst'
    return cardFor(role, ctx.me.first_name, ctx.language, ctx.at)
  }

  function keep(ctx: BotContext, place: Place, card: Card): void {
    const now = clock.monotonic()
    open.set(place.chat, {
      place,
      bot: ctx.me.first_name,
      shows: JSON.stringify(card),
      dueAt: now + EVERY_MS,
      until: now + OPEN_MS,
      edit: null,
    })
  }

  async function refresh(chat: number, entry: Open, at: number): Promise<void> {
    const role = roleOf(db, deps, chat)
    // Removed from the team: what they see stays as it was.
    if (role === null) return void (open.get(chat) === entry && open.delete(chat))
    const card = await cardFor(role, entry.bot, languageFor(chat), at)
    const json = JSON.stringify(card)
    if (closed || open.get(chat) !== entry || entry.shows === json) return
    entry.shows = json
    if (!(await editCard(api, card, entry.place))) open.delete(chat)
  }

  async function stumble(chat: number, entry: Open, error: unknown): Promise<void> {
    const gone = error instanceof GrammyError && error.error_code === 403
    if (gone && open.get(chat) === entry) open.delete(chat)
    if (!gone) log.warn({ error: describeError(error) }, 'the menu could not be kept current; it is tried again')
    entry.shows = ''
  }

  return {
    async send(ctx) {
      const card = await build(ctx)
      const old = open.get(ctx.chatId ?? 0)
      const place = await sendCard(ctx, card)
      keep(ctx, place, card)
      await old?.edit
      if (old !== undefined) await removeCard(api, old.place)
    },
    async show(ctx) {
      const card = await build(ctx)
      keep(ctx, await showCard(ctx, card), card)
    },
    async leave(ctx) {
      const message = ctx.callbackQuery?.message
      const entry = open.get(message?.chat.id ?? 0)
      if (entry === undefined || entry.place.message !== message?.message_id) return
      open.delete(entry.place.chat)
      // An edit that is on its way must not land on the next screen.
      await entry.edit
    },
    async run(at) {
      const now = clock.monotonic()
      const due = [...open].filter(([, entry]) => entry.edit === null && now >= entry.dueAt)
      await Promise.all(
        due.map(([chat, entry]) => {
          if (now >= entry.until) return void open.delete(chat)
          entry.dueAt = now + EVERY_MS
          entry.edit = refresh(chat, entry, at)
            .catch(error => stumble(chat, entry, error))
            .finally(() => {
              entry.edit = null
            })
          return entry.edit
        }),
      )
    },
    close() {
      closed = true
    },
  }
}
