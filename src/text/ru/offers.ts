import type { offers as en } from '../en/offers.js'
import { count } from '../format.js'

export const offers: typeof en = {
  unnamed: 'Новое предложение',
  goals: {
    inform: 'Рассказать',
    sell: 'Продать',
    bring_back: 'Вернуть',
    collect: 'Собрать ответы',
  },
  goalsJudged: {
    inform: 'сколько человек увидели',
    sell: 'сколько человек перешли по ссылке',
    bring_back: 'сколько человек перешли по ссылке',
    collect: 'сколько человек ответили',
  },
  kinds: {
    text: '💬 текст',
    photo: '🖼 фото',
    video: '🎬 видео',
    animation: '🎞 анимация',
    document: '📎 файл',
  },
  fields: {
    first_name: 'имя',
    last_name: 'фамилия',
    username: 'имя пользователя',
  },
  length: (length, limit) => `символов: ${count(length, 'ru')} из ${count(limit, 'ru')}`,
  longest: (length, limit) => `С самым длинным именем — ${count(length, 'ru')} из ${count(limit, 'ru')} символов.`,
  placeholderHint:
    'Напишите {first_name|друг} там, где должно стоять имя; «друг» увидят те, у кого имени нет. Есть ещё {last_name} и {username}.',
  buttonsHint: 'По одной на строке: Надпись - адрес. Знак | ставит две рядом.',
}
