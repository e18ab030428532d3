import { withoutEnd } from '../../../text/edges.js'
import { fold } from '../../../text/fold.js'
import type { OrderWord } from '../../role.js'

/** What shops and CRMs call the state of an order: words that begin so, folded. The first list that fits decides. */
const ORDER_WORDS: readonly (readonly [OrderWord, string])[] = [
  [
    'partly',
    'partially paid|partially_paid|partly paid|частично оплачен*|оплачен частично|частичная оплата|предоплат*|аванс*|' +
      'teilweise bezahlt|parcialmente pagado|parcialmente pago|kismi odeme|частково оплачен*|deposit*|prepaid part*',
  ],
  [
    'pending',
    'partially authorized|не оплачен*|неоплачен*|не выкуплен*|unpaid|not paid|not yet paid|ожидает оплат*|ожидает*|ждет оплат*|ждем оплат*|ожидание*|в ожидании*|awaiting*|pending*|' +
      'authorized|on hold|on-hold|onhold|hold|на удержании|draft|checkout-draft|черновик*|new|новый|новая|новые|новое|новий|нове|open|открыт*|opened|created|создан*|unprocessed|не обработан*|необработан*|неразобранн*|' +
      'requires_payment_method|requires_action|requires_confirmation|requires_capture|incomplete|uncaptured|первичный контакт|переговоры|принимают решение|согласовани*|подготовка*|' +
      'финальный счет|счет выставлен|выставлен счет|счет отправлен|invoice sent|invoiced|qualified|lead in|proposal*|negotiation*|contact made|demo scheduled|квалификац*|offen|neu|ausstehend|wartend|unbezahlt|in wartestellung|nuevo|nueva|pendiente*|por pagar|' +
      'impago|novo|pendente*|aguardando*|yeni|beklemede|bekliyor|odeme bekl*|onay bekl*|odenmedi|очікує*|в обработке у менеджера|rezerv*|забронирован*|бронь|записан*|в корзине|корзина|abandoned*|брошен*|payment pending|initiated|scheduled|на согласовании|nowe*|oczekuje*|nieoplacon*|' +
      "no|нет|nein|hayir|false|unfulfilled|долг|в долг|рассрочка|oczekiwanie*|oczekuje*|do zaplaty|niezaplacon*|nieoplacon*|w koszyku|platnosc oczekuj*|zahlung offen|warten auf*|wartet auf*|rechnung offen|angemahnt|mahnung*|en espera*|sin pagar|por cobrar|boleto impresso|boleto gerado|en cours de paiement|non paye*|non pagat*|kutilmoqda*|to'lanmagan*|yangi|төленбеген|күтуде|жаңа|بانتظار*|في انتظار*|قيد الانتظار|قيد المراجعة|غير مدفوع|جديد|معلق*|принят, ожида*|nevyrizen*|nezaplacen*|ceka na*|neplatit*|in asteptare*|in afwachting*|openstaand|onbetaald|fuggoben*|fizetesre var*|neapmaksat*|gaida*|da pagare*|отложен*|дело в процессе|ждет|ждем*|suspected fraud|en attente*|in attesa*|не подтвержден*|думает|интерес*",
  ],
  [
    'refunded',
    'refunded*|refund*|fully refunded|full refund|вернул*|полный возврат|возвращ*|возврат*|ожидаем возврат*|returned*|return*|return-done|chargeback*|charged back|reversed|reversal|' +
      'erstattet*|ruckerstattet|ruckerstattung|rucksendung|retour*|zuruckgegeben|reembolsad*|devuelto*|devolucion*|devolvido|estornad*|iade*|повернен*|повернут*|zwrot*|zwrocon*|rembourse*|rimborsat*|qaytarildi*|qaytarilgan*|қайтарыл*|مسترجع*|مسترد*|تم الاسترجاع*|مرتجع*|ruckzahlung*|credit memo|credit note|gutschrift|vracen*|returnat*|rambursat*|terugbetaald|geretourneerd|visszateritve*|atmaksat*|atgriezt*|devuelt*|reversed*',
  ],
  [
    'cancelled',
    'cancel*|cancelled*|denied*|не прошл*|не прошел*|не удал*|не забрал*|canceled*|void*|аннулир*|отмен*|отказ*|fail*|failed*|decline*|declined*|отклон*|reject*|expired*|истек*|просроч*|' +
      'lost|deal lost|closed lost|closed - lost|bekor qilingan|закрыто и не реализовано|не реализован*|нереализован*|сделка провалена|провал*|проигран*|ложный|ложная|спам|spam|дубль|дубликат|duplicate|удален*|deleted|trash|' +
      'не выкупили|невыкуп*|not attending|no show|no-show|неявка|не пришел|не состоял*|не дозвон*|недозвон*|брак|storniert|abgebrochen|abgelehnt|storno|fehlgeschlagen|cancelad*|anulad*|rechazad*|fallid*|iptal*|basarisiz|скасован*|відмін*|відмов*|' +
      'already-buyed|no-call|no-product|prices-did-not-suit|delyvery-did-not-suit|nevykup|anulowan*|annule*|annullat*|disputed|fraud*|мошенн*|error|ошибка*|неуспешн*|неуспешен|не успешн*|не успешен|unsuccessful|no show*|noshow*|not shown|did not attend|not arrived|odrzucon*|blad platnosci|erreur de paiement|refuse*|error en pago|error de pago|recusad*|expirad*|rifiutat*|бас тартыл*|bekor qilin*|болдырылмаған|ملغي*|ملغى*|تم الالغاء|تم الإلغاء|مرفوض*|فشل*|не вручен*|stornovan*|zrusen*|anulat*|geannuleerd|torolve*|visszamondva|lemondva|atcelt*|annulee*',
  ],
  [
    'paid',
    'paid*|payed|возвращен частично|возврат частичный|zrealizowan*|відправлен*|entregue*|забрал*|picked up|collected|received|erhalten*|out for delivery|awaiting fulfillment|awaiting fulfilment|awaiting shipment|awaiting dispatch|awaiting pickup|продажа|продажи|покупка|приход|sale|sales|purchase|charge|оплачен*|оплата получена|оплата прошла|успешно*|успешн*|успешен|успех|success*|succeeded|complete*|completed*|завершен*|заверш*|выполнен*|исполнен*|доставлен*|вручен*|выдан*|получен*|получен клиентом|закрыт|закрыта|закрыто|' +
      "delivered*|fulfilled*|shipped*|отправлен*|отгружен*|отгруз*|processing|processed|обработан*|captured|settled|won|deal won|closed won|closed - won|paiement accepte*|to'langan*|сделка заверш*|сделка успешна|выигран*|реализован*|куплен*|продан*|выкуплен*|partially_refunded|partially refunded|" +
      'частичный возврат|частично возвращ*|attending|checked in|attended|посетил*|пришел*|состоял*|проведен*|зачислен*|подтвержден платеж|bezahlt*|abgeschlossen*|versendet|versandt|geliefert|zugestellt|erledigt|in bearbeitung|fertig|pagado*|pagada*|pago|paga|' +
      'completad*|enviado*|entregad*|concluid*|procesando|aprovad*|aprobad*|odendi*|tamamlandi*|teslim edildi*|kargoya verildi*|kargolandi|hazirlaniyor|onaylandi|оплачено|сплачен*|виконан*|отриман*|завершено|' +
      "yes|да|ja|evet|si|sim|true|approved|одобрен*|zakonczon*|oplacon*|zaplacon*|wyslan*|paye*|expedie*|livre*|pagato*|complete-*|готово|оплата|оплатил*|platnosc zaakceptowan*|platnosc przyjet*|dostarczon*|odebran*|w realizacji|przygotowanie*|zahlung eingegangen|zahlung erhalten|zahlung akzeptiert|teilweise erstattet|pago aceptado|pago recibido|preparacion en curso|en preparacion|en cours de preparation|termine|terminee|pagamento accettato|consegnat*|spedit*|completat*|complet*|yetkazil*|yetkazib berildi|to'langan*|bajarildi*|төленді|төленген|жеткізілді|орындалды|аяқталды|تم التنفيذ|تم التوصيل|مكتمل*|مدفوع*|تم الدفع|تم الشحن|تم التسليم|vyrizen*|zaplacen*|odeslan*|dorucen*|livrat*|platit*|finalizat*|expediat*|betaald|verzonden|voltooid|afgerond|geleverd|teljesitve*|fizetve*|kiszallitva*|apmaksat*|piegadat*|izpildit*|completato|arrived|checked out|checked-out|served|наличные оплачено|послеоплата получена|done|finished",
  ],
]

/** Words that were looked up last: a file has few of them, and millions of rows. */
const MOST_REMEMBERED = 500
const plainWords = new Map<string, string>()

const exact = new Map<string, OrderWord>()
const stems: [string, OrderWord][] = []
for (const [meaning, list] of ORDER_WORDS) {
  for (const word of list.split('|')) {
    if (word.endsWith('*')) stems.push([plain(word.slice(0, -1)), meaning])
    else if (!exact.has(plain(word))) exact.set(plain(word), meaning)
  }
}
stems.sort(([a], [b]) => b.length - a.length)

/**
 * What a status word of an order means by the list of words; null when it is not in it. Prefixes of programs (`wc-`),
 * emoji and numbers in front are not looked at.
 */
export function orderWord(written: string): OrderWord | null {
  let meaning = meanings.get(written)
  if (meaning === undefined) {
    meaning = TICKS.get(written.trim()) ?? meaningOf(plain(written))
    if (meanings.size >= MOST_REMEMBERED) meanings.clear()
    meanings.set(written, meaning)
  }
  return meaning
}

/** Signs for yes and no, which have no letters. */
const TICKS: ReadonlyMap<string, OrderWord> = new Map(
  [...'+✓✔✅☑'].map((sign): [string, OrderWord] => [sign, 'paid']).concat([...'✗✘✖❌☐'].map(sign => [sign, 'pending'])),
)

/** What was looked up last: a file has few words, and millions of rows. */
const meanings = new Map<string, OrderWord | null>()

function meaningOf(word: string): OrderWord | null {
  if (word === '') return null
  const whole = exact.get(word)
  if (whole !== undefined) return whole
  const stem = stems.find(([stem]) => word.startsWith(stem))?.[1]
  if (stem !== undefined) return stem
  // Programs write one word, `no_show`, and more behind it: `Closed Won (Sales Pipeline)`.
  const state = withoutAside(word.replace(/[_-]+/g, ' ')).replace(ABOUT, '')
  return state === word ? null : meaningOf(state)
}

/** Without what stands in brackets at its end. */
function withoutAside(text: string): string {
  const begins = text.lastIndexOf('(')
  return begins >= 0 && text.indexOf(')', begins) === text.length - 1 ? text.slice(0, begins).trimEnd() : text
}

/** Of whom or what a state is said, before it: «Клиент не пришёл», Payment failed, Zahlung ausstehend. */
const ABOUT =
  /^(?:заказ|клиент|клиентка|покупатель|гость|пациент|ученик|заявка|сделка|товар|посылка|оплата|платеж|запись|бронь|order|customer|client|buyer|guest|payment|item|package|parcel|booking|bestellung|kunde|zahlung|pedido|cliente|pago|commande|client|paiement|siparis|odeme|musteri|замовлення|клієнт)\s(?:was |is |has been |wurde |ist |был[ао]? |est )?/u

/** A status as it is compared and stored in a mapping. */
export function plain(word: string): string {
  let text = plainWords.get(word)
  if (text === undefined) {
    const bare = withoutMarks(word)
      .replace(/^wc-/, '')
      .replace(/^[^\p{L}]+/u, '')
    text = withoutEnd(bare, ' .!✅❌')
    if (plainWords.size >= MOST_REMEMBERED) plainWords.clear()
    plainWords.set(word, text)
  }
  return text
}

/** Folded, letters without their marks; й stays. */
function withoutMarks(word: string): string {
  return (
    fold(word)
      .normalize('NFD')
      .replace(/(?<!и)\p{M}/gu, '')
      .normalize('NFC')
      // A stroke is part of the letter.
      .replace(/ł/g, 'l')
  )
}

/** What a platform says of somebody: they get messages, they had stopped, or they had blocked the bot. */
export type Standing = 'active' | 'stopped' | 'blocked'

const STANDING: readonly (readonly [Standing, string])[] = [
  [
    'blocked',
    'block*|заблокир*|блок|бот заблокирован|blocked*|kicked|banned|bloquead*|gesperrt|blockiert|engellendi|заблоков*|left chat|deleted|удален*|deactivated|деактивир*|unreachable|недоступ*|не доставл*|bounced|dead|zablokowan*',
  ],
  [
    'stopped',
    'unsub*|отпис*|не подписан*|неподписан*|stopped|stop|остановлен*|inactive|неактив*|не актив*|disabled|отключ*|выключен*|opted out|opted-out|optout|opt-out|cancel*|отказ*|abgemeldet|inaktiv|baja|dado de baja|desuscrit*|cancelad*|inactiv*|' +
      'abonelikten cik*|pasif|відпис*|left|вышел*|ушел*|покинул*|cleaned|архив*|archived|0|no|нет|false|ні|nein|не хочет|paused|приостановлен*|не получает|wypisan*',
  ],
  [
    'active',
    'active*|актив*|subscribed*|подписан*|подписка активна|enabled|включен*|opted in|opted-in|optin|opt-in|aktiv*|angemeldet|activo*|activa*|suscrit*|ativo*|inscrito|aktif|abone*|підписан*|member|участник|1|yes|да|true|ok|ок|open|new|новый|current|так|ja|confirmed|подтвержден*|available|доступен|chatting|live|aktywn*',
  ],
]
const standings = STANDING.flatMap(([standing, list]) =>
  list.split('|').map(word => ({
    standing,
    word: plainStanding(word.replace(/\*$/, '')),
    stem: word.endsWith('*'),
  })),
)

/**
 * How somebody stands, by the word of their platform. Columns named for the contrary (*blocked*, *unsubscribed*) say it
 * with yes and no.
 * @param contrary what *yes* means in such a column; null in a column of words
 * @returns null for a word that is not known
 */
export function standingOf(written: string, contrary: Standing | null): Standing | null {
  const key = `${contrary} ${written}`
  let standing = knownStandings.get(key)
  if (standing === undefined) {
    standing = lookUpStanding(written, contrary)
    if (knownStandings.size >= MOST_REMEMBERED) knownStandings.clear()
    knownStandings.set(key, standing)
  }
  return standing
}

const knownStandings = new Map<string, Standing | null>()

function lookUpStanding(written: string, contrary: Standing | null): Standing | null {
  const word = plainStanding(written)
  if (word === '') return null
  if (contrary !== null) {
    if (/^(?:1|yes|true|да|так|ja|si|\+|x|v|✓|✅)$/u.test(word)) return contrary
    if (/^(?:0|no|false|нет|ні|nein|-)$/u.test(word)) return 'active'
    // A day on which it happened.
    if (/^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}/.test(word)) return contrary
  }
  for (const { standing, word: known, stem } of standings)
    if (stem ? word.startsWith(known) : word === known) return standing
  return null
}

function plainStanding(word: string): string {
  return withoutEnd(withoutMarks(word), ' .!').replace(/^[^\p{L}\d+x✓✅]+/u, '')
}

/** What a column named so says by *yes*: `Blocked`, «Отписан»; null where it names a state in words. */
export function contraryOf(header: string): Standing | null {
  let contrary = knownContraries.get(header)
  if (contrary === undefined) {
    contrary = lookUpContrary(header)
    if (knownContraries.size >= MOST_REMEMBERED) knownContraries.clear()
    knownContraries.set(header, contrary)
  }
  return contrary
}

const knownContraries = new Map<string, Standing | null>()

function lookUpContrary(header: string): Standing | null {
  const word = plainStanding(header)
  if (/(?:^|[^\p{L}])(?:is[_ ]?)?(?:blocked|banned|kicked|заблок\p{L}*|блок\p{L}*)/u.test(word)) return 'blocked'
  if (/unsubscri|отпис|stopped|opted[_ -]?out|opt[_ -]?out|відпис|deactivated|inactive|неактив/u.test(word))
    return 'stopped'
  return null
}
