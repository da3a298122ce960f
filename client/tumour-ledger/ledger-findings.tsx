import type { ReactNode } from 'react'
import { ConfirmingContext } from '../kit/edit-checks/confirmations.ts'
import { FindingLine } from '../kit/edit-checks/finding-line.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'
import type { LedgerChecks } from './ledger-checks.ts'
import css from './ledger.module.css'

/** What the checks say of the ledger, each to be confirmed in place. */
export function LedgerFindings({ checks }: { readonly checks: LedgerChecks }): ReactNode {
  const { t, language } = useTexts()
  const { findings, confirming } = checks
  if (findings.length === 0) return null
  return (
    <ConfirmingContext value={confirming}>
      <section className={css['findings']} aria-label={t('ledger.checks')} aria-live="polite">
        <h3 className={css['findingsHead']}>{t('ledger.checks')}</h3>
        {findings.map(({ fired, lesion }) => {
          const { check, place, compared, message, severity } = fired
          const key = JSON.stringify([check, fired.recordId, place.visit, place.pointer, compared])
          const where = [place.visit ?? '', lesion].filter((part) => part !== '').join(' · ')
          return (
            <div key={key} className={css['finding']}>
              <span className={css['findingPlace']}>{where}</span>
              <FindingLine finding={{ text: message[language], severity, fired }} />
            </div>
          )
        })}
        <ProblemNotice error={confirming.error} />
      </section>
    </ConfirmingContext>
  )
}
