import type { System } from './system.js'

/** CRMs, schools and bookkeeping. */
export const CRMS: readonly System[] = [
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
