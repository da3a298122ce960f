import { Button } from '@mantine/core'
import { useDeferredValue, useId, useMemo, useState, type ReactNode } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import type { FormDefinition } from '../../../shared/forms/define.ts'
import { missingOf, type Finding } from '../../../shared/forms/findings.ts'
import { useTexts } from '../texts.ts'
import { toValues, type FormInput } from './form-input.ts'
import css from './form.module.css'
import { enterBox } from './grid-keys.ts'
import { pathOfPointer } from './item-address.ts'
import { findingText } from './live-findings.ts'

/** How much a form lacks to be complete; pressed, it lists the questions, each a way to its box. */
export function WhatIsMissing({ form }: { readonly form: FormDefinition }): ReactNode {
  const { t } = useTexts()
  const id = useId()
  const { control } = useFormContext<FormInput>()
  const items = useDeferredValue(useWatch({ control, name: 'items' }))
  const rows = useDeferredValue(useWatch({ control, name: 'rows' }))
  const missing = useMemo(() => missingOf(form, toValues({ items, rows })), [form, items, rows])
  const [opened, setOpened] = useState(false)
  if (missing.length === 0) {
    return <span className={css['barState']}>● {t('form.nothingMissing')}</span>
  }
  return (
    <>
      <Button
        variant="default"
        aria-expanded={opened}
        aria-controls={id}
        onClick={() => {
          setOpened(!opened)
        }}
      >
        ◑ {t('form.whatIsMissing', { count: missing.length })}
      </Button>
      {opened && (
        <ul id={id} className={css['missingList']}>
          {missing.map((finding, at) => (
            <MissingLine key={`${finding.pointer}-${at}`} finding={finding} />
          ))}
        </ul>
      )}
    </>
  )
}

function MissingLine({ finding }: { readonly finding: Finding }): ReactNode {
  const texts = useTexts()
  const row = /^\/rows\/(\d+)\//.exec(finding.pointer)?.[1]
  return (
    <li>
      <button
        type="button"
        className={css['quiet']}
        onClick={(event) => {
          goTo(event.currentTarget, finding.pointer)
        }}
      >
        {row !== undefined && `${texts.t('form.row', { row: Number(row) + 1 })}: `}
        {findingText(texts, finding)}
      </button>
    </li>
  )
}

/** Enters the box that a pointer names; of a group without its row, the button that adds one. */
function goTo(from: Element, pointer: string): void {
  const form = from.closest('form')
  const path = pathOfPointer(pointer)
  const box = path === null ? null : form?.querySelector(`[data-path="${path}"]`)
  const inside = box?.querySelector('input') ?? box
  enterBox(
    inside ?? form?.querySelector('section table ~ * button, section > div:last-child button'),
  )
}
