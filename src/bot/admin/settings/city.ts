import { fold } from '../../../text/fold.js'

/** Cities whose people would not find their zone by its name, above all in Russian. */
const cities: Readonly<Record<string, string>> = {
  'Europe/Moscow':
    'москва, мск, msk, питер, спб, санкт-петербург, петербург, saint petersburg, st petersburg, казань, kazan, нижний новгород, ростов-на-дону, ростов, краснодар, сочи, sochi, воронеж, тула, ярославль, рязань, тверь, белгород, курск, липецк, пенза, мурманск, архангельск, махачкала, ставрополь, чебоксары, йошкар-ола, саранск, сыктывкар',
  'Europe/Kaliningrad': 'калининград',
  'Europe/Samara': 'самара, тольятти, ижевск',
  'Europe/Saratov': 'саратов',
  'Europe/Ulyanovsk': 'ульяновск',
  'Europe/Astrakhan': 'астрахань',
  'Europe/Volgograd': 'волгоград',
  'Europe/Kirov': 'киров',
  'Europe/Simferopol': 'симферополь, севастополь, крым',
  'Asia/Yekaterinburg': 'екатеринбург, екб, уфа, пермь, челябинск, тюмень, оренбург, магнитогорск, сургут, курган',
  'Asia/Omsk': 'омск',
  'Asia/Novosibirsk': 'новосибирск',
  'Asia/Tomsk': 'томск',
  'Asia/Barnaul': 'барнаул',
  'Asia/Novokuznetsk': 'новокузнецк, кемерово',
  'Asia/Krasnoyarsk': 'красноярск, абакан, норильск',
  'Asia/Irkutsk': 'иркутск, братск, улан-удэ',
  'Asia/Chita': 'чита',
  'Asia/Yakutsk': 'якутск, благовещенск',
  'Asia/Vladivostok': 'владивосток, хабаровск',
  'Asia/Sakhalin': 'сахалин, южно-сахалинск',
  'Asia/Magadan': 'магадан',
  'Asia/Kamchatka': 'камчатка, петропавловск-камчатский',
  'Europe/Riga': 'рига, латвия, latvia',
  'Europe/Vilnius': 'вильнюс, каунас, литва, lithuania',
  'Europe/Tallinn': 'таллин, таллинн, эстония, estonia',
  'Europe/Minsk': 'минск, гомель, брест, беларусь, белоруссия, belarus',
  'Europe/Kyiv': 'киев, київ, kyiv, kiev, одесса, харьков, львов, днепр, украина, ukraine',
  'Europe/Chisinau': 'кишинев, кишинэу, молдова, молдавия',
  'Asia/Tbilisi': 'тбилиси, батуми, грузия, georgia',
  'Asia/Yerevan': 'ереван, армения, armenia',
  'Asia/Baku': 'баку, азербайджан',
  'Asia/Almaty': 'алматы, алма-ата, астана, astana, нур-султан, шымкент, караганда, казахстан, kazakhstan',
  'Asia/Tashkent': 'ташкент, узбекистан',
  'Asia/Samarkand': 'самарканд, бухара',
  'Asia/Bishkek': 'бишкек, киргизия, кыргызстан',
  'Asia/Dushanbe': 'душанбе, таджикистан',
  'Asia/Ashgabat': 'ашхабад, туркмения',
  'Europe/Berlin': 'берлин, мюнхен, гамбург, германия, germany, munich, hamburg',
  'Europe/London': 'лондон, англия, england, uk',
  'Europe/Paris': 'париж, франция, france',
  'Europe/Madrid': 'мадрид, барселона, barcelona, испания, spain',
  'Europe/Rome': 'рим, милан, milan, италия, italy',
  'Europe/Warsaw': 'варшава, краков, польша, poland',
  'Europe/Prague': 'прага, чехия, czechia',
  'Europe/Belgrade': 'белград, сербия, serbia',
  'Europe/Sofia': 'софия, болгария',
  'Europe/Helsinki': 'хельсинки, финляндия',
  'Europe/Istanbul': 'стамбул, анкара, анталья, турция, turkey',
  'Asia/Nicosia': 'кипр, лимассол, limassol, cyprus',
  'Asia/Jerusalem': 'тель-авив, tel aviv, иерусалим, хайфа, израиль, israel',
  'Asia/Dubai': 'дубай, абу-даби, abu dhabi, оаэ, uae',
  'Asia/Bangkok': 'бангкок, пхукет, phuket, таиланд, thailand',
  'Asia/Makassar': 'бали, bali, денпасар',
  'America/New_York': 'нью-йорк, майами, miami, boston, washington',
  'America/Los_Angeles': 'лос-анджелес, сан-франциско, san francisco, seattle',
}

const zones = new Map(
  Object.entries(cities).flatMap(([zone, names]) => names.split(', ').map(name => [plain(name), zone] as const)),
)

/** The zone of a city (or a country with one zone) as people call it, in Russian or English; null when it is not known. */
export function zoneOfCity(name: string): string | null {
  return zones.get(plain(name)) ?? null
}

function plain(name: string): string {
  return fold(name)
    .replace(/[\s.-]+/g, ' ')
    .trim()
}
