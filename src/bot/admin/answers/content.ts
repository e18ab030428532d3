import { AppError } from '../../../errors.js'
import { type Content, type IncomingMessage, readContent, withWords } from '../../../offers/content.js'
import { checkContent, showsCode } from '../../../offers/personal.js'
import type { Here } from '../../here.js'

/** An answer as it was sent, in the place of what it said before (null: it is new). @throws AppError as `readContent` and `keepable`, `poll_only_offers` */
export function checkedAnswer(here: Pick<Here, 'ownTargets'>, message: IncomingMessage, kept: Content | null): Content {
  const sent = readContent(message)
  if (sent.poll !== undefined) throw new AppError('poll_only_offers')
  return keepable(here, kept === null ? sent : withWords(kept, sent))
}

/** Kept only once Telegram is sure to take it for everybody. @throws AppError as `checkContent`, `code_missing` */
export function keepable({ ownTargets }: Pick<Here, 'ownTargets'>, content: Content): Content {
  checkContent(content, ownTargets)
  // There is no offer behind it whose code it could be.
  if (showsCode(content)) throw new AppError('code_missing')
  return content
}
