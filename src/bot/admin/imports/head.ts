import type { Brought } from '../../../crm/bringing.js'
import { shorten } from '../../../text/format.js'
import type { Rich } from '../../../text/rich.js'
import type { Here } from '../../here.js'

const NAME = 40

/** What the file is called, and what it was taken for. */
export function headOf(here: Here, { import: { file, kind }, look, draft }: Brought): Rich {
  const { importCards: t } = here.t
  const what = draft?.mapping.kind ?? kind ?? null
  const system = look?.recognition.system ?? null
  return t.head(shorten(file, NAME), what === null ? null : t.kinds[what], system === null ? null : systemName(system))
}

/** How a system is called. */
function systemName(system: string): string {
  return SYSTEMS[system] ?? system
}

const SYSTEMS: Readonly<Record<string, string>> = {
  shopify: 'Shopify',
  woocommerce: 'WooCommerce',
  woo_advanced: 'WooCommerce',
  amocrm: 'amoCRM',
  bitrix24: 'Bitrix24',
  getcourse: 'GetCourse',
  tilda: 'Tilda',
  retailcrm: 'retailCRM',
  botmother: 'Botmother',
  bothelp: 'BotHelp',
  salebot: 'Salebot',
  sendpulse: 'SendPulse',
  manychat: 'ManyChat',
  '1c': '1C',
  segcast: 'segcast',
}
