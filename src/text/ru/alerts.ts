import type { alerts as en } from '../en/alerts.js'
import { b, code, rich } from '../rich.js'

/** What wakes an owner: only what goes no further without a human. */
export const alerts: typeof en = {
  links: (address, silent) =>
    rich`🔴 ${b('Ссылки не открываются снаружи.')} ${silent ? 'Никто не отвечает' : 'Отвечает кто-то другой'} по адресу ${code(address)}. Кто нажмёт на ссылку в предложении, никуда не попадёт, а новые предложения со ссылками подождут.`,
  linksOver: '✅ Ссылки снова открываются снаружи.',
  rest: (length, until) =>
    rich`⏳ ${b(`Telegram попросил подождать ${length}`)}, до ${until}. Потом рассылки продолжатся сами; ничего не потеряно.`,
  held: (name, why) => rich`⏸ ${b(name)} — рассылка остановилась сама: ${why}.`,
  late: (name, planned) =>
    rich`🕙 ${b(name)} — рассылка должна была начаться ${planned}, но не началась. Буду пробовать ещё час, потом остановлю её и спрошу вас.`,
  disk: free =>
    rich`🔴 ${b(`Диск почти заполнен: осталось ${free}.`)} Когда он заполнится, отправка остановится. Освободите место.`,
  diskOver: '✅ На диске снова есть место.',
  open: '👀 Посмотреть',
}
