import type { Offer } from '../../../../offers/offer.js'
import { findUsualOf } from '../../../../reports/summary/usual.js'
import { probit } from '../../../../statistics/normal.js'
import { visibleEffect } from '../../../../statistics/power.js'
import type { Here } from '../../../here.js'
import type { Tried } from '../../drafts/tried.js'
import { audienceOf } from '../../drafts/versions.js'
import { zoneOf } from '../../drafts/zone.js'
import { unlessSlow } from '../../patience.js'
import { findOutlook } from '../check/control.js'
import { countPeople } from '../check/count.js'

const WHOLE = 10_000
/** What many shops see where nothing is known of this one yet, shares 0–1. */
const ASSUMED = { clicks: 0.05, orders: 0.03, replies: 0.02, stops: 0.01 } as const
const FIGURE = { clicks: 'clicked', replies: 'replied', stops: 'stopped' } as const

/** How many people a message would reach, and how many of them try each of its versions. */
export type TrialSize = { people: number; each: number }

/**
 * What trying versions can show: `rate`, the share (0–1) that usually does what decides, `known` of this shop or assumed, and the
 * smallest difference that would show 8 times of 10 as it is set, and with everybody in equal parts; null: none would.
 */
export type TrialOutlook = {
  size: TrialSize
  rate: number
  known: boolean
  effect: number | null
  most: number | null
  tooSmall: boolean
}

/**
 * What trying the versions of a message can show; `slow` where counting takes too long, null while nobody is chosen.
 * @throws AppError `segment_not_found`
 */
export async function findTrialOutlook(here: Here, offer: Offer, tried: Tried): Promise<TrialOutlook | 'slow' | null> {
  const { share, decides, goesOn } = offer.draft.trial
  const people = await countOf(here, offer, tried)
  if (people === null || people === 'slow') return people
  const found = await unlessSlow(findRate(here, offer), null)
  const { rate, known, part } = found ?? { rate: ASSUMED[decides], known: false, part: 1 }
  const k = tried.versions.length
  const each = (of: number) => Math.floor(of / k)
  const most = each(people)
  const size = { people, each: goesOn === 'compare' ? most : each((people * share) / WHOLE) }
  // Of several the best has to be apart from each of the others.
  const z = probit(1 - 0.05 / (2 * (k - 1)))
  const shows = (n: number) =>
    visibleEffect({ base: rate, treated: Math.floor(n * part), held: Math.floor(n * part), z })
  const [effect, atMost] = [shows(size.each), shows(most)]
  // No other words do twice as well.
  return { size, rate, known, effect, most: atMost, tooSmall: atMost === null || atMost > rate }
}

async function countOf(here: Here, offer: Offer, { versions }: Tried): Promise<number | 'slow' | null> {
  const [first] = versions
  const counted = await countPeople(here, offer)
  if (counted === null || counted === 'slow' || first === undefined) return counted === 'slow' ? 'slow' : null
  return counted.audience.parts.reduce(
    (sum, { variantId }, i) => sum + (variantId === first.id ? (counted.check.perPart[i] ?? 0) : 0),
    0,
  )
}

/** `part`: so great a part of them is compared, 0–1: by orders only those whose orders are known. */
async function findRate(here: Here, offer: Offer): Promise<{ rate: number; known: boolean; part: number } | null> {
  const { decides } = offer.draft.trial
  if (decides === 'orders') {
    const zone = offer.draft.when.kind === 'at' ? offer.draft.when.zone : zoneOf(here, here.me)
    const outlook = await findOutlook(here, offer, audienceOf(here.db, offer), zone)
    if (outlook.people === 0) return null
    const known = outlook.base !== null && outlook.base > 0
    return { rate: known ? (outlook.base ?? 0) : ASSUMED.orders, known, part: outlook.linked / outlook.people }
  }
  const usual = await findUsualOf(here.db, offer.kind, here.at)
  const rate = usual?.[FIGURE[decides]] ?? 0
  return rate > 0 ? { rate, known: true, part: 1 } : null
}
