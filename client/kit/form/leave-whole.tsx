import { Button, Menu } from '@mantine/core'
import { useRef, type ReactNode } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { MISSING_REASONS, type FormDefinition } from '../../../shared/forms/define.ts'
import { leftWhole, mayBeLeftWhole, reasonOfWhole } from '../../../shared/forms/not-done.ts'
import { useTexts } from '../texts.ts'
import { toValues, type FormInput } from './form-input.ts'
import css from './form.module.css'
import { moveFocus } from './move-focus.ts'
import { REASON_TEXTS } from '../../../shared/forms/reason-texts.ts'

/** Leaves a whole form empty with one reason while nothing is entered, and takes that back. */
export function LeaveWhole({ form }: { readonly form: FormDefinition }): ReactNode {
  const { t } = useTexts()
  const { control, setValue } = useFormContext<FormInput>()
  const leave = useRef<HTMLButtonElement>(null)
  const takeBack = useRef<HTMLButtonElement>(null)
  const items = useWatch({ control, name: 'items' })
  const values = toValues({ items, rows: [] })
  const reason = reasonOfWhole(form, values)
  const isEmpty = Object.keys(values.items).length === 0
  if (!mayBeLeftWhole(form) || (reason === null && !isEmpty)) return null
  const set = (key: string, value: string): void => {
    setValue(`items.${key}`, value, { shouldDirty: true })
  }
  if (reason !== null) {
    return (
      <p className={css['whole']}>
        {t('whole.left', { reason: t(REASON_TEXTS[reason]) })}{' '}
        <Button
          ref={takeBack}
          size="compact-sm"
          variant="default"
          onClick={(event) => {
            for (const key of Object.keys(values.items)) set(key, '')
            moveFocus(event.currentTarget, [() => leave.current])
          }}
        >
          {t('whole.takeBack')}
        </Button>
      </p>
    )
  }
  return (
    <div className={css['whole']}>
      <Menu position="bottom-start" returnFocus>
        <Menu.Target>
          <Button ref={leave} size="compact-sm" variant="default">
            {t('whole.leave')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {MISSING_REASONS.map((one) => (
            <Menu.Item
              key={one}
              onClick={() => {
                for (const [key, value] of Object.entries(leftWhole(form, one).items)) {
                  set(key, value)
                }
                moveFocus(leave.current, [() => takeBack.current])
              }}
            >
              {t(REASON_TEXTS[one])}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
