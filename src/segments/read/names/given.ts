/** First names that many people have, in the letters of each language; none that is a usual word as well. */
const ENGLISH = [
  'aaron abigail adam adrian agnes alan albert alex alexander alexandra alice alina alison amanda amelia amy',
  'ana anastasia andre andrea andrei andrew andris angela anita ann anna anne anton antonio arthur ashley',
  'barbara beatrice ben benjamin bernard beth brandon brenda brian bruno camila carla carlos carmen carol',
  'caroline catherine cecilia charles charlotte chloe chris christian christina christine claire clara',
  'claudia colin daniel daniela darya david deborah denis dennis diana diego dmitry dominic donald dorothy',
  'edward elena elina elizabeth ella ellen emily emma eric erika eugene eva evelyn fatima felix fiona',
  'florian frances francesca gabriel gareth gary george georgia gerard gloria greg gregory hannah harold',
  'harry heather helen helena henry hugo ian igor ilona inga irene irina isabel isabella ivan jacob jake',
  'james jane janet janis jason jean jennifer jenny jessica joan joanna joe john jonathan jose joseph joshua',
  'juan judith julia julian julie karen karina karl kate katherine kathryn katie katrina keith kelly kevin',
  'kristina kyle larisa larry laura lauren leo leon liam linda lisa louis louise lucas lucia lucy luis luke',
  'margaret maria marie marina mario marta martha martin mary matthew megan melanie melissa michael michelle',
  'miguel mike mohammed monica nadia nancy natalia natalie nathan nicholas nicole nina noah oleg olga oliver',
  'olivia oscar pamela patricia paul paula pavel pedro peter philip rachel raymond rebecca richard robert',
  'roger roman ronald ruth ryan sabrina samantha samuel sandra sara sarah scott sean sebastian sergei sergey',
  'sharon simon sofia sonia sophia sophie stella stephanie stephen steve steven stuart susan svetlana sylvia',
  'tamara tanya tatiana teresa thomas timothy tom tracy valentina valeria vanessa vera veronica vincent',
  'virginia vladimir walter wendy william yana yulia zoe',
]
const RUSSIAN = [
  'александр александра алексей алена алина алиса алла анастасия анатолий ангелина андрей анжела анна антон',
  'арина артем богдан борис вадим валентина валерий валерия варвара василий вероника виктор виктория виталий',
  'владимир владислав вячеслав галина георгий григорий даниил дарья денис диана дмитрий ева евгений евгения',
  'екатерина елена елизавета жанна захар зинаида зоя иван игорь илья инна ирина карина кирилл константин',
  'кристина ксения лариса леонид лидия людмила маргарита марина мария марк матвей михаил надежда наталья',
  'никита николай нина оксана олег олеся ольга павел полина раиса роман светлана семен сергей софия софья',
  'станислав степан тамара татьяна тимофей ульяна федор юлия юрий яна ярослав',
]
const GIVEN: ReadonlySet<string> = new Set([...ENGLISH, ...RUSSIAN].flatMap(line => line.split(' ')))

/** The first name that a folded word is, alone or of several people: "anna", "annas"; null for any other word. */
export function givenName(word: string): string | null {
  if (GIVEN.has(word)) return word
  const one = word.endsWith('s') ? word.slice(0, -1) : ''
  return GIVEN.has(one) ? one : null
}
