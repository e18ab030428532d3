import { type Filling, fillingsFor } from '../../audience/attribute/filling.js'
import { SECOND } from '../../clock.js'
import type { Db } from '../../db/open.js'
import type { Content } from '../../offers/content.js'
import { hasEnd, isOver, untilFor } from '../../offers/draft/deadline.js'
import { getOffer } from '../../offers/offer.js'
import { showsCode } from '../../offers/personal.js'
import { findPromo, hadCode, promoOf } from '../../offers/promo.js'
import { closingEdit, editsOf, type Rewritten } from '../../offers/render/edit.js'
import { type Prepared, prepareMessage } from '../../offers/render/prepared.js'
import { type Outgoing, renderMessage } from '../../offers/render.js'
import { getVariant, type Variant } from '../../offers/variant.js'
import { type Language, pickLanguage } from '../../text/format.js'
import { actionData } from '../button/action.js'
import { codeRow, copyRow } from '../button/code.js'
import { contactAskRow, hasShared } from '../button/contact.js'
import { quietData } from '../button/quiet.js'
import type { Claimed } from '../queue.js'
import { overRow } from '../schedule/deadline.js'
import { findRows } from '../survey/round.js'
import type { Step } from './step.js'

/** Writes people's messages. */
export type Letters = {
  /** What is known of people who wait, as far as their messages are filled with it: one question for all of them. */
  fillings(messages: readonly Pick<Claimed, 'subscriberId' | 'variantId'>[]): ReadonlyMap<number, Filling>
  /** The message of a person who waits, with what is known of them. */
  write(message: Claimed, filling?: Filling): Outgoing
  /** The changes that make what was sent already show the version that it should, in this order. */
  rewrite(step: Step): Rewritten[]
}

/**
 * `asksContact`: its offer asks for the reader's number. `code`: it shows the promo code; `codeButton`: a button does.
 * `deadline`: when it ends for everybody, ms UTC, null: at no such moment. `lined`: the shop's line stands below it.
 */
type Ready = {
  variant: Variant
  prepared: Prepared
  asksContact: boolean
  code: boolean
  codeButton: boolean
  deadline: number | null
  lined: boolean
}
type Reader = Pick<Claimed, 'subscriberId' | 'firstName' | 'lastName' | 'username' | 'newcomer' | 'language' | 'endsAt'>

/**
 * Approved versions keep their words, so each is prepared once; where its links lead is asked when they are opened.
 * @param deps.shopLine what stands below every offer, in the reader's language; nothing unless given
 * @param deps.zone the shop's, in which a deadline is written where an app does not know how to write it in its reader's
 * @param deps.now the wall clock: what is over says so
 * @param deps.firstLine what stands above the first offer of people who were moved in, in their language; nothing unless given
 */
export function createLetters(
  db: Db,
  deps: {
    address: (deliveryId: number, link: number) => string
    language?: () => Language
    zone?: () => string
    now?: () => number
    firstLine?: (language: Language) => Content
    shopLine?: (language: Language) => Content | null
  },
): Letters {
  const { address, language = () => 'en' as const, zone = () => 'UTC', now = Date.now } = deps
  const known = new Map<number, Ready>()
  const lines = new Map<string, Prepared>()
  const shopLines = new Map<Language, { at: number; line: Prepared | null }>()

  function ready(variantId: number): Ready {
    const before = known.get(variantId)
    if (before !== undefined) return before
    const variant = getVariant(db, variantId)
    const offer = getOffer(db, variant.offerId)
    const { goal, kind, deadline } = offer
    const fresh = {
      variant,
      prepared: prepareMessage(variant.content, variant.links, hasEnd(offer)),
      deadline,
      lined: kind === 'marketing',
      asksContact: goal === 'know_orders',
      code: showsCode(variant.content),
      codeButton: promoOf(db, variant.offerId)?.button === true,
    }
    known.set(variantId, fresh)
    return fresh
  }

  function firstLine(spoken: string | null): Prepared | null {
    return preparedLine(deps.firstLine?.(pickLanguage(spoken, language())) ?? null)
  }

  /** Asked for every message, so it is read once a second at most. */
  function shopLine(spoken: Language): Prepared | null {
    if (deps.shopLine === undefined) return null
    const before = shopLines.get(spoken)
    const at = now()
    if (before !== undefined && Math.abs(at - before.at) < SECOND) return before.line
    const line = preparedLine(deps.shopLine(spoken))
    shopLines.set(spoken, { at, line })
    return line
  }

  function preparedLine(content: Content | null): Prepared | null {
    if (content === null) return null
    const key = JSON.stringify([content.text, content.entities])
    const line = lines.get(key) ?? prepareMessage({ ...content, buttons: [] }, [])
    // Words that were changed are said no more.
    if (!lines.has(key) && lines.size > 3) lines.clear()
    lines.set(key, line)
    return line
  }

  function fillings(messages: readonly Pick<Claimed, 'subscriberId' | 'variantId'>[]): ReadonlyMap<number, Filling> {
    const fields = new Set(messages.flatMap(({ variantId }) => ready(variantId).prepared.fields))
    return fillingsFor(
      db,
      messages.map(({ subscriberId }) => subscriberId),
      [...fields],
      language(),
      zone(),
    )
  }

  function render(
    { variant, prepared, asksContact, deadline, lined, ...promo }: Ready,
    person: Reader,
    filling: Filling | undefined,
    deliveryId: number,
    edited: boolean,
  ): Outgoing {
    const spoken = pickLanguage(person.language, language())
    const asked = asksContact && !hasShared(db, person.subscriberId)
    const code = promo.code || promo.codeButton ? findPromo(db, variant.offerId, deliveryId) : null
    if (promo.code && code === null) throw new Error('there is no promo code for this message')
    // Whoever has seen it goes on copying it.
    const pressed = promo.codeButton && !promo.code && edited ? hadCode(db, variant.offerId, deliveryId) : null
    const end = person.endsAt ?? deadline
    const over = isOver(end, now())
    const buttons = prepared.rows.length > 0 || promo.codeButton
    const codeRows =
      !promo.codeButton || over
        ? []
        : [pressed ? copyRow(pressed) : codeRow({ kind: 'delivery', id: deliveryId }, spoken)]
    const rows = [
      ...(over && buttons ? [overRow(deliveryId, spoken)] : []),
      ...codeRows,
      ...(asked ? [contactAskRow({ kind: 'delivery', id: deliveryId }, spoken)] : []),
      ...findRows(db, { id: deliveryId, subscriberId: person.subscriberId }, language()),
    ]
    const bell = quietData({ kind: 'delivery', id: deliveryId }, 'ask')
    const reader = {
      ...person,
      ...(filling !== undefined && { values: filling }),
      ...(code !== null && { code }),
      ...untilFor(end, zone(), spoken),
    }
    const first = person.newcomer ? firstLine(person.language) : null
    const target = { kind: 'delivery' as const, id: deliveryId }
    const press = (link: number) => actionData(target, link)
    const shown = over ? { ...prepared, rows: [] } : prepared
    const last = lined ? shopLine(spoken) : null
    return renderMessage(shown, reader, link => address(deliveryId, link), bell, rows, first, press, last)
  }

  return {
    fillings,
    write(message, filling) {
      const letter = quoting(render(ready(message.variantId), message, filling, message.id, false), message.quotes)
      return message.silent ? { ...letter, payload: { ...letter.payload, disable_notification: true } } : letter
    },
    rewrite(step) {
      const shownId = step.kind === 'edit' ? step.wantedId : step.shownId
      const after = ready(shownId)
      const filling = fillings([{ subscriberId: step.subscriberId, variantId: shownId }]).get(step.subscriberId)
      const outgoing = render(after, step, filling, step.deliveryId, true)
      if (step.kind === 'over') return [{ nth: 0, edit: closingEdit(outgoing) }]
      return editsOf(outgoing, ready(step.shownId).variant.content, after.variant.content)
    },
  }
}

/** A message that quotes another in its chat; one that is gone from there stays unsaid. */
function quoting(letter: Outgoing, messageId: number | null): Outgoing {
  if (messageId === null) return letter
  const reply_parameters = { message_id: messageId, allow_sending_without_reply: true }
  return { ...letter, payload: { ...letter.payload, reply_parameters } }
}
