import { fold } from '../../../text/fold.js'
import { stemOf } from '../words/inflect.js'

/** What people of a country are called in English, by its code; the last word of each is a plural where it is no adjective. */
const NATIONS: Readonly<Record<string, string>> = {
  ...{ US: 'american americans', GB: 'british brits britons englishmen', IE: 'irish irishmen', DE: 'german germans' },
  ...{ AT: 'austrian austrians', CH: 'swiss', FR: 'french frenchmen', ES: 'spanish spaniards', PT: 'portuguese' },
  ...{ IT: 'italian italians', NL: 'dutch dutchmen', BE: 'belgian belgians', PL: 'polish poles', CZ: 'czech czechs' },
  ...{ SK: 'slovak slovaks', HU: 'hungarian hungarians', RO: 'romanian romanians', BG: 'bulgarian bulgarians' },
  ...{ GR: 'greek greeks', TR: 'turkish turks', RU: 'russian russians', UA: 'ukrainian ukrainians' },
  ...{ BY: 'belarusian belarusians belarussian belarussians', KZ: 'kazakh kazakhs kazakhstani kazakhstanis' },
  ...{ UZ: 'uzbek uzbeks', KG: 'kyrgyz', TJ: 'tajik tajiks', TM: 'turkmen turkmens', GE: 'georgian georgians' },
  ...{ AM: 'armenian armenians', AZ: 'azerbaijani azerbaijanis', MD: 'moldovan moldovans', LV: 'latvian latvians' },
  ...{ LT: 'lithuanian lithuanians', EE: 'estonian estonians', FI: 'finnish finns', SE: 'swedish swedes' },
  ...{ NO: 'norwegian norwegians', DK: 'danish danes', IS: 'icelandic icelanders', CA: 'canadian canadians' },
  ...{ MX: 'mexican mexicans', BR: 'brazilian brazilians', AR: 'argentinian argentinians argentine argentines' },
  ...{
    CL: 'chilean chileans',
    CO: 'colombian colombians',
    PE: 'peruvian peruvians',
    AU: 'australian australians aussies',
  },
  ...{
    NZ: 'new-zealanders',
    IN: 'indian indians',
    CN: 'chinese',
    JP: 'japanese',
    KR: 'korean koreans',
    TH: 'thai thais',
  },
  ...{ VN: 'vietnamese', ID: 'indonesian indonesians', MY: 'malaysian malaysians', SG: 'singaporean singaporeans' },
  ...{ PH: 'filipino filipinos', PK: 'pakistani pakistanis', IL: 'israeli israelis', AE: 'emirati emiratis' },
  ...{ SA: 'saudi saudis', EG: 'egyptian egyptians', NG: 'nigerian nigerians', KE: 'kenyan kenyans' },
  ...{ MA: 'moroccan moroccans', RS: 'serbian serbs serbians', HR: 'croatian croats croatians' },
  ...{ SI: 'slovenian slovenes slovenians', BA: 'bosnian bosnians', ME: 'montenegrin montenegrins' },
  ...{ MK: 'macedonian macedonians', AL: 'albanian albanians', CY: 'cypriot cypriots', MT: 'maltese' },
}

const CODES = new Map(
  Object.entries(NATIONS).flatMap(([code, words]) =>
    words.split(' ').map(word => [word.replace('-', ' '), code] as const),
  ),
)

/** The same in Russian, of many people; other forms are found by their stems. */
const RUSSIAN: Readonly<Record<string, string>> = {
  ...{ RU: 'россияне', BY: 'белорусы беларусы', KZ: 'казахстанцы казахи', UA: 'украинцы', UZ: 'узбеки узбекистанцы' },
  ...{ KG: 'киргизы кыргызы кыргызстанцы', TJ: 'таджики', TM: 'туркмены', GE: 'грузины', AM: 'армяне' },
  ...{ AZ: 'азербайджанцы', MD: 'молдаване', LV: 'латыши латвийцы', LT: 'литовцы', EE: 'эстонцы', PL: 'поляки' },
  ...{ DE: 'немцы', AT: 'австрийцы', CH: 'швейцарцы', FR: 'французы', ES: 'испанцы', PT: 'португальцы' },
  ...{ IT: 'итальянцы', NL: 'голландцы', BE: 'бельгийцы', CZ: 'чехи', SK: 'словаки', HU: 'венгры', RO: 'румыны' },
  ...{ BG: 'болгары', GR: 'греки', TR: 'турки', RS: 'сербы', HR: 'хорваты', ME: 'черногорцы', FI: 'финны' },
  ...{ SE: 'шведы', NO: 'норвежцы', DK: 'датчане', GB: 'британцы англичане', IE: 'ирландцы', US: 'американцы' },
  ...{ CA: 'канадцы', MX: 'мексиканцы', BR: 'бразильцы', AR: 'аргентинцы', AU: 'австралийцы', IL: 'израильтяне' },
  ...{ CN: 'китайцы', JP: 'японцы', IN: 'индийцы', TH: 'тайцы', VN: 'вьетнамцы', MN: 'монголы', EG: 'египтяне' },
}
const BY_STEM = new Map(
  Object.entries(RUSSIAN).flatMap(([code, words]) => words.split(' ').map(word => [stemOf(word), code] as const)),
)
const MANY = /^[а-я]{3,}(?:[ыие]|ов|ев|ей|ам|ям|ами|ян|ане|ян(?:ам|ами)|чан|ан)$/u

/** The country whose people are called so: "Germans", "american", «белорусы»; null where none is, or it is not known what they are called. */
export function nationCalled(written: string): string | null {
  const plain = fold(written)
  return CODES.get(plain) ?? (MANY.test(plain) ? (BY_STEM.get(stemOf(plain)) ?? null) : null)
}

/** True for a word that is people and nothing else: "Germans", while "German" is a language as well. */
export function isPeople(written: string): boolean {
  if (/^[а-я]/u.test(fold(written))) return true
  return /(?:s|men)$/u.test(fold(written)) && !/(?:is|ss)$/u.test(fold(written))
}
