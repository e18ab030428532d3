import { z } from 'zod'
import { boughtShape, compareSchema, currencySchema, idSchema } from '../parts.js'
import { havingSchema } from '../property.js'
import { FIRST, OF_OFFER } from '../read/events/came-first.js'

/** What may come next, or not come. */
export const NEXT = ['received', 'seen', 'clicked', 'replied', 'ordered', 'stopped', 'reported'] as const

const order = z
  .strictObject({
    ...boughtShape,
    total: z.strictObject({ compare: compareSchema, currency: currencySchema }).nullable(),
  })
  .refine(({ product, category, total }) => product !== null || category !== null || total !== null, 'an empty order')
const about = {
  offer: idSchema.nullable(),
  link: z.exactOptional(z.int().min(0)),
  order: z.exactOptional(order),
  reported: z.exactOptional(z.strictObject({ event: idSchema, having: havingSchema })),
}
type About = { event: string; offer: number | null; link?: number; order?: unknown; reported?: unknown }
const isOfOffer = ({ event, offer }: About) => offer === null || OF_OFFER.has(event)
const isOfLink = ({ event, offer, link }: About) => link === undefined || (event === 'clicked' && offer !== null)
const isOfOrder = ({ event, order }: About) => order === undefined || event === 'ordered'
const isNamed = ({ event, reported }: About) => (reported !== undefined) === (event === 'reported')
const NO_OFFER = 'only messages and clicks are of an offer'
const NO_LINK = 'only clicks of an offer are of a link'
const NO_ORDER = 'only orders hold something'
const NO_NAME = 'what the shop reports has a name, and nothing else has'

/** What happened first. */
export const firstSchema = z
  .strictObject({ event: z.enum(FIRST), ...about })
  .refine(isOfOffer, NO_OFFER)
  .refine(isOfLink, NO_LINK)
  .refine(isOfOrder, NO_ORDER)
  .refine(isNamed, NO_NAME)

/** What came after it, or did not. */
export const nextSchema = z
  .strictObject({ event: z.enum(NEXT), ...about })
  .refine(isOfOffer, NO_OFFER)
  .refine(isOfLink, NO_LINK)
  .refine(isOfOrder, NO_ORDER)
  .refine(isNamed, NO_NAME)
