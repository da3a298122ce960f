import type { ReactNode } from 'react'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import { HistoryLink } from './history-link.tsx'
import { SignatureMark } from './signature-mark.tsx'
import { VerificationMark } from './verification-mark.tsx'

interface RecordMarksProps {
  readonly study: string
  readonly subjid: string
  readonly record: RecordView | null
}

/** What stands at the foot of a saved form: the way to its history, its verification, its signatures. */
export function RecordMarks(props: RecordMarksProps): ReactNode {
  return (
    <>
      <HistoryLink {...props} />
      <VerificationMark {...props} />
      <SignatureMark {...props} />
    </>
  )
}
