/** First names of the crowd. */
export const firstNames = [
  'Anna',
  'Boris',
  'Clara',
  'Dmitri',
  'Eva',
  'Filip',
  'Greta',
  'Hugo',
  'Ирина',
  'Jonas',
  'Катя',
  'Лев',
]

/** Family names of the crowd. */
export const lastNames = [
  'Berzins',
  'Cohen',
  'Ivanova',
  'Kalnins',
  'Novak',
  'Petrov',
  'Ozols',
  'Schmidt',
  'Орлова',
  'Weber',
]

/** Payloads of the links that people came by, the busiest first. */
export const sources = ['fb_spring', 'site', 'qr_shop', 'instagram', 'friend', 'google', 'leaflet', 'fair_2025']

/** What people like. */
export const interests = ['Hiking', 'City', 'Running', 'Fashion', 'Kids', 'Sale']

/** Towns, the largest share first; degrees, ISO country, IANA zone. */
export const cities = [
  { name: 'Riga', country: 'LV', zone: 'Europe/Riga', lat: 56.946, lon: 24.105 },
  { name: 'Moscow', country: 'RU', zone: 'Europe/Moscow', lat: 55.752, lon: 37.616 },
  { name: 'Vilnius', country: 'LT', zone: 'Europe/Vilnius', lat: 54.689, lon: 25.28 },
  { name: 'Tallinn', country: 'EE', zone: 'Europe/Tallinn', lat: 59.437, lon: 24.754 },
  { name: 'Saint Petersburg', country: 'RU', zone: 'Europe/Moscow', lat: 59.939, lon: 30.314 },
  { name: 'Kaunas', country: 'LT', zone: 'Europe/Vilnius', lat: 54.902, lon: 23.91 },
  { name: 'Tartu', country: 'EE', zone: 'Europe/Tallinn', lat: 58.381, lon: 26.722 },
  { name: 'Jurmala', country: 'LV', zone: 'Europe/Riga', lat: 56.968, lon: 23.77 },
  { name: 'Berlin', country: 'DE', zone: 'Europe/Berlin', lat: 52.524, lon: 13.411 },
  { name: 'Warsaw', country: 'PL', zone: 'Europe/Warsaw', lat: 52.23, lon: 21.011 },
  { name: 'Kazan', country: 'RU', zone: 'Europe/Moscow', lat: 55.789, lon: 49.122 },
  { name: 'Yekaterinburg', country: 'RU', zone: 'Asia/Yekaterinburg', lat: 56.852, lon: 60.612 },
  { name: 'Novosibirsk', country: 'RU', zone: 'Asia/Novosibirsk', lat: 55.041, lon: 82.934 },
  { name: 'Daugavpils', country: 'LV', zone: 'Europe/Riga', lat: 55.883, lon: 26.533 },
  { name: 'Liepaja', country: 'LV', zone: 'Europe/Riga', lat: 56.505, lon: 21.011 },
  { name: 'Klaipeda', country: 'LT', zone: 'Europe/Vilnius', lat: 55.71, lon: 21.132 },
  { name: 'Samara', country: 'RU', zone: 'Europe/Samara', lat: 53.2, lon: 50.15 },
  { name: 'Almaty', country: 'KZ', zone: 'Asia/Almaty', lat: 43.25, lon: 76.917 },
  { name: 'Tbilisi', country: 'GE', zone: 'Asia/Tbilisi', lat: 41.694, lon: 44.834 },
  { name: 'Yerevan', country: 'AM', zone: 'Asia/Yerevan', lat: 40.181, lon: 44.514 },
]

/** What is sold: product and its shelf. Prices are cents. */
export const products = [
  { product: 'Autumn boots', category: 'Shoes', price: 8_900 },
  { product: 'Winter boots', category: 'Shoes', price: 12_900 },
  { product: 'Sneakers', category: 'Shoes', price: 6_500 },
  { product: 'Wool socks', category: 'Accessories', price: 1_200 },
  { product: 'Shoe care', category: 'Accessories', price: 900 },
  { product: 'Leather belt', category: 'Accessories', price: 3_400 },
  { product: 'Rain coat', category: 'Clothes', price: 9_900 },
  { product: 'Scarf', category: 'Clothes', price: 2_700 },
]
