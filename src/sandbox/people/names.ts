import type { Profile } from '../emulator/profile.js'
import { between, pick, type Random } from '../emulator/random.js'

/** Which names a crowd has. */
export type CrowdLanguage = 'en' | 'ru' | 'mixed'

type Pool = { first: readonly [string, ...string[]]; last: readonly [string, ...string[]] }

const EN: readonly [Pool, Pool] = [
  {
    first: ['Anna', 'Emma', 'Olivia', 'Grace', 'Chloe', 'Sophie', 'Ruby', 'Alice', 'Nora', 'Maya', 'Hannah', 'Lucy'],
    last: ['Parker', 'Hughes', 'Collins', 'Bennett', 'Murphy', 'Foster', 'Shaw', 'Ellis', 'Watson', 'Reed'],
  },
  {
    first: ['Jack', 'Oliver', 'Harry', 'Leo', 'Daniel', 'Ben', 'Thomas', 'Adam', 'Noah', 'Ryan', 'Luke', 'Sam'],
    last: ['Parker', 'Hughes', 'Collins', 'Bennett', 'Murphy', 'Foster', 'Shaw', 'Ellis', 'Watson', 'Reed'],
  },
]

const RU: readonly [Pool, Pool] = [
  {
    first: [
      'Анна',
      'Мария',
      'Елена',
      'Ольга',
      'Наталья',
      'Дарья',
      'Юлия',
      'Ирина',
      'Полина',
      'Ксения',
      'Алёна',
      'Вера',
    ],
    last: ['Иванова', 'Смирнова', 'Кузнецова', 'Попова', 'Соколова', 'Лебедева', 'Новикова', 'Морозова', 'Волкова'],
  },
  {
    first: ['Иван', 'Дмитрий', 'Алексей', 'Сергей', 'Андрей', 'Михаил', 'Павел', 'Никита', 'Егор', 'Артём', 'Роман'],
    last: ['Иванов', 'Смирнов', 'Кузнецов', 'Попов', 'Соколов', 'Лебедев', 'Новиков', 'Морозов', 'Волков'],
  },
]

/** Names as people really write them: with a flower, right to left, in one letter, in a script of their own. */
const UNUSUAL = ['Лена 🌸', 'محمد', 'דניאל', '👨‍👩‍👧', 'J.', '小龍', '𝓚𝓪𝓽𝓮', 'Zoë'] as const

const OTHER_LANGUAGES = ['de', 'es', 'kk', 'uk', 'fr', 'it'] as const

/** A plausible person of the given id. About one in 25 has an unusual name, one in five no last name. */
export function inventPerson(id: number, language: CrowdLanguage, random: Random): Profile {
  const russian = language === 'ru' || (language === 'mixed' && random() < 0.6)
  const pool = pick(random, russian ? RU : EN)
  const firstName = random() < 0.04 ? pick(random, UNUSUAL) : pick(random, pool.first)
  const lastName = random() < 0.2 ? null : pick(random, pool.last)
  const own = russian ? 'ru' : 'en'
  return {
    id,
    firstName,
    lastName,
    username: random() < 0.6 ? `person_${id.toString(36)}` : null,
    language: random() < 0.12 ? pick(random, OTHER_LANGUAGES) : own,
    premium: random() < 0.18,
  }
}

/** What such a person writes in answer to an offer. */
export function inventReply(language: string | undefined, random: Random): string {
  return language === 'ru'
    ? pick(random, ['Спасибо!', 'А есть 38 размер?', 'Класс 🔥', 'Сколько стоит доставка?', 'Подумаю'])
    : pick(random, ['Thanks!', 'Do you have it in size 38?', 'Love it 🔥', 'How much is the delivery?', 'Maybe later'])
}

/** The word with which such a person ends it. */
export function stopWord(language: string | undefined, random: Random): string {
  return language === 'ru'
    ? pick(random, ['стоп', 'Стоп', 'отписаться'])
    : pick(random, ['stop', 'Stop', 'unsubscribe'])
}

/** A browser, as it names itself. */
export function inventBrowser(random: Random): string {
  const build = between(random, 120, 131)
  return pick(random, [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 17_${between(random, 0, 6)} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1`,
    `Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${build}.0.0.0 Mobile Safari/537.36`,
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${build}.0.0.0 Safari/537.36`,
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${build}.0.0.0 Safari/537.36`,
  ])
}
