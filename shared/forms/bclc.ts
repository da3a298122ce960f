import { parseNumberText } from '../kernel/number-text.ts'
import type { RowValues } from './define.ts'
import type { Derived } from './derived.ts'

type Stage = '0' | 'A' | 'B' | 'C' | 'D'

/** Items the stage rests on, in the order they decide. */
const INPUTS = ['ECOG101', 'CPS0107', 'PVTT', 'EXTRAHEP', 'NODNUM', 'NODSIZE'] as const

/**
 * BCLC stage suggested from ECOG status, Child-Pugh class, portal-vein invasion, extrahepatic spread,
 * and number and size (mm) of the tumours in the liver. `null` while what would decide is not known;
 * an advanced or terminal stage needs no tumour size. The investigator's stage is an item of its own:
 * fitness for transplantation and the pattern of stage B are not seen here.
 * @source Reig et al., J Hepatol 2022;76:681-693, figure 1
 */
export function bclcStage(values: RowValues): Derived | null {
  const stage = stageOf(values)
  if (stage === null) return null
  const inputs = INPUTS.filter((name) => (values[name] ?? '') !== '').map((name) => ({
    name,
    value: values[name] ?? '',
  }))
  return { value: stage, trace: { rule: 'BCLC', inputs, result: stage } }
}

function stageOf(values: RowValues): Stage | null {
  const [ecog, childPugh, invasion, spread] = INPUTS.map((name) => values[name] ?? '')
  if (ecog === '3' || ecog === '4' || childPugh === 'C') return 'D'
  if (ecog === '' || childPugh === '') return null
  if (ecog !== '0' || isAdvanced(invasion, spread)) return 'C'
  return invasion === 'NONE' && spread === 'N' ? inLiver(values) : null
}

function isAdvanced(invasion: string | undefined, spread: string | undefined): boolean {
  return invasion?.startsWith('VP') === true || spread === 'Y'
}

/** By number and size alone; "≤3 nodules, none above 30 mm" is early, one tumour at any size as well. */
function inLiver(values: RowValues): Stage | null {
  const number = exact(values['NODNUM'])
  const size = exact(values['NODSIZE'])
  if (number === null || number < 1) return null
  if (number > 3) return 'B'
  if (size === null) return null
  if (number === 1) return size <= 20 ? '0' : 'A'
  return size <= 30 ? 'A' : 'B'
}

function exact(text: string | undefined): number | null {
  const parsed = parseNumberText(text ?? '')
  return parsed?.comparator === null ? parsed.value : null
}
