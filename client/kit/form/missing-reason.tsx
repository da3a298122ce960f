import { Menu, Tooltip } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useFormContext } from 'react-hook-form'
import { MISSING_REASONS, type MissingReason } from '../../../shared/forms/define.ts'
import type { TextKey } from '../../../shared/texts/keys.ts'
import { Icon } from '../icon.tsx'
import { useTexts } from '../texts.ts'
import type { FormInput } from './form-input.ts'
import css from './form.module.css'
import { reasonPathOf, type ItemAddress } from './item-address.ts'

export const REASON_TEXTS: Readonly<Record<MissingReason, TextKey>> = {
  'NOT DONE': 'missing.notDone',
  UNKNOWN: 'missing.unknown',
  'NOT APPLICABLE': 'missing.notApplicable',
  REFUSED: 'missing.refused',
  'NOT EVALUABLE': 'missing.notEvaluable',
  PENDING: 'missing.pending',
}

export function isMissingReason(text: string): text is MissingReason {
  return Object.hasOwn(REASON_TEXTS, text)
}

interface ReasonMenuProps extends ItemAddress {
  readonly label: string
  /** Opened by the key Alt+M of the box. */
  readonly opened: boolean
  readonly onOpen: (opened: boolean) => void
}

/** The menu that says why an item is empty. */
export function ReasonMenu({ label, opened, onOpen, ...address }: ReasonMenuProps): ReactNode {
  const { t } = useTexts()
  const { setValue } = useFormContext<FormInput>()
  const name = t('missing.choose', { label })
  return (
    <Menu opened={opened} onChange={onOpen} position="bottom-start" returnFocus>
      <Menu.Target>
        <Tooltip label={t('missing.tip')} openDelay={400}>
          <button type="button" tabIndex={-1} className={css['quiet']} aria-label={name}>
            <Icon name="reason" />
          </button>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {MISSING_REASONS.map((reason) => (
          <Menu.Item
            key={reason}
            onClick={() => {
              setValue(reasonPathOf(address), reason, { shouldDirty: true })
            }}
          >
            {t(REASON_TEXTS[reason])}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** The reason chosen, in place of the box; taking it away brings the box back. */
export function ChosenReason(props: ItemAddress & { readonly reason: string }): ReactNode {
  const { t } = useTexts()
  const { setValue } = useFormContext<FormInput>()
  const known = MISSING_REASONS.find((reason) => reason === props.reason)
  return (
    <span className={css['missing']}>
      {known === undefined ? props.reason : t(REASON_TEXTS[known])}
      <button
        type="button"
        className={css['quiet']}
        aria-label={t('missing.remove')}
        onClick={() => {
          setValue(reasonPathOf(props), '', { shouldDirty: true })
        }}
      >
        <Icon name="remove" />
      </button>
    </span>
  )
}

/** Opens and closes a reason menu. */
export function useReasonMenu(): readonly [boolean, (opened: boolean) => void] {
  return useState(false)
}
