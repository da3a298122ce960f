import type { DomainRow } from './define.ts'

/** Kinds of anticancer therapy that are procedures. @source mapping, "prior and concomitant therapy" */
const PROCEDURES: ReadonlySet<string> = new Set(['LOCAL', 'RADIOTHERAPY', 'SURGERY'])

/** Words by which a therapy without a kind is known to be a procedure. */
const PROCEDURE_WORDS = [
  /\b(?:c|DEB-?)?TACE\b|\bHAIC\b|\bTA(?:E|RE)\b|\bSIRT\b|\b(?:RFA|MWA|PEI|SBRT|IMRT|HIFU)\b/i,
  /emboli[sz]ation|hepatic arter\w+ infusion|ablation|radiotherap|radiation|radiosurg|brachytherap/i,
  /\w*hepatectomy|resection|transplantation|放疗|放射治疗|栓塞|灌注化疗|消融|切除|移植|粒子植入/i,
]

/**
 * Whether a row of therapies is about a procedure, and belongs to PR: as its kind (CMSCAT) says; without
 * one, as its words do.
 */
export function isProcedureKind(row: DomainRow): boolean {
  const kind = row.values.get('CMSCAT')?.text ?? ''
  return kind === '' ? isProcedureByName(row) : PROCEDURES.has(kind)
}

/** Of a therapy without a kind: its name is that of a procedure. */
export function isProcedureByName({ values }: DomainRow): boolean {
  const name = values.get('CMTRT')?.text ?? ''
  const isAsked = (values.get('CMSCAT')?.text ?? '') === ''
  return isAsked && PROCEDURE_WORDS.some((words) => words.test(name))
}
