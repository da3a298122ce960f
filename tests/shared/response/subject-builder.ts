import type { Day, Tenths } from '../../../shared/kernel/brand.ts'
import { addDays, parseDay } from '../../../shared/kernel/dates.ts'
import type {
  Assessment,
  Baseline,
  NewLesionFinding,
  NonTargetState,
  OverallResponse,
  ResponseSettings,
  TargetState,
  TimePoint,
} from '../../../shared/response/define.ts'
import { MRECIST } from '../../../shared/response/mrecist.ts'
import { RECIST_11 } from '../../../shared/response/recist11.ts'

/** A day of a complete date; throws on anything else. */
export function day(text: string): Day {
  const parsed = parseDay(text)
  if (parsed === null) throw new Error(`"${text}" is no complete date.`)
  return parsed
}

/** Tenths of millimetres written as a person would. */
export function mm(millimetres: number): Tenths {
  return Math.round(millimetres * 10) as Tenths
}

export const START = day('2024-01-08')

/** What was seen of the targets: millimetres, 0 = gone, null = not evaluable, or a state. */
export type Seen = number | null | TargetState

export interface VisitDraft {
  readonly targets?: readonly Seen[]
  readonly nonTargets?: readonly NonTargetState['kind'][]
  readonly newLesions?: readonly Partial<NewLesionFinding>[]
  readonly marker?: Assessment['marker']
  readonly recorded?: OverallResponse
  readonly dates?: readonly Day[]
}

export interface CourseDraft {
  /** Baseline diameters in millimetres; `nodes` are the numbers (from 0) of those that are nodes. */
  readonly baseline: readonly number[]
  readonly nodes?: readonly number[]
  readonly nonTargets?: readonly string[]
  readonly marker?: Baseline['marker']
  readonly visits: readonly VisitDraft[]
  readonly settings?: Partial<ResponseSettings>
  readonly criterion?: 'RECIST 1.1' | 'mRECIST'
  readonly source?: 'investigator' | 'derived'
}

function stateOf(seen: Seen): TargetState {
  if (seen === null) return { kind: 'not-evaluable' }
  if (typeof seen !== 'number') return seen
  return seen === 0 ? { kind: 'absent' } : { kind: 'measured', tenths: mm(seen) }
}

function assessmentOf(draft: VisitDraft, index: number): Assessment {
  return {
    visit: `W${(index + 1) * 8}`,
    dates: draft.dates ?? [addDays(START, (index + 1) * 56)],
    targets: new Map((draft.targets ?? []).map((seen, at) => [`T${at}`, stateOf(seen)])),
    nonTargets: new Map(
      (draft.nonTargets ?? []).map((kind, at) => [`NT${at}`, { state: { kind } }]),
    ),
    newLesions: (draft.newLesions ?? []).map((finding) => ({
      id: 'NEW01',
      kind: 'UNSPECIFIED',
      tenths: null,
      certainty: 'UNEQUIVOCAL',
      ...finding,
    })),
    marker: draft.marker ?? null,
    recorded: draft.recorded ?? null,
  }
}

/** Derives a course written down in a few numbers. */
export function derive(draft: CourseDraft): readonly TimePoint[] {
  const criterion = draft.criterion === 'mRECIST' ? MRECIST : RECIST_11
  const baseline: Baseline = {
    targets: draft.baseline.map((diameter, at) => ({
      id: `T${at}`,
      nodal: draft.nodes?.includes(at) ?? false,
      baseline: mm(diameter),
    })),
    nonTargets: (draft.nonTargets ?? []).map((kind, at) => ({ id: `NT${at}`, kind })),
    marker: draft.marker ?? null,
  }
  return criterion.derive(
    baseline,
    draft.visits.map(assessmentOf),
    { ...criterion.defaults, ...draft.settings },
    draft.source ?? 'derived',
  )
}

/** The target responses of a course. */
export function targets(draft: CourseDraft): readonly (string | null)[] {
  return derive(draft).map(({ target }) => target)
}

/** The adjudicated overall responses of a course. */
export function overalls(draft: CourseDraft): readonly string[] {
  return derive(draft).map(({ overall }) => overall)
}

/** A course of one lesion, one number a visit. */
export function oneLesion(
  baseline: number,
  visits: readonly number[],
  settings: Partial<ResponseSettings> = {},
): CourseDraft {
  return { baseline: [baseline], visits: visits.map((seen) => ({ targets: [seen] })), settings }
}
