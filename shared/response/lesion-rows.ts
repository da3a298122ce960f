import { parseTenths } from '../kernel/number-text.ts'
import type { Row } from '../trial/trial.ts'
import type {
  Cytology,
  NewLesionFinding,
  NewLesionKind,
  NonTargetLesion,
  NonTargetState,
  ResponseCriterion,
  TargetLesion,
  TargetState,
} from './define.ts'
import { isNotDone } from './visit-rows.ts'
import { textOf } from './row-text.ts'

/** A lesion of lesions.csv. */
export interface LesionRow {
  readonly id: string
  readonly nodal: boolean
  readonly intrahepatic: boolean
  readonly effusion: boolean
  readonly portaHepatis: boolean
  readonly cytology: Cytology | undefined
}

/** The lesions of one subject by their group, each in the order of the file. */
export interface LesionGroups {
  readonly targets: readonly LesionRow[]
  readonly nonTargets: readonly LesionRow[]
  readonly newLesions: readonly LesionRow[]
}

export interface ReadTarget {
  readonly state: TargetState
  /** A diameter was entered that is no length with at most one decimal. */
  readonly unreadable: boolean
}

const ABSENT: ReadTarget = { state: { kind: 'absent' }, unreadable: false }
const NOT_EVALUABLE: ReadTarget = { state: { kind: 'not-evaluable' }, unreadable: false }
const UNREADABLE: ReadTarget = { ...NOT_EVALUABLE, unreadable: true }

const NON_TARGET_STATES: Readonly<Record<string, NonTargetState>> = {
  ABSENT: { kind: 'absent' },
  PRESENT: { kind: 'present' },
  'UNEQUIVOCAL PROGRESSION': { kind: 'unequivocal-progression' },
}
const NON_TARGET_NE: NonTargetState = { kind: 'not-evaluable' }

export function groupLesions(rows: readonly Row[]): LesionGroups {
  const targets: LesionRow[] = []
  const nonTargets: LesionRow[] = []
  const newLesions: LesionRow[] = []
  const groups: Readonly<Record<string, LesionRow[]>> = {
    TARGET: targets,
    'NON-TARGET': nonTargets,
    NEW: newLesions,
  }
  for (const row of rows) groups[textOf(row, 'TUGRPID')]?.push(lesionOf(row))
  return { targets, nonTargets, newLesions }
}

function lesionOf(row: Row): LesionRow {
  const location = textOf(row, 'TULOC').trim().toUpperCase()
  return {
    id: textOf(row, 'TULNKID'),
    nodal: row['TUNODE'] === 'Y',
    intrahepatic: location.startsWith('LIVER'),
    effusion: location.includes('ASCITES') || location.includes('EFFUSION'),
    portaHepatis: location.includes('PORTA HEPATIS'),
    cytology: CYTOLOGY[textOf(row, 'TUCYTOL').toUpperCase()],
  }
}

const CYTOLOGY: Readonly<Record<string, Cytology>> = {
  POSITIVE: 'POSITIVE',
  NEGATIVE: 'NEGATIVE',
  'NOT DONE': 'NOT_DONE',
}

/**
 * Column a target's diameter stands in: the short axis of a node; else the criterion's own. A lesion
 * outside the liver without a viable diameter at baseline keeps its longest diameter, in every row.
 */
export function diameterColumn(
  lesion: LesionRow,
  baselineRow: Row | undefined,
  { diameter }: ResponseCriterion['columns'],
): NonNullable<TargetLesion['column']> {
  if (lesion.nodal) return 'SAXIS'
  const viableMissing = textOf(baselineRow, diameter) === ''
  return diameter === 'VDIAM' && !lesion.intrahepatic && viableMissing ? 'LDIAM' : diameter
}

/** State of a target from its row; no row is not evaluable. */
export function readTarget(
  row: Row | undefined,
  target: TargetLesion,
  targets: ReadonlySet<string>,
): ReadTarget {
  if (row === undefined || isNotDone(row)) return NOT_EVALUABLE
  const text = textOf(row, target.column ?? 'LDIAM')
  const tenths = parseTenths(text)
  if (tenths === null && text !== '') return UNREADABLE
  if (tenths !== null && tenths > 0) return readAs({ kind: 'measured', tenths })
  return readWithoutLength(row, target, targets) ?? (tenths === null ? NOT_EVALUABLE : ABSENT)
}

// A lesion merged into another target counts with that one; the diameter of a split lesion is the
// sum of its fragments, and only where that is empty are the fragments read (`12;8`). Rule T-2.
function readWithoutLength(
  row: Row,
  { id, column }: TargetLesion,
  targets: ReadonlySet<string>,
): ReadTarget | null {
  const partner = textOf(row, 'TRMERGE')
  if (partner !== id && targets.has(partner)) return readAs({ kind: 'merged', into: partner })
  if (textOf(row, column ?? 'LDIAM') !== '') return null
  const fragments = textOf(row, 'TRSPLIT').split(';').map(parseTenths)
  return fragments.every((fragment) => fragment !== null)
    ? readAs({ kind: 'split', fragments })
    : null
}

function readAs(state: TargetState): ReadTarget {
  return { state, unreadable: false }
}

export function nonTargetOf({ id, effusion, nodal }: LesionRow): NonTargetLesion {
  return { id, nodal, kind: effusion ? 'EFFUSION_OR_ASCITES' : nodal ? 'LYMPH_NODE' : 'LESION' }
}

/** The judgement of a row under the criterion; a viable one that is empty is the anatomical one. */
function judgementOf(row: Row, { state }: ResponseCriterion['columns']): string {
  const own = textOf(row, state)
  return own === '' ? textOf(row, 'TUMSTATE') : own
}

export function readNonTarget(
  row: Row | undefined,
  columns: ResponseCriterion['columns'],
): NonTargetState {
  if (row === undefined || isNotDone(row)) return NON_TARGET_NE
  return NON_TARGET_STATES[judgementOf(row, columns)] ?? NON_TARGET_NE
}

/** What was seen of a new lesion; `null` when it was not assessed. */
export function readNewLesion(
  row: Row | undefined,
  lesion: LesionRow,
  columns: ResponseCriterion['columns'],
): NewLesionFinding | null {
  if (row === undefined || isNotDone(row)) return null
  const certainty = CERTAINTY[judgementOf(row, columns)]
  if (certainty === undefined) return null
  const enhancement = ENHANCEMENT[textOf(row, 'TRENH').toUpperCase()]
  const tenths = parseTenths(textOf(row, lesion.nodal ? 'SAXIS' : 'LDIAM'))
  return {
    id: lesion.id,
    kind: newLesionKind(lesion, tenths !== null && enhancement !== undefined),
    tenths,
    certainty,
    ...(enhancement === undefined ? {} : { enhancement }),
    ...(lesion.cytology === undefined ? {} : { cytology: lesion.cytology }),
  }
}

const CERTAINTY: Readonly<Record<string, NewLesionFinding['certainty']>> = {
  EQUIVOCAL: 'EQUIVOCAL',
  UNEQUIVOCAL: 'UNEQUIVOCAL',
  ABSENT: 'ABSENT',
}

const ENHANCEMENT: Readonly<Record<string, NonNullable<NewLesionFinding['enhancement']>>> = {
  TYPICAL: 'TYPICAL_HCC',
  ATYPICAL: 'ATYPICAL',
  NONE: 'ATYPICAL',
}

// Where only the reader's certainty is captured, it is the result of the rules (L-8).
function newLesionKind(lesion: LesionRow, patternKnown: boolean): NewLesionKind {
  if (lesion.effusion) return 'EFFUSION_OR_ASCITES'
  if (lesion.nodal) return lesion.portaHepatis ? 'PORTA_HEPATIS_NODE' : 'LYMPH_NODE'
  if (!lesion.intrahepatic) return 'EXTRAHEPATIC'
  return patternKnown ? 'INTRAHEPATIC' : 'UNSPECIFIED'
}
