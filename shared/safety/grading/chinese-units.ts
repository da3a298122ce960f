const PREFIXES: Readonly<Record<string, string>> = {
  ...{ 千: 'k', 分: 'd', 毫: 'm', 微: 'u', 纳: 'n', 皮: 'p', 飞: 'f' },
}
const BASES: Readonly<Record<string, string>> = {
  ...{ 克: 'g', 升: 'L', 摩尔: 'mol', 摩: 'mol', 单位: 'U', 国际单位: 'IU' },
  ...{ 当量: 'Eq', 卡他: 'kat', 秒: 's', 小时: 'h', 立方毫米: 'mm3', 拷贝: 'copies' },
}
/** How many of what is counted stand for one. */
const COUNTS: Readonly<Record<string, string>> = {
  ...{ 百万: '10^6', 万: '10^4', 千: '10^3' },
}

const HAN = /\p{Script=Han}/u
const NAMED = new RegExp(
  `^(\\d*)(${Object.keys(PREFIXES).join('|')})?(${Object.keys(BASES).join('|')})$`,
)
const COUNTED = new RegExp(
  `^([^\\p{Script=Han}]*|${Object.keys(COUNTS).join('|')})(?:个?细胞|个)?$`,
  'u',
)

/**
 * A unit named in Chinese, in whole or in part, as its letters: `毫克/分升` is `mg/dL`, `克每升` `g/L`,
 * `万/微升` `10^4/uL`, `个/uL` `/uL`. Each stands for exactly the same; a name that is not known, and any
 * other text, is left as it is.
 */
export function unitInLetters(unit: string): string {
  if (!HAN.test(unit)) return unit
  const [above = '', ...below] = unit.replace(/[／∕每]/g, '/').split('/')
  const letters = [countOf(above, below.length > 0) ?? lettersOf(above), ...below.map(lettersOf)]
  return letters.includes(null) ? unit : letters.join('/')
}

/** Measures and counters that no unit here is named by, and that may yet stand in one. */
const OTHER_MEASURES = ['米', '斤', '斗', '度', '倍', '滴', '次', '个', '细胞', '每']
const SYLLABLE = new RegExp(
  [PREFIXES, BASES, COUNTS].flatMap(Object.keys).concat(OTHER_MEASURES).join('|'),
)

/** Whether a text in Chinese holds a syllable of a unit, known or not: `毫克/某升`, `2倍`. */
export function holdsUnitSyllable(text: string): boolean {
  return SYLLABLE.test(text)
}

function lettersOf(part: string): string | null {
  if (!HAN.test(part)) return part
  const [, number = '', prefix = '', base = ''] = NAMED.exec(part.trim()) ?? []
  return base === '' ? null : `${number}${PREFIXES[prefix] ?? ''}${BASES[base] ?? ''}`
}

/** A number of cells; alone, without what they are in, only where it is a power of ten. */
function countOf(part: string, isShare: boolean): string | null {
  const [, count] = HAN.test(part) ? (COUNTED.exec(part.trim()) ?? []) : []
  if (count === undefined || (count === '' && !isShare)) return null
  return COUNTS[count] ?? count
}
