import { z } from 'zod'
import type { Pace } from '../../audience/survey.js'
import { plainCriterionSchema } from '../../segments/criterion.js'

const partSchema = z.object({
  variantId: z.number().int(),
  segmentId: z.number().int().nullable(),
  /** The segment's name when the broadcast was approved; null for "everyone else". */
  name: z.string().nullable(),
  criterion: plainCriterionSchema,
  /** A survey's: only those to whom this question is due. */
  question: z.exactOptional(z.object({ id: z.int(), everyDays: z.number() })),
})
const leftOutSchema = z.object({ segmentId: z.number().int(), name: z.string(), criterion: plainCriterionSchema })

/** People who fit `criterion` (and no part before it) get `variantId`. */
export type Part = z.infer<typeof partSchema>
/** People who fit get nothing, whatever part they fit. */
export type LeftOut = z.infer<typeof leftOutSchema>
/** To whom a broadcast goes, as approved: by the rules that segments had then. */
export type Audience = { parts: Part[]; leftOut: LeftOut[] }

/** How often those of a survey may be asked; null for what is no survey. */
export function paceOf(parts: readonly Part[]): Pace | null {
  return parts.find(part => part.question !== undefined)?.question ?? null
}

const partsSchema = z.array(partSchema).min(1)
const leftOutsSchema = z.array(leftOutSchema)

/** The two columns that a broadcast keeps its audience in. Throws where it is none, or for nobody. */
export function packAudience({ parts, leftOut }: Audience): { parts: string; leftOut: string } {
  return { parts: JSON.stringify(partsSchema.parse(parts)), leftOut: JSON.stringify(leftOutsSchema.parse(leftOut)) }
}

/** What the two columns hold. One bad row must not keep others from being read: then it is `readable` no more, and empty. */
export function readAudience(parts: string, leftOut: string): Audience & { readable: boolean } {
  try {
    return {
      readable: true,
      parts: partsSchema.parse(JSON.parse(parts)),
      leftOut: leftOutsSchema.parse(JSON.parse(leftOut)),
    }
  } catch {
    return { readable: false, parts: [], leftOut: [] }
  }
}
