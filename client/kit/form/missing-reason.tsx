import { Menu } from '@mantine/core'
import { useEffect, useState, type ReactNode } from 'react'
import { useFormContext } from 'react-hook-form'
import { MISSING_REASONS, type MissingReason } from '../../../shared/forms/define.ts'
import { Icon } from '../icon.tsx'
import { useTexts } from '../texts.ts'
import type { FormInput } from './form-input.ts'
import { useSurroundings } from './form-surroundings.ts'
import css from './form.module.css'
import { pathOf, reasonPathOf, type ItemAddress } from './item-address.ts'
import { boxOf, moveFocus } from './move-focus.ts'
import { REASON_TEXTS } from '../../../shared/forms/reason-texts.ts'
import { REASON_KEYS } from './reason-texts.ts'

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
  const choose = (reason: MissingReason): void => {
    const path = reasonPathOf(address)
    setValue(path, reason, { shouldDirty: true })
    onOpen(false)
    // The box is gone: the reason that stands in its place takes the focus.
    requestAnimationFrame(() => {
      document.querySelector<HTMLElement>(`[data-reason="${path}"]`)?.focus()
    })
  }
  // Heard from the moment the menu is open, not only once it has the focus: who types on at once means
  // the menu, and not the box behind it.
  useEffect(() => {
    if (!opened) return undefined
    const chooseByKey = (event: KeyboardEvent): void => {
      const reason = MISSING_REASONS.find((one) => REASON_KEYS[one] === event.key.toLowerCase())
      if (reason === undefined || event.ctrlKey || event.altKey || event.metaKey) return
      event.preventDefault()
      event.stopPropagation()
      choose(reason)
    }
    document.addEventListener('keydown', chooseByKey, true)
    return () => {
      document.removeEventListener('keydown', chooseByKey, true)
    }
  })
  return (
    <Menu opened={opened} onChange={onOpen} position="bottom-start" returnFocus>
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          className={css['quiet']}
          title={t('missing.tip')}
          aria-label={name}
        >
          <Icon name="reason" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {MISSING_REASONS.map((reason) => (
          <Menu.Item
            key={reason}
            rightSection={<kbd aria-hidden="true">{REASON_KEYS[reason].toUpperCase()}</kbd>}
            onClick={() => {
              choose(reason)
            }}
          >
            {t(REASON_TEXTS[reason])}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/**
 * The reason chosen, in place of the box, or beside a value that came with one; taking it away leads
 * into the box.
 */
export function ChosenReason(props: ItemAddress & { readonly reason: string }): ReactNode {
  const { t } = useTexts()
  const { setValue } = useFormContext<FormInput>()
  const { readOnly } = useSurroundings()
  const known = MISSING_REASONS.find((reason) => reason === props.reason)
  return (
    <span className={css['missing']}>
      {known === undefined ? props.reason : t(REASON_TEXTS[known])}
      {!readOnly && (
        <button
          type="button"
          className={css['quiet']}
          data-reason={reasonPathOf(props)}
          aria-label={t('missing.remove')}
          onClick={(event) => {
            setValue(reasonPathOf(props), '', { shouldDirty: true })
            moveFocus(event.currentTarget, [boxOf(pathOf(props))])
          }}
        >
          <Icon name="remove" />
        </button>
      )}
    </span>
  )
}

/** Opens and closes a reason menu. */
export function useReasonMenu(): readonly [boolean, (opened: boolean) => void] {
  return useState(false)
}
