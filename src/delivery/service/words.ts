import { createHash } from 'node:crypto'
import { AppError } from '../../errors.js'
import { BUTTON_LABEL_LIMIT } from '../../offers/button.js'
import { parseTarget } from '../../offers/link.js'
import { ENTITIES_LIMIT } from '../../offers/personal.js'
import type { Outgoing } from '../../offers/render.js'
import type { FormattedPart } from '../../text/formats.js'

/** The Bot API takes no longer text, in UTF-16 units. */
const WORDS_LIMIT = 4_096

/** What a service message says, as it was asked for: plain text, its formatting, and at most one button that opens an address. */
export type ServiceWords = {
  text: string
  entities: readonly FormattedPart[]
  button: { label: string; url: string } | null
}

/** Nothing that anybody would see. */
const UNSEEN = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}]*$/u

/**
 * Makes sure that Telegram takes these words, and writes addresses in their normal form. Nothing in them is a placeholder
 * or a mark of any language: what was asked for is what is sent.
 * @param ownTargets origins that are allowed although private
 * @throws AppError `service_words` {why: 'empty', 'long' (and length, limit), 'letters' (half a character), 'entities' (and
 * count, limit), 'entity' (and number), 'label'}, or as `parseTarget` does
 */
export function checkWords(words: ServiceWords, ownTargets: readonly string[]): ServiceWords {
  const { text, entities, button } = words
  if (UNSEEN.test(text)) refuse({ why: 'empty' })
  if (text.length > WORDS_LIMIT) refuse({ why: 'long', length: text.length, limit: WORDS_LIMIT })
  if (!isWhole(text)) refuse({ why: 'letters' })
  if (entities.length > ENTITIES_LIMIT) refuse({ why: 'entities', count: entities.length, limit: ENTITIES_LIMIT })
  return {
    text,
    entities: entities.map((entity, i) => checkEntity(text, entity, i + 1, ownTargets)),
    button: button === null ? null : checkButton(button, ownTargets),
  }
}

function checkEntity(text: string, entity: FormattedPart, number: number, own: readonly string[]): FormattedPart {
  const { type, offset, length, url } = entity
  const end = offset + length
  const inside = Number.isInteger(end) && offset >= 0 && length > 0 && end <= text.length
  if (!inside || cutsPair(text, offset) || cutsPair(text, end)) refuse({ why: 'entity', number })
  if ((type === 'text_link') !== (url !== undefined)) refuse({ why: 'entity', number })
  return url === undefined ? { type, offset, length } : { type, offset, length, url: parseTarget(url, own) }
}

function checkButton({ label, url }: { label: string; url: string }, own: readonly string[]) {
  if (UNSEEN.test(label) || label.length > BUTTON_LABEL_LIMIT || !isWhole(label)) refuse({ why: 'label' })
  return { label, url: parseTarget(url, own) }
}

function cutsPair(text: string, at: number): boolean {
  return at > 0 && at < text.length && (text.codePointAt(at - 1) ?? 0) > 0xffff
}

/** No half of a character stands alone, which no request could carry. */
function isWhole(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

function refuse(details: Record<string, string | number>): never {
  throw new AppError('service_words', details)
}

/** Tells the same words from others after they are gone: SHA-256, in hex. */
export function hashOf({ text, entities, button }: ServiceWords): string {
  const told = JSON.stringify([text, entities, button])
  return createHash('sha256').update(told).digest('hex')
}

/** The message for the Bot API. Telegram must not fetch an address that may be one person's own. */
export function letterOf({ text, entities, button }: ServiceWords): Outgoing {
  return {
    method: 'sendMessage',
    payload: {
      text,
      link_preview_options: { is_disabled: true },
      ...(entities.length > 0 && { entities }),
      ...(button !== null && { reply_markup: { inline_keyboard: [[{ text: button.label, url: button.url }]] } }),
    },
  }
}
