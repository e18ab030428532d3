import { type Language, money, shorten } from '../../../text/format.js'
import type { Here } from '../../here.js'
import { shownName } from './name.js'
import { seesNames } from './person.js'

const LENGTH = 40
const CURRENCIES = 3

/** A customer as a screen knows them; `customerId` is ours. */
type Shown = {
  customerId: number
  externalId: string | null
  firstName: string | null
  lastName: string | null
  phone: string | null
}

/** A customer by their number in the shop (else their phone) and name there; to an analyst they are our number of them. */
export function customerTitle(here: Pick<Here, 'role' | 't'>, customer: Shown): string {
  const name = customerName(here, customer)
  const number = customerNumber(here, customer)
  return name === null ? number : here.t.personCards.customerTitle(number, name)
}

/** Their number in the shop, else their phone; to an analyst our number of them. */
export function customerNumber(here: Pick<Here, 'role' | 't'>, { customerId, externalId, phone }: Shown): string {
  const ours = here.t.personCards.number(customerId)
  return seesNames(here) ? shorten(externalId ?? phone ?? ours, LENGTH) : ours
}

/** What the shop calls a customer; null where it does not say, or nobody may know. */
export function customerName(
  here: Pick<Here, 'role'>,
  { firstName, lastName }: Pick<Shown, 'firstName' | 'lastName'>,
): string | null {
  const name = [firstName, lastName].filter(part => part !== null && part.trim() !== '').join(' ')
  return name === '' || !seesNames(here) ? null : shownName(shorten(name, LENGTH))
}

/** What somebody spent, in each currency: "12,400 ₽ + €30". @param spent minor units, the largest first */
export function spentWords(spent: readonly { currency: string; sum: number }[], language: Language): string {
  return spent
    .slice(0, CURRENCIES)
    .map(({ currency, sum }) => money(sum, currency, language))
    .join(' + ')
}
