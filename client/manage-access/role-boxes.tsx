import { Checkbox } from '@mantine/core'
import type { ReactNode } from 'react'
import { ROLES, type Role } from '../../shared/access/permissions.ts'
import page from '../kit/page.module.css'
import { useTexts } from '../kit/texts.ts'

interface RoleBoxesProps {
  readonly label: string
  readonly value: readonly Role[]
  readonly onChange: (roles: Role[]) => void
}

/** Some of the roles, one box each. */
export function RoleBoxes({ label, value, onChange }: RoleBoxesProps): ReactNode {
  const { t } = useTexts()
  return (
    <Checkbox.Group
      label={label}
      value={[...value]}
      onChange={(chosen) => {
        onChange(ROLES.filter((role) => chosen.includes(role)))
      }}
    >
      <div className={page['inline']} style={{ gap: '10px 20px', margin: '4px 0 12px' }}>
        {ROLES.map((role) => (
          <Checkbox key={role} value={role} label={t(`role.${role}`)} />
        ))}
      </div>
    </Checkbox.Group>
  )
}
