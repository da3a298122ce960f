import type { Tenths } from '../kernel/brand.ts'
import type { Assessment, NewLesionFinding } from './define.ts'
import { isEffusion, isMissing } from './non-target-response.ts'

/** What differs between criteria in judging new lesions. Lengths in whole tenths of a millimetre. */
export interface NewLesionRules {
  /** L-6: an intrahepatic nodule counts by size and pattern, or by growth; `null`: as the reader says. */
  readonly intrahepatic: { readonly minimum: Tenths; readonly growth: Tenths } | null
  /** L-7, M-3: shortest short axis of a malignant porta hepatis node. */
  readonly portaHepatisNode: Tenths
  /** L-3: below this short axis a node is no lesion. */
  readonly node: Tenths
  /** N-4: an effusion counts only with positive cytology. */
  readonly effusionNeedsCytology: boolean
}

/** The new lesions of one assessment. */
export interface NewLesionVerdict {
  /** At least one counts with what was known at that assessment. */
  readonly asAssessed: boolean
  /** After dating back (L-2, L-6). */
  readonly adjudicated: boolean
  /** The assessment that dated a lesion back to here, from 0; null where none did. */
  readonly datedBackBy: number | null
  /** Equivocal here and before, and never resolved since. */
  readonly stillOpen: boolean
  /** The reader's "unequivocal" does not hold against the rules (L-8). */
  readonly overruled: boolean
  readonly cytologyMissing: boolean
  /** Everything that counts is a node of 10 to below 15 mm (L-3). */
  readonly smallNodesOnly: boolean
}

const NONE: NewLesionVerdict = {
  asAssessed: false,
  adjudicated: false,
  datedBackBy: null,
  stillOpen: false,
  overruled: false,
  cytologyMissing: false,
  smallNodesOnly: false,
}

const TARGET_NODE = 150

/** `counts`: a new lesion. `open`: may become one, then dated back to here. `none`: no lesion. */
type Verdict = 'counts' | 'open' | 'none'

interface History {
  readonly first: Tenths | null
  /** Assessments at which the lesion was open since it was last looked for and gone. */
  readonly open: number[]
  readonly established: boolean
}

/** Judges the new lesions of all assessments, in time order. @source RECIST 1.1, 4.3.5; rules L-1 to L-8 */
export function judgeNewLesions(
  assessments: readonly Assessment[],
  rules: NewLesionRules,
): readonly NewLesionVerdict[] {
  const histories = new Map<string, History>()
  const backDated = new Map<number, number>()
  const verdicts = assessments.map(({ newLesions }, index) => {
    if (newLesions.length === 0) return NONE
    const judged = newLesions.map((finding) => {
      const verdict = judge(finding, histories.get(finding.id), rules)
      remember(histories, finding, verdict, index)
      return { finding, verdict }
    })
    for (const { finding, verdict } of judged) {
      if (verdict === 'counts') settle(histories, finding.id, { backDated, by: index })
    }
    return summarise(judged, rules)
  })
  if (histories.size === 0 && backDated.size === 0) return verdicts
  const open = openAgain(histories)
  return verdicts.map((verdict, index) => ({
    ...verdict,
    adjudicated: verdict.asAssessed || backDated.has(index),
    datedBackBy: backDated.get(index) ?? null,
    stillOpen: open.has(index),
  }))
}

function judge(
  finding: NewLesionFinding,
  history: History | undefined,
  rules: NewLesionRules,
): Verdict {
  if (finding.certainty === 'ABSENT') return 'none'
  const byReader = finding.certainty === 'UNEQUIVOCAL' ? 'counts' : 'open'
  switch (finding.kind) {
    case 'INTRAHEPATIC':
      return judgeIntrahepatic(finding, history, rules.intrahepatic, byReader)
    case 'PORTA_HEPATIS_NODE':
      return judgePortaHepatisNode(finding, rules, byReader)
    case 'LYMPH_NODE':
      return judgeNode(finding, rules, byReader)
    case 'EFFUSION_OR_ASCITES':
      return judgeEffusion(finding, rules, byReader)
    case 'EXTRAHEPATIC':
    case 'UNSPECIFIED':
      return byReader
  }
}

/** L-6: typical pattern from the minimum size, or growth since first seen; equivocal until then. */
function judgeIntrahepatic(
  finding: NewLesionFinding,
  history: History | undefined,
  limit: NewLesionRules['intrahepatic'],
  byReader: Verdict,
): Verdict {
  if (limit === null) return byReader
  if (history?.established === true) return 'counts'
  const { tenths } = finding
  if (tenths === null) return finding.enhancement === 'ATYPICAL' ? 'open' : byReader
  if (tenths - (history?.first ?? tenths) >= limit.growth) return 'counts'
  return tenths < limit.minimum ? 'open' : judgePattern(finding, byReader)
}

function judgePattern({ enhancement }: NewLesionFinding, byReader: Verdict): Verdict {
  if (enhancement === undefined) return byReader
  return enhancement === 'TYPICAL_HCC' ? 'counts' : 'open'
}

/** L-3: a normal node is no lesion. */
function judgeNode(
  { tenths }: NewLesionFinding,
  rules: NewLesionRules,
  byReader: Verdict,
): Verdict {
  return tenths !== null && tenths < rules.node ? 'none' : byReader
}

/** L-7 binds in both directions where the criterion has a limit of its own; else the node is like any. */
function judgePortaHepatisNode(
  { tenths }: NewLesionFinding,
  rules: NewLesionRules,
  byReader: Verdict,
): Verdict {
  if (tenths === null) return byReader
  if (tenths < rules.portaHepatisNode) return 'none'
  return rules.portaHepatisNode > rules.node ? 'counts' : byReader
}

/** N-4: negative cytology is no lesion under any criterion; where needed, only a positive one counts. */
function judgeEffusion(
  { cytology }: NewLesionFinding,
  rules: NewLesionRules,
  byReader: Verdict,
): Verdict {
  if (cytology === 'NEGATIVE') return 'none'
  if (!rules.effusionNeedsCytology || cytology === undefined) return byReader
  return cytology === 'POSITIVE' ? 'counts' : 'open'
}

function remember(
  histories: Map<string, History>,
  finding: NewLesionFinding,
  verdict: Verdict,
  index: number,
): void {
  if (finding.certainty === 'ABSENT') {
    histories.delete(finding.id)
    return
  }
  const before = histories.get(finding.id)
  const open = before?.open ?? []
  if (verdict === 'open') open.push(index)
  histories.set(finding.id, {
    first: before?.first ?? finding.tenths,
    open,
    established: verdict === 'counts' || before?.established === true,
  })
}

/** L-2: what was open before is dated back now. */
function settle(
  histories: Map<string, History>,
  id: string,
  { backDated, by }: { readonly backDated: Map<number, number>; readonly by: number },
): void {
  const open = histories.get(id)?.open ?? []
  for (const index of open) if (!backDated.has(index)) backDated.set(index, by)
  open.length = 0
}

/** Assessments at which a lesion that is open to this day was open for the second time or more. */
function openAgain(histories: ReadonlyMap<string, History>): ReadonlySet<number> {
  const again = new Set<number>()
  for (const { open, established } of histories.values()) {
    if (!established) for (const index of open.slice(1)) again.add(index)
  }
  return again
}

function summarise(
  judged: readonly { readonly finding: NewLesionFinding; readonly verdict: Verdict }[],
  rules: NewLesionRules,
): NewLesionVerdict {
  const counting = judged.filter(({ verdict }) => verdict === 'counts')
  return {
    asAssessed: counting.length > 0,
    adjudicated: counting.length > 0,
    datedBackBy: null,
    stillOpen: false,
    overruled: judged.some(
      ({ finding, verdict }) => finding.certainty === 'UNEQUIVOCAL' && verdict !== 'counts',
    ),
    cytologyMissing:
      rules.effusionNeedsCytology &&
      judged.some(({ finding }) => isEffusion(finding.kind) && isMissing(finding.cytology)),
    smallNodesOnly:
      counting.length > 0 &&
      counting.every(
        ({ finding }) =>
          finding.kind === 'LYMPH_NODE' && finding.tenths !== null && finding.tenths < TARGET_NODE,
      ),
  }
}
