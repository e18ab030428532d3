/** Says nothing of whom a sentence means, wherever it stands. */
export const FILL: readonly string[] = [
  ...['basically', 'actually', 'literally', 'honestly', 'really', 'simply', 'essentially', 'obviously', 'clearly'],
  ...['of course', 'in general', 'generally', 'generally speaking', 'in short', 'in fact', 'as a matter of fact'],
  ...['kind of', 'sort of', 'kinda', 'sorta', 'you know', 'i mean', 'i guess', 'i think', 'like i said', 'you see'],
  ...['so to speak', 'by the way', 'btw', 'anyway', 'let us say', "let's say", 'for example', 'for instance', 'namely'],
  ...['that is to say', 'that is', 'to be precise', 'to be exact', 'to be honest', 'tbh', 'as far as i know', 'afaik'],
  ...['at the end of the day', 'as it were', 'somehow', 'well', 'hmm', 'um', 'uh', 'er', 'please', 'pls', 'thanks'],
  ...['the ones', 'the ones who', 'those ones', 'all the ones who', 'the people', 'the guys', 'dear', 'our dear'],
  ...['since joining', 'since they joined', 'since subscribing', 'since they subscribed', 'since signing up'],
  ...['together in one order', 'together in the same order', 'in one order', 'in the same order', 'in a single order'],
  ...['all in all', 'more or less', 'if possible', 'you get it', 'right', 'alright', 'ok', 'okay', 'lol', 'stuff'],
  ...['вообще', 'вообще-то', 'вообще говоря', 'в общем', 'в общем-то', 'в целом', 'короче', 'короче говоря', 'типа'],
  ...['как бы', 'собственно', 'собственно говоря', 'в принципе', 'по сути', 'по сути дела', 'на самом деле', 'реально'],
  ...['прям', 'именно', 'именно те', 'так сказать', 'скажем', 'скажем так', 'допустим', 'например', 'к примеру'],
  ...[
    'конечно',
    'конечно же',
    'разумеется',
    'естественно',
    'кстати',
    'между прочим',
    'ну',
    'вот',
    'это самое',
    'значит',
  ],
  ...['то есть', 'тоесть', 'т е', 'те самые', 'честно говоря', 'если можно', 'по возможности', 'как раз', 'все-таки'],
  ...['всё-таки', 'таки', 'если что', 'ведь', 'уж', 'же', 'пожалуйста', 'плиз', 'спасибо', 'дорогие', 'любимые'],
  ...['уважаемые', 'милые', 'родные', 'те, которые', 'те, что', 'те люди', 'такие', 'таких', 'такие люди', 'блин'],
  ...['в смысле', 'понимаешь', 'знаешь', 'слушай', 'ладно', 'окей', 'ок', 'ага', 'мм', 'эээ', 'э-э', 'там'],
].sort()

/** They lead to what stands behind them. */
const PREPOSITIONS: readonly string[] = [
  ...['to', 'for', 'as', 'of', 'in', 'on', 'at', 'by', 'with', 'from', 'into', 'about'],
  ...[
    'в',
    'во',
    'на',
    'с',
    'со',
    'к',
    'ко',
    'по',
    'о',
    'об',
    'у',
    'за',
    'из',
    'для',
    'при',
    'под',
    'над',
    'про',
    'как',
  ],
  ...['чтобы', 'чтоб'],
]

/** Points, or stands between words; it says nothing alone. */
export const SMALL: ReadonlySet<string> = new Set([
  ...PREPOSITIONS,
  ...['a', 'an', 'the', 'who', 'whom'],
  ...['that', 'which', 'they', 'them', 'their', 'theirs', 'he', 'she', 'his', 'her', 'our', 'ours', 'my', 'your'],
  ...['its', 'it', 'is', 'are', 'was', 'were', 'be', 'been', 'being', 'am', 'has', 'have', 'had', 'having', 'does'],
  ...[
    'did',
    'this',
    'these',
    'those',
    'there',
    'here',
    'we',
    'us',
    'i',
    'me',
    'you',
    'so',
    'also',
    'too',
    'what',
    'how',
  ],
  ...['что', 'это', 'эта', 'этот', 'эти', 'этих', 'тот', 'те', 'тех', 'тем', 'та', 'кто', 'кого', 'кому'],
  ...['который', 'которая', 'которые', 'которых', 'которым', 'свой', 'свои', 'своих', 'наш', 'наши', 'наших', 'нашим'],
  ...['мы', 'нам', 'нас', 'я', 'мне', 'меня', 'вы', 'вам', 'вас', 'они', 'их', 'им', 'он', 'она', 'его', 'ее', 'ей'],
  ...['ему', 'вот', 'тут', 'здесь', 'был', 'была', 'были', 'было', 'есть', 'так', 'тоже', 'также', 'себе', 'себя'],
])

/** Behind these words something stands that they lead to: without it they say something else. */
export const LEADING: ReadonlySet<string> = new Set([
  ...PREPOSITIONS,
  ...['via', 'through', 'near', 'like'],
  ...['от', 'до', 'без', 'около', 'через', 'после', 'перед', 'между'],
])

/** Says what a sentence is for, where it stands behind all that is asked. */
export const PURPOSE: ReadonlySet<string> = new Set(['for', 'so', 'because', 'для', 'чтобы', 'чтоб', 'потому', 'ради'])

/** Without them, in any form, something else would be meant: how much, how often, how sure, in which order, when. */
export const FIRM: readonly string[] = [
  ...[
    'only',
    'most',
    'mostly',
    'each',
    'every',
    'few',
    'many',
    'much',
    'more',
    'less',
    'least',
    'first',
    'last',
    'next',
  ],
  ...['again', 'often', 'rarely', 'seldom', 'hardly', 'barely', 'scarcely', 'almost', 'nearly', 'around', 'roughly'],
  ...['approximately', 'likely', 'unlikely', 'possibly', 'probably', 'maybe', 'perhaps', 'instead', 'rather', 'unless'],
  ...['until', 'when', 'while', 'since', 'once', 'half', 'double', 'third', 'quarter', 'dozen', 'couple', 'several'],
  ...[
    'same',
    'different',
    'other',
    'another',
    'opposite',
    'stop',
    'quit',
    'avoid',
    'refuse',
    'fail',
    'forget',
    'forgot',
  ],
  ...['skip', 'ignore', 'miss', 'hate', 'dislike', 'lack', 'beyond', 'far', 'soon', 'recently', 'lately', 'long'],
  ...['always', 'usually', 'sometimes', 'daily', 'weekly', 'monthly', 'yearly', 'morning', 'evening', 'night', 'noon'],
  ...['weekend', 'weekday', 'holiday', 'easter', 'christmas', 'than', 'per', 'versus', 'top', 'bottom', 'average'],
  ...['highest', 'lowest', 'biggest', 'largest', 'smallest', 'cheapest', 'best', 'worst', 'frequent', 'consecutive'],
  ...['только', 'лишь', 'исключительно', 'каждый', 'почти', 'едва', 'чуть', 'примерно', 'возможно', 'наверное'],
  ...['вероятно', 'может', 'могут', 'могли', 'мочь', 'хотели', 'хотят', 'собираются', 'собирались', 'планируют'],
  ...['планировали', 'должны', 'часто', 'редко', 'чаще', 'реже', 'больше', 'меньше', 'самый', 'первый', 'последний'],
  ...['следующий', 'второй', 'третий', 'опять', 'снова', 'пара', 'несколько', 'много', 'мало', 'половина', 'треть'],
  ...['четверть', 'дюжина', 'десяток', 'сотня', 'одинаковый', 'разный', 'другой', 'иной', 'прочий', 'остальной'],
  ...['вместо', 'скоро', 'недавно', 'давно', 'раньше', 'позже', 'потом', 'утро', 'утром', 'вечер', 'вечером', 'днем'],
  ...['ночь', 'ночью', 'праздник', 'пасха', 'рождество', 'выходные', 'будни', 'подряд', 'отказались', 'перестали'],
  ...['забыли', 'пропустили', 'игнорируют', 'ненавидят', 'против', 'избегают', 'бросили', 'рядом', 'близко', 'далеко'],
  ...['лучший', 'худший', 'дешевый', 'средний', 'большинство', 'меньшинство', 'куча', 'регулярно', 'постоянно'],
  ...['ежедневно', 'еженедельно', 'ежемесячно', 'ежегодно', 'обычно', 'иногда', 'всегда', 'вряд', 'якобы'],
]

/** The same, in this form only. */
export const FIRM_FORMS: ReadonlySet<string> = new Set([
  ...[
    'if',
    'might',
    'may',
    'could',
    'would',
    'should',
    'must',
    'will',
    'shall',
    'can',
    'need',
    'want',
    'about',
    'near',
  ],
  ...['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday', 'vs', 'ago', 'ever', 'others'],
  ...['понедельник', 'вторник', 'среда', 'четверг', 'пятница', 'суббота', 'воскресенье', 'бы', 'ли', 'если', 'когда'],
  ...['пока', 'еще', 'уже', 'то', 'один', 'одна', 'одно', 'одном', 'одной', 'одну', 'двое', 'трое', 'пятеро', 'оба'],
])

/** Part of what the language says in several words, and unknown to it alone. */
export const LOOSE: ReadonlySet<string> = new Set(['together', 'вместе'])
