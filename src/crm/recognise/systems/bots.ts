import type { System } from './system.js'

/** Platforms of bots. */
export const BOTS: readonly System[] = [
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
