import { fold } from '../../text/fold.js'
import type { Language } from '../../text/format.js'

/** A country's name in a language: "LV" → "Latvia", "Латвия"; the code itself when there is no such country. */
export function countryName(iso: string, language: Language): string {
  return displayNames[language].of(iso) ?? iso
}

/** The ISO code of a country by its code or any name in English or Russian; null when there is none. */
export function findCountry(name: string): string | null {
  return countries().get(plainOf(name)) ?? null
}

/** The ISO codes of the countries of which a name in English or Russian has a text in it, or begins or ends with it. */
export function countriesNamed({ contains, at }: { contains: string; at?: 'start' | 'end' }): string[] {
  const part = plainOf(contains)
  if (part === '') return []
  const has = (name: string) =>
    at === undefined ? name.includes(part) : at === 'start' ? name.startsWith(part) : name.endsWith(part)
  return [...new Set([...countries()].flatMap(([name, iso]) => (name !== fold(iso) && has(name) ? [iso] : [])))]
}

function plainOf(name: string): string {
  return fold(name).replace(/[.’']/gu, '')
}

const displayNames = {
  en: new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }),
  ru: new Intl.DisplayNames('ru', { type: 'region', fallback: 'none' }),
}

/** What people call countries besides their names in the dictionaries. */
const otherNames: Readonly<Record<string, string>> = {
  US: 'usa, america, united states of america, сша, америка, соединенные штаты америки, штаты',
  GB: 'uk, england, great britain, britain, scotland, wales, англия, британия, шотландия, уэльс',
  RU: 'russian federation, рф, российская федерация',
  BY: 'белоруссия, belorussia, рб',
  UA: 'україна, украіна',
  AE: 'uae, emirates, оаэ, эмираты',
  CZ: 'czech republic, чешская республика',
  KR: 'south korea, корея, южная корея, korea',
  KP: 'north korea, северная корея',
  MD: 'молдавия, republic of moldova',
  KG: 'киргизия, кыргызстан',
  TM: 'туркмения, туркменистан',
  NL: 'holland, the netherlands, голландия',
  CN: 'prc, кнр, китай',
  TR: 'turkey, turkiye, türkiye',
  MK: 'macedonia, македония',
  BA: 'bosnia, босния',
  CI: 'ivory coast',
  VN: 'viet nam',
  GE: 'republic of georgia',
  HK: 'hong kong, гонконг',
  MO: 'macao, macau, макао',
  DO: 'доминикана',
  XK: 'kosovo, косово',
}

let known: Map<string, string> | undefined

function countries(): Map<string, string> {
  if (known !== undefined) return known
  known = new Map()
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  for (const iso of letters.flatMap(first => letters.map(second => first + second))) {
    if (NO_COUNTRY.has(iso)) continue
    const own = [displayNames.en.of(iso), displayNames.ru.of(iso)]
    if (own[0] === undefined) continue
    const others = otherNames[iso]?.split(', ') ?? []
    for (const name of [iso, ...own, ...others]) if (name !== undefined) known.set(plainOf(name), iso)
  }
  return known
}

/** Codes that have a name and are no country (of their own, any more). */
const NO_COUNTRY = new Set(
  'AN BU CP CQ CS CT DD DG DY EA EU EZ FQ FX HV IC JT MI NH NQ NT PC PU PZ QO QU RH SU TA TP UK UN VD WK XA XB YD YU ZR ZZ AC NM'.split(
    ' ',
  ),
)
