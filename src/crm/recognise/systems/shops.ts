import type { System } from './system.js'

/** Shops, and the programs that export their orders. */
export const SHOPS: readonly System[] = [
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
