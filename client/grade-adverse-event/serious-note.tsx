import type { ReactNode } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { safetyOf } from '../../shared/protocol/safety-settings.ts'
import { reasonsOf } from '../../shared/safety/reportable-event.ts'
import type { FormInput } from '../kit/form/form-input.ts'
import { Notice } from '../kit/page.tsx'
import { useStudy } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'

/** On the form of an event that is reported at once: the clock, who is told, and what is excepted. */
export function SeriousNote(): ReactNode {
  const { t, say, language } = useTexts()
  const { control } = useFormContext<FormInput>()
  const items = useWatch({ control, name: 'items' })
  const settings = safetyOf(useStudy().definition)
  if (reasonsOf(items, settings).length === 0) return null
  const roles = settings.noticeRoles
    .map((role) => t(`role.${role}`))
    .join(language === 'zh' ? '、' : ', ')
  return (
    <Notice kind="warning">
      {t('safety.reportWithin', { hours: settings.reportWithinHours })}{' '}
      {t('safety.savingTells', { roles })}
      {settings.exceptions.length > 0 && (
        <>
          <div>{t('safety.exceptions')}</div>
          <ul style={{ margin: 0 }}>
            {settings.exceptions.map((exception) => (
              <li key={exception.en}>{say(exception)}</li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  )
}
