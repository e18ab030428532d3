/** The usual Latin writing of Russian and the letters it stands for; what is longer goes first. */
const SOUNDS = [
  'shch=щ etsk=ецк iye=ие yye=ые tsk=тск yë=ё yo=ё ye=е yu=ю ya=я iy=ий yy=ый zh=ж kh=х ts=ц ch=ч sh=ш',
  'a=а b=б v=в g=г d=д e=е ë=ё z=з i=и k=к l=л m=м n=н o=о p=п r=р s=с t=т u=у f=ф ”=ъ ʺ=ъ ’=ь ʹ=ь',
].flatMap(list =>
  list.split(' ').map(pair => {
    const [latin = '', letters = ''] = pair.split('=')
    return { latin, letters }
  }),
)
const VOWEL = /[аеёиоуыэюя]$/u

/**
 * A Russian town's name in the letters that it was transcribed from (BGN/PCGN, as GeoNames has it): "Yur’yevets" is
 * "Юрьевец". Null where a sign is none of that transcription.
 */
export function inCyrillic(name: string): string | null {
  let words = ''
  let rest = name.toLowerCase().replace(/sky(?=$|[\s-])/gu, 'skiy')
  while (rest !== '') {
    const begins = words === '' || /[\s-]$/u.test(words)
    const sound = SOUNDS.find(({ latin }) => rest.startsWith(latin) && !(begins && latin === 'e'))
    const sign = sound?.latin ?? rest.charAt(0)
    rest = rest.slice(sign.length)
    if (sound !== undefined) words += sound.letters
    else if (/[\s-]/u.test(sign)) words += sign
    else if (sign === 'e') words += 'э'
    else if (sign === 'y') words += begins || VOWEL.test(words) ? 'й' : 'ы'
    else return null
  }
  return words.replace(/(^|[\s-])(?!(?:на|над|по)-)(\p{L})/gu, (_, before, letter) => before + letter.toUpperCase())
}
