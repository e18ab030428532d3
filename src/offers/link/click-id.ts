import { URL_LIMIT } from '../link.js'

/** The parameter in which a shop is told which click somebody came by. */
const CLICK_PARAMETER = 'sgc'

const ANY = /([?&])sgc=[\w-]{28}(?=&|$)/
/** Pages that Telegram opens itself, and those where what follows the question mark is a message. */
const HOSTS =
  /^https?:\/\/(?:[^/?#@]*@)?(?:[\w-]+\.)*(?:t\.me|telegram\.(?:me|dog)|wa\.me|whatsapp\.com|viber\.com|vk\.me|m\.me)(?::\d+)?(?=[/?#]|$)/i
/** Words of a parameter's name that say that something is signed, or opens a door to one person only. */
const SIGNING =
  /^(?:sigs?|sign|mac|md5|sha\d*|jwt|sas|crc|nonce|otp|otc|digest|checksum|exp|expiry|expire|auth|policy|magic|ticket|credential|hdn(?:ts|ea)|se|srt|awsaccesskeyid|googleaccessid|ossaccesskeyid)$|(?:token|signature|signed|hmac|hash|expires|secret|apikey|passcode|password)$/
/** What others mark visitors with is long, and no secret. */
const MARKS =
  /^(?:utm_|_ga|_gl$|gclid|gbraid|wbraid|dclid|fbclid|yclid|ysclid|msclkid|ttclid|twclid|li_fat_id|mc_[ce]id|rb_clickid|openstat|_openstat|etext|srsltid)/
/** A value that nobody types: so many hexadecimal digits, so many letters and digits mixed, or a signed token of three parts. */
const SECRET =
  /^(?:[\da-f]{32,}|eyJ[\w-]+\.[\w-]*(?:\.[\w-]*)?|(?=[^\d]*\d)(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])[\w+/=.~-]{40,})$|~hmac=/

/**
 * An address that tells the shop which click somebody came by, `sgc=…`, so that an order can say it again. The rest of it stays letter for
 * letter. An address that a change would break is given back as it is: a signed one, one that lets somebody in, one of Telegram
 * and other messengers, one whose query is no list of parameters, and one that would be too long.
 * @param url normalised, http or https
 */
export function withClickId(url: string, clickId: string): string {
  const hash = url.indexOf('#')
  const end = hash === -1 ? url.length : hash
  const head = url.slice(0, end)
  if (!takesClickId(head)) return url
  const known = ANY.exec(head)
  if (known !== null)
    return `${head.slice(0, known.index)}${known[1] ?? ''}${CLICK_PARAMETER}=${clickId}${url.slice(known.index + known[0].length)}`
  const mark = head.indexOf('?')
  // A question mark further on is part of a value.
  const between = mark === -1 ? '?' : mark === head.length - 1 || head.endsWith('&') ? '' : '&'
  const told = `${head}${between}${CLICK_PARAMETER}=${clickId}${url.slice(end)}`
  return told.length > URL_LIMIT ? url : told
}

/** True where one parameter more breaks nothing. @param head an address without what stands behind # */
function takesClickId(head: string): boolean {
  if (!/^https?:/i.test(head) || HOSTS.test(head)) return false
  const mark = head.indexOf('?')
  const query = mark === -1 ? '' : head.slice(mark + 1)
  // `?/forum/12` and `?wsdl` are read as a whole.
  if (query !== '' && !/^[^&]+=/.test(query)) return false
  return query.split(/[&;]/).every(isPlain)
}

function isPlain(parameter: string): boolean {
  const equals = parameter.indexOf('=')
  const name = decoded(equals === -1 ? parameter : parameter.slice(0, equals))
  if (MARKS.test(name.toLowerCase()) || name === CLICK_PARAMETER) return true
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
  if (words.some(word => SIGNING.test(word))) return false
  return equals === -1 || !SECRET.test(decoded(parameter.slice(equals + 1)))
}

function decoded(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
