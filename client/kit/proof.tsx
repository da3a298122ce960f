import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { AnalysisView } from './derivation-query.ts'
import { ProblemNotice } from './problem-notice.tsx'
import { proofQuery } from './proof-query.ts'
import { ProofSteps } from './proof-steps.tsx'
import { studyQuery } from './queries.ts'
import { useTexts } from './texts.ts'

export interface ProofProps {
  readonly study: string
  readonly subject: string
  /** Name of the value's step. */
  readonly fact: string
  readonly view: AnalysisView
  /** Of the state of the data that the value is shown of: with another one it is proved anew. */
  readonly mark?: string | undefined
}

/** Why a derived value is what it is: from its rule down to the entries, and who made them. */
export function Proof({ study, subject, fact, view, mark }: ProofProps): ReactNode {
  const { t } = useTexts()
  const { data, error } = useQuery(proofQuery(study, subject, { ...view, fact, mark }))
  const { data: known } = useQuery(studyQuery(study))
  if (data === undefined || known === undefined) {
    return error === null ? (
      <p role="status">{t('frame.loading')}</p>
    ) : (
      <ProblemNotice error={error} />
    )
  }
  const { steps, entries } = data
  const { forms } = known.definition
  return <ProofSteps proof={{ steps, entries, forms, of: { study, subject } }} />
}
