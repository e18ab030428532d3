import type { offers as en } from '../en/offers.js'
import { count } from '../format.js'

export const offers: typeof en = {
  unnamed: 'Новое предложение',
  goals: {
    inform: 'Рассказать',
    sell: 'Продать',
    bring_back: 'Вернуть',
    collect: 'Собрать ответы',
    move_up: 'Поднять по лестнице',
    know_orders: 'Узнать покупки',
  },
  goalsJudged: {
    inform: 'сколько человек увидело',
    sell: 'сколько человек перешло по ссылке',
    bring_back: 'сколько человек перешло по ссылке',
    collect: 'сколько человек ответило',
    move_up: 'сколько человек поднялось на ступень',
    know_orders: 'сколько человек дало номер',
  },
  kinds: {
    text: '💬 текст',
    photo: '🖼 фото',
    video: '🎬 видео',
    animation: '🎞 анимация',
    document: '📎 файл',
    voice: '🎤 голосовое',
    video_note: '⏺ видеокружок',
    audio: '🎵 музыка',
    poll: '📊 опрос',
  },
  album: items => `🖼 альбом из ${items}`,
  albumComing: '🖼 альбом, его части приходят одна за другой',
  /** What a poll asks, and whether it is a quiz. */
  poll: (question: string, quiz: boolean) => `📊 ${quiz ? 'викторина' : 'опрос'} «${question}»`,
  length: (length, limit) => `символов: ${count(length, 'ru')} из ${count(limit, 'ru')}`,
  placeholderHint:
    'Напишите {first_name|друг} там, где должно стоять имя; «друг» увидят те, у кого имени нет. Есть ещё {last_name}, {username} и любое поле: {Город|ваш город}, в том числе в адресах. {Город = Рига: Заходите|Закажите онлайн} покажет одно из двух. {последний товар}, {последний заказ} и {сумма последнего заказа} — у тех, кто поделился номером.',
  buttonsHint: 'По одной на строке: Надпись - адрес. Знак | ставит две рядом.',
}
