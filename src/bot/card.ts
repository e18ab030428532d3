import type { InlineKeyboardButton, MaybeInaccessibleMessage, MessageEntity } from 'grammy/types'
import type { Codec } from '../callback-data.js'
import type { Rich } from '../text/rich.js'

/** One button of a card: it leads to a place of ours or to an address, or copies a text (256 characters at most). */
export type Key = { label: string; data: string } | { label: string; url: string } | { label: string; copy: string }

/** A screen: one message that is edited in place, never a trail. Rows of at most two buttons, labels up to 18 characters. */
export type Card = { text: Rich; keyboard: Key[][] }

/** Where a card stands. */
export type Place = { chat: number; message: number }

/** True when both are the same message; one that is not known is none. */
export function samePlace(one: Place | null, other: Place | null): boolean {
  return one !== null && other !== null && one.chat === other.chat && one.message === other.message
}

/** A button that means `button` with these values. */
export function key<T extends object>(label: string, button: Pick<Codec<T>, 'data'>, values: T): Key {
  return { label, data: button.data(values) }
}

/** What fits on a button in a row of its own on a phone, in letters. */
export const ALONE = 34
/** What fits beside another button, in letters. */
export const BESIDE = 18

/** Buttons two by two, as phones like them; one with a longer label has a row of its own. */
export function pairs<K extends Key>(keys: readonly K[]): K[][] {
  const rows: K[][] = []
  for (const key of keys) {
    const last = rows.at(-1)
    const fits = last?.length === 1 && [...last, key].every(({ label }) => label.length <= BESIDE)
    if (fits) last.push(key)
    else rows.push([key])
  }
  return rows
}

/** Two by two where all labels are short, else one under another. */
export function rowsOf(keys: Key[]): Key[][] {
  return keys.every(({ label }) => label.length <= BESIDE) ? pairs(keys) : keys.map(one => [one])
}

/** The formatting entities as Telegram's own type. */
export function telegramEntities(rich: Rich): MessageEntity[] {
  return rich.entities as MessageEntity[]
}

/** What goes beside the text when a card is sent or edited. */
export function cardOptions(card: Card): {
  entities: MessageEntity[]
  reply_markup: { inline_keyboard: InlineKeyboardButton[][] }
  link_preview_options: { is_disabled: true }
} {
  return {
    entities: telegramEntities(card.text),
    reply_markup: {
      inline_keyboard: card.keyboard.map(row =>
        row.map(button =>
          'url' in button
            ? { text: button.label, url: button.url }
            : 'copy' in button
              ? { text: button.label, copy_text: { text: button.copy } }
              : { text: button.label, callback_data: button.data },
        ),
      ),
    },
    link_preview_options: { is_disabled: true },
  }
}

/** The buttons under a message that a card can have too. */
export function keysUnder(message: MaybeInaccessibleMessage | null | undefined): Key[][] {
  if (message == null || !('reply_markup' in message)) return []
  return (message.reply_markup?.inline_keyboard ?? []).map(row =>
    row.flatMap((button): Key[] => {
      if ('url' in button) return [{ label: button.text, url: button.url }]
      if ('copy_text' in button) return [{ label: button.text, copy: button.copy_text.text }]
      return 'callback_data' in button ? [{ label: button.text, data: button.callback_data }] : []
    }),
  )
}
