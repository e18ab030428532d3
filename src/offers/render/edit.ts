import { z } from 'zod'
import { companyOf, type Item } from '../content/item.js'
import type { PollOption } from '../content/poll.js'
import type { Content } from '../content.js'
import type { Outgoing } from '../render.js'

/** A change of a message already sent, but for its chat and number. */
export type Edit = {
  method: 'editMessageText' | 'editMessageCaption' | 'editMessageMedia' | 'editMessageReplyMarkup' | 'stopPoll'
  payload: Record<string, unknown>
}

/** How a message already sent gets these buttons, and stays as it is. @param outgoing the message with them, rendered for the person */
function keyboardEdit({ payload: { reply_markup } }: Outgoing): Edit {
  return { method: 'editMessageReplyMarkup', payload: reply_markup === undefined ? {} : { reply_markup } }
}

/** How a message already sent says that what it offers is over: a poll takes no more answers. @param outgoing as for `keyboardEdit` */
export function closingEdit(outgoing: Outgoing): Edit {
  const edit = keyboardEdit(outgoing)
  return outgoing.method === 'sendPoll' ? { ...edit, method: 'stopPoll' } : edit
}

const mediaSchema = z.array(z.looseObject({ type: z.string(), media: z.string(), has_spoiler: z.boolean().optional() }))

/** What of an album stays as it was sent: how many it holds, of what company, where its caption stands, and the words of the others. */
function shapeOf({ items = [], captioned = 0 }: Content): string {
  return JSON.stringify([captioned, items.map(item => [companyOf(item), item.text, item.entities])])
}

/** What an item shows, but for its words. */
function mediumOf(item: Item | undefined): string {
  return JSON.stringify([item?.kind, item?.fileId, item?.spoiler === true])
}

/** What stands in the caption of an album. */
function wordsOf({ text, entities, buttons, above }: Content): string {
  return JSON.stringify([text, entities, buttons, above === true])
}

/** The caption of an album as it stands under its item. */
function captionEdit({ payload }: Outgoing, { captioned = 0 }: Content): Edit {
  const item = mediaSchema.parse(payload['media'])[captioned]
  if (item === undefined) throw new Error('an album has nothing under which its caption stands')
  const { type: _type, media: _media, has_spoiler: _spoiler, ...words } = item
  return { method: 'editMessageCaption', payload: { caption: '', ...words } }
}

/** What Telegram never puts in the place of another medium, nor anything in its place. */
const FIXED: ReadonlySet<Content['kind']> = new Set(['voice', 'video_note'])

/**
 * Telegram lets a message with a picture or file never become a mere text again, a voice message or a round video stay what
 * it is, and of a poll nothing changes but its buttons; every other change is possible. Of an album the caption changes, the links below it,
 * and what stands in each place, as long as it is of its company.
 */
export function canBecome(before: Content, after: Content): boolean {
  if (before.kind === 'poll' || after.kind === 'poll') return isSamePoll(before, after)
  if (before.kind === 'album' || after.kind === 'album')
    return before.kind === after.kind && shapeOf(before) === shapeOf(after)
  if (FIXED.has(before.kind) || FIXED.has(after.kind))
    return before.kind === after.kind && before.fileId === after.fileId
  return after.kind !== 'text' || before.kind === 'text'
}

function isSamePoll(before: Content, after: Content): boolean {
  const [was, is] = [before, after].map(({ kind, text, entities, poll }) =>
    JSON.stringify([
      kind,
      text,
      entities,
      poll === undefined ? null : { ...poll, options: poll.options.map(shownOption) },
    ]),
  )
  return was === is
}

/** What an option becomes is ours, and nobody sees it. */
function shownOption({ text, entities }: PollOption): unknown {
  return [text, entities]
}

/** A change of the `nth` message of a delivery, from 0: of an album one of its messages, of anything else its only one. */
export type Rewritten = { nth: number; edit: Edit }

/**
 * How what shows `before` comes to show `after`, request by request; any of them may be repeated.
 * @param outgoing `after`, rendered for the person
 * @throws Error when Telegram has no way, see `canBecome`
 */
export function editsOf(outgoing: Outgoing, before: Content, after: Content): Rewritten[] {
  return after.kind === 'album'
    ? albumEdits(outgoing, before, after)
    : [{ nth: 0, edit: editOf(outgoing, before, after) }]
}

/** What stands in the place of another brings its words along; the caption changes by itself where its item stays. */
function albumEdits(outgoing: Outgoing, before: Content, after: Content): Rewritten[] {
  const { items = [], captioned = 0 } = after
  const shown = mediaSchema.parse(outgoing.payload['media'])
  const replaced = items.flatMap((item, nth): Rewritten[] => {
    const media = shown[nth]
    if (media === undefined || mediumOf(item) === mediumOf(before.items?.[nth])) return []
    return [{ nth, edit: { method: 'editMessageMedia', payload: { media } } }]
  })
  const told = replaced.some(({ nth }) => nth === captioned)
  if (told || (replaced.length > 0 && wordsOf(before) === wordsOf(after))) return replaced
  return [...replaced, { nth: captioned, edit: captionEdit(outgoing, after) }]
}

/**
 * How a message that shows `before`, and is no album, comes to show `after`.
 * @param outgoing `after`, rendered for the person
 * @throws Error when Telegram has no way, see `canBecome`
 */
function editOf(outgoing: Outgoing, before: Content, after: Content): Edit {
  const { reply_markup, ...body } = outgoing.payload
  const markup = reply_markup === undefined ? {} : { reply_markup }
  if (after.kind === 'video_note' || after.kind === 'poll') return keyboardEdit(outgoing)
  if (after.kind === 'text') {
    if (before.kind !== 'text') throw new Error('a message with media cannot become a text')
    return { method: 'editMessageText', payload: outgoing.payload }
  }
  const samePicture = before.kind === after.kind && before.fileId === after.fileId && before.spoiler === after.spoiler
  if (samePicture) {
    const { caption, caption_entities, show_caption_above_media } = body
    return {
      method: 'editMessageCaption',
      payload: {
        caption: caption ?? '',
        ...(caption_entities !== undefined && { caption_entities }),
        ...(show_caption_above_media !== undefined && { show_caption_above_media }),
        ...markup,
      },
    }
  }
  const { [after.kind]: media, ...rest } = body
  return { method: 'editMessageMedia', payload: { media: { type: after.kind, media, ...rest }, ...markup } }
}
