/** States of orders that every account of retailCRM begins with, by what they come to here; an account has its own besides. */
const PAID = ['complete']
const CANCELLED = [
  ...['no-call', 'no-product', 'already-buyed', 'delyvery-did-not-suit', 'prices-did-not-suit', 'cancel-other'],
]

/**
 * The body that a trigger of retailCRM sends to `POST /crm/orders`, in its own templates (Twig): the order by its number,
 * whose it is, its sum and state. What a field is called there is what its API calls it (docs.retailcrm.ru, *Order*);
 * a field that an account does not have is empty. Money that has come counts where the state says so: codes of the
 * account's own states are put into the two lists.
 * @param currency of the account, ISO 4217
 */
export function retailTemplate(currency: string): string {
  const list = (codes: readonly string[]) => `[${codes.map(code => `'${code}'`).join(', ')}]`
  const json = (field: string) => `{{ ${field}|default('')|json_encode|raw }}`
  const maybe = (field: string) => `{{ (${field}|default('') ?: null)|json_encode|raw }}`
  return [
    "{% set status = order.status.code|default('') %}",
    '{',
    `  "id": ${json('order.number')},`,
    `  "at": "{{ order.createdAt|date('c') }}",`,
    `  "status": "{% if status in ${list(PAID)} %}paid{% elseif status in ${list(CANCELLED)} %}cancelled{% else %}pending{% endif %}",`,
    `  "total": {{ order.totalSumm|default(0) }},`,
    `  "currency": "${currency}",`,
    '  "customer": {',
    `    "phone": ${maybe('order.phone')},`,
    `    "email": ${maybe('order.email')},`,
    `    "first_name": ${maybe('order.firstName')},`,
    `    "last_name": ${maybe('order.lastName')}`,
    '  }',
    '}',
  ].join('\n')
}
