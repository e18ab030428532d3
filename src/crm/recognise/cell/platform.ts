import { fold } from '../../../text/fold.js'

const TELEGRAM = /^(?:tg|telegram|телеграм+|тг|tlgrm)(?![a-zа-я])|(?<![a-zа-я])(?:telegram|телеграмм?)(?![a-zа-я])/u

/** True for how platforms call Telegram: `tg`, `Telegram`, `telegram_bot`. */
export function isTelegram(name: string): boolean {
  return TELEGRAM.test(fold(name).replaceAll('_', ' '))
}

const OTHERS =
  /^(?:wa|whats ?app|вотсап|ватсап|vk|вк|вконтакте|vkontakte|viber|вайбер|fb|facebook|messenger|ig|insta|instagram|инстаграм|ok|одноклассники|discord|line|wechat|sms|email|max|web|widget|avito|авито|jivo|livechat|tiktok|webchat|site|сайт|signal|skype|slack)(?![a-zа-я])/u

/** True for the name of any platform on which bots are. */
export function isPlatform(name: string): boolean {
  return isTelegram(name) || OTHERS.test(fold(name).replaceAll('_', ' '))
}
