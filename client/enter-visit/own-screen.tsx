import { lazy, Suspense, type ReactNode } from 'react'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { Loading } from '../kit/page.tsx'
import type { SubjectScreen } from '../kit/subject-data.ts'

const LaboratoryBody = lazy(async () => ({
  default: (await import('./laboratory/laboratory-body.tsx')).LaboratoryBody,
}))

interface OwnScreenProps {
  readonly form: FormDefinition
  readonly screen: SubjectScreen
  readonly visit: string | null
}

/** What is drawn in place of the plain list of items, by the file of the form's rows. */
const SCREENS: Readonly<Record<string, (props: OwnScreenProps) => ReactNode>> = {
  labs: (props) => <LaboratoryBody {...props} />,
}

/** The screen of its own that a form has; undefined: it is drawn from its definition alone. */
export function ownScreen(props: OwnScreenProps): ReactNode | undefined {
  const draw = SCREENS[props.form.group?.file ?? '']
  return draw === undefined ? undefined : <Suspense fallback={<Loading />}>{draw(props)}</Suspense>
}
