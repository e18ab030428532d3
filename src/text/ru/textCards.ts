import type { textCards as en } from '../en/textCards.js'
import { plural } from '../format.js'
import { b, code, rich } from '../rich.js'

/** The screens of what the bot says by itself, and of the staff group. */
export const textCards: typeof en = {
  names: {
    welcome: '👋 Приветствие',
    stop: '🔕 После отписки',
    pause: '⏸ После паузы',
    received: '💬 Получили',
    survey: '📝 После анкеты',
  },
  about: {
    welcome: 'Первое, что читают новые люди.',
    stop: 'Что читают, когда отписываются. Под ним кнопка, которая это отменяет.',
    pause: 'Что читают, когда ставят паузу. До какого дня, добавится само.',
    received: 'Что читают те, кто написал, раз в день.',
    survey: 'Что читают те, кто ответил: спасибо, а может быть, и подарок.',
  },
  languages: { en: 'по-английски', ru: 'по-русски' },

  title: rich`${b('Тексты')}\nЧто бот говорит сам. Пока нет вашего текста, люди читают обычный.`,
  row: (name, state) => rich`${b(name)}: ${state}`,
  usual: language => `${language} — обычные`,
  own: language => `${language} — ваши`,
  sources: n => `${n} ${plural(n, 'ru', ['источник', 'источника', 'источников'])}`,

  one: (name, language) => rich`${b(name)} · ${language}`,
  forSource: source => rich`Для пришедших по ${b(source)}`,
  someDay: 'такого-то дня',
  isUsual: 'Сейчас обычные слова:',
  isOwn: what => `Сейчас ваш: ${what}`,
  isGeneral: 'Своего нет: читают то же, что и все.',
  buttons: labels => `Кнопки: ${labels}`,
  ask: 'Пришлите его таким, каким его должны увидеть: текст, фото, видео, GIF или файл.',
  askWords: 'Если прислать только слова, фото, видео или файл останутся.',
  askButtons: 'Пришлите кнопки, которые будут под ним.',
  wordsOnly: 'Пришлите строки текстом.',
  howToStop: 'Скажите в нём, как отписаться: /stop или 🔕 под любым предложением.',
  previewHead: '👁 Так его увидят:',
  previewFailed: why => rich`Telegram его не принял: ${why}`,
  saved: '✅ Сохранено. Теперь его видят так:',

  sourcesTitle: language =>
    rich`${b('Приветствие по источникам')} · ${language}\n✏️ отмечает источники со своими словами. Источник — то, что стоит в ссылке после ?start=.`,
  sourcesAsk: 'Пришлите название источника, как оно стоит в ссылке.',
  sourceInvalid: 'В названии источника до 64 латинских букв, цифр, - и _.',

  keys: {
    change: '✏️ Изменить',
    buttons: '🔗 Кнопки',
    noButtons: '🚫 Без кнопок',
    preview: '👁 Посмотреть',
    reset: '↺ Обычные слова',
    resetSource: '↺ Как у всех',
    sources: '🔗 По источникам',
    source: '➕ Другой источник',
  },

  staff: {
    title: rich`${b('Чат сотрудников')}`,
    none: 'То, что пишут люди, приходит в личные чаты владельцев. В чате сотрудников, группе с темами, у каждого своя тема, и отвечать могут все, кто в группе.',
    bound: title => rich`Отвечает группа «${b(title)}»: у каждого, кто пишет, там своя тема.`,
    lost: title =>
      rich`Группа «${b(title)}» больше не работает. То, что пишут люди, приходит в личные чаты владельцев.`,
    steps: (bot, secret, until) =>
      rich`1. Создайте группу и включите темы в её настройках.\n2. Добавьте @${bot} администратором с правом управлять темами.\n3. Напишите там: ${code(`/bind ${secret}`)}\n\nКод действует до ${until}, один раз.`,
    keys: { bind: '🔗 Привязать', release: '✖️ Отвязать' },
  },
}
