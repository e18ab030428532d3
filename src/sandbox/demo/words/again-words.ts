import { count, type Language, plural } from '../../../text/format.js'
import { b, lines } from '../../../text/rich.js'

const n = (value: number) => count(value, 'en')

const en = {
  newcomers: ['Vera', 'Oscar', 'Lena', 'Max', 'Ruth'],
  come: (people: number) => `${n(people)} newcomers press Start; what comes next for them comes by itself`,
  trying: 'Two versions, of which the better one goes on; and newcomers, whom a series welcomes',
  segment: 'From the shop’s QR code',
  qr: 'qr-shop',
  versionA: lines([b('Winter is near'), 'New lined boots have come in.']),
  versionB: lines([b('Dry feet all winter, or your money back'), 'New lined boots have come in.']),
  button: 'See them',
  anyway: (marketer: string) =>
    `${marketer} tries it anyway: a shop this small would see no usual difference, but the demo’s people like B far better`,
  tried: (people: number) => `${n(people)} people have got A or B, by dice; more of B’s open it`,
  decided: 'some hours later: the verdict, and the others get what is better',
  passing: 'A birthday campaign as well; then days go by at once, and all of it goes on by itself',
  annaLives: 'Anna shares where she is, Lisbon, and the shop tells her birthday: it is in three days',
  wishes: (names: string) => `11:00 by their own clock: birthday wishes for ${names}, and for nobody else`,
  days: (day: number) =>
    `${n(day)} ${plural(day, 'en', ['day', 'days'])} after they came, 11:00: the next message of the series`,
  meanwhile: (buyer: string, leaver: string) => `${buyer} buys and ${leaver} stops offers: for both the series is over`,

  figures: {
    came: 'Welcome series: came in',
    first: '  got its second message',
    second: '  got its third message',
    done: '  got all of it',
    ordered: '  left it: ordered',
    stopped: '  left it: stopped',
    early: '  messages at another hour than said',
    wished: 'Birthday: had one, and got the wishes',
    wishedInChats: '  wishes in people’s chats',
    wishedWrong: '  of these for another, or at another hour',
    tried: (letter: string) => `A/B: tried version ${letter}`,
    clicked: (letter: string) => `  of these clicked, ${letter}`,
    leads: '  which leads (1 is A, 2 is B)',
    others: '  the others, who got the better one',
    wrong: '  of these got another one',
  },
}

const ru: typeof en = {
  newcomers: ['Вера', 'Олег', 'Лена', 'Максим', 'Рута'],
  come: people =>
    `${n(people)} ${plural(people, 'ru', ['новичок нажимает', 'новичка нажимают', 'новичков нажимают'])} «Старт»; дальше всё приходит само`,
  trying: 'Два варианта, лучший пойдёт остальным; а новичков встречает цепочка',
  segment: 'По QR-коду из магазина',
  qr: 'qr-shop',
  versionA: lines([b('Скоро зима'), 'Приехали новые ботинки на меху.']),
  versionB: lines([b('Ноги сухие всю зиму – или вернём деньги'), 'Приехали новые ботинки на меху.']),
  button: 'Посмотреть',
  anyway: marketer =>
    `${marketer} всё равно пробует: обычной разницы такой маленький магазин не увидит, но здешним людям Б нравится куда больше`,
  tried: people => `А или Б получили ${n(people)}, по жребию; Б открывают чаще`,
  decided: 'несколько часов спустя: итог, и остальные получают лучший вариант',
  passing: 'Ещё поздравления с днём рождения; дни проходят разом, и всё идёт само',
  annaLives: 'Анна прислала, где она: Екатеринбург; магазин сообщает, что через три дня у неё день рождения',
  wishes: names => `11:00 по их часам – с днём рождения: ${names}; больше никому`,
  days: day => `${n(day)} ${plural(day, 'ru', ['день', 'дня', 'дней'])} спустя, 11:00: следующее сообщение цепочки`,
  meanwhile: (buyer, leaver) => `${buyer} покупает, ${leaver} отписывается: для обоих цепочка кончилась`,

  figures: {
    came: 'Цепочка «Приветствие»: вошли',
    first: '  получили второе сообщение',
    second: '  получили третье сообщение',
    done: '  прошли до конца',
    ordered: '  вышли: купили',
    stopped: '  вышли: отписались',
    early: '  сообщений не в назначенный час',
    wished: 'День рождения: поздравили именинников',
    wishedInChats: '  поздравлений в чатах',
    wishedWrong: '  из них не тому или не в тот час',
    tried: letter => `А/Б: получили вариант ${letter}`,
    clicked: letter => `  из них перешли, ${letter}`,
    leads: '  какой впереди (1 – А, 2 – Б)',
    others: '  остальные получили лучший',
    wrong: '  из них получили не тот',
  },
}

/** What the demo says of its welcome series and of the two versions it tries. */
export function againWords(language: Language): typeof en {
  return language === 'ru' ? ru : en
}
