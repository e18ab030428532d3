import type { libraryCards as en } from '../en/libraryCards.js'
import { count, plural } from '../format.js'
import { b, rich } from '../rich.js'

const n = (value: number) => count(value, 'ru')

/** The library: all offers that were ever written. */
export const libraryCards: typeof en = {
  door: '🗂 Все предложения',
  draftMark: '📝',
  title: total => (total === 0 ? rich`🗂 ${b('Все предложения')}` : rich`🗂 ${b('Все предложения')} · ${n(total)}`),
  about: 'Всё, что вы написали: отправленное и черновики, сначала новое.',
  empty: 'Здесь пока пусто. Начните предложение: /new.',
  archiveTitle: total => (total === 0 ? rich`🗄 ${b('Архив')}` : rich`🗄 ${b('Архив')} · ${n(total)}`),
  archiveAbout: 'Убрано из списков, ничего не удалено.',
  archiveEmpty: 'В архиве пусто.',
  one: name => rich`🗂 ${b(name)}`,
  draft: day => `📝 Черновик от ${day}`,
  sending: {
    scheduled: when => `🕙 Уйдёт ${when}`,
    planning: when => `⏳ Вот-вот начнётся: ${when}`,
    running: when => `▶️ Отправляется с ${when}`,
    paused: when => `⏸ На паузе · ${when}`,
    finished: when => `✅ Отправлено ${when}`,
    cancelled: when => `✖️ Остановлено · ${when}`,
  },
  goal: goal => `🎯 ${goal}`,
  archivedSince: day => `🗄 В архиве с ${day}. Ничего не удалено.`,
  message: (kind, messages) =>
    messages === 1
      ? kind
      : `✉️ ${n(messages)} ${plural(messages, 'ru', ['сообщение', 'сообщения', 'сообщений'])}; первое: ${kind}`,
  unwritten: '✉️ Сообщения ещё нет',
  copied: 'Это копия. Исходное предложение осталось как было.',
  keys: {
    card: '📝 Открыть карточку',
    report: '📊 Открыть отчёт',
    broadcast: '📣 Открыть рассылку',
    copy: '📋 Сделать копию',
    archive: '🗄 В архив',
    bringBack: '↩️ Вернуть',
    archived: total => `🗄 Архив · ${n(total)}`,
  },
}
