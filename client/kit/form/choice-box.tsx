import { Autocomplete } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Code } from '../../../shared/forms/define.ts'
import { codeMatches, codeOfText, findCode } from '../../../shared/forms/find-code.ts'
import type { Language } from '../../../shared/kernel/bilingual.ts'
import { useTexts } from '../texts.ts'
import { useSurroundings } from './form-surroundings.ts'
import { boxAttributes, widthOf, type ControlProps } from './control-props.ts'

export interface BoundText {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onBlur: () => void
}

interface ChoiceBoxProps extends ControlProps {
  readonly codes: readonly Code[]
  /** Other words are taken too: nothing typed is bent into a code that it only begins like. */
  readonly open: boolean
  readonly bound: BoundText
  readonly hint?: string
}

/**
 * A list as a box to type in: by code, either label, the place (1 to 9) or the first letters. What
 * fits nothing stays as it was typed, so that nothing is lost; a closed list calls it a fault.
 */
export function ChoiceBox({ bound, codes, open, hint, ...props }: ChoiceBoxProps): ReactNode {
  const { language } = useTexts()
  const { readOnly } = useSurroundings()
  const tab = useTabOrder(props)
  const [typed, setTyped] = useState<string | null>(null)
  const inGrid = props.gridLabel !== undefined
  const stored = findCode(codes, bound.value)
  const label = stored?.label[language] ?? bound.value
  // Typing that no longer stands behind the value (it was pasted over, or undone) is not shown.
  const typing = typed !== null && valueOf(codes, typed) === bound.value ? typed : null
  return (
    <Autocomplete
      {...boxAttributes(props)}
      className={widthOf(props, 'medium')}
      size="xs"
      {...tab}
      error={props.faulty}
      readOnly={readOnly}
      placeholder={hint ?? ''}
      value={typing ?? label}
      data={[...new Set(codes.map((code) => code.label[language]))]}
      filter={({ options, search }) =>
        typing === null
          ? options
          : options.filter((one) => 'value' in one && answers(codes, one.value, search, language))
      }
      selectFirstOptionOnChange={!open && typing !== null && typing !== ''}
      openOnFocus={!inGrid}
      maxDropdownHeight={260}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      onChange={(text) => {
        const chosen = /^[1-9１-９]$/.test(text) && !open ? codeOfText(codes, text) : null
        setTyped(chosen === null ? text : null)
        bound.onChange(chosen?.value ?? valueOf(codes, text))
      }}
      onBlur={() => {
        const meant = open || typing === null ? null : codeOfText(codes, typing)
        if (meant !== null) bound.onChange(meant.value)
        setTyped(null)
        bound.onBlur()
      }}
    />
  )
}

/** Out of the tab order where the screen says that there is nothing to choose. */
function useTabOrder({ item, row }: ControlProps): { readonly tabIndex?: -1 } {
  const { cells } = useSurroundings()
  return row !== null && cells?.passedByTab(item, row) === true ? { tabIndex: -1 } : {}
}

/** The code that a text names, else the text as it is. */
function valueOf(codes: readonly Code[], text: string): string {
  return findCode(codes, text)?.value ?? text
}

function answers(
  codes: readonly Code[],
  option: string,
  search: string,
  language: Language,
): boolean {
  return codes.some((code) => code.label[language] === option && codeMatches(code, search))
}
