import type { ReactNode } from 'react'
import { ProblemFailure } from '../kit/http.ts'
import { Notice } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'

/** Why there are no numbers: what the address asks for and the study does not have, or another fault. */
export function Refusal({ error }: { readonly error: unknown }): ReactNode {
  const { t, tKnown } = useTexts()
  if (error instanceof ProblemFailure && error.problem.type === 'urn:problem:invalid-input') {
    const { errors } = error.problem
    return (
      <Notice kind="fault">
        {[...errors.map(({ key, params }) => tKnown(key, params)), t('live.refused')].join(' ')}
      </Notice>
    )
  }
  return <ProblemNotice error={error} />
}
