import type { User } from 'grammy/types'
import { unreachable } from '../../../../errors.js'
import type { Content } from '../../../../offers/content.js'
import { numberLinks } from '../../../../offers/link.js'
import { prepareMessage, renderMessage } from '../../../../offers/render.js'
import type { Language } from '../../../../text/format.js'
import { texts } from '../../../../text/index.js'
import { personOf } from '../../../context.js'
import type { AdminDeps } from '../../deps.js'

/** What became of a preview: the message that shows it, or why there is none, in words. */
export type Preview = { kind: 'shown'; message: number } | { kind: 'refused'; why: string }

/** Shows an admin how a message will look, as themselves; its links are the true ones, and nothing of it is counted. */
export async function sendPreview(
  { transport, pace }: Pick<AdminDeps, 'transport' | 'pace'>,
  admin: User,
  content: Content,
  language: Language,
): Promise<Preview> {
  const words = texts(language).fixCards
  const { links } = numberLinks(content, [])
  const address = (number: number) => links.find(link => link.number === number)?.url ?? ''
  await pace.reply()
  const result = await transport.send(
    admin.id,
    renderMessage(prepareMessage(content, links), personOf(admin), address, null),
  )
  switch (result.kind) {
    case 'accepted':
      return { kind: 'shown', message: result.messageId }
    case 'answered':
      if (result.code !== 429) return { kind: 'refused', why: words.previewRefused(result.description) }
      pace.limited('reply', result.retryAfter ?? 1)
      return { kind: 'refused', why: words.previewUnreached }
    case 'unreached':
    case 'unknown':
      return { kind: 'refused', why: words.previewUnreached }
    default:
      return unreachable(result)
  }
}
