import { z } from 'zod'

/** Where the asking card stands. */
export const placeAsked = z.object({ chat: z.int(), message: z.int() })

/** The same, and the field it is about. */
export const fieldAsked = z.object({ place: placeAsked, id: z.int() })
