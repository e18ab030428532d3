const SOURCE = /^[A-Za-z0-9_-]{1,64}$/
/** How every code in a link begins. What begins so is never a source, however it was changed on its way. */
const CODE = /^(?:join|claim)(?:_|-?[\w-]{20})/i
/** How every personal link begins: it says who somebody is, and not where they came from. */
const PERSONAL = /^c_/i

/** What stands behind `?start=` without what cannot belong to it: signs that were copied along. */
export function withoutJunk(payload: string): string {
  return payload
    .slice(0, 256)
    .replace(/[^\w-]/gu, '')
    .replace(/^_+/, '')
}

/** True for an invitation or a claim, whole or damaged: it opens something, and names nothing. */
export function isCode(payload: string): boolean {
  return CODE.test(withoutJunk(payload))
}

/** The source that a payload names; null where it names none, is a code, or a personal link. */
export function sourceOf(payload: string): string | null {
  return SOURCE.test(payload) && !isCode(payload) && !PERSONAL.test(payload) ? payload : null
}
