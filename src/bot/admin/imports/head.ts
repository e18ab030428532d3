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
  '1c': '1C',
  amocrm: 'amoCRM',
  bigcommerce: 'BigCommerce',
  bitrix24: 'Bitrix24',
  bothelp: 'BotHelp',
  botmother: 'Botmother',
  ecwid: 'Ecwid',
  etsy: 'Etsy',
  eventbrite: 'Eventbrite',
  getcourse: 'GetCourse',
  hubspot: 'HubSpot',
  insales: 'InSales',
  mailchimp: 'Mailchimp',
  pipedrive: 'Pipedrive',
  retailcrm: 'RetailCRM',
  salebot: 'Salebot',
  segcast: 'segcast',
  shopify: 'Shopify',
  square: 'Square',
  squarespace: 'Squarespace',
  stripe: 'Stripe',
  tilda: 'Tilda',
  woo_advanced_order_export: 'WooCommerce',
  woocommerce: 'WooCommerce',
  yookassa: 'YooKassa',
}
