import type { DomainRow } from './define.ts'

/** Kinds of anticancer therapy that are procedures. @source mapping, "prior and concomitant therapy" */
const PROCEDURES: ReadonlySet<string> = new Set(['LOCAL', 'RADIOTHERAPY', 'SURGERY'])

/** Whether a row of therapies (CMSCAT) is about a procedure, and belongs to PR. */
export function isProcedureKind({ values }: DomainRow): boolean {
  return PROCEDURES.has(values.get('CMSCAT')?.text ?? '')
}
