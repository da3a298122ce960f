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
  /** What decided each finding, in their order. */
  readonly decided: readonly DecidedFinding[]
}

/** The rule that decided what one finding is: `L-1` where the reader's word does. */
export interface DecidedFinding {
  readonly id: string
  readonly rule: NewLesionRule
  readonly counts: boolean
  readonly overruled: boolean
  /** L-6: the size when it was first measured, at an earlier visit. */
  readonly first: { readonly visit: string; readonly tenths: Tenths } | null
  /** L-6: the earlier visit at which it counted first; once counted, it stays. */
  readonly countedAt: string | null
}

export type NewLesionRule = 'L-1' | 'L-3' | 'L-6' | 'L-7' | 'N-4'

const NONE: NewLesionVerdict = {
  asAssessed: false,
  adjudicated: false,
  datedBackBy: null,
  stillOpen: false,
  overruled: false,
  cytologyMissing: false,
  smallNodesOnly: false,
  decided: [],
}

const TARGET_NODE = 150

/** `counts`: a new lesion. `open`: may become one, then dated back to here. `none`: no lesion. */
type Verdict = 'counts' | 'open' | 'none'

interface Judged {
  readonly verdict: Verdict
  readonly rule: NewLesionRule
}

interface JudgedFinding extends Judged {
  readonly finding: NewLesionFinding
  readonly history: History | undefined
}

interface History {
  readonly first: DecidedFinding['first']
  /** Assessments at which the lesion was open since it was last looked for and gone. */
  readonly open: number[]
  /** The visit at which it counted first. */
  readonly countedAt: string | null
}

/** Judges the new lesions of all assessments, in time order. @source RECIST 1.1, 4.3.5; rules L-1 to L-8 */
export function judgeNewLesions(
  assessments: readonly Assessment[],
  rules: NewLesionRules,
): readonly NewLesionVerdict[] {
  const histories = new Map<string, History>()
  const backDated = new Map<number, number>()
  const verdicts = assessments.map(({ newLesions, visit }, index) => {
    if (newLesions.length === 0) return NONE
    const judged = newLesions.map((finding) => {
      const history = histories.get(finding.id)
      const one = { finding, history, ...judge(finding, history, rules) }
      remember(histories, one, { index, visit })
      return one
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
): Judged {
  if (finding.certainty === 'ABSENT') return { verdict: 'none', rule: 'L-1' }
  const byReader: Judged = {
    verdict: finding.certainty === 'UNEQUIVOCAL' ? 'counts' : 'open',
    rule: 'L-1',
  }
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
  byReader: Judged,
): Judged {
  if (limit === null) return byReader
  if (isEstablished(history)) return byGrowthOrPattern('counts')
  const { tenths, enhancement } = finding
  if (tenths === null) {
    return enhancement === 'ATYPICAL' ? byGrowthOrPattern('open') : byReader
  }
  const first = history?.first?.tenths ?? tenths
  if (tenths - first >= limit.growth) return byGrowthOrPattern('counts')
  return tenths < limit.minimum ? byGrowthOrPattern('open') : judgePattern(finding, byReader)
}

function isEstablished(history: History | undefined): boolean {
  return history !== undefined && history.countedAt !== null
}

function judgePattern({ enhancement }: NewLesionFinding, byReader: Judged): Judged {
  if (enhancement === undefined) return byReader
  return byGrowthOrPattern(enhancement === 'TYPICAL_HCC' ? 'counts' : 'open')
}

function byGrowthOrPattern(verdict: Verdict): Judged {
  return { verdict, rule: 'L-6' }
}

/** L-3: a normal node is no lesion. */
function judgeNode({ tenths }: NewLesionFinding, rules: NewLesionRules, byReader: Judged): Judged {
  return tenths !== null && tenths < rules.node ? { verdict: 'none', rule: 'L-3' } : byReader
}

/** L-7 binds in both directions where the criterion has a limit of its own; else the node is like any. */
function judgePortaHepatisNode(
  { tenths }: NewLesionFinding,
  rules: NewLesionRules,
  byReader: Judged,
): Judged {
  if (tenths === null) return byReader
  const isOwn = rules.portaHepatisNode > rules.node
  if (tenths < rules.portaHepatisNode) return { verdict: 'none', rule: isOwn ? 'L-7' : 'L-3' }
  return isOwn ? { verdict: 'counts', rule: 'L-7' } : byReader
}

/** N-4: negative cytology is no lesion under any criterion; where needed, only a positive one counts. */
function judgeEffusion(
  { cytology }: NewLesionFinding,
  rules: NewLesionRules,
  byReader: Judged,
): Judged {
  if (cytology === 'NEGATIVE') return { verdict: 'none', rule: 'N-4' }
  if (!rules.effusionNeedsCytology || cytology === undefined) return byReader
  return { verdict: cytology === 'POSITIVE' ? 'counts' : 'open', rule: 'N-4' }
}

function remember(
  histories: Map<string, History>,
  { finding: { id, certainty, tenths }, verdict, history }: JudgedFinding,
  { index, visit }: { readonly index: number; readonly visit: string },
): void {
  if (certainty === 'ABSENT') {
    histories.delete(id)
    return
  }
  const { first, open, countedAt } = history ?? { first: null, open: [], countedAt: null }
  if (verdict === 'open') open.push(index)
  histories.set(id, {
    first: first ?? (tenths === null ? null : { visit, tenths }),
    open,
    countedAt: countedAt ?? (verdict === 'counts' ? visit : null),
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
  for (const { open, countedAt } of histories.values()) {
    if (countedAt === null) for (const index of open.slice(1)) again.add(index)
  }
  return again
}

function summarise(judged: readonly JudgedFinding[], rules: NewLesionRules): NewLesionVerdict {
  const decided = judged.map(decidedOf)
  const counting = judged.filter(({ verdict }) => verdict === 'counts')
  return {
    asAssessed: counting.length > 0,
    adjudicated: counting.length > 0,
    datedBackBy: null,
    stillOpen: false,
    overruled: decided.some((one) => one.overruled),
    cytologyMissing:
      rules.effusionNeedsCytology &&
      judged.some(({ finding }) => isEffusion(finding.kind) && isMissing(finding.cytology)),
    smallNodesOnly:
      counting.length > 0 &&
      counting.every(
        ({ finding }) =>
          finding.kind === 'LYMPH_NODE' && finding.tenths !== null && finding.tenths < TARGET_NODE,
      ),
    decided,
  }
}

function decidedOf({ finding, verdict, rule, history }: JudgedFinding): DecidedFinding {
  return {
    id: finding.id,
    rule,
    counts: verdict === 'counts',
    overruled: finding.certainty === 'UNEQUIVOCAL' && verdict !== 'counts',
    first: history?.first ?? null,
    countedAt: history?.countedAt ?? null,
  }
}
