import type { ReactNode } from 'react'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { ConflictPanel } from '../kit/form/conflict-panel.tsx'
import { Notice } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { DATE_BOX, valuesToStore } from './ledger-edits.ts'
import type { LedgerFault } from './ledger-faults.ts'
import type { LedgerSaving } from './ledger-saving.ts'

interface LedgerRefusalProps {
  readonly form: FormDefinition
  readonly saving: LedgerSaving
}

/** Why the ledger was not saved: texts that name no value, a colleague's save, or anything else. */
export function LedgerRefusal({ form, saving }: LedgerRefusalProps): ReactNode {
  const texts = useTexts()
  const { faults, conflict, shownError, decide } = saving
  return (
    <>
      {faults.length > 0 && (
        <Notice kind="fault">
          {faults.map((fault) => (
            <div key={boxName(texts, fault)}>
              {texts.t('ledger.fault', {
                box: boxName(texts, fault),
                text: fault.text,
                why: texts.t(fault.why),
              })}
            </div>
          ))}
        </Notice>
      )}
      <ProblemNotice error={shownError} />
      {conflict !== null && (
        <section>
          <h3>{texts.t('ledger.conflictAt', { visit: conflict.visit })}</h3>
          <ConflictPanel
            key={`${conflict.visit} ${conflict.stored.version}`}
            form={form}
            stored={conflict.stored}
            mine={valuesToStore(conflict.typing)}
            basis={conflict.typing.basis?.values ?? { items: {}, rows: [] }}
            onDecided={(values) => {
              decide(conflict, values)
            }}
          />
        </section>
      )}
    </>
  )
}

function boxName({ t, tKnown }: Texts, { visit, place }: LedgerFault): string {
  const { lesion, field } = place
  if (lesion === DATE_BOX.lesion) return `${t('ledger.scanDate')}, ${visit}`
  return `${lesion} ${tKnown(`ledger.${field}`)}, ${visit}`
}
