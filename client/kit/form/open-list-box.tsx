import { Autocomplete } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { ItemDefinition } from '../../../shared/forms/define.ts'
import { useTexts } from '../texts.ts'
import { codeMatches, findCode } from './code-text.ts'
import { useSurroundings } from './form-surroundings.ts'
import { boxAttributes, widthOf, type ControlProps } from './control-props.ts'

interface OpenListProps extends ControlProps {
  readonly item: Extract<ItemDefinition, { kind: 'code' }>
  readonly bound: {
    readonly value: string
    readonly onChange: (value: string) => void
    readonly onBlur: () => void
  }
}

/** A list that also takes other words: a known code is stored as its value, anything else as typed. */
export function OpenListBox({ bound, ...props }: OpenListProps): ReactNode {
  const { say } = useTexts()
  const { readOnly } = useSurroundings()
  const { codes } = props.item
  const [typed, setTyped] = useState<string | null>(null)
  const stored = findCode(codes, bound.value)
  const shown = typed ?? (stored === null ? bound.value : say(stored.label))
  const commit = (text: string): void => {
    const code = findCode(codes, text)
    bound.onChange(code?.value ?? text)
  }
  return (
    <Autocomplete
      {...boxAttributes(props)}
      className={widthOf(props, 'medium')}
      size="xs"
      error={props.faulty}
      readOnly={readOnly}
      value={shown}
      data={[...new Set(codes.map(({ label }) => say(label)))]}
      filter={({ options, search }) =>
        stored !== null && search === say(stored.label)
          ? options
          : options.filter(
              (option) =>
                'value' in option &&
                codes.some((code) => say(code.label) === option.value && codeMatches(code, search)),
            )
      }
      maxDropdownHeight={260}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      onChange={(text) => {
        setTyped(text)
        commit(text)
      }}
      onBlur={() => {
        setTyped(null)
        bound.onBlur()
      }}
    />
  )
}
