import { actionData } from '../../../../delivery/button/action.js'
import { unreachable } from '../../../../errors.js'
import type { Content } from '../../../../offers/content.js'
import { untilFor } from '../../../../offers/draft/deadline.js'
import { numberLinks } from '../../../../offers/link.js'
import { prepareMessage } from '../../../../offers/render/prepared.js'
import { messagesIn, renderMessage } from '../../../../offers/render.js'
import { removeCard } from '../../../card-message.js'
import type { Here } from '../../../here.js'
import { shopLine } from '../../../settings/shop-line.js'
import { forgetPreviews, listPreviews } from './proposal.js'

/** Its buttons do nothing: no test is kept of it. */
const noTest = (link: number) => actionData({ kind: 'test', id: 0 }, link)

/** What became of a preview: the message that shows it (`more`: the others of an album), or why there is none, in words. */
export type Preview = { kind: 'shown'; message: number; more: readonly number[] } | { kind: 'refused'; why: string }

/** Shows whoever is here how a message will look, as themselves; its links are the true ones, and nothing of it is counted. */
export async function sendPreview(
  { db, transport, pace, t, me, self, zone, language }: Here,
  content: Content,
  { code, end, lined }: { code: string; end: number | null; lined: boolean },
): Promise<Preview> {
  const words = t.repairCards
  const { links } = numberLinks(content, [])
  const address = (number: number) => links.find(link => link.number === number)?.url ?? ''
  const until = untilFor(end, zone(), language)
  const prepared = prepareMessage(content, links, end !== null)
  const line = lined ? shopLine(db, language) : null
  const last = line === null ? null : prepareMessage(line, [])
  const letter = renderMessage(prepared, { ...self, code, ...until }, address, null, [], null, noTest, last)
  await pace.reply()
  pace.owe(messagesIn(letter) - 1)
  const result = await transport.send(me, letter)
  switch (result.kind) {
    case 'accepted':
      return { kind: 'shown', message: result.messageId, more: result.others ?? [] }
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

/** Takes away the previews of what whoever is here does not put forward any more; comes after a deed that makes it void. */
export async function clearPreviews({ db, api, me }: Here): Promise<void> {
  const gone = listPreviews(db, me)
  for (const message of gone) await removeCard(api, { chat: me, message })
  if (gone.length > 0) await db.group(() => forgetPreviews(db, me, gone))
}
