import { badRequest, conflict } from '../refusal.js'
import * as schema from '../schema/bot.js'
import { type Method, method } from './method.js'

const POLLING_TAKEN =
  "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"

/** How updates reach the bot. Plain http addresses are taken, as by a Bot API server of one's own. */
export const intake: readonly Method[] = [
  method('getUpdates', schema.getUpdates, null, (world, params, call) => {
    if (world.webhook.info() !== null) throw conflict(POLLING_TAKEN)
    world.updates.allow(params.allowed_updates)
    const ask = { offset: params.offset ?? 0, limit: params.limit ?? 100, seconds: params.timeout ?? 0 }
    return world.updates.poll(ask, call.onGone)
  }),
  method('setWebhook', schema.setWebhook, null, (world, params) => {
    const { url, secret_token: secret } = params
    if (secret !== undefined && !/^[\w-]{1,256}$/.test(secret)) {
      throw badRequest('secret token contains unallowed characters')
    }
    if (params.drop_pending_updates === true) world.updates.dropPending()
    if (url === '') {
      world.webhook.remove()
      return true
    }
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
      throw badRequest('bad webhook: An HTTPS URL must be provided for webhook')
    }
    world.updates.interrupt('terminated by setWebhook request')
    world.updates.allow(params.allowed_updates)
    world.webhook.set({
      url,
      secret: secret ?? null,
      connections: params.max_connections ?? 40,
      address: params.ip_address ?? null,
    })
    return true
  }),
  method('deleteWebhook', schema.deleteWebhook, null, (world, params) => {
    world.webhook.remove()
    if (params.drop_pending_updates === true) world.updates.dropPending()
    return true
  }),
  method('getWebhookInfo', schema.nothing, null, world => {
    const info = world.webhook.info()
    const allowed = world.updates.allowed()
    const basic = {
      url: info?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: world.updates.pendingCount(),
      ...(allowed === null ? {} : { allowed_updates: allowed }),
    }
    if (info === null) return basic
    return {
      ...basic,
      max_connections: info.connections,
      ...(info.address === null ? {} : { ip_address: info.address }),
      ...(info.lastError === null
        ? {}
        : {
            last_error_date: Math.floor(info.lastError.at / 1_000),
            last_error_message: info.lastError.message,
          }),
    }
  }),
]
