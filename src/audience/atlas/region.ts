import { plainName } from './name.js'

/** Regions by country and the code that GeoNames has: `code = name in English / in Russian / others`. */
const lists: Readonly<Record<string, string>> = {
  US: 'AL = Alabama / Алабама; AK = Alaska / Аляска; AZ = Arizona / Аризона; AR = Arkansas / Арканзас; CA = California / Калифорния; CO = Colorado / Колорадо; CT = Connecticut / Коннектикут; DE = Delaware / Делавэр; DC = District of Columbia / Округ Колумбия / d c; FL = Florida / Флорида; GA = Georgia / Джорджия; HI = Hawaii / Гавайи; ID = Idaho / Айдахо; IL = Illinois / Иллинойс; IN = Indiana / Индиана; IA = Iowa / Айова; KS = Kansas / Канзас; KY = Kentucky / Кентукки; LA = Louisiana / Луизиана; ME = Maine / Мэн; MD = Maryland / Мэриленд; MA = Massachusetts / Массачусетс; MI = Michigan / Мичиган; MN = Minnesota / Миннесота; MS = Mississippi / Миссисипи; MO = Missouri / Миссури; MT = Montana / Монтана; NE = Nebraska / Небраска; NV = Nevada / Невада; NH = New Hampshire / Нью-Гэмпшир; NJ = New Jersey / Нью-Джерси; NM = New Mexico / Нью-Мексико; NY = New York / Нью-Йорк; NC = North Carolina / Северная Каролина; ND = North Dakota / Северная Дакота; OH = Ohio / Огайо; OK = Oklahoma / Оклахома; OR = Oregon / Орегон; PA = Pennsylvania / Пенсильвания; RI = Rhode Island / Род-Айленд; SC = South Carolina / Южная Каролина; SD = South Dakota / Южная Дакота; TN = Tennessee / Теннесси; TX = Texas / Техас; UT = Utah / Юта; VT = Vermont / Вермонт; VA = Virginia / Вирджиния / виргиния; WA = Washington / Вашингтон; WV = West Virginia / Западная Вирджиния; WI = Wisconsin / Висконсин; WY = Wyoming / Вайоминг',
  CA: '01 = Alberta / Альберта / ab; 02 = British Columbia / Британская Колумбия / bc; 03 = Manitoba / Манитоба / mb; 04 = New Brunswick / Нью-Брансуик / nb; 05 = Newfoundland and Labrador / Ньюфаундленд и Лабрадор / nl; 07 = Nova Scotia / Новая Шотландия / ns; 08 = Ontario / Онтарио / on; 09 = Prince Edward Island / Остров Принца Эдуарда / pe; 10 = Quebec / Квебек / qc; 11 = Saskatchewan / Саскачеван / sk; 12 = Yukon / Юкон / yt; 13 = Northwest Territories / Северо-Западные территории / nt; 14 = Nunavut / Нунавут / nu',
  RU: '01 = Adygea / Адыгея; 03 = Altai Republic / Республика Алтай; 04 = Altai Krai / Алтайский край; 05 = Amur Oblast / Амурская область; 06 = Arkhangelsk Oblast / Архангельская область; 07 = Astrakhan Oblast / Астраханская область; 08 = Bashkortostan / Башкортостан / башкирия; 09 = Belgorod Oblast / Белгородская область; 10 = Bryansk Oblast / Брянская область; 11 = Buryatia / Бурятия; 12 = Chechnya / Чечня; 13 = Chelyabinsk Oblast / Челябинская область; 15 = Chukotka / Чукотка; 16 = Chuvashia / Чувашия; 17 = Dagestan / Дагестан; 19 = Ingushetia / Ингушетия; 20 = Irkutsk Oblast / Иркутская область; 21 = Ivanovo Oblast / Ивановская область; 22 = Kabardino-Balkaria / Кабардино-Балкария; 23 = Kaliningrad Oblast / Калининградская область; 24 = Kalmykia / Калмыкия; 25 = Kaluga Oblast / Калужская область; 27 = Karachay-Cherkessia / Карачаево-Черкесия; 28 = Karelia / Карелия; 29 = Kemerovo Oblast / Кемеровская область / кузбасс; 30 = Khabarovsk Krai / Хабаровский край; 31 = Khakassia / Хакасия; 32 = Khanty-Mansi / ХМАО / югра / ханты мансийский автономный округ; 33 = Kirov Oblast / Кировская область; 34 = Komi / Коми; 37 = Kostroma Oblast / Костромская область; 38 = Krasnodar Krai / Краснодарский край / кубань; 40 = Kurgan Oblast / Курганская область; 41 = Kursk Oblast / Курская область; 42 = Leningrad Oblast / Ленинградская область; 43 = Lipetsk Oblast / Липецкая область; 44 = Magadan Oblast / Магаданская область; 45 = Mari El / Марий Эл; 46 = Mordovia / Мордовия; 47 = Moscow Oblast / Московская область / подмосковье / мо; 49 = Murmansk Oblast / Мурманская область; 50 = Nenets Okrug / Ненецкий округ; 51 = Nizhny Novgorod Oblast / Нижегородская область; 52 = Novgorod Oblast / Новгородская область; 53 = Novosibirsk Oblast / Новосибирская область; 54 = Omsk Oblast / Омская область; 55 = Orenburg Oblast / Оренбургская область; 56 = Oryol Oblast / Орловская область; 57 = Penza Oblast / Пензенская область; 59 = Primorsky Krai / Приморский край / приморье; 60 = Pskov Oblast / Псковская область; 61 = Rostov Oblast / Ростовская область; 62 = Ryazan Oblast / Рязанская область; 63 = Yakutia / Якутия / саха / sakha; 64 = Sakhalin Oblast / Сахалинская область / сахалин; 65 = Samara Oblast / Самарская область; 67 = Saratov Oblast / Саратовская область; 68 = North Ossetia / Северная Осетия; 69 = Smolensk Oblast / Смоленская область; 70 = Stavropol Krai / Ставропольский край / ставрополье; 71 = Sverdlovsk Oblast / Свердловская область; 72 = Tambov Oblast / Тамбовская область; 73 = Tatarstan / Татарстан; 75 = Tomsk Oblast / Томская область; 76 = Tula Oblast / Тульская область; 77 = Tver Oblast / Тверская область; 78 = Tyumen Oblast / Тюменская область; 79 = Tuva / Тыва / тува; 80 = Udmurtia / Удмуртия; 81 = Ulyanovsk Oblast / Ульяновская область; 83 = Vladimir Oblast / Владимирская область; 84 = Volgograd Oblast / Волгоградская область; 85 = Vologda Oblast / Вологодская область; 86 = Voronezh Oblast / Воронежская область; 87 = Yamal / ЯНАО / ямало ненецкий автономный округ; 88 = Yaroslavl Oblast / Ярославская область; 89 = Jewish Oblast / Еврейская область; 90 = Perm Krai / Пермский край; 91 = Krasnoyarsk Krai / Красноярский край; 92 = Kamchatka Krai / Камчатский край / камчатка; 93 = Zabaykalsky Krai / Забайкальский край / забайкалье',
}

/** A region of a country. */
export type Region = { country: string; code: string; en: string; ru: string }

const byCode = new Map<string, Region>()
const byName = new Map<string, Region[]>()
for (const [country, list] of Object.entries(lists)) {
  for (const one of list.split('; ')) {
    const [code = '', names = ''] = one.split(' = ')
    const [en = '', ru = '', ...others] = names.split(' / ')
    const region = { country, code, en, ru }
    byCode.set(`${country} ${code}`, region)
    const codes = country === 'US' ? [code] : []
    for (const name of [en, ru, ...others, ...codes]) {
      const key = regionKey(name)
      byName.set(key, [...(byName.get(key) ?? []), region])
    }
  }
}

/** The region of this code; null for countries whose regions are not kept. */
export function findRegion(country: string, code: string): Region | null {
  return byCode.get(`${country} ${code}`) ?? null
}

/** Regions that are called so, in English, in Russian, or by the letters of an American state. */
export function regionsCalled(name: string): readonly Region[] {
  return byName.get(regionKey(name)) ?? []
}

/** "Мурманская обл." and "Murmansk region" are called like the oblasts they are. */
function regionKey(name: string): string {
  return plainName(name)
    .replace(/^(?:респ|республика|republic of) /u, '')
    .replace(/ (?:обл|область|region|oblast|province|state)$/u, ' oblast')
    .replace(/ (?:респ|республика|republic)$/u, '')
    .replace(/^штат /u, '')
}
