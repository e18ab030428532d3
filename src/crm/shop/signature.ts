import { createHmac, timingSafeEqual } from 'node:crypto'

/** base64 of 32 bytes. */
const SIGNATURE = /^[A-Za-z0-9+/]{43}=$/

/**
 * Whether these bytes were signed with this secret: base64 of their HMAC-SHA-256, as Shopify (X-Shopify-Hmac-Sha256) and
 * WooCommerce (X-WC-Webhook-Signature) write it. Compared in constant time.
 */
export function isSigned(body: Buffer, secret: string, signature: string | null): boolean {
  if (signature === null || !SIGNATURE.test(signature)) return false
  const shown = Buffer.from(signature, 'base64')
  const expected = signatureOf(body, secret)
  return shown.length === expected.length && timingSafeEqual(shown, expected)
}

/** The signature of these bytes, as bytes. */
function signatureOf(body: Buffer, secret: string): Buffer {
  return createHmac('sha256', secret).update(body).digest()
}
