import type { Tenths } from '../kernel/brand.ts'
import { FACTS } from '../kernel/facts.ts'
import { toMillimetres } from '../kernel/number-text.ts'
import type { Trace, TraceInput } from '../kernel/trace.ts'
import type { MarkerFinding, NewLesionFinding } from './define.ts'
import type { Judgement } from './judge-assessment.ts'
import type { JudgedPoint } from './judged-point.ts'
import type { DecidedFinding, NewLesionRule } from './new-lesions.ts'

/** The non-target response, and what a tumour marker made of it. */
export function nonTargetSteps(point: JudgedPoint): Trace[] {
  const { judgement, course } = point
  const { nonTarget, nonTargetAfterMarker, marker } = judgement
  if (nonTarget === null || nonTargetAfterMarker === null) return []
  const byMarker = nonTarget.response !== nonTargetAfterMarker
  const own: Trace = {
    fact: factOf(point, byMarker ? 'nonTargetBeforeMarker' : 'nonTarget'),
    rule: nonTarget.rule,
    under: course.criterion,
    inputs: [...stateInputs(point), ...(nonTarget.rule === 'N-3' ? beforeInputs(point) : [])],
    result: nonTarget.response,
  }
  if (!byMarker) return [own]
  return [
    own,
    {
      fact: factOf(point, 'nonTarget'),
      rule: marker.rule,
      under: course.criterion,
      inputs: [
        { name: 'response', value: own.result, of: factOf(point, 'nonTargetBeforeMarker') },
        ...markerInputs(judgement),
      ],
      result: nonTargetAfterMarker,
    },
  ]
}

function stateInputs(point: JudgedPoint): readonly TraceInput[] {
  const { baseline, assessment } = point.judgement
  const inputs = baseline.nonTargets.flatMap(({ id, kind }) => {
    const found = assessment.nonTargets.get(id)
    const state = { value: found?.state.kind ?? 'NE' }
    return [
      { name: id, ...(baseline.places?.nonTarget(assessment.visit, id) ?? state) },
      ...(kind === 'EFFUSION_OR_ASCITES'
        ? cytologyInputs(point, { id, cytology: found?.cytology })
        : []),
    ]
  })
  return withoutRepeats(inputs)
}

function beforeInputs({ earlier, course }: JudgedPoint): TraceInput[] {
  const last = earlier.findLast(({ inForce }) => inForce !== 'NE')
  if (last === undefined) return []
  const of = FACTS.at(course.criterion, last.visit, 'inForce')
  return [{ name: 'lastEvaluable', value: last.inForce, of }]
}

/** Whether a new lesion counts here: as seen at this assessment, or dated back to it (L-2). */
export function newLesionSteps(point: JudgedPoint): Trace[] {
  const { judgement, course, datedBackBy } = point
  const { newLesions, assessment, baseline } = judgement
  const inputs: TraceInput[] = assessment.newLesions.flatMap((finding, at) => [
    {
      name: finding.id,
      ...(baseline.places?.newLesion(assessment.visit, finding.id) ?? { value: finding.certainty }),
    },
    ...findingInputs(point, finding, newLesions.decided[at]),
  ])
  if (inputs.length === 0) inputs.push({ name: 'newLesion', value: 'none', absent: 'measurements' })
  const isDatedBack = newLesions.adjudicated && !newLesions.asAssessed
  if (isDatedBack && datedBackBy !== null) {
    const of = FACTS.at(course.criterion, datedBackBy, 'newLesion')
    inputs.push({ name: datedBackBy, value: 'YES', of })
  }
  return [
    {
      fact: factOf(point, 'newLesion'),
      rule: isDatedBack ? 'L-2' : decidingRule(newLesions.decided),
      under: course.criterion,
      inputs: withoutRepeats(inputs),
      result: newLesions.adjudicated ? 'YES' : 'NO',
    },
  ]
}

/** The rule of the first that counts; where none does, of the first that the reader or a rule kept out. */
function decidingRule(decided: readonly DecidedFinding[]): NewLesionRule {
  const deciding =
    decided.find(({ counts }) => counts) ??
    decided.find(({ overruled }) => overruled) ??
    decided.find(({ rule }) => rule !== 'L-1')
  return deciding?.rule ?? 'L-1'
}

/** A limit that serves for several lesions is named once. */
function withoutRepeats(inputs: readonly TraceInput[]): readonly TraceInput[] {
  const isSame = (one: TraceInput, other: TraceInput): boolean =>
    one.constant !== undefined && one.name === other.name && one.value === other.value
  return inputs.filter((one, at) => !inputs.slice(0, at).some((other) => isSame(one, other)))
}

/** What the rules look at besides the reader's certainty, of a lesion of which they know more. */
function findingInputs(
  point: JudgedPoint,
  finding: NewLesionFinding,
  decided: DecidedFinding | undefined,
): readonly TraceInput[] {
  const { rules } = point.course
  const { id, tenths } = finding
  switch (finding.kind) {
    case 'LYMPH_NODE':
      return [
        siteOf(point, finding),
        sizeOf(point, id, { column: 'SAXIS', tenths }),
        limitOf('nodeFrom', rules.node),
      ]
    case 'PORTA_HEPATIS_NODE':
      return [
        siteOf(point, finding),
        sizeOf(point, id, { column: 'SAXIS', tenths }),
        limitOf('portaHepatisFrom', rules.portaHepatisNode),
        limitOf('nodeFrom', rules.node),
      ]
    case 'EFFUSION_OR_ASCITES':
      return [siteOf(point, finding), ...cytologyInputs(point, finding)]
    case 'INTRAHEPATIC':
      return intrahepaticInputs(point, finding, decided)
    case 'EXTRAHEPATIC':
    case 'UNSPECIFIED':
      return []
  }
}

function siteOf({ judgement }: JudgedPoint, { id, kind }: NewLesionFinding): TraceInput {
  const { places } = judgement.baseline
  return {
    name: `site ${id}`,
    ...(places?.lesion(id, 'TULOC') ?? { value: kind.replaceAll('_', ' ') }),
  }
}

/** N-4: the cytology of an effusion, and whether the criterion asks for it. */
function cytologyInputs(
  { judgement, course }: JudgedPoint,
  { id, cytology }: { readonly id: string; readonly cytology?: string | undefined },
): readonly TraceInput[] {
  if (cytology === undefined) return []
  const { places } = judgement.baseline
  return [
    { name: `cytology ${id}`, ...(places?.lesion(id, 'TUCYTOL') ?? { value: cytology }) },
    {
      name: 'effusionNeedsCytology',
      value: course.rules.effusionNeedsCytology ? 'YES' : 'NO',
      constant: 'definition',
    },
  ]
}

/** L-6 looks at size and pattern, at growth since first measured, and whether it counted before. */
function intrahepaticInputs(
  point: JudgedPoint,
  { id, tenths, enhancement }: NewLesionFinding,
  decided: DecidedFinding | undefined,
): readonly TraceInput[] {
  const { judgement, course } = point
  const { intrahepatic } = course.rules
  if (intrahepatic === null) return []
  const { assessment, baseline } = judgement
  const { first = null, countedAt = null } = decided ?? {}
  const name = `pattern ${id}`
  const pattern = baseline.places?.measured(assessment.visit, id, 'TRENH') ?? {
    value: enhancement ?? '',
  }
  const firstSize = { column: 'LDIAM', named: 'firstSize', ...first }
  return [
    sizeOf(point, id, { column: 'LDIAM', tenths }),
    { name, ...pattern },
    limitOf('lesionFrom', intrahepatic.minimum),
    ...(first === null
      ? []
      : [sizeOf(point, id, firstSize), limitOf('growthFrom', intrahepatic.growth)]),
    ...(countedAt === null
      ? []
      : [
          {
            name: `countedBefore ${id}`,
            value: 'YES',
            of: FACTS.at(course.criterion, countedAt, 'newLesion'),
          },
        ]),
  ]
}

interface Size {
  readonly column: string
  readonly tenths?: Tenths | null
  readonly named?: string
  /** Of this assessment, where no other is named. */
  readonly visit?: string
}

function sizeOf(
  { judgement: { assessment, baseline } }: JudgedPoint,
  id: string,
  { column, tenths = null, named = 'size', visit = assessment.visit }: Size,
): TraceInput {
  const given = { value: tenths === null ? '' : String(toMillimetres(tenths)) }
  return {
    name: `${named} ${id}`,
    ...(baseline.places?.measured(visit, id, column) ?? given),
    unit: 'mm',
  }
}

function limitOf(name: string, limit: Tenths): TraceInput {
  return { name, value: String(toMillimetres(limit)), unit: 'mm', constant: 'definition' }
}

/** The marker of the visit and its upper limit; whether it was raised before (K-3). */
export function markerInputs(judgement: Judgement): TraceInput[] {
  const { assessment, baseline, marker: verdict } = judgement
  const { marker } = assessment
  const limited = limitedBy(judgement)
  const value = baseline.places?.marker(marker).value ?? { value: text(marker?.value) }
  const limit = baseline.places?.marker(limited).limit ?? { value: text(limited?.upperLimit) }
  const inputs: TraceInput[] = [
    { name: 'value', ...value },
    { name: 'upperLimit', ...limit },
  ]
  return verdict.rule === 'K-3' ? [...inputs, raisedInput(judgement)] : inputs
}

/** The result whose upper limit serves: its own, else that of the same test at baseline. */
function limitedBy({ assessment: { marker }, baseline }: Judgement): MarkerFinding | null {
  const hasOwn = marker !== null && marker.upperLimit !== null
  if (hasOwn) return marker
  return baseline.marker?.test === marker?.test ? baseline.marker : null
}

function raisedInput({ assessment: { marker }, baseline }: Judgement): TraceInput {
  const name = 'earlierRaised'
  const row = marker?.raisedRow
  if (row === undefined || marker?.earlierRaised !== true) {
    return { name, value: 'none', absent: 'labs' }
  }
  return { name, ...(baseline.places?.raised(row) ?? { value: 'YES' }) }
}

function factOf({ judgement, course }: JudgedPoint, part: string): string {
  return FACTS.at(course.criterion, judgement.assessment.visit, part)
}

function text(value: number | null | undefined): string {
  return value === null || value === undefined ? 'none' : String(value)
}
