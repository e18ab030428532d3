import { fold } from '../../text/fold.js'
import { zoneOf } from './geography.js'
import { oneCity } from './town.js'

/** Countries and regions with one zone, and towns whose zone the map draws wrongly or that have namesakes elsewhere. */
const places: Readonly<Record<string, string>> = {
  'Europe/Simferopol': 'крым',
  'Asia/Sakhalin': 'сахалин',
  'Asia/Magadan': 'магадан',
  'Asia/Kamchatka': 'камчатка',
  'Europe/Riga': 'латвия, latvia',
  'Europe/Vilnius': 'литва, lithuania',
  'Europe/Tallinn': 'эстония, estonia',
  'Europe/Minsk': 'брест, беларусь, белоруссия, belarus',
  'Europe/Kyiv': 'украина, ukraine',
  'Europe/Chisinau': 'молдова, молдавия',
  'Asia/Tbilisi': 'грузия, georgia',
  'Asia/Yerevan': 'армения, armenia',
  'Asia/Baku': 'азербайджан',
  'Asia/Almaty': 'казахстан, kazakhstan',
  'Asia/Tashkent': 'узбекистан',
  'Asia/Bishkek': 'киргизия, кыргызстан',
  'Asia/Dushanbe': 'таджикистан',
  'Asia/Ashgabat': 'туркмения',
  'Europe/Berlin': 'германия, germany',
  'Europe/London': 'англия, england, uk',
  'Europe/Paris': 'франция, france',
  'Europe/Madrid': 'испания, spain',
  'Europe/Rome': 'италия, italy',
  'Europe/Warsaw': 'польша, poland',
  'Europe/Prague': 'чехия, czechia',
  'Europe/Belgrade': 'сербия, serbia',
  'Europe/Sofia': 'болгария',
  'Europe/Helsinki': 'финляндия',
  'Europe/Istanbul': 'турция, turkey',
  'Asia/Nicosia': 'кипр, cyprus',
  'Asia/Jerusalem': 'израиль, israel',
  'Asia/Dubai': 'оаэ, uae',
  'Asia/Bangkok': 'пхукет, phuket, таиланд, thailand',
  'Asia/Makassar': 'бали, bali',
}

/** Whoever names a smaller town may have mistyped a word. */
const LARGE = 100_000

const zones = new Map(
  Object.entries(places).flatMap(([zone, names]) => names.split(', ').map(name => [plain(name), zone] as const)),
)

/** A city whose name is as short may be letters of a zone. */
const SHORTEST = 3

/** The zone of a large city (or a country with one zone) as people call it, in any language; null when it is not known. */
export function zoneOfCity(name: string): string | null {
  const listed = zones.get(plain(name))
  if (listed !== undefined) return listed
  const city = name.length < SHORTEST ? null : oneCity(name)
  return city === null || city.population < LARGE ? null : zoneOf(city.lat, city.lon)
}

function plain(name: string): string {
  return fold(name)
    .replace(/[\s.-]+/g, ' ')
    .trim()
}
