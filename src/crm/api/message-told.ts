import { serviceMessages } from '../../db/schema/index.js'
import type { AppError } from '../../errors.js'
import type { FormattedPart } from '../../text/formats.js'

/** A message to one person, as it was asked for; what becomes of it is for `delivery` to say. */
export type ToldMessage = {
  externalId: string
  to:
    | { by: 'telegram_id'; telegramId: number }
    | { by: 'customer'; externalId: string }
    | { by: 'phone'; phone: string }
  text: string
  entities: FormattedPart[]
  button: { label: string; url: string } | null
}

/** Where a message may stand that was taken. */
export const MESSAGE_STATES = serviceMessages.state.enumValues

/** Where a message stands. */
export type MessageState = (typeof MESSAGE_STATES)[number]

/** What came of a message that was asked for; the error of a refusal has a sentence that says why. */
export type MessageTaken =
  | { kind: 'accepted' }
  | { kind: 'same'; state: MessageState }
  | { kind: 'refused'; error: AppError }
