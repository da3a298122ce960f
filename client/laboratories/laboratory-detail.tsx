import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { amendLaboratory, removeLaboratory } from '../../shared/api/routes/laboratories.ts'
import { call } from '../kit/http.ts'
import { Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useSession } from '../kit/session.ts'
import { useTexts } from '../kit/texts.ts'
import { can } from '../../shared/access/permissions.ts'
import { useChange, type FlagsMoved, type LaboratoryProps } from './change-laboratory.ts'
import { FlagsMovedNotice } from './flags-moved.tsx'
import { NewRange } from './new-range.tsx'
import { TextBox } from './text-box.tsx'
import { RangeTable } from './range-table.tsx'

type DetailProps = LaboratoryProps & {
  /** Told what a removal did to flags: the laboratory is no longer shown then. */
  readonly onMoved: (flags: FlagsMoved) => void
}

/** One laboratory: its ranges, and what those may do who keep it. */
export function LaboratoryDetail(props: DetailProps): ReactNode {
  const { t } = useTexts()
  const { laboratory } = props
  const keeps = useKeeps(props)
  return (
    <Section title={`${laboratory.name} (${laboratory.code})`} aside={t('lab.rangesAside')}>
      <RangeTable {...props} keeps={keeps} />
      {keeps && <NewRange {...props} />}
      {keeps && <Renaming {...props} />}
    </Section>
  )
}

/** Whether the person keeps this laboratory: at its site or, where every site uses it, for all of them. */
function useKeeps({ study, laboratory: { site } }: LaboratoryProps): boolean {
  const grants = useSession()?.grants ?? []
  return grants.some(
    (grant) =>
      can(grant.role, 'laboratory.manage') &&
      (grant.study === null || grant.study === study.id) &&
      (grant.site === null || grant.site === site),
  )
}

/** Another name, or out of use; both with the reason. */
function Renaming({ study, laboratory, onMoved }: DetailProps): ReactNode {
  const { t } = useTexts()
  const [name, setName] = useState(laboratory.name)
  const [reason, setReason] = useState('')
  const params = { study: study.id, laboratory: laboratory.id }
  const { version } = laboratory
  const renaming = useChange(study.id, () =>
    call(amendLaboratory, { params, body: { name, reason }, version }),
  )
  const removing = useChange(study.id, async () => {
    const { flags } = await call(removeLaboratory, { params, body: { reason }, version })
    onMoved(flags)
  })
  return (
    <details>
      <summary className={page['soft']}>{t('lab.rename')}</summary>
      <div className={page['filters']}>
        <TextBox
          label={t('study.siteName')}
          width={280}
          maxLength={100}
          value={name}
          onChange={setName}
        />
        <TextBox label={`${t('lab.reason')} *`} width={280} value={reason} onChange={setReason} />
        <Button
          variant="default"
          loading={renaming.isPending}
          disabled={reason.trim() === '' || name.trim() === '' || name === laboratory.name}
          onClick={() => {
            renaming.mutate(undefined)
          }}
        >
          {t('lab.renameNow')}
        </Button>
        <Button
          variant="default"
          loading={removing.isPending}
          disabled={reason.trim() === ''}
          onClick={() => {
            removing.mutate(undefined)
          }}
        >
          {t('lab.remove')}
        </Button>
      </div>
      <p className={page['soft']}>{t('lab.renameHint')}</p>
      <FlagsMovedNotice flags={renaming.data?.flags} />
      <ProblemNotice error={renaming.error ?? removing.error} />
    </details>
  )
}
