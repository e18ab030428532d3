/**
 * The path of a request target, as it was written: without query or fragment, and without scheme and host, which proxies
 * and old clients send along (`GET http://host/r/… HTTP/1.1`).
 */
export function pathOf(target: string): string {
  const start = target.startsWith('/') ? 0 : afterHost(target)
  for (let end = start; end < target.length; end++) {
    const sign = target.charCodeAt(end)
    if (sign === 63 || sign === 35) return target.slice(start, end)
  }
  return start === 0 ? target : target.slice(start)
}

/** Where the path begins in `http://host:port/path`; its end when it has none. */
function afterHost(target: string): number {
  if (!/^https?:\/\//i.test(target)) return 0
  const slash = target.indexOf('/', 'https://'.length)
  return slash === -1 ? target.length : slash
}
