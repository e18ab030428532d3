/** What people say before whom they mean, and behind it: "show me", «дай мне», "please", "!!!". */
const BEFORE = new RegExp(
  String.raw`^\s*(?:(?:hi|hey|hello|ok|okay|please|pls|plz|привет|пожалуйста|плиз|слушай|так)[\s,!.]+)*(?:${[
    ...['(?:can|could) (?:you|u|we|i) (?:please )?(?:show|find|get|give|list|select)(?: me| us)?', 'let me see'],
    ...[
      '(?:i|we) (?:need|want|would like|wanna)(?: to see)?',
      "i['’]d like(?: to see)?",
      'give (?:me|us)',
      'show(?: me| us)?',
    ],
    ...[
      'get(?: me| us)?',
      'find(?: me| us)?',
      'list',
      'select',
      'pick',
      'count',
      'display',
      'how many',
      'who (?:are|is)',
    ],
    ...["(?:i am |i'm |im |we are |we're )?(?:looking|searching) for", "let['’]?s (?:take|see|find|get|target|reach)"],
    ...[
      '(?:send|write|mail|email|message|text|notify|ping|target|reach|invite)(?: (?:this|it|an offer|the offer|a message))?(?: out)?(?: to| me)?',
    ],
    ...['filter(?: for| by)?', '(?:a |the |our )?(?:list|segment|audience|group|selection) of'],
    ...['(?:дай|дайте|покажи|покажите|найди|найдите|выбери|выберите|подбери|подберите|собери|соберите)(?: мне| нам)?'],
    ...['(?:выведи|выведите|отбери|отберите|посчитай|посчитайте|сделай выборку)(?: мне| нам)?', 'сколько', 'список'],
    ...['(?:мне|нам) (?:нужны|нужен|нужна|надо|нужно)', '(?:нужны|надо|хочу)(?: увидеть)?', 'выборка', 'кто у нас'],
  ].join('|')})(?=\s)`,
  'iu',
)
/** "Could you find me", "a list of". */
const MOST_BEFORE = 2
const SIGNS = /[\s!?.,…\p{Extended_Pictographic}]/u
const POLITE: readonly string[] = [
  ...['please', 'pls', 'plz', 'thanks', 'thank you', 'thx', 'пожалуйста', 'плиз', 'плз', 'спасибо'],
]

/** What people put in brackets, and says nothing of whom they mean: "(lol)". */
const ASIDE = new RegExp(
  String.raw`\(\s*(?:${[
    ...[
      'lol',
      'haha\\w*',
      'hehe\\w*',
      'pls',
      'please',
      'plz',
      'thanks',
      'thx',
      'ty',
      'sorry',
      'obviously',
      'ofc',
      'of course',
    ],
    ...['btw', 'fyi', 'as usual', 'asap', 'urgent', 'if any', 'if possible', 'i think', 'i guess', 'duh', 'ok', 'okay'],
    ...[
      'лол',
      'ахах\\p{L}*',
      'хаха\\p{L}*',
      'пожалуйста',
      'плиз',
      'плз',
      'спасибо',
      'кстати',
      'конечно',
      'срочно',
      'если есть',
    ],
    ...['если можно', 'как обычно', 'наверное', 'вроде'],
  ].join('|')})[\s!?.…]*\)`,
  'giu',
)

/**
 * A sentence without what says nothing of whom it means, every place in it left where it was. It is looked for only where the
 * whole cannot be read: "Show" might be the name of something.
 */
export function withoutChatter(text: string): string {
  let begun = text.replace(ASIDE, piece => ' '.repeat(piece.length))
  for (let times = 0; times < MOST_BEFORE; times++) begun = begun.replace(BEFORE, piece => ' '.repeat(piece.length))
  const end = endOf(begun)
  return begun.slice(0, end) + ' '.repeat(text.length - end)
}

/** Where what is meant ends: before signs and words that are only polite. */
function endOf(text: string): number {
  let end = text.length
  for (;;) {
    while (end > 0 && SIGNS.test(text[end - 1] ?? '')) end--
    const rest = text.slice(0, end).toLowerCase()
    const word = POLITE.find(polite => rest.endsWith(` ${polite}`))
    if (word === undefined) return end
    end -= word.length
  }
}
