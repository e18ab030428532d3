import { fold } from '../../text/fold.js'
import type { Advice, Grouping, Kind, OrderWord, Role } from '../role.js'

/**
 * A system whose files were seen. `rare`: headers that together decide it (all, or `enough` of them), whatever their
 * order; `without`: headers that another has beside them. `roles`: what words and values alone would get wrong, by header, the first that is there;
 * everything else is read as in any other file. `ignore`: columns that look like something and are not.
 */
export type System = {
  system: string
  kind: Kind
  rare: readonly string[]
  enough?: number
  without?: readonly string[]
  roles?: Partial<Record<Role, readonly string[]>>
  ignore?: readonly string[]
  grouping?: Grouping
  /** What its column of platforms writes for Telegram, where it is no name. */
  telegram?: readonly string[]
  /** Words of the state that it writes before anybody changes them, where they could mean something else elsewhere. */
  statuses?: Readonly<Record<string, OrderWord>>
  /** Of times without an offset. */
  zone?: string
  /** What to export instead when nobody can be matched. */
  advice?: Advice
}

const SHOPS: readonly System[] = [
  {
    ...{ system: 'shopify', kind: 'orders', grouping: 'once' },
    rare: ['Name', 'Lineitem name'],
    without: ['Order ID'],
    roles: {
      ...{ order_id: ['Name'], order_status: ['Financial Status'], total: ['Total'], refunded: ['Refunded Amount'] },
      ...{
        ordered_at: ['Created at'],
        paid_at: ['Paid at'],
        promo_code: ['Discount Code'],
        product: ['Lineitem name'],
      },
      ...{ phone: ['Phone', 'Billing Phone', 'Shipping Phone'], full_name: ['Billing Name', 'Shipping Name'] },
      ...{ sku: ['Lineitem sku'], price: ['Lineitem price'], quantity: ['Lineitem quantity'], email: ['Email'] },
    },
    ignore: ['Id', 'Subtotal', 'Outstanding Balance', 'Vendor', 'Location', 'Fulfillment Status', 'Tags', 'Source'],
  },
  {
    ...{ system: 'squarespace', kind: 'orders', grouping: 'once' },
    rare: ['Order ID', 'Financial Status', 'Lineitem quantity', 'Lineitem name', 'Fulfilled at'],
    roles: {
      ...{
        order_id: ['Order ID'],
        order_status: ['Financial Status'],
        total: ['Total'],
        refunded: ['Amount Refunded'],
      },
      ...{ ordered_at: ['Created at'], paid_at: ['Paid at'], product: ['Lineitem name'], full_name: ['Billing Name'] },
      ...{ sku: ['Lineitem sku'], price: ['Lineitem price'], quantity: ['Lineitem quantity'], email: ['Email'] },
      phone: ['Billing Phone', 'Shipping Phone'],
    },
    ignore: ['Subtotal', 'Channel Name', 'Channel Type', 'Fulfillment Status'],
  },
  {
    ...{ system: 'shopify', kind: 'customers' },
    rare: ['Customer ID', 'Accepts Email Marketing', 'Total Spent', 'Total Orders'],
    roles: { external_id: ['Customer ID'], phone: ['Phone', 'Default Address Phone'], city: ['Default Address City'] },
  },
  {
    ...{ system: 'shopify', kind: 'customers' },
    rare: ['First Name', 'Accepts Marketing', 'Total Spent', 'Total Orders'],
  },
  {
    ...{ system: 'woocommerce', kind: 'orders', grouping: 'once', advice: 'woo_advanced' },
    rare: ['Order #', 'N. Revenue (formatted)', 'Product(s)'],
    roles: {
      total: ['N. Revenue (formatted)'],
      order_id: ['Order #'],
      full_name: ['Customer'],
      product: ['Product(s)'],
    },
    ignore: ['Net Sales', 'Customer type', 'Attribution'],
  },
  {
    ...{ system: 'woocommerce', kind: 'orders', grouping: 'once', advice: 'woo_advanced' },
    rare: ['Date', 'Order #', 'Net Sales', 'Coupon(s)'],
    roles: { order_id: ['Order #'], full_name: ['Customer'], product: ['Product(s)'] },
    ignore: ['Customer type', 'Attribution'],
  },
  {
    ...{ system: 'woo_advanced_order_export', kind: 'orders', grouping: 'once' },
    rare: ['Order Number', 'First Name (Billing)', 'Order Total Amount'],
    roles: {
      ...{ total: ['Order Total Amount'], refunded: ['Order Refund Amount'], discount: ['Cart Discount Amount'] },
      ...{ order_id: ['Order Number'], phone: ['Phone (Billing)', 'Phone (Shipping)'], email: ['Email (Billing)'] },
      ...{ first_name: ['First Name (Billing)'], last_name: ['Last Name (Billing)'], city: ['City (Billing)'] },
      ...{ product: ['Item Name'], price: ['Item Cost'], quantity: ['Quantity (- Refund)', 'Quantity'] },
    },
  },
  {
    ...{ system: 'woo_advanced_order_export', kind: 'orders', grouping: 'once' },
    rare: ['Order Number', 'Phone (Billing)', 'Email (Billing)'],
  },
  {
    ...{ system: 'tilda', kind: 'orders' },
    rare: ['tranid', 'Stage'],
    roles: {
      ...{ order_id: ['tranid'], order_status: ['Stage'], line_items: ['Товары в заказе', 'Products'] },
      ...{ full_name: ['Название', 'Name', 'Имя'], total: ['Сумма заказа', 'Order amount', 'Total'] },
    },
    ignore: ['formid', 'formname', 'referer', 'COOKIES'],
  },
  {
    ...{ system: 'tilda', kind: 'customers' },
    rare: ['tranid', 'formid', 'sent'],
    roles: { external_id: ['tranid'], subscribed_at: ['sent'], tags: ['formname'] },
    ignore: ['formid', 'referer', 'COOKIES', 'Comment'],
  },
  {
    ...{ system: 'ecwid', kind: 'orders', grouping: 'once' },
    rare: ['vendorOrderNumber', 'paymentStatus'],
    roles: {
      ...{ order_id: ['vendorOrderNumber'], order_status: ['paymentStatus'], ordered_at: ['createDate'] },
      ...{ phone: ['billingPerson.phone', 'shippingPerson.phone'], full_name: ['billingPerson.name'] },
      ...{ line_items: ['items'], total: ['total'], refunded: ['refundedAmount'], promo_code: ['discountCoupon.code'] },
    },
    ignore: ['usdTotal', 'orderNumber', 'subtotal'],
  },
  {
    ...{ system: 'bigcommerce', kind: 'orders', grouping: 'once' },
    rare: ['Order ID', 'Order Total (inc tax)', 'Order Date'],
    roles: {
      ...{ total: ['Order Total (inc tax)'], phone: ['Customer Phone', 'Billing Phone'], refunded: ['Refund Amount'] },
      ...{ full_name: ['Customer Name'], email: ['Customer Email', 'Billing Email'], line_items: ['Product Details'] },
    },
  },
  {
    ...{ system: 'etsy', kind: 'orders', grouping: 'once', advice: 'etsy' },
    rare: ['Sale Date', 'Order ID', 'Buyer User ID', 'Order Total'],
    roles: { total: ['Order Total'], external_id: ['Buyer User ID'], ordered_at: ['Sale Date'] },
  },
  {
    ...{ system: 'insales', kind: 'orders', grouping: 'once' },
    rare: ['Номер', 'Статус оплаты', 'Имя покупателя', 'Итого'],
    roles: { total: ['Итого'], order_status: ['Статус'], order_id: ['Номер'], line_items: ['Товары'] },
  },
]

const CRMS: readonly System[] = [
  {
    ...{ system: 'amocrm', kind: 'orders', grouping: 'once' },
    rare: ['Название сделки', 'Этап сделки', 'Воронка', 'Бюджет', 'Дата создания сделки', 'Кем создана сделка'],
    enough: 3,
    roles: {
      ...{ order_id: ['ID'], order_status: ['Этап сделки'], ordered_at: ['Дата создания сделки', 'Дата создания'] },
      ...{ paid_at: ['Дата закрытия'], full_name: ['Полное имя контакта', 'Основной контакт'], product: ['Товар'] },
    },
    ignore: ['Название сделки', 'Ответственный', 'Теги', 'Факс', 'Дата редактирования'],
  },
  {
    ...{ system: 'amocrm', kind: 'customers' },
    rare: ['Полное имя контакта', 'Ответственный', 'Мобильный телефон'],
    without: ['Этап сделки'],
    roles: { subscribed_at: ['Дата создания контакта', 'Дата создания'], external_id: ['ID'], tags: ['Теги'] },
    ignore: ['Факс', 'Сделки', 'Ответственный'],
  },
  {
    ...{ system: 'bitrix24', kind: 'orders', grouping: 'sum', advice: 'bitrix_contact' },
    statuses: { 'в работе': 'pending', 'счет на предоплату': 'pending' },
    rare: ['Стадия сделки', 'Сумма', 'Контакт'],
    roles: {
      ...{ order_id: ['ID'], order_status: ['Стадия сделки'], total: ['Сумма'], ordered_at: ['Дата создания'] },
      ...{ full_name: ['Контакт'], product: ['Товар'] },
    },
    ignore: ['Название сделки', 'Дата начала', 'Предполагаемая дата закрытия', 'Сделка закрыта', 'Тип', 'Источник'],
  },
  {
    ...{ system: 'bitrix24', kind: 'customers' },
    rare: ['Имя', 'Фамилия', 'Отчество', 'Тип контакта'],
    roles: {
      ...{ phone: ['Мобильный телефон', 'Рабочий телефон'], external_id: ['ID'], subscribed_at: ['Дата создания'] },
      ...{ email: ['Рабочий e-mail', 'Частный e-mail'], username: ['Контакт Telegram', 'Telegram'] },
    },
    ignore: ['Ответственный', 'Компания', 'Отчество'],
  },
  {
    ...{ system: 'retailcrm', kind: 'orders', grouping: 'once' },
    rare: ['number', 'createdAt', 'totalSumm'],
    roles: {
      ...{ order_id: ['number'], total: ['totalSumm'], ordered_at: ['createdAt'], order_status: ['status'] },
      ...{ external_id: ['customer.externalId'], line_items: ['items'], phone: ['phone'], email: ['email'] },
      ...{ first_name: ['firstName'], last_name: ['lastName'] },
    },
    ignore: ['summ', 'prepaySum', 'purchaseSumm', 'slug', 'id', 'externalId', 'additionalPhone', 'markDatetime'],
  },
  {
    ...{ system: 'retailcrm', kind: 'customers' },
    rare: ['createdAt', 'firstName', 'ordersCount', 'totalSumm'],
    roles: { external_id: ['externalId', 'id'], subscribed_at: ['createdAt'], phone: ['phones', 'phone'] },
  },
  {
    ...{ system: 'pipedrive', kind: 'orders', grouping: 'once' },
    rare: ['Deal - Title', 'Deal - Value', 'Deal - Status'],
    roles: {
      ...{
        order_id: ['Deal - ID'],
        total: ['Deal - Value'],
        order_status: ['Deal - Status'],
        product: ['Deal - Title'],
      },
      ...{ phone: ['Person - Phone - Mobile', 'Person - Phone - Work'], currency: ['Deal - Currency of Value'] },
      ...{ ordered_at: ['Deal - Deal created'], paid_at: ['Deal - Won time'], full_name: ['Person - Name'] },
    },
  },
  {
    ...{ system: 'hubspot', kind: 'customers' },
    rare: ['Record ID', 'Lead Status', 'Create Date'],
    roles: { external_id: ['Record ID'], subscribed_at: ['Create Date'] },
  },
  {
    ...{ system: 'getcourse', kind: 'orders' },
    rare: ['ID заказа', 'Номер', 'Оплачено', 'Использован промокод', 'Заработано', 'Платежная система', 'user_gcpc'],
    enough: 4,
    roles: {
      ...{
        order_id: ['Номер', 'ID заказа'],
        total: ['Оплачено'],
        order_status: ['Статус'],
        full_name: ['Пользователь'],
      },
      ...{ ordered_at: ['Дата создания'], paid_at: ['Дата оплаты'], external_id: ['ID пользователя'] },
      ...{ product: ['Title', 'Состав заказа'], phone: ['Телефон'], email: ['Email'] },
    },
    ignore: ['Получено', 'Заработано', 'Теги', 'Теги предложений'],
  },
  {
    ...{ system: '1c', kind: 'orders' },
    rare: ['Контрагент', 'Номенклатура', 'Документ'],
    roles: { order_id: ['Документ'], full_name: ['Контрагент'] },
    ignore: ['№', '№ п/п'],
  },
]

const PAYMENTS: readonly System[] = [
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

const BOTS: readonly System[] = [
  {
    ...{ system: 'botmother', kind: 'subscribers', telegram: ['tg'] },
    rare: ['full_name', 'platform_id', 'platform'],
    roles: { telegram_id: ['platform_id'], full_name: ['full_name'], platform: ['platform'] },
  },
  {
    ...{ system: 'bothelp', kind: 'subscribers' },
    rare: ['user_id', 'messenger_username'],
    roles: { telegram_id: ['user_id'], username: ['messenger_username'], platform: ['messenger'] },
  },
  {
    ...{ system: 'salebot', kind: 'subscribers', telegram: ['1'] },
    rare: ['recepient', 'client_type', 'created_at'],
    roles: { telegram_id: ['recepient'], platform: ['client_type'], external_id: ['id'], full_name: ['name'] },
    ignore: ['platform_id', 'message_id', 'group', 'avatar'],
  },
  {
    ...{ system: 'salebot', kind: 'subscribers', telegram: ['1'] },
    rare: ['platform_id', 'client_type', 'created_at'],
    roles: { telegram_id: ['platform_id'], platform: ['client_type'], external_id: ['id'], full_name: ['name'] },
    ignore: ['message_id', 'group', 'avatar'],
  },
]

/** Messages and contacts that Telegram Desktop writes: they hold ids and are no list of people who subscribed. */
const TELEGRAM_DESKTOP: readonly (readonly string[])[] = [
  ['from_id', 'date_unixtime'],
  ['from_id', 'text_entities'],
  ['actor_id', 'date_unixtime'],
  ['user_id', 'first_name', 'phone_number', 'date_unixtime'],
]

export const SYSTEMS: readonly System[] = [...SHOPS, ...CRMS, ...PAYMENTS, ...BOTS]

const folded = SYSTEMS.map(system => ({
  system,
  rare: system.rare.map(fold),
  without: system.without?.map(fold) ?? [],
}))

/** The system whose rare headers are all among these; null when there is none. */
export function findSystem(headers: readonly string[]): System | null {
  const present = new Set(headers.map(fold))
  const found = folded.find(
    ({ system, rare, without }) =>
      rare.filter(header => present.has(header)).length >= (system.enough ?? rare.length) &&
      !(without.length > 0 && without.every(header => present.has(header))),
  )
  return found?.system ?? null
}

/** True for the headers of an export of Telegram Desktop. */
export function isTelegramDesktop(headers: readonly string[]): boolean {
  const present = new Set(headers.map(header => fold(header).replace(/^.*\./, '')))
  return TELEGRAM_DESKTOP.some(rare => rare.every(header => present.has(header)))
}
