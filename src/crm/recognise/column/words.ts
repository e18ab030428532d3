import type { Role } from '../../role.js'
import { fitOf, foldHeader } from './header.js'

/**
 * How columns are called, in the languages in which shops' files come. `best` names the role and nothing else, `good`
 * does where nothing better stands beside it, `weak` may mean something else too. A word ending in `*` stands for all
 * that begin so; `never` are words beside which a header means something else.
 */
type Words = { best: string; good?: string; weak?: string; never?: string }

/** Words of somebody or something else than the customer. */
const OTHERS =
  'менеджер* ответственн* партнер* сотрудник* оператор* курьер* продавц* магазин* поставщик* компани* организац* юрлиц* ' +
  'manager owner partner staff employee agent operator courier vendor seller store shop company organization business ' +
  'affiliate referrer responsable empresa firma firmen* mitarbeiter* mağaza şirket sirket tienda loja host site сайт* ' +
  'sender отправител* organizer organiser организатор* center centre филиал* branch outlet мастер* врач* тренер* инструктор* ' +
  'консультант* специалист* преподавател* doctor therapist stylist barber salesperson salesman rep cashier кассир* waiter официант* trainer instructor teacher provider consultant supplier'
const ORDERS = 'order заказ заказа заказу заказе заказы заказов'
const DELIVERY = 'shipping shipment ship доставк* versand* envio entrega kargo teslimat delivery отгруз* fulfillment'

const WORDS: Readonly<Partial<Record<Role, Words>>> = {
  telegram_id: {
    best:
      'telegram id|telegram user id|telegram chat id|telegram|tg id|tg user id|tg chat id|tgid|telegramid|tg|telegram account id|' +
      'ид telegram|id telegram|id в telegram|id tg|id телеграм*|телеграм* id|ид телеграм*|telegram ид|telegram_id|tg ид|' +
      'id пользователя telegram|id чата telegram|id користувача telegram|telegram kullanici id|айди телеграм*|тг id|тг айди|' +
      'id тг|тг ид|айди тг|telegram uid|telegram contact id|id в мессенджере|id мессенджера|id telegram пользователя|telegram subscriber id|телеграм*|тг',
    good: 'chat id|chatid|platform id|recepient|recipient id|messenger id|messenger user id|peer id|id чата|чат id|ид чата|from id',
    weak: 'user id|userid|id пользователя|ид пользователя|uid|subscriber id|id подписчика|user|id|айди|contact id|пользователь',
    never: `username user name ник nick логин login ссылк* link url first last phone телефон* ${ORDERS} ${OTHERS} manychat`,
  },
  phone: {
    best:
      'phone|phone number|mobile|mobile phone|mobile number|cell|cell phone|customer phone|client phone|buyer phone|телефон|тел|номер телефона|' +
      'мобильный|мобильный телефон|сотовый|сотовый телефон|мобильный номер|моб|моб тел|телефон клиента|телефон покупателя|' +
      'телефон мобильный|контактный телефон|phone mobile|person phone mobile|telefon|telefonnummer|handy|handynummer|mobil|mobilnummer|rufnummer|telefono|' +
      'telefono movil|movil|celular|numero de telefono|telefone|telemovel|cep telefonu|cep|telefon numarasi|gsm|номер тел|' +
      'мобільний|номер телефону|телефон заказчика|phone billing|billing phone|тлф|номер мобильного|msisdn|tel|telephone|telephone number|тел клиента|numer telefonu|komorka|тел заказчика|тел покупателя|моб клиента|buyer phone number|customer phone number|guest phone|telefon raqami|sms|sms number|phone no|mobile no|contact no|ph number|ph no|telefon komorkowy|telefono celular|telephone portable|portable|cellulare|telefonszam|telefoonnummer|telefoon|talrunis|talruna numurs|رقم الجوال|الجوال|رقم الهاتف|الهاتف|جوال|هاتف|موبايل',
    good:
      'phone*|телефон*|тел|telefon*|mobile*|мобильн*|сотов*|handy*|celular*|movil*|whatsapp|whats app|контактный номер|contact number|' +
      'номер клиента для связи|вотсап|ватсап|viber|моб*|мтел|phonenumber|телеф*|cellphone|telno|тел1|phone1|контакты клиента|тел номер|customer contacts|contact details|contact info|client contacts|контактные данные|данные клиента|invitee phone|sms*|text reminder number',
    weak: 'контакт|контакты|contact|contacts|номер|number|kontakt|contacto|связь|как связаться|customer contact',
    never:
      `fax факс* ${OTHERS} verified подтвержден* id ид type тип code код country страна status статус marketing consent ` +
      `${ORDERS} invoice заявк* document док* чек* pos tracking трек* inn инн карт* card account count кол дата date`,
  },
  email: {
    best: 'email|email address|customer email|client email|buyer email|почта|электронная почта|адрес почты|email покупателя|email клиента|correo|correo electronico|e posta|eposta|email adresse|emailadresse|email billing|billing email|contact email|емейл|имейл|эл почта|mail|invitee email|guest email|attendee email|البريد الالكتروني|البريد الإلكتروني',
    good: 'email*|почт*|mail*|correo*|posta|имейл*|емейл*',
    never: `${OTHERS} to marketing consent status статус подписк* subscription verified domain opted optin sent count рассылк* mailing`,
  },
  external_id: {
    best:
      'customer id|client id|buyer id|buyer user id|contact id|customer number|id клиента|id покупателя|код клиента|номер клиента|id контакта|' +
      'customer external id|customer externalid|kundennummer|kunden nr|kundennr|kunden id|id cliente|id do cliente|musteri no|musteri id|ид клиента|record id|square customer id|код покупателя|externalid|external id|' +
      'id пользователя|ид пользователя|номер карты лояльности|карта лояльности|loyalty id|guest code|member number|membership number|номер абонемента|договор|номер договора|number договора|contract number|contract|ид контрагента|код контрагента|customerid|clientid|customer code|leid',
    good: 'user id|userid|member id|subscriber id|person id|id|ид|код|customer no|uuid|guid|tranid|client|reference id|person id|cliente id|lead id|id лида',
    never: `telegram tg ${ORDERS} сделк* product товар* session device card payment* платеж* оплат* transaction* транзакц* чек* receipt документ* купон* промо* ${OTHERS} item line manager listing lot location register terminal campaign form page ozon wb wildberries asin`,
  },
  first_name: {
    best: "first name|firstname|имя|given name|vorname|nombre|nome|ad|adi|имя клиента|імʼя|ім'я|prenom|customer first name|contact first name|имя покупателя|имя получателя|imie|первое имя|isim|name first|имя подписчика|primeiro nome",
    good: 'first name*|firstname*|имя|vorname*',
    never: `${OTHERS} user файл* file product товар* last фамил* full полн* ${DELIVERY} отчество domain`,
  },
  last_name: {
    best: 'last name|lastname|surname|family name|фамилия|nachname|familienname|apellido|apellidos|sobrenome|soyad|soyadi|прізвище|фамилия клиента|фамилия покупателя|customer last name|nazwisko|nom|name last|фам',
    good: 'last name*|lastname*|фамили*|surname*|apellido*',
    never: `${OTHERS} ${DELIVERY}`,
  },
  full_name: {
    best:
      'full name|fullname|customer name|client name|buyer name|contact name|имя и фамилия|фио|ф и о|фио клиента|фио покупателя|полное имя|имя клиента|имя покупателя|покупатель|клиент|заказчик|' +
      'customer|client|buyer|контрагент|ad soyad|adi soyadi|musteri|musteri adi|nombre completo|nombre y apellidos|cliente|nome completo|kunde|kundenname|vollstandiger name|имя фамилия|name|' +
      'полное имя контакта|піб|пользователь|billing name|person name|card name|attendee name|participant|ученик|студент|пациент|гость|subscriber name|nombre del cliente|nome do cliente|contact|contact person|контакт|контактное лицо|имя контакта|получатель|фамилия имя|display name|отображаемое имя|фамилия имя отчество|плательщик|nom complet|имя пользователя|associated contact|klient|imie i nazwisko|mijoz|клиентка|гостья|родитель|фио родителя|фио ученика|zakaznik|vevo|klant|klantnaam|klients|тутынушы|acheteur|comprador|acquirente|alici|guest name|guest|member name|member|patient|patient name|student name|invitee name|attendee|имя гостя|фио пациента|اسم العميل|العميل|الاسم',
    good: 'name|имя|название|имя клиента|first name|фио*|customer*|клиент*|покупател*|заказчик*|contact|kunde*|billing person name|имя получателя|получател*|titular',
    never: `${OTHERS} user product товар* lineitem item file last first email phone телефон* id ид type тип code группа group tag ${ORDERS} deal сделк* lead лид* domain product* ${DELIVERY} note* notes коммент* address адрес* city город* status статус*`,
  },
  username: {
    best:
      'username|user name|telegram username|tg username|messenger username|ник|никнейм|nickname|логин|login|юзернейм|ник в telegram|ник telegram|ник телеграм*|имя пользователя|telegram|' +
      'контакт telegram|telegram контакт|telegram ник|телеграм ник|ник тг|тг ник|тг|телеграм|tg|телеграмм|username telegram|логин telegram|kullanici adi|benutzername|usuario|telegram link|telegram login|юзер',
    good: 'username*|telegram*|ник*|юзернейм*|телеграм*',
    never: `id ид ${OTHERS} instagram vk facebook whatsapp viber date дата`,
  },
  subscribed_at: {
    best:
      'subscribed|subscribed at|subscription date|дата подписки|подписан|подписался|дата регистрации|registered|registered at|registration date|created at|created|create date|date created|date added|added|дата добавления|' +
      'дата создания|дата создания контакта|создан|created time|creation date|signup date|sign up date|joined|joined at|join date|registro|fecha de alta|fecha de registro|fecha de creacion|registrierungsdatum|erstellt|erstellt am|angemeldet am|kayit tarihi|olusturma tarihi|' +
      'first visit|confirm time|optin time|дата первого контакта|дата вступления|дата старта|start date|started at|opt in date|data de cadastro|data de criacao|sent|дата|date|customer since|first seen|первый визит|дата заявки|время подписки|зарегистрирован|subscribed on|subscriber since|date subscribed|date joined',
    good: 'subscri*|подпис*|регистрац*|created*|создан*|added*|добавлен*|joined*|registr*|date|дата',
    never: `last послед* updated update измен* edited редактир* birth рожд* unsub* отпис* interaction активн* ${ORDERS} сделк* purchase покупк* visit* expire* expiration count total status статус by кем seen changed геб* источник source`,
  },
  status: {
    best: 'status|статус|состояние|subscription status|статус подписки|subscriber status|статус подписчика|state|estado|durum|статус контакта|active|активен|is active|subscribed|подписан|blocked|заблокирован|is blocked|bot status|opted in telegram|статус в боте|unsubscribed|отписан|отписался|opt in|optin status|telegram status',
    good: 'status|статус|подписк*|active|blocked|is subscribed|unsubscribed at|дата отписки|banned',
    never: `last послед* карт* card lead лид* ${ORDERS} payment оплат* email sms deal сделк* lifecycle marital семейн* ${DELIVERY} tracking`,
  },
  tags: {
    best: 'tags|tag|теги|тег|метки|метка|labels|label|etiquetas|etiqueta|schlagworte|schlagworter|etiketler|тэги|тэг|segments|сегменты|groups|группы|списки|customer tags|user tags|formname|теги контакта|segmento|segmentos|segment|сегмент',
    good: 'tag*|тег*|тэг*|метк*|label*|etiquet*|group|группа|list|segment*|сегмент*',
    never: `предложен* offer product товар* manager менедж* id ${OTHERS} title`,
  },
  language: {
    best: 'language|lang|язык|language code|locale|idioma|sprache|dil|мова|preferred language|lingua|язык интерфейса|user language',
    never: OTHERS,
  },
  birthday: {
    best: 'birthday|birth date|date of birth|birthdate|dob|дата рождения|день рождения|др|д р|geburtstag|geburtsdatum|fecha de nacimiento|cumpleanos|data de nascimento|aniversario|dogum tarihi|дата народження|день народження|дата рожд|рождение',
    good: 'birth*|рожд*|geburt*|nacimiento|dogum*',
    never: `age возраст place место child* ребен* дет*`,
  },
  city: {
    best: 'city|город|town|ciudad|stadt|ort|sehir|cidade|місто|населенный пункт|billing city|customer city|город клиента|home city|ship city|default address city|city billing|address city|город доставки|shipping city|billing suburb|miasto|ville|suburb|г|المدينة|مدينة',
    good: 'city*|город*|ciudad*|town',
    never: `${OTHERS} id phone card`,
  },
  gender: {
    best: 'gender|sex|пол|sexo|geschlecht|cinsiyet|стать|genero',
  },
  platform: {
    best: 'platform|messenger|channel|платформа|мессенджер|канал|client type|тип клиента|соцсеть|social network|network|bot type|тип бота|source type|plataforma|messenger type|тип мессенджера|channel type|social|transport',
    good: 'platform*|messenger*|мессенджер*|платформ*|channel*',
    never: `id username name имя user link url ${OTHERS}`,
  },
  order_id: {
    best:
      'order id|order number|order no|orderid|ordernumber|order|order name|номер заказа|заказ|заказ number|id заказа|number заказа|код заказа|number|номер|vendor order number|invoice number|invoice|receipt number|receipt|чек|номер чека|number чека|' +
      'deal id|id сделки|номер сделки|сделка id|номер документа|number док*|документ|регистратор|number документа|bestellnummer|bestellung|bestell nr|bestell id|rechnungsnummer|pedido|numero de pedido|id pedido|n pedido|numero do pedido|siparis no|siparis numarasi|siparis id|номер замовлення|замовлення|tranid|transaction id|транзакция|id транзакции|payment id|id платежа|номер платежа|идентификатор платежа|sale id|purchase id|booking id|' +
      'номер продажи|номер счета|счет|number заказа клиента|order reference|reference|номер заявки|id продажи|purchase order|bestellnr|rechnungsnr|rechnungsnummer|auftragsnr|auftragsnummer|auftrag|belegnr|belegnummer|beleg|накладная|номер накладной|numer zamowienia|booking number|ticket number|реализация|бронь|номер брони|номер записи|id записи|check number|check|bill number|bill|rechnung|rechnung nr|numero de commande|commande|nr zamowienia|transaktionscode|transaktions id|codice transazione|numero de transaction|id de transaccion|numer transakcji|transactiereferentie|код операции|transacao|transaccion|transaction|increment id|book number|reservation|reservation number|reservation id|booking reference|confirmation number|confirmation code|appointment id|sale no|invoice no|bill no|doc no|doc number|document no|document number|document|order ref|رقم الطلب|الطلب|buyurtma raqami|buyurtma|record id|zamowienie|nr|num|ordine|numero ordine|n ordine|venta|numero de venta|n de venta|number de venta|cislo objednavky|objednavka|cislo obj|nr comanda|comanda|numar comanda|bestelnummer|ordernummer|bestelling|rendelesszam|rendeles|pasutijums|pasutijuma numurs|pasutijuma nr|тапсырыс|тапсырыс number',
    good: 'id|ид|number|номер|order id*|order number*|order*|number*|код|чек*|документ*|operation id|uuid|external id|externalid|deal id|slug|п п',
    never: `original* исходн* parent* основани* basis customer client клиент* покупател* buyer user пользовател* product товар* item позици* line phone телефон* тел date дата total sum сумма* status статус type тип count кол* quantity email ${OTHERS} channel coupon value amount stage note currency name* discount note* source method tag* title subtotal tax`,
  },
  ordered_at: {
    best:
      'order date|ordered at|ordered on|ordered|purchased on|purchased|bought on|bought|sold on|sold at|sold|принят в обработку|принят|order created|order created at|date ordered|дата заказа|дата покупки|дата продажи|purchase date|purchased at|sale date|date of purchase|created at|createdat|created|создан|создано|создана|когда создан|оформлен|оформлено|create date|created utc|date created|createdate|дата создания|дата создания сделки|дата и время|дата|date|когда|datetime|' +
      'deal created|bestelldatum|datum|kaufdatum|rechnungsdatum|fecha|fecha de pedido|fecha del pedido|fecha de compra|data|data do pedido|data da compra|tarih|siparis tarihi|дата замовлення|дата чека|дата документа|transaction date|date time|дата оформления|время заказа|time|timestamp|время|order time|sana|buyurtma sanasi|vom|дата операции|время платежа|дата сделки|data zamowienia|date de commande|order placed|placed at|dia|день|date and time|processed at|дата реализации|order timestamp|zeit|hora|date add|booked on|booked at|booked|date booked|reserved on|submitted at|submitted|submission date|дата бронирования|забронировано|дата брони|payment time|تاريخ الطلب|التاريخ|تاريخ|fecha de venta|data ordine|data dell ordine|datum vytvoreni|datum objednavky|data comenzii|data comanda|besteldatum|orderdatum|rendeles datuma|pasutijuma datums|datums|куни|тапсырыс куни|дата визита|visit date|booking date|дата записи|дата платежа|дата оплаты|paid at|payment date',
    good: 'created*|date*|дата*|datum*|fecha*|tarih*|time*|время*|период|period',
    never: `birth* рожд* updated update измен* edited редактир* modified shipped отгруз* delivered delivery доставк* expir* due closed закрыт* cancel* отмен* refund* возврат* dispute fulfilled paid оплат* won lost начал* start предполаг* expected planned план* registr* регистр* first last послед* next zone by кем status print* gift month year мес* customer клиент* подпис* end окончан* letzt* erst* ultim* primer* dernier* premier* ostatni* останн* перв* son ilk visit* активн* activity seen arrival departure checkin checkout заезд* выезд* dispatch* despatch*`,
  },
  paid_at: {
    best: 'paid at|date paid|payment date|paid date|дата оплаты|оплачен*|оплачено|время оплаты|won time|deal won time|дата закрытия|дата платежа|closed at|close date|zahlungsdatum|bezahlt am|fecha de pago|data de pagamento|odeme tarihi|дата завершения|completed at|date completed|date paid utc|paid on',
    never: `due предполаг* expected next план* status статус amount sum сумма`,
  },
  total: {
    best:
      'total paid|paid total|total collected|amount paid|оплачено|сумма оплаты|оплаченная сумма|заплатил|заплачено|order total|order total inc tax|order total amount|grand total|total amount|total price|total|final price|final total|final amount|final price inc vat|total due|итоговая стоимость|итоговая цена|общая стоимость|общая сумма|полная стоимость|totalsumm|total summ|сумма заказа|итого|итоговая сумма|сумма итого|сумма чека|сумма к оплате|к оплате|всего|' +
      'сумма|amount|sum|sale amount|gross sales|revenue|выручка|gross revenue|бюджет|сумма платежа|сумма продажи|сумма покупки|deal value|value|стоимость заказа|стоимость|gesamtbetrag|gesamtsumme|gesamt|summe|betrag|rechnungsbetrag|endbetrag|importe total|total pedido|total del pedido|importe|monto|monto total|valor total|valor|valor pago|toplam|toplam tutar|tutar|genel toplam|siparis tutari|сума|сума замовлення|разом|всього|n revenue formatted|paid|payment amount|' +
      'order amount|order value|purchase amount|price total|total sum|сумма сделки|сумма по чеку|стоимость с учетом скидки|сумма со скидкой|сумма с учетом скидки|итого к оплате|чек|сумма документа|razem|suma|kwota|wartosc zamowienia|wartosc|brutto|montant|montant total|total ttc|оборот|оплата|ткр|total gross|total incl tax|total inc vat|bruttobetrag|gesamtpreis|summa|сумма с ндс|оплачено клиентом|transaction amount|sale|lead value|budget|gross|к получению|заказано на сумму|summasi|narxi|sales inc tax|total inc tax|amount inc tax|total incl vat|total including tax|сумма чека с учетом скидки|importo totale|totale ordine|totale|importo|celkova cena|celkem|cena celkem|castka|valoare totala|total comanda|valoare|totaalbedrag|totaal|bedrag|vegosszeg|osszesen|osszeg|kopa|kopsumma|сомасы|жалпы сома|faturalanacak tutar|razem do zaplaty|اجمالي الطلب|إجمالي الطلب|الاجمالي|الإجمالي|المبلغ|المجموع|اجمالي',
    good: 'inc tax|incl tax|tax incl|tax inc|vat incl|including tax|inc vat|incl vat|including vat|inc gst|incl gst|iva incluido|con iva|inkl mwst|kdv dahil|total*|сумма*|итог*|amount*|sum|summ|gesamt*|importe*|toplam*|tutar*|стоимост*|выручк*|revenue*|оплачен*|стоим*|value|betrag*',
    weak: 'item total|line total|row total|item amount|line amount|сумма позиции|сумма по позиции|сумма строки|сколько|how much|wieviel|cuanto|price|цена|деньги|money|cost|preis|precio|fiyat|ціна|preco|руб|rub|чек руб|₽|€|$',
    never:
      `subtotal sub shipping доставк* delivery tax taxes налог* ндс vat discount discounts discounted скидк* refund* возврат* fee* fees комисс* net нетто earned commission* comision* comissao provision* komisyon* prowizj* gebuhr* surcharge* gratuity tips cashback кэшбэк* кешбек* steuer* mwst ust mehrwertsteuer iva impuesto* imposto* kdv podat* tva пдв versand* porto envio frete flete kargo livraison spedizione wysylk* dostaw* postage freight handling rabatt* descuento* desconto* indirim* remise sconto rabat znizk* знижк* netto* neto liquido saldo deposit* insurance заработ* получено остал* cost себест* закуп* purchase summ balance долг* задолж* ` +
      `converted spent lifetime ltv orders заказов покупок count кол* quantity qty шт items item lineitem line позици* единиц* unit за ex excl without без handling duties credit tip чаевые bonus бонус* points балл* average сред* weight вес due prepay предоплат* аванс* adjusted voucher gift coupon промо* disputed previous pcs версии last max min minimum annual year год* доход* spend потрачено date status type method id`,
  },
  refunded: {
    best: 'refunded amount|amount refunded|refund amount|order refund amount|refunded|refund|refunds|refundedamount|возврат|сумма возврата|возвращено|возвраты|returns|erstattung|erstattet|erstatteter betrag|reembolso|importe reembolsado|reembolsado|valor reembolsado|iade|iade tutari|повернення|total refunded|rückerstattung|ruckerstattung|сумма возвратов|возврат сумма',
    good: 'refund*|возврат*|возвращ*|erstatt*|reembols*|iade*',
    never: `date дата id status статус reason причин* tax taxes converted count at время method shipping items quantity qty fully`,
  },
  discount: {
    best: 'discount|discount amount|скидка|сумма скидки|total discount|rabatt|descuento|desconto|indirim|знижка|order discount|cart discount amount|coupon discount|скидка руб|discounts',
    never: `code код промокод percent процент type вид lineitem item % tax id name card карт*`,
  },
  renewal: {
    best: 'renewal|продление|is renewal|recurring|рекуррент*|renewed|автопродление|verlangerung|renovacion|yenileme|subscription renewal|рекуррентный',
    never: `date дата next`,
  },
  currency: {
    best: 'currency|currency code|валюта|валюта платежа|order currency|order currency code|wahrung|moneda|divisa|moeda|para birimi|deal currency of value|currency of value|валюта заказа|валюта сделки|waluta|devise|код валюты|curr|mena|valuta|penznem|moneta|العملة|عملة',
    never: `converted rate курс exchange shop base settlement presentment`,
  },
  order_status: {
    best: 'status|статус|order status|статус заказа|financial status|payment status|paymentstatus|статус оплаты|состояние|состояние заказа|стадия сделки|этап сделки|этап|стадия|stage|deal status|attendee status|statut|estado|estado del pedido|bestellstatus|zahlungsstatus|durum|siparis durumu|статус замовлення|situacao|etat|holat|state|статус сделки|статус платежа|transaction status|order state|status zamowienia|тип операции|вид операции|operation type|transaction type|type of operation|признак расчета|оплата|оплачен|paid|статус брони|статус записи|estado do pedido|stato|stato ordine|stav objednavky|stav|status comanda|stare comanda|allapot|statuss|куйи|статус чека|результат|тип чека|вид чека|receipt type|payment state|current state|current state name|state name|invoice status|appointment status|booking status|حالة الطلب|الحالة|حالة الدفع|حالة',
    good: 'status*|статус*|stage*|стади*|этап*|estado*|durum*|состоян*|holat*',
    never: `email sms fulfillment ${DELIVERY} tracking cvc zip check avs dispute* lineitem item товар* клиент* customer subscriber подпис* marketing tax date дата id time`,
  },
  promo_code: {
    best: 'promo code|promocode|promo|coupon|coupon code|coupon s|coupons|discount code|discount codes|промокод|купон|код купона|использован промокод|voucher|voucher code|gutschein|gutscheincode|rabattcode|cupon|codigo de descuento|cupom|kupon|kupon kodu|indirim kodu|coupon details|discount coupon code|промо код|промо|код скидки|kod rabatowy|code promo',
    good: 'promo*|промокод*|купон*|coupon*|gutschein*|cupon*|voucher*',
    never: `amount сумма discount id value details type total count date`,
  },
  product: {
    best: 'product|product name|item name|lineitem name|товар|название товара|наименование|наименование товара|номенклатура|product title|item|услуга|продукт|artikel|artikelname|artikelbezeichnung|produkt|produktname|producto|nombre del producto|articulo|produto|nome do produto|urun|urun adi|назва товару|позиция|название продукта|title|offer name|предложение|ticket type|service|курс|course|товар услуга|description|описание|plan|тариф|product s|products|товары|состав|состав заказа|что купил|deal title|номенклатура наименование|nazwa produktu|produit|что|лот|блюдо|procedure|процедура|المنتجات|المنتج',
    good: 'product*|товар*|item name*|наименован*|номенклатур*|produkt*|artikel*|urun*|услуг*|title|название',
    never: `id ид sku артикул category категор* type тип price цена cost сумма total quantity кол* count qty code код weight вес discount status статус vendor tax date сделк* доставк* организац* image url link number заказ заказа заказу заказе заказы заказов nummer no nr возврат* вернул* return* refund*`,
  },
  sku: {
    best: 'sku|артикул|lineitem sku|item sku|product sku|product code|код товара|vendor code|артикул товара|artikelnummer|artikel nr|referencia|urun kodu|stok kodu|item number|product id|id товара|item code|штрихкод|barcode|codigo|art',
    never: `${ORDERS} customer клиент*`,
  },
  category: {
    best: 'category|product category|категория|категория товара|item category|product type|группа товаров|раздел|kategorie|categoria|kategori|категорія|тип товара|вид номенклатуры|товарная группа|департамент|группа номенклатуры|направление',
    good: 'category*|категор*|kategorie*|categoria*',
    never: `клиент* customer id tax price`,
  },
  quantity: {
    best: 'quantity|qty|кол во|количество|lineitem quantity|item quantity|quantity ordered|число|шт|кол|menge|anzahl|stuck|cantidad|quantidade|adet|miktar|кількість|items sold|units|pieces|quantity refund|total quantity|number of items|pcs|ilosc|quantite|кол во шт|количество шт|items count|count|штук|колво',
    good: 'quantity*|количеств*|qty*|кол*',
    never: `order orders заказов refund* shipped returned price стоимост* сумма* days дней id остат* min max`,
  },
  price: {
    best: 'price|item price|lineitem price|unit price|цена|цена за единицу|цена за шт|item cost|product price|стоимость единицы|preis|einzelpreis|stuckpreis|precio|precio unitario|preco|preco unitario|fiyat|birim fiyat|ціна|цена товара|price per item|sale price|cena|prix|prix unitaire|цена руб|price each|unit amount|cena za kus|prezzo|prezzo unitario|stuksprijs|egysegar|pret',
    good: 'price*|цена*|preis*|precio*|fiyat*|unit cost*',
    never: `total итог* compare tier shipping доставк* закуп* purchase старая old regular without retail list type currency`,
  },
  line_items: {
    best: 'items|line items|lineitems|товары|товары в заказе|состав заказа|products|product details|order items|позиции|products ordered|корзина|cart|basket|содержимое заказа|список товаров|блюда|меню|заказано|product s|artikel|productos|produtos|urunler|cart items|положенные товары|order lines|orderlines',
    never: `count кол* total сумма number price стоимост* id weight discount coupon* refund* fee fees tax* shipping`,
  },
}

type Compiled = { tiers: { phrase: string[]; weight: number }[]; never: string[] }

const compiled: ReadonlyMap<Role, Compiled> = new Map(
  (Object.entries(WORDS) as [Role, Words][]).map(([role, { best, good = '', weak = '', never = '' }]) => [
    role,
    {
      tiers: [...phrases(best, 1, 0.004), ...phrases(good, 0.72, 0.002), ...phrases(weak, 0.42, 0.002)],
      never: foldHeader(never)
        .split(' ')
        .filter(word => word !== ''),
    },
  ]),
)

/** Earlier phrases are likelier than later ones, by so little that it only decides between equals. */
function phrases(list: string, weight: number, step: number): { phrase: string[]; weight: number }[] {
  return list
    .split('|')
    .filter(phrase => phrase !== '')
    .map((phrase, at) => ({ phrase: foldHeader(phrase).split(/[\s_]+/), weight: weight - Math.min(0.25, at * step) }))
}

/**
 * How well a header names a role, 0 to 1, by its words alone.
 * @param words of the header (see `headerWords`)
 */
export function namedAs(role: Role, words: readonly string[]): number {
  const known = compiled.get(role)
  if (known === undefined || words.length === 0) return 0
  let best = 0
  for (const { phrase, weight } of known.tiers) {
    if (weight <= best) continue
    const fits = fitOf(phrase, words)
    if (fits === 0) continue
    // A word that elsewhere means another thing is no hindrance where the whole header is known.
    if (fits < 1 && isForbidden(known.never, phrase, words)) continue
    best = Math.max(best, weight * fits)
  }
  return best
}

function isForbidden(never: readonly string[], phrase: readonly string[], words: readonly string[]): boolean {
  return words.some(
    word =>
      !phrase.some(part => part === word || (part.endsWith('*') && word.startsWith(part.slice(0, -1)))) &&
      never.some(no => (no.endsWith('*') ? word.startsWith(no.slice(0, -1)) : no === word)),
  )
}

/** True for words that say that a column is not that, but something of somebody else: the courier's phone, a tax. */
export function isOther(role: Role, words: readonly string[]): boolean {
  return isForbidden(compiled.get(role)?.never ?? [], [], words)
}

/** The roles that have words. */
export const NAMED_ROLES: readonly Role[] = [...compiled.keys()]
