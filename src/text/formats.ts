/**
 * How a part of a text may be formatted by other programs, in the Bot API's words. What Telegram finds in a text by itself
 * (mentions, addresses, phones) is not among them, nor what needs an id of its own.
 */
export const FORMATS = [
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'code',
  'pre',
  'text_link',
] as const

/** A formatted part of a text, offset and length in UTF-16 units; `url` belongs to `text_link` alone. */
export type FormattedPart = { type: (typeof FORMATS)[number]; offset: number; length: number; url?: string | undefined }
