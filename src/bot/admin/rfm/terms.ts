import type { RfmTerms } from '../../../audience/rfm/rules.js'
import type { Here } from '../../here.js'

/** By what scores are counted now. */
export function termsNow({ preferences, zone }: Pick<Here, 'preferences' | 'zone'>): RfmTerms {
  return { rules: preferences.rfm(), currency: preferences.currency(), zone: zone() }
}
