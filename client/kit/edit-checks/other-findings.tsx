import type { ReactNode } from 'react'
import { useFormContext } from 'react-hook-form'
import { groupRowOf } from '../../../shared/forms/verified-content.ts'
import type { FormInput } from '../form/form-input.ts'
import { useFindings } from '../form/findings.ts'
import { useSurroundings } from '../form/form-surroundings.ts'
import { useTexts } from '../texts.ts'
import css from './edit-checks.module.css'
import { FindingLine } from './finding-line.tsx'

/** Findings that no box on screen bears: of the form as a whole, of a row, of an item not shown. */
export function OtherFindings({ boxes }: { readonly boxes: ReadonlySet<string> }): ReactNode {
  const { t } = useTexts()
  const findings = useFindings()
  const rowName = useRowName()
  const others = [...findings].filter(([pointer]) => !boxes.has(pointer))
  if (others.length === 0) return null
  return (
    <section className={css['others']} aria-label={t('check.ofForm')} aria-live="polite">
      {others.map(([pointer, list]) =>
        list.map((finding) => {
          const name = rowName(pointer)
          const text = name === null ? finding.text : `${name}: ${finding.text}`
          const key = `${pointer} ${finding.fired?.check ?? ''} ${finding.text}`
          return <FindingLine key={key} finding={{ ...finding, text }} />
        }),
      )}
    </section>
  )
}

/** How the row that a pointer leads into is called: by what tells it apart, or else by its number. */
function useRowName(): (pointer: string) => string | null {
  const { t } = useTexts()
  const { form } = useSurroundings()
  const { getValues } = useFormContext<FormInput>()
  return (pointer) => {
    const at = /^\/rows\/(\d+)\//.exec(pointer)?.[1]
    if (at === undefined) return null
    const identity = groupRowOf(form.group?.identity ?? [], getValues('rows')[Number(at)] ?? {})
    const name = identity
      .split('|')
      .filter((part) => part !== '')
      .join(' · ')
    return name === '' ? t('form.row', { row: Number(at) + 1 }) : name
  }
}
