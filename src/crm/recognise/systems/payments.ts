import type { System } from './system.js'

/**
 * What PayPal calls the day, the payer, the sum, its fee, their e-mail and the shop's, the payment, its state, the currency
 * and what was paid for.
 */
const PAYPAL = [
  [
    ...(['Date', 'Name', 'Gross', 'Fee', 'From Email Address', 'To Email Address', 'Transaction ID'] as const),
    ...(['Status', 'Currency', 'Item Title'] as const),
  ],
  [
    ...(['Datum', 'Name', 'Brutto', 'Gebühr', 'Absender E-Mail-Adresse', 'Empfänger E-Mail-Adresse'] as const),
    ...(['Transaktionscode', 'Status', 'Währung', 'Artikelbezeichnung'] as const),
  ],
] as const

/** Payments, tickets, tills and mailing lists. */
export const PAYMENTS: readonly System[] = [
  {
    ...{ system: 'stripe', kind: 'orders', grouping: 'once', zone: 'utc' },
    rare: ['id', 'Amount', 'Amount Refunded', 'Converted Amount', 'Currency'],
    roles: {
      ...{ order_id: ['id'], total: ['Amount'], refunded: ['Amount Refunded'], email: ['Customer Email'] },
      ...{ ordered_at: ['Created (UTC)', 'Created date (UTC)'], full_name: ['Card Name'], product: ['Description'] },
      ...{ currency: ['Currency'], order_status: ['Status'] },
    },
    ignore: ['Seller Message', 'Statement Descriptor', 'Mode', 'Card ID', 'Invoice ID'],
  },
  {
    ...{ system: 'yookassa', kind: 'orders', grouping: 'once', advice: 'payments' },
    rare: ['Идентификатор платежа', 'Сумма платежа', 'Время платежа'],
    roles: {
      ...{ order_id: ['Идентификатор платежа'], total: ['Сумма платежа'], ordered_at: ['Время платежа'] },
      currency: ['Валюта платежа'],
    },
    ignore: ['Идентификатор платежного средства', 'Описание', 'ИНН плательщика', 'Имя плательщика', 'Тип платежа'],
  },
  ...PAYPAL.map(
    ([date, name, total, fee, from, to, id, status, currency, item]): System => ({
      ...{ system: 'paypal', kind: 'orders', grouping: 'once' },
      rare: [date, total, fee, from, id],
      roles: {
        ...{ order_id: [id], total: [total], ordered_at: [date], order_status: [status], currency: [currency] },
        ...{ email: [from], full_name: [name], product: [item] },
      },
      ignore: [to, fee],
    }),
  ),
  {
    ...{ system: 'eventbrite', kind: 'orders', grouping: 'sum' },
    rare: ['Order #', 'Attendee #', 'Ticket Type'],
    roles: {
      ...{ order_id: ['Order #'], total: ['Total Paid'], order_status: ['Attendee Status'], product: ['Ticket Type'] },
    },
    ignore: ['Attendee #', 'Order Type'],
  },
  {
    ...{ system: 'square', kind: 'customers' },
    rare: ['Square Customer ID', 'First Visit', 'Transaction Count'],
    roles: { external_id: ['Square Customer ID'], subscribed_at: ['First Visit'] },
  },
  {
    ...{ system: 'mailchimp', kind: 'customers' },
    rare: ['Email Address', 'MEMBER_RATING', 'LEID'],
    roles: { external_id: ['LEID'], subscribed_at: ['CONFIRM_TIME'], tags: ['TAGS'], email: ['Email Address'] },
  },
]
