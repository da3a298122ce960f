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

/** Whether one new lesion counts by the rule for its kind, and by which. */
function judged(step: Trace, id: string, certainty: string): readonly [boolean, string] {
  if (certainty === 'ABSENT') return [false, 'L-1']
  const byReader = [certainty === 'UNEQUIVOCAL', 'L-1'] as const
  if (input(step, `pattern ${id}`) !== undefined) return intrahepatic(step, id, byReader)
  if (input(step, `size ${id}`) !== undefined) return node(step, id, byReader)
  const cytology = input(step, `cytology ${id}`)?.value.toUpperCase()
  if (cytology === 'NEGATIVE') return [false, 'N-4']
  const isNeeded = text(step, 'effusionNeedsCytology') === 'YES'
  return cytology === undefined || !isNeeded ? byReader : [cytology === 'POSITIVE', 'N-4']
}

type ByRule = readonly [boolean, string]

function intrahepatic(step: Trace, id: string, byReader: ByRule): ByRule {
  if (text(step, `countedBefore ${id}`) === 'YES') return [true, 'L-6']
  const isTypical = text(step, `pattern ${id}`).toUpperCase().startsWith('TYPICAL')
  const size = sizeOf(step, `size ${id}`)
  if (Number.isNaN(size)) return isTypical ? byReader : [false, 'L-6']
  if (size - sizeOf(step, `firstSize ${id}`) >= sizeOf(step, 'growthFrom')) return [true, 'L-6']
  return [isTypical && size >= sizeOf(step, 'lesionFrom'), 'L-6']
}

function node(step: Trace, id: string, byReader: ByRule): ByRule {
  const size = sizeOf(step, `size ${id}`)
  if (Number.isNaN(size)) return byReader
  const from = sizeOf(step, 'nodeFrom')
  const isPorta = text(step, `site ${id}`).toUpperCase().includes('PORTA HEPATIS')
  const portaFrom = isPorta ? sizeOf(step, 'portaHepatisFrom') : from
  if (portaFrom > from) return [size >= portaFrom, 'L-7']
  return size < from ? [false, 'L-3'] : byReader
}

/** In tenths of a millimetre, as lengths are compared. */
function sizeOf(step: Trace, name: string): number {
  const said = input(step, name)?.value ?? ''
  return said === '' ? NaN : Math.round(Number(said) * 10)
}

const CERTAINTY = ['UNEQUIVOCAL', 'EQUIVOCAL', 'ABSENT']

/** A new lesion as seen here, or one dated back from a later assessment that has it. */
export const newLesion: Recompute = (step) => {
  const findings = step.inputs
    .filter(({ name, value }) => !name.includes(' ') && CERTAINTY.includes(value))
    .map(({ name, value }) => ({ value, by: judged(step, name, value) }))
  const counting = findings.filter(({ by: [counts] }) => counts)
  if (step.rule === 'L-2') {
    const isLater = step.inputs.some(({ of, value }) => of !== undefined && value === 'YES')
    return counting.length === 0 && isLater && step.result === 'YES'
  }
  const deciding =
    counting[0] ??
    findings.find(({ value }) => value === 'UNEQUIVOCAL') ??
    findings.find(({ by: [, rule] }) => rule !== 'L-1')
  return step.rule === (deciding?.by[1] ?? 'L-1') && yes(step, counting.length > 0)
}
