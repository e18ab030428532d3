import { z } from 'zod'
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

/** What an album shows, but for its caption and its links: that stays as it was sent. */
function pictures({ items, captioned }: Content): string {
  return JSON.stringify([items, captioned ?? 0])
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
 * it is, and of a poll nothing changes but its buttons; every other change is possible. Of an album the caption changes, and the links
 * below it.
 */
export function canBecome(before: Content, after: Content): boolean {
  if (before.kind === 'poll' || after.kind === 'poll') return isSamePoll(before, after)
  if (before.kind === 'album' || after.kind === 'album')
    return before.kind === after.kind && pictures(before) === pictures(after)
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

/**
 * How a message that shows `before` comes to show `after`.
 * @param outgoing `after`, rendered for the person
 * @throws Error when Telegram has no way, see `canBecome`
 */
export function editOf(outgoing: Outgoing, before: Content, after: Content): Edit {
  const { reply_markup, ...body } = outgoing.payload
  const markup = reply_markup === undefined ? {} : { reply_markup }
  if (after.kind === 'video_note' || after.kind === 'poll') return keyboardEdit(outgoing)
  if (after.kind === 'album') return captionEdit(outgoing, after)
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
