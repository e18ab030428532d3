import type { RfmTerms } from '../../../audience/rfm/rules.js'
import type { AdminDeps } from '../deps.js'

/** What the RFM screens work with. */
export type RfmDeps = Pick<AdminDeps, 'db' | 'preferences' | 'zone' | 'adminIds'>

/** By what scores are counted now. */
export function termsNow({ preferences, zone }: RfmDeps): RfmTerms {
  return { rules: preferences.rfm(), currency: preferences.currency(), zone: zone() }
}
