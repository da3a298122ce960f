import type { EndpointDefinition } from '../../../endpoints/define.ts'
import { trialDesignOf } from '../../../protocol/trial-design.ts'
import type { DatasetStudy } from '../../datasets/define.ts'
import { armsOf } from '../arms.ts'
import type { SdtmDomain } from '../define.ts'

/** Trial summary: what the study is, in parameters. */
export const ts: SdtmDomain = {
  key: 'TS',
  label: 'Trial Summary',
  class: 'TRIAL DESIGN',
  structure: 'One record per trial summary parameter value',
  keys: ['TSPARMCD', 'TSSEQ'],
  fills: ['TSVALNF'],
  isFilledBy: () => true,
  origins: { TSVAL: { origin: 'Protocol' }, TSSEQ: { origin: 'Assigned' } },
  design: (study) =>
    parametersOf(study)
      .sort((a, b) => (a.code < b.code ? -1 : 1))
      .flatMap(({ code, name, values }) =>
        values.map((value, at) => ({
          values: {
            TSSEQ: at + 1,
            TSPARMCD: code,
            TSPARM: name,
            TSVAL: value,
            TSVALNF: value === null ? 'UNK' : null,
          },
        })),
      ),
}

interface Parameter {
  readonly code: string
  readonly name: string
  /** One record each; null: the value is not known. */
  readonly values: readonly (string | null)[]
}

function parametersOf(study: DatasetStudy): Parameter[] {
  const { definition, totals, cutoff } = study
  const design = trialDesignOf(definition)
  const primary = definition.endpoints.filter((one) => isPrimary(one))
  const said = (code: string, name: string, ...values: readonly (string | null)[]): Parameter => ({
    ...{ code, name },
    values: values.length === 0 ? [null] : values,
  })
  return [
    said('ACTSUB', 'Actual Number of Subjects', String(totals.enrolled)),
    said('ADDON', 'Added on to Existing Treatments', design.addOn ? 'Y' : 'N'),
    said('DCUTDESC', 'Data Cutoff Description', 'DATA CUT-OFF OF THE EXPORT'),
    said('DCUTDTC', 'Data Cutoff Date', cutoff),
    said('INDIC', 'Trial Disease/Condition Indication', 'HEPATOCELLULAR CARCINOMA'),
    said('INTMODEL', 'Intervention Model', design.interventionModel),
    said('NARMS', 'Planned Number of Arms', String(armsOf(definition).length)),
    said(
      'OBJPRIM',
      'Trial Primary Objective',
      ...primary.map(({ label }) => `To estimate: ${label.en}`),
    ),
    said('OUTMSPRI', 'Primary Outcome Measure', ...primary.map(({ label }) => label.en)),
    said('PLANSUB', 'Planned Number of Subjects', String(definition.plannedSubjects)),
    said('RANDOM', 'Trial is Randomized', 'N'),
    said('SENDTC', 'Study End Date', totals.lastContact),
    said('SSTDTC', 'Study Start Date', totals.firstConsent),
    said('TBLIND', 'Trial Blinding Schema', 'OPEN LABEL'),
    said('TCNTRL', 'Control Type', 'NONE'),
    said('TITLE', 'Trial Title', definition.title.en),
    said('TPHASE', 'Trial Phase Classification', phaseOf(definition)),
    said('TRT', 'Investigational Therapy or Treatment', ...treatmentsOf(definition)),
  ]
}

function isPrimary(endpoint: EndpointDefinition): boolean {
  return 'primary' in endpoint && endpoint.primary
}

function treatmentsOf({
  conventions,
  shortTitle,
}: DatasetStudy['definition']): readonly (string | null)[] {
  return conventions.studyDrugs ?? [shortTitle.en]
}

/** Phases as title or design name them, by the term of the codelist. */
const PHASE = /\bphase (I\/II|II\/III|III[AB]?|II[AB]?|IV|I)\b/i

/** @source CDISC controlled terminology, codelist TPHASE */
function phaseOf({ title, shortTitle, design }: DatasetStudy['definition']): string | null {
  for (const { en } of [title, shortTitle, design]) {
    const phase = PHASE.exec(en)?.[1]
    if (phase !== undefined) return `PHASE ${phase.toUpperCase()} TRIAL`
  }
  return null
}
