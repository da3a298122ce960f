import type { Cell } from '../../datasets/define.ts'
import type { DomainRow, Draft, SdtmDomain, SubjectContext } from '../define.ts'
import { exposureAs } from '../exposure-as.ts'
import { occurrenceOf } from '../occurrence-drafts.ts'
import { isProcedureByName, isProcedureKind } from '../therapy-kinds.ts'

/** Procedures: local therapy of the study and beside it, and those before and after it. */
export const pr: SdtmDomain = {
  key: 'PR',
  label: 'Procedures',
  class: 'INTERVENTIONS',
  structure: 'One record per recorded procedure per occurrence per subject',
  keys: ['PRSTDTC', 'PRCAT', 'PRTRT'],
  fills: ['PRDECOD', 'PRCAT', 'PRSCAT', 'PRENDTC'],
  origins: {
    PRDECOD: { origin: 'Assigned' },
    PRSCAT: { origin: 'Collected' },
    PRENDTC: { origin: 'Collected' },
  },
  records: (context) => [
    ...context.domainRows('PR').flatMap((row) => occurrenceOf(row).map(coded)),
    ...therapies(context),
  ],
}

/** @source CDISC controlled terminology, codelist PROCEDUR */
const CODED: Readonly<Record<string, string>> = {
  TACE: 'TRANSARTERIAL CHEMOEMBOLIZATION',
  'DEB-TACE': 'TRANSARTERIAL CHEMOEMBOLIZATION',
  ABLATION: 'ABLATION',
}

const ANTICANCER: ReadonlySet<string> = new Set([
  'TACE',
  'DEB-TACE',
  'HAIC',
  'ABLATION',
  'RESECTION',
  'RADIOTHERAPY',
])

const CATEGORIES: Readonly<Record<string, string>> = {
  PRIOR: 'PRIOR ANTICANCER',
  STUDY: 'STUDY TREATMENT',
  SUBSEQUENT: 'SUBSEQUENT ANTICANCER',
}

function coded(draft: Draft): Draft {
  if (draft.noRecord === true) return draft
  const { values } = draft
  const name = String(values['PRTRT'] ?? '')
  const category = String(values['PRCAT'] ?? '')
  const isStudy = category === 'STUDY'
  const more: Record<string, Cell> = {
    PRDECOD: CODED[name] ?? null,
    PRCAT: isStudy || ANTICANCER.has(name) ? (CATEGORIES[category] ?? null) : null,
  }
  const found = Object.entries(more).filter(([, value]) => value !== null)
  return { ...draft, values: { ...values, ...Object.fromEntries(found) } }
}

const BY_FILE: Readonly<Record<string, string>> = {
  'prior-therapies': 'PRIOR ANTICANCER',
  'new-therapies': 'SUBSEQUENT ANTICANCER',
  concomitant: 'CONCOMITANT',
}

/** Local therapy, radiotherapy and surgery recorded among the therapies before and after the study. */
function therapies(context: SubjectContext): readonly Draft[] {
  return context
    .domainRows('CM')
    .filter((row) => isProcedureKind(row))
    .flatMap((row) => {
      if (isProcedureByName(row)) reportByName(context, row)
      return exposureAs(row, 'PR').map((draft) => withCategory(draft, row))
    })
}

function reportByName(context: SubjectContext, { values, source }: DomainRow): void {
  const name = values.get('CMTRT')?.text ?? ''
  context.report({
    rule: 'SDTM-PR-01',
    severity: 'note',
    dataset: 'PR',
    variable: 'PRTRT',
    source,
    message: {
      en: `"${name}" bears no kind and stands among procedures by its name. Choose its kind, or move it to where it belongs.`,
      zh: `“${name}”未填写治疗类别，按名称列为操作（PR）。请选择类别，或移至相应表单。`,
    },
  })
}

function withCategory(draft: Draft, row: DomainRow): Draft {
  if (draft.noRecord === true) return draft
  const category = BY_FILE[row.part.layout.file] ?? null
  return {
    ...draft,
    values: { ...draft.values, ...(category === null ? {} : { PRCAT: category }) },
  }
}
