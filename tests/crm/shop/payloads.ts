import type { ShopCall, ShopContext } from '../../../src/crm/order-told.js'

export const NOW = Date.UTC(2026, 10, 28, 12)
export const SHOP: ShopContext = { currency: 'RUB', zone: 'Europe/Moscow', country: 'RU' }

/** A call with this body: an object as JSON, words as they are. */
export function call(body: unknown, topic = ''): ShopCall {
  return { topic, at: NOW, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) }
}

/** The parts of an order of Shopify that matter, and some that do not, as shopify.dev shows them; people are invented. */
export function shopifyOrder(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const eur = (amount: string) => ({
    shop_money: { amount, currency_code: 'EUR' },
    presentment_money: { amount: '9999.00', currency_code: 'JPY' },
  })
  return {
    id: 5510000000042,
    admin_graphql_api_id: 'gid://shopify/Order/5510000000042',
    name: '#1042',
    order_number: 1042,
    test: false,
    financial_status: 'paid',
    cancelled_at: null,
    created_at: '2026-11-27T14:02:11+02:00',
    processed_at: '2026-11-27T14:02:10+02:00',
    updated_at: '2026-11-27T14:02:12+02:00',
    currency: 'EUR',
    presentment_currency: 'JPY',
    total_price: '59.90',
    total_price_set: eur('59.90'),
    subtotal_price: '55.00',
    total_tax: '4.90',
    total_discounts: '5.00',
    total_discounts_set: eur('5.00'),
    discount_codes: [{ code: 'AUTUMN', amount: '5.00', type: 'fixed_amount' }],
    email: 'Anna.Ozola@Example.com',
    phone: null,
    customer: {
      id: 7700000000001,
      first_name: 'Anna',
      last_name: 'Ozola',
      email: 'anna.ozola@example.com',
      phone: null,
    },
    billing_address: { first_name: 'Anna', last_name: 'Ozola', phone: '20 000 001', country_code: 'LV' },
    shipping_address: { phone: '+371 2000 0002', country_code: 'LV' },
    line_items: [
      {
        id: 1,
        name: 'Boots - 38',
        title: 'Boots',
        variant_title: '38',
        sku: 'BT-38',
        quantity: 1,
        price: '49.90',
        price_set: eur('49.90'),
      },
      { id: 2, title: 'Laces', variant_title: 'Default Title', sku: '', quantity: 2, price: '5.05' },
    ],
    refunds: [],
    note_attributes: [],
    landing_site: '/collections/boots?utm_source=telegram',
    referring_site: '',
    source_name: 'web',
    tags: '',
    tax_lines: [{ title: 'VAT', price: '4.90', rate: 0.21 }],
    ...changes,
  }
}

/** A refund of Shopify as `refunds/create` tells of it, and as it stands in an order. */
export function shopifyRefund(
  id: number,
  amount: string,
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    id,
    order_id: 5510000000042,
    created_at: '2026-11-28T10:00:00+02:00',
    note: 'too small',
    refund_line_items: [],
    transactions: [{ id: id + 1, kind: 'refund', status: 'success', amount, currency: 'EUR' }],
    order_adjustments: [],
    ...changes,
  }
}

/** An order of WooCommerce as its REST API has it; people are invented. */
export function wooOrder(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 9001,
    parent_id: 0,
    number: '9001',
    order_key: 'wc_order_x',
    created_via: 'checkout',
    version: '9.4.2',
    status: 'processing',
    currency: 'RUB',
    date_created: '2026-11-27T15:04:05',
    date_created_gmt: '2026-11-27T12:04:05',
    date_modified_gmt: '2026-11-27T12:05:00',
    discount_total: '500.00',
    discount_tax: '0.00',
    total: '9450.00',
    total_tax: '0.00',
    prices_include_tax: true,
    customer_id: 7,
    customer_ip_address: '127.0.0.1',
    date_paid_gmt: '2026-11-27T12:04:30',
    billing: {
      first_name: 'Кирилл',
      last_name: 'Дубровин',
      email: 'kirill@example.com',
      phone: '8 (946) 681-10-78',
      country: 'RU',
    },
    shipping: { first_name: '', last_name: '', phone: '' },
    line_items: [
      {
        id: 1,
        name: 'Набор «Три горы»',
        sku: 'SET-3M',
        quantity: 3,
        subtotal: '9950.00',
        total: '9450.00',
        total_tax: '0.00',
      },
    ],
    coupon_lines: [{ id: 4, code: 'osen', discount: '500' }],
    refunds: [],
    meta_data: [],
    ...changes,
  }
}

/** What a cart of Tilda sends, payment and all; people are invented. */
export function tildaOrder(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    Name: 'Борис Дубровин',
    Phone: '+7 (948) 832-05-06',
    Email: 'boris@example.com',
    payment: {
      sys: 'cloudpayments',
      systranid: '3521002298',
      orderid: '1869817991',
      products: ['Чай улун «Молочный», 100 г x 2 ≡ 690', 'Пиала «Иней» x 2 ≡ 420.50'],
      amount: '2221',
      promocode: 'ЧАЙ10',
      discount: '100',
      delivery: 'Курьер',
      delivery_price: 0,
    },
    tranid: '7340011',
    formid: 'form1',
    formname: 'Cart',
    ...changes,
  }
}

/** The same fields as a form, groups in brackets. */
export function asForm(fields: Record<string, unknown>): string {
  const form = new URLSearchParams()
  const add = (name: string, value: unknown) => {
    if (value !== null && typeof value === 'object')
      for (const [key, inner] of Object.entries(value)) add(`${name}[${key}]`, inner)
    else form.append(name, String(value))
  }
  for (const [name, value] of Object.entries(fields)) add(name, value)
  return form.toString()
}
