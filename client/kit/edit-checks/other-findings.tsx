import type { ReactNode } from 'react'
import { useFindings } from '../form/findings.ts'
import { useTexts } from '../texts.ts'
import css from './edit-checks.module.css'
import { FindingLine } from './finding-line.tsx'

/** Findings that no box on screen bears: of the form as a whole, of a row, of an item not shown. */
export function OtherFindings({ boxes }: { readonly boxes: ReadonlySet<string> }): ReactNode {
  const { t } = useTexts()
  const findings = useFindings()
  const others = [...findings].flatMap(([pointer, list]) => (boxes.has(pointer) ? [] : list))
  if (others.length === 0) return null
  return (
    <section className={css['others']} aria-label={t('check.ofForm')} aria-live="polite">
      {others.map((finding) => (
        <FindingLine
          key={`${finding.fired?.check ?? ''} ${finding.fired?.place.pointer ?? ''} ${finding.text}`}
          finding={finding}
        />
      ))}
    </section>
  )
}
