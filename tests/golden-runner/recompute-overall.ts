import type { Trace } from '../../shared/kernel/trace.ts'
import { RANK } from './recompute-tumour.ts'
import { input, text, yes, type Recompute } from './step-values.ts'

const TABLE: Readonly<Record<string, string>> = {
  'CR CR': 'CR',
  'CR NA': 'CR',
  'CR NON-CR/NON-PD': 'PR',
  'CR NE': 'PR',
  'NA CR': 'CR',
  'NA NON-CR/NON-PD': 'NON-CR/NON-PD',
  'NA NE': 'NE',
  'NA NA': 'NE',
}

export const overall: Recompute = (step) => step.result === fromTable(step, text(step, 'nonTarget'))

function fromTable(step: Trace, other: string): string {
  const target = text(step, 'target')
  const isPd = target === 'PD' || other === 'PD' || text(step, 'newLesion') === 'YES'
  return isPd ? 'PD' : (TABLE[`${target} ${other}`] ?? target)
}

/** The marker against its limit; without one of the two nobody can say. */
function levelOf(step: Trace): 'missing' | 'normal' | 'raised' {
  const [value = NaN, limit = NaN] = ['value', 'upperLimit'].map((name) => {
    const said = text(step, name).replace(/^[<>]=?/, '')
    return said === '' ? NaN : Number(said)
  })
  if (Number.isNaN(value) || Number.isNaN(limit)) return 'missing'
  return value <= limit ? 'normal' : 'raised'
}

function isBlocked(step: Trace, rule: string): boolean {
  const level = levelOf(step)
  if (level !== 'missing') return level === 'raised'
  return rule === 'K-4' || !['none', ''].includes(text(step, 'earlierRaised'))
}

/** K-2 changes the non-target response, or speaks in its place where there is no such disease. */
export const markerOfNonTarget: Recompute = (step) => {
  const level = levelOf(step)
  const says = level === 'missing' ? 'NE' : level === 'raised' ? 'NON-CR/NON-PD' : 'CR'
  const isWithinTable = input(step, 'newLesion') !== undefined
  if (isWithinTable) return step.result === fromTable(step, says)
  return text(step, 'response') === 'CR' && step.result === says
}

/** K-3 and K-4: a complete response that does not stand is PR, without targets NON-CR/NON-PD. */
export const markerOfOverall: Recompute = (step) =>
  text(step, 'response') === 'CR' && isBlocked(step, step.rule) && step.result === withoutCr(step)

function withoutCr(step: Trace): string {
  return text(step, 'target') === 'NA' ? 'NON-CR/NON-PD' : 'PR'
}

export const inForce: Recompute = (step) => {
  const recorded = text(step, 'recorded')
  const isRecorded = text(step, 'source') === 'investigator' && RANK.includes(recorded)
  const taken = isRecorded ? recorded : text(step, 'derived')
  const rule = input(step, 'markerRule')?.value
  if (rule === undefined) return step.result === taken
  return taken === 'CR' && isBlocked(step, rule) && step.result === withoutCr(step)
}

/** Below this short axis a node is no lesion, whatever the criterion. @source RECIST 1.1, 3.1.1 */
const NODE_MM = 10

/** What the rules make of one new lesion: `null` where its history decides, which is no input. */
function isNew(step: Trace, id: string, certainty: string): boolean | null {
  if (certainty === 'ABSENT') return false
  const isByReader = certainty === 'UNEQUIVOCAL'
  const cytology = input(step, `cytology ${id}`)?.value.toUpperCase()
  if (cytology === 'NEGATIVE') return false
  if (cytology !== undefined) return null
  const size = sizeOf(step, `size ${id}`)
  if (input(step, `pattern ${id}`) !== undefined) {
    const isTypical = text(step, `pattern ${id}`).toUpperCase() === 'TYPICAL'
    return isTypical && size >= sizeOf(step, 'lesionFrom') ? true : null
  }
  return Number.isNaN(size) ? isByReader : isNode(step, { id, size, isByReader })
}

function isNode(
  step: Trace,
  {
    id,
    size,
    isByReader,
  }: { readonly id: string; readonly size: number; readonly isByReader: boolean },
): boolean {
  const from = sizeOf(step, 'nodeFrom')
  if (size < from) return false
  const isPorta = text(step, `site ${id}`).toUpperCase().includes('PORTA HEPATIS')
  return (isPorta && from > NODE_MM) || isByReader
}

function sizeOf(step: Trace, name: string): number {
  const said = input(step, name)?.value ?? ''
  return said === '' ? NaN : Number(said)
}

const CERTAINTY = ['UNEQUIVOCAL', 'EQUIVOCAL', 'ABSENT']

/** A new lesion as seen here, or one dated back from a later assessment that has it. */
export const newLesion: Recompute = (step) => {
  const verdicts = step.inputs
    .filter(({ name, value }) => !name.includes(' ') && CERTAINTY.includes(value))
    .map(({ name, value }) => isNew(step, name, value))
  const isSeen = verdicts.includes(true)
  if (step.rule === 'L-2') {
    const isLater = step.inputs.some(({ of, value }) => of !== undefined && value === 'YES')
    return !isSeen && isLater && step.result === 'YES'
  }
  // A lesion whose history decides may count or not; all the others decide by themselves.
  return isSeen || !verdicts.includes(null) ? yes(step, isSeen) : verdicts.length > 0
}
