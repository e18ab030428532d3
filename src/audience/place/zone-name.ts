import { IANAZone } from 'luxon'
import { zoneOf } from './geography.js'
import { findCities, oneCity } from './town.js'
import { zoneOfCity } from './zone-city.js'

/** What a typed zone is: one, one of several that are called so, or none that is known. */
export type NamedZone =
  | { kind: 'zone'; zone: string }
  | { kind: 'several'; zones: readonly string[] }
  | { kind: 'none' }

/** Today's names of zones that the platform lists under former ones, or not at all. */
const NEWER =
  'Asia/Kolkata Asia/Kathmandu Asia/Yangon Asia/Ho_Chi_Minh Asia/Ulaanbaatar Asia/Thimphu Asia/Dhaka Asia/Macau ' +
  'Europe/Kyiv Atlantic/Faroe America/Nuuk America/Buenos_Aires America/Catamarca America/Cordoba America/Jujuy ' +
  'America/Mendoza America/Indianapolis America/Louisville Africa/Asmara Pacific/Pohnpei Pacific/Chuuk ' +
  'Pacific/Kanton Asia/Istanbul Asia/Tel_Aviv Asia/Singapore'

/** Former names that the platform knows and does not list. */
const FORMER =
  'US/Eastern US/Central US/Mountain US/Pacific US/Alaska US/Hawaii US/Arizona US/Michigan US/Aleutian US/Samoa ' +
  'US/East-Indiana US/Indiana-Starke Canada/Eastern Canada/Central Canada/Mountain Canada/Pacific Canada/Atlantic ' +
  'Canada/Newfoundland Canada/Saskatchewan Canada/Yukon Mexico/General Mexico/BajaNorte Mexico/BajaSur Brazil/East ' +
  'Brazil/West Brazil/Acre Brazil/DeNoronha Chile/Continental Chile/EasterIsland Cuba Egypt Eire GB GB-Eire Hongkong ' +
  'Iceland Iran Israel Jamaica Japan Kwajalein Libya NZ NZ-CHAT Navajo PRC Poland Portugal ROC ROK Singapore Turkey W-SU ' +
  'Asia/Calcutta Asia/Katmandu Asia/Rangoon Asia/Saigon Asia/Ulan_Bator Asia/Thimbu Asia/Dacca Asia/Macao Asia/Ashkhabad ' +
  'Asia/Chongqing Asia/Chungking Asia/Harbin Asia/Kashgar Asia/Ujung_Pandang Asia/Choibalsan Europe/Kiev Europe/Uzhgorod ' +
  'Europe/Zaporozhye Europe/Belfast Europe/Nicosia Europe/Tiraspol Atlantic/Faeroe Atlantic/Jan_Mayen America/Godthab ' +
  'America/Atka America/Ensenada America/Fort_Wayne America/Knox_IN America/Montreal America/Nipigon America/Pangnirtung ' +
  'America/Porto_Acre America/Rainy_River America/Rosario America/Santa_Isabel America/Shiprock America/Thunder_Bay ' +
  'America/Virgin America/Yellowknife America/Coral_Harbour Africa/Asmera Africa/Timbuktu Pacific/Ponape Pacific/Truk ' +
  'Pacific/Yap Pacific/Samoa Pacific/Johnston Pacific/Enderbury Australia/ACT Australia/NSW Australia/North ' +
  'Australia/Queensland Australia/South Australia/Tasmania Australia/Victoria Australia/West Australia/Canberra ' +
  'Australia/Currie Australia/LHI Australia/Yancowinna Antarctica/South_Pole Etc/UTC Etc/GMT Etc/UCT Etc/Universal ' +
  'Etc/Zulu Etc/Greenwich GMT UCT UTC Universal Zulu Greenwich EST MST HST EST5EDT CST6CDT MST7MDT PST8PDT CET EET MET WET'

/** Letters that stand for one zone, and those that stand for several. */
const LETTERS: Readonly<Record<string, readonly string[]>> = {
  ...{ utc: ['UTC'], gmt: ['UTC'], z: ['UTC'], zulu: ['UTC'], гринвич: ['UTC'], всемирное: ['UTC'] },
  ...{ msk: ['Europe/Moscow'], мск: ['Europe/Moscow'] },
  ...{ cet: ['Europe/Berlin'], cest: ['Europe/Berlin'], eet: ['Europe/Kyiv'], eest: ['Europe/Kyiv'] },
  ...{ et: ['America/New_York'], est: ['America/New_York'], edt: ['America/New_York'] },
  ...{ pt: ['America/Los_Angeles'], pst: ['America/Los_Angeles'], pdt: ['America/Los_Angeles'] },
  ...{ ct: ['America/Chicago'], cdt: ['America/Chicago', 'America/Havana'], mdt: ['America/Denver'] },
  ...{ jst: ['Asia/Tokyo'], kst: ['Asia/Seoul'], hkt: ['Asia/Hong_Kong'], sgt: ['Asia/Singapore'] },
  ...{ aest: ['Australia/Brisbane', 'Australia/Sydney'], aedt: ['Australia/Sydney'], nzst: ['Pacific/Auckland'] },
  cst: ['America/Chicago', 'Asia/Shanghai', 'America/Havana'],
  ist: ['Asia/Kolkata', 'Asia/Jerusalem', 'Europe/Dublin'],
  bst: ['Europe/London', 'Asia/Dhaka'],
  mst: ['America/Denver', 'America/Phoenix', 'Asia/Kuala_Lumpur'],
  ast: ['America/Halifax', 'Asia/Riyadh'],
  gst: ['Asia/Dubai', 'Atlantic/South_Georgia'],
}

/** Zones without summer time whose difference is no whole hour, by minutes before UTC. */
const PARTS: Readonly<Record<number, string>> = {
  ...{ 210: 'Asia/Tehran', 270: 'Asia/Kabul', 330: 'Asia/Kolkata', 345: 'Asia/Kathmandu', 390: 'Asia/Yangon' },
  ...{ 525: 'Australia/Eucla', 570: 'Australia/Darwin', [-570]: 'Pacific/Marquesas' },
}

const OFFSET = /^(utc|gmt|msk|мск)?_?([+-])_?(\d{1,2})(?::?([0-5]\d))?(?:_?(?:h|ч|час|часа|часов))?$/
const MOSCOW = 180
const SHOWN = 4
/** Whoever names a smaller town may have mistyped a word: they name the next large one. */
const LARGE = 100_000

/**
 * The zone that somebody typed: a city in English or Russian, an IANA name or a former one in any case, its last part,
 * letters such as MSK, or the hours to UTC (`GMT+3` is east of Greenwich, as people mean it; `Etc/GMT+3` is west, as IANA
 * does). Letters that stand for several zones come back as all of them.
 */
export function findZone(input: string): NamedZone {
  const wanted = folded(input)
  if (wanted === '' || wanted.length > 64) return { kind: 'none' }
  const letters = Object.hasOwn(LETTERS, wanted) ? LETTERS[wanted] : undefined
  if (letters !== undefined) return severalOf(letters)
  const zone = zoneOfCity(input) ?? byOffset(wanted) ?? byName(wanted)
  return severalOf(zone === null ? zonesOfTown(input) : [zone])
}

function severalOf(zones: readonly string[]): NamedZone {
  const [first, second] = zones
  if (first === undefined) return { kind: 'none' }
  return second === undefined ? { kind: 'zone', zone: first } : { kind: 'several', zones }
}

function byOffset(wanted: string): string | null {
  const [, from, sign, hours, minutes = '0'] = OFFSET.exec(wanted) ?? []
  if (hours === undefined) return null
  const typed = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
  const offset = typed + (from === 'msk' || from === 'мск' ? MOSCOW : 0)
  if (offset === 0) return 'UTC'
  if (offset % 60 !== 0) return PARTS[offset] ?? null
  if (offset < -12 * 60 || offset > 14 * 60) return null
  // IANA counts these westwards.
  return `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset) / 60}`
}

function byName(wanted: string): string | null {
  const names = [...new Set([...NEWER.split(' '), ...Intl.supportedValuesOf('timeZone')])]
  const plain = (name: string) => folded(name).replaceAll('-', '_')
  const exact = names.find(name => folded(name) === wanted) ?? names.find(name => plain(name) === plain(wanted))
  if (exact !== undefined) return exact
  const cities = names.filter(name => plain(name.split('/').at(-1) ?? '') === plain(wanted))
  if (cities.length === 1) return cities[0] ?? null
  // Aliases such as Asia/Calcutta are known to the platform but not always listed by it.
  const named = wanted
    .replace(/(?<=^|[/_-])\p{L}/gu, letter => letter.toUpperCase())
    .replace(/Gmt|Utc/g, all => all.toUpperCase())
  return named.includes('/') && IANAZone.isValidZone(named) ? named : null
}

/** The zone of the large town that is called so; those of all of them where none is far larger than the others. */
function zonesOfTown(input: string): string[] {
  const name = input.trim()
  const one = oneCity(name)
  const towns = (one === null ? findCities(name) : [one]).filter(({ population }) => population >= LARGE)
  return [...new Set(towns.map(({ lat, lon }) => zoneOf(lat, lon)))].slice(0, SHOWN)
}

function folded(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/[«»“”„"'‘’]/g, '')
    .replace(/[‐‑‒–—―−]/g, '-')
    .trim()
    .replace(/\s+/g, '_')
}

/** Every name that a clock may be kept under, by the name that the platform has for its zone. */
let named: ReadonlyMap<string, readonly string[]> | null = null

function namesByZone(): ReadonlyMap<string, readonly string[]> {
  if (named !== null) return named
  const found = new Map(Intl.supportedValuesOf('timeZone').map(name => [name, [name]]))
  const fixed = Array.from({ length: 27 }, (_, i) => `Etc/GMT${i < 12 ? '+' : '-'}${Math.abs(12 - i)}`)
  for (const name of [...NEWER.split(' '), ...FORMER.split(' '), ...fixed]) {
    if (!IANAZone.isValidZone(name)) continue
    const zone = platformName(name)
    const names = found.get(zone) ?? []
    if (!names.includes(name)) found.set(zone, [...names, name])
  }
  named = found
  return found
}

function platformName(zone: string): string {
  return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
}

/** All names of a zone, former ones too. @param zone an IANA name, in any case */
export function namesOfZone(zone: string): readonly string[] {
  const names = namesByZone().get(platformName(zone)) ?? []
  return names.includes(zone) ? names : [...names, zone]
}

/** All names of the zones whose clocks are so many minutes before UTC at a moment (ms UTC). */
export function zonesAhead(minutes: number, at: number): string[] {
  return [...namesByZone()].flatMap(([zone, names]) => (IANAZone.create(zone).offset(at) === minutes ? [...names] : []))
}

/** A zone's name as it is written, whatever the case of what was typed; null for no zone. */
export function properZone(typed: string): string | null {
  const wanted = typed.trim().toLowerCase()
  for (const names of namesByZone().values()) {
    const proper = names.find(name => name.toLowerCase() === wanted)
    if (proper !== undefined) return proper
  }
  return IANAZone.isValidZone(typed.trim()) ? typed.trim() : null
}
